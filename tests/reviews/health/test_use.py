"""Whether they use it, how deeply, and on whom it hangs."""

from __future__ import annotations

from reviews.health.use import calls_falling, depth_falling, one_person, seats_used, use_falling
from tests.builders import account
from tests.reviews.fact_builders import does, facts, months, usage
from tests.reviews.health.views import bad, fine, unknown, view


def test_seats_in_use_are_said_with_the_quarter_before() -> None:
    low = bad(seats_used(view(facts(usage=months(26, 24, 20, 11)))))
    assert low.sentence == "11 of 40 paid seats active in 30 days (Sat 31 Oct), 26 a quarter before; below half is low"
    assert (low.number, low.threshold) == (11, 20)
    assert fine(seats_used(view(facts(usage=months(38, 38, 38, 38)))))


def test_without_seats_or_with_impossible_numbers_nothing_is_said_of_them() -> None:
    nobody = view(facts(usage=months(5, 5, 5, seats=None)), account=account(seats=None))
    assert "seats" in unknown(seats_used(nobody))
    assert "cannot well be right" in unknown(seats_used(view(facts(usage=months(30, 30, 200)))))
    assert "No source of usage" in unknown(seats_used(view()))


def test_a_steady_fall_counts_far_more_than_one_bad_count() -> None:
    steady = bad(use_falling(view(facts(usage=months(40, 40, 40, 34, 28, 22)))))
    once = bad(use_falling(view(facts(usage=months(40, 40, 40, 40, 40, 22)))))
    assert steady.strength > 2 * once.strength
    assert steady.sentence.endswith("; down 3 periods in a row")
    assert once.sentence.endswith("; one low count may pass")


def test_growth_and_a_steady_number_are_no_fall() -> None:
    assert fine(use_falling(view(facts(usage=months(20, 22, 24, 26)))))
    assert fine(use_falling(view(facts(usage=months(26, 26, 25, 26)))))
    assert "too few counts" in unknown(use_falling(view(facts(usage=months(26)))))


def test_a_word_on_use_from_last_quarter_says_nothing_of_today() -> None:
    assert "The last word on use is of" in unknown(use_falling(view(facts(usage=months(40, 30, 20, ago=120)))))


def test_depth_that_falls_while_people_still_come_is_said_so() -> None:
    known = [usage(24 + 30 * n, 30, features=features) for n, features in enumerate((4, 6, 8, 10, 10))]
    fall = bad(depth_falling(view(facts(usage=known))))
    assert fall.sentence.startswith("4 features used (Sat 31 Oct), 10 a quarter before, 9 usually; down 3 periods")
    assert fall.sentence.endswith("while as many people come as before")
    assert "only who comes" in unknown(depth_falling(view(facts(usage=months(30, 30, 30, 30)))))


def test_calls_are_counted_by_the_day_so_that_a_short_month_is_no_fall() -> None:
    known = [usage(24 + 30 * n, 30, calls=days * 100, days=days) for n, days in enumerate((28, 31, 30, 31))]
    assert fine(calls_falling(view(facts(usage=known))))


def test_use_that_hangs_on_one_person_names_what_they_do() -> None:
    last = months(9, 9, 9, key_actions=(does("month-end close", 4, 1), does("invoices", 40, 6)))
    told = bad(one_person(view(facts(usage=last))))
    assert told.sentence.startswith("Only 1 person does “month-end close”")
    assert bad(one_person(view(facts(usage=months(9, 4, 1))))).sentence.startswith("Only 1 person is active")
    assert fine(one_person(view(facts(usage=months(9, 9, 9)))))


def test_logins_alone_are_never_good_news() -> None:
    assert not fine(seats_used(view(facts(usage=months(38, 38, 38))))).spoken_for
    deep = months(38, 38, 38, features=12)
    assert fine(seats_used(view(facts(usage=deep)))).spoken_for
