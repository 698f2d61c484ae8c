"""Between a fact and the text in its form: what a line said or a fact holds, as typed; and the form read back.

A form's fields are those of `reviews.messages.fact_forms.FIELDS`; everything in them is text as people type it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from reviews.dates import DayOrder
from reviews.fact_entry import IncidentWords
from reviews.fact_entry_moments import Moment, Role, moments_in
from reviews.facts import Incident
from reviews.incident_line import IncidentLine
from reviews.incident_line_times import Clocked, IncidentTimes, times_of
from reviews.line_dates import Asked

Fill = dict[str, str]
_LINK = re.compile(r"https?://\S+")
_LATER: tuple[tuple[str, Role], ...] = (("acknowledged", "acknowledged"), ("fixed", "fixed"))


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong, by the field it stands under. Plain text."""

    errors: Mapping[str, str]


def kept(pairs: Mapping[str, str | None]) -> Fill:
    """What is filled in."""
    return {name: value for name, value in pairs.items() if value}


def typed_day(day: date) -> str:
    """A day so that it is read back as the same: `22 Nov 2026`."""
    return f"{day.day} {day:%b} {day.year}"


def typed_moment(moment: datetime | None, zone: tzinfo, *, day_only: bool = False) -> str | None:
    """A moment so that it is read back as the same: `22 Nov 2026 14:00`."""
    if moment is None:
        return None
    local = moment.astimezone(zone)
    return typed_day(local.date()) if day_only else f"{typed_day(local.date())} {local:%H:%M}"


def fill_of_line(line: IncidentLine, zone: tzinfo) -> Fill:
    """What a line said of an incident."""
    times = line.times
    return kept(
        {
            "what": line.what,
            "started": typed_moment(times.started_at, zone, day_only=times.day_only),
            "acknowledged": typed_moment(times.acknowledged_at, zone, day_only=times.day_only),
            "fixed": typed_moment(times.fixed_at, zone, day_only=times.day_only),
            "workflow": line.workflow,
            "felt": line.felt_by,
            "link": line.link,
        }
    )


def fill_of_incident(incident: Incident, zone: tzinfo) -> Fill:
    """An incident as it stands."""
    times = IncidentTimes(incident.started_at, incident.acknowledged_at, incident.fixed_at, incident.day_only)
    line = IncidentLine(incident.what, times, incident.workflow, incident.felt_by, incident.link)
    return fill_of_line(line, zone)


def read_incident_fill(fill: Mapping[str, str], asked: Clocked, order: DayOrder | None) -> IncidentWords | Wrong:
    """The incident's form read back. Whether its moments fit each other is decided elsewhere."""
    errors: dict[str, str] = {}
    moments: list[Moment] = []
    fields: tuple[tuple[str, Role], ...] = (("started", "start"), *_LATER)
    for name, role in fields:
        if text := fill.get(name):
            found = one_moment(text, role, asked, order)
            if isinstance(found, str):
                errors[name] = found
            else:
                moments.append(found)
    times = times_of(moments, asked)
    errors |= dict(times.doubts)
    errors |= wrong_link(fill)
    if errors:
        return Wrong(errors)
    return IncidentWords(
        what=fill.get("what", ""),
        started_at=times.started_at,
        day_only=times.day_only,
        workflow=fill.get("workflow"),
        acknowledged_at=times.acknowledged_at,
        fixed_at=times.fixed_at,
        felt_by=fill.get("felt"),
        link=fill.get("link"),
    )


def one_moment(text: str, role: Role, asked: Clocked, order: DayOrder | None) -> Moment | str:
    """The one moment in a field, or what is wrong with it."""
    # A field says by its name that a number in it is a time.
    said = text if re.search(r"[a-z:]", text, re.IGNORECASE) else f"at {text}"
    found = moments_in(said, Asked(asked.today, order))
    left = said
    for each in reversed(found):
        left = left[: each.start] + left[each.end :]
    if len(found) != 1 or re.search(r"\w", left):
        return f"I cannot read “{text}” as a moment. Type a day and perhaps a time, such as “yesterday 14:00”."
    return replace(found[0], role=role)


def wrong_link(fill: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with the link, if anything."""
    link = fill.get("link")
    if link and not _LINK.fullmatch(link):
        return {"link": "That is no link. Copy one that begins with https://."}
    return {}
