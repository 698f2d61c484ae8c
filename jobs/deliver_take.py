"""Taking rows for sending: the longest waiting first, one at a time for a channel and for what a row is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from jobs.deliver_office import Office
from jobs.deliver_pace import Place
from storage import asks, delivering, nudges
from storage.delivering import Queued, UnderWay
from storage.values import Outgoing, Say

IN_FLIGHT = timedelta(seconds=35)
"""A row taken longer ago than this is not on its way any more, and its channel need not wait for it."""
LOOKS = 4
GROUPS: dict[str, str] = {Say.BOARD: "board", Say.NUDGE: "nudge", Say.NUDGE_AGAIN: "nudge"}
"""Kinds that show one thing in one message: never two of a group and subject at once."""

Subject = tuple[str, str, int]


@dataclass(slots=True)
class Choice:
    """Rows to take, rows whose time has passed, and what is taken already: a place or a subject is taken once."""

    places: set[Place] = field(default_factory=set)
    subjects: set[Subject] = field(default_factory=set)
    taken: list[Queued] = field(default_factory=list)
    too_late: list[Queued] = field(default_factory=list)


def subject_of(row: Queued | UnderWay) -> Subject | None:
    """What a row is about, as far as two rows about it must not be said at once."""
    group = GROUPS.get(row.operation)
    return (row.workspace_id, group, row.subject_id) if group and row.subject_id is not None else None


def already(under_way: Sequence[UnderWay]) -> Choice:
    """What is taken. A row of unknown fate keeps its subject, but does not hold up its channel."""
    places = {(row.workspace_id, row.channel) for row in under_way if row.on_its_way}
    subjects = {subject for row in under_way if (subject := subject_of(row))}
    return Choice(places, subjects)


def choose(choice: Choice, found: Sequence[Queued], may: Callable[[Queued], bool], most: int) -> None:
    """Add to a choice what may be said of the rows found, in their order; `may` says whether the pace allows it."""
    for row in found:
        place, subject = (row.workspace_id, row.channel), subject_of(row)
        if row.too_late:
            choice.too_late.append(row)
        elif len(choice.taken) < most and place not in choice.places and subject not in choice.subjects:
            if may(row):
                choice.taken.append(row)
                choice.subjects |= {subject} if subject else set()
            # One that must wait keeps its place: the next of its channel may not overtake it.
            choice.places.add(place)


async def look(tx: AsyncConnection, office: Office, now: datetime, most: int, *, taking: bool = False) -> Choice:
    """What may be taken now; `taking` counts it as said. Looks further where a busy channel fills the first look."""
    pace = office.pace
    may = partial(pace.take if taking else pace.may, now=now)
    choice = already(await delivering.under_way(tx, now - IN_FLIGHT))
    for _ in range(LOOKS):
        held = pace.held_back(now, choice.places)
        found = await delivering.due(tx, now, most, held)
        late = {row.id for row in choice.too_late}
        choose(choice, [row for row in found if row.id not in late], may, most)
        if len(found) < most or len(choice.taken) >= most:
            break
    return choice


async def take(office: Office, most: int) -> tuple[list[Outgoing], int]:
    """Rows for sending, which nobody else has now; and how many rows were too late to be said at all."""
    now = office.clock()
    async with office.db.write() as tx:
        await delivering.one_claimer(tx)
        choice = await look(tx, office, now, most, taking=True)
        rows = await delivering.claim(tx, [row.id for row in choice.taken], now)
        for late in choice.too_late:
            await _give_up(tx, late, now)
    office.under_way.taken(row.id for row in rows)
    return rows, len(choice.too_late)


async def _give_up(tx: AsyncConnection, row: Queued, now: datetime) -> None:
    """It would come too late. A nudge's questions wait again, and its day is free, so that the next one asks them."""
    await delivering.obsolete(tx, [row.id])
    if row.operation == Say.NUDGE and row.subject_id is not None:
        await asks.take_back(tx, row.workspace_id, row.subject_id, now)
        await nudges.forget(tx, row.workspace_id, row.subject_id)
