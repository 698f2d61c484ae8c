"""The rounds: what waits for a person becomes their one nudge of the day, at their morning, looked at once more."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from jobs.following import BROKEN, BROKEN_FOR, Following, people_of
from jobs.outages import Outage, concerns, outage_of
from reviews.asks import Ask, AskKind, Nudge
from reviews.decision import Message
from reviews.ladder import SOON_DAYS
from reviews.messages.nudge import nudge_message
from reviews.model import Action
from reviews.nudge_sheet import Absent, NudgeSheet, Row, Sorted, Subject, placed, rows_of, sort_asks, still_holds
from reviews.preferences import Pace
from reviews.roster import Roster
from storage import actions, asks, audit, nudges, outbox, planning, rosters
from storage.numbers import next_number
from storage.values import Outgoing, Say

log = logging.getLogger(__name__)
PEOPLE_AT_ONCE: Final = 50
COMING_DAYS: Final = 5
"""Working days ahead that an active person's nudge shows what is due in."""
_MOST_ROUNDS: Final = 5000
_OF_OTHERS: Final = (AskKind.MANAGER, AskKind.MOVED, AskKind.DECISION, AskKind.BLOCKING)
"""Rows about somebody else's things that are their reader's to decide, whether that one is there or not."""


@dataclass(frozen=True, slots=True)
class Morning:
    """What several people's waiting asks are about, loaded together."""

    workspace_id: str
    waiting: Mapping[str, Sequence[Ask]]
    subjects: Mapping[str, Subject]
    roster: Roster
    last_days: Mapping[str, date]
    now: datetime


async def nudge_all(following: Following) -> int:
    """Hold the round of everybody for whom something may be asked by now; how many nudges were put together."""
    made = 0
    for _ in range(_MOST_ROUNDS):
        async with following.db.read() as tx:
            due = await asks.due(tx, following.clock(), PEOPLE_AT_ONCE)
        if not due:
            break
        for workspace_id, group in groupby(sorted(due), key=lambda pair: pair[0]):
            made += await _rounds_of(following, workspace_id, [user_id for _, user_id in group])
    return made


async def _rounds_of(following: Following, workspace_id: str, user_ids: Sequence[str]) -> int:
    """Several people's rounds together; where one breaks, each by itself, and the broken one later."""
    try:
        return await _rounds_together(following, workspace_id, user_ids)
    except BROKEN:
        log.exception("the rounds of %d people in %s broke", len(user_ids), workspace_id)
    if len(user_ids) > 1:
        return sum([await _rounds_of(following, workspace_id, [user_id]) for user_id in user_ids])
    async with following.db.write() as tx:
        waiting, later = await asks.waiting_for(tx, workspace_id, user_ids), following.clock() + BROKEN_FOR
        await asks.settle(tx, workspace_id, [asks.put_off(ask, max(ask.not_before, later)) for ask in waiting])
    return 0


async def _rounds_together(following: Following, workspace_id: str, user_ids: Sequence[str]) -> int:
    async with following.db.write() as tx:
        morning = await load_morning(following, tx, workspace_id, user_ids)
        away = await outage_of(tx, morning.now)
        return sum([await _round(following, tx, user_id, morning, away) for user_id in user_ids])


async def load_morning(
    following: Following, tx: AsyncConnection, workspace_id: str, user_ids: Sequence[str]
) -> Morning:
    """Everything the rounds of these people need."""
    waiting: dict[str, list[Ask]] = {}
    for ask in await asks.waiting_for(tx, workspace_id, user_ids):
        waiting.setdefault(ask.user_id, []).append(ask)
    subjects = await planning.subjects(tx, workspace_id, (ask.subject for each in waiting.values() for ask in each))
    named = who_handed(ask for each in waiting.values() for ask in each)
    roster = await roster_of(following, tx, workspace_id, subjects, {*user_ids, *named})
    last_days = await nudges.last_days(tx, workspace_id, user_ids)
    return Morning(workspace_id, waiting, subjects, roster, last_days, following.clock())


def who_handed(asked: Iterable[Ask]) -> set[str]:
    """Who handed things over, as the asks about them say."""
    parts = (part for ask in asked for part in ask.about.split("|"))
    return {part.removeprefix("by ") for part in parts if part.startswith("by ")}


