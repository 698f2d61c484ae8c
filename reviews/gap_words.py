"""How often, how badly and whom: the parts of a gap that are said in so many words."""

from __future__ import annotations

import re

from reviews.model import Severity
from reviews.sheet import Part, Sheet
from reviews.verbs import word_set

_UNIT = (
    r"(?:(?:month|quarter)[- ]end|hour|day|week|month|quarter|year|sprint|shift|release|login|session"
    r"|export|import|run|time|close|user|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|morning|evening|night|weekend)s?(?![\w-])"
)
_TIMES = r"(?:once|twice|thrice|(?:\d+|one|two|three|four|five|six|several|many|a few|a couple of)\s?(?:x|times))"
_SOFT = r"(?:always|constantly|often|sometimes|rarely|regularly|occasionally|intermittently|repeatedly)"
_CYCLE = r"(?:hourly|daily|weekly|monthly|quarterly|yearly)"
_EXACT = re.compile(
    rf"\b(?:(?:about|roughly|around|up to|at least|almost|nearly)\s+)?(?:"
    rf"{_TIMES}\s*(?:an?|per|each|every|this|last|/)\s*(?:\d+\s|other\s)?{_UNIT}"
    rf"|{_TIMES}\s+{_CYCLE}|{_TIMES} so far"
    rf"|(?:every|each)\s+(?:other\s|single\s|second\s|few\s|\d+\s)?{_UNIT}"
    r"(?:\s(?:morning|evening|night|end|close))?"
    rf"|\d+\s?% of (?:the )?(?:time|{_UNIT})|all the time|most (?:days|weeks|months)|from time to time"
    r"|now and then"
    r")\b",
    re.IGNORECASE,
)
_LOOSE = re.compile(rf"\b(?:{_SOFT}|{_CYCLE})$", re.IGNORECASE)
_FREQUENCY_LEAD = re.compile(
    r"(?:(?:it |this |which )?(?:happens|occurs|happening)|frequency|how often)\s*[:=]?\s*", re.IGNORECASE
)
_NO_CYCLE_AFTER = word_set("is are was were the a an our their be been our every each this and or of")

