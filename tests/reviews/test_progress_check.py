"""Two weeks after a review: what is asked, what was touched lately, and what has ended."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from reviews.audit_entry import AuditEntry
from reviews.calendar import WorkCalendar
from reviews.ladder import ref_of_item
from reviews.model import Action, ActionState, Gap, GapState, Severity
from reviews.progress_check import ProgressCheck, progress_check
from tests.builders import NAMES, NOW, WS, account, action, ended_review, gap

CLOSED = NOW
LOGGED = NOW - timedelta(minutes=10)
NOW_THEN = datetime(2026, 12, 8, 8, 0, tzinfo=UTC)
"""A Tuesday morning in Berlin, two weeks on."""
BERLIN = WorkCalendar("Europe/Berlin", country="DE")


def step(number: int = 1, **fields: Any) -> Action:
    return action(number, **({"logged_at": LOGGED, "due": date(2026, 12, 11)} | fields))


def hole(number: int = 1, **fields: Any) -> Gap:
    return gap(number, **({"logged_at": LOGGED, "update_on": date(2026, 12, 11)} | fields))


def check(*items: Action | Gap, entries: dict[str, AuditEntry] | None = None) -> ProgressCheck:
    return progress_check(account(), ended_review(), items, entries or {}, BERLIN, NAMES, now=NOW_THEN)


def refs(found: ProgressCheck) -> dict[str, list[str]]:
    return {
        "asked": [ref_of_item(each.item) for each in found.asked],
        "recent": [ref_of_item(each) for each in found.recent],
        "ended": [ref_of_item(each) for each in found.ended],
    }


def test_what_is_still_promised_or_open_is_asked_about():
    found = check(step(1), step(2, state=ActionState.BLOCKED), step(3, state=ActionState.WAITING), hole(4))
    assert sorted(refs(found)["asked"]) == ["A-1", "A-2", "A-3", "G-4"]


@pytest.mark.parametrize(
    ("touched", "is_recent"),
    [
        (datetime(2026, 12, 8, 7, 0, tzinfo=UTC), True),
        (datetime(2026, 12, 3, 12, 0, tzinfo=UTC), True),
        (datetime(2026, 12, 2, 22, 59, tzinfo=UTC), False),
        (datetime(2026, 12, 2, 23, 1, tzinfo=UTC), True),
        (datetime(2026, 12, 2, 12, 0, tzinfo=UTC), False),
        (LOGGED, False),
        (None, False),
    ],
)
def test_what_was_touched_in_the_last_three_working_days_there_is_left_out(touched, is_recent):
    found = check(step(1, touched_at=touched))
    assert refs(found)["recent" if is_recent else "asked"] == ["A-1"]


def test_closing_alone_does_not_count_as_an_update():
    weeks_late = progress_check(
        account(), ended_review(), [step(1, touched_at=CLOSED)], {}, BERLIN, NAMES, now=CLOSED + timedelta(hours=1)
    )
    assert refs(weeks_late)["asked"] == ["A-1"]


def test_what_has_ended_since_is_counted_and_what_had_ended_before_is_not():
    done = {"state": ActionState.DONE, "ended_by": "U1"}
    after, before = CLOSED + timedelta(days=2), CLOSED - timedelta(minutes=1)
    found = check(step(1, ended_at=after, **done), step(2, ended_at=before, **done))
    assert refs(found)["ended"] == ["A-1"]
    closed = check(hole(1, state=GapState.CLOSED, ended_at=after))
    assert (refs(closed)["ended"], closed.total) == (["G-1"], 1)


def test_what_was_logged_after_the_close_is_none_of_its_business():
    assert check(step(1, logged_at=CLOSED + timedelta(minutes=1))).total == 0


def test_the_longest_late_comes_first_then_what_blocks_then_by_day():
    found = check(
        step(1),
        hole(2, severity=Severity.BLOCKS),
        step(3, due=date(2026, 12, 7)),
        step(4, due=date(2026, 11, 27)),
        hole(5, update_on=None),
        step(6, due=date(2026, 12, 10)),
    )
    assert refs(found)["asked"] == ["A-4", "A-3", "G-2", "G-5", "A-6", "A-1"]


def test_a_blocked_step_is_not_called_late():
    found = check(step(1, state=ActionState.BLOCKED, due=date(2026, 12, 1)))
    assert found.days_late(found.asked[0].item) == 0


def test_lateness_is_counted_in_working_days():
    found = check(step(1, due=date(2026, 12, 4)))
    assert found.days_late(found.asked[0].item) == 2


def test_each_item_brings_its_last_change():
    entry = AuditEntry(WS, 5, NOW_THEN - timedelta(days=6), "U2", "action", "1", {"due": "2026-12-01"}, {"due": "x"})
    found = check(step(1), entries={"A-1": entry})
    assert found.asked[0].last == entry
