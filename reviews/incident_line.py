"""An incident in one line: what failed, when, for whom. Also `none`, and what is new of one that is noted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from reviews.dates import DayOrder
from reviews.fact_entry_moments import LABEL, Moment, length_alone, moments_in, still_going
from reviews.gap_affects import take_affects
from reviews.incident_line_times import Clocked, IncidentTimes, times_of
from reviews.item_id import parse_incident_id
from reviews.line_dates import Asked
from reviews.sheet import Sheet, sheet_of
from reviews.text import from_slack
from reviews.wording import sentence

_URL = r"https?://[^\s<>|\"()]+?"
_LINK = re.compile(rf"\((?P<inside>{_URL})\)|(?P<url>{_URL})(?=[).,;]*(?:\s|$))")
_TAG = re.compile(r"(?<![\w&#<])#(?P<word>(?!\d+\b)\w[\w-]*)|<#\w+(?:\|(?P<room>[^<>\n]*))?>")
_FELT = re.compile(
    r"(?<![\w-])(?:(?:and|it|was|is|has been) )*(?:felt|noticed|seen|hit)(?: (?:only|mostly|mainly))? (?:by|at"
    r"|in) (?P<whom>[^,;.\n()]+)",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"(?:none|nothing|nil|zero|0|no(?: (?:incidents?|outages?|failures?|problems?))?)"
    r"(?: (?:at all|so far|yet|felt|noted|known|to (?:report|note)|happened|reached (?:them|this customer"
    r"|the customer|us)|(?:was )?felt))*"
    r"(?:,? (?:this|in the last|the last|last|for|in|since|until|so far) (?:(?:the|last|this|\d{1,2}|quarter"
    r"|month|week|weeks|months|year|days|of|thirteen"
    r"|then|review|our|until|today|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*"
    r"|dec\w*|q[1-4]|20\d\d|[\d./-]+) ?)*)?[.!]?",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?P<id>(?:i|inc|incident)[-–— ]?#?\d{1,9}|#?\d{1,9})\b[:,]?\s+(?P<rest>\S.*)", re.IGNORECASE | re.DOTALL
)
_NOW = re.compile(r"(?:just )?now|just|right now|this minute|a moment ago", re.IGNORECASE)
_CAME_BACK = re.compile(r"(?:(?:it|is|was) )*back\s*", re.IGNORECASE)
"""Up again, or failing again: without a time nobody can tell."""
_ONLY_GLUE = re.compile(r"(?:and|was|is|it|at|[\s,;.!])*", re.IGNORECASE)
Field = Literal["acknowledged", "fixed"]


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """What a line says of an incident. `doubts`: sentences, by the field of the form they are about.

    `tags`: further hashtags, kept as typed.
    """

    what: str | None
    times: IncidentTimes
    workflow: str | None = None
    felt_by: str | None = None
    link: str | None = None
    tags: tuple[str, ...] = ()

    @property
    def doubts(self) -> tuple[tuple[str, str], ...]:
        """What is missing or could not be settled; empty where the line says all that is needed."""
        missing = [] if self.what else [("what", "What failed?")]
        known = any(field == "started" for field, _ in self.times.doubts)
        if self.times.started_at is None and not known:
            missing.append(("started", "When did it start?"))
        return (*missing, *self.times.doubts)


@dataclass(frozen=True, slots=True)
class NothingReached:
    """Somebody says that nothing reached this customer."""


@dataclass(frozen=True, slots=True)
class IncidentNews:
    """What became of an incident that is noted. A field maps to its moments, None: at this very moment.

    `rest`: words that were not understood.
    """

    number: int
    news: dict[Field, Moment | None]
    rest: str = ""


def read_incident(text: str, asked: Clocked, order: DayOrder | None) -> IncidentLine | NothingReached | IncidentNews:
    """Read a line as Slack sent it, without the customer's name. Nothing visible is lost."""
    said = from_slack(text)
    if _NONE.fullmatch(" ".join(said.split())):
        return NothingReached()
    days = Asked(asked.today, order)
    named = _NAMED.fullmatch(said.strip())
    if named and (news := _news(named, days)):
        return news
    return _line(sheet_of(said), asked, days)


