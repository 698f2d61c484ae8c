"""What somebody types to say how often an account is reviewed, and how it is said back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reviews.date_words import words
from reviews.near import nearest
from reviews.text import from_slack, one_line

LONGEST_RHYTHM = 24
"""Months. An account that is reviewed less often than this is not reviewed."""


@dataclass(frozen=True, slots=True)
class RhythmShow:
    """Say what the rhythm is."""


@dataclass(frozen=True, slots=True)
class RhythmEvery:
    """Review the account every so many months, 1 to `LONGEST_RHYTHM`."""

    months: int


@dataclass(frozen=True, slots=True)
class RhythmPause:
    """Remind nobody of this account's reviews for now."""


@dataclass(frozen=True, slots=True)
class RhythmResume:
    """Remind again."""


@dataclass(frozen=True, slots=True)
class RhythmNext:
    """The next review is on a day still to be read from `words`, which are never empty."""

    words: str


@dataclass(frozen=True, slots=True)
class RhythmUnknown:
    """Not a rhythm we keep. `why` is a sentence, not escaped; `instead` what to type after the command."""

    text: str
    why: str
    instead: tuple[str, ...]


Rhythm = RhythmShow | RhythmEvery | RhythmPause | RhythmResume | RhythmNext

_EXAMPLES = ("monthly", "every 2 months", "quarterly", "yearly")
_PLAIN: dict[str, Rhythm] = {
    **dict.fromkeys(("", "show", "status", "what", "?"), RhythmShow()),
    **dict.fromkeys(("pause", "paused", "stop", "off", "hold", "on hold", "suspend", "never"), RhythmPause()),
    **dict.fromkeys(("resume", "unpause", "restart", "continue", "on", "start", "again"), RhythmResume()),
}
_ADVERBS = {
    "monthly": 1,
    "quarterly": 3,
    "half yearly": 6,
    "halfyearly": 6,
    "semi annually": 6,
    "semi annual": 6,
    "semiannually": 6,
    "semiannual": 6,
    "yearly": 12,
    "annually": 12,
    "annual": 12,
}
_TWO_MEANINGS = {
    "bimonthly": ("twice a month or every two months", ("every 2 months",)),
    "bi monthly": ("twice a month or every two months", ("every 2 months",)),
    "biannually": ("twice a year or every two years", ("twice a year", "every 2 years")),
    "biannual": ("twice a year or every two years", ("twice a year", "every 2 years")),
    "biyearly": ("twice a year or every two years", ("twice a year", "every 2 years")),
}
_MONTHS_IN = {"month": 1, "mo": 1, "mth": 1, "quarter": 3, "qtr": 3, "half year": 6, "year": 12, "yr": 12}
_DAYS_IN = {"day": 1, "week": 7, "wk": 7, "fortnight": 14}
_SHORTER = {"daily": 1, "weekly": 7, "biweekly": 14, "bi weekly": 14, "fortnightly": 14}
_COUNTS = dict(
    zip(words("one two three four five six seven eight nine ten eleven twelve"), range(1, 13), strict=True)
) | {
    "a": 1,
    "an": 1,
    "once": 1,
    "twice": 2,
    "other": 2,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "sixth": 6,
}
_COUNT = rf"(?P<count>\d{{1,4}}(?:st|nd|rd|th)?|{'|'.join(_COUNTS)})"
_UNIT = rf"(?P<unit>{'|'.join([*_MONTHS_IN, *_DAYS_IN])})s?"
_EVERY = re.compile(rf"(?:once )?(?:(?:every|each|per) )?(?:{_COUNT} ?)?{_UNIT}")
_TIMES = re.compile(rf"{_COUNT}(?: ?x| times)? (?:a|an|per|each|every|in a) {_UNIT}")
_NEXT = re.compile(
    r"next(?: (?:review|one|sitting))?(?: (?:is|will be))?(?: (?:on|at|by))?\s*[:=]?\s+(?P<day>.+)", re.IGNORECASE
)
_NEXT_OF = re.compile(r"(?:week|month|quarter|year|mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", re.IGNORECASE)


