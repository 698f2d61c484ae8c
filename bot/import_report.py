"""What a file does, in lines for a terminal; and how far its reading is."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TextIO

from reviews.imports.model import BadLine, FileShape, ImportReport

_WIDTH: Final = 30
_SHOWN: Final = 20


class Bar:
    """A progress bar where somebody is looking; nothing where the output goes into a file."""

    def __init__(self, out: TextIO, name: str, size: int) -> None:
        self._out, self._name, self._size = out, name, max(size, 1)
        self._is_seen = out.isatty()

    async def show(self, lines: int, read: int) -> None:
        """So many lines, and so many bytes of the file, were read."""
        if self._is_seen:
            share = min(read / self._size, 1.0)
            filled = int(share * _WIDTH)
            bar = "█" * filled + "·" * (_WIDTH - filled)
            said = f"{self._name} {bar} {share:4.0%}  {lines:,} lines"
            self._out.write(f"\r{said[: shutil.get_terminal_size().columns - 1]}")
            self._out.flush()

    def clear(self) -> None:
        """Take it away."""
        if self._is_seen:
            self._out.write("\r" + " " * (shutil.get_terminal_size().columns - 1) + "\r")


def report_lines(
    name: str,
    report: ImportReport,
    meant: Callable[[str], str | None],
    *,
    taken: bool,
    dry_run: bool,
    rejected: Path | None,
) -> Iterator[str]:
    """What a file is, how it was read, what it does or would do, and every trouble. `meant`: the nearest known name."""
    yield f"{name}: {_counted(report.rows, 'line')} of {report.shape.kind}, from {report.shape.source}"
    yield from _shape(report.shape)
    yield _outcome(report, taken=taken, dry_run=dry_run)
    for sample in report.samples:
        yield f"    {sample}"
    yield from (f"  Note: {note}" for note in report.notes)
    yield from _troubles(report, meant)
    if rejected:
        yield f"  All lines that could not be taken are in {rejected}, each with its reason."


def _shape(shape: FileShape) -> Iterator[str]:
    """Which column is read as what."""
    delimiter = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}.get(shape.dialect.delimiter, "?")
    yield f"  Read as {shape.dialect.encoding}, {delimiter} between columns:"
    widest = max((len(each.header) for each in shape.columns), default=0)
    for each in shape.columns:
        use = each.field.replace("_", " ") if each.field else "left alone"
        yield f"    {each.header.ljust(min(widest, 40))}  {use}{f' ({each.how})' if each.field and each.how else ''}"


def _outcome(report: ImportReport, *, taken: bool, dry_run: bool) -> str:
    counts = (
        f"{report.new:,} new, {report.changed:,} changed, {report.same:,} the same as before"
        f"{f', {report.older:,} older than what is known' if report.older else ''}"
        f"; of {_counted(report.customers, 'customer')}"
    )
    if dry_run:
        return f"  It would bring {counts}. Nothing was changed."
    if taken:
        left_out = f" {_counted(report.bad, 'bad line')} left out." if report.bad else ""
        return f"  Taken in: {counts}.{left_out}"
    return (
        f"  Nothing was changed: {_counted(report.bad, 'line')} cannot be taken. "
        "Mend them, or take in the others with --keep-good."
    )


def _troubles(report: ImportReport, meant: Callable[[str], str | None]) -> Iterator[str]:
    if report.bad:
        yield f"  {_counted(report.bad, 'line')} cannot be taken:"
    for bad in report.first_bad[:_SHOWN]:
        yield f"    {_line(bad)}"
    if report.bad > len(report.first_bad[:_SHOWN]):
        yield f"    and {report.bad - len(report.first_bad[:_SHOWN]):,} more"
    for stranger, lines in report.strangers:
        near = meant(stranger)
        guess = f"; perhaps {near}?" if near else ""
        yield f"  Unknown customer “{stranger}” on {_counted(lines, 'line')}{guess}"


def _line(bad: BadLine) -> str:
    return f"line {bad.line}{f', {bad.column}' if bad.column else ''}: {bad.reason}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