def _news(named: re.Match[str], days: Asked) -> IncidentNews | None:
    known = parse_incident_id(named["id"] if not named["id"].lstrip("#").isdigit() else f"I-{named['id'].lstrip('#')}")
    if known is None:
        return None
    sheet, news = Sheet(named["rest"]), dict[Field, Moment | None]()
    for moment in moments_in(sheet.text, days):
        if moment.role in {"acknowledged", "fixed"}:
            news["fixed" if moment.role == "fixed" else "acknowledged"] = moment
            sheet.take(moment.start, moment.end)
    for span in still_going(sheet.masked()):
        sheet.take(*span)
    for label in LABEL.finditer(sheet.masked()):
        if _CAME_BACK.fullmatch(label[0]):
            continue
        field: Field = "acknowledged" if label["acknowledged"] else "fixed"
        now = _NOW.match(sheet.text, label.end())
        news.setdefault(field, None)
        sheet.take(label.start(), now.end() if now else label.end())
    if not news and (
        named["id"].lstrip("#").isdigit()
        or (len(named["id"]) > 1 and named["id"][0] in "iI" and sheet.left() and named["id"][1].isspace())
    ):
        return None
    left = sheet.left()
    return IncidentNews(known.number, news, "" if _ONLY_GLUE.fullmatch(left) else left)


def _line(sheet: Sheet, asked: Clocked, days: Asked) -> IncidentLine:
    link = _take_link(sheet)
    workflow, tags = _take_tags(sheet)
    for span in still_going(sheet.masked()):
        sheet.take(*span)
    moments = moments_in(sheet.masked(), days)
    for moment in moments:
        sheet.take(moment.start, moment.end)
    moments += _take_length(sheet, moments)
    times = _unsaid(sheet, times_of(moments, asked))
    felt = _take_felt(sheet) or take_affects(sheet)
    what = sentence(_closed(sheet.left()), one_line=True) or None
    return IncidentLine(what, times, workflow, felt, link, tags)


def _closed(left: str) -> str:
    """Without a bracket whose other half was understood and taken away."""
    if left.count("(") == left.count(")"):
        return left
    return " ".join(re.sub(r"\s*[()]\s*", ", ", left).strip(" ,").split())


def _unsaid(sheet: Sheet, times: IncidentTimes) -> IncidentTimes:
    """A part that says only "fixed" says that it was, and not when."""
    for part in sheet.parts():
        label = LABEL.fullmatch(part.text)
        if label and not _CAME_BACK.fullmatch(part.text):
            field = "acknowledged" if label["acknowledged"] else "fixed"
            times = times.doubting(field, f"When was it {field}?")
            sheet.take(part.start, part.end)
    return times


def _take_link(sheet: Sheet) -> str | None:
    found = _LINK.search(sheet.text)
    if found is None:
        return None
    sheet.take(*found.span())
    return found["inside"] or found["url"]


def _take_tags(sheet: Sheet) -> tuple[str | None, tuple[str, ...]]:
    """The first hashtag names the workflow; Slack makes a channel of one that is named like it."""
    words: list[str] = []
    for found in _TAG.finditer(sheet.masked()):
        sheet.take(*found.span())
        words.append(found["word"] or found["room"] or "")
    words = list(dict.fromkeys(word.casefold() for word in words if word))
    return (words[0] if words else None), tuple(words[1:])


def _take_length(sheet: Sheet, moments: Sequence[Moment]) -> list[Moment]:
    """Take "2 h" in a part of its own, where no end is said otherwise."""
    if any(each.role in {"end", "fixed"} for each in moments):
        return []
    for part in sheet.parts():
        length = length_alone(part.text)
        if length is not None:
            sheet.take(part.start, part.end)
            return [Moment(part.start, part.end, "end", lasted=length)]
    return []


def _take_felt(sheet: Sheet) -> str | None:
    found = _FELT.search(sheet.masked())
    if found is None:
        return None
    sheet.take(*found.span())
    return found["whom"].strip()


def moment_of_news(
    moment: Moment | None, field: Field, started_at: datetime, day_only: bool, asked: Clocked
) -> IncidentTimes:
    """When it was that an incident, noted as begun then, was acknowledged or fixed. A doubt where it cannot be said."""
    began = IncidentTimes(started_at=started_at, day_only=day_only)
    if moment is None:
        return began.ending(field, asked.now.replace(second=0, microsecond=0))
    if moment.day or moment.lasted is not None or moment.clock is None:
        return times_of((moment,), asked) if moment.lasted is None else _after(began, moment, field, asked)
    today = asked.at(asked.today, moment.clock.at)
    first = asked.at(started_at.astimezone(asked.zone).date(), moment.clock.at)
    if field == "acknowledged":
        at = first if first >= started_at or day_only else today
    else:
        at = today if today <= asked.now else first
    return began.ending(field, at)


def _after(began: IncidentTimes, moment: Moment, field: Field, asked: Clocked) -> IncidentTimes:
    if began.day_only or began.started_at is None or moment.lasted is None:
        return began.doubting(field, "How long it took is there, and not at what time it began.")
    return began.ending(field, began.started_at + moment.lasted)
