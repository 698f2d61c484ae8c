"""What an answer does to a promise, and what it may not do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from reviews.answer_model import Deed
from reviews.asks import AskKind
from reviews.calendar import WorkCalendar
from reviews.decision import Decision, Refusal
from reviews.follow_through import Answer, Circumstance, carry_out, handed, snooze_days
from reviews.ladder import plan_item
from reviews.model import Account, Action, ActionState, Gap, GapState
from reviews.roster import Roster
from tests.builders import account, action, gap, person

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 18)
BERLIN = WorkCalendar("Europe/Berlin", country="DE")
MINE = action(31, due=TODAY, first_due=TODAY)
HELD = replace(MINE, state=ActionState.BLOCKED, blocked_why="legal", blocked_by="U2", wake_on=date(2026, 11, 25))


def day(number: int) -> date:
    return date(2026, 11, number)


def here(by: str = "U1", customer: Account | None = None, now: datetime = NOW) -> Circumstance:
    return Circumstance(by, now, BERLIN.today(now), BERLIN, customer)


def after(item: Action | Gap, answer: Answer, where: Circumstance | None = None) -> Any:
    """The item as the answer leaves it."""
    done = carry_out(item, answer, where or here())
    assert isinstance(done, Decision), done
    (change,) = done.changes
    assert change.before == item
    return change.after


def refusal(item: Action | Gap, answer: Answer, where: Circumstance | None = None) -> str:
    done = carry_out(item, answer, where or here())
    assert isinstance(done, Refusal), done
    assert done.text
    return done.code


def test_done_ends_it_with_who_said_so_and_when() -> None:
    ended = after(MINE, Answer(Deed.DONE), here("U2"))
    assert (ended.state, ended.ended_by, ended.ended_at) == (ActionState.DONE, "U2", NOW)
    closed = after(gap(), Answer(Deed.DONE))
    assert (closed.state, closed.ended_by, closed.ended_at) == (GapState.CLOSED, "U1", NOW)


def test_a_new_date_is_counted_and_keeps_the_first() -> None:
    moved = after(MINE, Answer(Deed.MOVE, day(27), "legal is late"))
    assert (moved.due, moved.first_due, moved.moves) == (day(27), TODAY, 1)
    assert after(moved, Answer(Deed.MOVE, day(30), "again")).moves == 2


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(Deed.MOVE, None, "late"), "date_missing"),
        (Answer(Deed.MOVE, day(27), " "), "reason_missing"),
        (Answer(Deed.MOVE, day(17), "late"), "past_date"),
        (Answer(Deed.MOVE, day(18), "late"), "same_date"),
        (Answer(Deed.WONT_DO), "reason_missing"),
        (Answer(Deed.BLOCKED), "blocker_missing"),
        (Answer(Deed.BLOCKED, None, "me", "U1"), "blocked_by_owner"),
        (Answer(Deed.BLOCKED, day(18), "legal"), "past_date"),
        (Answer(Deed.WAITING, day(17)), "past_date"),
        (Answer(Deed.SNOOZE), "snooze_day"),
        (Answer(Deed.SNOOZE, day(18)), "snooze_day"),
        (Answer(Deed.SNOOZE, day(24)), "snooze_day"),
        (Answer(Deed.CLEARED), "not_blocked"),
        (Answer(Deed.NOT_MINE), "whose"),
        (Answer(Deed.NOT_MINE, None, "", "U1"), "same_owner"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value.deed} {value.date}",
)
def test_what_is_missing_or_cannot_be_is_said(answer: Answer, code: str) -> None:
    assert refusal(MINE, answer) == code


@pytest.mark.parametrize("deed", Deed)
@pytest.mark.parametrize("state", [ActionState.DONE, ActionState.DROPPED, ActionState.WITHDRAWN])
def test_nothing_is_done_to_what_has_ended(deed: Deed, state: ActionState) -> None:
    over = replace(MINE, state=state, ended_at=NOW)
    assert isinstance(carry_out(over, Answer(deed, day(19), "why", "U2"), here()), Refusal)


@pytest.mark.parametrize("deed", [Deed.BLOCKED, Deed.WAITING, Deed.WONT_DO, Deed.SNOOZE, Deed.CLEARED])
def test_a_gap_is_closed_moved_confirmed_or_handed_on_and_nothing_else(deed: Deed) -> None:
    assert refusal(gap(), Answer(deed, day(27), "why", "U2")) == "not_for_gaps"


def test_what_is_held_up_comes_back_on_the_day_that_was_said_or_on_a_working_day() -> None:
    assert after(MINE, Answer(Deed.BLOCKED, day(27), "legal", "U2")).wake_on == day(27)
    # Three days from Wednesday is a Saturday.
    assert after(MINE, Answer(Deed.WAITING, None, "the order")).wake_on == day(23)
    later = replace(MINE, due=day(29))
    assert after(later, Answer(Deed.BLOCKED, None, "legal")).wake_on == day(30)


def test_when_nothing_stands_in_the_way_it_is_open_again() -> None:
    free = after(HELD, Answer(Deed.CLEARED), here("U2"))
    assert (free.state, free.blocked_by, free.blocked_why, free.wake_on) == (ActionState.OPEN, None, None, None)


def test_who_is_not_in_the_way_names_who_is() -> None:
    passed_on = after(HELD, Answer(Deed.NOT_MINE, None, "it is with legal", "U3"), here("U2"))
    assert (passed_on.owner, passed_on.blocked_by, passed_on.wake_on) == ("U1", "U3", day(25))
    assert passed_on.blocked_why == "legal · it is with legal"


def test_who_is_not_in_the_way_may_say_so_after_its_own_day_has_come() -> None:
    late = here("U2", now=NOW + timedelta(days=8))
    passed_on = after(HELD, Answer(Deed.NOT_MINE, None, "", "U3"), late)
    assert (passed_on.blocked_by, passed_on.wake_on) == ("U3", day(29))


def test_when_nobody_is_named_its_owner_hears_the_next_working_day() -> None:
    friday = here("U2", now=NOW + timedelta(days=2))
    unknown = after(HELD, Answer(Deed.NOT_MINE), friday)
    assert (unknown.state, unknown.blocked_by, unknown.wake_on) == (ActionState.BLOCKED, None, day(23))


def test_when_its_owner_is_named_it_goes_on() -> None:
    assert after(HELD, Answer(Deed.NOT_MINE, None, "", "U1"), here("U2")).state is ActionState.OPEN


def test_what_is_not_mine_goes_to_who_is_named_or_back_to_the_customers_owner() -> None:
    put_off = replace(MINE, snoozed_until=day(20))
    named = after(put_off, Answer(Deed.NOT_MINE, None, "", "U2"))
    assert (named.owner, named.snoozed_until) == ("U2", None)
    assert after(MINE, Answer(Deed.NOT_MINE), here(customer=account(owner="U3"))).owner == "U3"
    assert refusal(MINE, Answer(Deed.NOT_MINE), here(customer=account(owner="U1"))) == "whose"
    assert after(gap(), Answer(Deed.NOT_MINE, None, "", "U2")).owner == "U2"


def test_it_can_be_put_off_by_one_two_or_three_working_days() -> None:
    assert snooze_days(MINE, here()) == (day(19), day(20), day(23))
    assert after(MINE, Answer(Deed.SNOOZE, day(20))).snoozed_until == day(20)
    # A Saturday is the Monday after it.
    assert after(MINE, Answer(Deed.SNOOZE, day(21))).snoozed_until == day(23)


def test_it_is_never_put_off_past_its_managers_day() -> None:
    # Seven late on Friday 27 November.
    late = here(now=NOW + timedelta(days=6))
    assert snooze_days(MINE, late) == (day(25), day(26))
    assert snooze_days(MINE, here(now=NOW + timedelta(days=8))) == ()
    assert refusal(MINE, Answer(Deed.SNOOZE, day(27)), here(now=NOW + timedelta(days=8))) == "snooze_day"


def test_it_is_put_off_once_for_a_date() -> None:
    once = after(MINE, Answer(Deed.SNOOZE, day(19)))
    assert refusal(once, Answer(Deed.SNOOZE, day(20))) == "snoozed"
    moved = after(once, Answer(Deed.MOVE, day(27), "late"))
    assert moved.snoozed_until is None


def test_what_is_held_up_is_put_off_to_another_own_day_but_not_by_who_stands_in_the_way() -> None:
    assert after(HELD, Answer(Deed.SNOOZE, day(30))).wake_on == day(30)
    assert refusal(HELD, Answer(Deed.SNOOZE, day(30)), here("U2")) == "blocker_snooze"


def test_still_on_it_is_an_answer_that_changes_no_promise() -> None:
    still = after(MINE, Answer(Deed.STILL_ON))
    assert still == replace(MINE, confirmed_at=NOW)
    assert after(gap(), Answer(Deed.STILL_ON)).confirmed_at == NOW


def test_who_is_handed_something_is_told_but_not_who_took_it_themselves() -> None:
    given = replace(MINE, owner="U2")
    ask = handed(MINE, given, by="U1", now=NOW)
    assert ask is not None
    assert (ask.user_id, ask.kind, ask.subject, ask.not_before) == ("U2", AskKind.HANDED, "A-31", NOW)
    assert handed(MINE, given, by="U2", now=NOW) is None
    assert handed(MINE, replace(MINE, due=day(27)), by="U1", now=NOW) is None
    assert handed(gap(), replace(gap(), owner=None), by="U1", now=NOW) is None


def test_what_goes_to_and_fro_is_told_each_time() -> None:
    given = replace(MINE, owner="U2")
    first, again = (handed(MINE, given, by="U1", now=NOW + timedelta(hours=hours)) for hours in (0, 1))
    assert first is not None
    assert again is not None
    assert first.about != again.about
    assert first.about.startswith("U2|2026-11-18|by U1")


ASKING = [
    (Deed.DONE, None),
    (Deed.MOVE, day(27)),
    (Deed.BLOCKED, None),
    (Deed.WAITING, None),
    (Deed.WONT_DO, None),
    (Deed.SNOOZE, day(19)),
    (Deed.STILL_ON, None),
]


@pytest.mark.parametrize(("deed", "when"), ASKING)
def test_who_has_answered_is_not_asked_again_that_day(deed: Deed, when: date | None) -> None:
    roster = Roster("UTC", {"U1": person()})
    late = replace(MINE, due=day(17), first_due=day(17), logged_at=NOW - timedelta(days=30))
    assert plan_item(late, None, (), roster, now=NOW).asks
    answered = replace(after(late, Answer(deed, when, "legal is late")), touched_at=NOW)
    asked = plan_item(answered, None, (), roster, now=NOW + timedelta(hours=8)).asks
    assert [ask for ask in asked if ask.user_id == "U1"] == []
