"""Files of facts as tests send them, and all that is made of them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime

from reviews.imports.lines import lines_of
from reviews.imports.model import BadLine, Choices, FileShape, GoodLine, ImportKind
from reviews.imports.reading import reader_of
from reviews.imports.shape import shape_of

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
NOTHING_SAID = Choices()


@dataclass(frozen=True)
class Read:
    """A whole file as it was understood."""

    shape: FileShape
    good: list[GoodLine]
    bad: list[BadLine]

    @property
    def fields(self) -> dict[str, str | None]:
        """Which field each column was taken for."""
        return {use.header: use.field for use in self.shape.columns}

    @property
    def hows(self) -> dict[str, str]:
        """How each field is read."""
        return {use.field: use.how for use in self.shape.columns if use.field}


def read_file(data: bytes | str, choices: Choices = NOTHING_SAID, name: str = "file.csv") -> Read:
    """The shape, good lines and bad lines of a file."""
    content = data.encode() if isinstance(data, str) else data
    shape = shape_of(lambda: io.BytesIO(content), name, choices)
    read = reader_of(shape, choices, NOW)
    good: list[GoodLine] = []
    bad: list[BadLine] = []
    for number, cells in lines_of(io.BytesIO(content), shape.dialect):
        said = cells if isinstance(cells, BadLine) else read(number, cells)
        if isinstance(said, BadLine):
            bad.append(said)
        else:
            good += said
    return Read(shape, good, bad)


def of(kind: ImportKind, **more: object) -> Choices:
    """Somebody says what kind of file it is."""
    return Choices(kind=kind, **more)  # type: ignore[arg-type]


def utc(*parts: int) -> datetime:
    """A moment in UTC."""
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]
