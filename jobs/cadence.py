"""The sweeps around reviews: reminders of the next one, the summary of one left open, the check two weeks after.

A row that breaks is left for the next sweep and holds back no other.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from jobs.briefs import post_brief
from jobs.following import Following
from reviews.audit_entry import MYSELF, AuditEntry
from reviews.cadence import (
    AccountSight,
    account_calendar,
    after_closing,
    check_at,
    evening_to_sum_up,
    next_evening,
    plan_account,
    ref_of_account,
    was_worked_on,
)
from reviews.calendar import WorkCalendar
from reviews.decision import Decision, Message
from reviews.ladder import ref_of_item
from reviews.messages.progress import progress_message
from reviews.messages.summary import interim_summary
from reviews.model import Account, Action, Gap, Review, ReviewState
from reviews.people import short_names
from reviews.progress_check import left_behind, progress_check
from reviews.roster import Roster
from storage import accounts, actions, asks, audit, cadence, gaps, outbox, people, rosters, sittings
from storage import reviews as review_store
from storage.errors import ConflictError
from storage.record import record
from storage.values import Say

log = logging.getLogger(__name__)
BATCH: Final = 200
CHECK_WITHIN: Final = timedelta(days=60)
"""A progress check that could not be said for longer has lost its point."""
_CHANGES_OF_CADENCE: Final = frozenset({"owner", "next_review_on", "paused_at"})

Look = Callable[[Following, AsyncConnection, str, int, datetime], Awaitable[None]]


async def sweep_reviews(following: Following) -> int:
    """Look at every review whose moment has come; how many were looked at. Doing it twice changes nothing."""
    return await _sweep(following, Review, look_at_review)


async def sweep_accounts(following: Following) -> int:
    """Look at every account whose moment has come; how many were looked at. Doing it twice changes nothing."""
    return await _sweep(following, Account, look_at_account)


async def _sweep(following: Following, kind: type[Account] | type[Review], look: Look) -> int:
    now, left, looked = following.clock(), set[tuple[str, int]](), 0
    while True:
        most = BATCH + len(left)
        async with following.db.read() as tx:
            found = await cadence.to_look_at(tx, kind, now, most)
        due = [each for each in found if each not in left]
        for workspace_id, number in due:
            if await _looked(following, look, workspace_id, number, now):
                looked += 1
            else:
                left.add((workspace_id, number))
        if len(found) < most or not due:
            return looked


async def _looked(following: Following, look: Look, workspace_id: str, number: int, now: datetime) -> bool:
    """Whether one was looked at; what stood in the way is in the log, and the next sweep tries again."""
    try:
        async with following.db.write() as tx:
            await look(following, tx, workspace_id, number, now)
    except ConflictError as conflict:
        log.info("%s of %s %s waits for the next sweep: %s", look.__name__, workspace_id, number, conflict)
    except Exception:
        log.exception("%s of %s %s broke", look.__name__, workspace_id, number)
    else:
        return True
    return False


async def look_at_account(
    following: Following, tx: AsyncConnection, workspace_id: str, number: int, now: datetime
) -> None:
    """Plan the reminders of one account's next review."""
    found = await cadence.held(tx, Account, workspace_id, number, now)
    if found is None:
        return
    account, _ = found
    sight = await _sight_of(following, tx, account)
    plan = plan_account(sight, now=now)
    if plan.brief is not None:
        await post_brief(following, tx, account, plan.brief, sight.roster, now)
    await record(tx, workspace_id, Decision(plan.changes, asks=plan.asks), by=MYSELF, now=now)
    await asks.settle(tx, workspace_id, plan.lapsed)
    await cadence.look_again(tx, Account, workspace_id, number, plan.look_at)


async def _sight_of(following: Following, tx: AsyncConnection, account: Account) -> AccountSight:
    ws, number = account.workspace_id, account.id
    return AccountSight(
        account=account,
        open_review=await review_store.open_on(tx, ws, number),
        last_closed=await review_store.last_closed(tx, ws, number),
        changed_at=_last(await audit.of(tx, ws, "account", str(number)), _CHANGES_OF_CADENCE),
        asks=tuple(await asks.of_subjects(tx, ws, [ref_of_account(account)])),
        roster=await rosters.load(tx, ws, [account.owner], default_zone=following.default_zone),
    )


def _last(entries: Iterable[AuditEntry], fields: frozenset[str]) -> datetime | None:
    """When any of these fields was last changed."""
    return max((entry.at for entry in entries if fields & entry.after.keys()), default=None)


