"""The same trouble at several customers, told apart from trouble of one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reviews.shared_patterns import Hit, OpenGap, Shared, pattern_of, shared_patterns
from reviews.verbs import word_set


def gap(number: int, reason: str | None, *accounts: int, what: str = "Export fails at month end") -> OpenGap:
    return OpenGap(number, what, reason, frozenset(accounts))


def test_one_reason_at_three_customers_is_a_pattern() -> None:
    (found,) = shared_patterns([gap(1, "exports", 1), gap(2, "exports", 2), gap(3, "exports", 3)], [])
    assert (found.kind, found.label, found.accounts, found.gap_id) == (Shared.REASON, "Exports", {1, 2, 3}, None)
    assert found.words == "Export fails at month end"


def test_two_customers_or_three_gaps_of_one_are_none() -> None:
    assert not shared_patterns([gap(1, "exports", 1), gap(2, "exports", 2)], [])
    assert not shared_patterns([gap(1, "exports", 1), gap(2, "exports", 1), gap(3, "exports", 1)], [])


def test_other_and_no_reason_say_nothing() -> None:
    assert not shared_patterns([gap(number, reason, number) for number in range(6) for reason in ("other", None)], [])


def test_a_gap_that_is_about_all_of_them_already_is_named() -> None:
    gaps = [gap(4, "exports", 1, 2, 3), gap(5, "exports", 2)]
    (found,) = shared_patterns(gaps, [])
    assert found.gap_id == 4
    (wider,) = shared_patterns([*gaps, gap(6, "exports", 9)], [])
    assert wider.gap_id is None


def test_a_workflow_is_the_same_whatever_its_small_words() -> None:
    hits = [Hit("month-end export", 1), Hit("Month end exports", 2), Hit("the month-end export", 3)]
    (found,) = shared_patterns([], hits)
    assert (found.kind, found.accounts) == (Shared.WORKFLOW, {1, 2, 3})


def test_a_workflow_that_was_made_one_gap_names_it() -> None:
    hits = [Hit("month-end export", number) for number in (1, 2, 3)]
    (found,) = shared_patterns([gap(8, None, 1, 2, 3, what="month-end export fails at several customers")], hits)
    assert found.gap_id == 8


def test_what_is_at_most_customers_comes_first_and_eight_are_enough() -> None:
    gaps = [gap(n * 10 + a, code, a) for n, code in enumerate(("exports", "billing")) for a in range(3 + n)]
    named = word_set("alpha beta gamma delta zeta eta theta iota kappa")
    hits = [Hit(f"{word} sync", account) for word in named for account in range(3)]
    found = shared_patterns(gaps, hits)
    assert found[0].label == "Billing"
    assert len(found) == 8


def test_a_button_finds_its_pattern_as_long_as_it_is_one() -> None:
    found = shared_patterns([gap(n, "exports", n) for n in (1, 2, 3)], [])
    assert pattern_of(found, "reason", "exports")
    assert pattern_of(found, "reason", "billing") is None
    assert pattern_of(found, "nonsense", "") is None


@given(st.permutations([gap(n, code, n % 5) for n in range(20) for code in ("exports",)]), st.randoms())
def test_order_does_not_matter(gaps: list[OpenGap], random: object) -> None:
    hits = [Hit(word, n) for n in range(4) for word in ("night sync", "nightly syncs")]
    assert shared_patterns(gaps, hits) == shared_patterns(sorted(gaps, key=lambda each: each.id), reversed(hits))
