"""Slack's limits for blocks that show figures: tables, data tables and charts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reviews.messages.limits_checks import (
    Check,
    also,
    array,
    boolean,
    by_type,
    number,
    one_of,
    repeated,
    shape,
    string,
    whole_number,
)
from reviews.messages.limits_rich_text import RICH_TEXT, words

TABLE_CHARACTERS = 10_000
DATA_TABLE_CHARACTERS = 20_000

_raw_text = shape({"type": one_of("raw_text"), "text": string(DATA_TABLE_CHARACTERS)})
_raw_number = shape({"type": one_of("raw_number"), "value": number}, {"text": string(DATA_TABLE_CHARACTERS)})
_cells: dict[str, Check] = {"raw_text": _raw_text, "raw_number": _raw_number, "rich_text": RICH_TEXT}
_cell = by_type(_cells, called="a cell")
_heading_cell = by_type({"raw_text": _raw_text, "raw_number": _raw_number}, called="a cell of the header row")


def table_characters(block: Any) -> int:
    """Return how many characters the cells of a table show together."""
    return sum(len(word) for row in block["rows"] for cell in row for word in words(cell))


def _characters(most: int) -> Check:
    def check(block: Any, path: str) -> Iterator[str]:
        if (count := table_characters(block)) > most:
            yield f"{path}.rows: {count:,} characters over all cells, at most {most:,}"

    return check


def _even_rows(block: Any, path: str) -> Iterator[str]:
    width = len(block["rows"][0])
    for index, row in enumerate(block["rows"]):
        if len(row) != width:
            yield f"{path}.rows[{index}]: {len(row)} cells, the first row has {width}"


def _plain_header(block: Any, path: str) -> Iterator[str]:
    for index, cell in enumerate(block["rows"][0]):
        yield from _heading_cell(cell, f"{path}.rows[0][{index}]")


def _row_header_there(block: Any, path: str) -> Iterator[str]:
    column, width = block.get("row_header_column_index", 0), len(block["rows"][0])
    if column >= width:
        yield f"{path}.row_header_column_index: {column}, the rows have {width} columns"


_column = shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})
TABLE = also(
    shape(
        {"type": one_of("table"), "rows": array(array(_cell, most=20), most=100)},
        {"block_id": string(255), "column_settings": array(_column, most=20)},
    ),
    _even_rows,
    _characters(TABLE_CHARACTERS),
)
DATA_TABLE = also(
    shape(
        {
            "type": one_of("data_table"),
            "caption": string(3000),
            "rows": array(array(_cell, most=20), least=2, most=201),
        },
        {
            "block_id": string(255),
            "page_size": whole_number(1, 100),
            "row_header_column_index": whole_number(0, 19),
        },
    ),
    _even_rows,
    _plain_header,
    _row_header_there,
    _characters(DATA_TABLE_CHARACTERS),
)

_point = shape({"label": string(20), "value": number})
_series = shape({"name": string(20), "data": array(_point, most=20)})
_axis = shape({"categories": array(string(20), most=20)}, {"x_label": string(50), "y_label": string(50)})


def _categories_met(chart: Any, path: str) -> Iterator[str]:
    wanted = chart["axis_config"]["categories"]
    for again in repeated(wanted):
        yield f"{path}.axis_config.categories: {again!r} is there twice"
    for again in repeated(series["name"] for series in chart["series"]):
        yield f"{path}.series: the name {again!r} is there twice"
    for index, series in enumerate(chart["series"]):
        if sorted(point["label"] for point in series["data"]) != sorted(wanted):
            yield f"{path}.series[{index}].data: needs one point for each category ({', '.join(wanted)})"


def _slices_positive(chart: Any, path: str) -> Iterator[str]:
    for index, segment in enumerate(chart["segments"]):
        if segment["value"] <= 0:
            yield f"{path}.segments[{index}].value: {segment['value']}, must be over 0"


def _plotted(name: str) -> Check:
    fields = {"type": one_of(name), "series": array(_series, most=12), "axis_config": _axis}
    return also(shape(fields), _categories_met)


_charts: dict[str, Check] = {
    "pie": also(shape({"type": one_of("pie"), "segments": array(_point, most=12)}), _slices_positive),
    **{name: _plotted(name) for name in ("line", "bar", "area")},
}
DATA_VISUALIZATION = shape(
    {"type": one_of("data_visualization"), "title": string(50), "chart": by_type(_charts, called="a chart")},
    {"block_id": string(255)},
)
