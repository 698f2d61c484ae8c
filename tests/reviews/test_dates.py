"""Dates people type, read by a table of phrases, a table of sentences, and properties of any text."""

import sys
import time
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reviews.dates import (
    DateAmbiguous,
    DatePast,
    DateRead,
    DateReading,
    DateUnknown,
    DayOrder,
    find_dates,
    order_for,
    read_date,
    say_date,
)
from tests.reviews.date_sentences_table import SENTENCES, WEDNESDAY
from tests.reviews.date_table import HOLIDAYS, SHEETS

CASES = [(today, order, text, wanted) for today, order, cases in SHEETS for text, wanted in cases]
DAYS = st.dates(date(2020, 1, 1), date(2090, 12, 31))
ORDERS = st.sampled_from([None, *DayOrder])
PIECES = """
by on before due the a next this last in end of mid fri friday mon tomorrow today 14 31 5/6 14.5. may may14
feb 2026 2028-02-29 week weeks month quarter q1 eow eoq year day days 2w 3 or and - after business at 3pm
update , 14th 29th first ? <@U1> asap
"""
WORDS = st.lists(st.sampled_from(PIECES.split()), max_size=9).map(" ".join)
TEXTS = st.one_of(st.text(max_size=80), WORDS)


def shown(reading: DateReading) -> str:
    """A reading in the table's own notation, without what was assumed."""
    match reading:
        case DateRead(day, _):
            return day.isoformat()
        case DateAmbiguous(_, choices, _):
            return " ".join(["?", *map(str, choices)])
        case DatePast(_, day, _):
            return f"< {day}"
        case DateUnknown():
            return "-"


@pytest.mark.parametrize(("today", "order", "text", "wanted"), CASES)
def test_a_typed_date_is_read_as_the_table_says(today: date, order: DayOrder | None, text: str, wanted: str) -> None:
    wanted, _, assumed = wanted.partition(" ! ")
    reading = read_date(text, today=today, order=order, holidays=HOLIDAYS)
    assert shown(reading) == wanted, reading
    filled_in = getattr(reading, "assumed", None)
    assert filled_in is None if not assumed else assumed in str(filled_in)


def test_the_table_is_long_and_its_share_understood_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    readings = [read_date(text, today=today, order=order, holidays=HOLIDAYS) for today, order, text, _ in CASES]
    count = {kind: sum(isinstance(reading, kind) for reading in readings) for kind in (DateRead, DateUnknown)}
    understood = len(readings) - count[DateUnknown]
    with capsys.disabled():
        sys.stdout.write(
            f"\ndates: {len(readings)} phrases, {understood} understood ({understood / len(readings):.0%}), "
            f"{count[DateRead]} read at once; {len(SENTENCES)} sentences\n"
        )
    assert len(readings) >= 170
    assert len(SENTENCES) >= 60


@pytest.mark.parametrize(("line", "wanted"), SENTENCES)
def test_a_sentence_yields_the_dates_in_it_and_nothing_else(
    line: str, wanted: tuple[tuple[str | None, str, str], ...]
) -> None:
    spans = find_dates(line, today=WEDNESDAY, order=None)
    assert [(span.introducer, span.text, shown(span.reading)) for span in spans] == list(wanted)
    assert all(line[span.start : span.end].endswith(span.text) for span in spans)
    assert all((span.end - span.start > len(span.text)) == (span.introducer is not None) for span in spans)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("3 Nov", "“3 Nov” was 19 days ago."),
        ("5/6", "“5/6” can be 5 June or 6 May."),
        ("14 May 2030", "“14 May 2030” is more than two years away: Tue 14 May 2030."),
        ("Feb 30", "February has no day 30."),
        ("asap", "“asap” names no day."),
        ("flurb", "“flurb” is not a day I can read."),
        ("Fri 23 Nov", "“Fri 23 Nov” does not agree with itself: 23 Nov is a Monday, not a Friday."),
        ("20 Nov", "“20 Nov” was 2 days ago."),
        ("21 Nov", "“21 Nov” was yesterday."),
        ("21.11.", "“21.11.” was yesterday."),
        ("yesterday", "“yesterday” has passed: it was Sat 21 Nov."),
        ("last friday", "“last friday” has passed: it was Fri 20 Nov."),
        ("2 days ago", "“2 days ago” has passed: it was Fri 20 Nov."),
        ("14 May 2026", "“14 May 2026” has passed: it was Thu 14 May."),
        ("Thu 14 May", "“Thu 14 May” has passed: it was Thu 14 May."),
        ("sun", "Today is Sunday: “sun” can be today or in a week."),
        ("nxt fri", "“nxt fri” can be Fri 27 Nov or Fri 4 Dec."),
    ],
)
def test_a_person_is_told_why_a_date_was_not_taken(text: str, why: str) -> None:
    reading = read_date(text, today=date(2026, 11, 22), order=None)
    assert not isinstance(reading, DateRead)
    assert reading.why == why


def test_a_month_first_person_gets_examples_in_their_order() -> None:
    reading = read_date("flurb", today=WEDNESDAY, order=DayOrder.MONTH_FIRST)
    assert isinstance(reading, DateUnknown)
    assert reading.hint == "Try fri, May 14, in 2 weeks or eow."


