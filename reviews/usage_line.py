"""Who uses it, in one line: "31 of 40 seats active in 30 days, reports weekly by 6 people", "finance 9 of 12"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from reviews.fact_entry_days import days_in
from reviews.facts import KeyAction
from reviews.line_dates import Asked
from reviews.sheet import Part, Sheet, sheet_of
from reviews.text import from_slack
from reviews.usage_line_actions import key_actions_in
from reviews.usage_line_words import (
    ACTIVE,
    ALL,
    CALLS,
    COUNT_OF,
    FEATURES,
    GLUE,
    LEAD,
    LINK,
    SEATS,
    VOLUME,
    WINDOW_ONLY,
    number_of,
    team_of,
    window_of,
)
from reviews.usage_periods import period_in

_AS_OF = re.compile(
    r"(?:(?:as (?:of|at|per)|per|until|up to|state of|on|at|from|dated|data (?:of|from))\s*:?\s*)$", re.IGNORECASE
)
_PERCENT = re.compile(r"\d\s?%|\bper ?cent\b|\b(?:half|most|a third) of\b", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
"""A comma that parts no two things; a thin blank takes its place, sign for sign."""


@dataclass(frozen=True, slots=True)
class UsageCount:
    """What is said of the whole account (`team` "") or of one team."""

    team: str = ""
    seats: int | None = None
    active_30: int | None = None
    active_90: int | None = None
    calls: int | None = None
    features: int | None = None
    volume: float | None = None
    volume_unit: str | None = None
    key_actions: tuple[KeyAction, ...] = ()

    @property
    def says_nothing(self) -> bool:
        """Whether there is no number in it."""
        return self == UsageCount(self.team)


@dataclass(frozen=True, slots=True)
class UsageLine:
    """What a line says. `ends_on` is None where no day was named. `doubts` are sentences; `unread` is left as typed."""

    counts: tuple[UsageCount, ...]
    ends_on: date | None = None
    link: str | None = None
    doubts: tuple[str, ...] = ()
    unread: str = ""


def read_usage(text: str, asked: Asked) -> UsageLine:
    """Read a line as Slack sent it, without the customer's name. What is not understood is given back."""
    sheet = sheet_of(_THOUSANDS.sub("\u202f", from_slack(text)))
    link = _take_link(sheet)
    ends_on, doubts = _take_day(sheet, asked)
    counts: list[UsageCount] = []
    for part in [*sheet.parts()]:
        _take_part(sheet, part, counts, doubts)
    unread = _left(sheet)
    if _PERCENT.search(unread):
        doubts.append("Shares are not kept: type how many people, of how many seats.")
    return UsageLine(tuple(each for each in counts if not each.says_nothing), ends_on, link, tuple(doubts), unread)


def _take_link(sheet: Sheet) -> str | None:
    found = LINK.search(sheet.text)
    if found is None:
        return None
    sheet.take(*found.span())
    return found[0]


def _take_day(sheet: Sheet, asked: Asked) -> tuple[date | None, list[str]]:
    """The day the numbers are of. Where two are named it is asked."""
    said = [each for each in days_in(sheet.masked(), asked) if not _counts(sheet.text, each.start, each.end)]
    doubts = [each.why for each in said if each.why]
    for day in said:
        lead = _AS_OF.search(sheet.text[: day.start])
        sheet.take(lead.start() if lead else day.start, day.end)
    days = sorted({each.day for each in said if each.day})
    if not said and (period := period_in(sheet.masked(), asked.today)):
        sheet.take(period.start, period.end)
        days = [period.day]
    if len(days) > 1:
        doubts.append("Two days are there, and the numbers are of one.")
    return (days[-1] if days else None), doubts


def _counts(text: str, start: int, end: int) -> bool:
    """Whether "31/40" is a count of seats, not a day."""
    return re.fullmatch(r"\d{1,3}/\d{1,3}", text[start:end]) is not None and not re.search(
        r"(?:as of|on|per|until)\s*$", text[:start], re.IGNORECASE
    )


def _take_part(sheet: Sheet, part: Part, counts: list[UsageCount], doubts: list[str]) -> None:
    """Read one stretch between commas; what fits no form stays."""
    text, at = part.text, part.start
    lead = LEAD.match(text)
    text, at = (text[lead.end() :], at + lead.end()) if lead else (text, at)
    now = _read(text, counts, doubts)
    if now:
        sheet.take(part.start, part.end)
        return
    for left, right in _halves(text):
        tried: list[UsageCount] = list(counts)
        asked: list[str] = []
        if _read(left, tried, asked) and _read(right, tried, asked):
            counts[:] = tried
            doubts += asked
            sheet.take(part.start, part.end)
            return


