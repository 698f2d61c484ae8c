"""Moments in a line about something that happened: days with their times, and what each of them is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from reviews.fact_entry_clock import ClockSaid, clocks_in
from reviews.fact_entry_days import DaySaid, days_in
from reviews.line_dates import Asked
from reviews.sheet import TAKEN

Role = Literal["start", "end", "acknowledged", "fixed"]

_ACKNOWLEDGED = (
    r"(?:first )?(?:acknowledge?d?(?:ment)?|ack(?:ed|['’]?d)?|picked up|noticed by us|we (?:noticed"
    r"|saw|picked) it(?: up)?)"
)
_FIXED = (
    r"(?:(?:(?:it|all|and|but|was|is|were|are|finally|only|then|got|now) )*"
    r"(?:fixed|fix(?: (?:went )?(?:live|out|deployed))?|resolved|restored|recovered|solved|repaired|mitigated"
    r"|back(?: (?:up|online|to normal|again|on))?|up again|(?:works|working|running|ok|fine) again|ended|over"
    r"|(?:came|went) back(?: up)?))"
)
_BETWEEN = r"(?:[ ,:=]*\b(?:at|on|by|by us|since|around|about|only|again|from|was|it)\b)*[ :=]*"
LABEL = re.compile(
    rf"(?<![\w/-])(?:(?P<acknowledged>{_ACKNOWLEDGED})|(?P<fixed>{_FIXED}))(?![\w-]){_BETWEEN}", re.IGNORECASE
)
"""Words after which a moment says when we acknowledged it, or when it was fixed."""
_STILL = re.compile(
    r"(?<![\w-])(?:and |but |is |it(?:['’]s| is) )*(?:still (?:open|down|broken|failing|slow|ongoing|out"
    r"|happening|not \w+|unfixed)"
    r"|not (?:yet )?(?:fixed|resolved|back|restored|acknowledged|acked|solved)(?: yet)?|ongoing|unresolved"
    r"|no fix(?: yet)?|no acknowledgement(?: yet)?)(?![\w-])",
    re.IGNORECASE,
)
_LEADS = {
    "end": re.compile(r"(?:[-–—]|->|→|\b(?:to|until|till|til|through|up to|and))\s*$", re.IGNORECASE),
    "between": re.compile(r"\bbetween\s*$", re.IGNORECASE),
    "start": re.compile(
        r"(?:\b(?:(?:it )?(?:started|starting|began|beginning) )?(?:since|from|at|on|around|about|between"
        r"|starting|started)|[@~])\s*$",
        re.IGNORECASE,
    ),
}
_LENGTH = (
    r"(?:(?:about|around|nearly|almost|roughly|some|~|over|under"
    r"|just) ?)?(?:(?P<h>\d{1,3}(?:[.,]\d)?)\s?(?:hours?|hrs?|h)"
    r"(?:\s?(?:and )?(?P<hm>\d{1,2})\s?(?:minutes?|mins?|m)?)?|(?P<m>\d{1,4})\s?(?:minutes?|mins?|m)"
    r"|(?P<half>half an hour)|(?P<one>an hour)(?P<more> and a half)?|(?P<d>\d{1,2}|a|one|two|three) days?)(?![\w/])"
)
_LASTED = re.compile(
    rf"(?<![\w-])(?:and )?(?:for|lasted|lasting|took us) {_LENGTH}"
    rf"|(?:(?<=\bdown )|(?<=\bout )|(?<=\boffline )"
    rf"|(?<=\bunavailable )){_LENGTH.replace('?P<', '?P<x')}(?=\s*(?:$|[,;.)]|(?:at|on|since|from)\b))",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(
    rf"(?:after|in|within) {_LENGTH}|{_LENGTH.replace('?P<', '?P<x')} (?:later|afterwards|after)", re.IGNORECASE
)
ALONE = re.compile(rf"(?:down )?{_LENGTH}(?: (?:long|outage|downtime|in all))?", re.IGNORECASE)
_NEAR = 40
"""How far before a moment the words may begin that say what it is."""
_COUNTS = {"a": 1.0, "one": 1.0, "two": 2.0, "three": 3.0}


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment said at `text[start:end]`, with the words that say what it is. Day, time, or both; or a length.

    `lasted`: it is so long after the beginning.
    """

    start: int
    end: int
    role: Role
    day: DaySaid | None = None
    clock: ClockSaid | None = None
    lasted: timedelta | None = None


def still_going(text: str) -> Iterator[tuple[int, int]]:
    """Where the text says that it is not over yet."""
    return (found.span() for found in _STILL.finditer(text))


