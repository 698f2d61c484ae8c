"""Times of day in a line: "14:00", "9am", "9-11" after a day, "since 9"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time
from itertools import pairwise

from reviews.fact_entry_days import WEEKDAY

RANGE = r"\s*(?:[-–—]|(?:->|→)|\b(?:to|until|till|til|through|and)\b)\s*"
_STRONG_BODY = (
    r"(?:(?P<h>[01]?\d|2[0-3])(?::(?P<m>[0-5]\d)(?::[0-5]\d)?|h(?P<mh>[0-5]\d))(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    r"(?:\s?(?:h|hrs|uhr)\b)?|(?P<h12>1[0-2]|0?[1-9])(?:\.(?P<m12>[0-5]\d))?\s?(?P<half12>[ap])\.?m\b\.?"
    r"|(?P<word>noon|midday|midnight)\b)(?![\w:])"
)
_FOLLOWED = (
    r"(?=\s*(?:$|[,;.)\n–—-]|\b(?:to|until|till|til|and|on|today|yesterday|this|for|but|because|when|then|fixed|ack\w*"
    rf"|resolved|in the (?:morning|afternoon|evening)|utc|cet|cest|gmt|local)\b|{WEEKDAY}\b|→|->))"
)
_WEAK_BODY = (
    r"(?:(?P<h>[01]?\d|2[0-4])(?:[.](?P<m>[0-5]\d))?(?:\s?(?:h|o['’]?clock|uhr)\b)?"
    rf"(?![\w:/%]|[.]\d){_FOLLOWED}"
    r"|(?P<h4>[01]\d|2[0-3])(?P<m4>[0-5]\d)(?:\s?(?:h|hrs)\b|(?=\s*(?:-|–|to|until|till|$|[,;.)]))))"
)
_STRONG = re.compile(rf"(?<![\w.:/#-]){_STRONG_BODY}", re.IGNORECASE)
_WEAK = re.compile(rf"(?<![\w.:/#@€$£,-]){_WEAK_BODY}", re.IGNORECASE)
_LATE_STRONG, _LATE_WEAK = re.compile(_STRONG_BODY, re.IGNORECASE), re.compile(_WEAK_BODY, re.IGNORECASE)
"""The end of a range stands right behind its dash."""
_INTRODUCED = re.compile(
    r"(?:\b(?:at|since|from|between|until|till|til|around|about|by|before)|[@~])\s*(?:about |around |~)?$",
    re.IGNORECASE,
)
_A_LENGTH = re.compile(r"\b(?:for|in|after|within|lasted|lasting|took|down|about|around)\s*$", re.IGNORECASE)
"""Before "2h30", which is then how long it took."""
_AFTER_MARK = re.compile(rf"{RANGE}$", re.IGNORECASE)
_BEFORE_MARK = re.compile(RANGE, re.IGNORECASE)
_BEGINS = re.compile(r"(?<!\d)\d|(?<!\w)(?:noon|midday|midnight)\b", re.IGNORECASE)
_NEAR = 40
"""How far before a number the word may begin that makes it a time."""
_BEFORE_NOON = 12
_EARLY = range(1, 7)


@dataclass(frozen=True, slots=True)
class ClockSaid:
    """A time of day named at `text[start:end]`. `bare`: an hour such as "4" that may be four in the afternoon."""

    start: int
    end: int
    at: time
    bare: bool = False
    half: str = ""


def clocks_in(text: str, after: Sequence[tuple[int, int]]) -> list[ClockSaid]:
    """Every time of day, left to right; a number alone is one beside a word or a day (`after`) that makes it one.

    `text` has days and labels covered, `after` are their spans.
    """
    found: list[ClockSaid] = []
    for begins in _BEGINS.finditer(text):
        at = begins.start()
        clock = _at(text, at, after, found) if not found or at >= found[-1].end else None
        if clock is not None:
            found.append(clock)
    return _halved(text, found)


def _at(text: str, at: int, after: Sequence[tuple[int, int]], found: Sequence[ClockSaid]) -> ClockSaid | None:
    if found and at - found[-1].end <= _NEAR and _AFTER_MARK.fullmatch(text[found[-1].end : at]):
        if strong := _LATE_STRONG.match(text, at):
            return _strong(strong)
        ending = _LATE_WEAK.match(text, at)
        return _weak(ending) if ending else None
    strong, weak = _STRONG.match(text, at), _WEAK.match(text, at)
    if strong is None and weak is None:
        return None
    lead = text[max(0, at - _NEAR) : at]
    stands = _INTRODUCED.search(lead) is not None or any(
        0 <= at - end <= _NEAR and not text[end:at].strip(" ,:;=") for _, end in after
    )
    if strong:
        a_length = strong["mh"] and _A_LENGTH.search(lead)
        return _strong(strong) if not a_length and (stands or not strong["word"]) else None
    opens = _opens_range(text, weak) if weak else None
    return _weak(weak) if weak and opens is not None and (stands or opens) else None


def _opens_range(text: str, weak: re.Match[str]) -> bool | None:
    """Whether a number begins a range by itself, as in "9-11am" and "1400-1630"; None: a range of something else."""
    mark = _BEFORE_MARK.match(text, weak.end())
    if mark is None or mark[0].strip() == "and":
        return False
    if _LATE_STRONG.match(text, mark.end()):
        return True
    ending = _LATE_WEAK.match(text, mark.end())
    if ending is None:
        return None if re.match(r"\d", text[mark.end() :]) else False
    return bool(weak["h4"] and ending["h4"])


def _strong(found: re.Match[str]) -> ClockSaid:
    if word := found["word"]:
        return ClockSaid(*found.span(), time(0) if word.casefold() == "midnight" else time(12))
    hour, minute = int(found["h"] or found["h12"]), int(found["m"] or found["mh"] or found["m12"] or 0)
    half = (found["half"] or found["half12"] or "").casefold()
    return ClockSaid(*found.span(), time(_hour(hour, half), minute), half=half)


def _hour(hour: int, half: str) -> int:
    if not half or hour > _BEFORE_NOON:
        return hour
    return hour % _BEFORE_NOON + (_BEFORE_NOON if half == "p" else 0)


def _weak(found: re.Match[str]) -> ClockSaid:
    hour, minute = int(found["h"] or found["h4"]), int(found["m"] or found["m4"] or 0)
    bare = found["h"] is not None and not found["m"] and not found["h"].startswith("0") and hour in _EARLY
    return ClockSaid(*found.span(), time(hour % 24, minute), bare=bare)


def _halved(text: str, found: list[ClockSaid]) -> list[ClockSaid]:
    """The am or pm of a range's end holds for its beginning: "2 to 4pm", "11-1pm"."""
    for place, (first, second) in enumerate(pairwise(list(found))):
        joined = _AFTER_MARK.fullmatch(text[first.end : second.start])
        if joined and second.half and not first.half and 0 < first.at.hour <= _BEFORE_NOON:
            same = replace(first, at=first.at.replace(hour=_hour(first.at.hour, second.half)), bare=False)
            found[place] = same if same.at < second.at else replace(first, bare=False)
    return found


def later(clock: ClockSaid) -> ClockSaid:
    """The same hour in the afternoon: 4 is 16:00."""
    if clock.half or not 0 < clock.at.hour < _BEFORE_NOON:
        return replace(clock, bare=False)
    return replace(clock, at=clock.at.replace(hour=clock.at.hour + _BEFORE_NOON), bare=False)