async def roster_of(
    following: Following,
    tx: AsyncConnection,
    workspace_id: str,
    subjects: Mapping[str, Subject],
    user_ids: Iterable[str],
) -> Roster:
    """Everybody these subjects are about, and these people."""
    items = [subject.item for subject in subjects.values() if subject.item]
    accounts = [subject.account for subject in subjects.values() if subject.account]
    people = {*people_of(items, accounts), *user_ids}
    now = following.clock()
    return await rosters.load(tx, workspace_id, people, default_zone=following.default_zone, now=now)


async def _round(following: Following, tx: AsyncConnection, user_id: str, morning: Morning, away: Outage | None) -> int:
    """One person's round: their nudge, if anything is asked now; what is not asked is settled."""
    today = morning.roster.calendar(user_id).today(morning.now)
    waiting, workspace_id = morning.waiting.get(user_id, ()), morning.workspace_id
    nudged = await _was_nudged(tx, user_id, morning, today)
    found = sort_asks(user_id, waiting, morning.subjects, morning.roster, nudged_today=nudged, now=morning.now)
    if found.now:
        nudge = await _new_nudge(tx, user_id, morning, away)
        if nudge is None:
            # Another copy of the bot was faster: what waits is its nudge's, or tomorrow's.
            return 0
        await _say(following, tx, nudge, found, morning)
    await asks.settle(tx, workspace_id, found.settled)
    await asks.add(tx, found.readdressed)
    return 1 if found.now else 0


async def _was_nudged(tx: AsyncConnection, user_id: str, morning: Morning, today: date) -> bool:
    """Whether they had today's already. Who has flown west may have had tomorrow's, who has flown east yesterday's
    at what is today by their clock now.
    """
    last = morning.last_days.get(user_id)
    if last is None or last < today - timedelta(days=1):
        return False
    if last >= today:
        return True
    calendar = morning.roster.calendar(user_id)
    found = await nudges.latest(tx, morning.workspace_id, user_id)
    return any(calendar.today(each.created_at) >= today for each in found)


async def _new_nudge(tx: AsyncConnection, user_id: str, morning: Morning, away: Outage | None) -> Nudge | None:
    number = await next_number(tx, morning.workspace_id, "nudge")
    calendar = morning.roster.calendar(user_id)
    away = away if away and concerns(away, calendar) else None
    today = calendar.today(morning.now)
    nudge = Nudge(
        morning.workspace_id,
        number,
        user_id,
        today,
        morning.now,
        away_from=away.since if away else None,
        away_until=away.until if away else None,
    )
    return nudge if await nudges.add(tx, nudge) else None


async def _say(following: Following, tx: AsyncConnection, nudge: Nudge, found: Sorted, morning: Morning) -> None:
    asked = placed(found.now, nudge.id)
    await asks.settle(tx, nudge.workspace_id, asked)
    coming = await _coming(tx, nudge, asked, morning.roster)
    rows = rows_of(asked, morning.subjects)
    await outbox.queue(
        tx,
        nudge.workspace_id,
        key=f"nudge:{nudge.user_id}:{nudge.day}:{nudge.id}",
        channel=nudge.user_id,
        operation=Say.NUDGE,
        payload=await message_of(following, tx, nudge, rows, morning.roster, coming),
        subject_id=nudge.id,
        now=morning.now,
        not_after=morning.roster.calendar(nudge.user_id).evening_of(nudge.day),
    )


async def _coming(tx: AsyncConnection, nudge: Nudge, asked: Sequence[Ask], roster: Roster) -> tuple[Action, ...]:
    """What is due next, for who wants to see it in the same message."""
    if roster.pace(nudge.user_id) is not Pace.ACTIVE:
        return ()
    calendar = roster.calendar(nudge.user_id)
    last = calendar.add_working(nudge.day, COMING_DAYS + SOON_DAYS)
    named = {ask.subject for ask in asked}
    found = await actions.due_between(tx, nudge.workspace_id, nudge.user_id, nudge.day, last)
    return tuple(each for each in found if f"A-{each.id}" not in named)


