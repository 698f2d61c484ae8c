"""Files that are no lists of lines, known by how they begin, and what to send instead."""

from __future__ import annotations

from typing import Final

from reviews.imports.model import UnreadableFileError

_SAVE_AS: Final = "Open it, save it as CSV (File > Save as > CSV) and send that."
_WORKBOOK: Final = f"That is an Excel workbook, not a CSV. {_SAVE_AS}"
_STARTS: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\xd0\xcf\x11\xe0", f"That is an old Excel or Office file, not a CSV. {_SAVE_AS}"),
    (b"\x1f\x8b", "That file is packed (gzip). Unpack it and send the CSV inside."),
    (b"BZh", "That file is packed (bzip2). Unpack it and send the CSV inside."),
    (b"\xfd7zXZ\x00", "That file is packed (xz). Unpack it and send the CSV inside."),
    (b"7z\xbc\xaf\x27\x1c", "That file is packed (7z). Unpack it and send the CSV inside."),
    (b"Rar!", "That file is packed (rar). Unpack it and send the CSV inside."),
    (b"(\xb5/\xfd", "That file is packed (zstd). Unpack it and send the CSV inside."),
    (b"%PDF", "That is a PDF. Export the same list as CSV and send that."),
    (b"\x89PNG", "That is a picture. Export the list itself as CSV and send that."),
    (b"\xff\xd8\xff", "That is a picture. Export the list itself as CSV and send that."),
    (b"GIF8", "That is a picture. Export the list itself as CSV and send that."),
    (b"II*\x00", "That is a picture. Export the list itself as CSV and send that."),
    (b"MM\x00*", "That is a picture. Export the list itself as CSV and send that."),
    (b"{\\rtf", "That is a text document, not a CSV. Save the list as CSV and send that."),
    (b"SQLite format 3\x00", "That is a database. Export the table as CSV and send that."),
    (b"PAR1", "That is a Parquet file. Export the table as CSV and send that."),
    (b"\xff\xfe\x00\x00", "That file is written in UTF-32. Save it as CSV in UTF-8 and send that."),
    (b"\x00\x00\xfe\xff", "That file is written in UTF-32. Save it as CSV in UTF-8 and send that."),
)
_TEXTS: Final[tuple[tuple[tuple[bytes, ...], str], ...]] = (
    ((b"<!doctype html", b"<html", b"<head", b"<table"), "That is a web page, not a CSV. {again}"),
    ((b"<?xml", b"<workbook"), "That is XML, not a CSV. Export the list as CSV and send that."),
    ((b"{", b"[{", b"[ {", b"[\n", b"[\r\n"), "That is JSON, not a CSV. Export the list as CSV and send that."),
)
_AGAIN: Final = "Sign in where you export from, export again as CSV and send that."


def refuse_foreign(sample: bytes, name: str) -> None:
    """Raise UnreadableFileError for a file that is empty, packed, or of another kind than lines of text."""
    if not sample.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        raise UnreadableFileError("The file is empty. Send one with a header line and the lines under it.")
    if sample.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise UnreadableFileError(_zipped(sample, name))
    for start, why in _STARTS:
        if sample.startswith(start):
            raise UnreadableFileError(why)
    begins = sample[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for starts, why in _TEXTS:
        if begins.startswith(starts):
            raise UnreadableFileError(why.format(again=_AGAIN))


def _zipped(sample: bytes, name: str) -> str:
    ending = name.casefold().rpartition(".")[2]
    if ending in {"xlsx", "xlsm", "xlsb", "ods", "numbers"} or b"xl/" in sample or b"[Content_Types].xml" in sample:
        return _WORKBOOK
    return "That file is packed (zip). Unpack it and send the CSV inside."
