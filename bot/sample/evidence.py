"""What a review of old could read from the facts of its day: a mark and its line of evidence for each question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from bot.sample.days import QUARTER_DAYS
from bot.sample.story import Failure, Hole, Sat, Story, Use
from reviews.model import MarkColour, Question, Severity

_AROUND = (Severity.WORKAROUND, Severity.BLOCKS)
_QUARTER = timedelta(days=QUARTER_DAYS)


def marks(story: Story, sat: Sat, open_gaps: Sequence[Hole]) -> dict[Question, tuple[MarkColour, str]]:
    """Colour and evidence for each question; what the review itself says goes before what is read."""
    read = {
        Question.RELIABILITY: _reliability(story.incidents, sat.day),
        Question.USAGE: _usage(story.usage, sat.day),
        Question.WORKAROUNDS: _workarounds(open_gaps),
        Question.OWNERS: (MarkColour.GREEN, "Every gap has one owner and one day"),
    }
    return {
        question: (sat.colours.get(question, colour), sat.says.get(question, line))
        for question, (colour, line) in read.items()
    }


def facts_note(story: Story, day: date) -> str:
    """What the step of facts was closed with: the tickets of thirteen weeks."""
    count = sum(1 for each in story.tickets if day - _QUARTER < each.opened_at.date() <= day)
    return f"{count} {'ticket' if count == 1 else 'tickets'} in 13 weeks, the brief was read"


def _reliability(incidents: Sequence[Failure], day: date) -> tuple[MarkColour, str]:
    recent = [each for each in incidents if day - _QUARTER < each.started_at.date() <= day]
    if not recent:
        return MarkColour.GREEN, "No incident in 13 weeks"
    workflow, times = Counter(each.workflow for each in recent).most_common(1)[0]
    if times > 1:
        return MarkColour.RED, f"{times} incidents hit the {workflow} in 13 weeks"
    return MarkColour.YELLOW, f"Once: {recent[-1].what}"


def _usage(usage: Sequence[Use], day: date) -> tuple[MarkColour, str]:
    read = [each for each in usage if not each.team and each.ends_on <= day]
    if not read:
        return MarkColour.UNKNOWN, "No numbers yet"
    now, before = read[-1], read[-4] if len(read) > 3 else None
    if before is None:
        return MarkColour.GREEN, f"{now.active_30} of {now.seats} seats active in 30 days"
    line = f"{now.active_30} of {now.seats} seats active in 30 days, {before.active_30} a quarter before"
    if now.active_30 >= before.active_30 * 0.92:
        return MarkColour.GREEN, line
    return (MarkColour.YELLOW if now.active_30 >= before.active_30 * 0.7 else MarkColour.RED), line


def _workarounds(gaps: Sequence[Hole]) -> tuple[MarkColour, str]:
    around = [each for each in gaps if each.severity in _AROUND]
    if not around:
        return MarkColour.GREEN, "No workaround that we know of"
    return MarkColour.YELLOW, around[0].what
