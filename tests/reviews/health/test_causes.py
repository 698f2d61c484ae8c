"""What is likely behind bad news, and the signals that speak for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.health.causes import LEAST, SPEAKS_FOR, CauseKind, cause_of
from reviews.health.model import Health, Part, Signal, SignalName
from reviews.messages.health_lines import CAUSE_WORDS, SIGNAL_WORDS


def signal(name: SignalName, strength: float = 0.6, part: Part = Part.USAGE) -> Signal:
    return Signal(name, part, strength, f"{name} is bad", 1, 2, "zendesk", date(2026, 11, 22), "")


def health(*signals: Signal) -> Health:
    ordered = tuple(sorted(signals, key=lambda each: -each.strength))
    return Health(50, (), ordered, (), 1.0)


STORIES: dict[str, tuple[CauseKind | None, Iterable[SignalName]]] = {
    "the same thing fails and blocks their work": (
        CauseKind.PRODUCT_GAP,
        (SignalName.REPEATED_INCIDENTS, SignalName.BLOCKING_GAPS, SignalName.INCIDENTS),
    ),
    "promises are not kept and answers are bad": (
        CauseKind.SUPPORT,
        (SignalName.BROKEN_PROMISES, SignalName.SURVEYS),
    ),
    "seats stand empty and one person does it all": (
        CauseKind.ONBOARDING,
        (SignalName.SEATS_USED, SignalName.ONE_PERSON),
    ),
    "the executive is quiet and the champion gone": (
        CauseKind.SPONSORSHIP,
        (SignalName.EXECUTIVES_QUIET, SignalName.CHAMPION_LEFT),
    ),
    "tickets turn to exports, talk to terms": (
        CauseKind.CONTRACT,
        (SignalName.TICKETS_TURNED, SignalName.TALK_OF_TERMS),
    ),
    "nothing is bad": (None, ()),
}


@pytest.mark.parametrize("story", STORIES)
def test_each_story_has_its_likely_cause(story: str) -> None:
    expected, names = STORIES[story]
    found = cause_of(health(*map(signal, names)))
    assert (found.kind if found else None) is expected


def test_what_speaks_for_a_cause_comes_with_the_strongest_first() -> None:
    found = cause_of(health(signal(SignalName.INCIDENTS, 0.4), signal(SignalName.REPEATED_INCIDENTS, 0.7)))
    assert found
    assert [each.name for each in found.evidence] == [SignalName.REPEATED_INCIDENTS, SignalName.INCIDENTS]


def test_a_little_bad_news_names_no_cause() -> None:
    assert cause_of(health(signal(SignalName.GOALS, 0.2))) is None


def test_what_speaks_a_little_for_a_cause_is_no_evidence_of_it() -> None:
    found = cause_of(health(signal(SignalName.TALK_OF_TERMS, 0.6), signal(SignalName.RENEWAL_WINDOW, 0.9)))
    assert found
    assert [each.name for each in found.evidence] == [SignalName.TALK_OF_TERMS]


def test_every_signal_speaks_for_some_cause_and_has_its_few_words() -> None:
    assert {name for names in SPEAKS_FOR.values() for name in names} == set(SignalName)
    assert set(SIGNAL_WORDS) == set(SignalName)
    assert set(CAUSE_WORDS) == set(CauseKind) == set(SPEAKS_FOR)


SIGNALS = st.builds(signal, st.sampled_from(SignalName), st.floats(0, 1))


@given(st.lists(SIGNALS, unique_by=lambda each: each.name, max_size=27), st.randoms())
def test_the_order_of_signals_does_not_matter(signals: list[Signal], random: object) -> None:
    shuffled = list(signals)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = cause_of(Health(50, (), tuple(signals), (), 1.0)), cause_of(Health(50, (), tuple(shuffled), (), 1.0))
    assert (one and one.kind) == (other and other.kind)
    assert (one and one.evidence) == (other and other.evidence)


@given(st.lists(SIGNALS, unique_by=lambda each: each.name, max_size=27))
def test_a_cause_is_named_only_with_what_speaks_for_it(signals: list[Signal]) -> None:
    found = cause_of(health(*signals))
    if found is not None:
        assert LEAST <= found.weight <= 1
        assert 1 <= len(found.evidence) <= 3
        assert all(each.strength > 0 for each in found.evidence)
