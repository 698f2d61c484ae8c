"""Questions about rooms: whose they are, what of ours stands there, and what still waits to be said there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.model import Account, Review, ReviewState
from reviews.rooms import Standing
from storage import reviews as review_store
from storage.rows import every, one, selected
from storage.statements import locked
from storage.tables import accounts, outbox, reviews
from storage.values import OutboxState, Outgoing, Say

_OF_US = (Say.POST, Say.BOARD)
"""Kinds that are said in rooms and are not meant for customers."""
_CHANNEL: BindParameter[str] = bindparam("room")
_HERE = accounts.c.workspace_id == bindparam("ws")
_ACCOUNTS = (
    selected(Account)
    .where(_HERE, or_(accounts.c.channel == _CHANNEL, accounts.c.shared_channel == _CHANNEL))
    .order_by(accounts.c.id)
)
_BY_ID = selected(Account).where(_HERE, accounts.c.id == bindparam("number"))
_LED_THERE = (
    selected(Review)
    .where(
        reviews.c.workspace_id == bindparam("ws"), reviews.c.channel == _CHANNEL, reviews.c.state == ReviewState.OPEN
    )
    .order_by(reviews.c.id.desc())
)
_IN_ROOM = and_(outbox.c.workspace_id == bindparam("ws"), outbox.c.channel == _CHANNEL)
_TO_CUSTOMERS = select(outbox.c.ts).where(_IN_ROOM, outbox.c.operation == Say.TO_CUSTOMER, outbox.c.ts.is_not(None))
_TAKEN_AWAY = select(outbox.c.ts).where(
    _IN_ROOM, outbox.c.operation == Say.DELETE, outbox.c.state == OutboxState.SENT, outbox.c.ts.is_not(None)
)
_TAKE_AWAY_AGAIN = (
    update(outbox)
    .where(_IN_ROOM, outbox.c.operation == Say.DELETE, outbox.c.state == OutboxState.FAILED)
    .values(state=OutboxState.QUEUED, error=None, claimed_at=None)
)
_SAID = select(outbox.c.ts).where(
    _IN_ROOM, outbox.c.state == OutboxState.SENT, outbox.c.operation.in_(_OF_US), outbox.c.ts.is_not(None)
)
_BOARDS = select(reviews.c.board_ts).where(
    reviews.c.workspace_id == bindparam("ws"), reviews.c.channel == _CHANNEL, reviews.c.board_ts.is_not(None)
)
_WAITING = selected(Outgoing).where(
    _IN_ROOM, outbox.c.state == OutboxState.QUEUED, outbox.c.operation.in_((*_OF_US, Say.TO_CUSTOMER))
)
_UNDER_WAY = (
    select(outbox.c.id)
    .where(_IN_ROOM, outbox.c.state == OutboxState.SENDING, outbox.c.operation.in_(_OF_US))
    .order_by(outbox.c.id)
)
_ROW = and_(outbox.c.workspace_id == bindparam("ws"), outbox.c.id == bindparam("row"))
_ROW_ITSELF = selected(Outgoing).where(_ROW)
_REDIRECT = (
    update(outbox).where(_ROW).values(channel=bindparam("to"), state=OutboxState.QUEUED, error=None, claimed_at=None)
)
_RENUMBER_SAID = update(outbox).where(_IN_ROOM).values(channel=bindparam("to"))
_RENUMBER_REVIEWS = (
    update(reviews)
    .where(reviews.c.workspace_id == bindparam("ws"), reviews.c.channel == _CHANNEL)
    .values(channel=bindparam("to"))
)
_DROP = update(outbox).where(_ROW).values(state=OutboxState.OBSOLETE)


async def accounts_of(tx: AsyncConnection, workspace_id: str, channel: str, *, lock: bool = False) -> list[Account]:
    """The accounts whose home or shared channel a room is."""
    return await every(tx, Account, locked(_ACCOUNTS, lock), ws=workspace_id, room=channel)


async def customer_here(
    tx: AsyncConnection, workspace_id: str, channel: str, user_id: str
) -> tuple[Account, Review | None] | None:
    """The customer a conversation is about, and the review open on it.

    A channel is its customer's home or the one it shares; in a person's own conversation with us it is the customer
    whose review they lead there, the newest of several.
    """
    found = await accounts_of(tx, workspace_id, channel)
    if found:
        account = min(found, key=lambda each: each.channel != channel)
        return account, await review_store.open_on(tx, workspace_id, account.id)
    led = await every(tx, Review, _LED_THERE, ws=workspace_id, room=user_id) if channel.startswith("D") else []
    if not led:
        return None
    account_of_it = await one(tx, Account, _BY_ID, ws=workspace_id, number=led[0].account_id)
    return (account_of_it, led[0]) if account_of_it else None


async def standing_in(tx: AsyncConnection, workspace_id: str, channel: str) -> list[Standing]:
    """Every message of ours that stands in a room, but for what a person sent to the customer; oldest first.

    What was taken away stands there no more.
    """
    about = {"ws": workspace_id, "room": channel}
    said = {*(await tx.scalars(_SAID, about)), *(await tx.scalars(_BOARDS, about))}
    gone = {*(await tx.scalars(_TO_CUSTOMERS, about)), *(await tx.scalars(_TAKEN_AWAY, about))}
    return [Standing(channel, ts) for ts in sorted(said - gone)]


async def waiting_for(tx: AsyncConnection, workspace_id: str, channel: str) -> list[Outgoing]:
    """What is queued to be said in a room."""
    return await every(tx, Outgoing, _WAITING, ws=workspace_id, room=channel)


async def under_way_to(tx: AsyncConnection, workspace_id: str, channel: str) -> list[int]:
    """The rows being said in a room at this moment: where they stand is not known yet."""
    return list(await tx.scalars(_UNDER_WAY, {"ws": workspace_id, "room": channel}))


async def row(tx: AsyncConnection, workspace_id: str, row_id: int) -> Outgoing | None:
    """One row, whatever became of it."""
    return await one(tx, Outgoing, _ROW_ITSELF, ws=workspace_id, row=row_id)


async def redirect(tx: AsyncConnection, workspace_id: str, row_ids: Iterable[int], to: str) -> int:
    """Say these somewhere else, also what had failed; how many."""
    return await _each(tx, _REDIRECT, [{"ws": workspace_id, "row": row, "to": to} for row in row_ids])


async def take_away_again(tx: AsyncConnection, workspace_id: str, channel: str) -> int:
    """What could not be taken out of a room, as when we were not in it, is tried once more; how many."""
    return int((await tx.execute(_TAKE_AWAY_AGAIN, {"ws": workspace_id, "room": channel})).rowcount)


async def renumber(tx: AsyncConnection, workspace_id: str, old: str, new: str) -> None:
    """Slack calls a room by another id: what was said there, and every review that ran there, is found by the new."""
    about = {"ws": workspace_id, "room": old, "to": new}
    await tx.execute(_RENUMBER_SAID, about)
    await tx.execute(_RENUMBER_REVIEWS, about)


async def drop(tx: AsyncConnection, workspace_id: str, row_ids: Iterable[int]) -> int:
    """These are not said any more; how many."""
    return await _each(tx, _DROP, [{"ws": workspace_id, "row": row} for row in row_ids])


async def _each(tx: AsyncConnection, statement: Any, rows: list[dict[str, Any]]) -> int:
    return int((await tx.execute(statement, rows)).rowcount) if rows else 0
