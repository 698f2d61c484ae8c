"""Looking after what somebody who left had open: asked of one person, once, and shown as it stands now.

Level, not edge: however often it is looked at, what is said already is not said again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.audit_entry import MYSELF
from reviews.customer import Handover
from reviews.decision import Change, Decision, Message, Post
from reviews.handover import Standing, Thing, handed_so_far
from reviews.messages.handover import HandoverSheet, handover_message
from reviews.model import Account, Person
from reviews.roster import Roster
from storage import audit, direct_channels, handovers, outbox, people, rosters
from storage.numbers import next_number
from storage.record import record
from storage.replanning import keep_person
from storage.values import OutboxState, Outgoing, Say


async def keep_and_look(tx: AsyncConnection, person: Person, now: datetime, default_zone: str) -> None:
    """Keeps somebody as just read from Slack; who has left, or come back, is looked after in the same breath."""
    before = await people.by_id(tx, person.workspace_id, person.user_id)
    await keep_person(tx, person, now)
    if person.deactivated or (before is not None and before.deactivated):
        await look_after(tx, person.workspace_id, person.user_id, now=now, default_zone=default_zone)


async def look_after(tx: AsyncConnection, workspace_id: str, leaver: str, *, now: datetime, default_zone: str) -> bool:
    """Ask for the hand-over of what somebody left, or bring it up to date; whether anything was to be done."""
    person = await people.by_id(tx, workspace_id, leaver)
    found = await handovers.open_of(tx, workspace_id, leaver, lock=True)
    gone = person is not None and person.deactivated
    if not gone and found is None:
        return False
    things = await handovers.things_of(tx, workspace_id, leaver)
    if found is None and not things:
        return False
    roster = await _roster(tx, workspace_id, leaver, things, found, default_zone)
    if found is None:
        return await _begin(tx, workspace_id, leaver, things, roster, now)
    if gone and things and roster.has_left(found.manager):
        return await _ask_another(tx, found, things, roster, now)
    return await _bring_up_to_date(tx, found, things, roster, now, is_back=not gone)


async def sheet_of(
    tx: AsyncConnection, handover: Handover, *, now: datetime, default_zone: str, is_back: bool = False
) -> HandoverSheet:
    """A hand-over as it stands, fit to be shown."""
    things = await handovers.things_of(tx, handover.workspace_id, handover.leaver)
    roster = await _roster(tx, handover.workspace_id, handover.leaver, things, handover, default_zone)
    return await _sheet(tx, handover, things, roster, now, is_back=is_back)


async def _begin(
    tx: AsyncConnection, workspace_id: str, leaver: str, things: Sequence[Thing], roster: Roster, now: datetime
) -> bool:
    manager = _who_hands_on(leaver, things, roster)
    if manager is None:
        return False
    number = await next_number(tx, workspace_id, "handover")
    # Numbers are given out one at a time: another copy of the bot may have been faster while this one waited.
    if await handovers.open_of(tx, workspace_id, leaver) is not None:
        return False
    handover = Handover(workspace_id, number, leaver, manager, now)
    await _note(tx, None, handover, now, why="")
    await _ask(tx, handover, things, roster, now)
    return True


async def _ask_another(
    tx: AsyncConnection, found: Handover, things: Sequence[Thing], roster: Roster, now: datetime
) -> bool:
    """Who was asked has left too."""
    manager = _who_hands_on(found.leaver, things, roster)
    if manager is None:
        return False
    handover = replace(found, manager=manager, at=now, version=found.version + 1)
    await _note(tx, found, handover, now, why="who was asked has left too")
    await _ask(tx, handover, things, roster, now)
    return True


async def _ask_once_more(
    tx: AsyncConnection, found: Handover, things: Sequence[Thing], roster: Roster, now: datetime
) -> bool:
    handover = replace(found, at=now, version=found.version + 1)
    await _note(tx, found, handover, now, why="")
    await _ask(tx, handover, things, roster, now)
    return True


def _who_hands_on(leaver: str, things: Sequence[Thing], roster: Roster) -> str | None:
    """Their manager; else who owns most of the customers they had something open at; else an admin.

    It all goes into one message: where some of it is at a private customer of another owner, no owner is asked.
    """
    accounts = [thing.account for thing in things if thing.account and thing.account.owner not in {None, leaver}]
    owners = [account.owner for account in accounts]
    most = max(accounts, key=lambda account: owners.count(account.owner), default=None)
    private = {thing.account.owner for thing in things if thing.account and thing.account.is_private}
    if most and private - {most.owner}:
        most = None
    return roster.manager(leaver, most)


async def _ask(tx: AsyncConnection, handover: Handover, things: Sequence[Thing], roster: Roster, now: datetime) -> None:
    """A message of its own, in the working hours of who is asked."""
    calendar = roster.calendar(handover.manager)
    await outbox.queue(
        tx,
        handover.workspace_id,
        key=_asking(handover),
        channel=handover.manager,
        operation=Say.POST,
        payload=handover_message(await _sheet(tx, handover, things, roster, now)),
        now=now,
        not_before=now if calendar.may_speak(now) else calendar.next_morning(now),
    )


async def _bring_up_to_date(
    tx: AsyncConnection,
    found: Handover,
    things: Sequence[Thing],
    roster: Roster,
    now: datetime,
    *,
    is_back: bool,
) -> bool:
    """Show what is said already as it stands now, if that is something else; and end what is over."""
    sheet = await _sheet(tx, found, things, roster, now, is_back=is_back)
    words, over = handover_message(sheet), sheet.standing.is_over
    asked = await handovers.said(tx, found.workspace_id, _asking(found))
    if asked is None and not over:
        # Said so long ago that it was cleared out: asked once more.
        return await _ask_once_more(tx, found, things, roster, now)
    shown = await handovers.said(tx, found.workspace_id, _again(found)) or asked
    is_new = shown is None or _without_place(shown) != words
    if not is_new and not over:
        return False
    return await _show(tx, found, asked, words if is_new else None, now, over=over, is_back=is_back)


async def _show(
    tx: AsyncConnection,
    found: Handover,
    asked: Outgoing | None,
    words: Message | None,
    now: datetime,
    *,
    over: bool,
    is_back: bool,
) -> bool:
    """Put `words` in the place of what was asked; before it is said, into it; and no word of what is over by then."""
    workspace_id, after = found.workspace_id, replace(found, version=found.version + 1, done_at=now if over else None)
    unsaid = asked is not None and asked.state is OutboxState.QUEUED and asked.ts is None
    if asked is not None and asked.state is OutboxState.SENDING:
        # It is being said this moment: the next look finds where it stands.
        return False
    if unsaid and over:
        await handovers.unsay(tx, workspace_id, _asking(found))
    elif unsaid and words:
        await handovers.amend(tx, workspace_id, _asking(found), words)
    elif words and asked is not None and asked.ts:
        channel = await direct_channels.of(tx, workspace_id, found.manager) or found.manager
        post = Post(_again(after), channel, {**words, "ts": asked.ts})
        await record(tx, workspace_id, Decision((), (post,)), by=MYSELF, now=now)
    elif not over:
        return False
    await _note(tx, found, after, now, why="back in Slack" if is_back else "")
    return True


async def _note(tx: AsyncConnection, before: Handover | None, after: Handover, now: datetime, *, why: str) -> None:
    change = Change(before, after, why or None)
    await record(tx, after.workspace_id, Decision((change,)), by=MYSELF, now=now)


async def _roster(
    tx: AsyncConnection,
    workspace_id: str,
    leaver: str,
    things: Sequence[Thing],
    handover: Handover | None,
    default_zone: str,
) -> Roster:
    accounts: list[Account] = [thing.account for thing in things if thing.account]
    named: set[str | None] = {leaver, handover.manager if handover else None}
    named |= {account.owner for account in accounts}
    named |= {getattr(thing.record, "user_id", None) for thing in things}
    return await rosters.load(tx, workspace_id, named, default_zone=default_zone)


async def _sheet(
    tx: AsyncConnection,
    handover: Handover,
    things: Sequence[Thing],
    roster: Roster,
    now: datetime,
    *,
    is_back: bool = False,
) -> HandoverSheet:
    workspace_id = handover.workspace_id
    deeds = [entry.deed for entry in await audit.of(tx, workspace_id, "handover", str(handover.id)) if entry.deed]
    entries = [each for deed in dict.fromkeys(deeds) for each in await audit.of_deed(tx, workspace_id, deed)]
    handed = handed_so_far(entries, handover.leaver, things)
    others = {person.user_id: person for person in await people.by_ids(tx, workspace_id, handed)}
    names = replace(roster, people={**others, **roster.people}, _names={}, _calendars={}).names
    today = roster.calendar(handover.manager).today(now)
    return HandoverSheet(Standing(handover, tuple(things), handed, is_back), today, names)


def _asking(handover: Handover) -> str:
    """The message in which somebody is asked: a new one when somebody else is."""
    return f"handover:{handover.id}:{handover.manager}:{int(handover.at.timestamp())}"


def _again(handover: Handover) -> str:
    """The same message as it stood at a version."""
    return f"handover:{handover.id}:again:{handover.version}"


def _without_place(row: Outgoing) -> dict[str, Any]:
    return {name: value for name, value in (row.payload or {}).items() if name != "ts"}
