"""Who left with something open: one person is asked, once, and the message is kept true."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text

from jobs.following import Following, plan_all
from jobs.handover import sweep_handovers
from jobs.nudging import nudge_all
from reviews.asks import AskState
from reviews.customer import Handover
from reviews.decision import Change, Decision
from reviews.handover import hand_on
from reviews.model import ActionState, GapState, Person, ReviewState, Stage
from reviews.preferences import Preferences
from storage import asks, handovers, leaving, nudges, people
from storage.record import record
from storage.rows import every, selected
from tests.builders import WS, account, action, days, gap, person, review
from tests.jobs.conftest import Desk

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
"""A Tuesday, noon in Berlin."""
SVEN = person("U9", "Sven Lindqvist", deactivated=True)
LENA = person("U3", "Lena Ott")
OMAR = person("U2", "Omar Diaz")


def following(desk: Desk) -> Following:
    return Following(desk.db, lambda: desk.now, "UTC", "/review")


async def sweep(desk: Desk) -> int:
    return await sweep_handovers(following(desk))


async def begin(desk: Desk, *values: Any, now: datetime = NOON) -> None:
    """Sven, led by Lena, has left; so much of his is there."""
    desk.now = now
    async with desk.db.write() as tx:
        for each in (SVEN, LENA, OMAR):
            await people.save(tx, each)
    led = Preferences(WS, "U9", manager="U3")
    await desk.decide(Decision(tuple(Change(None, value) for value in (led, account(owner="U9"), *values))))


async def left(desk: Desk) -> list[str]:
    async with desk.db.read() as tx:
        return [thing.ref for thing in await handovers.things_of(tx, WS, "U9")]


async def all_of(desk: Desk) -> list[Handover]:
    async with desk.db.read() as tx:
        return sorted(await every(tx, Handover, selected(Handover)), key=lambda each: each.id)


async def asked(desk: Desk) -> list[tuple[str, str, str]]:
    """To whom, in which state, what: everything queued about hand-overs."""
    async with desk.db.read() as tx:
        rows = await tx.execute(
            text("SELECT channel, state, payload FROM outbox WHERE key LIKE 'handover:%' ORDER BY id")
        )
        return [(row.channel, row.state, str(json.loads(row.payload)["text"])) for row in rows]


async def changes(desk: Desk, before: Any, **fields: Any) -> None:
    await desk.decide(Decision((Change(before, replace(before, **fields)),)))


async def test_everything_of_who_left_is_asked_for_in_one_message(desk: Desk) -> None:
    await begin(
        desk,
        account(id=2, name="Kestrel", channel="C2", owner="U2", sponsor="U9"),
        review(facilitator="U9"),
        action(owner="U9", due=days(-4), review_id=None),
        gap(4, owner="U9", review_id=None),
        Preferences(WS, "U2", manager="U9", stand_in="U9"),
    )
    assert await sweep(desk) == 1
    assert await left(desk) == ["owner:1", "review:7", "action:1", "gap:4", "sponsor:2", "manager:U2", "stand_in:U2"]
    ((to, state, text),) = await asked(desk)
    assert (to, state) == ("U3", "queued")
    assert text.startswith("Sven has left Slack: 7 things of theirs need somebody else.")
    assert "A-1 Send the revised checklist: was due Fri 20 Nov" in text
    assert "Sven leads Omar" in text


async def test_looking_twice_at_one_moment_or_for_days_asks_once(desk: Desk) -> None:
    await begin(desk, action(owner="U9", review_id=None))
    for hours in (0, 0, 1, 30, 80):
        desk.later(hours=hours)
        await sweep(desk)
        await desk.deliver()
    assert [to for to, _, _ in await asked(desk)] == ["U3"]
    assert len(desk.slack.said("chat.postMessage")) == 1
    assert desk.slack.said("chat.update") == []


async def test_a_crash_between_leaves_nothing_half_done(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    await begin(desk, action(owner="U9", review_id=None))

    async def dies(*_given: Any, **_named: Any) -> None:
        raise ValueError("the process is gone")

    with monkeypatch.context() as broken:
        broken.setattr(leaving, "_ask", dies)
        assert await sweep(desk) == 0
    assert await all_of(desk) == []
    assert await sweep(desk) == 1
    assert len(await asked(desk)) == 1


OVER: list[tuple[str, Callable[[], Any]]] = [
    ("a finished action", lambda: action(owner="U9", state=ActionState.DONE, ended_at=NOON, review_id=None)),
    ("a closed gap", lambda: gap(owner="U9", state=GapState.CLOSED, ended_at=NOON, review_id=None)),
    ("an ended review", lambda: review(facilitator="U9", state=ReviewState.CLOSED, ended_at=NOON)),
    ("a customer who is gone", lambda: account(id=3, name="Past", channel="C3", owner="U9", stage=Stage.GONE)),
]


@pytest.mark.parametrize(("what", "make"), OVER, ids=[what for what, _ in OVER])
async def test_what_is_over_needs_nobody(desk: Desk, what: str, make: Callable[[], Any]) -> None:
    del what
    await begin(desk, make())
    await changes(desk, account(owner="U9"), owner="U2")
    assert await sweep(desk) == 0
    assert await asked(desk) == []


async def test_who_is_still_here_is_asked_for_nothing(desk: Desk) -> None:
    await begin(desk, action(owner="U2", review_id=None))
    await changes(desk, account(owner="U9"), owner="U2")
    assert await sweep(desk) == 0


async def test_at_night_it_waits_for_the_managers_morning_but_is_begun(desk: Desk) -> None:
    await begin(desk, action(owner="U9", review_id=None), now=datetime(2026, 11, 27, 20, 0, tzinfo=UTC))
    await sweep(desk)
    await desk.deliver()
    assert desk.slack.said("chat.postMessage") == []
    (row,) = [row for key, row in (await desk.rows()).items() if key.startswith("handover:")]
    assert row.not_before == "2026-11-30 08:00:00.000000"


async def test_what_goes_on_is_shown_in_place_and_the_end_of_it_too(desk: Desk) -> None:
    await begin(desk, action(owner="U9", review_id=None))
    await sweep(desk)
    await desk.deliver()
    await hands_on(desk, "action:1", "U2")
    assert await sweep(desk) == 1
    await desk.deliver()
    (update,) = desk.slack.said("chat.update")
    assert "1 of 2 handed on: 1 to Omar." in update["text"]
    assert "1 thing of theirs needs somebody else" in update["text"]
    await changes(desk, account(owner="U9"), owner="U2")
    assert await sweep(desk) == 1
    await desk.deliver()
    assert "nothing of theirs is open any more" in desk.slack.said("chat.update")[-1]["text"]
    assert [each.done_at for each in await all_of(desk)] == [desk.now]
    assert await sweep(desk) == 0
    assert len(desk.slack.said("chat.postMessage")) == 1


async def hands_on(desk: Desk, ref: str, to: str) -> None:
    """Somebody hands one thing on, as the handler records it."""
    async with desk.db.write() as tx:
        (stored,) = [each for each in await every(tx, Handover, selected(Handover)) if each.done_at is None]
        (thing,) = [each for each in await handovers.things_of(tx, WS, "U9") if each.ref == ref]
        decision = hand_on([thing], to=to, why="")
        assert isinstance(decision, Decision)
        counted = Change(stored, replace(stored, version=stored.version + 1))
        whole = Decision((*decision.changes, counted))
        await record(tx, WS, whole, by="U3", now=desk.now, deed=f"on:{ref}:{to}:{stored.version}")


async def test_what_comes_back_by_an_undo_is_asked_for_again(desk: Desk) -> None:
    await begin(desk, action(owner="U9", review_id=None))
    await sweep(desk)
    await desk.deliver()
    await hands_on(desk, "action:1", "U2")
    await hands_on(desk, "owner:1", "U2")
    await sweep(desk)
    await changes(desk, account(owner="U2"), owner="U9")
    desk.later(minutes=1)
    assert await sweep(desk) == 1
    assert [each.done_at is None for each in await all_of(desk)] == [False, True]


async def test_who_comes_back_is_not_handed_on_any_more(desk: Desk) -> None:
    await begin(desk, action(owner="U9", review_id=None))
    await sweep(desk)
    await desk.deliver()
    async with desk.db.write() as tx:
        await leaving.keep_and_look(tx, replace(SVEN, deactivated=False), desk.now, "UTC")
    await desk.deliver()
    (update,) = desk.slack.said("chat.update")
    assert update["text"].startswith("Sven is back in Slack, so nothing more needs to be handed on.")
    assert "2 things of theirs stay as they are" in update["text"]
    assert await sweep(desk) == 0


async def test_who_comes_back_before_anything_was_said_leaves_no_trace(desk: Desk) -> None:
    await begin(desk, action(owner="U9", review_id=None), now=datetime(2026, 11, 27, 20, 0, tzinfo=UTC))
    await sweep(desk)
    async with desk.db.write() as tx:
        await leaving.keep_and_look(tx, replace(SVEN, deactivated=False), desk.now, "UTC")
    desk.now = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
    await desk.deliver()
    assert [state for _, state, _ in await asked(desk)] == ["obsolete"]
    assert desk.slack.said("chat.postMessage") == []


async def test_what_changes_before_it_is_said_is_said_as_it_stands(desk: Desk) -> None:
    await begin(desk, action(owner="U9", review_id=None), now=datetime(2026, 11, 27, 20, 0, tzinfo=UTC))
    await sweep(desk)
    await changes(desk, action(owner="U9", review_id=None), owner="U2")
    await sweep(desk)
    await sweep(desk)
    desk.now = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
    await desk.deliver()
    (said,) = desk.slack.said("chat.postMessage")
    assert "1 thing of theirs needs somebody else" in said["text"]


async def test_the_managers_own_leaving_moves_it_to_who_leads_them(desk: Desk) -> None:
    await begin(desk, Preferences(WS, "U3", manager="U2"), action(owner="U9", review_id=None))
    await sweep(desk)
    await desk.deliver()
    desk.later(hours=1)
    async with desk.db.write() as tx:
        await people.save(tx, replace(LENA, deactivated=True))
    await sweep(desk)
    await sweep(desk)
    await desk.deliver()
    # Lena's own wish, who led Sven, is among what she left; that is asked for of Omar as well.
    theirs = [(to, text.split(":")[0]) for to, _, text in await asked(desk)]
    assert theirs == [("U3", "Sven has left Slack"), ("U2", "Lena has left Slack"), ("U2", "Sven has left Slack")]


async def test_where_nobody_leads_an_admin_is_asked_and_else_it_waits_for_one(desk: Desk) -> None:
    desk.now = NOON
    async with desk.db.write() as tx:
        await people.save(tx, SVEN)
    await desk.decide(Decision((Change(None, account(owner="U9")),)))
    assert await sweep(desk) == 0
    async with desk.db.write() as tx:
        await people.save(tx, person("U7", "Ada Lind", is_admin=True))
    assert await sweep(desk) == 1
    assert [to for to, _, _ in await asked(desk)] == ["U7"]


async def nudged(desk: Desk) -> dict[str, list[str]]:
    """Whom the day's rounds ask about what."""
    await plan_all(following(desk))
    await nudge_all(following(desk))
    async with desk.db.read() as tx:
        found: dict[str, list[str]] = {}
        for nudge in await nudges.by_ids(tx, WS, range(1, 100)):
            if nudge.created_at < desk.now:
                continue
            rows = await asks.of_nudges(tx, WS, [nudge.id])
            found[nudge.user_id] = sorted(each.subject for each in rows if each.state is AskState.ASKED)
        return found


