"""Nudges: looked at again before they are said, dropped when too late, and shown again where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.asks import Ask, AskKind, AskState, Nudge
from reviews.decision import Message
from storage import asks, direct_channels, nudges, outbox
from storage.values import Outgoing, Say
from tests.builders import NOW, TODAY, WS
from tests.jobs.conftest import Desk
from tests.jobs.slack_double import LOST_THOUGH_ACCEPTED, busy, refusal


@dataclass
class Hooks:
    """What the clock's side answers delivery when it is asked, and what it was asked."""

    now_said: dict[str, Message | None] = field(default_factory=dict)
    batches: list[list[str]] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    shown: Message | None = field(default_factory=lambda: {"text": "As it stands now", "blocks": []})
    broken: bool = False

    async def recheck(self, tx: AsyncConnection, rows: Sequence[Outgoing]) -> dict[int, Message | None]:
        self.batches.append([row.key for row in rows])
        if self.broken:
            raise ValueError("a mistake of ours")
        return {row.id: self.now_said[row.key] for row in rows if row.key in self.now_said}

    async def nothing_left(self, tx: AsyncConnection, row: Outgoing) -> None:
        self.dropped.append(row.key)
        await nudges.forget(tx, WS, row.subject_id or 0)

    async def render_again(self, tx: AsyncConnection, row: Outgoing) -> tuple[str, str, Message] | None:
        nudge = await nudges.by_id(tx, WS, row.subject_id or 0)
        return (str(nudge.channel), str(nudge.ts), self.shown) if nudge and self.shown else None

    def given(self) -> dict[str, Any]:
        return {"recheck": self.recheck, "nothing_left": self.nothing_left, "render_again": self.render_again}


@pytest.fixture
def hooks(desk: Desk) -> Hooks:
    hooks = Hooks()
    desk.office = desk.new_office(**hooks.given())
    return hooks


async def nudged(desk: Desk, number: int, **more: Any) -> None:
    """A nudge with one question is planned and queued for U<number>."""
    user, about = f"U{number}", f"A-{number}"
    async with desk.db.write() as tx:
        await nudges.add(tx, Nudge(WS, number, user, TODAY, NOW))
        await asks.add(tx, [Ask(WS, 0, user, AskKind.DUE, about, "today", NOW, AskState.ASKED, NOW, number, 1)])
    await desk.queue(f"nudge:{number}", user, Say.NUDGE, subject_id=number, **more)


async def show_again(desk: Desk, number: int, version: int) -> None:
    async with desk.db.write() as tx:
        await nudges.raise_version(tx, WS, number)
        await outbox.queue_nudge_again(tx, WS, number, version, f"U{number}", desk.now)


async def nudge_of(desk: Desk, number: int) -> Nudge | None:
    async with desk.db.read() as tx:
        return await nudges.by_id(tx, WS, number)


async def test_a_nudge_is_said_and_known_by_where_it_stands(desk: Desk, hooks: Hooks) -> None:
    await nudged(desk, 1)
    await desk.deliver()
    nudge = await nudge_of(desk, 1)
    assert nudge
    assert (nudge.channel, nudge.ts) == ("D1", "171.1")
    async with desk.db.read() as tx:
        assert await direct_channels.of(tx, WS, "U1") == "D1"


async def test_all_nudges_of_a_batch_are_looked_at_again_in_one_go(desk: Desk, hooks: Hooks) -> None:
    for number in (1, 2, 3):
        await nudged(desk, number)
    await desk.post("no nudge", "C1")
    await desk.deliver()
    assert hooks.batches == [["nudge:1", "nudge:2", "nudge:3"]]
    assert len(desk.slack.standing_keys()) == 4


async def test_a_nudge_says_what_holds_now(desk: Desk, hooks: Hooks) -> None:
    hooks.now_said = {"nudge:1": {"text": "One left", "blocks": []}}
    await nudged(desk, 1)
    await nudged(desk, 2)
    await desk.deliver()
    assert sorted(call["text"] for call in desk.slack.said()) == ["One left", "This is nudge:2"]


async def test_a_nudge_with_nothing_left_to_ask_is_not_said(desk: Desk, hooks: Hooks) -> None:
    hooks.now_said = {"nudge:1": None}
    await nudged(desk, 1)
    await desk.deliver()
    assert (desk.slack.calls, hooks.dropped) == ([], ["nudge:1"])
    assert await desk.states() == {"nudge:1": "obsolete"}
    assert await nudge_of(desk, 1) is None


async def test_when_nudges_cannot_be_looked_at_they_wait_and_the_rest_is_said(desk: Desk, hooks: Hooks) -> None:
    hooks.broken = True
    await nudged(desk, 1)
    await desk.post("answer")
    await desk.deliver()
    assert await desk.states() == {"nudge:1": "queued", "answer": "sent"}
    hooks.broken = False
    desk.later(minutes=10)
    await desk.deliver()
    assert await desk.states() == {"nudge:1": "sent", "answer": "sent"}


