"""Customers page by page, worst first, with what a look at each needs: somebody's own, or those in a leader's scope."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any, Final

from sqlalchemy import ColumnElement, Date, Select, and_, bindparam, case, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.home import PAGE_SIZES, Book, BookLine, Listed, Part
from reviews.model import LIVE_ACTIONS, Account, MarkColour, ReviewState, Stage
from reviews.rights import Actor, Reach
from storage.reviews import IS_OPEN
from storage.rows import field_names
from storage.tables import accounts, actions, checklist_marks, reviews
from storage.visible import seen

_TODAY: Final = bindparam("today", type_=Date)
_FIELDS = field_names(Account)
_HERE = and_(
    accounts.c.workspace_id == bindparam("ws"), or_(accounts.c.stage.is_(None), accounts.c.stage != Stage.GONE)
)
_LAST_CLOSED = (
    select(reviews.c.id)
    .where(
        reviews.c.workspace_id == accounts.c.workspace_id,
        reviews.c.account_id == accounts.c.id,
        reviews.c.state == ReviewState.CLOSED,
    )
    .order_by(reviews.c.ended_at.desc(), reviews.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_OPEN_SINCE = (
    select(reviews.c.started_at)
    .where(reviews.c.workspace_id == accounts.c.workspace_id, reviews.c.account_id == accounts.c.id, IS_OPEN)
    .scalar_subquery()
)
_LATE_ITEMS = (
    select(func.count())
    .select_from(actions)
    .where(
        actions.c.workspace_id == accounts.c.workspace_id,
        actions.c.account_id == accounts.c.id,
        actions.c.state.in_(LIVE_ACTIONS),
        actions.c.due < _TODAY,
    )
    .scalar_subquery()
)


def _book(whose: ColumnElement[bool]) -> Select[Any]:
    """A page of accounts with their marks, a row for each mark; the counts are over all of them."""
    columns = [accounts.c.id, accounts.c.name_key, accounts.c.next_review_on, accounts.c.paused_at]
    facts = [_LAST_CLOSED.label("closed"), _OPEN_SINCE.label("open_since"), _LATE_ITEMS.label("late_items")]
    looked = select(*columns, *facts).where(_HERE, whose).subquery("looked")
    red = (
        select(func.count())
        .select_from(checklist_marks)
        .where(
            checklist_marks.c.workspace_id == bindparam("ws"),
            checklist_marks.c.review_id == looked.c.closed,
            checklist_marks.c.colour == MarkColour.RED,
        )
        .scalar_subquery()
    )
    is_late = and_(looked.c.open_since.is_(None), looked.c.paused_at.is_(None), looked.c.next_review_on < _TODAY)
    weighed = select(looked, red.label("red"), _one_if(is_late).label("review_late")).subquery("weighed")
    return _with_marks(_page_of(weighed))


def _page_of(weighed: Any) -> Any:
    """Red first, then those whose review is late, then those with most that is late, then who is reviewed next."""
    never = and_(weighed.c.closed.is_(None), weighed.c.open_since.is_(None), weighed.c.paused_at.is_(None))
    counts = [
        func.count().over().label("total"),
        func.sum(weighed.c.review_late).over().label("late"),
        func.sum(_one_if(weighed.c.red > 0)).over().label("reds"),
        func.sum(_one_if(or_(weighed.c.review_late == 1, never))).over().label("unreviewed"),
        func.sum(weighed.c.late_items).over().label("all_late_items"),
    ]
    order = (
        *(weighed.c.red.desc(), weighed.c.review_late.desc(), weighed.c.late_items.desc()),
        *(weighed.c.next_review_on.asc().nulls_last(), weighed.c.name_key, weighed.c.id),
    )
    place = func.row_number().over(order_by=order).label("place")
    page = select(weighed, *counts, place).order_by(*order)
    return page.limit(bindparam("most")).offset(bindparam("skipped")).subquery("page")


def _with_marks(page: Any) -> Select[Any]:
    joined = (
        page.join(accounts, and_(accounts.c.workspace_id == bindparam("ws"), accounts.c.id == page.c.id))
        .outerjoin(reviews, and_(reviews.c.workspace_id == bindparam("ws"), reviews.c.id == page.c.closed))
        .outerjoin(
            checklist_marks,
            and_(checklist_marks.c.workspace_id == bindparam("ws"), checklist_marks.c.review_id == page.c.closed),
        )
    )
    counted = [page.c[name] for name in ("total", "late", "reds", "unreviewed", "all_late_items")]
    shown = [page.c.open_since, page.c.late_items, reviews.c.ended_at, checklist_marks.c.question]
    kept = [accounts.c[name].label(f"account_{name}") for name in _FIELDS]
    return select(*counted, *shown, checklist_marks.c.colour, *kept).select_from(joined).order_by(page.c.place)


def _one_if(condition: ColumnElement[bool]) -> Any:
    return case((condition, 1), else_=0)


_OWN = _book(accounts.c.owner == bindparam("me"))


async def own(tx: AsyncConnection, workspace_id: str, user_id: str, today: date, page: int) -> Book:
    """Somebody's own customers."""
    return await _paged(tx, _OWN, Part.BOOK, page, ws=workspace_id, me=user_id, today=today)


async def of_team(tx: AsyncConnection, workspace_id: str, viewer: Actor, today: date, page: int) -> Book:
    """The customers a leader looks after: of all, or of their reports and their own, and those nobody owns."""
    whose = and_(_in_scope(viewer), seen(viewer))
    return await _paged(tx, _book(whose), Part.TEAM, page, ws=workspace_id, today=today)


def _in_scope(viewer: Actor) -> ColumnElement[bool]:
    if viewer.leads is Reach.ALL:
        return true()
    return or_(accounts.c.owner.in_([viewer.user_id, *sorted(viewer.reports)]), accounts.c.owner.is_(None))


async def _paged(tx: AsyncConnection, statement: Select[Any], part: Part, page: int, **asked: Any) -> Book:
    """A page; one behind the last is the first, since what stood there has gone meanwhile."""
    size = PAGE_SIZES[part]
    found = (await tx.execute(statement, {**asked, "most": size, "skipped": (page - 1) * size})).all()
    if not found and page > 1:
        return await _paged(tx, statement, part, 1, **asked)
    if not found:
        return Book()
    first = found[0]
    lines = tuple(_line([row[5:] for row in rows]) for _, rows in groupby(found, key=lambda row: row.account_id))
    listed = Listed(lines, int(first.total), int(first.late), page)
    return Book(listed, int(first.reds), int(first.unreviewed), int(first.all_late_items))


def _line(rows: list[Any]) -> BookLine:
    """One customer out of the rows of its marks."""
    open_since, late_items, reviewed_at, _, _, *account = rows[0]
    marks = {row[3]: row[4] for row in rows if row[3] is not None}
    return BookLine(Account(*account), marks, reviewed_at, open_since, late_items)
