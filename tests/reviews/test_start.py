"""Opening, giving up and taking up a review, and what comes over from last time."""

from __future__ import annotations

from datetime import date

import pytest

from reviews.decision import Decision, Post, Refusal, ShowBoard
from reviews.model import (
    Action,
    ActionState,
    Carried,
    CarriedKind,
    Gap,
    Question,
    Review,
    ReviewState,
    Step,
    StepName,
    StepState,
)
from reviews.sitting import LastTime
from reviews.start import abandon_review, bring_board_down, guess_name, resume_review, start_review
from tests.builders import NOW, TODAY, account, action, days, ended_review, gap, last_time, mark, review

GUESSES = [
    ("acct-northwind", "Northwind"),
    ("#acct-northwind", "Northwind"),
    ("acct-blue-fern", "Blue Fern"),
    ("acct-blue-fern-internal", "Blue Fern"),
    ("account-kestrel", "Kestrel"),
    ("account_kestrel", "Kestrel"),
    ("cust-harbor", "Harbor"),
    ("customer-harbor-lights", "Harbor Lights"),
    ("client-tidewater", "Tidewater"),
    ("cs-tidewater-internal", "Tidewater"),
    ("ext-lumen", "Lumen"),
    ("shared-lumen", "Lumen"),
    ("team-lumen", "Lumen"),
    ("proj-lumen", "Lumen"),
    ("lumen-private", "Lumen"),
    ("lumen-team", "Lumen"),
    ("lumen-int", "Lumen"),
    ("lumen-acct", "Lumen"),
    ("cust-acct-lumen-int", "Lumen"),
    ("acct_blue_fern_internal", "Blue Fern"),
    ("acct--blue--fern", "Blue Fern"),
    ("northwind", "Northwind"),
    ("NORTHWIND", "Northwind"),
    ("acct-3m", "3m"),
    ("acct-42-north", "42 North"),
    ("acct-müller-söhne", "Müller Söhne"),
    ("acct-株式会社", "株式会社"),
    ("customers-united", "Customers United"),
    ("internal-revenue", "Internal Revenue"),
    ("international-paper", "International Paper"),
    ("acct", "Acct"),
    ("", ""),
]


@pytest.mark.parametrize(("channel", "name"), GUESSES)
def test_a_customers_name_is_guessed_from_the_channels(channel: str, name: str) -> None:
    assert guess_name(channel) == name


def start(
    last: LastTime | None = None,
    gaps: tuple[Gap, ...] = (),
    actions: tuple[Action, ...] = (),
    today: date = TODAY,
    channel: str | None = "C1",
) -> Decision | Refusal:
    of = account(channel=channel)
    return start_review(of, number=7, facilitator="U2", last=last, gaps=gaps, actions=actions, today=today, now=NOW)


def started(**given: object) -> Decision:
    done = start(**given)  # type: ignore[arg-type]
    assert isinstance(done, Decision)
    return done


def test_starting_opens_a_review_with_its_six_steps_and_asks_for_a_board() -> None:
    done = started()
    made = [c.after for c in done.changes]
    assert made[0] == review(facilitator="U2", started_at=NOW, board_version=0)
    steps = [m for m in made if isinstance(m, Step)]
    assert [s.name for s in steps] == list(StepName)
    assert {s.state for s in steps} == {StepState.OPEN}
    assert all(c.before is None for c in done.changes)
    assert done.says == (ShowBoard(7),)


@pytest.mark.parametrize(("today", "quarter"), [(date(2026, 12, 31), "Q4 2026"), (date(2027, 1, 1), "Q1 2027")])
def test_a_review_is_named_for_the_quarter_of_its_owners_day(today: date, quarter: str) -> None:
    opened = started(today=today).changes[0].after
    assert isinstance(opened, Review)
    assert opened.quarter == quarter


def test_a_customer_without_a_channel_has_no_review() -> None:
    no = start(channel=None)
    assert isinstance(no, Refusal)
    assert no.code == "no_channel"


def carried_by(done: Decision) -> list[tuple[CarriedKind, str]]:
    return [(c.after.kind, c.after.ref) for c in done.changes if isinstance(c.after, Carried)]


def test_marks_open_gaps_and_late_actions_come_over_and_nothing_else() -> None:
    done = started(
        last=last_time(marks=(mark(Question.USAGE), mark(Question.OWNERS))),
        gaps=(gap(12),),
        actions=(
            action(1, due=days(-1)),
            action(2, due=days(0)),
            action(3, due=days(4)),
            action(4, due=days(-9), state=ActionState.BLOCKED),
            action(5, due=days(-9), state=ActionState.DONE),
            action(6, due=days(-9), state=ActionState.DROPPED),
        ),
    )
    assert carried_by(done) == [
        (CarriedKind.MARK, "usage"),
        (CarriedKind.MARK, "owners"),
        (CarriedKind.GAP, "12"),
        (CarriedKind.ACTION, "1"),
        (CarriedKind.ACTION, "4"),
    ]


def test_the_first_review_of_a_customer_carries_the_gaps_logged_before_it() -> None:
    assert carried_by(started(gaps=(gap(3, review_id=None),))) == [(CarriedKind.GAP, "3")]


def test_a_review_remembers_the_one_before_it() -> None:
    opened = started(last=last_time()).changes[0].after
    assert isinstance(opened, Review)
    assert opened.last_review_id == 6


def test_abandoning_keeps_who_when_and_why() -> None:
    done = abandon_review(review(), by="U2", why="Dana cancelled", now=NOW)
    assert isinstance(done, Decision)
    (change,) = done.changes
    assert change.after == review(state=ReviewState.ABANDONED, ended_at=NOW, ended_by="U2", ended_why="Dana cancelled")
    assert change.why == "Dana cancelled"
    assert done.says == (ShowBoard(7),)


@pytest.mark.parametrize("state", [ReviewState.CLOSED, ReviewState.ABANDONED])
def test_only_an_open_review_can_be_abandoned(state: ReviewState) -> None:
    no = abandon_review(ended_review(state), by="U2", why="Dana cancelled", now=NOW)
    assert isinstance(no, Refusal)
    assert no.code == "not_open"


def test_resuming_opens_it_again_with_a_new_board() -> None:
    gone = ended_review(ReviewState.ABANDONED, ended_why="Dana cancelled", board_ts="171.1")
    done = resume_review(gone)
    assert isinstance(done, Decision)
    assert done.changes[0].after == review()
    assert done.says == (ShowBoard(7),)


@pytest.mark.parametrize("state", [ReviewState.CLOSED, ReviewState.OPEN])
def test_only_an_abandoned_review_can_be_resumed(state: ReviewState) -> None:
    no = resume_review(review(state=state))
    assert isinstance(no, Refusal)
    assert no.code == "not_abandoned"


def test_a_board_shown_again_is_posted_anew() -> None:
    done = bring_board_down(review(board_ts="171.1"))
    assert done.changes[0].after == review(board_ts=None)
    assert done.says[0] == ShowBoard(7)


def test_a_board_that_moved_says_so_where_it_stood() -> None:
    (moved,) = bring_board_down(review(board_ts="171.1")).says[1:]
    assert isinstance(moved, Post)
    assert (moved.key, moved.channel, moved.message["ts"]) == ("board-moved:7:171.1", "C1", "171.1")
    assert "moved" in moved.message["text"]
    assert bring_board_down(review()).says == (ShowBoard(7),)
