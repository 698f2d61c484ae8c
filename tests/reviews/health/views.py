"""What is known of one customer on Tue 24 Nov 2026, made short."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from reviews.account_facts import AccountFacts
from reviews.calendar import WorkCalendar
from reviews.health.model import HeardDay, NotKnown, Reading, Signal, View
from tests.builders import NOW, TODAY, account, days
from tests.reviews.fact_builders import facts

BERLIN = WorkCalendar("Europe/Berlin", country="DE-BE")


def view(known: AccountFacts | None = None, **fields: Any) -> View:
    """A customer with these facts; lists of anything else are given by name."""
    held = {name: tuple(each) if isinstance(each, list) else each for name, each in fields.items()}
    given: dict[str, Any] = {
        "account": account(created_at=NOW - timedelta(days=500)),
        "today": TODAY,
        "calendar": BERLIN,
    }
    return View(facts=known or facts(), **(given | held))


def silent(**held: Any) -> AccountFacts:
    """Facts of which no source speaks for the present."""
    return facts(reads=(), **held)


def wrote(user: str, ago: int, *, theirs: bool = True, times: int = 1) -> HeardDay:
    """Somebody wrote in a channel that is listened to."""
    return HeardDay(days(-ago), user, theirs, times)


def bad(reading: Reading) -> Signal:
    """A signal that is bad news."""
    assert isinstance(reading, Signal), reading
    assert 0 < reading.strength <= 1, reading
    return reading


def fine(reading: Reading) -> Signal:
    """A signal that says nothing bad."""
    assert isinstance(reading, Signal), reading
    assert reading.strength == 0, reading
    return reading


def unknown(reading: Reading) -> str:
    """What is missing."""
    assert isinstance(reading, NotKnown), reading
    return reading.missing
