"""What the clock must look at again, of all workspaces, and what a nudge needs to know of its subjects.

Every change of a row sets its `look_at` to that moment; the sweep moves it on to the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Integer, Select, Table, Update, bindparam, case, cast, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.item_id import parse_item_id
from reviews.model import Account, Action, Gap
from reviews.nudge_sheet import Subject
from storage.rows import every, field_names, selected
from storage.tables import accounts, actions, asks, gaps, nudges

ITEM_TABLES: Final[Mapping[type, Table]] = {Action: actions, Gap: gaps}


def _due_in(kind: type) -> Select[Any]:
    table = ITEM_TABLES[kind]
    chosen = selected(kind).add_columns(table.c.look_at)
    due = table.c.look_at <= bindparam("now")
    return chosen.where(due).order_by(table.c.look_at).limit(bindparam("most"))


def _again_in(table: Table) -> Update:
    seen = (table.c.workspace_id == bindparam("ws"), table.c.id == bindparam("number"))
    return update(table).where(*seen, table.c.look_at == bindparam("seen")).values(look_at=bindparam("next"))


_DUE = {kind: _due_in(kind) for kind in ITEM_TABLES}
_AGAIN = {kind: _again_in(table) for kind, table in ITEM_TABLES.items()}
_NEXT = [select(func.min(table.c.look_at)).where(table.c.look_at.is_not(None)) for table in ITEM_TABLES.values()]
_WAKE = {
    table: update(table)
    .where(
        table.c.workspace_id == bindparam("ws"),
        table.c.owner == bindparam("person"),
        # What has ended and is to be looked at still will be checked for whether it helped.
        or_(table.c.ended_at.is_(None), table.c.look_at.is_not(None)),
    )
    .values(look_at=bindparam("now"))
    for table in ITEM_TABLES.values()
}
_BY_IDS = {
    kind: selected(kind).where(
        ITEM_TABLES[kind].c.workspace_id == bindparam("ws"),
        ITEM_TABLES[kind].c.id.in_(bindparam("numbers", expanding=True)),
    )
    for kind in ITEM_TABLES
}
_ACCOUNTS = selected(Account).where(
    accounts.c.workspace_id == bindparam("ws"), accounts.c.id.in_(bindparam("numbers", expanding=True))
)
ACCOUNT_MARK: Final = "ACC-"
"""Before an account's number, where a review reminder is about it."""


async def to_look_at(
    tx: AsyncConnection, kind: type[Action] | type[Gap], now: datetime, limit: int
) -> list[tuple[Action | Gap, datetime]]:
    """Actions or gaps whose moment has come, with that moment, longest waiting first."""
    width = len(field_names(kind))
    found = await tx.execute(_DUE[kind], {"now": now, "most": limit})
    return [(kind(*row[:width]), row[width]) for row in found]


async def look_again(
    tx: AsyncConnection,
    kind: type[Action] | type[Gap],
    planned: Iterable[tuple[Action | Gap, datetime, datetime | None]],
) -> None:
    """Sets when each is looked at next, unless it was changed since it was seen and so must be looked at anew."""
    rows = [
        {"ws": item.workspace_id, "number": item.id, "seen": seen, "next": following}
        for item, seen, following in planned
    ]
    if rows:
        await tx.execute(_AGAIN[kind], rows)


async def next_look(tx: AsyncConnection) -> datetime | None:
    """When the next action or gap must be looked at, or None when none must."""
    moments = [await tx.scalar(statement) for statement in _NEXT]
    return min((moment for moment in moments if moment is not None), default=None)


async def look_at_all_of(tx: AsyncConnection, workspace_id: str, user_id: str, now: datetime) -> None:
    """Somebody's working time has changed: everything of theirs that is not over is looked at anew."""
    for statement in _WAKE.values():
        await tx.execute(statement, {"ws": workspace_id, "person": user_id, "now": now})


async def subjects(tx: AsyncConnection, workspace_id: str, refs: Iterable[str]) -> dict[str, Subject]:
    """What asks are about, by their refs (A-31, G-4, ACC-2), as it stands; unknown ones are left out."""
    wanted = sorted(set(refs))
    numbers: dict[type, dict[int, str]] = {Action: {}, Gap: {}, Account: {}}
    for ref in wanted:
        item = parse_item_id(ref)
        if item is not None:
            numbers[Gap if item.kind == "gap" else Action][item.number] = ref
        elif ref.removeprefix(ACCOUNT_MARK).isdigit():
            numbers[Account][int(ref.removeprefix(ACCOUNT_MARK))] = ref
    items: list[Action | Gap] = []
    for kind in ITEM_TABLES:
        if numbers[kind]:
            items += await every(tx, kind, _BY_IDS[kind], ws=workspace_id, numbers=sorted(numbers[kind]))
    known = await accounts_of(tx, workspace_id, [*numbers[Account], *(each.account_id for each in items)])
    found = {ref: Subject(None, known[number]) for number, ref in numbers[Account].items() if number in known}
    return found | {numbers[type(each)][each.id]: Subject(each, known.get(each.account_id or 0)) for each in items}


async def accounts_of(tx: AsyncConnection, workspace_id: str, account_ids: Iterable[int | None]) -> dict[int, Account]:
    """Accounts by number."""
    numbers = sorted({number for number in account_ids if number})
    found = await every(tx, Account, _ACCOUNTS, ws=workspace_id, numbers=numbers) if numbers else []
    return {account.id: account for account in found}


def _touched(table: Table, prefix: str) -> Any:
    # As a CASE, so that no other subject's letters are ever read as a number.
    mine = asks.c.subject.startswith(prefix)
    number = case((mine, cast(func.substr(asks.c.subject, len(prefix) + 1), Integer)))
    return exists().where(
        asks.c.workspace_id == nudges.c.workspace_id,
        asks.c.nudge_id == nudges.c.id,
        mine,
        table.c.workspace_id == asks.c.workspace_id,
        table.c.id == number,
        or_(
            table.c.touched_at > nudges.c.created_at,
            exists().where(
                accounts.c.workspace_id == table.c.workspace_id,
                accounts.c.id == table.c.account_id,
                accounts.c.paused_at.is_not(None),
            ),
        ),
    )


_ABOUT_ACCOUNTS = exists().where(
    asks.c.workspace_id == nudges.c.workspace_id,
    asks.c.nudge_id == nudges.c.id,
    asks.c.subject.startswith(ACCOUNT_MARK),
)
_CHANGED = select(nudges.c.id).where(
    nudges.c.workspace_id == bindparam("ws"),
    nudges.c.id.in_(bindparam("numbers", expanding=True)),
    # A change that was under way while the nudge was put together has an earlier moment, but raises the version.
    or_(nudges.c.version > 1, _touched(actions, "A-"), _touched(gaps, "G-"), _ABOUT_ACCOUNTS),
)


async def changed_since(tx: AsyncConnection, workspace_id: str, nudge_ids: Sequence[int]) -> set[int]:
    """Those of the nudges of which something was changed after they were put together, so they must be looked at."""
    return set((await tx.scalars(_CHANGED, {"ws": workspace_id, "numbers": list(nudge_ids)})).all())
