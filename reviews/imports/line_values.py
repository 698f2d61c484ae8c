"""What the cells of a line are while it is put together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reviews.imports.fields import FIELDS, Reads
from reviews.imports.model import FileShape

Values = dict[str, Any]
Complete = Callable[[Values], None]
"""Finishes the values of one line in place. It raises CellError."""


def has(shape: FileShape, field: str) -> bool:
    """Whether the file has a column of this field."""
    return any(use.field == field for use in shape.columns)


def moments_of(shape: FileShape) -> tuple[str, ...]:
    """The fields of a fact's own moments that the file has columns of."""
    fields = FIELDS[shape.kind]
    return tuple(
        use.field
        for use in shape.columns
        if use.field and fields[use.field].reads is Reads.MOMENT and use.field != "as_of"
    )


def settle_moments(values: Values, moments: tuple[str, ...]) -> None:
    """Moments without their mark; `day_only` where any is known by its day alone."""
    timed = True
    for name in moments:
        moment = values[name]
        if moment is not None:
            values[name] = moment[0]
            if not moment[1]:
                timed = False
    values["day_only"] = not timed
