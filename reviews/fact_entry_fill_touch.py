"""The form of a conversation: what a line said or a touch holds, as typed; and the form read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from reviews.customer import Contact
from reviews.dates import DayOrder
from reviews.fact_entry_fill import Fill, Wrong, kept, one_moment, typed_moment, wrong_link
from reviews.fact_entry_touch import Somebody, TouchWords
from reviews.facts import Direction, TookPart, Touch, TouchKind
from reviews.incident_line_times import NOON, Clocked, times_of
from reviews.touch_line import TouchLine
from reviews.touch_line_names import names_of


def fill_of_touch_line(line: TouchLine, zone: tzinfo, ours: Sequence[str]) -> Fill:
    """What a line said of a conversation. `ours`: Slack ids of those of ours who are named."""
    said_when = any(name == "when" for name, _ in line.doubts)
    return kept(
        {
            "who": ", ".join(each.name for each in line.who),
            "kind": str(line.kind),
            "direction": str(line.direction),
            "took": str(line.took_part) if line.took_part else None,
            "when": None if said_when else typed_moment(line.at, zone, day_only=line.day_only),
            "about": line.about,
            "ours": ours[0] if ours else None,
            "link": line.link,
        }
    )


def fill_of_touch(touch: Touch, zone: tzinfo) -> Fill:
    """One person's part in a conversation as it stands."""
    return kept(
        {
            "who": touch.person,
            "kind": str(touch.kind),
            "direction": str(touch.direction),
            "took": str(touch.took_part) if touch.took_part else None,
            "when": typed_moment(touch.at, zone, day_only=touch.day_only),
            "about": touch.about,
            "ours": touch.ours,
            "link": touch.link,
        }
    )


def read_touch_fill(
    fill: Mapping[str, str],
    asked: Clocked,
    order: DayOrder | None,
    known: Sequence[Contact],
    others: Sequence[str] = (),
) -> TouchWords | Wrong:
    """The form of a conversation read back. `others`: people of ours whom the line named beside the one picked."""
    errors = wrong_link(fill)
    at, day_only = _when(fill.get("when"), asked, order, errors)
    kind, direction, took = fill.get("kind", ""), fill.get("direction", ""), fill.get("took", "")
    part = TookPart(took) if took in set(TookPart) else None
    who = tuple(Somebody(each.name, each.contact) for each in names_of(fill.get("who", ""), known))
    doubtful = next((each for each in names_of(fill.get("who", ""), known) if each.choices), None)
    if doubtful:
        errors["who"] = f"{doubtful.name} can be {' or '.join(each.name for each in doubtful.choices[:4])}."
    if errors:
        return Wrong(errors)
    if not who and part is TookPart.ABSENT:
        who = (Somebody(""),)
    return TouchWords(
        who=who,
        kind=TouchKind(kind) if kind in set(TouchKind) else TouchKind.OTHER,
        direction=Direction(direction) if direction in set(Direction) else Direction.BOTH,
        took_part=part,
        at=at,
        day_only=day_only,
        about=fill.get("about"),
        ours=tuple(dict.fromkeys([*filter(None, [fill.get("ours")]), *others])),
        link=fill.get("link"),
    )


def _when(text: str | None, asked: Clocked, order: DayOrder | None, errors: dict[str, str]) -> tuple[datetime, bool]:
    now = asked.now.replace(second=0, microsecond=0)
    if not text:
        return now, False
    found = one_moment(text, "start", asked, order)
    if isinstance(found, str):
        errors["when"] = found
        return now, False
    times = times_of([found], asked)
    if times.doubts or times.started_at is None:
        errors["when"] = times.doubts[0][1] if times.doubts else f"I cannot read “{text}” as a moment."
        return now, False
    noon_ahead = times.day_only and times.started_at > asked.now and asked.at(asked.today, NOON) == times.started_at
    return (asked.now if noon_ahead else times.started_at), times.day_only
