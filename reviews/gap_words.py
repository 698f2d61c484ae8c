"""How often a gap happens, in the words people use for it."""

from __future__ import annotations

import re

from reviews.sheet import Part, Sheet
from reviews.verbs import word_set

_DAYS = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?"
_UNIT = (
    r"(?:(?:(?:month|quarter|year|week)[- ]end|hour|hr|minute|day|week|wk|month|mth|mo|quarter|qtr|year|yr|fortnight"
    r"|sprint|shift|release|login|session|export|import|run|sync|upload|deploy|payroll|cycle|attempt|batch|time"
    rf"|close|morning|afternoon|evening|night|weekend)s?|{_DAYS})(?![\w-])"
)
_COUNT = (
    r"(?:\d+(?:\s?(?:-|–|to|or)\s?\d+)?|one|two|three|four|five|six|several|multiple|many|a few|few"
    r"|(?:a )?couple(?: of)?)"
)
_TIMES = rf"(?:once(?: or twice)?|twice|thrice|{_COUNT}\s?(?:x|times?))"
_SOFT = (
    r"(?:constantly|often|sometimes|rarely|occasionally|intermittently|repeatedly|frequently|randomly|usually"
    r"|always|regularly|seldom|nonstop|non-stop)"
)
_CYCLE = r"(?:hourly|daily|nightly|weekly|bi-?weekly|fortnightly|monthly|quarterly|yearly|annually)"
_ABOUT = (
    r"(?:(?:about|roughly|around|approx(?:imately)?\.?|circa|up to|at least|more than|over|almost|nearly|maybe"
    r"|on|at)\s+|[~≈]\s?)?"
)
_EXACT = re.compile(
    rf"(?<!\w){_ABOUT}(?:"
    rf"{_TIMES}\s*(?:an?|per|each|every|this|last|in|/)\s*(?:\d+\s|other\s|a\s)?{_UNIT}"
    rf"|{_COUNT}\s?/\s?{_UNIT}|{_COUNT}x?\s(?:per|an?)\s{_UNIT}|\d+x\s{_UNIT}"
    rf"|{_TIMES}\s+(?:{_CYCLE}|yesterday|today|so far|already|in a row)"
    rf"|(?:every|each)\s+(?:other\s|single\s|second\s|few\s|couple of\s|\d+\s)?{_UNIT}"
    r"(?:\s(?:morning|afternoon|evening|night|end|close))?"
    rf"|on (?:an? )?{_CYCLE} basis|(?:month|quarter|year)[- ]ends?(?<=s)|{_DAYS}(?<=days)"
    rf"|(?:\d+\s?%|half|most|all|some|much) of (?:the )?(?:time|{_UNIT})|all the time|half the time"
    r"|most (?:days|weeks|months|mornings|times)|from time to time|once in a while|every now and then|now and then"
    r"|every so often|on and off|(?:\d+|one|two|three) (?:in|out of) (?:every )?(?:\d+|two|three|five|ten)"
    r"(?: (?:times|exports|imports|runs|logins|attempts|cases))?"
    r")(?: or (?:so|two|more))?(?!\w)",
    re.IGNORECASE,
)
_LOOSE = re.compile(rf"\b(?:{_SOFT}|{_CYCLE})$", re.IGNORECASE)
_WITHIN = re.compile(
    r"(?P<before>^|\S+\s+)(?P<said>(?:constantly|often|sometimes|rarely|occasionally|intermittently|repeatedly"
    rf"|frequently|randomly)\b|{_CYCLE}(?=\s+(?:since|for|when|if|at|on|in|because|and|but|after|during|which|so|by)\b))",
    re.IGNORECASE,
)
_FREQUENCY_LEAD = re.compile(
    r"(?:(?:and )?(?:(?:it |this |which |that )?(?:happens|happened|occurs|happening|is)|it['’]?s|frequency|freq|when"
    r"|how often)\s*[:=]?\s*|\()*",
    re.IGNORECASE,
)
_NO_CYCLE_AFTER = word_set(
    "is are was were the a an our their be been our every each this and or of more as not how to"
)


def take_frequency(sheet: Sheet) -> tuple[str | None, tuple[tuple[int, int], ...]]:
    """Read how often it happens: taken where it is a part of its own, else only copied; the spans guard dates."""
    said: str | None = None
    guarded: list[tuple[int, int]] = []
    for part in list(sheet.parts()):
        for found in _EXACT.finditer(part.text):
            start, end = part.start + found.start(), part.start + found.end()
            guarded.append((start, end))
            if said is None:
                said = found[0]
                _take_if_alone(sheet, part, start, end)
        if said is None and (place := _loose(part)):
            said = part.text[slice(*place)]
            _take_if_alone(sheet, part, part.start + place[0], part.start + place[1])
    return said, tuple(guarded)


def _loose(part: Part) -> tuple[int, int] | None:
    """Where "daily" or "often" stands when no "the" or "is" makes it something else."""
    if (found := _LOOSE.search(part.text)) and not _is_other(part.text[: found.start()]):
        return found.span()
    within = _WITHIN.search(part.text)
    return within.span("said") if within and not _is_other(within["before"]) else None


def _is_other(before: str) -> bool:
    words = before.casefold().split()
    return bool(words) and words[-1] in _NO_CYCLE_AFTER


def _take_if_alone(sheet: Sheet, part: Part, start: int, end: int) -> None:
    if _FREQUENCY_LEAD.fullmatch(sheet.text[part.start : start]) and end == part.end:
        sheet.take(part.start, end)


def take_late_frequency(sheet: Sheet, said: str | None, guarded: tuple[tuple[int, int], ...]) -> None:
    """Take the frequency out once all that stood beside it in its part is taken."""
    if not guarded or sheet.text[slice(*guarded[0])] != said:
        return
    start, end = guarded[0]
    later = any(part.start < start for part in sheet.parts())
    if later and any((part.start, part.end) == (start, end) for part in sheet.parts()):
        sheet.take(start, end)
