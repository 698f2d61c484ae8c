"""Keeping people's facts fresh: who is asked of Slack, when, and what moves because of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from jobs.following import Following, plan_all
from jobs.people import REST, refresh_people
from reviews.decision import Change, Decision
from reviews.model import ActionState, Person
from storage import asks, people
from tests.builders import NOW, WS, account, action, person
from tests.jobs.conftest import Desk
from tests.jobs.slack_double import LOST, Answer, busy, refusal

OLD = NOW - timedelta(hours=21)
DUBAI = "Asia/Dubai"


def following(desk: Desk) -> Following:
    return Following(desk.db, lambda: desk.now, "UTC", "/review")


async def refresh(desk: Desk, limit: int = 20) -> int:
    return await refresh_people(following(desk), desk.client, limit)


async def knows(desk: Desk, *those: Person) -> None:
    async with desk.db.write() as tx:
        for each in those:
            await people.save(tx, each)


async def promised(desk: Desk, *owners: str, **fields: Any) -> None:
    """One action of each owner, due on Wednesday 2 December."""
    fields |= {"due": date(2026, 12, 2), "review_id": None}
    new = [Change(None, action(n, owner=owner, **fields)) for n, owner in enumerate(owners, start=1)]
    await desk.decide(Decision((Change(None, account(owner=None)), *new)))


def tells(desk: Desk, **fields: Any) -> None:
    """What Slack says of the next person it is asked about."""
    usual = {"id": "U1", "name": "nina", "real_name": "Nina Berg", "tz": "Europe/Berlin", "team_id": WS}
    desk.slack.scripts["users.info"].append(Answer(body={"ok": True, "user": {**usual, **fields}}))


def asked(desk: Desk) -> list[str]:
    return [str(body["user"]) for body in desk.slack.said("users.info")]


async def stored(desk: Desk, user_id: str = "U1") -> Person:
    async with desk.db.read() as tx:
        found = await people.by_id(tx, WS, user_id)
    assert found
    return found


async def asked_at(desk: Desk) -> list[datetime]:
    """When what waits may be asked."""
    async with desk.db.read() as tx:
        return [each.not_before for each in await asks.waiting_for(tx, WS, ["U1"])]


async def test_who_promised_something_is_read_again_after_twenty_hours(desk: Desk) -> None:
    await knows(desk, person(read_at=NOW - timedelta(hours=19)), person("U2", "Omar Haddad", read_at=OLD))
    await promised(desk, "U1")
    assert await refresh(desk) == 0
    desk.later(hours=2)
    tells(desk, real_name="Nina Holm", is_admin=True)
    assert await refresh(desk) == 1
    nina = await stored(desk)
    assert (nina.real_name, nina.is_admin, nina.read_at) == ("Nina Holm", True, desk.now)
    assert asked(desk) == ["U1"]
    assert desk.slack.said("users.info")[0]["include_locale"] in {"1", "true"}


@pytest.mark.parametrize("state", [ActionState.DONE, ActionState.DROPPED, ActionState.WITHDRAWN])
async def test_who_has_nothing_open_is_left_alone(desk: Desk, state: ActionState) -> None:
    await knows(desk, person(read_at=OLD))
    await promised(desk, "U1", state=state)
    assert await refresh(desk) == 0
    assert asked(desk) == []


async def test_nobody_is_asked_about_twice_a_day(desk: Desk) -> None:
    await knows(desk, person(read_at=OLD))
    await promised(desk, "U1")
    tells(desk)
    for _ in range(30):
        await refresh(desk)
        desk.later(minutes=30)
    assert asked(desk) == ["U1"]


async def test_who_moved_is_asked_at_their_new_morning(desk: Desk) -> None:
    desk.now = datetime(2026, 11, 30, 8, 30, tzinfo=UTC)
    await knows(desk, person(read_at=OLD))
    await promised(desk, "U1")
    await plan_all(following(desk))
    tells(desk, tz=DUBAI)
    assert await refresh(desk) == 1
    async with desk.db.read() as tx:
        looked = [row[0] for row in await tx.exec_driver_sql("SELECT look_at FROM actions")]
    assert looked == ["2026-11-30 08:30:00.000000"]
    assert (await stored(desk)).time_zone == DUBAI


async def test_what_waits_for_who_has_left_is_looked_at_at_once(desk: Desk) -> None:
    await knows(desk, person(read_at=OLD))
    await promised(desk, "U1", touched_at=NOW)
    desk.now = datetime(2026, 11, 30, 8, 30, tzinfo=UTC)
    await plan_all(following(desk))
    async with desk.db.write() as tx:
        await asks.settle(tx, WS, [asks.put_off(each, desk.now + timedelta(days=3)) for each in await _waiting(tx)])
    tells(desk, deleted=True)
    await refresh(desk)
    assert await asked_at(desk) == [desk.now]
    assert (await stored(desk)).deactivated


async def _waiting(tx: Any) -> list[Any]:
    found = await asks.waiting_for(tx, WS, ["U1"])
    assert found
    return found


async def test_a_new_name_moves_nothing(desk: Desk) -> None:
    await knows(desk, person(read_at=OLD))
    await promised(desk, "U1")
    await plan_all(following(desk))
    async with desk.db.read() as tx:
        before = [row[0] for row in await tx.exec_driver_sql("SELECT look_at FROM actions")]
    desk.later(hours=1)
    tells(desk, real_name="Nina Holm")
    await refresh(desk)
    async with desk.db.read() as tx:
        assert [row[0] for row in await tx.exec_driver_sql("SELECT look_at FROM actions")] == before


async def test_slack_being_busy_ends_the_round_and_is_left_alone_as_long_as_it_asks(desk: Desk) -> None:
    await knows(desk, *(person(f"U{n}", read_at=OLD) for n in (1, 2, 3)))
    await promised(desk, "U1", "U2", "U3")
    tells(desk)
    desk.slack.scripts["users.info"].append(busy("1800"))
    assert await refresh(desk) == 1
    desk.later(minutes=29)
    assert await refresh(desk) == 0
    assert asked(desk) == ["U1", "U2"]
    desk.later(minutes=2)
    tells(desk, id="U2")
    tells(desk, id="U3")
    assert await refresh(desk) == 2
    assert asked(desk) == ["U1", "U2", "U2", "U3"]


async def test_no_more_are_asked_about_at_once_than_allowed_and_the_rest_soon(desk: Desk) -> None:
    await knows(desk, *(person(f"U{n}", read_at=OLD) for n in (1, 2, 3)))
    await promised(desk, "U1", "U2", "U3")
    for number in (1, 2, 3):
        tells(desk, id=f"U{number}")
    assert await refresh(desk, limit=2) == 2
    desk.later(minutes=1)
    assert await refresh(desk, limit=2) == 1


async def test_one_person_slack_will_not_tell_of_holds_back_nobody_else(desk: Desk) -> None:
    await knows(desk, *(person(f"U{n}", f"Nina{n} Berg", read_at=OLD) for n in (1, 2, 3)))
    await promised(desk, "U1", "U2", "U3")
    desk.slack.scripts["users.info"].extend([refusal("user_not_found"), refusal("missing_scope")])
    tells(desk, id="U3")
    assert await refresh(desk) == 2
    gone = await stored(desk)
    assert (gone.real_name, gone.read_at) == ("Nina1 Berg", NOW)
    assert (await stored(desk, "U2")).read_at == OLD


@pytest.mark.parametrize(
    "trouble", [[LOST, LOST], [Answer(503, "Bad gateway", "text/plain")], [refusal("fatal_error")]]
)
async def test_slack_being_away_is_tried_again_and_never_raised(desk: Desk, trouble: list[Answer]) -> None:
    await knows(desk, person(read_at=OLD))
    await promised(desk, "U1")
    desk.slack.scripts["users.info"].extend(trouble)
    assert await refresh(desk) == 0
    desk.later(seconds=REST.total_seconds())
    tells(desk)
    assert await refresh(desk) == 1


async def test_somebody_never_read_for_whom_something_waits_is_read_first(desk: Desk) -> None:
    await promised(desk, "U1", touched_at=NOW)
    desk.now = datetime(2026, 11, 30, 9, 30, tzinfo=UTC)
    await plan_all(following(desk))
    tells(desk, tz=DUBAI)
    assert await refresh(desk) == 1
    assert (await stored(desk)).time_zone == DUBAI


async def test_a_second_run_at_the_same_moment_changes_nothing(desk: Desk) -> None:
    await knows(desk, person(read_at=OLD))
    await promised(desk, "U1")
    tells(desk, tz=DUBAI)
    assert [await refresh(desk), await refresh(desk)] == [1, 0]
    assert replace(await stored(desk), read_at=None) == replace(
        person(time_zone=DUBAI, team_id=WS, handle="nina"), read_at=None
    )
