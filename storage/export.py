"""Lists and the book of customers as files hold them: read as they are written, never all at once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, bindparam, func, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.export import BookEntry
from reviews.model import LIVE_ACTIONS, Account, Action, ChecklistMark, Gap, GapState, Review, ReviewState
from reviews.rights import Actor, Reach
from storage import actions as action_store
from storage import gaps as gap_store
from storage.rows import TABLES, every, selected
from storage.tables import accounts, actions, checklist_marks, gap_accounts, gaps, reviews
from storage.values import ActionFilter
from storage.visible import seen

BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Listed:
    """The items of a list, in its order, however many there are. The first of its conditions is whose they are."""

    kind: type[Action] | type[Gap]
    conditions: Sequence[ColumnElement[bool]]
    order: Sequence[ColumnElement[Any]]


def live_actions(workspace_id: str, wanted: ActionFilter, viewer: Actor, here: str | None) -> Listed:
    """The actions somebody asked for, as far as they may see them; longest late first."""
    return Listed(Action, action_store.listed(workspace_id, wanted, viewer, here), action_store.WORST)


def open_gaps(workspace_id: str, account_id: int | None, viewer: Actor, here: str | None) -> Listed:
    """The open gaps of one account or of all, as far as somebody may see them; blocking ones first."""
    return Listed(Gap, gap_store.listed(workspace_id, account_id, viewer, here), gap_store.WORST)


async def items(tx: AsyncConnection, listed: Listed) -> AsyncIterator[Action | Gap]:
    """Each item of a list: all their numbers in order first, which are small, then the items batch by batch."""
    table = TABLES[listed.kind]
    ordered = select(table.c.id).where(*listed.conditions).order_by(*listed.order)
    numbers = (await tx.scalars(ordered)).all()
    batch = selected(listed.kind).where(listed.conditions[0], table.c.id.in_(bindparam("numbers", expanding=True)))
    for at in range(0, len(numbers), BATCH):
        wanted = numbers[at : at + BATCH]
        items_of_batch: list[Action | Gap] = await every(tx, listed.kind, batch, numbers=wanted)
        found = {item.id: item for item in items_of_batch}
        for number in wanted:
            yield found[number]


async def named(tx: AsyncConnection, listed: Listed) -> AsyncIterator[tuple[int | None, Sequence[str | None]]]:
    """Whom the items of a list name: an account and its people, each such combination once."""
    table = TABLES[listed.kind]
    others = [table.c.blocked_by] if listed.kind is Action else []
    wanted = select(table.c.account_id, table.c.owner, table.c.logged_by, *others).where(*listed.conditions)
    for row in await tx.execute(wanted.distinct()):
        yield row[0], tuple(row[1:])


async def book(
    tx: AsyncConnection, workspace_id: str, viewer: Actor, here: str | None, today: date
) -> AsyncIterator[BookEntry]:
    """The customers of somebody's book, by name: their own, or those in a leader's scope; only what they see."""
    last: tuple[str, int] | None = None
    while True:
        batch = await _batch(tx, workspace_id, viewer, here, last)
        for entry in await _entries(tx, workspace_id, batch, today):
            yield entry
        if len(batch) < BATCH:
            return
        last = (batch[-1][1], batch[-1][0].id)


async def _batch(
    tx: AsyncConnection, workspace_id: str, viewer: Actor, here: str | None, last: tuple[str, int] | None
) -> list[tuple[Account, str]]:
    """The next customers with the key they are sorted by."""
    key = accounts.c.name_key
    conditions = [accounts.c.workspace_id == workspace_id, seen(viewer, here), _in_book(viewer)]
    if last:
        conditions.append((key > last[0]) | ((key == last[0]) & (accounts.c.id > last[1])))
    found = selected(Account).add_columns(key).where(*conditions).order_by(key, accounts.c.id).limit(BATCH)
    return [(Account(*row[:-1]), row[-1]) for row in await tx.execute(found)]


def _in_book(viewer: Actor) -> ColumnElement[bool]:
    if viewer.is_admin or viewer.leads is Reach.ALL:
        return true()
    return accounts.c.owner.in_([viewer.user_id, *(sorted(viewer.reports) if viewer.leads else [])])


async def _entries(
    tx: AsyncConnection, workspace_id: str, batch: Iterable[tuple[Account, str]], today: date
) -> list[BookEntry]:
    found = [account for account, _ in batch]
    numbers = [account.id for account in found]
    open_gaps = await _open_gaps(tx, workspace_id, numbers)
    live = actions.c.state.in_(LIVE_ACTIONS)
    open_actions = await _counted(tx, actions, workspace_id, numbers, live)
    late = await _counted(tx, actions, workspace_id, numbers, live & (actions.c.due < today))
    last = await _last_reviews(tx, workspace_id, numbers)
    marks = await _marks(tx, workspace_id, [review.id for review in last.values()])
    return [
        BookEntry(
            account,
            last.get(account.id),
            tuple(marks.get(last[account.id].id, ())) if account.id in last else (),
            open_gaps.get(account.id, 0),
            open_actions.get(account.id, 0),
            late.get(account.id, 0),
        )
        for account in found
    ]


async def _counted(
    tx: AsyncConnection, table: Any, workspace_id: str, numbers: list[int], wanted: ColumnElement[bool]
) -> dict[int, int]:
    by = table.c.account_id
    found = select(by, func.count()).where(table.c.workspace_id == workspace_id, by.in_(numbers), wanted).group_by(by)
    return {row[0]: row[1] for row in await tx.execute(found)}


async def _open_gaps(tx: AsyncConnection, workspace_id: str, numbers: list[int]) -> dict[int, int]:
    """How many open gaps each customer has, also of those it shares with others."""
    links, is_open = gap_accounts.c, (gaps.c.workspace_id == workspace_id) & (gaps.c.state == GapState.OPEN)
    shared = (
        select(links.account_id)
        .join(gaps, (gaps.c.workspace_id == links.workspace_id) & (gaps.c.id == links.gap_id))
        .where(links.workspace_id == workspace_id, links.account_id.in_(numbers), links.ended_at.is_(None), is_open)
    )
    each = select(gaps.c.account_id).where(is_open, gaps.c.account_id.in_(numbers)).union_all(shared).subquery()
    found = await tx.execute(select(each.c.account_id, func.count()).group_by(each.c.account_id))
    return {row[0]: row[1] for row in found}


async def _last_reviews(tx: AsyncConnection, workspace_id: str, numbers: list[int]) -> dict[int, Review]:
    """The last closed review of each customer that has one."""
    closed = [
        reviews.c.workspace_id == workspace_id,
        reviews.c.account_id.in_(numbers),
        reviews.c.state == ReviewState.CLOSED,
    ]
    place = func.row_number().over(
        partition_by=reviews.c.account_id, order_by=(reviews.c.ended_at.desc(), reviews.c.id.desc())
    )
    ranked = select(reviews.c.id, place.label("place")).where(*closed).subquery()
    wanted = select(ranked.c.id).where(ranked.c.place == 1)
    found = selected(Review).where(reviews.c.workspace_id == workspace_id, reviews.c.id.in_(wanted))
    return {review.account_id: review for review in await every(tx, Review, found)}


async def _marks(tx: AsyncConnection, workspace_id: str, numbers: list[int]) -> dict[int, list[ChecklistMark]]:
    marks = checklist_marks
    found = selected(ChecklistMark).where(marks.c.workspace_id == workspace_id, marks.c.review_id.in_(numbers))
    by_review: dict[int, list[ChecklistMark]] = {}
    for mark in await every(tx, ChecklistMark, found):
        by_review.setdefault(mark.review_id, []).append(mark)
    return by_review
