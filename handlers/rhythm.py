"""`/review rhythm`: how often a customer is reviewed, the next day, and the pause."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import people
from handlers.actors import about, actor_of, asked_from, refusal, shown
from handlers.desk import Answer, Desk, Reply, Request
from handlers.fields import number
from handlers.logging_items import account_here, me_and_today
from handlers.recording import settle
from reviews.cadence import account_calendar
from reviews.dates import DateAmbiguous, DateRead, DateUnknown, order_for, read_date
from reviews.decision import Decision, Refusal
from reviews.messages.answers import tell
from reviews.messages.rhythm import (
    RhythmSheet,
    no_account,
    not_understood,
    rhythm_list,
    rhythm_message,
    which_day,
)
from reviews.messages.words import said
from reviews.model import Account
from reviews.people import first_name
from reviews.rhythm import (
    Rhythm,
    RhythmEvery,
    RhythmNext,
    RhythmPause,
    RhythmResume,
    RhythmShow,
    RhythmUnknown,
    read_rhythm,
)
from reviews.rhythm_changes import Terms, pause, put_back, read_terms, resume, set_next, set_rhythm, terms_of
from reviews.rhythm_named import ends_with_names, names_everybody
from reviews.rights import Deed, may
from storage import accounts, cadence, rosters
from storage import reviews as review_store
from storage.visible import seen

_MOST_LISTED = 40


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was read, about which customer; None where neither the line nor the channel names one."""

    account: Account | None
    rhythm: Rhythm | RhythmUnknown


async def rhythm(desk: Desk, request: Request, words: str) -> Answer:
    """Show a customer's rhythm or change it; without a customer, list when all are reviewed next."""
    if names_everybody(words):
        return await _listed(desk, request)
    asked = await _asked(desk, request, words)
    if asked.account is None and isinstance(asked.rhythm, RhythmShow):
        return await _listed(desk, request, note=no_account(desk.command))
    if asked.account is None:
        return Reply(tell(no_account(desk.command)))
    if isinstance(asked.rhythm, RhythmShow) and "undo" not in request.value:
        return Reply(rhythm_message(await sheet_of(desk, request, asked.account)))
    about_it = await about(desk, request, account=asked.account)
    if refused := await refusal(desk, request, Deed.SET_RHYTHM, about_it):
        return Reply(refused)
    if undo := read_terms(request.value.get("undo")):
        return await _put_back(desk, request, asked.account, undo)
    if isinstance(asked.rhythm, RhythmUnknown):
        return Reply(not_understood(asked.rhythm, asked.account, desk.command))
    return await _answered(desk, request, asked.account, asked.rhythm)


async def sheet_of(desk: Desk, request: Request, account: Account) -> RhythmSheet:
    """One account's reviews as they stand, with its owner's name."""
    async with desk.db.read() as tx:
        running = await review_store.open_on(tx, request.workspace_id, account.id)
        roster = await rosters.load(tx, request.workspace_id, [account.owner], default_zone=desk.default_zone)
    calendar = account_calendar(account, roster)
    owner = first_name(await people.person(desk, request, account.owner)) if account.owner else None
    about_it = await about(desk, request, account=account)
    return RhythmSheet(
        account,
        calendar,
        calendar.today(request.now),
        owner,
        is_open=running is not None,
        may_change=may(await actor_of(desk, request), Deed.SET_RHYTHM, about_it),
    )


async def _asked(desk: Desk, request: Request, words: str) -> _Asked:
    read = read_rhythm(words)
    if pressed := number(request.value.get("account")):
        async with desk.db.read() as tx:
            found = await accounts.by_id(tx, request.workspace_id, pressed)
        return _Asked(found if found and await shown(desk, request, account=found) else None, read)
    if isinstance(read, RhythmUnknown) or (isinstance(read, RhythmNext) and not await _is_day(desk, request, read)):
        named = await _named(desk, request, words)
        if named is not None:
            return named
    account, _ = await account_here(desk, request)
    return _Asked(account, read)


async def _is_day(desk: Desk, request: Request, read: RhythmNext) -> bool:
    me, today = await me_and_today(desk, request)
    return not isinstance(read_date(read.words, today=today, order=order_for(me.locale)), DateUnknown)


