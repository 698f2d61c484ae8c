"""What became of rows, and writing it down: many outcomes in one transaction, each with what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from jobs.deliver_failures import tell_somebody
from jobs.deliver_office import Office
from storage import delivering, direct_channels, nudges, outbox
from storage import reviews as review_store
from storage.values import Outgoing, Say


class Hold(Enum):
    """What else must wait with a row: nothing, its channel, or everything in its workspace."""

    NOTHING = auto()
    CHANNEL = auto()
    ALL = auto()


@dataclass(frozen=True, slots=True)
class Sent:
    """Slack has it as `ts` in `channel`. `posted`: as a new message. `version`: of what was shown.

    `asked_for` is the destination it was said to, where that is not the row's own.
    """

    row: Outgoing
    ts: str | None
    channel: str | None = None
    posted: bool = False
    version: int | None = None
    asked_for: str | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """Slack has it not, surely; to be said not before `when`."""

    row: Outgoing
    when: datetime
    error: str | None
    hold: Hold = Hold.NOTHING


@dataclass(frozen=True, slots=True)
class Unsure:
    """Slack may have it. `look_at`: not to be looked for before."""

    row: Outgoing
    error: str
    look_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """Slack will never take it."""

    row: Outgoing
    error: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """There is nothing left to say. `asked_nothing`: a nudge whose every question was settled meanwhile."""

    row: Outgoing
    asked_nothing: bool = False


Outcome = Sent | Again | Unsure | Failed | Dropped
T = TypeVar("T")


async def write_down(tx: AsyncConnection, office: Office, outcomes: Sequence[Outcome]) -> None:
    """Note all outcomes and what follows from them."""
    now = office.clock()
    await _sent(tx, office, _of(Sent, outcomes), now)
    await delivering.unsure(tx, [(each.row, each.error, each.look_at) for each in _of(Unsure, outcomes)])
    await _again(tx, _of(Again, outcomes))
    await _dropped(tx, office, _of(Dropped, outcomes))
    for each in _of(Failed, outcomes):
        if await delivering.failed(tx, each.row, each.error):
            await tell_somebody(tx, each.row, each.error, now)


def _of(kind: type[T], outcomes: Sequence[Outcome]) -> list[T]:
    return [each for each in outcomes if isinstance(each, kind)]


async def _sent(tx: AsyncConnection, office: Office, said: list[Sent], now: datetime) -> None:
    await delivering.sent(tx, [(each.row.id, each.ts) for each in said], now)
    asking = [each for each in said if each.row.operation is Say.NUDGE]
    await nudges.said(
        tx,
        [
            (each.row.workspace_id, each.row.subject_id, each.channel or each.row.channel, each.ts)
            for each in asking
            if each.row.subject_id is not None and each.ts
        ],
    )
    await direct_channels.learn(tx, _new_conversations(office, said))
    for each in said:
        await _shown(tx, each)


def _new_conversations(office: Office, said: list[Sent]) -> list[tuple[str, str, str]]:
    """Where people are reached, as far as this office has not noted it before."""
    known, found = office.under_way.conversations, []
    for each in said:
        person = (each.row.workspace_id, each.row.channel)
        if each.posted and each.channel and is_person(each.row.channel) and known.get(person) != each.channel:
            known[person] = each.channel
            found.append((*person, each.channel))
    return found


def is_person(channel: str) -> bool:
    """Whether a destination is a person's id."""
    return channel[:1] in {"U", "W"}


async def _shown(tx: AsyncConnection, said: Sent) -> None:
    """Of what is shown in one message: where it stands, and that older versions need not be shown any more."""
    row = said.row
    if row.subject_id is None or said.version is None:
        return
    if row.operation is Say.BOARD:
        if said.posted and said.ts:
            there = said.asked_for or row.channel
            await review_store.set_board_ts(tx, row.workspace_id, row.subject_id, said.ts, channel=there)
        await outbox.obsolete_boards(tx, row.workspace_id, row.subject_id, said.version)
    elif row.operation is Say.NUDGE_AGAIN:
        await outbox.obsolete_nudges_again(tx, row.workspace_id, row.subject_id, said.version)


async def _again(tx: AsyncConnection, again: list[Again]) -> None:
    """Back into the queue. What waits with them is put off too, so that it keeps its place behind them."""
    await delivering.requeue(tx, [(each.row, each.when, each.error) for each in again])
    held: dict[tuple[str, str | None], datetime] = {}
    for each in again:
        if each.hold is not Hold.NOTHING:
            place = (each.row.workspace_id, each.row.channel if each.hold is Hold.CHANNEL else None)
            held[place] = max(each.when, held.get(place, each.when))
    for (workspace_id, channel), when in held.items():
        await delivering.put_off(tx, workspace_id, when, channel)


async def _dropped(tx: AsyncConnection, office: Office, dropped: list[Dropped]) -> None:
    await delivering.obsolete(tx, [each.row.id for each in dropped])
    for each in dropped:
        if each.asked_nothing and office.nothing_left:
            await office.nothing_left(tx, each.row)