@pytest.mark.parametrize(
    ("locale", "order"),
    [
        ("en-US", DayOrder.MONTH_FIRST),
        ("en_US.UTF-8", DayOrder.MONTH_FIRST),
        ("en-GB", DayOrder.DAY_FIRST),
        ("en-AU", DayOrder.DAY_FIRST),
        ("de-DE", DayOrder.DAY_FIRST),
        ("fr-FR", DayOrder.DAY_FIRST),
        ("sv-SE", DayOrder.DAY_FIRST),
        ("zh-Hant-TW", DayOrder.MONTH_FIRST),
        ("ja-JP", DayOrder.MONTH_FIRST),
        ("ko-KR", DayOrder.MONTH_FIRST),
        ("hu-HU", DayOrder.MONTH_FIRST),
        ("lt-LT", DayOrder.MONTH_FIRST),
        ("en-CA", None),
        ("fr-CA", None),
        ("en", None),
        ("xx-YY", None),
        ("", None),
        (None, None),
    ],
)
def test_a_locale_tells_which_of_day_and_month_comes_first(locale: str | None, order: DayOrder | None) -> None:
    assert order_for(locale) is order


def test_a_date_is_said_with_its_weekday_and_in_another_year_with_that() -> None:
    assert say_date(date(2026, 5, 14), WEDNESDAY) == "Thu 14 May"
    assert say_date(date(2026, 12, 31), WEDNESDAY) == "Thu 31 Dec"
    assert say_date(date(2027, 5, 14), date(2026, 11, 24)) == "Fri 14 May 2027"
    assert say_date(date(2027, 2, 1), date(2026, 11, 24)) == "Mon 1 Feb 2027"
    assert say_date(date(2027, 1, 3), date(2026, 12, 20)) == "Sun 3 Jan"
    assert say_date(date(2026, 12, 20), date(2027, 1, 3)) == "Sun 20 Dec"
    assert say_date(date(2025, 5, 14), WEDNESDAY) == "Wed 14 May 2025"


@settings(deadline=None)
@given(TEXTS, DAYS, ORDERS)
@example("29/2", date(2026, 3, 1), None)
@example("in 9999 years", date(2026, 3, 1), None)
@example("31 dec 9999", date(2026, 3, 1), None)
@example("end of 9999", date(2026, 3, 1), None)
@example("0000-00-00", date(2026, 3, 1), None)
def test_any_text_gets_an_answer_and_never_a_past_day(text: str, today: date, order: DayOrder | None) -> None:
    reading = read_date(text, today=today, order=order)
    assert reading == read_date(text, today=today, order=order)
    if isinstance(reading, DateRead):
        assert reading.date >= today
    elif isinstance(reading, DateAmbiguous):
        assert reading.choices
        assert list(reading.choices) == sorted(set(reading.choices))
        assert reading.choices[0] >= today
    elif isinstance(reading, DatePast):
        assert reading.date < today


@settings(deadline=None)
@given(TEXTS, DAYS, ORDERS)
def test_dates_found_in_any_line_are_in_order_and_apart(line: str, today: date, order: DayOrder | None) -> None:
    spans = find_dates(line, today=today, order=order)
    assert spans == find_dates(line, today=today, order=order)
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    for span in spans:
        assert 0 <= span.start < span.end <= len(line)
        assert span.text in line[span.start : span.end]
        assert not isinstance(span.reading, DateRead) or span.reading.date >= today


@given(DAYS, st.integers(-400, 730), ORDERS)
@example(date(2028, 11, 24), -269, None)
@example(date(2026, 12, 20), 14, None)
@example(date(2020, 1, 1), 306, None)
def test_a_day_is_read_back_as_it_was_said(today: date, ahead: int, order: DayOrder | None) -> None:
    day = today + timedelta(ahead)
    reading = read_date(say_date(day, today), today=today, order=order)
    assert isinstance(reading, DateRead if ahead >= 0 else DatePast)
    assert reading.date == day


@settings(deadline=None)
@given(TEXTS, DAYS, ORDERS)
def test_what_is_wrong_with_a_date_is_said_in_one_whole_sentence(
    text: str, today: date, order: DayOrder | None
) -> None:
    reading = read_date(text, today=today, order=order)
    if not isinstance(reading, DateRead):
        said = reading.why.replace(f"“{reading.text}”", "“…”")
        assert said.endswith(".")
        assert said[0].isupper() or said[0] == "“"
        assert "Try " not in said
        assert '"' not in said
    if isinstance(reading, DateUnknown):
        assert reading.hint.startswith("Try ")


@given(DAYS, st.integers(0, 730), ORDERS)
def test_a_day_within_two_years_is_read_back_when_its_year_is_said(
    today: date, ahead: int, order: DayOrder | None
) -> None:
    day = today + timedelta(ahead)
    for said in (f"{say_date(day, date(1990, 1, 1))}", day.isoformat()):
        assert read_date(said, today=today, order=order) == DateRead(day)


@pytest.mark.parametrize(
    "text",
    [
        "friday " * 1430,
        "by 14 may " * 1000,
        "1" * 10_000,
        "5/6 " * 2500,
        "a" * 10_000,
        "by " * 3333,
        " " * 10_000,
    ],
)
def test_ten_thousand_characters_are_answered_at_once(text: str) -> None:
    began = time.process_time()
    assert isinstance(read_date(text, today=WEDNESDAY, order=None), DateUnknown)
    find_dates(text, today=WEDNESDAY, order=None)
    assert time.process_time() - began < 2
