"""What came back is told apart from what came once, in whatever words it was noted."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.account_facts import QUARTER
from reviews.alike import is_alike, words_of
from reviews.facts import Incident
from reviews.patterns import Patterns, of_quarter, patterns
from tests.reviews.fact_builders import facts, incident

Told = tuple[str, str | None]
"""What somebody noted of an incident, and the workflow they named, if any."""


def noted(*told: Told) -> list[Incident]:
    """One a week, the first of them last week."""
    return [incident(what, 7 * (n + 1), workflow=workflow) for n, (what, workflow) in enumerate(told)]


def shape(found: Patterns) -> tuple[list[tuple[str, int]], list[str]]:
    """Each pattern's label with its count, and what came once."""
    return [(each.label, len(each.incidents)) for each in found.repeating], [each.what for each in found.one_off]


TABLE: dict[str, tuple[list[Told], list[tuple[str, int]], list[str]]] = {
    "two failed nightly exports and a slow page every Monday": (
        [
            ("Nightly export failed", "nightly export"),
            ("Page slow every Monday", "reports page"),
            ("Nightly export failed", "nightly export"),
        ],
        [("nightly export", 2)],
        ["Page slow every Monday"],
    ),
    "the same workflow in other words": (
        [("Timed out", "nightly export"), ("Nothing arrived", "Exports, nightly")],
        [("nightly export", 2)],
        [],
    ),
    "the same workflow, spelled otherwise": (
        [("Broke off", "Month-end export"), ("Broke off", "month end EXPORT"), ("Gone", "EOM export")],
        [("Month-end export", 3)],
        [],
    ),
    "no workflow, alike words": (
        [("Nightly export failed", None), ("The export did not run last night", None)],
        [("Nightly export failed", 2)],
        [],
    ),
    "a workflow on one of them only": (
        [("Nightly export failed again", None), ("No file this morning", "nightly export")],
        [("nightly export", 2)],
        [],
    ),
    "told in the same words, a workflow on one of them only": (
        [("Payroll file left out two sites", None), ("Payroll file left out one site", "hours")],
        [("hours", 2)],
        [],
    ),
    "another export is another thing": (
        [("Failed", "nightly export"), ("Failed", "nightly import")],
        [],
        ["Failed", "Failed"],
    ),
    "month-end export and month-end close": (
        [("Failed", "month-end export"), ("Stuck", "month-end close")],
        [],
        ["Failed", "Stuck"],
    ),
    "log in and login": ([("Cannot log in", None), ("Login down", None)], [("Cannot log in", 2)], []),
    "the deed and the doing of it": (
        [("Upload of invoices fails", None), ("Uploading invoices hangs", None)],
        [("Upload of invoices fails", 2)],
        [],
    ),
    "only filler in common": ([("Reports are slow again", None), ("Search is slow again", None)], [], ["", ""]),
    "nothing": ([], [], []),
}


@pytest.mark.parametrize("told", TABLE)
def test_the_same_workflow_twice_is_a_pattern(told: str) -> None:
    given_, repeating, once = TABLE[told]
    found_repeating, found_once = shape(patterns(noted(*given_)))
    assert found_repeating == repeating
    assert len(found_once) == len(once)
    assert [each for each in once if each] == [each for each in found_once if each in once]


def test_two_failed_nightly_exports_and_a_slow_page_are_three_incidents_and_one_pattern() -> None:
    found = patterns(noted(*TABLE["two failed nightly exports and a slow page every Monday"][0]))
    assert (found.count, len(found.repeating)) == (3, 1)


def test_what_is_not_fixed_is_said_before_what_failed_more_often() -> None:
    often = [incident("Failed", ago, workflow="export") for ago in (10, 20, 30)]
    still = [incident("Stuck", 40, workflow="import"), incident("Stuck", 15, workflow="import", fixed=None)]
    found = patterns([*often, *still])
    assert [each.label for each in found.repeating] == ["import", "export"]
    assert found.unfixed == (still[1],)


def test_of_what_came_once_what_is_not_fixed_comes_first_and_then_the_newest() -> None:
    old, new = incident("Search down", 50), incident("Printer gone", 5)
    still = incident("Login loops", 70, fixed=None)
    assert patterns([old, new, still]).one_off == (still, new, old)


def test_this_quarter_is_thirteen_weeks() -> None:
    inside, outside = incident("Search down", QUARTER.days - 1), incident("Printer gone", QUARTER.days)
    assert of_quarter(facts(incidents=[inside, outside])).one_off == (inside,)


def test_what_began_earlier_and_is_not_fixed_still_counts() -> None:
    still = incident("Printer gone", 120, fixed=None)
    assert of_quarter(facts(incidents=[still])).one_off == (still,)


def test_the_words_people_use_most_name_a_pattern() -> None:
    told = [("a", "Exports, nightly"), ("b", "nightly export"), ("c", "nightly export")]
    assert patterns(noted(*told)).repeating[0].label == "nightly export"


KINDS: list[Told] = [
    ("Nothing arrived", "nightly export"),
    ("Timed out", "Exports, nightly"),
    ("Uploads hang", "invoice upload"),
    ("Nobody could log in", "login"),
    ("Login page down", None),
    ("Payroll file left out a site", None),
    ("Search found nothing", "search"),
]
INCIDENTS = st.lists(
    st.builds(
        lambda kind, ago, fixed: incident(kind[0], ago, workflow=kind[1], fixed=fixed),
        st.sampled_from(KINDS),
        st.integers(0, 90),
        st.none() | st.integers(0, 200),
    ),
    max_size=12,
)


@given(INCIDENTS, st.randoms(use_true_random=False))
def test_the_order_of_incidents_does_not_matter(known: list[Incident], random: Random) -> None:
    mixed = known.copy()
    random.shuffle(mixed)
    assert patterns(mixed) == patterns(known)


@given(INCIDENTS)
def test_no_incident_is_lost_or_said_twice(known: list[Incident]) -> None:
    assert sorted(each.id for each in patterns(known).every) == sorted(each.id for each in known)


@given(INCIDENTS, INCIDENTS)
def test_one_more_incident_never_makes_a_pattern_smaller(known: list[Incident], more: list[Incident]) -> None:
    def largest(found: Patterns) -> list[int]:
        return sorted((len(each.incidents) for each in found.repeating), reverse=True)

    before, after = largest(patterns(known)), largest(patterns([*known, *more]))
    assert len(after) >= len(before)
    assert all(now >= then for now, then in zip(after, before, strict=False))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Export by cost centre", "Cost centres in the export, please", True),
        ("How do I add a role?", "Adding roles", True),
        ("Export by cost centre", "Export by project", False),
        ("SSO login", "Login with SSO fails on Monday", True),
        ("API errors", "API down", True),
        ("Reporting page", "Pages of the report", True),
        ("", "Export", False),
    ],
)
def test_two_texts_are_about_the_same_thing(one: str, other: str, same: bool) -> None:
    assert is_alike(words_of(one), words_of(other)) is same
    assert is_alike(words_of(other), words_of(one)) is same


def test_when_a_day_of_an_incident_is_near_the_edge_it_is_counted_once() -> None:
    edge = incident("Search down", QUARTER.days - 1)
    assert facts().since == edge.started_at.date()
    assert facts().since - timedelta(days=91) == facts().before
