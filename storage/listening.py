"""Channels that are listened to, and who wrote there on which day. Never what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.decision import Change
from reviews.health.kept import Listening
from reviews.model import Account
from storage.rows import every, one, selected
from storage.statements import insert_into, locked
from storage.tables import accounts, heard_days, inbox, listening

_OF_CHANNEL = selected(Listening).where(
    listening.c.workspace_id == bindparam("ws"), listening.c.channel == bindparam("its_channel")
)
STILL_THEIRS = and_(
    accounts.c.workspace_id == listening.c.workspace_id,
    accounts.c.id == listening.c.account_id,
    or_(accounts.c.channel == listening.c.channel, accounts.c.shared_channel == listening.c.channel),
)
"""A channel that a customer has left is not its channel any more, whatever was switched on there."""
_ROOMS = (
    select(listening.c.workspace_id, listening.c.channel)
    .join(accounts, STILL_THEIRS)
    .where(listening.c.ended_at.is_(None))
)
_ACCOUNTS = (
    select(listening.c.channel, listening.c.account_id)
    .join(accounts, STILL_THEIRS)
    .where(listening.c.workspace_id == bindparam("ws"), listening.c.ended_at.is_(None))
    .where(listening.c.channel.in_(bindparam("channels", expanding=True)))
)
_ON_OF_ACCOUNT = selected(Listening).where(
    listening.c.workspace_id == bindparam("ws"),
    listening.c.account_id == bindparam("account"),
    listening.c.ended_at.is_(None),
)
_FOLLOW = [
    update(table)
    .where(table.c.workspace_id == bindparam("ws"), table.c.channel == bindparam("its_channel"))
    .values(channel=bindparam("to"))
    for table in (listening, heard_days)
]
_THEIRS = (
    update(heard_days)
    .where(heard_days.c.workspace_id == bindparam("ws"), heard_days.c.user_id == bindparam("user"))
    .where(heard_days.c.is_theirs.is_(False))
    .values(is_theirs=True)
)
_FORGET = delete(heard_days).where(
    heard_days.c.workspace_id == bindparam("ws"), heard_days.c.channel == bindparam("its_channel")
)
_COUNTED = select(func.count(func.distinct(heard_days.c.user_id))).where(
    heard_days.c.workspace_id == bindparam("ws"), heard_days.c.channel == bindparam("its_channel")
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """That somebody wrote, in one channel on one day (UTC). `key` is the same when Slack tells it again."""

    workspace_id: str
    key: str
    channel: str
    day: date
    user_id: str
    is_theirs: bool


async def of_channel(tx: AsyncConnection, workspace_id: str, channel: str, *, lock: bool = False) -> Listening | None:
    """How it stands with a channel, also where it has ended."""
    return await one(tx, Listening, locked(_OF_CHANNEL, lock), ws=workspace_id, its_channel=channel)


async def rooms(tx: AsyncConnection) -> frozenset[tuple[str, str]]:
    """Workspace and channel of all that is listened to, in every workspace."""
    return frozenset((workspace, channel) for workspace, channel in await tx.execute(_ROOMS))


async def accounts_of(tx: AsyncConnection, workspace_id: str, channels: Collection[str]) -> dict[str, int]:
    """The customer of each channel that is still listened to."""
    found = await tx.execute(_ACCOUNTS, {"ws": workspace_id, "channels": list(channels)})
    return {str(channel): int(account) for channel, account in found}


async def receive(tx: AsyncConnection, spoken: Iterable[Spoken], now: datetime) -> frozenset[tuple[str, str]]:
    """Note what was told, by its key alone; which of it is new, as workspace and key."""
    rows = [
        {
            "workspace_id": each.workspace_id,
            "key": each.key,
            "kind": "heard",
            "payload": {},
            "received_at": now,
            "handled_at": now,
        }
        for each in spoken
    ]
    if not rows:
        return frozenset()
    new = await tx.execute(_receive(tx.dialect.name), rows)
    return frozenset((workspace, key) for workspace, key in new)


async def count(tx: AsyncConnection, workspace_id: str, spoken: Iterable[Spoken], accounts: Mapping[str, int]) -> None:
    """Add to what was counted. Only channels of `accounts` are, each for its customer."""
    times = Counter((each.channel, each.day, each.user_id, each.is_theirs) for each in spoken)
    rows = [
        {
            "workspace_id": workspace_id,
            "channel": channel,
            "day": day,
            "user_id": user_id,
            "account_id": accounts[channel],
            "is_theirs": is_theirs,
            "count": number,
        }
        for (channel, day, user_id, is_theirs), number in sorted(times.items())
        if channel in accounts
    ]
    if rows:
        await tx.execute(_count(tx.dialect.name), rows)


async def left(
    tx: AsyncConnection,
    workspace_id: str,
    changes: Iterable[Change],
    by: str,
    now: datetime,
    *,
    lock: bool = False,
) -> list[Change]:
    """What else ends when customers leave channels: nobody is counted there any more, also if they come back."""
    ended: list[Change] = []
    for change in changes:
        if not isinstance(change.after, Account) or not _left_one(change):
            continue
        stays = {change.after.channel, change.after.shared_channel}
        on = await every(tx, Listening, locked(_ON_OF_ACCOUNT, lock), ws=workspace_id, account=change.after.id)
        ended += [
            Change(each, replace(each, ended_at=now, ended_by=by), "it is the customer's channel no more")
            for each in on
            if each.channel not in stays
        ]
    return ended


def _left_one(change: Change) -> bool:
    before, after = change.before, change.after
    if not isinstance(before, Account) or not isinstance(after, Account):
        return False
    return not {before.channel, before.shared_channel} <= {after.channel, after.shared_channel, None}


async def follow(tx: AsyncConnection, workspace_id: str, old: str, new: str) -> None:
    """Slack calls a channel by another id: it stays the same channel, with the same notice in it."""
    for each in _FOLLOW:
        await tx.execute(each, {"ws": workspace_id, "its_channel": old, "to": new})


async def counted(tx: AsyncConnection, workspace_id: str, channel: str) -> int:
    """How many people were counted in a channel."""
    return int(await tx.scalar(_COUNTED, {"ws": workspace_id, "its_channel": channel}) or 0)


async def is_the_customers(tx: AsyncConnection, workspace_id: str, user_id: str) -> None:
    """It has become known that somebody who was counted as ours is the customer's."""
    await tx.execute(_THEIRS, {"ws": workspace_id, "user": user_id})


async def forget(tx: AsyncConnection, workspace_id: str, channel: str) -> int:
    """Forget all that was counted in a channel; how many days of people that were."""
    return (await tx.execute(_FORGET, {"ws": workspace_id, "its_channel": channel})).rowcount


@cache
def _receive(dialect: str) -> Any:
    new = insert_into(dialect, inbox).on_conflict_do_nothing(index_elements=["workspace_id", "key"])
    return new.returning(inbox.c.workspace_id, inbox.c.key)


@cache
def _count(dialect: str) -> Any:
    new = insert_into(dialect, heard_days)
    return new.on_conflict_do_update(
        index_elements=["workspace_id", "channel", "day", "user_id"],
        set_={
            "count": heard_days.c.count + new.excluded.count,
            "is_theirs": new.excluded.is_theirs,
            "account_id": new.excluded.account_id,
        },
    )
