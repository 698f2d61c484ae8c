"""Which of the dates in a line is the one meant."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from reviews.dates import DateAmbiguous, DateRead, DateReading, DateSpan, DayOrder, find_dates
from reviews.mentions import find_mentions
from reviews.sheet import Sheet
from reviews.verbs import word_set

_NOT_DUE = word_set("since from after last every each of the past until previous yesterday this's")
_STRONG = frozenset({"by", "due", "until", "before", "no later than", "update", "next update"})
_HEAD, _TAIL = 800, 400
"""Characters of a very long text in which dates are looked for; the rest is prose."""
_UPDATES = frozenset({"update", "next update"})
_PREPOSITION = re.compile(r"(?:(?<![\w@])(?:at|by|due|around|b4)|(?<!\S)[@~])\s*$", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"([\w'’]+)\s*$")


@dataclass(frozen=True, slots=True)
class Asked:
    """What dates are read against: the person's own day and the order they write day and month in."""

    today: date
    order: DayOrder | None


def dates_in(sheet: Sheet, asked: Asked, guarded: tuple[tuple[int, int], ...] = ()) -> list[DateSpan]:
    """Find the dates in what is not yet taken; people and `guarded` spans are covered first."""
    people = tuple((each.start, each.end) for each in find_mentions(sheet.text))
    covered = sheet.masked(*people, *guarded)
    if len(covered) <= _HEAD + _TAIL:
        return find_dates(covered, today=asked.today, order=asked.order)
    shift = len(covered) - _TAIL
    tail = find_dates(covered[shift:], today=asked.today, order=asked.order)
    moved = [replace(span, start=span.start + shift, end=span.end + shift) for span in tail]
    return [*find_dates(covered[:_HEAD], today=asked.today, order=asked.order), *moved]


def take_update(sheet: Sheet, spans: list[DateSpan]) -> DateReading | None:
    """Take the day of the next update: said as such, else as a limit, else standing by itself."""
    for fits in (_is_update, _is_limit, _stands_alone):
        chosen = [span for span in spans if fits(sheet, span)]
        if chosen:
            sheet.take(chosen[-1].start, chosen[-1].end)
            return chosen[-1].reading
    return None


def take_due(sheet: Sheet, spans: list[DateSpan]) -> DateReading | None:
    """Take the day an action is due. Two limits that differ are a question; a date amid a sentence stays."""
    bare = [_without_update(span) for span in spans]
    limits = [span for span in bare if _is_limit(sheet, span)]
    others = [span for span in bare if _may_be_due(sheet, span)]
    chosen = limits or others[-1:]
    if not chosen:
        return None
    if clash := _clash(chosen):
        return clash
    for span in chosen:
        if span in limits or (_stands_alone(sheet, span) and not _is_aim(sheet, span)):
            sheet.take(_with_preposition(sheet, span.start), span.end)
    return chosen[-1].reading


def _is_aim(sheet: Sheet, span: DateSpan) -> bool:
    """Whether the day belongs to the deed: "move the call to mon"."""
    found = _WORD_BEFORE.search(sheet.masked()[: span.start])
    return found is not None and found[1].casefold() in {"to", "from"}


def _with_preposition(sheet: Sheet, start: int) -> int:
    """Where a date begins with the little word before it, which says nothing once the date is gone."""
    found = _PREPOSITION.search(sheet.masked()[:start])
    return found.start() if found else start


def _without_update(span: DateSpan) -> DateSpan:
    """In an action "update" is a deed or a thing ("send Dana an update fri"), not part of its date."""
    if span.introducer not in _UPDATES:
        return span
    return replace(span, start=span.end - len(span.text), introducer=None)


def _clash(spans: list[DateSpan]) -> DateReading | None:
    days = {span.reading.date for span in spans if isinstance(span.reading, DateRead)}
    if len(spans) == 1 or (len(days) == 1 and len(spans) == len([s for s in spans if _day(s) in days])):
        return None
    if not days:
        return spans[-1].reading
    said = " and ".join(f"“{span.text}”" for span in spans)
    return DateAmbiguous(said, tuple(sorted(days)), f"{said} are both there, and only one can be the date.")


def _day(span: DateSpan) -> date | None:
    return span.reading.date if isinstance(span.reading, DateRead) else None


def _is_update(_: Sheet, span: DateSpan) -> bool:
    return span.introducer in _UPDATES


def _is_limit(_: Sheet, span: DateSpan) -> bool:
    return span.introducer in _STRONG


def _may_be_due(sheet: Sheet, span: DateSpan) -> bool:
    found = _WORD_BEFORE.search(sheet.masked()[: span.start])
    return not found or found[1].casefold() not in _NOT_DUE


def _stands_alone(sheet: Sheet, span: DateSpan) -> bool:
    """Whether nothing follows, or nothing goes before, in the span's part of the line."""
    if not _may_be_due(sheet, span):
        return False
    parts = [part for part in sheet.parts() if part.start < span.end and part.end > span.start]
    if not parts or span.end >= parts[-1].end or span.start <= parts[0].start:
        return True
    return _only_people(sheet.text[span.end : parts[-1].end]) or _only_people(sheet.text[parts[0].start : span.start])


def _only_people(text: str) -> bool:
    """Whether nothing but mentions stands there: "fix export fri @omar"."""
    people = find_mentions(text)
    signs = list(text)
    for each in people:
        signs[each.start : each.end] = " " * (each.end - each.start)
    return bool(people) and not "".join(signs).strip(" ,;&/+()")
