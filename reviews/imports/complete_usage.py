"""What the cells of a line of usage make together: the period, its length, and who was active in it."""

from __future__ import annotations

from datetime import tzinfo
from typing import Final

from reviews.imports.cell_error import CellError
from reviews.imports.headers import plain, read_header
from reviews.imports.line_values import Complete, Values, has
from reviews.imports.model import FileShape

USUAL_DAYS: Final = 30
_NEARLY_MONTH: Final = 20
_NEARLY_QUARTER: Final = 80


def usage_completer(shape: FileShape, _: tzinfo) -> Complete:
    """The function that finishes lines of use over a period."""
    unit = next((_unit_of(use.header) for use in shape.columns if use.field == "volume"), None)
    own_unit = has(shape, "volume_unit")
    general = any(use.field == "active_30" and _says_no_days(use.header) for use in shape.columns)

    def complete(values: Values) -> None:
        period = values["ends_on"]
        begins, days = values.pop("begins_on", None), values.get("days")
        if period is not None:
            values["ends_on"] = period[0]
            if days is None and begins is not None:
                days = (period[0] - begins).days + 1
                if not 1 <= days <= 731:
                    raise CellError("The period ends before it begins, or lasts over two years.", "begins_on")
            values["days"] = days or period[1] or USUAL_DAYS
            if general:
                _settle_active(values)
        values["team"] = values.get("team") or ""
        if unit and not own_unit:
            values["volume_unit"] = unit if values["volume"] is not None else None

    return complete


def _says_no_days(header: str) -> bool:
    """Whether a column of active people does not say in how many days."""
    words = plain(header)
    return not any(sign in words for sign in ("30", "month", "mau", "mens", "monat"))


def _settle_active(values: Values) -> None:
    """People active in a quarter are those of 90 days; those of a week are neither of 90 nor of 30."""
    if values["days"] >= _NEARLY_QUARTER:
        active = values.pop("active_30")
        values["active_90"] = active if values.get("active_90") is None else values["active_90"]
    elif values["days"] < _NEARLY_MONTH and values["active_30"] is not None:
        raise CellError(
            f"These are people active in {values['days']} days. Send those active in 30 days, or in a quarter.",
            "active_30",
        )


def _unit_of(header: str) -> str | None:
    read = read_header(header)
    if read.inside:
        return read.inside
    return None if read.plain in {"volume", "usage volume", "menge", "volumen", "value"} else read.plain
