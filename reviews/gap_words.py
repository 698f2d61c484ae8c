"""How often a gap happens and whom it affects: the parts that are said in so many words."""

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
    r"(?:(?:and )?(?:(?:it |this |which |that )?(?:happens|happened|occurs|happening|is)|it['’]?s|frequency|freq"
    r"|how often)\s*[:=]?\s*|\()*",
    re.IGNORECASE,
)
_NO_CYCLE_AFTER = word_set(
    "is are was were the a an our their be been our every each this and or of more as not how to"
)

AFFECTS = re.compile(
    r"(?:(?:it|this|that|which|and|also)\s+)*(?:aff?ects?|aff?ecting|aff?ected|effects|effecting|impacts?|impacting"
    r"|impacted|hits|hitting|who)(?:\s*[:=]|\s+(?:are|is)\b)?\s+(?P<whom>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
"""A whole part that says whom: "affects finance", "who: finance"."""

_AFFECTS_WITHIN = re.compile(
    r"\s(?:which |that |and )?(?:aff?ects|aff?ecting|impacts|impacting|hits|hitting)\s+", re.IGNORECASE
)
# Without one of these before it, "hits finance" is what the sentence says, and stays in it.
_TROUBLE = re.compile(
    r"\b(?:fail|break|broke|crash|drop|miss|slow|hang|time|show|take|can|don|doesn|isn|is|are|was|were|wrong|empty"
    r"|late|los[et]|not?|freez|stop|return|need|lack|keep|get|come|arrive|vanish|disappear|go|run|stuck|error)\w*",
    re.IGNORECASE,
)
_FOR_WHOM = re.compile(r"for\s+(?P<whom>\S+(?:\s+\S+){0,3})", re.IGNORECASE)
_LIST_END = re.compile(r"(?:(?:\S+\s+){0,2}(?:and|&)\s+)\S+(?:\s+\S+)?", re.IGNORECASE)
_MOST_WORDS = 8


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


def without(frequency: str | None, whom: str) -> str:
    """Whom it affects, without how often, which has a field of its own."""
    return whom.removesuffix(frequency).rstrip(" ,;:") if frequency else whom


def take_affects(sheet: Sheet, frequency: str | None = None) -> str | None:
    """Read whom it affects: "affects finance", "for finance" by itself, "… hits the month-end close"."""
    whom = _take_affects(sheet)
    return without(frequency, whom) or None if whom else None


def _take_affects(sheet: Sheet) -> str | None:
    parts = list(sheet.parts())
    for place, part in enumerate(parts):
        if found := AFFECTS.fullmatch(part.text):
            sheet.take(part.start, part.end)
            return found["whom"] + _list_end(sheet, part, parts[place + 1 :])
    for part in parts[1:]:
        if found := _FOR_WHOM.fullmatch(part.text):
            sheet.take(part.start, part.end)
            return found["whom"]
    for part in parts:
        found = _AFFECTS_WITHIN.search(part.text)
        if found and len(part.text[found.end() :].split()) <= _MOST_WORDS:
            if part is not parts[0] or _TROUBLE.search(part.text[: found.start()]):
                sheet.take(part.start + found.start(), part.end)
            return part.text[found.end() :]
    return None


def _list_end(sheet: Sheet, part: Part, later: list[Part]) -> str:
    """The rest of a list that commas cut: "affects finance, HR and support"."""
    if later and _LIST_END.fullmatch(later[0].text) and sheet.text[part.end : later[0].start].strip() == ",":
        sheet.take(later[0].start, later[0].end)
        return sheet.text[part.end : later[0].end]
    return ""
