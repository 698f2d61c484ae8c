"""The one line that says why to read a brief."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import Final

from reviews.brief_model import BriefSheet
from reviews.facts import FactKind
from reviews.messages.brief_words import headed, times
from reviews.messages.words import count, said

_NEWS: Final = 0.25


def headline(sheet: BriefSheet) -> str:
    """The two worst things, the worst first."""
    points = chain.from_iterable(each(sheet) for each in _POINTS)
    line = "; ".join(islice(points, 2)) or "nothing stands out in what is known"
    return headed(line)


def _came_back(sheet: BriefSheet) -> Iterator[str]:
    for pattern in sheet.patterns.repeating[:1]:
        still = ", not fixed yet" if pattern.is_open else ""
        yield f"{said(pattern.label, 60)} failed {times(len(pattern.incidents))} in 13 weeks{still}"


def _late(sheet: BriefSheet) -> Iterator[str]:
    late = len(sheet.promises.late)
    promised = len(sheet.promises.promised)
    if promised == 1 == late:
        yield "the one promise is late"
    elif late:
        yield f"{late} of {promised} promises {'is' if late == 1 else 'are'} late"


def _away(sheet: BriefSheet) -> Iterator[str]:
    for quiet in sheet.touches.quiet[:1]:
        if quiet.declined:
            yield f"{said(quiet.name, 40)} has declined {times(len(quiet.declined))}"


def _alone(sheet: BriefSheet) -> Iterator[str]:
    if sheet.usage.hangs_on_one and not sheet.usage.is_stale:
        yield "its use hangs on one person"


def _use(sheet: BriefSheet) -> Iterator[str]:
    usage = sheet.usage
    if usage.change is not None and abs(usage.change) >= _NEWS and not usage.is_stale and usage.previous:
        yield f"{usage.previous.active_30} people last quarter, {usage.active} now"


def _tickets(sheet: BriefSheet) -> Iterator[str]:
    if sheet.tickets.turned:
        yield "tickets turn to exports, data and terms"
    if sheet.tickets.fell:
        yield "far fewer tickets than before"


def _gone(sheet: BriefSheet) -> Iterator[str]:
    for gone in sheet.touches.champions_left[:1]:
        yield f"their champion {said(gone.name, 40)} has left"


def _once(sheet: BriefSheet) -> Iterator[str]:
    if sheet.patterns.one_off and not sheet.patterns.repeating:
        yield f"{count(sheet.patterns.count, 'incident')}, none came back"


def _asked(sheet: BriefSheet) -> Iterator[str]:
    for asked in sheet.tickets.asked[:1]:
        yield f"“{said(asked.label, 50)}” was asked {times(len(asked.tickets))}"


def _unknown(sheet: BriefSheet) -> Iterator[str]:
    if FactKind.USAGE in sheet.missing and FactKind.INCIDENT in sheet.missing:
        yield "little is known: neither use nor incidents"


_POINTS: Final = (_came_back, _late, _away, _alone, _use, _tickets, _gone, _once, _asked, _unknown)
