"""Use in words and as a chart, with a table for where Slack knows no charts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reviews.account_facts import AccountFacts
from reviews.dates import say_date
from reviews.facts import KeyAction, UsageSnapshot
from reviews.messages.brief_words import Line, headed, joined, linked, source_of
from reviews.messages.parts import Block
from reviews.messages.words import said
from reviews.text import plain
from reviews.usage_reading import MOVED, TeamUse, UsageReading

_POINTS_SHOWN = 8
_LEAST_QUARTERS = 3
_TEAMS_SHOWN = 3


def usage_summary(usage: UsageReading, facts: AccountFacts) -> str:
    """How many work with it, against last quarter and their own usual."""
    latest = usage.latest
    if latest is None:
        return "⚪ unknown: no usage data"
    until = linked(f"until {say_date(latest.ends_on, facts.today)}", latest.link)
    source = "" if latest.link else f", {source_of(latest)}"
    if usage.is_stale:
        return f"⚪ unknown: the last numbers are {_counted(latest)}, {until}{source}"
    return f"{_counted(latest)} ({until}{source}){_compared(usage)}"


def _counted(latest: UsageSnapshot) -> str:
    seats = f" of {latest.seats} seats" if latest.seats is not None else " people"
    in_30 = f"{latest.active_30}{seats} active in 30 days" if latest.active_30 is not None else ""
    in_90 = f"{latest.active_90}{'' if in_30 else seats} in 90" if latest.active_90 is not None else ""
    alone = f"{latest.seats} seats, nobody counted who is active" if latest.seats is not None else "no people counted"
    return ", ".join(filter(None, (in_30, in_90))) or alone


def _compared(usage: UsageReading) -> str:
    """`; 26 last quarter, usually 24`."""
    said_before = []
    if usage.previous and usage.previous.active_30 is not None:
        said_before.append(f"{usage.previous.active_30} last quarter")
    if usage.usual is not None:
        said_before.append(f"usually {round(usage.usual + 0.01)}")
    return f"; {', '.join(said_before)}" if said_before else "; nothing to compare with yet"


def usage_lines_of(usage: UsageReading, facts: AccountFacts) -> Iterator[Line]:
    """Which way it goes, who left, on whom it hangs, what is done every week and what is done elsewhere."""
    if usage.latest is None:
        return
    if usage.is_stale:
        return
    yield from _direction(usage)
    if usage.peak and usage.peak.active_30 is not None:
        peak = say_date(usage.peak.ends_on, facts.today)
        yield Line(f"{usage.peak.active_30} were active after onboarding (until {peak})", 66)
    if teams := _teams(usage.teams):
        yield Line(teams, 79 if usage.teams[0].change < 0 else 42)
    if usage.weekly:
        shown = [_weekly(each) for each in usage.weekly[:3]]
        yield Line(f"Every week: {', '.join(shown)}", 60)
    if usage.alone:
        names = joined([said(each.what, 40) for each in usage.alone[:2]])
        hangs = usage.hangs_on_one
        yield Line(f"*Hangs on one person*: {names}" if hangs else f"One person alone: {names}", 84 if hangs else 58)
    elif usage.active == 1:
        yield Line("*Hangs on one person*", 84)
    if usage.outside:
        yield Line(f"Still done outside: {joined([said(each.what, 40) for each in usage.outside[:2]])}", 44)
    if not usage.has_depth:
        yield Line("Only logins are known: they do not say what people do", 52)


def _doubt(usage: UsageReading) -> str:
    """`1234 of 2000 now, 6 before`."""
    seats = f" of {usage.latest.seats}" if usage.latest and usage.latest.seats is not None else ""
    before = usage.usual or (usage.previous.active_30 if usage.previous else None)
    return f"{usage.active}{seats} now" + (f", {round(before + 0.01)} before" if before else "")


def _direction(usage: UsageReading) -> Iterator[Line]:
    """A fall or growth, said once, against last quarter or against the usual where that is all there is."""
    if usage.is_doubtful:
        yield Line(f"*Doubtful*: {_doubt(usage)}: check the number", 90, must=True)
    change = usage.change if usage.change is not None else usage.against_usual
    against = "last quarter" if usage.change is not None else "their usual"
    if change is None or abs(change) < MOVED:
        return
    way, weight = ("fewer", 83) if change < 0 else ("more", 45)
    yield Line(f"{abs(change):.0%} {way} than {against}", weight)


def _teams(teams: Sequence[TeamUse]) -> str:
    """`Finance 9 → 4, Warehouse 7 (as before)`: who moved most, and how many others there are."""
    moved = [each for each in teams if each.change] or list(teams)
    shown = sorted(moved, key=lambda each: (-abs(each.change), each.team))[:_TEAMS_SHOWN]
    words = [_team(each) for each in sorted(shown, key=lambda each: (each.change, each.team))]
    more = len(teams) - len(shown)
    return ", ".join(words) + (f" and {more} more teams" if more > 1 else " and 1 more team" if more else "")


def _team(each: TeamUse) -> str:
    name = linked(headed(said(each.team, 30)), each.snapshot.link)
    if each.before is None:
        return f"{name} {each.now}"
    return f"{name} {each.before} → {each.now}" if each.change else f"{name} {each.now} as before"


def _weekly(each: KeyAction) -> str:
    often = f"{each.per_week:g}×" if each.per_week is not None else ""
    people = f"{each.people} {'person' if each.people == 1 else 'people'}" if each.people is not None else ""
    known = ", ".join(filter(None, (often, people)))
    return f"{said(each.what, 40)} ({known})" if known else said(each.what, 40)


def usage_points(usage: UsageReading) -> list[tuple[str, UsageSnapshot]]:
    """The last snapshot of each of the last quarters, or of each period where there are too few; with their labels."""
    known = [each for each in usage.series if each.active_30 is not None]
    quarters: dict[tuple[int, int], UsageSnapshot] = {}
    for each in known:
        quarters[each.ends_on.year, (each.ends_on.month - 1) // 3] = each
    if len(quarters) >= _LEAST_QUARTERS:
        points = [(f"{each.ends_on:%b} {each.ends_on:%y}", each) for each in quarters.values()]
    else:
        points = [(f"{each.ends_on.day} {each.ends_on:%b} {each.ends_on:%y}", each) for each in known]
    return points[-_POINTS_SHOWN:] if len(points) > 1 else []


def usage_chart(usage: UsageReading) -> Block | None:
    """People active against seats paid for, as Slack's line chart; None without two points."""
    points = usage_points(usage)
    if not points:
        return None
    labels = [label for label, _ in points]
    series = [_series("Active in 30 days", labels, [each.active_30 or 0 for _, each in points])]
    if all(each.seats is not None for _, each in points):
        series.append(_series("Paid seats", labels, [each.seats or 0 for _, each in points]))
    chart: dict[str, Any] = {
        "type": "line",
        "series": series,
        "axis_config": {"categories": labels, "y_label": "people"},
    }
    return {"type": "data_visualization", "title": "People active against paid seats", "chart": chart}


def _series(name: str, labels: Sequence[str], values: Sequence[int]) -> dict[str, Any]:
    return {"name": name, "data": [{"label": at, "value": value} for at, value in zip(labels, values, strict=True)]}


def usage_table(usage: UsageReading) -> Block | None:
    """The same numbers as a table."""
    chart = usage_chart(usage)
    return table_of(chart) if chart else None


def table_of(chart: Block) -> Block:
    """A chart's numbers as a table, for a Slack that takes no charts."""
    drawn = chart["chart"]
    rows = [["Until", *drawn["axis_config"]["categories"]]]
    rows += [[each["name"], *(f"{point['value']:g}" for point in each["data"])] for each in drawn["series"]]
    return {"type": "table", "rows": [[_cell(each) for each in row] for row in rows]}


def _cell(text: str) -> dict[str, str]:
    return {"type": "raw_text", "text": plain(text, 40)}