async def test_a_nudge_that_comes_too_late_is_dropped_and_its_questions_wait_for_the_next(
    desk: Desk, hooks: Hooks
) -> None:
    desk.slack.script.append(busy("7200"))
    await nudged(desk, 1, not_after=NOW + timedelta(hours=1))
    await desk.deliver()
    desk.later(hours=2)
    await desk.deliver()
    assert await desk.states() == {"nudge:1": "obsolete"}
    assert desk.slack.standing_keys() == []
    assert await nudge_of(desk, 1) is None, "its day is free"
    async with desk.db.read() as tx:
        (waiting,) = await asks.waiting_for(tx, WS, ["U1"])
    assert (waiting.state, waiting.nudge_id, waiting.not_before) == (AskState.WAITING, None, desk.now)


async def test_until_its_last_moment_a_nudge_is_said(desk: Desk, hooks: Hooks) -> None:
    await nudged(desk, 1, not_after=NOW + timedelta(hours=1))
    desk.later(hours=1)
    await desk.deliver()
    assert desk.slack.standing_keys() == ["nudge:1"]


async def test_any_message_that_comes_too_late_is_dropped(desk: Desk) -> None:
    await desk.queue("today only", "C1", Say.POST, not_after=NOW)
    desk.later(seconds=1)
    await desk.deliver()
    assert await desk.states() == {"today only": "obsolete"}


async def test_a_nudge_whose_answer_was_lost_is_found_and_known_by_where_it_stands(desk: Desk, hooks: Hooks) -> None:
    desk.slack.script.append(LOST_THOUGH_ACCEPTED)
    await nudged(desk, 1)
    await desk.deliver()
    desk.later(seconds=60)
    await desk.deliver()
    nudge = await nudge_of(desk, 1)
    assert nudge
    assert (nudge.channel, nudge.ts, desk.slack.standing_keys()) == ("D1", "171.1", ["nudge:1"])


async def test_a_nudge_that_fails_for_good_leaves_its_questions_asked(desk: Desk, hooks: Hooks) -> None:
    desk.slack.script.append(refusal("user_disabled"))
    await nudged(desk, 1)
    await desk.deliver()
    assert await desk.states() == {"nudge:1": "failed"}
    async with desk.db.read() as tx:
        assert await asks.waiting_for(tx, WS, ["U1"]) == []


async def test_a_nudge_is_shown_again_where_it_stands(desk: Desk, hooks: Hooks) -> None:
    await nudged(desk, 1)
    await desk.deliver()
    await show_again(desk, 1, 2)
    await desk.deliver()
    (shown,) = desk.slack.said("chat.update")
    assert (shown["channel"], shown["ts"], shown["text"]) == ("D1", "171.1", "As it stands now")


async def test_many_changes_of_a_nudge_before_a_round_are_shown_once(desk: Desk, hooks: Hooks) -> None:
    await nudged(desk, 1)
    await desk.deliver()
    for version in (2, 3, 4):
        await show_again(desk, 1, version)
    await desk.deliver()
    assert len(desk.slack.said("chat.update")) == 1
    assert list((await desk.states()).values()) == ["sent", "sent", "obsolete", "obsolete"]


async def test_a_nudge_that_is_not_said_yet_is_shown_again_after_it(desk: Desk, hooks: Hooks) -> None:
    desk.slack.script.append(busy("10", "rate_limited"))
    await nudged(desk, 1)
    await show_again(desk, 1, 2)
    await desk.deliver()
    assert await desk.states() == {"nudge:1": "queued", "nudge_again:1:2": "queued"}
    desk.later(seconds=10)
    await desk.deliver()
    desk.later(seconds=10)
    await desk.deliver()
    assert [name for name, _ in desk.slack.calls][1:] == ["chat.postMessage", "chat.update"]


async def test_a_nudge_that_was_never_said_is_not_shown_again(desk: Desk, hooks: Hooks) -> None:
    desk.slack.script.append(refusal("user_disabled"))
    await nudged(desk, 1)
    await desk.deliver()
    await show_again(desk, 1, 2)
    await desk.deliver()
    assert await desk.states() == {"nudge:1": "failed", "nudge_again:1:2": "obsolete"}


@pytest.mark.parametrize("error", ["message_not_found", "cant_update_message"])
async def test_a_nudge_somebody_deleted_is_not_posted_again(desk: Desk, hooks: Hooks, error: str) -> None:
    await nudged(desk, 1)
    await desk.deliver()
    desk.slack.script.append(refusal(error))
    await show_again(desk, 1, 2)
    await desk.deliver()
    assert len(desk.slack.said()) == 1
    assert (await desk.states())["nudge_again:1:2"] == "obsolete"


async def test_a_nudge_with_nothing_to_show_is_left_as_it_is(desk: Desk, hooks: Hooks) -> None:
    await nudged(desk, 1)
    await desk.deliver()
    hooks.shown = None
    await show_again(desk, 1, 2)
    await desk.deliver()
    assert desk.slack.said("chat.update") == []
    assert (await desk.states())["nudge_again:1:2"] == "obsolete"
