"""A customer's goals as they stand, loaded for one viewer and shown to them."""

from __future__ import annotations

from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import customers
from handlers.desk import Answer, Desk, Request
from handlers.fields import number
from handlers.logging_items import me_and_today
from reviews.customer import GoalState
from reviews.goal_progress import Progress, progress
from reviews.messages.goals import PAGE_SIZE, GoalSheet, goal_message, goal_view
from reviews.model import Account
from reviews.rights import Deed
from storage import goals


async def show_goals(
    desk: Desk, request: Request, account: Account, note: str = "", *, undo: int | None = None
) -> Answer:
    """The list, in the form that is open or in a new one. `undo`: the goal that `note` tells of, to be opened again."""
    sheet = await _sheet(desk, request, account, note, undo)
    return customers.in_front(request, goal_view(sheet, customers.where_from(request)), goal_message(sheet))


async def one_goal(tx: AsyncConnection, account: Account, goal_id: int | None, today: date) -> Progress | None:
    """One of a customer's goals with its readings; None where it is not theirs, or was taken back."""
    goal = await goals.by_id(tx, account.workspace_id, goal_id) if goal_id else None
    if goal is None or goal.account_id != account.id or goal.state is GoalState.WITHDRAWN:
        return None
    read = await goals.readings(tx, account.workspace_id, [goal.id])
    return progress(goal, read.get(goal.id, ()), today)


async def _sheet(desk: Desk, request: Request, account: Account, note: str, undo: int | None) -> GoalSheet:
    _, today = await me_and_today(desk, request)
    ws, page = request.workspace_id, max(1, number(request.value.get("page")) or 1)
    may_edit = await customers.may_do(desk, request, Deed.EDIT_ACCOUNT, account)
    async with desk.db.read() as tx:
        shown, total = await goals.page(tx, ws, account.id, (page - 1) * PAGE_SIZE, PAGE_SIZE)
        still = await goals.count_on(tx, ws, account.id)
        read = await goals.readings(tx, ws, [goal.id for goal in shown])
    return GoalSheet(
        account=account,
        goals=tuple(progress(goal, read.get(goal.id, ()), today) for goal in shown),
        total=total,
        open=still,
        page=page,
        today=today,
        may_edit=may_edit,
        note=note,
        undo=undo,
    )
