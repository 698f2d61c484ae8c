"""A file's lines as cells, a piece at a time: memory stays flat however long the file or a line of it is.

The lines of a piece are split, and their cells parted, without a step of ours in between; a line costs what
`csv.reader` takes and a little. Trouble that few files have is looked for only once a piece shows it.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import chain, islice
from typing import BinaryIO, Final

from reviews.imports.model import BadLine, Dialect, UnreadableFileError

PIECE: Final = 128 * 1024
LONGEST_LINE: Final = 1_000_000
LONGEST_RECORD: Final = 4_000_000
MOST_COLUMNS: Final = 500
_MOST_SKIPPED: Final = 64_000_000
_CUT: Final = "\0\0"
"""Stands where a line was too long to be kept."""
_SHOWN = 20


class _Source:
    """The text of a file in pieces that end where a line ends. `odd`: some line in it needs a closer look."""

    def __init__(self, stream: BinaryIO, dialect: Dialect) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(dialect.encoding)()
        self.odd = False
        self.done = dialect.skip
        """The last line that was handed out whole."""
        self._signs = 0
        self._seen = -1

    def pieces(self) -> Iterator[io.StringIO]:
        """Pieces of whole lines, line ends kept. The last may lack its line end."""
        left = ""
        while True:
            text = self._next()
            if text is None:
                break
            left += text
            end = max(left.rfind("\n"), left.rfind("\r", 0, -1)) + 1
            if end:
                self._watch(end)
                yield io.StringIO(left[:end], newline="")
                left = left[end:]
            if len(left) > LONGEST_LINE:
                left = self._skipped()
        if left:
            yield io.StringIO(left, newline="")

    def _next(self) -> str | None:
        """The next text, None at the end of the file."""
        chunk = self._stream.read(PIECE)
        text = self._decoded(chunk)
        if not chunk:
            return text or None
        if "\ufeff" in text:
            text = text.replace("\ufeff", "")
        if "\0" in text:
            self.odd = True
        return text

    def _decoded(self, chunk: bytes) -> str:
        try:
            return self._decoder.decode(chunk, not chunk)
        except UnicodeDecodeError:
            # From here on what cannot be read is marked, and its lines are found by the mark.
            self.odd = True
            self._decoder.errors = "replace"
            return self._decoder.decode(chunk, not chunk)

    def _watch(self, signs: int) -> None:
        """Count what was handed out since a line last came to its end: an open quote gathers all that follows."""
        if self.done != self._seen:
            self._seen, self._signs = self.done, 0
        self._signs += signs
        if self._signs > LONGEST_RECORD:
            raise UnreadableFileError(_never_closed(self.done + 1))

    def _skipped(self) -> str:
        """Read past the rest of a line that is too long, and give what stands for it with what follows."""
        self.odd = True
        skipped = 0
        while (text := self._next()) is not None:
            skipped += len(text)
            ends = [place for place in (text.find("\n"), text.find("\r")) if place >= 0]
            if ends:
                return _CUT + text[min(ends) :]
            if skipped > _MOST_SKIPPED:
                raise UnreadableFileError("The file holds a line that never ends. Export it again as CSV.")
        return _CUT


def header_of(stream: BinaryIO, dialect: Dialect) -> tuple[str, ...]:
    """The header's cells as they are written. Raises UnreadableFileError where there is none that can be read."""
    for _, cells in _records(stream, dialect):
        if isinstance(cells, BadLine):
            raise UnreadableFileError(f"The header (line {cells.line}) cannot be read: {cells.reason}")
        return tuple(cell.strip() for cell in cells)
    raise UnreadableFileError("The file has no header line. Its first line must name the columns.")


def lines_of(stream: BinaryIO, dialect: Dialect) -> Iterator[tuple[int, list[str] | BadLine]]:
    """The lines under the header from the file's start on, each with its number as an editor counts. Blank ones are
    left out; a cell may hold line breaks, and its line has the number it begins with. Raises UnreadableFileError
    where nothing after can be trusted: a quote that never closes, a line without an end.
    """
    return islice(_records(stream, dialect), 1, None)


def _records(stream: BinaryIO, dialect: Dialect) -> Iterator[tuple[int, list[str] | BadLine]]:
    if stream.seekable():
        stream.seek(0)
    source = _Source(stream, dialect)
    lines = chain.from_iterable(source.pieces())
    for _ in islice(lines, dialect.skip):
        pass
    reader = csv.reader(lines, delimiter=dialect.delimiter, strict=True)
    skip, number = dialect.skip, dialect.skip
    while True:
        try:
            for row in reader:
                first, number = number + 1, reader.line_num + skip
                source.done = number
                if not any(row):
                    continue
                if source.odd or len(row) > MOST_COLUMNS:
                    yield first, _looked_at(first, row)
                else:
                    yield first, row
        except csv.Error as trouble:
            first, number = number + 1, reader.line_num + skip
            source.done = number
            yield first, _not_parted(first, trouble)
            continue
        return


def _looked_at(line: int, row: list[str]) -> list[str] | BadLine:
    """A row of a file in which something is odd; most of its rows are sound."""
    if len(row) > MOST_COLUMNS:
        return BadLine(line, None, f"It has {len(row):,} cells; at most {MOST_COLUMNS} are read.", tuple(row[:_SHOWN]))
    if any(_CUT in cell for cell in row):
        return BadLine(line, None, f"It is longer than {LONGEST_LINE:,} letters.")
    shown = tuple(cell.replace("\0", "") for cell in row)
    if any("\0" in cell for cell in row):
        return BadLine(line, None, "It holds a zero byte, which is no text.", shown)
    if any("\ufffd" in cell for cell in row):
        return BadLine(line, None, "It holds letters that cannot be read. Save the file as CSV UTF-8.", shown)
    return row


def _not_parted(line: int, trouble: csv.Error) -> BadLine:
    """What csv's own words mean for the file. Raises where all that follows was taken into one cell."""
    said = str(trouble)
    if "unexpected end of data" in said:
        raise UnreadableFileError(_never_closed(line)) from None
    if "field larger" in said:
        raise UnreadableFileError(
            f"A cell in line {line} is longer than {csv.field_size_limit():,} letters. Perhaps a quote opens there and "
            "never closes: close it or take it out."
        ) from None
    return BadLine(line, None, 'A quote stands in the middle of a cell. Write it twice ("") inside a quoted cell.')


def _never_closed(line: int) -> str:
    return f'The quote (") that opens in line {line} never closes. Close it or take it out.'
