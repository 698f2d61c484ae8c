"""The two quarters that facts are read over, and the words that several signals share. Moments compare in UTC."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, TypeVar

from reviews.account_facts import QUARTER
from reviews.dates import say_date
from reviews.facts import TYPED_HERE, FactKind
from reviews.health.model import View

T = TypeVar("T")

WEEKS: Final = "13 weeks"
NEW_FOR: Final = timedelta(days=45)
_TYPED: Final = "typed here"


def start_of(day: date) -> datetime:
    """The moment a day begins, in UTC."""
    return datetime.combine(day, time(), UTC)


def quarters(view: View, items: Iterable[T], when: Callable[[T], datetime]) -> tuple[list[T], list[T]]:
    """Those of the last 13 weeks, and those of the 13 before."""
    since = start_of(view.facts.since)
    start = since - QUARTER
    now: list[T] = []
    before: list[T] = []
    for each in items:
        moment = when(each)
        if moment >= since:
            now.append(each)
        elif moment >= start:
            before.append(each)
    return now, before


def day_of(moment: datetime) -> date:
    """The day of a moment, in UTC, whatever zone it came in."""
    return moment.astimezone(UTC).date()


def said_day(view: View, day: date) -> str:
    """A day with its weekday."""
    return say_date(day, view.today)


def is_new(view: View) -> bool:
    """Whether they came so lately that nobody could have been heard from yet."""
    created = view.account.created_at
    return created is not None and view.today - day_of(created) < NEW_FOR


def source_words(source: str) -> str:
    """A source as people call it."""
    return _TYPED if source == TYPED_HERE else source


def source_of(view: View, kind: FactKind) -> str:
    """The source whose word on that kind reaches furthest; what was typed where none was ever read."""
    read = view.facts.read_of(kind)
    return source_words(read.source) if read else _TYPED


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 person`, `3 people`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def times(number: int) -> str:
    """`never`, `once`, `twice`, `3 times`."""
    return {0: "never", 1: "once", 2: "twice"}.get(number, f"{number} times")
