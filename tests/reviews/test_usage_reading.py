"""What numbers of use say, beside last quarter, the account's own usual, and one person's absence."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.account_facts import AccountFacts
from reviews.facts import ContractFact, UsageSnapshot
from reviews.usage_reading import STALE_AFTER, UsageReading, read_usage
from tests.builders import NOW, WS, days
from tests.reviews.fact_builders import does, facts, months, usage


def reading(*snapshots: UsageSnapshot, **held: Any) -> UsageReading:
    return read_usage(facts(usage=snapshots, **held))


def contract(began: int) -> ContractFact:
    """One that began so many days ago."""
    return ContractFact(WS, 1, 1, "crm", "c1", NOW, "U1", NOW, starts_on=days(-began))


@pytest.mark.parametrize(
    ("active", "change", "usual"),
    [
        ((20, 20, 20, 10), -0.5, 20),
        ((10, 10, 10, 20), 1.0, 10),
        ((8, 12, 10, 40, 9), -0.25, 11),
        ((20, 10), None, None),
        ((20, 20, 10), -0.5, None),
        ((20,), None, None),
    ],
)
def test_use_is_held_against_last_quarter_and_against_its_own_usual(
    active: tuple[int, ...], change: float | None, usual: float | None
) -> None:
    found = reading(*months(*active))
    assert found.active == active[-1]
    assert (found.change, found.usual) == (pytest.approx(change) if change else change, usual)


def test_the_usual_is_that_of_the_year_before_and_not_of_what_was_long_ago() -> None:
    old = [usage(ago, 100) for ago in (500, 530, 560, 590)]
    assert reading(*old, *months(10, 10, 10, 10)).usual == 10


def test_a_snapshot_said_again_replaces_the_earlier_word() -> None:
    first, corrected = usage(10, 5), usage(10, 9)
    assert reading(first, corrected).active == 9
    assert reading(corrected, first).active == 9


@pytest.mark.parametrize(("ago", "is_stale"), [(0, False), (STALE_AFTER.days, False), (STALE_AFTER.days + 1, True)])
def test_old_numbers_are_known_for_old(ago: int, is_stale: bool) -> None:
    assert reading(usage(ago, 5)).is_stale is is_stale


def test_no_numbers_say_nothing() -> None:
    found = reading()
    assert found.is_stale
    assert (found.active, found.change, found.usual, found.hangs_on_one, found.teams) == (None, None, None, False, ())


def test_who_lost_most_people_is_the_first_team() -> None:
    found = reading(
        *months(7, 7, 7, 7, team="Warehouse"), *months(9, 9, 8, 4, team="Finance"), *months(3, 3, 3, 5, team="Office")
    )
    assert [(each.team, each.before, each.now) for each in found.teams] == [
        ("Finance", 9, 4),
        ("Warehouse", 7, 7),
        ("Office", 3, 5),
    ]


def test_where_only_teams_were_counted_their_sum_is_the_whole() -> None:
    found = reading(*months(6, 6, 6, 4, team="a", seats=10), *months(2, 2, 2, 1, team="b", seats=5))
    assert found.is_summed
    assert found.latest
    assert (found.active, found.latest.seats) == (5, 15)
    assert found.change == pytest.approx(-3 / 8)


def test_a_team_that_nobody_counts_any_more_is_not_shown_beside_the_others() -> None:
    found = reading(usage(120, 9, team="Gone"), usage(5, 4, team="Finance"))
    assert [each.team for each in found.teams] == ["Finance"]


@pytest.mark.parametrize(
    ("people", "hangs", "alone"),
    [
        ((4, 1, 1), True, 2),
        ((4, 1), True, 1),
        ((4, 3, 1), False, 1),
        ((4, 3, 2), False, 0),
        ((None, 4), False, 0),
        ((), False, 0),
    ],
)
def test_use_hangs_on_one_person_when_one_does_half_of_what_counts(
    people: tuple[int | None, ...], hangs: bool, alone: int
) -> None:
    found = reading(usage(5, 6, key_actions=tuple(does(f"Deed {n}", 5, each) for n, each in enumerate(people))))
    assert (found.hangs_on_one, len(found.alone)) == (hangs, alone)


def test_an_account_with_one_active_person_hangs_on_that_person() -> None:
    assert reading(usage(5, 1)).hangs_on_one


@pytest.mark.parametrize(
    ("what", "leaves"),
    [
        ("Exports to a spreadsheet", True),
        ("CSV download", True),
        ("Totals added up by hand", True),
        ("Orders sent by e-mail", True),
        ("Exported into the ledger", True),
        ("Month-end export run", False),
        ("Invoices approved", False),
        ("Manualised", False),
    ],
)
def test_work_that_leaves_the_product_is_told_from_work_in_it(what: str, leaves: bool) -> None:
    assert bool(reading(usage(5, 6, key_actions=(does(what, 5, 3),))).outside) is leaves


def test_logins_alone_are_not_depth() -> None:
    assert not reading(usage(5, 30, calls=9000)).has_depth
    assert reading(usage(5, 30, features=4)).has_depth
    assert reading(usage(5, 30, key_actions=(does("Orders"),))).has_depth


@pytest.mark.parametrize(
    ("active", "began", "peak"),
    [
        ((20, 40, 38, 20), 130, 40),
        ((20, 40, 38, 35), 130, None),
        ((20, 40, 38, 20), None, None),
        ((20, 40, 38, 20), 500, None),
        ((40, 38, 30, 30, 30, 30, 30, 30, 20), 130, None),
    ],
)
def test_a_drop_after_onboarding_is_one_of_the_first_year(
    active: tuple[int, ...], began: int | None, peak: int | None
) -> None:
    found = reading(*months(*active), contract=contract(began) if began else None)
    assert (found.peak.active_30 if found.peak else None) == peak


@pytest.mark.parametrize(
    ("known", "is_doubtful"),
    [
        (months(6, 6, 6, 1234, seats=2000), True),
        (months(6, 6, 6, 60, seats=2000), False),
        (months(6, 6, 6, 61, seats=2000), True),
        ([usage(5, 51, seats=25)], True),
        ([usage(5, 50, seats=25)], False),
    ],
)
def test_a_number_that_cannot_be_right_is_no_growth(known: list[UsageSnapshot], is_doubtful: bool) -> None:
    found = reading(*known)
    assert found.is_doubtful is is_doubtful
    if is_doubtful:
        assert (found.change, found.against_usual) == (None, None)


SNAPSHOTS = st.lists(
    st.builds(
        lambda ago, active, team: usage(ago, active, team=team),
        st.integers(0, 700),
        st.none() | st.integers(0, 50),
        st.sampled_from(["", "", "Finance", "Warehouse"]),
    ),
    max_size=15,
)


@given(SNAPSHOTS, st.randoms(use_true_random=False))
def test_the_order_of_snapshots_does_not_matter(known: list[UsageSnapshot], random: Random) -> None:
    mixed = known.copy()
    random.shuffle(mixed)
    held = facts()
    assert read_usage(_with(held, mixed)) == read_usage(_with(held, known))


def _with(held: AccountFacts, snapshots: list[UsageSnapshot]) -> AccountFacts:
    return AccountFacts(held.today, usage=tuple(snapshots), reads=held.reads)


@given(SNAPSHOTS)
def test_the_series_has_one_snapshot_a_day_the_oldest_first(known: list[UsageSnapshot]) -> None:
    ends = [each.ends_on for each in reading(*known).series]
    assert ends == sorted(set(ends))
