"""A file's lines in batches, read beside the loop, and the lines that come back because they cannot be taken."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import BinaryIO, Final, TextIO

from reviews.export import harmless
from reviews.imports.lines import header_of, lines_of
from reviews.imports.model import BadLine, Choices, FileShape, GoodLine
from reviews.imports.reading import reader_of

BATCH: Final = 2000
"""Lines at once: small enough that nobody waits noticeably while they are written."""
OpenFile = Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some lines, as they were understood; `read` is how many bytes of the file were read by then."""

    lines: int
    good: list[GoodLine]
    bad: list[BadLine]
    read: int


async def batches(open_file: OpenFile, shape: FileShape, choices: Choices, now: datetime) -> AsyncIterator[Batch]:
    """The whole file as read at `now`, a batch at a time. Raises UnreadableFileError where it cannot be read on."""
    with open_file() as stream:
        header_of(stream, shape.dialect)
        read, lines = reader_of(shape, choices, now), lines_of(stream, shape.dialect)
        while (batch := await asyncio.to_thread(_next, stream, lines, read)) is not None:
            yield batch


def _next(
    stream: BinaryIO,
    lines: Iterator[tuple[int, list[str] | BadLine]],
    read: Callable[[int, list[str]], list[GoodLine] | BadLine],
) -> Batch | None:
    good: list[GoodLine] = []
    bad: list[BadLine] = []
    count = 0
    for number, cells in islice(lines, BATCH):
        count += 1
        said = cells if isinstance(cells, BadLine) else read(number, cells)
        if isinstance(said, BadLine):
            bad.append(said)
        else:
            good += said
    return Batch(count, good, bad, stream.tell()) if count else None


class Rejects:
    """Writes lines that cannot be taken into a file of the same columns, each with its number and the reason."""

    def __init__(self, file: TextIO | None, header: tuple[str, ...]) -> None:
        self._rows = csv.writer(file) if file else None
        if self._rows:
            self._rows.writerow(["line", "why", *map(harmless, header)])

    def add(self, line: BadLine) -> None:
        """One more."""
        if self._rows:
            why = f"{line.column}: {line.reason}" if line.column else line.reason
            self._rows.writerow([line.line, harmless(why), *map(harmless, line.cells)])