def read_rhythm(text: str) -> Rhythm | RhythmUnknown:
    """Read what was typed after the word rhythm, as Slack sent it; never raises. Nothing typed asks to show it."""
    shown = one_line(from_slack(text), 80)
    if found := _NEXT.fullmatch(shown):
        return RhythmNext(_day_words(shown, found["day"]))
    said = _plain(shown)
    if said == "next":
        return RhythmUnknown(shown, "Next needs a day.", ("next 12 jan", "next in 3 weeks"))
    if said in _PLAIN:
        return _PLAIN[said]
    if said in _TWO_MEANINGS:
        meaning, instead = _TWO_MEANINGS[said]
        return RhythmUnknown(shown, f"“{shown}” can mean {meaning}.", instead)
    return _every(shown, said)


def say_rhythm(months: int) -> str:
    """How often that is, for the middle of a sentence: "every quarter", "every 2 months"."""
    named = {1: "every month", 3: "every quarter", 6: "twice a year", 12: "every year"}
    if months in named:
        return named[months]
    return f"every {months // 12} years" if months % 12 == 0 else f"every {months} months"


def _plain(shown: str) -> str:
    """Lower case and without the signs and words that change nothing."""
    bare = re.sub(r"[-‐‑–_]", " ", shown.casefold()).strip(" .,;:!\"'`*")
    kept = (word for word in bare.split() if word not in {"please", "review", "reviews", "reviewed", "to", "it"})
    return " ".join(kept)


def _day_words(shown: str, day: str) -> str:
    """The day without "next", unless that is part of how the day is called: "next friday", "next month"."""
    bare = re.match(r"next\s+", shown, re.IGNORECASE)
    is_name = bare is not None and shown[bare.end() :] == day and _NEXT_OF.match(day)
    return shown if is_name else day


def _every(shown: str, said: str) -> Rhythm | RhythmUnknown:
    if said in _ADVERBS:
        return RhythmEvery(_ADVERBS[said])
    if said in _SHORTER:
        return _in_days(shown, _SHORTER[said])
    if found := _TIMES.fullmatch(said):
        return _so_often(shown, _count(found["count"]), found["unit"])
    if found := _EVERY.fullmatch(said):
        count, unit = _count(found["count"]), found["unit"]
        return _in_days(shown, count * _DAYS_IN[unit]) if unit in _DAYS_IN else _months(shown, count * _MONTHS_IN[unit])
    return _unknown(shown, said)


def _count(word: str | None) -> int:
    if word is None:
        return 1
    return _COUNTS.get(word) or int(re.sub(r"\D", "", word))


def _so_often(shown: str, times: int, unit: str) -> Rhythm | RhythmUnknown:
    """So many times a year or a quarter: the months between, where they come out even."""
    if unit in _DAYS_IN:
        return _in_days(shown, _DAYS_IN[unit])
    span = _MONTHS_IN[unit]
    if times and span % times == 0:
        return RhythmEvery(span // times)
    return RhythmUnknown(shown, f"“{shown}” does not come out in whole months.", _EXAMPLES)


def _months(shown: str, months: int) -> Rhythm | RhythmUnknown:
    if 1 <= months <= LONGEST_RHYTHM:
        return RhythmEvery(months)
    why = f"“{shown}” is outside what I keep: from every month to every {LONGEST_RHYTHM} months."
    return RhythmUnknown(shown, why, _EXAMPLES)


def _in_days(shown: str, days: int) -> RhythmUnknown:
    """Name the months on either side of a rhythm in days or weeks."""
    below = min(days * 12 // 365, LONGEST_RHYTHM - 1)
    near = {max(below, 1), below + 1}
    instead = tuple("monthly" if months == 1 else f"every {months} months" for months in sorted(near))
    return RhythmUnknown(shown, f"I read “{shown}”, but reviews are kept by the month.", instead)


def _unknown(shown: str, said: str) -> RhythmUnknown:
    meant = nearest(said, [each for each in (*_ADVERBS, *_PLAIN) if len(each) > 3])
    instead = (meant,) if meant else (*_EXAMPLES, "next 12 jan", "pause")
    return RhythmUnknown(shown, f"“{shown}” is not a rhythm I know.", instead)
