"""What is known of a customer: counted by source, and what silence means."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from reviews.fact_list import PAGE_SIZE, Overview, Silence, day_of, is_typed_here, moment_of, recent_since
from reviews.facts import FactKind
from tests.builders import TODAY, account, days
from tests.messages.fact_list_samples import KNOWN, PAGES, contract, counted, incident, page, read, usage

NONE = Overview(account(), TODAY)
HIGH = ZoneInfo("Pacific/Auckland")


def test_thirteen_weeks_are_ninety_one_days_with_today() -> None:
    assert (TODAY - recent_since(TODAY)).days + 1 == 91


@pytest.mark.parametrize(
    ("until", "silence"),
    [
        (None, Silence.NEVER_READ),
        (days(0), None),
        (days(-14), None),
        (days(-15), Silence.OUT_OF_DATE),
        (days(-400), Silence.OUT_OF_DATE),
    ],
)
def test_the_silence_of_a_source_means_something_for_a_fortnight_after_it_was_read(
    until: date | None, silence: Silence | None
) -> None:
    reads = (read(FactKind.TICKET, "zendesk", until),) if until else ()
    assert replace(NONE, reads=reads).silence(FactKind.TICKET) is silence
    assert replace(NONE, reads=reads).silence(FactKind.USAGE) is Silence.NEVER_READ


def test_the_source_that_reaches_furthest_speaks_for_its_kind() -> None:
    old, new = read(FactKind.USAGE, "csv", days(-60)), read(FactKind.USAGE, "warehouse", days(-3))
    for reads in ((old, new), (new, old)):
        found = replace(NONE, reads=reads)
        assert found.silence(FactKind.USAGE) is None
        assert list(found.reads_of(FactKind.USAGE)) == ["warehouse", "csv"]


def test_a_source_read_for_everybody_and_for_this_customer_counts_by_its_furthest_word() -> None:
    everybody, theirs = read(FactKind.USAGE, "csv", days(-60)), read(FactKind.USAGE, "csv", days(-3), 1)
    for reads in ((everybody, theirs), (theirs, everybody)):
        assert replace(NONE, reads=reads).reads_of(FactKind.USAGE) == {"csv": theirs}


def test_the_source_with_the_most_facts_of_a_kind_comes_first() -> None:
    assert [each.source for each in KNOWN.of(FactKind.INCIDENT)] == ["statuspage", "slack"]
    assert KNOWN.of(FactKind.CONTRACT) == ()
    assert KNOWN.total == 1458


def test_the_newest_day_is_its_readers_own() -> None:
    late = counted(FactKind.TOUCH, "slack", 1, 1, datetime(2026, 11, 23, 20, tzinfo=UTC))
    assert replace(NONE, sources=(late,)).newest() == date(2026, 11, 23)
    assert replace(NONE, sources=(late,), zone=HIGH).newest(FactKind.TOUCH) == date(2026, 11, 24)
    assert replace(NONE, sources=(late,)).newest(FactKind.USAGE) is None
    assert day_of(date(2026, 11, 23), HIGH) == date(2026, 11, 23)


def test_every_kind_says_when_its_facts_were() -> None:
    for kind, facts in PAGES.items():
        for fact in facts:
            moment = moment_of(fact)
            assert isinstance(moment, datetime) is (kind is not FactKind.USAGE)
    assert moment_of(usage()) == days(-2)
    assert moment_of(contract()) == contract().as_of


def test_only_what_somebody_noted_in_slack_is_theirs_to_change() -> None:
    assert is_typed_here(incident())
    assert not is_typed_here(incident(source="zendesk"))
    assert not is_typed_here(incident(import_id=4))


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (PAGE_SIZE, 1), (PAGE_SIZE + 1, 2), (5 * PAGE_SIZE, 5)])
def test_a_list_has_as_many_pages_as_it_needs(total: int, pages: int) -> None:
    assert page(FactKind.TICKET, total=total).pages == pages


def test_the_first_of_the_recent_days_moves_with_today() -> None:
    assert recent_since(TODAY + timedelta(days=1)) - recent_since(TODAY) == timedelta(days=1)
