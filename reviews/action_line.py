"""Reading an action from one line: who does what by when, what it closes, when we see that it worked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from reviews.bare_owner import take_said_owner, take_subject
from reviews.dates import DateRead, DateReading, DateSpan, DayOrder
from reviews.line_dates import Asked, dates_in, take_due
from reviews.mentions import Mention, find_mentions
from reviews.owners import ACTION_ORDER, take_owner
from reviews.sheet import Sheet, sheet_of
from reviews.text import from_slack
from reviews.wording import sentence

_GAP = r"(?:gap\s*#?\s*(?:g[-–—]?)?|g[-–—])"
_LOOSE_GAP = r"(?:gap\s*#?\s*(?:g\s?[-–—]?\s?)?|g\s?[-–—]?\s?)"
_CLOSES = re.compile(
    r"\b(?:closes?|closing|fix(?:es)?|solves?|resolv(?:es?|ing)|settles)\s+(?:the\s+)?"
    rf"{_LOOSE_GAP}(?P<plain>\d{{1,9}})\b"
    rf"|\b(?:for|re|about)\s+(?:the\s+)?{_GAP}(?P<linked>\d{{1,9}})\b",
    re.IGNORECASE,
)
_GAP_ALONE = re.compile(rf"{_LOOSE_GAP}(?P<alone>\d{{1,9}})", re.IGNORECASE)
_CHECK = re.compile(
    r"(?:\band\s+)?\b(?:re-?check(?:ed|s)?|check(?:ed|s)?|verify|verified)"
    r"(?:\s+(?:again|back|it|result|(?:that |whether |if )?it worked))*\s*(?::|on|in|after)?\s*$",
    re.IGNORECASE,
)
_COUNTERPART = re.compile(
    r"(?:(?:customer|client|contact|their side|their owner)\s*[:=]|counterpart\s*[:=]?)\s*(?P<who>\S.*)",
    re.IGNORECASE,
)
_FIELDS = ("what", "owner", "due")


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """An action as far as its line says it. Text is unescaped; mentions inside it are still Slack's tokens.

    More than one `owner` means that the line leaves it open. `due` and `check_on` may be readings to be asked
    about. `closes` is a gap's id as shown, "G-12". `assumed` holds sentences about what was filled in.
    """

    what: str | None = None
    owner: tuple[Mention, ...] = ()
    due: DateReading | None = None
    closes: str | None = None
    check_on: DateReading | None = None
    counterpart: str | None = None
    assumed: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """What an action can't be without and the line does not say: of what, owner, due."""
        return tuple(name for name in _FIELDS if not getattr(self, name))

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """People and channels named inside `what`; their offsets count in it."""
        return find_mentions(self.what or "")


def read_action(text: str, *, today: date, order: DayOrder | None) -> ActionDraft:
    """Read an action's line as Slack sent it, in whatever order it was typed. Nothing visible is lost."""
    sheet = sheet_of(from_slack(text))
    closes, closing = _take_closes(sheet)
    counterpart = _take_counterpart(sheet)
    spans = dates_in(sheet, Asked(today, order))
    check_on, spans = _take_check(sheet, spans)
    due = take_due(sheet, spans)
    named = take_said_owner(sheet) or take_owner(sheet, ACTION_ORDER)
    owner = named or take_subject(sheet)
    assumed = _assumed(due, check_on, named, owner)
    return ActionDraft(_said(sheet, closing), owner, due, closes, check_on, counterpart, assumed)


def _assumed(
    due: DateReading | None,
    check_on: DateReading | None,
    named: tuple[Mention, ...],
    owner: tuple[Mention, ...],
) -> tuple[str, ...]:
    filled = [each.assumed for each in (due, check_on) if isinstance(each, DateRead) and each.assumed]
    if owner and not named and owner[0].kind == "name" and owner[0].name != "me":
        filled.append(f"“{owner[0].name}” is read as the owner")
    return tuple(filled)


def _take_closes(sheet: Sheet) -> tuple[str | None, tuple[int, int] | None]:
    """Take "closes G-12", or "G-12" by itself; the span tells where a deed may stand in it."""
    if found := _CLOSES.search(sheet.text):
        sheet.take(*found.span())
        return f"G-{int(found['plain'] or found['linked'])}", found.span()
    for part in sheet.parts():
        if alone := _GAP_ALONE.fullmatch(part.text):
            sheet.take(part.start, part.end)
            return f"G-{int(alone['alone'])}", None
    return None, None


def _said(sheet: Sheet, closing: tuple[int, int] | None) -> str | None:
    """What is left as a sentence; when nothing is, "closes G-12" was the deed itself."""
    said = sentence(sheet.left(), one_line=True)
    if not said and closing:
        sheet.taken.remove(closing)
        said = sentence(sheet.left(), one_line=True)
    return said or None


def _take_counterpart(sheet: Sheet) -> str | None:
    for part in sheet.parts():
        if found := _COUNTERPART.fullmatch(part.text):
            sheet.take(part.start, part.end)
            return found["who"]
    return None


def _take_check(sheet: Sheet, spans: list[DateSpan]) -> tuple[DateReading | None, list[DateSpan]]:
    """Take "re-check in 30 days" when something else is said before it; the other dates are given back."""
    for span in spans:
        covered = sheet.masked()
        found = _CHECK.search(covered[: span.start])
        if not found or not _begins_part(sheet, found.start()) or not covered[: found.start()].strip(" ;,"):
            continue
        sheet.take(found.start(), span.end)
        return span.reading, [other for other in spans if other is not span]
    return None, spans


def _begins_part(sheet: Sheet, start: int) -> bool:
    return sheet.text[start : start + 4].casefold() == "and " or any(part.start == start for part in sheet.parts())
