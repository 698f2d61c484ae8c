"""Customers page by page with what a look at each needs: somebody's own, and worst first those in a leader's scope."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby
from typing import Any, Final

from sqlalchemy import ColumnElement, Date, Select, String, and_, bindparam, case, func, literal, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.home import PAGE_SIZES, Book, BookLine, Listed, Part
from reviews.model import LIVE_ACTIONS, Account, MarkColour, ReviewState, Stage
from reviews.rights import Actor, Reach
from storage.reviews import IS_OPEN
from storage.rows import field_names
from storage.tables import accounts, actions, checklist_marks, reviews
from storage.visible import seen

_TODAY: Final = bindparam("today", type_=Date)
_ME: Final = bindparam("me", type_=String)
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


_FACTS = (_LAST_CLOSED.label("closed"), _OPEN_SINCE.label("open_since"), _LATE_ITEMS.label("late_items"))
_PLAIN = (accounts.c.id, accounts.c.name_key, accounts.c.next_review_on, accounts.c.paused_at)
_COUNTS = ("total", "late", "reds", "unreviewed", "all_late_items")


def _team(whose: ColumnElement[bool]) -> Select[Any]:
    """Worst first, so that each of the accounts is looked at: what is red, late or was never reviewed is counted."""
    looked = _kept(select(*_PLAIN, *_FACTS).where(_HERE, whose), "looked")
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
    is_late = and_(looked.c.open_since.is_(None), _is_behind(looked))
    weighed = _kept(select(looked, red.label("red"), _one_if(is_late).label("review_late")), "weighed")
    never = and_(weighed.c.closed.is_(None), weighed.c.open_since.is_(None), weighed.c.paused_at.is_(None))
    reds, unreviewed = _one_if(weighed.c.red > 0), _one_if(or_(weighed.c.review_late == 1, never))
    counts = (literal(1), weighed.c.review_late, reds, unreviewed, weighed.c.late_items)
    summed = (func.sum(each).over().label(name) for each, name in zip(counts, _COUNTS, strict=True))
    return _with_marks(_page(select(weighed, *summed), _worst_first(weighed)), _worst_first)


def _own() -> Select[Any]:
    """Whose review is late, then who is reviewed next: of the others nothing is looked up, however many there are."""
    late = and_(_is_behind(accounts), _OPEN_SINCE.is_(None))
    mine = _kept(select(*_PLAIN, _one_if(late).label("review_late")).where(_HERE, accounts.c.owner == _ME), "mine")
    counts = (literal(1), mine.c.review_late, literal(0), mine.c.review_late, literal(0))
    summed = (func.sum(each).over().label(name) for each, name in zip(counts, _COUNTS, strict=True))
    page = _page(select(mine, *summed), _next_first(mine))
    whose = and_(accounts.c.workspace_id == bindparam("ws"), accounts.c.id == page.c.id)
    looked = _kept(select(page, *_FACTS).select_from(page.join(accounts, whose)), "looked")
    return _with_marks(looked, _next_first)


def _kept(rows: Select[Any], name: str) -> Any:
    """Looked up once: SQLite would look it up again for each place that reads it."""
    return rows.cte(name).prefix_with("MATERIALIZED")


def _page(rows: Select[Any], order: Sequence[Any]) -> Any:
    return rows.order_by(*order).limit(bindparam("most")).offset(bindparam("skipped")).subquery("page")


def _is_behind(of: Any) -> ColumnElement[bool]:
    return and_(of.c.paused_at.is_(None), of.c.next_review_on < _TODAY)


def _worst_first(of: Any) -> Sequence[Any]:
    return of.c.red.desc(), of.c.review_late.desc(), of.c.late_items.desc(), *_next_first(of)[1:]


def _next_first(of: Any) -> Sequence[Any]:
    return of.c.review_late.desc(), of.c.next_review_on.asc().nulls_last(), of.c.name_key, of.c.id


def _with_marks(page: Any, order: Callable[[Any], Sequence[Any]]) -> Select[Any]:
    """The page with whole accounts, a row for each mark."""
    here = bindparam("ws", type_=String)
    joined = (
        page.join(accounts, and_(accounts.c.workspace_id == here, accounts.c.id == page.c.id))
        .outerjoin(reviews, and_(reviews.c.workspace_id == here, reviews.c.id == page.c.closed))
        .outerjoin(
            checklist_marks,
            and_(checklist_marks.c.workspace_id == here, checklist_marks.c.review_id == page.c.closed),
        )
    )
    counted = [page.c[name] for name in _COUNTS]
    shown = [page.c.open_since, page.c.late_items, reviews.c.ended_at, checklist_marks.c.question]
    kept = [accounts.c[name].label(f"account_{name}") for name in _FIELDS]
    return select(*counted, *shown, checklist_marks.c.colour, *kept).select_from(joined).order_by(*order(page))


def _one_if(condition: ColumnElement[bool]) -> Any:
    return case((condition, 1), else_=0)


_OWN = _own()


async def own(tx: AsyncConnection, workspace_id: str, user_id: str, today: date, page: int) -> Book:
    """Somebody's own customers."""
    return await _paged(tx, _OWN, Part.BOOK, page, ws=workspace_id, me=user_id, today=today)


async def of_team(tx: AsyncConnection, workspace_id: str, viewer: Actor, today: date, page: int) -> Book:
    """The customers a leader looks after: of all, or of their reports and their own, and those nobody owns."""
    whose = and_(_in_scope(viewer), seen(viewer))
    return await _paged(tx, _team(whose), Part.TEAM, page, ws=workspace_id, today=today)


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