async def test_the_manager_is_not_asked_one_by_one_as_well_until_three_working_days_have_passed(desk: Desk) -> None:
    late = action(owner="U9", due=days(-1), review_id=None, touched_at=datetime(2026, 11, 1, tzinfo=UTC))
    await begin(desk, late)
    await sweep(desk)
    for day in (24, 25, 26):
        desk.now = datetime(2026, 11, day, 11, 0, tzinfo=UTC)
        assert await nudged(desk) == {}, f"asked on the {day}th"
    desk.now = datetime(2026, 11, 27, 11, 0, tzinfo=UTC)
    assert await nudged(desk) == {"U3": ["A-1"]}


async def test_without_a_hand_over_who_leads_is_asked_at_once(desk: Desk) -> None:
    late = action(owner="U9", due=days(-1), review_id=None, touched_at=datetime(2026, 11, 1, tzinfo=UTC))
    await begin(desk, late)
    assert await nudged(desk) == {"U3": ["A-1"]}


async def test_two_workspaces_do_not_mix(desk: Desk) -> None:
    await begin(desk, action(owner="U9", review_id=None))
    other = Person("T2", "U9", "sven", "Sven Other", deactivated=False)
    async with desk.db.write() as tx:
        await people.save(tx, other)
    await sweep(desk)
    assert {each.workspace_id for each in await all_of(desk)} == {WS}
