"""How badly a gap hurts the customer's work: said in so many words, or in the words people use for it."""

from __future__ import annotations

import re

from reviews.gap_affects import AFFECTS, without
from reviews.model import Severity
from reviews.sheet import Part, Sheet
from reviews.verbs import word_set

_LEAD = (
    r"(?:(?:it|it['’]?s|its|this|that|which|is|and|completely|fully|totally|severity|sev|severity:|sev:|a|also)\s+)*"
)
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
_LABEL = re.compile(r"(?:blocks|blocked|blocking|blocker|slows)\s*:\s*", re.IGNORECASE)
_NOT_BEFORE = word_set("not no without never non isn't doesn't don't aren't any nor ad ads popup pop-up script spam")
_ENDING = re.compile(
    r"(?<=\s)(?:and\s+)?(?:blocks|blocking|blocker|slows(?: them| us)?(?: down)?|work-?around)$",
    re.IGNORECASE,
)
# After these the last word belongs to the sentence: "an Excel workaround", "is a blocker", "is blocking".
_CARRIED = word_set(
    """
    as a an the their our his her its using with via excel manual this that by is are was were it's isn't really
    totally completely fully total complete real major big hard huge
    """
)
_WITHIN = re.compile(
    r"(?<!not )(?<!n't )(?<!no )\b(?P<word>blocks|(?:is|are) blocking|slows(?: down)?|slowing(?: down)?)\s+"
    r"(?:them|us|the|their|our|her|his|your|all|every|everyone|any|work|users|people|customers|rollout|go-live"
    r"|finance|ops|support|sales|hr|legal|payroll|accounting|close|month-end|onboarding)\b",
    re.IGNORECASE,
)

_CANNOT = r"\b(?:can['’]?t|can ?not|couldn['’]?t|unable to|not able to)\s+"
_QUITE = r"(?:(?:completely|totally|fully|now|still|really|currently|a|an|the|hard|total|complete|big|huge)\s+)*"
_WORKERS = (
    r"(?:they|we|team|finance|ops|support|users?|customers?|everyone|people|roll-?out|go-live|launch|close|pilot)"
)
_SAYINGS = {
    Severity.BLOCKS: re.compile(
        rf"{_CANNOT}(?:work|operate|continue|proceed|go live|do (?:any|their|our|her|his|the) (?:work|jobs?))\b"
        r"(?! around| out)"
        rf"|{_CANNOT}[^,;.]{{1,60}}\bat all\b"
        rf"|\b(?:is|are|it['’]?s) {_QUITE}(?:blocking|blocker|show-?stopper)\b"
        rf"|\b{_WORKERS}(?:['’]re| (?:is|are)) {_QUITE}blocked\b"
        r"|\b(?:stop|prevent)(?:s|p?ed|p?ing)? (?:\w+ ){1,4}?from \w+|\bkeep(?:s|ing)? (?:them|us|\w+) from \w+",
        re.IGNORECASE,
    ),
    Severity.WORKAROUND: re.compile(
        r"\bwork-?\s?arounds?\s*(?:is|are|=|:|for now|today|by|via)(?!\w)"
        r"|\bwork(?:s|ed|ing)?[ -]around (?:it|this|that|by|with|the)\b"
        r"|\bby hand\b|\bmanually\b|\b(?:in|via|with|through|by|use|using) (?:an? )?"
        r"(?:excel|spreadsheets?|google sheets|e-?mails?) instead\b",
        re.IGNORECASE,
    ),
    Severity.SLOWS: re.compile(
        r"\bslow(?:s|er|ly|ness|ing)?\b|\b(?:lagg(?:y|ing)|sluggish)\b"
        r"|\btak(?:es?|ing) (?:\w+ )?(?:(?:up to|at least|more than|over|about) )?"
        r"(?:~?\d+(?:\s?(?:-|–|to)\s?\d+)?\s?\+?(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|days?)"
        r"(?! (?:rows|records|lines|users|euros?))|hours|minutes|ages|for ?ever|(?:too |so |very )?long)\b",
        re.IGNORECASE,
    ),
}
_DENIED = re.compile(
    r"\b(?:not|no|never|without|nobody|instead of|\w+n['’]?t|cannot|unable)\b(?:\s+\w+){0,3}\s*$", re.IGNORECASE
)
_BROKEN = re.compile(r"\b(?:broken|fail\w*|crash\w*|is down|freez\w*|not work\w*)\b", re.IGNORECASE)


def take_severity(sheet: Sheet, frequency: str | None = None) -> tuple[Severity | None, str | None]:
    """Read what it does to the customer's work, and whom when "blocks finance" says both."""
    parts = list(sheet.parts())
    for part in parts:
        if level := next((level for level, form in _WHOLE if form.fullmatch(part.text)), None):
            sheet.take(part.start, part.end)
            return level, None
    says_more = any(not AFFECTS.fullmatch(part.text) for part in parts[1:])
    for part in parts if says_more else parts[1:]:
        if found := _LEADING.fullmatch(part.text):
            return _leading(sheet, part, found, frequency)
    for place, part in enumerate(parts):
        if level := _labelled(sheet, part) or _ending(sheet, part, first=place == 0):
            return level, None
    within = next((found for part in parts if (found := _WITHIN.search(part.text))), None)
    return (_level(within["word"]), None) if within else (_as_people_say_it(parts), None)


def _leading(sheet: Sheet, part: Part, found: re.Match[str], frequency: str | None) -> tuple[Severity, str | None]:
    level, whom = _level(found["word"]), without(frequency, found["whom"])
    if level is Severity.WORKAROUND or not whom or len(whom.split()) > 4:
        return level, None
    sheet.take(part.start, part.end)
    return level, whom


def _labelled(sheet: Sheet, part: Part) -> Severity | None:
    label = _LABEL.match(part.text)
    if not label:
        return None
    sheet.take(part.start, part.start + label.end())
    return _level(label[0])


def _ending(sheet: Sheet, part: Part, *, first: bool) -> Severity | None:
    """Read a part's last word, and take it where the sentence can stand without."""
    found = _ENDING.search(part.text)
    before = part.text[: found.start()].casefold().split() if found else []
    if not found or (before and before[-1] in _NOT_BEFORE) or _DENIED.search(part.text[: found.start()]):
        return None
    level = _level(found[0])
    if before[-1] not in _CARRIED and (first or level is not Severity.WORKAROUND):
        sheet.take(part.start + found.start(), part.start + found.end())
    return level


def _as_people_say_it(parts: list[Part]) -> Severity | None:
    """Read "they can't work", "by hand", "takes 20 minutes"; words that speak against each other say nothing."""
    said = {level for level, form in _SAYINGS.items() for part in parts if _says(form, part.text)}
    if Severity.SLOWS in said and (len(said) > 1 or any(_BROKEN.search(part.text) for part in parts)):
        said.discard(Severity.SLOWS)
    return said.pop() if len(said) == 1 else None


def _says(form: re.Pattern[str], text: str) -> bool:
    return any(not _DENIED.search(text[: found.start()]) for found in form.finditer(text[:2000]))


def _level(word: str) -> Severity:
    low = word.casefold()
    if "block" in low or "stopper" in low:
        return Severity.BLOCKS
    return Severity.SLOWS if "slow" in low else Severity.WORKAROUND
