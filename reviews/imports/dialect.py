"""How a file is written: its letters, what parts its columns, and the lines that stand above its header."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Sequence
from typing import BinaryIO, Final

from reviews.imports.foreign import refuse_foreign
from reviews.imports.model import Dialect, UnreadableFileError

SAMPLE: Final = 64 * 1024
"""How many bytes of a file are looked at."""
DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
_ROWS = 200
_LONGEST_LINE = 50_000
_CHUNK = 1 << 20
_SAID = re.compile(r"\ufeff?\s*\"?sep=(?P<sign>[,;|\t])\"?\s*\Z", re.IGNORECASE)
_NO_TEXT: Final = "That file holds something other than text. Export the list as CSV and send that."


def detect(sample: bytes, *, name: str = "") -> Dialect:
    """How the file that begins with `sample` is written. Raises UnreadableFileError for what is no list of lines."""
    refuse_foreign(sample, name)
    encoding = _encoding(sample)
    lines = _lines(sample, encoding)
    said = _SAID.match(lines[0])
    if said:
        return Dialect(encoding, said["sign"], 1 + _titles(lines[1:], said["sign"]))
    delimiter = _delimiter(lines)
    return Dialect(encoding, delimiter, _titles(lines, delimiter))


def settled(stream: BinaryIO, dialect: Dialect) -> Dialect:
    """The dialect after a look at the whole file: letters that the sample did not show may be another alphabet's.

    Only a file that looked like plain ASCII is in doubt, up to its first letter that is none.
    """
    if dialect.encoding != "utf-8":
        return dialect
    while chunk := stream.read(_CHUNK):
        if not chunk.isascii():
            return Dialect(_around(chunk, stream), dialect.delimiter, dialect.skip)
    return dialect


def _around(chunk: bytes, stream: BinaryIO) -> str:
    """The encoding, by the first letters beyond ASCII."""
    first = next(place for place, byte in enumerate(chunk) if byte > 127)
    return "utf-8" if _is_utf8((chunk + stream.read(4))[first : first + 4], cut=True) else "cp1252"


def _encoding(sample: bytes) -> str:
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8-sig"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if sample.startswith(mark):
            return encoding
    if b"\0" in sample:
        return _wide(sample)
    if _is_utf8(sample, cut=True):
        return "utf-8"
    odd = sum(byte < 9 or 13 < byte < 27 or byte in {0x81, 0x8D, 0x8F, 0x90, 0x9D} for byte in sample)
    if odd * 20 > len(sample):
        raise UnreadableFileError(_NO_TEXT)
    return "cp1252"


def _wide(sample: bytes) -> str:
    """Two bytes a letter: Latin text then has its zeros all on one side."""
    half = max(len(sample) // 2, 1)
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > half * 0.6 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.6 and odd < half * 0.05:
        return "utf-16-be"
    if even + odd <= max(2, len(sample) // 500) and _is_utf8(sample, cut=True):
        return "utf-8"
    raise UnreadableFileError(_NO_TEXT)


def _is_utf8(sample: bytes, *, cut: bool) -> bool:
    """Whether these bytes are UTF-8; `cut`: the last letter may be cut off."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=not cut)
    except UnicodeDecodeError:
        return False
    return True


def _lines(sample: bytes, encoding: str) -> list[str]:
    """The lines of the sample with their ends, without a last one that is cut off."""
    text = codecs.getincrementaldecoder(encoding)("replace").decode(sample).removeprefix("\ufeff")
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", text)
    if len(lines) > 1 and len(sample) >= SAMPLE:
        lines.pop()
    if not any(line.strip() for line in lines):
        raise UnreadableFileError("The file is empty. Send one with a header line and the lines under it.")
    if len(lines[0]) > _LONGEST_LINE and len(lines) < 3:
        raise UnreadableFileError("The file has no line ends: its first line never stops. Export it again as CSV.")
    return lines


def _delimiter(lines: Sequence[str]) -> str:
    """What parts the columns: the sign that gives the most lines the same number of columns."""
    return max(DELIMITERS, key=lambda sign: _evenness(_rows(lines, sign)))


def _rows(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(lines, delimiter=delimiter):
            rows.append(row)
            if len(rows) >= _ROWS:
                break
    except csv.Error:
        pass
    return [row for row in rows if any(row)]


def _evenness(rows: Sequence[Sequence[str]]) -> tuple[float, int]:
    """How much these rows look like a table: the share that is as wide as most (half a column counts nothing)."""
    if not rows:
        return 0.0, 0
    wide, many = Counter(map(len, rows)).most_common(1)[0]
    if wide < 2:
        return 0.0, 0
    return round(many / len(rows), 1), wide


def _titles(lines: Sequence[str], delimiter: str) -> int:
    """How many lines stand above the header: titles and blank ones, narrower than the table under them."""
    wide = _evenness(_rows(lines, delimiter))[1]
    for place, line in enumerate(lines[:30]):
        row = next(csv.reader([line], delimiter=delimiter), [])
        filled = sum(1 for cell in row if cell.strip())
        if filled and (wide < 2 or '"' in line or filled > max(1, wide // 2) or wide == filled):
            return place
    return 0