async def message_of(
    following: Following,
    tx: AsyncConnection,
    nudge: Nudge,
    rows: tuple[Row, ...],
    roster: Roster,
    coming: tuple[Action, ...] = (),
) -> Message:
    """The nudge as it is shown: on its day, or as it stands on a later one."""
    rows = tuple([await _with_reason(tx, row) for row in rows])
    owners = {row.item.owner for row in rows if row.item and row.item.owner}
    calendars = {owner: roster.calendar(owner) for owner in owners}
    calendar, light = roster.calendar(nudge.user_id), roster.pace(nudge.user_id) is Pace.LIGHT
    silent = nudge.user_id in roster.silent
    today = max(nudge.day, calendar.today(following.clock()))
    sheet = NudgeSheet(
        nudge, rows, today, calendar, roster.names, coming, calendars, light, silent, _absent(nudge, rows, roster)
    )
    led = {manager for row in rows if (manager := roster.manager(nudge.user_id, row.account))}
    manager = roster.name(next(iter(led))) if len(led) == 1 else "your manager" if led else ""
    return nudge_message(sheet, command=following.command, manager=manager)


def _absent(nudge: Nudge, rows: Iterable[Row], roster: Roster) -> tuple[Absent, ...]:
    """Those in whose place somebody is asked."""
    theirs = (row.item.owner for row in rows if row.item and row.kind not in _OF_OTHERS)
    gone = (row.item.owner for row in rows if row.item and row.item.owner and roster.has_left(row.item.owner))
    owners = dict.fromkeys(owner for owner in (*theirs, *gone) if owner and owner != nudge.user_id)
    wishes = {owner: roster.wishes.get(owner) for owner in owners}
    return tuple(
        Absent(owner, wish.away_until if wish else None, roster.has_left(owner))
        for owner, wish in wishes.items()
        if roster.has_left(owner) or roster.is_away(owner, nudge.day)
    )


async def _with_reason(tx: AsyncConnection, row: Row) -> Row:
    """A row about a move, with why it moved."""
    if row.kind is not AskKind.MOVED or row.item is None:
        return row
    entries = await audit.of(tx, row.item.workspace_id, "action", str(row.item.id))
    why = next((entry.why for entry in reversed(entries) if "due" in entry.after and entry.why), None)
    return replace(row, why=why or "")


async def recheck(following: Following, tx: AsyncConnection, rows: Sequence[Outgoing]) -> dict[int, Message | None]:
    """Look again at nudges that are about to be said, by the outbox row's id.

    Those of which nothing changed are left out; the others get a new message, or None when nothing is left to ask.
    """
    found: dict[int, Message | None] = {}
    for workspace_id, group in groupby(sorted(rows, key=_whose), key=_whose):
        by_nudge = {row.subject_id or 0: row for row in group}
        changed = await planning.changed_since(tx, workspace_id, list(by_nudge))
        for nudge in await nudges.by_ids(tx, workspace_id, changed):
            found[by_nudge[nudge.id].id] = await _message_now(following, tx, nudge)
    return found


def _whose(row: Outgoing) -> str:
    return row.workspace_id


async def _message_now(following: Following, tx: AsyncConnection, nudge: Nudge) -> Message | None:
    asked = await asks.of_nudges(tx, nudge.workspace_id, [nudge.id])
    subjects = await planning.subjects(tx, nudge.workspace_id, (ask.subject for ask in asked))
    roster = await roster_of(following, tx, nudge.workspace_id, subjects, {nudge.user_id, *who_handed(asked)})
    now = following.clock()
    holding = [ask for ask in asked if still_holds(ask, subjects.get(ask.subject), roster, now=now)]
    return await message_of(following, tx, nudge, rows_of(holding, subjects), roster) if holding else None


async def nothing_left(tx: AsyncConnection, row: Outgoing) -> None:
    """A nudge that has nothing to ask any more is forgotten: its person's day is free again.

    What it asked waits once more: the next round drops it, or asks what somebody has taken back meanwhile.
    """
    if row.subject_id is not None:
        await asks.take_back(tx, row.workspace_id, row.subject_id, row.not_before)
        await nudges.forget(tx, row.workspace_id, row.subject_id)


async def show_again(following: Following, tx: AsyncConnection, row: Outgoing) -> tuple[str, str, Message] | None:
    """A nudge that was said, as it stands now: its channel, its ts and the message. None where it never was."""
    nudge = await nudges.by_id(tx, row.workspace_id, row.subject_id or 0)
    if nudge is None or nudge.channel is None or nudge.ts is None:
        return None
    asked = await asks.of_nudges(tx, nudge.workspace_id, [nudge.id])
    subjects = await planning.subjects(tx, nudge.workspace_id, (ask.subject for ask in asked))
    roster = await roster_of(following, tx, nudge.workspace_id, subjects, {nudge.user_id, *who_handed(asked)})
    return nudge.channel, nudge.ts, await message_of(following, tx, nudge, rows_of(asked, subjects), roster)
