"""The customer's own goals and where they stand."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import customers
from handlers.closing import back_to
from handlers.desk import Answer, Desk, FormErrors, Request
from handlers.fields import day, number, typed
from handlers.goal_passing import send_picture, send_trend
from handlers.goal_sheets import one_goal, show_goals
from handlers.logging_items import me_and_today
from handlers.recording import Decide, settle, with_board
from reviews.customer import Goal, GoalState
from reviews.decision import Decision, Refusal
from reviews.goal_entry import Wrong, read_value, read_words
from reviews.goals import ENDED_WORDS, edit_goal, end_goal, read_goal, reopen_goal, set_goal
from reviews.messages.answers import tell
from reviews.messages.goal_forms import goal_form, reading_form
from reviews.messages.goals import TREND
from reviews.messages.ids import unpack
from reviews.model import Account
from reviews.rights import Deed
from reviews.text import one_line
from reviews.typed_numbers import TypedNumber
from storage import goals, numbers

_TRY_AGAIN = tell("Slack did not open the form in time. Press it once more.")


async def press_goals(desk: Desk, request: Request) -> Answer:
    """The list of a customer's goals; first, where that was chosen, one of them ends or goes on."""
    request = replace(request, value=unpack(request.chosen) or request.value)
    wanted = request.value.get("do")
    state = GoalState(wanted) if wanted in set(GoalState) else None
    account = await customers.customer_for(desk, request, Deed.EDIT_ACCOUNT if state else Deed.LOOK)
    if not isinstance(account, Account):
        return account
    if state is None:
        return await show_goals(desk, request, account)
    return await _end(desk, request, account, state)


async def _end(desk: Desk, request: Request, account: Account, state: GoalState) -> Answer:
    held: list[Goal] = []

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        goal = await _goal(tx, request, account, lock=True)
        if isinstance(goal, Refusal):
            return goal
        held.append(goal)
        if state is GoalState.OPEN:
            return reopen_goal(goal)
        return end_goal(goal, state, by=request.user_id, now=request.now)

    done = await _settle(desk, request, account, decide)
    if isinstance(done, Refusal):
        return await show_goals(desk, request, account, "" if done.code == "already" else done.text)
    what = one_line(held[-1].what, 120)
    if state is GoalState.OPEN:
        return await show_goals(desk, request, account, f"“{what}” is open again.")
    return await show_goals(desk, request, account, f"“{what}” was {ENDED_WORDS[state]}.", undo=held[-1].id)


async def press_goal(desk: Desk, request: Request) -> Answer:
    """The form of one goal, or of a new one."""
    account = await customers.customer_for(desk, request, Deed.EDIT_ACCOUNT)
    if not isinstance(account, Account):
        return account
    goal: Goal | Refusal | None = None
    if "goal" in request.value:
        async with desk.db.read() as tx:
            goal = await _goal(tx, request, account)
    if isinstance(goal, Refusal):
        return await show_goals(desk, request, account, goal.text)
    kept = {key: request.value[key] for key in ("back", "review") if key in request.value}
    view = goal_form(account, goal, {**customers.where_from(request), **kept})
    return customers.in_front(request, view, _TRY_AGAIN)


async def submit_goal(desk: Desk, request: Request) -> Answer:
    """A goal as filled in."""
    view = request.view
    account = await customers.customer_for(desk, request, Deed.EDIT_ACCOUNT)
    if not isinstance(account, Account):
        return account
    what, measure, baseline, target = (typed(view, name) for name in ("what", "measure", "baseline", "target"))
    words = read_words(what, measure, baseline, target, day(view, "due"))
    if isinstance(words, Wrong):
        return FormErrors(words.errors)
    _, today = await me_and_today(desk, request)

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        if "goal" not in request.value:
            new = await numbers.next_number(tx, request.workspace_id, "goal")
            return set_goal(account, new, words, by=request.user_id, now=request.now, today=today)
        goal = await _goal(tx, request, account, lock=True)
        return goal if isinstance(goal, Refusal) else edit_goal(goal, words, today)

    done = await _settle(desk, request, account, decide)
    if isinstance(done, Refusal) and done.code in {"what", "due"}:
        return FormErrors({done.code: done.text})
    note = _refused(done) if isinstance(done, Refusal) else "Saved." if done.changes else "Nothing was changed."
    if request.value.get("back") == "close" and not isinstance(done, Refusal):
        return await back_to(desk, request, None)
    return await show_goals(desk, request, account, note)