def _halves(text: str) -> Iterator[tuple[str, str]]:
    """A part cut in two at each word that joins: "31 of 40 and 35 in 90 days"."""
    for found in re.finditer(
        r"\s(?:and|with|plus|&|/)\s|\s(?=\d|(?:active|seats|used)\b[ :=]*\d)", text, re.IGNORECASE
    ):
        yield text[: found.start()], text[found.end() :]


def _read(text: str, counts: list[UsageCount], doubts: list[str]) -> bool:
    """Add what one stretch says to the counts; whether it was understood whole."""
    text = text.strip(" .;,:")
    return any(read(text, counts, doubts) for read in (_count_of, _window_only, _plain, _action))


def _count_of(text: str, counts: list[UsageCount], doubts: list[str]) -> bool:
    """Read "31 of 40 seats active in 30 days", "finance 9 of 12", "all 12 active"."""
    found = COUNT_OF.fullmatch(text) or ALL.fullmatch(text)
    if found is None:
        return False
    team = team_of(found["team"] or found["where"] or found.groupdict().get("whose") or "")
    if team is None:
        return False
    seats = number_of(found["seats"])
    active = number_of(found["active"]) if "active" in found.groupdict() else seats
    window = window_of(found["window"], doubts)
    _put(counts, team, {"seats": seats, window: active}, doubts)
    return True


def _window_only(text: str, counts: list[UsageCount], doubts: list[str]) -> bool:
    """Read "35 in 90", "35 people over 90 days": of the team that was spoken of last."""
    found = WINDOW_ONLY.fullmatch(text) or ACTIVE.fullmatch(text)
    if found is None:
        return False
    team = counts[-1].team if counts else ""
    if named := found.groupdict().get("where"):
        team = team_of(named) or team
    _put(
        counts,
        team,
        {window_of(found["window"], doubts): number_of(found["active"] or found.groupdict().get("late"))},
        doubts,
    )
    return True


def _plain(text: str, counts: list[UsageCount], doubts: list[str]) -> bool:
    """Read "40 seats", "12 features", "1,200 calls", "3400 invoices a month"."""
    team = counts[-1].team if counts else ""
    for form, name in ((SEATS, "seats"), (FEATURES, "features"), (CALLS, "calls")):
        if found := form.fullmatch(text):
            _put(counts, team, {name: number_of(found["n"] or found["late"])}, doubts)
            return True
    if found := VOLUME.fullmatch(text):
        _put(
            counts, team, {"volume": float(number_of(found["n"]) or 0), "volume_unit": found["unit"].casefold()}, doubts
        )
        return True
    return False


def _action(text: str, counts: list[UsageCount], doubts: list[str]) -> bool:
    """Read "reports weekly by 6 people"; things people do belong to the team spoken of last."""
    action = key_actions_in(text)
    if action is None:
        return False
    team = counts[-1].team if counts else ""
    known = next((each.key_actions for each in counts if each.team == team), ())
    _put(counts, team, {"key_actions": (*known, action)}, doubts)
    return True


def _put(counts: list[UsageCount], team: str, values: dict[str, object], doubts: list[str]) -> None:
    """Note numbers of one team; a second number for the same thing is a doubt."""
    place = next((n for n, each in enumerate(counts) if each.team.casefold() == team.casefold()), None)
    if place is None:
        counts.append(UsageCount(team))
        place = len(counts) - 1
    known = counts[place]
    for name, value in values.items():
        before = getattr(known, name)
        if name != "key_actions" and before is not None and before != value:
            doubts.append(f"Two numbers are there for {_WORDS[name]}: {before} and {value}.")
    counts[place] = replace(known, **values)  # type: ignore[arg-type]
    if place != len(counts) - 1:
        counts.append(counts.pop(place))


_WORDS = {
    "seats": "seats",
    "active_30": "people active in 30 days",
    "active_90": "people active in 90 days",
    "features": "features",
    "calls": "calls",
    "volume": "what is counted",
    "volume_unit": "what is counted",
}


def _left(sheet: Sheet) -> str:
    left = sheet.left()
    return "" if GLUE.fullmatch(left) else left


def is_odd(count: UsageCount) -> str | None:
    """A sentence that questions numbers which seldom fit each other; None where they do."""
    if count.seats is not None:
        for name, days in (("active_30", 30), ("active_90", 90)):
            active = getattr(count, name)
            if active is not None and active > count.seats:
                return f"{active} people active in {days} days are more than {count.seats} seats. Is it so?"
    if count.active_30 is not None and count.active_90 is not None and count.active_90 < count.active_30:
        return (
            f"{count.active_90} people in 90 days are fewer than {count.active_30} in 30 days, "
            "and whoever was active in 30 was so in 90. Is it so?"
        )
    return None