def moments_in(text: str, asked: Asked) -> list[Moment]:
    """Every moment, left to right. A second beginning is left as one: who reads it asks which."""
    days = days_in(text, asked)
    covered = _covered(text, [(each.start, each.end) for each in days])
    labels = list(LABEL.finditer(covered))
    after = [(each.start, each.end) for each in days] + [each.span() for each in labels]
    joined = _joined(text, days, clocks_in(covered, after))
    roles = {each.end(): each for each in LABEL.finditer(text)}
    moments = [_with_role(text, each, joined[:place], roles.get(each.start)) for place, each in enumerate(joined)]
    lengths = [*_afterwards(text, labels), *_lasting(text)]
    free = (each for each in lengths if not any(each.start < m.end and m.start < each.end for m in moments))
    return sorted([*moments, *free], key=lambda each: each.start)


def _covered(text: str, spans: Sequence[tuple[int, int]]) -> str:
    signs = list(text)
    for start, end in spans:
        signs[start:end] = TAKEN * (end - start)
    return "".join(signs)


def _joined(text: str, days: Sequence[DaySaid], clocks: Sequence[ClockSaid]) -> list[Moment]:
    """Days with the times beside them: "yesterday from 14:00", "16:30 on Tuesday"."""
    free = list(days)
    made: list[Moment] = []
    for clock in clocks:
        beside = next((d for d in free if d.end <= clock.start and _lead_in(text[d.end : clock.start])), None)
        if beside:
            free.remove(beside)
            made.append(Moment(beside.start, clock.end, "start", beside, clock))
        else:
            made.append(Moment(clock.start, clock.end, "start", None, clock))
    for place, moment in enumerate(made):
        after = next((d for d in free if moment.end <= d.start and not text[moment.end : d.start].strip()), None)
        if moment.day is None and after:
            free.remove(after)
            made[place] = replace(moment, end=after.end, day=after)
    made += [Moment(day.start, day.end, "start", day) for day in free]
    return sorted(made, key=lambda each: each.start)


def _lead_in(between: str) -> bool:
    return (
        re.fullmatch(r"[ ,:]*(?:(?:at|from|between|around|about|since|starting|starting at|by)\b|[@~])?\s*", between)
        is not None
    )


def _with_role(text: str, moment: Moment, before: Sequence[Moment], label: re.Match[str] | None) -> Moment:
    """What a moment is, by the words right before it, which are then part of it."""
    far = max(0, moment.start - _NEAR)
    lead = text[far : moment.start]
    if label:
        role: Role = "acknowledged" if label["acknowledged"] else "fixed"
        return replace(moment, start=label.start(), role=role)
    ends = _LEADS["end"].search(lead)
    if ends and (
        ends[0].strip().casefold() in {"until", "till", "til", "up to", "through"}
        or _closes(text, before, far + ends.start())
    ):
        return replace(moment, start=far + ends.start(), role="end")
    starts = _LEADS["start"].search(lead)
    return replace(moment, start=far + starts.start()) if starts else moment


def _closes(text: str, before: Sequence[Moment], at: int) -> bool:
    """Whether a dash, a "to" or an "and" stands right behind the beginning of a range."""
    if not before or text[before[-1].end : at].strip():
        return False
    joined = text[at:].lstrip()[:3].casefold()
    return (
        joined != "and"
        or _LEADS["between"].search(text[max(0, before[-1].start - _NEAR) : before[-1].start]) is not None
        or _between(text, before[-1])
    )


def _between(text: str, first: Moment) -> bool:
    return re.search(r"\bbetween\b", text[first.start : first.end], re.IGNORECASE) is not None


def _afterwards(text: str, labels: Sequence[re.Match[str]]) -> Iterator[Moment]:
    """Read "acknowledged after 10 min" and "fixed 2 h later"."""
    for label in labels:
        found = _AFTERWARDS.match(text, label.end())
        if found:
            role: Role = "acknowledged" if label["acknowledged"] else "fixed"
            yield Moment(label.start(), found.end(), role, lasted=_length(found))


def _lasting(text: str) -> Iterator[Moment]:
    for found in _LASTED.finditer(text):
        yield Moment(found.start(), found.end(), "end", lasted=_length(found))


def length_alone(part: str) -> timedelta | None:
    """How long it took, where that is all a part of the line says: "2 h", "45 min"."""
    found = ALONE.fullmatch(part)
    return _length(found) if found else None


def _length(found: re.Match[str]) -> timedelta:
    said = {name.removeprefix("x"): value for name, value in found.groupdict().items() if value}
    if "half" in said:
        return timedelta(minutes=30)
    if "one" in said:
        return timedelta(minutes=90 if "more" in said else 60)
    if "d" in said:
        return timedelta(days=_COUNTS.get(said["d"].casefold()) or float(said["d"]))
    if "m" in said:
        return timedelta(minutes=int(said["m"]))
    return timedelta(hours=float(said["h"].replace(",", ".")), minutes=int(said.get("hm", 0)))
