"""Open actions and gaps in one list, worst first: what is somebody's own, and what they wait for."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, Final, cast

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Select,
    String,
    Table,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    union,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.home import PAGE_SIZES, HomeItem, Listed, Part, Urgency
from reviews.model import LIVE_ACTIONS, Action, ActionState, Gap, GapState
from reviews.rights import Actor, Reach, Standing
from storage.rows import field_names
from storage.tables import accounts, actions, gaps
from storage.visible import seen_items

_TODAY: Final = bindparam("today", type_=Date)
_ME: Final = bindparam("me", type_=String)
_LIVE = and_(actions.c.workspace_id == bindparam("ws"), actions.c.state.in_(LIVE_ACTIONS))
_OPEN = and_(gaps.c.workspace_id == bindparam("ws"), gaps.c.state == GapState.OPEN)
# The same order as `reviews.home.urgency`.
_ACTION_RANK = case(
    (actions.c.due < _TODAY, int(Urgency.LATE)),
    (actions.c.state == ActionState.BLOCKED, int(Urgency.BLOCKED)),
    (actions.c.state == ActionState.WAITING, int(Urgency.WAITING)),
    (actions.c.due == _TODAY, int(Urgency.TODAY)),
    else_=int(Urgency.COMING),
)
_GAP_RANK = case(
    (gaps.c.update_on < _TODAY, int(Urgency.LATE)),
    (gaps.c.update_on == _TODAY, int(Urgency.TODAY)),
    else_=int(Urgency.COMING),
)
_ACTION_FIELDS = field_names(Action)
_GAP_FIELDS = field_names(Gap)


def _actions(*conditions: ColumnElement[bool]) -> Select[Any]:
    """Live actions as rows of the one list."""
    named = (literal("action").label("kind"), actions.c.id, actions.c.account_id)
    return select(*named, _ACTION_RANK.label("urgency"), actions.c.due.label("day")).where(_LIVE, *conditions)


def _gaps(*conditions: ColumnElement[bool]) -> Select[Any]:
    """Open gaps as rows of the same list."""
    named = (literal("gap").label("kind"), gaps.c.id, gaps.c.account_id)
    return select(*named, _GAP_RANK.label("urgency"), gaps.c.update_on.label("day")).where(_OPEN, *conditions)


def _paged(rows: CompoundSelect[Any]) -> Select[Any]:
    """One page of the list with everything of its rows, and how long the whole is: one question for all of it."""
    every = rows.subquery("every")
    late = func.sum(case((every.c.urgency == int(Urgency.LATE), 1), else_=0)).over()
    order = (every.c.urgency, every.c.day.asc().nulls_last(), every.c.kind, every.c.id)
    page = (
        select(every, func.count().over().label("total"), late.label("late"))
        .order_by(*order)
        .limit(bindparam("most"))
        .offset(bindparam("skipped"))
        .subquery("page")
    )
    shown = [page.c.total, page.c.late, page.c.kind, accounts.c.name, accounts.c.paused_at]
    shown += [actions.c[name].label(f"a_{name}") for name in _ACTION_FIELDS]
    shown += [gaps.c[name].label(f"g_{name}") for name in _GAP_FIELDS]
    joined = (
        page.outerjoin(actions, _of_page(page, actions, "action"))
        .outerjoin(gaps, _of_page(page, gaps, "gap"))
        .outerjoin(accounts, and_(accounts.c.workspace_id == bindparam("ws"), accounts.c.id == page.c.account_id))
    )
    again = (page.c.urgency, page.c.day.asc().nulls_last(), page.c.kind, page.c.id)
    return select(*shown).select_from(joined).order_by(*again)


def _of_page(page: Any, table: Table, kind: str) -> ColumnElement[bool]:
    return and_(page.c.kind == kind, table.c.workspace_id == bindparam("ws"), table.c.id == page.c.id)


_MINE = _paged(union_all(_actions(actions.c.owner == _ME), _gaps(gaps.c.owner == _ME)))


async def mine(tx: AsyncConnection, workspace_id: str, user_id: str, today: date, page: int) -> Listed[HomeItem]:
    """What somebody owns that is open, worst first."""
    return await _page(tx, _MINE, Part.MINE, page, ws=workspace_id, me=user_id, today=today)


async def waiting(tx: AsyncConnection, workspace_id: str, viewer: Actor, today: date, page: int) -> Listed[HomeItem]:
    """What others owe somebody, worst first: what they logged, what is on their accounts, and what holds them up."""
    statement = _waiting(viewer.sees_all, viewer.leads, viewer.reports)
    return await _page(tx, statement, Part.WAITING, page, ws=workspace_id, me=viewer.user_id, today=today)


@lru_cache(maxsize=64)
def _waiting(sees_all: bool, leads: Reach | None, reports: frozenset[str]) -> Select[Any]:
    """Each way by itself, so that each walks its own index; what is there twice is there once in the end.

    Who asks is left open and the statement kept: putting it together takes longer than asking it.
    """
    whoever = cast("str", _ME)
    viewer = Actor("", whoever, Standing.MEMBER, is_admin=sees_all, leads=leads, reports=reports)
    on_mine = select(accounts.c.id).where(accounts.c.workspace_id == bindparam("ws"), accounts.c.owner == _ME)
    others_action = actions.c.owner != _ME
    others_gap = or_(gaps.c.owner != _ME, gaps.c.owner.is_(None))
    held_up = and_(actions.c.state == ActionState.BLOCKED, actions.c.blocked_by != _ME)
    ways = union(
        _actions(others_action, actions.c.account_id.in_(on_mine)),
        _actions(others_action, actions.c.logged_by == _ME, seen_items(actions, viewer)),
        _actions(actions.c.owner == _ME, held_up),
        _gaps(others_gap, gaps.c.account_id.in_(on_mine)),
        _gaps(others_gap, gaps.c.logged_by == _ME, seen_items(gaps, viewer)),
    )
    return _paged(ways)


async def _page(tx: AsyncConnection, statement: Select[Any], part: Part, page: int, **asked: Any) -> Listed[HomeItem]:
    """A page; one behind the last is the first, since what stood there has gone meanwhile."""
    size = PAGE_SIZES[part]
    found = (await tx.execute(statement, {**asked, "most": size, "skipped": (page - 1) * size})).all()
    if not found and page > 1:
        return await _page(tx, statement, part, 1, **asked)
    if not found:
        return Listed()
    return Listed(tuple(_item(*row) for row in found), int(found[0].total), int(found[0].late), page)


def _item(_total: int, _late: int, kind: str, account: str | None, paused_at: Any, *fields: Any) -> HomeItem:
    split = len(_ACTION_FIELDS)
    item = Action(*fields[:split]) if kind == "action" else Gap(*fields[split:])
    return HomeItem(item, account, paused_at is not None)
