"""The one line that says why to read a brief."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import Final

from reviews.brief_model import BriefSheet
from reviews.facts import FactKind
from reviews.messages.brief_words import NOUNS, headed, joined, times
from reviews.messages.words import count, said
from reviews.model import GapState, Severity
from reviews.usage_reading import UsageReading

_NEWS: Final = 0.25


def headline(sheet: BriefSheet) -> str:
    """The two worst things, the worst first."""
    points = list(islice(chain.from_iterable(each(sheet) for each in _POINTS), 2))
    if not points:
        points = ["nothing stands out in what is known", *_not_known(sheet)]
    return headed("; ".join(points))


def _not_known(sheet: BriefSheet) -> Iterator[str]:
    if sheet.missing:
        yield f"not known: {joined([NOUNS[kind] for kind in sheet.missing])}"


def _came_back(sheet: BriefSheet) -> Iterator[str]:
    for pattern in sheet.patterns.repeating[:1]:
        still = ", no fix noted" if pattern.is_open else ""
        yield f"{said(pattern.label, 60)} {pattern.deed} {times(len(pattern.incidents))} in 13 weeks{still}"


def _open_now(sheet: BriefSheet) -> Iterator[str]:
    for each in sheet.patterns.one_off[:1]:
        if each.fixed_at is None:
            yield f"no fix noted for “{said(each.what, 50)}”"


def _blocks(sheet: BriefSheet) -> Iterator[str]:
    blocking = [
        each for each in sheet.material.gaps if each.severity is Severity.BLOCKS and each.state is GapState.OPEN
    ]
    if blocking:
        yield f"{count(len(blocking), 'gap blocks', 'gaps block')} work"


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


def _doubtful(sheet: BriefSheet) -> Iterator[str]:
    if sheet.usage.is_doubtful and not sheet.usage.is_stale:
        yield f"the number of people is doubtful: {sheet.usage.active} active"


def _fewer(sheet: BriefSheet) -> Iterator[str]:
    change = sheet.usage.change
    if change is not None and change <= -_NEWS:
        yield from _people(sheet.usage)


def _more(sheet: BriefSheet) -> Iterator[str]:
    change = sheet.usage.change
    if change is not None and change >= _NEWS:
        yield from _people(sheet.usage)


def _people(usage: UsageReading) -> Iterator[str]:
    if not usage.is_stale and usage.previous:
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
    if sheet.patterns.one_off and not sheet.patterns.repeating and not sheet.patterns.unfixed:
        only, *others = sheet.patterns.one_off
        back = "" if sheet.material.facts.is_silent(FactKind.INCIDENT) else ", none came back"
        yield f"{len(others) + 1} incidents{back}" if others else f"1 incident: “{said(only.what, 50)}”"


def _asked(sheet: BriefSheet) -> Iterator[str]:
    for asked in sheet.tickets.asked[:1]:
        yield f"“{said(asked.label, 50)}” was asked {times(len(asked.tickets))}"


def _kept(sheet: BriefSheet) -> Iterator[str]:
    found = sheet.promises
    if len(found.promised) > 1 and len(found.kept) == len(found.promised):
        yield f"{'both' if len(found.kept) == 2 else f'all {len(found.kept)}'} promises kept"


def _unknown(sheet: BriefSheet) -> Iterator[str]:
    if FactKind.USAGE in sheet.missing and FactKind.INCIDENT in sheet.missing:
        yield "little is known: neither use nor incidents"


_POINTS: Final = (
    _came_back,
    _open_now,
    _late,
    _away,
    _alone,
    _doubtful,
    _fewer,
    _tickets,
    _blocks,
    _gone,
    _more,
    _once,
    _asked,
    _kept,
    _unknown,
)
