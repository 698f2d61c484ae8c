"""Nothing of the future leaks into the past."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.account_facts import AccountFacts
from reviews.backtest.as_known import as_known
from reviews.backtest.replay import Outcome, days_until, fate, view_at, weeks_of
from reviews.facts import TicketKind
from reviews.health.signals import read_all
from reviews.health.weights import shipped
from tests.builders import TODAY, days
from tests.reviews.fact_builders import answer, executive, facts, incident, person, ticket, touch, usage
from tests.reviews.health.views import view

AGO = st.integers(0, 500)


@st.composite
def histories(draw: Any) -> AccountFacts:
    """More than two years of somebody, some of it not ended."""
    return facts(
        incidents=[
            incident("x", ago, fixed=draw(st.sampled_from([None, 5.0, 900.0])))
            for ago in draw(st.lists(AGO, max_size=6))
        ],
        tickets=[ticket("x", ago, TicketKind.DATA) for ago in draw(st.lists(AGO, max_size=6))],
        touches=[touch("Dana", ago) for ago in draw(st.lists(AGO, max_size=6))],
        usage=[usage(ago, 20) for ago in draw(st.lists(AGO, max_size=6))],
        surveys=[answer("Dana", 8, ago) for ago in draw(st.lists(AGO, max_size=3))],
        people=[executive("Dana"), person("Farid", champion=True, left_on=days(-draw(AGO)))],
    )


@settings(max_examples=150, deadline=None)
@given(histories(), AGO)
def test_what_happens_later_changes_nothing_about_what_was_known(known: AccountFacts, ago: int) -> None:
    day = days(-ago)
    after = datetime.combine(day + timedelta(days=1), time(), UTC)
    cut = replace(
        known,
        incidents=tuple(
            _before(each, after, "fixed_at", "acknowledged_at") for each in known.incidents if each.started_at < after
        ),
        tickets=tuple(
            _before(each, after, "solved_at", "first_reply_at") for each in known.tickets if each.opened_at < after
        ),
        touches=tuple(each for each in known.touches if each.at < after),
        usage=tuple(each for each in known.usage if each.ends_on <= day),
        surveys=tuple(each for each in known.surveys if each.at < after),
        people=tuple(
            replace(each, left_on=each.left_on if each.left_on and each.left_on <= day else None)
            for each in known.people
        ),
    )
    assert as_known(cut, day) == as_known(known, day)
    assert read_all(view_at(view(cut), day)) == read_all(view_at(view(known), day))


def _before(value: Any, moment: datetime, *fields: str) -> Any:
    gone = {name: None for name in fields if getattr(value, name) and getattr(value, name) >= moment}
    return replace(value, **gone)


def test_an_incident_fixed_later_was_still_open_then() -> None:
    known = facts(incidents=[incident("Export failed", 30, fixed=24 * 10)])
    assert as_known(known, days(-25)).incidents[0].fixed_at is None
    assert as_known(known, days(-15)).incidents[0].fixed_at is not None
    assert as_known(known, days(-40)).incidents == ()


def test_who_left_later_was_there() -> None:
    known = facts(people=[person("Farid", champion=True, left_on=days(-10))])
    assert as_known(known, days(-11)).people[0].left_on is None
    assert as_known(known, days(-10)).people[0].left_on == days(-10)


def test_weeks_end_on_the_last_day_and_come_in_order() -> None:
    assert days_until(date(2026, 1, 1), date(2026, 1, 20)) == [date(2026, 1, 6), date(2026, 1, 13), date(2026, 1, 20)]


def test_a_customer_is_left_out_once_it_has_gone_and_while_nobody_knows() -> None:
    left, renewed = Outcome("a", True, days(-10)), Outcome("a", False, days(-300))
    half = timedelta(weeks=26)
    assert fate([renewed, left], days(-5), half) is None
    assert fate([renewed, left], days(-20), half) is True
    assert fate([renewed, left], days(-350), half) is False
    assert fate([renewed], days(-5), half) is None
    assert fate([], days(-5), half) is None


def test_somebody_is_told_once_of_a_customer_whose_use_falls_away() -> None:
    good = [usage(7 * n, 30, seats=40, features=12) for n in range(40, 90)]
    falling = [usage(7 * n, max(2, n - 5), seats=40, features=max(1, n // 3)) for n in range(40)]
    talks = [touch(name, 7 * n) for n in range(30, 90) for name in ("Dana", "Farid", "Ines")]
    known = view(facts(usage=[*good, *falling], touches=talks, people=[executive("Dana")]))
    weeks = list(weeks_of(known, days_until(days(-400), TODAY), shipped()))
    assert weeks[10].mark.value == "green"
    assert weeks[-1].mark.value == "red"
    assert 1 <= sum(week.crossed for week in weeks) <= 2
