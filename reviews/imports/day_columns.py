"""Which shape the days of a column have, found from the column as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date
from typing import Final

from reviews.imports.cell_error import quoted
from reviews.imports.clocks import read_clock, split_clock
from reviews.imports.day_cells import WITH_TIME
from reviews.imports.day_shapes import DAY_SHAPES
from reviews.imports.model import UnreadableFileError
from reviews.imports.periods import BEGINS, PERIOD_SHAPES

_EXAMPLES: Final = 3
_SHORTEST_PROOF: Final = 2
_MONTH, _WEEK = BEGINS
_TWINS: Final = frozenset(how for how, shape in DAY_SHAPES.items() if shape.twin)
_Readings = tuple[tuple[str, date, bool], ...]


@dataclass(slots=True)
class DayColumn:
    """What was seen of a column so far. `reads`: how many of its cells each shape reads.

    `twofold`: a cell whose day and month can change places. `traits`: for each shape, whether its days were the first
    of a month, and their weekdays: files of usage name a month or a week by its first day.
    """

    header: str
    periods: bool = False
    cells: int = 0
    timed: bool = False
    twofold: str = ""
    reads: dict[str, int] = field(default_factory=dict)
    traits: dict[str, set[tuple[bool, int]]] = field(default_factory=dict)
    examples: list[str] = field(default_factory=list)
    known: dict[str, _Readings] = field(default_factory=dict, repr=False)

    def add(self, text: str) -> None:
        """One more cell, stripped and not empty."""
        self.cells += 1
        if len(self.examples) < _EXAMPLES:
            self.examples.append(text)
        before, after = split_clock(text)
        clock = read_clock(after) if after else None
        if after and clock is None:
            return
        self.timed = self.timed or bool(clock and any(clock[:4]))
        readings = self._readings(before)
        for how, day, has_time in readings:
            self.timed = self.timed or has_time
            self.reads[how] = self.reads.get(how, 0) + 1
            self.traits.setdefault(how, set()).add((day.day == 1, day.weekday()))
        if not self.twofold and len({day for how, day, _ in readings if how in _TWINS}) > 1:
            self.twofold = text

    def _readings(self, text: str) -> _Readings:
        """The shapes that read this text, each with the day it makes of it. The same days come again and again."""
        found = self.known.get(text)
        if found is None:
            if len(self.known) > 20_000:
                self.known.clear()
            found = self.known[text] = tuple(_shapes(text, self.periods))
        return found

    @property
    def best(self) -> str | None:
        """The shape that reads the most cells; None where none reads at least half of them."""
        how = max(self.reads, key=lambda each: self.reads[each], default=None)
        return how if how and self.reads[how] * 2 >= self.cells else None

    @property
    def is_open(self) -> bool:
        """Whether nothing in the column says which of day and month comes first, or nothing is in it at all."""
        best = self.best
        if best not in _TWINS or "." in best:
            return not self.cells
        tied = self.reads.get(DAY_SHAPES[best].twin or "") == self.reads[best]
        return tied and (bool(self.twofold) or self.reads[best] < self.cells)

    def how(self, best: str) -> str:
        """The shape with what else is known of it, as it is said and as it is applied."""
        begins = self._begins(best) if self.periods and best in DAY_SHAPES and self.cells >= _SHORTEST_PROOF else None
        if begins:
            return f"{best}, {begins}"
        return f"{best}, {WITH_TIME}" if self.timed and best in DAY_SHAPES else best

    def _begins(self, best: str) -> str | None:
        traits = self.traits.get(best, set())
        if all(first for first, _ in traits):
            return _MONTH
        named = any(word in self.header.casefold() for word in ("week", "woche", "sem"))
        return (
            _WEEK
            if named and {day for _, day in traits} in ({0}, {6}) and "end" not in self.header.casefold()
            else None
        )

    def refuse(self) -> UnreadableFileError:
        """The error for a column in which no shape reads most cells."""
        said = ", ".join(map(quoted, self.examples))
        return UnreadableFileError(
            f"“{self.header}” should hold days, and I cannot read {said}. Write days as 2026-12-31, or leave the "
            f'column alone in a mapping file: [columns] "{self.header}" = "".'
        )


def _shapes(text: str, periods: bool) -> list[tuple[str, date, bool]]:
    """Each shape that reads the text, with the day it makes of it, and whether it holds a time of day as well."""
    found: list[tuple[str, date, bool]] = []
    for how, shape in DAY_SHAPES.items():
        moment = shape.read_instant(text, UTC) if shape.read_instant else None
        day = moment.date() if moment else shape.read_day(text)
        if day is not None:
            found.append((how, day, bool(moment and (moment.hour or moment.minute or moment.second))))
    if periods:
        found += [(how, period[0], False) for how, shape in PERIOD_SHAPES.items() if (period := shape.read(text))]
    return found
