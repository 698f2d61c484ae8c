"""Whom a gap affects: said as such, as a label, or as a team that stands by itself."""

from __future__ import annotations

import re

from reviews.sheet import Part, Sheet

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
    r"|late|los[et]|not?|freez|stop|return|need|lack|keep|get|come|arrive|vanish|disappear|go|run|stuck|error)\w*"
    r"|[\"”»]$",
    re.IGNORECASE,
)
_PEOPLE = (
    r"(?:finance|ops|operations|support|sales|hr|legal|accounting|payroll|marketing|procurement|compliance|admins?"
    r"|users|customers|everyone|everybody|managers|staff|agents|execs|warehouse"
)
_MANY = rf"{_PEOPLE}|(?:[\w-]+ ){{0,2}}(?:teams?|desk|department|users|admins|managers|staff|agents))"
_PEOPLE += r"|(?:[\w-]+ )?(?:teams?|desk|department))"
_ALL = r"(?:(?:all|the|their|our) )*"
_TEAM = re.compile(rf"(?P<whom>{_ALL}(?:\d+ )?{_MANY})", re.IGNORECASE)
_TEAM_LABEL = re.compile(rf"(?:for )?(?P<whom>{_ALL}{_PEOPLE})\s*:\s*(?=\S)", re.IGNORECASE)
_AFFECTED = re.compile(
    r"(?!.*\b(?:not|nobody|none)\b)(?P<whom>(?:\S+ ){0,4}\S+?) (?:(?:is|are) )?(?:affected|impacted)", re.IGNORECASE
)
_FOR_TEAM = re.compile(rf"\bfor (?P<whom>{_ALL}(?:\d+ )?{_MANY})$", re.IGNORECASE)
_FOR_WHOM = re.compile(r"for\s+(?P<whom>\S+(?:\s+\S+){0,3})", re.IGNORECASE)
_LIST_END = re.compile(r"(?:(?:\S+\s+){0,2}(?:and|&)\s+)\S+(?:\s+\S+)?", re.IGNORECASE)
_MOST_WORDS = 8


def without(frequency: str | None, whom: str) -> str:
    """Whom it affects, without how often, which has a field of its own."""
    return whom.removesuffix(frequency).rstrip(" ,;:") if frequency else whom


def take_affects(sheet: Sheet, frequency: str | None = None) -> str | None:
    """Read whom it affects: "affects finance", "for finance" by itself, "… hits the month-end close"."""
    whom = _take_affects(sheet) or _for_team(sheet, frequency)
    return without(frequency, whom) or None if whom else None


def _take_affects(sheet: Sheet) -> str | None:
    parts = list(sheet.parts())
    for place, part in enumerate(parts):
        if found := AFFECTS.fullmatch(part.text):
            sheet.take(part.start, part.end)
            return found["whom"] + _list_end(sheet, part, parts[place + 1 :])
    return _label(sheet, parts) or _whole_part(sheet, parts) or _within(sheet, parts)


def _label(sheet: Sheet, parts: list[Part]) -> str | None:
    """Take "finance:" at the start."""
    label = _TEAM_LABEL.match(parts[0].text) if parts else None
    if not label:
        return None
    sheet.take(parts[0].start, parts[0].start + label.end())
    return label["whom"]


def _whole_part(sheet: Sheet, parts: list[Part]) -> str | None:
    """Take "every user affected", "for finance" or "ops team" that stands by itself beside what is wrong."""
    for form in (_AFFECTED, _FOR_WHOM, _TEAM):
        for place, part in enumerate(parts):
            found = form.fullmatch(part.text)
            if found and (place or (form is _AFFECTED and len(parts) > 1)):
                sheet.take(part.start, part.end)
                return found["whom"]
    return None


def _within(sheet: Sheet, parts: list[Part]) -> str | None:
    """Read "… affects finance" at the end of a part, and take it where a sentence is left without it."""
    for part in parts:
        found = _AFFECTS_WITHIN.search(part.text)
        if found and len(part.text[found.end() :].split()) <= _MOST_WORDS:
            if part is not parts[0] or _TROUBLE.search(part.text[: found.start()]):
                sheet.take(part.start + found.start(), part.end)
            return part.text[found.end() :]
    return None


def _for_team(sheet: Sheet, frequency: str | None) -> str | None:
    """Whom "export fails for finance weekly" is about; the words stay in the sentence."""
    said = (_FOR_TEAM.search(without(frequency, part.text)) for part in sheet.parts())
    return next((found["whom"] for found in said if found), None)


def _list_end(sheet: Sheet, part: Part, later: list[Part]) -> str:
    """The rest of a list that commas cut: "affects finance, HR and support"."""
    if later and _LIST_END.fullmatch(later[0].text) and sheet.text[part.end : later[0].start].strip() == ",":
        sheet.take(later[0].start, later[0].end)
        return sheet.text[part.end : later[0].end]
    return ""
