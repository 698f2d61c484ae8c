"""`python -m bot import`: files of facts, looked at or taken in, with what they do said in plain lines."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, TextIO

from sqlalchemy.exc import SQLAlchemyError

from bot.import_report import Bar, report_lines
from bot.settings import Settings
from jobs.import_book import Book
from jobs.import_intake import EndedError
from jobs.importing import BusyError, Source, book_of, check, load
from reviews.decision import Change, Decision
from reviews.imports.mapping import read_mapping
from reviews.imports.model import (
    Choices,
    FileImport,
    ImportKind,
    ImportReport,
    ImportState,
    UnreadableFileError,
)
from reviews.imports.shape import shape_of
from storage import numbers, workspaces
from storage.database import Database
from storage.errors import StorageError, first_line
from storage.record import record
from storage.urls import is_sqlite, read_url

TERMINAL = "terminal"
"""Who took a file in that no person in Slack sent."""
HINT = "--kind says what a file is about, --mapping which column is which, --dates how 03/04/2026 is read."
_ORDER = tuple(ImportKind)


class AskedWrongError(Exception):
    """What was asked cannot be done. The text says why and what would do."""


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    choices: Choices
    kind: ImportKind


def import_files(settings: Settings, asked: argparse.Namespace) -> int:
    """Look at the files or take them in; the exit code: 1 where anything was refused."""
    parts = read_url(settings.database_url)
    if is_sqlite(parts) and not Path(str(parts.database)).exists():
        return _problem(f"DATABASE_URL: there is no database at {parts.database}. Start the bot once, or run migrate.")
    try:
        return asyncio.run(_with_database(settings, asked))
    except (AskedWrongError, BusyError, EndedError) as wrong:
        return _problem(str(wrong))
    except KeyboardInterrupt:
        return _problem("Broken off. Nothing of the file at hand was kept.")
    except (StorageError, SQLAlchemyError, OSError) as failure:
        return _problem(f"The database or a file cannot be used: {first_line(failure)}")


async def _with_database(settings: Settings, asked: argparse.Namespace) -> int:
    files = _in_order(asked, _choices(settings, asked))
    db = Database.open(settings.database_url)
    try:
        if not await db.is_up_to_date():
            raise AskedWrongError(
                "The database's tables are not those of this version; run `python -m bot migrate` first."
            )
        workspace_id = await _workspace(db, asked.workspace)
        book = await book_of(db, workspace_id)
        for file in files:
            if not asked.dry_run:
                # What an earlier file brought is known to the next.
                book = await book_of(db, workspace_id)
            if not await _one(db, workspace_id, file, asked, book):
                left = len(files) - files.index(file) - 1
                if left:
                    _say(f"\nStopped here; {left} more {'file was' if left == 1 else 'files were'} not looked at.")
                return 1
    finally:
        await db.close()
    return 0


def _choices(settings: Settings, asked: argparse.Namespace) -> Choices:
    """What the mapping file says, and what was typed, which counts more."""
    choices = Choices(time_zone=settings.holdfast_timezone)
    if asked.mapping:
        try:
            choices = read_mapping(asked.mapping.read_text(encoding="utf-8"))
        except (UnreadableFileError, UnicodeDecodeError, OSError) as wrong:
            raise AskedWrongError(f"{asked.mapping}: {wrong}") from wrong
    typed = {"kind": asked.kind, "source": asked.source, "time_zone": asked.time_zone}
    if asked.dates:
        typed["day_first"] = asked.dates == "day-first"
    return replace(choices, **{name: value for name, value in typed.items() if value is not None})


def _in_order(asked: argparse.Namespace, choices: Choices) -> list[_File]:
    """Customers before what is said about them."""
    found = []
    for path in asked.files:
        if not path.is_file():
            raise AskedWrongError(f"There is no file {path}.")
        try:
            shape = shape_of(opener(path), path.name, choices)
        except UnreadableFileError as wrong:
            raise AskedWrongError(f"{path.name}: {wrong}\n{HINT}") from wrong
        found.append(_File(path, choices, shape.kind))
    return sorted(found, key=lambda each: _ORDER.index(each.kind))


async def _workspace(db: Database, asked: str | None) -> str:
    async with db.read() as tx:
        known = await workspaces.known(tx)
    if not known:
        raise AskedWrongError("No workspace is known yet. Start the bot and type anything to it first.")
    if asked is None and len(known) > 1:
        raise AskedWrongError(f"There are {len(known)} workspaces: {', '.join(known)}. Name one with --workspace.")
    if asked is not None and asked not in known:
        raise AskedWrongError(f"There is no workspace {asked}; there is {', '.join(known)}.")
    return asked or known[0]


async def _one(db: Database, workspace_id: str, file: _File, asked: argparse.Namespace, book: Book) -> bool:
    """One file; whether the next may follow."""
    rejected = asked.rejected or file.path.with_name(f"{file.path.stem}-rejected.csv")
    spool = _Spool(rejected)
    source = Source(
        open=opener(file.path),
        name=file.path.name,
        choices=file.choices,
        rejected=spool.file,
        speaks_for_all=not asked.only_named,
        reaches_to=asked.until,
    )
    try:
        if asked.dry_run:
            report = await check(db, source, workspace_id=workspace_id, now=_now(), book=book)
        else:
            report = await _load(db, workspace_id, source, asked.keep_good, file.path.stat().st_size)
    except UnreadableFileError as wrong:
        spool.end(keep=False)
        raise AskedWrongError(f"{file.path.name}: {wrong} Nothing was changed.") from wrong
    except BaseException:
        spool.end(keep=False)
        raise
    kept = spool.end(keep=bool(report.bad))
    taken = not asked.dry_run and (asked.keep_good or not report.bad)
    for line in report_lines(file.path.name, report, book.meant, taken=taken, dry_run=asked.dry_run, rejected=kept):
        _say(line)
    return asked.dry_run or taken


async def _load(db: Database, workspace_id: str, source: Source, keep_good: bool, size: int) -> ImportReport:
    async with db.write() as tx:
        number = await numbers.next_number(tx, workspace_id, "import")
        new = FileImport(
            workspace_id, number, source.name, ImportState.CONFIRMED, TERMINAL, _now(), keep_good=keep_good
        )
        await record(tx, workspace_id, Decision((Change(None, new),)), by=TERMINAL, now=_now())
    bar = Bar(sys.stderr, source.name, size)
    try:
        return await load(db, source, new, clock=_now, progress=bar.show)
    finally:
        bar.clear()


def opener(path: Path) -> Callable[[], BinaryIO]:
    """What opens a file anew."""

    def open_file() -> BinaryIO:
        return path.open("rb")

    return open_file


class _Spool:
    """The file of rejected lines, which is left only where there are any."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = path.with_name(f".{path.name}.part")
        self.file: TextIO = self._part.open("w", encoding="utf-8-sig", newline="")

    def end(self, *, keep: bool) -> Path | None:
        """Written to the end; where it is, if it is kept."""
        self.file.close()
        if keep:
            return self._part.replace(self._path)
        self._part.unlink(missing_ok=True)
        return None


def _now() -> datetime:
    return datetime.now(UTC)


def _say(text: str) -> None:
    print(text)  # noqa: T201 - said to the person at the terminal


def _problem(text: str) -> int:
    print(text, file=sys.stderr)  # noqa: T201 - said to the person at the terminal
    return 1
