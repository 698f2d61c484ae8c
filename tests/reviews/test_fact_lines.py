"""Facts as people type them in a call: three tables, each line with how it is read. None may be read wrongly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.customer import Contact
from reviews.dates import DayOrder
from reviews.incident_line import IncidentLine, IncidentNews, NothingReached, moment_of_news, read_incident
from reviews.incident_line_times import Clocked
from reviews.line_dates import Asked
from reviews.touch_line import read_touch
from reviews.usage_line import is_odd, read_usage
from reviews.usage_line_actions import key_actions_in, say_action

HERE = Path(__file__).parent
ZONE = ZoneInfo("Europe/Berlin")
WEDNESDAY = Clocked(datetime(2026, 11, 25, 15, 0, tzinfo=UTC), ZONE)
ASKED = Asked(date(2026, 11, 25), DayOrder.DAY_FIRST)
WORDS = (*"mon9-,;()", "31", "of", "40", "to", "at", "since", "fixed", "#x", "2h", "I-7", "Dana", "and", "yesterday")
ADDED = datetime(2026, 1, 1, tzinfo=UTC)
PEOPLE = tuple(
    Contact("T1", number, 1, name, "U1", ADDED, title=title)
    for number, (name, title) in enumerate(
        [("Dana Wu", None), ("Bo Lindqvist", None), ("Kim Park", "CFO"), ("Kim Weber", None), ("Will Stone", None)], 1
    )
)


def _when(moment: datetime | None) -> str:
    return f"{moment.astimezone(ZONE):%d %b %H:%M}" if moment else ""


def said_of_incident(line: str) -> str:
    read = read_incident(line, WEDNESDAY, DayOrder.DAY_FIRST)
    if isinstance(read, NothingReached):
        return "nothing reached them"
    if isinstance(read, IncidentNews):
        told = []
        for field, moment in read.news.items():
            began = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
            found = moment_of_news(moment, field, began, False, WEDNESDAY)
            told.append(f"{field} {_when(found.fixed_at if field == 'fixed' else found.acknowledged_at)}")
        return " | ".join([f"I-{read.number}", *told, *([f"unread: {read.rest}"] if read.rest else [])])
    return _incident(read)


def _incident(read: IncidentLine) -> str:
    times = read.times
    facts = {
        "began": f"{_when(times.started_at)}{' (day)' if times.day_only else ''}",
        "ack": _when(times.acknowledged_at),
        "fixed": _when(times.fixed_at),
        "#": read.workflow,
        "felt": read.felt_by,
        "link": read.link,
        "also": " ".join(read.tags),
        "asks": " ".join(name for name, _ in read.doubts),
    }
    return " | ".join([read.what or "?", *(f"{name} {value}" for name, value in facts.items() if value)])


def said_of_usage(line: str) -> str:
    read = read_usage(line, ASKED)
    told = []
    for each in read.counts:
        facts = {
            "30": each.active_30,
            "90": each.active_90,
            "of": each.seats,
            "features": each.features,
            "calls": each.calls,
            each.volume_unit or "": each.volume,
        }
        shown = [f"{name} {value}" for name, value in facts.items() if value is not None]
        told.append(": ".join(filter(None, [each.team, ", ".join([*shown, *map(say_action, each.key_actions)])])))
    more = [f"on {read.ends_on}"] if read.ends_on else []
    more += [f"link {read.link}"] if read.link else []
    more += ["asks"] if read.doubts or any(map(is_odd, read.counts)) else []
    more += [f"unread: {read.unread}"] if read.unread else []
    return " | ".join([*told, *more])


def said_of_touch(line: str) -> str:
    read = read_touch(line, WEDNESDAY, DayOrder.DAY_FIRST, PEOPLE)
    who = ", ".join(f"{each.name}{'' if each.contact else ' (new)'}" for each in read.who) or "nobody"
    at = "now" if read.at == WEDNESDAY.now else f"{_when(read.at)}{' (day)' if read.day_only else ''}"
    facts = [who, str(read.kind), str(read.direction), str(read.took_part or ""), at]
    facts += [f"about {read.about}"] if read.about else []
    facts += [f"ours {', '.join(each.id or each.name or '' for each in read.ours)}"] if read.ours else []
    facts += [] if read.also_me else ["not me"]
    facts += [f"asks {' '.join(name for name, _ in read.doubts)}"] if read.doubts else []
    return " | ".join(each for each in facts if each)


TABLES: dict[str, Callable[[str], str]] = {
    "typed_incidents.txt": said_of_incident,
    "typed_usage.txt": said_of_usage,
    "typed_touches.txt": said_of_touch,
}


def _rows() -> Iterator[tuple[str, str, str]]:
    for name in TABLES:
        for row in (HERE / name).read_text(encoding="utf-8").splitlines():
            line, _, read = row.partition(" => ")
            yield name, line, read


@pytest.mark.parametrize(("table", "line", "read"), [*_rows()])
def test_a_line_is_read_as_it_is_meant(table: str, line: str, read: str) -> None:
    assert TABLES[table](line) == read


def test_there_are_enough_lines_to_go_by() -> None:
    assert len([*_rows()]) >= 120


@pytest.mark.parametrize("order", [None, DayOrder.MONTH_FIRST])
def test_a_day_in_numbers_is_the_one_that_has_been_or_asked_about(order: DayOrder | None) -> None:
    past = read_incident("exports failed 3/11", WEDNESDAY, order)
    assert isinstance(past, IncidentLine)
    if order is None:
        assert past.doubts == (("started", "“3/11” can be Wed 11 Mar or Tue 3 Nov."),)
    else:
        assert _when(past.times.started_at) == "11 Mar 12:00"
    sure = read_incident("exports failed 12/11", WEDNESDAY, None)
    assert isinstance(sure, IncidentLine)
    assert (_when(sure.times.started_at), sure.doubts) == ("12 Nov 12:00", ())


def test_a_night_in_which_the_clock_is_put_back_keeps_its_real_length() -> None:
    read = read_incident("exports down 24 Oct 22:00 to 25 Oct 6:00", WEDNESDAY, DayOrder.DAY_FIRST)
    assert isinstance(read, IncidentLine)
    times = read.times
    assert times.started_at is not None
    assert times.fixed_at is not None
    assert (times.fixed_at - times.started_at).total_seconds() == 9 * 3600


@pytest.mark.parametrize("said", ["reports weekly by 6 people", "exports 4 times a week by 2", "approvals by 3 people"])
def test_what_people_do_is_read_back_as_it_is_said(said: str) -> None:
    action = key_actions_in(said)
    assert action is not None
    assert key_actions_in(say_action(action)) == action


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=120) | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_whatever_is_typed_is_read_somehow(line: str) -> None:
    for read in TABLES.values():
        assert isinstance(read(line), str)
