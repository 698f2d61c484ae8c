"""Cells of moments, read strictly in the one shape that was found for their column, and as fast as they come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from reviews.imports.cell_error import CellError, quoted
from reviews.imports.clocks import read_clock, split_clock
from reviews.imports.day_cells import MOST_KEPT, NOON, WITH_TIME, Bounds, Moment, day_in, instant_in, kept, parts_of
from reviews.imports.day_shapes import DAY_SHAPES, DayShape, at
from reviews.imports.texts import is_nothing

_SIGNS: Final = frozenset("+-")
_SECONDS: Final = {f":{count:02}": timedelta(seconds=count) for count in range(60)}
_NO_SECONDS: Final = timedelta()
_SHORTEST_DAY: Final = len("1/1/26")
_WITHOUT_ZONE: Final = len("2026-12-31 14:30:00")


def moment_reader(how: str, within: Bounds) -> Callable[[str], Moment | None]:
    """Reads moments of one shape. Days and times of day come again and again, so what they mean is kept."""
    base, flags = parts_of(how)
    shape, timed = DAY_SHAPES[base], WITH_TIME in flags
    if shape.read_instant is not None:
        return kept(lambda text: instant_in(shape, text, timed, within))
    read = (
        _pieced(shape, within, timed=timed) if timed else kept(lambda text: _moment(shape, text, within, timed=False))
    )
    return _iso(read, within) if base == "year-month-day" and timed else read


def _pieced(shape: DayShape, within: Bounds, *, timed: bool) -> Callable[[str], Moment | None]:
    """Day and time of day each looked up by themselves: moments seldom come twice, their two halves do."""
    days: dict[str, datetime] = {}
    clocks: dict[str, tuple[timedelta, bool]] = {}
    ahead = _Ahead(within.zone)

    def slowly(cell: str) -> Moment | None:
        text = cell.strip()
        if is_nothing(text):
            return None
        moment = _moment(shape, text, within, timed=timed)
        before, after = split_clock(text)
        day, clock, colon = shape.read_day(before), read_clock(after), cell.find(":")
        if day is not None and clock is not None and colon >= _SHORTEST_DAY:
            if len(days) + len(clocks) > 2 * MOST_KEPT:
                days.clear()
                clocks.clear()
            midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
            days[cell[: colon - 2]] = midnight
            minute, seconds = _halved(cell[colon - 2 :])
            clocks[minute] = at(day, clock, UTC) - midnight - seconds, clock[4] is not None or within.zone is UTC
        return moment

    def read(cell: str) -> Moment | None:
        colon = cell.find(":")
        before = cell[: colon - 2]
        minute, seconds = _halved(cell[colon - 2 :])
        if before in days and minute in clocks:
            since, is_utc = clocks[minute]
            moment = days[before] + since + seconds
            return moment if is_utc else moment - ahead.of(moment), True
        return slowly(cell)

    return read


def _halved(clock: str) -> tuple[str, timedelta]:
    """A time of day without its seconds, and those: there are few of either."""
    seconds = _SECONDS.get(clock[5:8])
    return (clock, _NO_SECONDS) if seconds is None else (clock[:5] + clock[8:], seconds)


class _Ahead:
    """How far a zone is ahead of UTC. It stays the same throughout an hour, and is kept by it."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._known: dict[tuple[int, int], timedelta] = {}

    def of(self, local: datetime) -> timedelta:
        """How far ahead it is at a local time."""
        hour = local.toordinal(), local.hour
        known = self._known.get(hour)
        if known is None:
            if len(self._known) > 3 * MOST_KEPT:
                self._known.clear()
            known = self._known[hour] = local.replace(minute=0, tzinfo=self._zone).utcoffset() or timedelta()
        return known


def _moment(shape: DayShape, text: str, within: Bounds, *, timed: bool) -> Moment:
    before, after = split_clock(text)
    clock = read_clock(after) if after else NOON
    if clock is None:
        raise CellError(f"{quoted(text)} has no time of day that I know. Write it as 14:30.")
    known = bool(after) and (timed or any(clock[:4]))
    return at(day_in(shape, before, text, within), clock if known else NOON, within.zone), known


def _iso(otherwise: Callable[[str], Moment | None], within: Bounds) -> Callable[[str], Moment | None]:
    """The usual case in one step, where the standard library reads it; its texts sort as their days do."""
    first, last = f"{within.first + timedelta(days=1)}", f"{within.last}"
    read, zone, utc = datetime.fromisoformat, within.zone, UTC
    ahead = _Ahead(zone)

    def quickly(cell: str) -> Moment | None:
        if not first < cell < last or cell[4:5] != "-" or cell[7:8] != "-":
            return otherwise(cell)
        try:
            if len(cell) == _WITHOUT_ZONE:
                moment = read(cell + "Z")
                return moment if zone is utc else moment - ahead.of(moment), True
            if cell[-1] == "Z":
                return read(cell), True
            if cell[-5:-4] in _SIGNS or cell[-6:-5] in _SIGNS:
                return read(cell[:19] + cell[19:].lstrip()).astimezone(utc), True
        except ValueError:
            pass
        return otherwise(cell)

    return quickly
