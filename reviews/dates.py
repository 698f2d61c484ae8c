"""Dates as people type them at work: read one, find them in a sentence, say one back.

    >>> from datetime import date
    >>> read_date("fri", today=date(2026, 5, 13), order=None)
    DateRead(date=datetime.date(2026, 5, 15), assumed=None)
    >>> say_date(date(2026, 5, 15), date(2026, 5, 13))
    'Fri 15 May'

Nothing is guessed: what can be two days comes back as choices, a day that has passed as such.
`reviews.date_relative` says which "next friday" is meant.
"""

from datetime import date

from reviews.date_grammar import LONGEST, read_phrase
from reviews.date_locales import order_for
from reviews.date_readings import (
    DateAmbiguous,
    DatePast,
    DateRead,
    DateReading,
    DateUnknown,
    DayOrder,
    say_date,
)
from reviews.date_sentences import DateSpan, find_dates
from reviews.date_settling import Asking, unknown

__all__ = [
    "DateAmbiguous",
    "DatePast",
    "DateRead",
    "DateReading",
    "DateSpan",
    "DateUnknown",
    "DayOrder",
    "find_dates",
    "order_for",
    "read_date",
    "say_date",
]


def read_date(
    text: str, *, today: date, order: DayOrder | None, holidays: frozenset[date] = frozenset()
) -> DateReading:
    """The day that the whole of `text` names, with `today` as the person's own day.

    `order` settles 5/6; `holidays` are left out of working days. A time of day is accepted and not kept.
    """
    said = " ".join(text[: LONGEST + 1].split())
    shown = said if len(text) <= LONGEST else f"{said[: LONGEST - 1]}…"
    asking = Asking(shown, today, order, holidays)
    if not said:
        return unknown(asking, "No day was given")
    if len(text) > LONGEST:
        return unknown(asking, f"“{shown}” is too long for a date")
    found = read_phrase(asking)
    return found.reading if found else unknown(asking)
