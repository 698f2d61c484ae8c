"""What a change of a room brings about, in one transaction: accounts, reviews, what stood there and who is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.audit_entry import MYSELF
from reviews.decision import Decision, Post
from reviews.messages.rooms import room_changed
from reviews.model import Account, Review
from reviews.people import short_names
from reviews.rooms import CLOSED, READ_BY_OTHERS, MovedOut, News, follow_id, leave_room, take_away, who_is_told
from storage import listening, outbox, people, reviews, rooms
from storage.record import record
from storage.values import Say


async def leave(
    tx: AsyncConnection,
    workspace_id: str,
    channel: str,
    news: News,
    *,
    key: str,
    now: datetime,
    failed: int | None = None,
) -> bool:
    """A room is no home any more; whether it was one. `failed`: a row that could not be said there."""
    homes = [
        each
        for each in await rooms.accounts_of(tx, workspace_id, channel, lock=True)
        if each.channel == channel or news in CLOSED
    ]
    standing = await rooms.standing_in(tx, workspace_id, channel) if news in READ_BY_OTHERS else []
    await record(tx, workspace_id, take_away(standing), by=MYSELF, now=now)
    if news in READ_BY_OTHERS:
        await rooms.take_away_again(tx, workspace_id, channel)
        await _after_it_is_said(tx, workspace_id, channel, now)
    for account in homes:
        review = await reviews.open_on(tx, workspace_id, account.id, lock=True)
        here = review if review and review.channel == channel else None
        told = await _told(tx, account, review)
        moved = await _moved(tx, account, here, MovedOut(news, account, channel, taken_away=len(standing)))
        messages = {who: room_changed(moved, who) for who in told}
        decision = leave_room(account, here, news, channel, key=key, tell=messages)
        await record(tx, workspace_id, decision, by=MYSELF, now=now)
        await _elsewhere(tx, workspace_id, channel, moved.moved_to or next(iter(told), None), failed)
    return bool(homes)


async def _after_it_is_said(tx: AsyncConnection, workspace_id: str, channel: str, now: datetime) -> None:
    """What is being said there at this moment is taken away as soon as it is known where it stands."""
    for number in await rooms.under_way_to(tx, workspace_id, channel):
        await outbox.queue(
            tx,
            workspace_id,
            key=f"withdraw:{channel}:row:{number}",
            channel=channel,
            operation=Say.DELETE,
            payload={"row": number},
            now=now,
        )


async def _moved(tx: AsyncConnection, account: Account, review: Review | None, moved: MovedOut) -> MovedOut:
    """The same, with who goes on with the review that ran there."""
    if review is None:
        return moved
    names = short_names(await people.by_ids(tx, account.workspace_id, [review.facilitator]))
    return replace(moved, moved_to=review.facilitator, leader=names.get(review.facilitator, ""))


async def _elsewhere(tx: AsyncConnection, workspace_id: str, channel: str, to: str | None, failed: int | None) -> None:
    """What was to be said there goes to who leads; what would only have changed a message there is not said."""
    waiting = await rooms.waiting_for(tx, workspace_id, channel)
    # A version for the customer is meant for that room alone: it waits, and fails loudly where it must.
    ours = [row for row in waiting if row.operation is not Say.TO_CUSTOMER]
    changes = [row.id for row in ours if row.operation is Say.BOARD or "ts" in (row.payload or {})]
    await rooms.drop(tx, workspace_id, changes)
    posts = [row.id for row in ours if row.id not in changes] + ([failed] if failed is not None else [])
    if to:
        await rooms.redirect(tx, workspace_id, posts, to)


async def follow(tx: AsyncConnection, workspace_id: str, old: str, new: str, *, key: str, now: datetime) -> None:
    """Slack gave a room another id: accounts, reviews and what waits to be said follow."""
    await listening.follow(tx, workspace_id, old, new)
    for account in await rooms.accounts_of(tx, workspace_id, old, lock=True):
        review = await reviews.open_on(tx, workspace_id, account.id, lock=True)
        decision = follow_id(account, review, old, new)
        posts = await _news(tx, account, review, News.MOVED, new, key)
        await record(tx, workspace_id, Decision(decision.changes, posts), by=MYSELF, now=now)
    await rooms.renumber(tx, workspace_id, old, new)


async def tell_owners(
    tx: AsyncConnection, workspace_id: str, channel: str, news: News, *, key: str, now: datetime, name: str = ""
) -> None:
    """Something happened to a room that changes nothing for its accounts: their owners are told once."""
    for account in await rooms.accounts_of(tx, workspace_id, channel):
        review = await reviews.open_on(tx, workspace_id, account.id, lock=True)
        posts = await _news(tx, account, review, news, channel, key, name)
        await record(tx, workspace_id, Decision((), posts), by=MYSELF, now=now)


async def _news(
    tx: AsyncConnection, account: Account, review: Review | None, news: News, channel: str, key: str, name: str = ""
) -> tuple[Post, ...]:
    moved = MovedOut(news, account, channel)
    told = await _told(tx, account, review)
    return tuple(Post(f"room:{key}:{who}", who, room_changed(moved, who, new_name=name)) for who in told)


async def _told(tx: AsyncConnection, account: Account, review: Review | None) -> list[str]:
    admins = [each.user_id for each in await people.admins(tx, account.workspace_id)]
    known = await people.by_ids(tx, account.workspace_id, who_is_told(account, review, admins))
    gone = {each.user_id for each in known if each.deactivated}
    told = [each for each in who_is_told(account, review, admins) if each not in gone]
    return told or admins[:1]
