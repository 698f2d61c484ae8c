"""Questions about actions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.model import LIVE_ACTIONS, Action, ActionState
from reviews.rights import Actor
from storage.rows import every, one, selected
from storage.statements import locked
from storage.tables import actions
from storage.values import ActionFilter
from storage.visible import seen_items

_HERE = actions.c.workspace_id == bindparam("ws")
_LIVE = actions.c.state.in_(LIVE_ACTIONS)
# Longest late first: what is still promised by its date, what has ended behind it.
WORST: Final = (case((_LIVE, 0), else_=1), actions.c.due, actions.c.id)
_BY_ID = selected(Action).where(_HERE, actions.c.id == bindparam("number"))
_BY_IDS = selected(Action).where(_HERE, actions.c.id.in_(bindparam("numbers", expanding=True))).order_by(actions.c.id)
_LIVE_ON = selected(Action).where(_HERE, actions.c.account_id == bindparam("account"), _LIVE).order_by(*WORST)
_OF_REVIEW = (
    selected(Action)
    .where(_HERE, actions.c.review_id == bindparam("review"), actions.c.state != ActionState.WITHDRAWN)
    .order_by(*WORST)
)
_DUE_BETWEEN = (
    selected(Action)
    .where(
        _HERE,
        actions.c.owner == bindparam("person"),
        actions.c.state == ActionState.OPEN,
        actions.c.due.between(bindparam("first"), bindparam("last")),
    )
    .order_by(actions.c.due, actions.c.id)
)


async def by_id(tx: AsyncConnection, workspace_id: str, action_id: int, *, lock: bool = False) -> Action | None:
    """One action."""
    return await one(tx, Action, locked(_BY_ID, lock), ws=workspace_id, number=action_id)


async def by_ids(
    tx: AsyncConnection, workspace_id: str, action_ids: Iterable[int], *, lock: bool = False
) -> list[Action]:
    """Those of the actions that exist, by number."""
    return await every(tx, Action, locked(_BY_IDS, lock), ws=workspace_id, numbers=sorted(set(action_ids)))


async def live_on(tx: AsyncConnection, workspace_id: str, account_id: int) -> list[Action]:
    """What is still promised on an account, longest due first."""
    return await every(tx, Action, _LIVE_ON, ws=workspace_id, account=account_id)


async def of_review(tx: AsyncConnection, workspace_id: str, review_id: int) -> list[Action]:
    """The actions logged in a review, without those undone."""
    return await every(tx, Action, _OF_REVIEW, ws=workspace_id, review=review_id)


async def due_between(tx: AsyncConnection, workspace_id: str, user_id: str, first: date, last: date) -> list[Action]:
    """What somebody has open that is due from one day to another, both included, soonest first."""
    return await every(tx, Action, _DUE_BETWEEN, ws=workspace_id, person=user_id, first=first, last=last)


async def page(
    tx: AsyncConnection,
    workspace_id: str,
    wanted: ActionFilter,
    offset: int,
    limit: int,
    *,
    viewer: Actor | None = None,
    here: str | None = None,
) -> tuple[list[Action], int]:
    """One page of a list, longest late first, and how long the whole list is.

    With a `viewer`, only what they may see, asking from the channel `here`.
    """
    conditions = listed(workspace_id, wanted, viewer, here)
    total = await tx.scalar(select(func.count()).select_from(actions).where(*conditions))
    rows = selected(Action).where(*conditions).order_by(*WORST).offset(offset).limit(limit)
    return await every(tx, Action, rows), int(total or 0)


def listed(
    workspace_id: str, wanted: ActionFilter, viewer: Actor | None, here: str | None
) -> list[ColumnElement[bool]]:
    """Which actions a list holds: with a `viewer` only what they may see, asking from the channel `here`."""
    conditions = [actions.c.workspace_id == workspace_id, *_conditions(wanted)]
    return conditions if viewer is None else [*conditions, seen_items(actions, viewer, here)]


def _conditions(wanted: ActionFilter) -> Iterable[ColumnElement[bool]]:
    yield actions.c.state.in_([ActionState.BLOCKED, ActionState.WAITING] if wanted.blocked else wanted.states)
    if wanted.owner is not None:
        yield actions.c.owner == wanted.owner
    if wanted.account_id is not None:
        yield actions.c.account_id == wanted.account_id
    if wanted.late_before is not None:
        yield actions.c.due < wanted.late_before
        yield _LIVE