async def _named(desk: Desk, request: Request, words: str) -> _Asked | None:
    """A customer named at either end of the line, by name or by channel, with what is left to read."""
    candidates: list[_Asked] = []
    async with desk.db.read() as tx:
        for split in ends_with_names(words):
            read = read_rhythm(split.rest)
            if isinstance(read, RhythmUnknown):
                continue
            if split.channel:
                there = await accounts.by_channel(tx, request.workspace_id, split.channel)
                found = [there] if there else []
            else:
                found = await accounts.named(tx, request.workspace_id, [split.name])
            candidates += [_Asked(each, read) for each in found]
    for each in candidates:
        if await shown(desk, request, account=each.account):
            return each
    return None


async def _answered(desk: Desk, request: Request, account: Account, asked: Rhythm) -> Answer:
    match asked:
        case RhythmShow():
            return Reply(rhythm_message(await sheet_of(desk, request, account)))
        case RhythmEvery(months):
            return await _every(desk, request, account, months)
        case RhythmNext(words):
            return await _next(desk, request, account, words)
        case RhythmPause():
            return await _change(desk, request, account, lambda stored: pause(stored, request.now))
        case RhythmResume():
            return await _change(desk, request, account, resume)


async def _every(desk: Desk, request: Request, account: Account, months: int) -> Answer:
    sheet = await sheet_of(desk, request, account)
    async with desk.db.read() as tx:
        last = await review_store.last_closed(tx, request.workspace_id, account.id)
    return await _change(
        desk, request, account, lambda stored: set_rhythm(stored, months, last, sheet.calendar, request.now)
    )


async def _next(desk: Desk, request: Request, account: Account, words: str) -> Answer:
    me, today = await me_and_today(desk, request)
    read = read_date(words, today=today, order=order_for(me.locale))
    if isinstance(read, DateAmbiguous):
        return Reply(which_day(read.why, read.choices, account, today))
    if not isinstance(read, DateRead):
        hint = read.hint if isinstance(read, DateUnknown) else ""
        return Reply(tell(f"Nothing was changed. {said(f'{read.why} {hint}'.strip(), 400)}"))
    assumed = read.assumed or ""
    return await _change(desk, request, account, lambda stored: set_next(stored, read.date, today), assumed=assumed)


async def _put_back(desk: Desk, request: Request, account: Account, was: Terms) -> Answer:
    since = read_terms(request.value.get("since")) or was
    return await _change(desk, request, account, lambda stored: put_back(stored, was, since), back=True)


async def _change(
    desk: Desk,
    request: Request,
    account: Account,
    decide: Callable[[Account], Decision | Refusal],
    *,
    back: bool = False,
    assumed: str = "",
) -> Answer:
    """Record a change of an account's terms and show how it stands now, with the way back."""
    was: list[Terms] = []

    async def decided(tx: AsyncConnection) -> Decision | Refusal:
        stored = await accounts.by_id(tx, request.workspace_id, account.id, lock=True)
        if stored is None:
            return Refusal("gone", "This customer is not here any more.")
        was.append(terms_of(stored))
        return decide(stored)

    done = await settle(desk, request, decided)
    async with desk.db.read() as tx:
        stored = await accounts.by_id(tx, request.workspace_id, account.id) or account
    sheet = await sheet_of(desk, request, stored)
    if isinstance(done, Refusal):
        return Reply(rhythm_message(sheet, note=said(done.text, 400)))
    before = was[-1] if done.changes and not back else None
    return Reply(rhythm_message(sheet, was=before, assumed=assumed), replaces=request.is_ephemeral)


async def _listed(desk: Desk, request: Request, *, note: str = "") -> Answer:
    """Every customer in the order its review comes, late ones first."""
    viewer, here = await actor_of(desk, request), asked_from(request)
    async with desk.db.read() as tx:
        found, total = await cadence.next_reviews(tx, request.workspace_id, _MOST_LISTED, seen(viewer, here))
        owners = [account.owner for account in found]
        roster = await rosters.load(tx, request.workspace_id, owners, default_zone=desk.default_zone)
    names = await people.names(desk, request, [owner for owner in owners if owner])
    sheets = []
    for account in found:
        calendar = account_calendar(account, roster)
        owner = first_name(names[account.owner]) if account.owner else None
        sheets.append(RhythmSheet(account, calendar, calendar.today(request.now), owner))
    return Reply(rhythm_list(sheets, total, note=note))