async def look_at_review(
    following: Following, tx: AsyncConnection, workspace_id: str, number: int, now: datetime
) -> None:
    """Sum up one that was left open, or see to what comes after one that has ended."""
    found = await cadence.held(tx, Review, workspace_id, number, now)
    if found is None:
        return
    review, waited_since = found
    account = await accounts.by_id(tx, workspace_id, review.account_id)
    if account is None:
        raise LookupError(f"review {number} of {workspace_id} is about no account")
    roster = await rosters.load(
        tx, workspace_id, [account.owner, review.facilitator], default_zone=following.default_zone
    )
    calendar = account_calendar(account, roster, review.facilitator)
    if review.state is ReviewState.OPEN:
        await _sum_up(following, tx, review, calendar, waited_since, now)
        look_at: datetime | None = next_evening(calendar, now)
    else:
        look_at = await _after_the_end(tx, account, review, calendar, roster, now)
    await cadence.look_again(tx, Review, workspace_id, number, look_at)
    # Reminders rest while a review is open, and begin anew once it has ended.
    await cadence.look_at_account(tx, workspace_id, account.id, now)


async def _sum_up(
    following: Following,
    tx: AsyncConnection,
    review: Review,
    calendar: WorkCalendar,
    waited_since: datetime,
    now: datetime,
) -> None:
    """Say where an open review stands at the end of a working day on which it was started or changed."""
    day = evening_to_sum_up(review, calendar, waited_since=waited_since, now=now)
    zone = following.default_zone
    sitting = await sittings.load(tx, review.workspace_id, review.id, now=now, default_zone=zone) if day else None
    if day is None or sitting is None:
        return
    if not review.summarised_version or was_worked_on(sitting, day, calendar):
        await _post(tx, review, f"eod:{review.id}:{day}", interim_summary(sitting, day), now)
    await cadence.set_summarised(tx, review.workspace_id, review.id, review.board_version)


async def _after_the_end(
    tx: AsyncConnection, account: Account, review: Review, calendar: WorkCalendar, roster: Roster, now: datetime
) -> datetime | None:
    """Set the next review's day and, two weeks on, say the progress check; when to look again."""
    if review.state is not ReviewState.CLOSED or review.ended_at is None:
        return None
    last = await review_store.last_closed(tx, review.workspace_id, account.id)
    if last is not None and last.id == review.id:
        await _set_next_review(tx, account, review, calendar, now)
    check = check_at(review.ended_at, calendar)
    if now < check:
        return check
    if account.paused_at is not None:
        return calendar.next_morning(now)
    if now - check <= CHECK_WITHIN and not await cadence.has_later(tx, review.workspace_id, review):
        message = await _progress_of(tx, account, review, calendar, roster, now)
        await _post(tx, review, f"check:{review.id}", message, now)
    return None


async def _set_next_review(
    tx: AsyncConnection, account: Account, review: Review, calendar: WorkCalendar, now: datetime
) -> None:
    entries = await audit.of(tx, account.workspace_id, "account", str(account.id))
    change = after_closing(account, review, _last(entries, frozenset({"next_review_on"})), calendar, now)
    if change is not None:
        await record(tx, account.workspace_id, Decision((change,)), by=MYSELF, now=now)


async def _progress_of(
    tx: AsyncConnection, account: Account, review: Review, calendar: WorkCalendar, roster: Roster, now: datetime
) -> Message:
    items = await _items_of(tx, account, review)
    changes = {ref_of_item(item): entry for item in items if (entry := await _last_change(tx, item))}
    named = {*(item.owner for item in items), *(entry.by for entry in changes.values())}
    handed = {str(entry.after["owner"]) for entry in changes.values() if entry.after.get("owner")}
    who = await people.by_ids(tx, account.workspace_id, {each for each in named | handed if each})
    names = short_names({each.user_id: each for each in (*who, *roster.people.values())}.values())
    return progress_message(progress_check(account, review, items, changes, calendar, names, now=now))


async def _items_of(tx: AsyncConnection, account: Account, review: Review) -> tuple[Action | Gap, ...]:
    """Everything the review may have left behind: its own steps and gaps, and what it carried over."""
    ws = review.workspace_id
    found: list[Action | Gap] = [
        *await actions.of_review(tx, ws, review.id),
        *await actions.live_on(tx, ws, account.id),
        *await gaps.of_review(tx, ws, review.id),
        *await gaps.open_on(tx, ws, account.id),
    ]
    return left_behind(review, {ref_of_item(item): item for item in found}.values())


async def _last_change(tx: AsyncConnection, item: Action | Gap) -> AuditEntry | None:
    entries = await audit.of(tx, item.workspace_id, "gap" if isinstance(item, Gap) else "action", str(item.id))
    return entries[-1] if entries else None


async def _post(tx: AsyncConnection, review: Review, key: str, message: Message, now: datetime) -> bool:
    """Queue a message in the review's channel; whether its key was new."""
    ws, operation = review.workspace_id, Say.POST
    row = await outbox.queue(
        tx, ws, key=key, channel=review.channel, operation=operation, payload=message, subject_id=review.id, now=now
    )
    return row is not None