_LEAD = r"(?:(?:it|this|that|which|is|and|completely|fully|totally|severity|sev|severity:|sev:|a|also)\s+)*"
_THEM = r"(?:\s+(?:them|us|it|work|things|everything|everyone|completely|(?:their|our|the|all) work))?"
_WHOLE = (
    (Severity.BLOCKS, re.compile(rf"{_LEAD}(?:block(?:s|ing|er|ed)?|show-?stopper){_THEM}", re.IGNORECASE)),
    (Severity.SLOWS, re.compile(rf"{_LEAD}slow(?:s|ing|ed)?{_THEM}(?:\s+down)?{_THEM}", re.IGNORECASE)),
    (
        Severity.WORKAROUND,
        re.compile(
            r"(?:(?:it|they|this|is|are|has|have|with|using|uses?|on|an?|there|there's|forces?|needs?|severity:?"
            r"|sev:?|and|manual|only)\s+)*work-?\s?arounds?(?:\s+(?:exists?|available|in place|only))?",
            re.IGNORECASE,
        ),
    ),
)
_LEADING = re.compile(
    r"(?P<word>blocks|blocking|slows(?: down)?|slowing(?: down)?|work-?around:)\s+(?P<whom>.+)", re.IGNORECASE
)
_LABEL = re.compile(r"(?:blocks|blocking|blocker|slows)\s*:\s*", re.IGNORECASE)
_NOT_BEFORE = word_set("not no without never non isn't doesn't don't aren't any nor")
_ENDING = re.compile(
    r"(?<=\s)(?:and\s+)?(?:blocks|blocking|blocker|slows(?: them| us)?(?: down)?|work-?around)$",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"(?<!not )(?<!n't )(?<!no )\b(?P<word>blocks|(?:is|are) blocking|slows(?: down)?|slowing(?: down)?)\s+"
    r"(?:them|us|the|their|our|her|his|your|all|every|everyone|any|work|users|people|customers|rollout|go-live)\b",
    re.IGNORECASE,
)
_AFFECTS = re.compile(
    r"(?:(?:it|this|that|which|and|also)\s+)*(?:affects?|affecting|affected|impacts?|impacting|hits|hitting|who)"
    r"(?:\s*[:=]|\s+(?:are|is)\b)?\s+(?P<whom>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_AFFECTS_WITHIN = re.compile(r"\s(?:which |that |and )?(?:affects|affecting|impacts|impacting|hits)\s+", re.IGNORECASE)
_FOR_WHOM = re.compile(r"for\s+(?P<whom>\S+(?:\s+\S+){0,3})", re.IGNORECASE)
_LIST_END = re.compile(r"(?:(?:\S+\s+){0,2}(?:and|&)\s+)\S+(?:\s+\S+)?", re.IGNORECASE)
_MOST_WORDS = 8


def take_frequency(sheet: Sheet) -> tuple[str | None, tuple[tuple[int, int], ...]]:
    """Read how often it happens. Taken from the end of a part, copied from within; the spans guard dates."""
    said: str | None = None
    guarded: list[tuple[int, int]] = []
    for part in list(sheet.parts()):
        for found in _EXACT.finditer(part.text):
            start, end = part.start + found.start(), part.start + found.end()
            guarded.append((start, end))
            if said is None:
                said = found[0]
                _take_if_last(sheet, part, start, end)
        if said is None and (loose := _loose(part)):
            said = part.text[loose:]
            _take_if_last(sheet, part, part.start + loose, part.end)
    return said, tuple(guarded)


def _loose(part: Part) -> int | None:
    """Where "daily" or "often" begins when it ends a part and no "the" or "is" makes it something else."""
    found = _LOOSE.search(part.text)
    before = part.text[: found.start()].split() if found else []
    if not found or (before and before[-1].casefold() in _NO_CYCLE_AFTER):
        return None
    return found.start()


def _take_if_last(sheet: Sheet, part: Part, start: int, end: int) -> None:
    lead = sheet.text[part.start : start]
    if _FREQUENCY_LEAD.fullmatch(lead):
        start = part.start
    if end == part.end:
        sheet.take(start, end)


def take_late_frequency(sheet: Sheet, said: str | None, guarded: tuple[tuple[int, int], ...]) -> None:
    """Take the frequency out once what followed it in its part is taken."""
    if not guarded or sheet.text[slice(*guarded[0])] != said:
        return
    start, end = guarded[0]
    if any(part.start < start and part.end == end for part in sheet.parts()):
        sheet.take(start, end)


def take_severity(sheet: Sheet) -> tuple[Severity | None, str | None]:
    """Read what it does to the customer's work, and whom when "blocks finance" says both."""
    parts = list(sheet.parts())
    for part in parts:
        if level := next((level for level, form in _WHOLE if form.fullmatch(part.text)), None):
            sheet.take(part.start, part.end)
            return level, None
    says_more = any(not _AFFECTS.fullmatch(part.text) for part in parts[1:])
    for part in parts if says_more else parts[1:]:
        if found := _LEADING.fullmatch(part.text):
            return _leading(sheet, part, found)
    for part in parts:
        if label := _LABEL.match(part.text):
            sheet.take(part.start, part.start + label.end())
            return _level(label[0]), None
        if (found := _ENDING.search(part.text)) and not _denied(part.text[: found.start()]):
            sheet.take(part.start + found.start(), part.start + found.end())
            return _level(found[0]), None
    within = next((found for part in parts if (found := _WITHIN.search(part.text))), None)
    return (_level(within["word"]), None) if within else (None, None)


def _leading(sheet: Sheet, part: Part, found: re.Match[str]) -> tuple[Severity, str | None]:
    level = _level(found["word"])
    if level is Severity.WORKAROUND or len(found["whom"].split()) > 4:
        return level, None
    sheet.take(part.start, part.end)
    return level, found["whom"]


def _denied(before: str) -> bool:
    words = before.casefold().split()
    return bool(words) and words[-1] in _NOT_BEFORE


def _level(word: str) -> Severity:
    low = word.casefold()
    if "block" in low:
        return Severity.BLOCKS
    return Severity.SLOWS if "slow" in low else Severity.WORKAROUND


def take_affects(sheet: Sheet) -> str | None:
    """Read whom it affects: "affects finance", "for finance" by itself, "… hits the month-end close"."""
    parts = list(sheet.parts())
    for place, part in enumerate(parts):
        if found := _AFFECTS.fullmatch(part.text):
            sheet.take(part.start, part.end)
            return found["whom"] + _list_end(sheet, part, parts[place + 1 :])
    for part in parts[1:]:
        if found := _FOR_WHOM.fullmatch(part.text):
            sheet.take(part.start, part.end)
            return found["whom"]
    for part in parts:
        found = _AFFECTS_WITHIN.search(part.text)
        if found and len(part.text[found.end() :].split()) <= _MOST_WORDS:
            sheet.take(part.start + found.start(), part.end)
            return part.text[found.end() :]
    return None


def _list_end(sheet: Sheet, part: Part, later: list[Part]) -> str:
    """The rest of a list that commas cut: "affects finance, HR and support"."""
    if later and _LIST_END.fullmatch(later[0].text) and sheet.text[part.end : later[0].start].strip() == ",":
        sheet.take(later[0].start, later[0].end)
        return sheet.text[part.end : later[0].end]
    return ""
