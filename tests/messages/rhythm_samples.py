"""What is said around a review's day: its rhythm, one left open at the day's end, and the check two weeks after."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from reviews.audit_entry import AuditEntry
from reviews.calendar import WorkCalendar
from reviews.messages.progress import progress_message
from reviews.messages.rhythm import RhythmSheet, not_understood, rhythm_list, rhythm_message, which_day, with_rhythm
from reviews.messages.status import status
from reviews.messages.summary import interim_summary
from reviews.model import ActionState, Severity, StepName
from reviews.progress_check import CheckItem, ProgressCheck
from reviews.rhythm import RhythmUnknown, read_rhythm
from reviews.rhythm_changes import Terms
from tests.builders import NAMES, NOW, TODAY, WS, account, action, days, ended_review, gap, sitting, steps_before
from tests.messages.nudge_samples import Payload, Sample

BERLIN = WorkCalendar("Europe/Berlin", country="DE-BE")
LATER = date(2026, 12, 8)


def rhythm(**fields: Any) -> RhythmSheet:
    """Northwind's reviews, the next one in February."""
    given: dict[str, Any] = {"next_review_on": date(2027, 2, 24)}
    return RhythmSheet(account(**(given | fields)), BERLIN, TODAY, "Nina")


def misread(words: str) -> Payload:
    """What is said to a rhythm that cannot be read."""
    read = read_rhythm(words)
    assert isinstance(read, RhythmUnknown)
    return not_understood(read, account(), "/review")


def two_weeks_after(*asked: CheckItem, **fields: Any) -> Payload:
    """The check after the review of 24 November."""
    return progress_message(ProgressCheck(account(), ended_review(), LATER, BERLIN, asked=asked, names=NAMES, **fields))


MOVED = AuditEntry(
    WS, 5, datetime(2026, 12, 1, 9, tzinfo=UTC), "U2", "action", "31", {"due": "a"}, {"due": "b"}, "legal is late"
)
STEP = action(31, "Fix the month-end export", owner="U2", due=date(2026, 12, 4), moves=1)
HOLE = gap(12, severity=Severity.BLOCKS, update_on=date(2026, 12, 11), logged_at=NOW - timedelta(minutes=10))
ENDED = action(30, state=ActionState.DONE)
AT_USAGE = steps_before(StepName.USAGE)

RHYTHM_SAMPLES: dict[str, Sample] = {
    "rhythm": lambda: rhythm_message(rhythm()),
    "rhythm, late": lambda: rhythm_message(rhythm(next_review_on=days(-6))),
    "rhythm, paused": lambda: rhythm_message(rhythm(paused_at=NOW)),
    "rhythm changed": lambda: rhythm_message(rhythm(rhythm_months=1), was=Terms(3, days(90), None)),
    "rhythm not understood": lambda: misread("now and then"),
    "rhythm, which day": lambda: which_day("“5/6” can be two days.", [days(10), days(40)], account(), TODAY),
    "rhythm of everybody": lambda: rhythm_list([rhythm(next_review_on=days(-6)), rhythm(id=2, name="Blue Fern")], 9),
    "rhythm beside a status": lambda: with_rhythm(status(sitting(), []), rhythm()),
    "summary of a review left open": lambda: interim_summary(sitting(steps=AT_USAGE), TODAY),
    "progress check": lambda: two_weeks_after(CheckItem(STEP, MOVED), CheckItem(HOLE), ended=(ENDED,)),
    "progress check with nothing to ask": lambda: two_weeks_after(ended=(ENDED,)),
}
