"""What an answer does to the promise it is about: one deed on one action or gap, whether pressed or written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from reviews import actions, gaps
from reviews.answer_model import Deed
from reviews.asks import Ask, AskKind, AskState
from reviews.calendar import WorkCalendar
from reviews.dates import say_date
from reviews.decision import Decision, Refusal
from reviews.ladder import MANAGER_DAYS, ref_of_item
from reviews.model import Account, Action, ActionState, Gap
from reviews.sitting import gap_id

SNOOZE_DAYS = 3
_CUSTOMER = frozenset({"the customer", "customer", "them", "the client", "client"})
"""Whom "waiting for the customer" says already."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One deed with what was said about it. `person` is a Slack id, already checked to be one person."""

    deed: Deed
    date: date | None = None
    why: str = ""
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Circumstance:
    """Who answers, when, and where the item belongs. `today` and `calendar` are those of who answers."""

    by: str
    now: datetime
    today: date
    calendar: WorkCalendar
    account: Account | None = None


def carry_out(item: Action | Gap, answer: Answer, here: Circumstance) -> Decision | Refusal:
    """Do what the answer says, or say why not."""
    return _on_gap(item, answer, here) if isinstance(item, Gap) else _on_action(item, answer, here)


def _on_action(action: Action, answer: Answer, here: Circumstance) -> Decision | Refusal:
    match answer.deed:
        case Deed.DONE:
            return actions.finish_action(action, by=here.by, now=here.now)
        case Deed.MOVE:
            return _move(action, answer, here)
        case Deed.BLOCKED:
            return actions.block_action(
                action, why=answer.why, blocker=answer.person, wake_on=_back_on(action, answer, here), today=here.today
            )
        case Deed.WAITING:
            return actions.wait_for_customer(
                action,
                why="" if answer.why.casefold() in _CUSTOMER else answer.why,
                wake_on=_back_on(action, answer, here),
                today=here.today,
            )
        case Deed.WONT_DO:
            return actions.drop_action(action, why=answer.why, by=here.by, now=here.now)
        case Deed.SNOOZE:
            return _snooze(action, answer.date, here)
        case Deed.CLEARED:
            return _cleared(action)
        case Deed.STILL_ON:
            return actions.still_on(action, now=here.now)
        case Deed.NOT_MINE:
            return _not_mine(action, answer, here)


def _back_on(action: Action, answer: Answer, here: Circumstance) -> date:
    """The working day on which what is held up comes back: as was said, else when due, else in some days."""
    soonest = max(action.due, here.today + timedelta(days=actions.OWN_DAY_AFTER))
    return answer.date or here.calendar.working_on_or_after(soonest)


def _move(action: Action, answer: Answer, here: Circumstance) -> Decision | Refusal:
    """Its owner promises another day. Who blocks it says by when it will be clear: that moves nobody's promise."""
    if here.by == action.blocked_by and here.by != action.owner and answer.date is not None:
        return actions.come_back(action, on=answer.date, today=here.today, why=answer.why, now=here.now)
    return actions.move_action(action, answer.date, why=answer.why, today=here.today)


def _not_mine(action: Action, answer: Answer, here: Circumstance) -> Decision | Refusal:
    if here.by == action.blocked_by and here.by != action.owner:
        return _not_the_blocker(action, answer, here)
    to = answer.person or _given_back_to(action, here)
    return to if isinstance(to, Refusal) else actions.hand_over(action, to=to, why=answer.why)


def _not_the_blocker(action: Action, answer: Answer, here: Circumstance) -> Decision | Refusal:
    """Somebody else stands in the way; where nobody is named, its owner has to find out, and is asked tomorrow."""
    why = " · ".join(word for word in (action.blocked_why, answer.why) if word)
    if answer.person == action.owner:
        return actions.unblock_action(action)
    back = action.wake_on if answer.person else here.calendar.next_working(here.today)
    return actions.block_action(
        action,
        why=why or "who can clear it is not known yet",
        blocker=answer.person,
        # Its own day may have come already: then it gets another.
        wake_on=back if back and back > here.today else None,
        today=here.today,
        now=here.now,
    )


def _on_gap(gap: Gap, answer: Answer, here: Circumstance) -> Decision | Refusal:
    match answer.deed:
        case Deed.DONE:
            return gaps.close_gap(gap, by=here.by, now=here.now)
        case Deed.MOVE:
            return gaps.move_gap(gap, answer.date, why=answer.why, today=here.today)
        case Deed.STILL_ON:
            return gaps.confirm_gap(gap, now=here.now)
        case Deed.NOT_MINE:
            to = answer.person or _given_back_to(gap, here)
            return to if isinstance(to, Refusal) else gaps.hand_over_gap(gap, to=to, why=answer.why)
        case _:
            return Refusal(
                "not_for_gaps",
                f"{gap_id(gap.id)} is a gap. Write “closed”, or a new day for its next update with the reason.",
            )


def snooze_days(action: Action, here: Circumstance) -> tuple[date, ...]:
    """The days it can be put off to: the next working days, but not past the day its manager hears of it."""
    last = here.calendar.add_working(action.due, MANAGER_DAYS - 1)
    days = (here.calendar.add_working(here.today, number) for number in range(1, SNOOZE_DAYS + 1))
    return tuple(day for day in days if day <= last)


def _snooze(action: Action, until: date | None, here: Circumstance) -> Decision | Refusal:
    if until is None:
        return Refusal("snooze_day", "Say on which day to ask again.")
    if here.by == action.blocked_by and here.by != action.owner:
        text = "Somebody waits for you here: answer “unblocked” once it can go on, or who else can clear it."
        return Refusal("blocker_snooze", text)
    if action.state in {ActionState.BLOCKED, ActionState.WAITING}:
        return actions.come_back(action, on=until, today=here.today)
    days = snooze_days(action, here)
    day = here.calendar.working_on_or_after(until) if until > here.today else until
    if days and day not in days and action.snoozed_until is None:
        return Refusal("snooze_day", f"It can be put off {_one_of(days)}, and no further.")
    return actions.snooze_action(action, until=day, days=days)


def _one_of(days: Sequence[date]) -> str:
    told = [say_date(day, days[0]) for day in days]
    return f"to {told[0]}" if len(told) == 1 else f"to {', '.join(told[:-1])} or {told[-1]}"


def _cleared(action: Action) -> Decision | Refusal:
    decision = actions.unblock_action(action)
    if isinstance(decision, Decision) and not decision.changes:
        return Refusal("not_blocked", f"{ref_of_item(action)} is {action.state}, so nothing stood in its way.")
    return decision


def _given_back_to(item: Action | Gap, here: Circumstance) -> str | Refusal:
    """Who gets it when nobody is named: the account's owner."""
    owner = here.account.owner if here.account else None
    if owner is None or owner == item.owner:
        return Refusal("whose", "Whose is it? Name one person, and I ask them instead.")
    return owner


def handed(before: Action | Gap, after: Action | Gap, *, by: str, now: datetime) -> Ask | None:
    """The question to somebody who was just given an item by another; None where nobody was."""
    if before.owner == after.owner or after.owner is None or after.owner == by:
        return None
    return Ask(
        workspace_id=after.workspace_id,
        id=0,
        user_id=after.owner,
        kind=AskKind.HANDED,
        subject=ref_of_item(after),
        # Named for the moment: what goes to and fro is told each time.
        about=f"{after.owner}|{_day(after)}|by {by}|{now.isoformat()}",
        not_before=now,
        state=AskState.WAITING,
        created_at=now,
    )


def _day(item: Action | Gap) -> date | None:
    return item.due if isinstance(item, Action) else item.update_on