async def press_reading(desk: Desk, request: Request) -> Answer:
    """The form that asks where a goal stands now."""
    account = await customers.customer_for(desk, request, Deed.EDIT_ACCOUNT)
    if not isinstance(account, Account):
        return account
    _, today = await me_and_today(desk, request)
    async with desk.db.read() as tx:
        progress = await one_goal(tx, account, number(request.value.get("goal")), today)
    if progress is None:
        return await show_goals(desk, request, account, _GONE.text)
    view = reading_form(progress, today, customers.where_from(request))
    return customers.in_front(request, view, _TRY_AGAIN)


async def press_picture(desk: Desk, request: Request) -> Answer:
    """The goal's trend, sent to the person: as a picture to pass on, or as a chart."""
    if request.action_id == TREND:
        return await send_trend(desk, request)
    return await send_picture(desk, request)


async def submit_reading(desk: Desk, request: Request) -> Answer:
    """Where a goal stands, as filled in."""
    account = await customers.customer_for(desk, request, Deed.EDIT_ACCOUNT)
    if not isinstance(account, Account):
        return account
    async with desk.db.read() as tx:
        known = await _goal(tx, request, account)
    if isinstance(known, Refusal):
        return await show_goals(desk, request, account, known.text)
    found = read_value(typed(request.view, "value"), known.measure)
    if isinstance(found, Wrong):
        return FormErrors(found.errors)
    done = await _note(desk, request, account, found)
    if isinstance(done, Refusal) and done.code == "day":
        return FormErrors({"day": done.text})
    note = _refused(done) if isinstance(done, Refusal) else "Noted." if done.changes else "That was noted already."
    return await show_goals(desk, request, account, note)


async def _note(desk: Desk, request: Request, account: Account, found: TypedNumber) -> Decision | Refusal:
    _, today = await me_and_today(desk, request)
    on = day(request.view, "day") or today

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        goal = await _goal(tx, request, account, lock=True)
        if isinstance(goal, Refusal):
            return goal
        return read_goal(
            goal,
            await goals.reading_on(tx, request.workspace_id, goal.id, on, lock=True),
            day=on,
            value=found.value,
            unit=found.unit,
            note=typed(request.view, "note"),
            by=request.user_id,
            now=request.now,
            today=today,
        )

    return await _settle(desk, request, account, decide)


_GONE = Refusal("gone", "That goal is not here any more, so nothing was changed.")


def _refused(refusal: Refusal) -> str:
    return "" if refusal.code == "already" else refusal.text


async def _goal(tx: AsyncConnection, request: Request, account: Account, *, lock: bool = False) -> Goal | Refusal:
    """The goal that a button or a form names, if it is this customer's."""
    wanted = number(request.value.get("goal"))
    goal = await goals.by_id(tx, request.workspace_id, wanted, lock=lock) if wanted else None
    return goal if goal and goal.account_id == account.id else _GONE


async def _settle(desk: Desk, request: Request, account: Account, decide: Decide) -> Decision | Refusal:
    """Record it, and show the board again that tells of it."""

    async def both(tx: AsyncConnection) -> Decision | Refusal:
        done = await decide(tx)
        if isinstance(done, Refusal) or not done.changes:
            return done
        return await with_board(tx, request.workspace_id, account.id, done)

    return await settle(desk, request, both)
