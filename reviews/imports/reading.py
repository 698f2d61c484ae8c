"""The lines of a file as facts. All that can be settled once for a file is settled before its first line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from reviews.facts import Direction
from reviews.imports.cell_error import CellError
from reviews.imports.cell_words import WORDS, find_word
from reviews.imports.complete import completer
from reviews.imports.converters import Convert, converter, zone_of
from reviews.imports.fields import FIELDS, FILLED
from reviews.imports.model import BadLine, Choices, FileShape, GoodLine, ImportKind

LineReader = Callable[[int, list[str]], list[GoodLine] | BadLine]
"""A line's number and cells in; what it says, several people in one talk each for themselves, or why it cannot be."""
Plan = tuple[tuple[str, int, Convert], ...]
_ABOUT: Final = ("account", "source_id", "as_of", "link", "workspace")


def reader_of(shape: FileShape, choices: Choices, now: datetime) -> LineReader:
    """A function that reads the lines of this file. `now`: days far from it are not believed."""
    plan = _plan(shape, choices, now)
    complete = completer(shape, zone_of(choices.time_zone))
    filled, width = FILLED[shape.kind], len(shape.header)
    lines = _lines_maker(shape.kind)
    headers = {use.field: use.header for use in reversed(shape.columns) if use.field}

    def read(line: int, cells: list[str]) -> list[GoodLine] | BadLine:
        if len(cells) != width:
            fitted = _fitted(cells, width, plan)
            if isinstance(fitted, str):
                return BadLine(line, None, fitted, tuple(cells))
            cells = fitted
        values: dict[str, Any] = {}
        name = ""
        try:
            for name, place, convert in plan:
                values[name] = convert(cells[place])
            for name in filled:
                if values[name] is None:
                    return BadLine(line, headers[name], "It is empty. Each line needs it.", tuple(cells))
            complete(values)
            return lines(line, values, tuple(cells))
        except CellError as trouble:
            field = trouble.field or name
            return BadLine(line, headers.get(field) or headers.get(_led_by(field)), trouble.reason, tuple(cells))

    return read


def _plan(shape: FileShape, choices: Choices, now: datetime) -> Plan:
    zone, fields = zone_of(choices.time_zone), FIELDS[shape.kind]
    plan = [
        (use.field, place, converter(shape.kind, fields[use.field], use.how, now, zone))
        for place, use in enumerate(shape.columns)
        if use.field
    ]
    there = {name: place for name, place, _ in plan}
    if shape.kind is ImportKind.TOUCHES and "kind" in there and "direction" not in there:
        plan.append(("direction", there["kind"], _direction_in_kind))
    return tuple(plan)


def _direction_in_kind(cell: str) -> Direction | None:
    """`Inbound call` and `outgoing e-mail` say who reached out as well."""
    found: Direction | None = find_word(cell, WORDS["direction"])
    return None if found is Direction.BOTH else found


def _led_by(field: str) -> str:
    return field.removesuffix("_at") + "_after"


def _fitted(cells: Sequence[str], width: int, plan: Plan) -> list[str] | str:
    """A line of another width than the header. Empty cells at its end do not count; else the reason it is none."""
    if len(cells) > width:
        if not any(cell.strip() for cell in cells[width:]):
            return list(cells[:width])
        return f"It has {len(cells)} cells and the header {width}. Put quotes around a cell that holds the delimiter."
    if len(cells) <= max(place for _, place, _ in plan):
        return f"It has {len(cells)} cells and the header {width}. Add the missing ones, empty if need be."
    return [*cells, *[""] * (width - len(cells))]


def _lines_maker(kind: ImportKind) -> Callable[[int, dict[str, Any], tuple[str, ...]], list[GoodLine]]:
    if kind is ImportKind.ACCOUNTS:
        return _account_line
    return _touch_lines if kind is ImportKind.TOUCHES else _one_line


def _one_line(line: int, values: dict[str, Any], cells: tuple[str, ...]) -> list[GoodLine]:
    take = values.pop
    as_of = take("as_of", None)
    return [
        GoodLine(
            line,
            take("account"),
            values,
            take("source_id", None),
            as_of and as_of[0],
            take("link", None),
            take("workspace", None),
            cells,
        )
    ]


def _account_line(line: int, values: dict[str, Any], cells: tuple[str, ...]) -> list[GoodLine]:
    values["account"] = values["name"]
    return _one_line(line, values, cells)


def _touch_lines(line: int, values: dict[str, Any], cells: tuple[str, ...]) -> list[GoodLine]:
    people = values.pop("person", ()) or ("",)
    return [good for person in people for good in _one_line(line, {**values, "person": person}, cells)]
