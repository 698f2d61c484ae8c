"""Taking in a file of customers, or of their people: changes by record, with audit trail, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from jobs.import_accounts import Accounts
from jobs.import_book import Book
from jobs.import_contacts import Contacts
from jobs.import_ending import is_ours, throw_away, with_figures
from jobs.import_intake import FIRST_BAD, EndedError
from jobs.import_reading import OpenFile, Rejects, batches
from reviews.decision import Change, Decision
from reviews.imports.merge import deed_of
from reviews.imports.model import (
    BadLine,
    Choices,
    FileImport,
    FileShape,
    GoodLine,
    ImportKind,
    ImportReport,
    ImportState,
    UnreadableFileError,
)
from storage import imports
from storage.database import Database
from storage.record import record

MOST_LINES: Final = 100_000


class Planner(Protocol):
    """Decides, line by line, what becomes of the records. `bad` are the lines it refused, `notes` what to know."""

    changes: list[Change]
    same: int
    bad: list[BadLine]
    customers: set[int]
    notes: list[str]

    async def plan(self, tx: AsyncConnection, lines: Sequence[GoodLine]) -> None:
        """Take all lines in; reads, never writes."""

    async def record_more(self, tx: AsyncConnection) -> None:
        """What is kept beside the records themselves, once they are written."""


async def check(
    db: Database,
    open_file: OpenFile,
    shape: FileShape,
    choices: Choices,
    book: Book,
    rejects: Rejects,
    workspace_id: str,
    now: datetime,
) -> ImportReport:
    """What the file would do."""
    good, bad = await _read(open_file, shape, choices, now)
    planner = _planner(shape, book, workspace_id, "", now)
    async with db.read() as tx:
        await planner.plan(tx, good)
    return _report(shape, book, planner, len(good) + len(bad), [*bad, *planner.bad], rejects)


async def load(
    db: Database,
    open_file: OpenFile,
    shape: FileShape,
    choices: Choices,
    book: Book,
    rejects: Rejects,
    begun: FileImport,
    clock: Callable[[], datetime],
) -> ImportReport:
    """Take the file in, whole or not at all, unless its good lines are wanted.

    Raises EndedError where somebody has ended it or taken it over meanwhile.
    """
    good, bad = await _read(open_file, shape, choices, clock())
    planner = _planner(shape, book, begun.workspace_id, begun.by, clock())
    async with db.write() as tx:
        # Held until the end: another run that takes it for broken off must wait, and then finds it done.
        stored = await imports.by_id(tx, begun.workspace_id, begun.id, lock=True)
        if stored is None or not is_ours(stored, begun):
            raise EndedError
        await planner.plan(tx, good)
        report = _report(shape, book, planner, len(good) + len(bad), [*bad, *planner.bad], rejects)
        if begun.keep_good or not report.bad:
            await _record(tx, stored, report, planner, clock())
            return report
    first = report.first_bad[0]
    why = f"Line {first.line}: {first.reason}"
    await throw_away(db, begun.workspace_id, begun.id, why, clock(), figures=report, last_beat=begun.beat_at)
    return report


async def _record(
    tx: AsyncConnection, stored: FileImport, report: ImportReport, planner: Planner, now: datetime
) -> None:
    done = with_figures(replace(stored, state=ImportState.DONE, ended_at=now), report)
    changes = (*planner.changes, Change(stored, done))
    await record(tx, stored.workspace_id, Decision(changes), by=stored.by, now=now, deed=deed_of(stored))
    await planner.record_more(tx)


async def _read(
    open_file: OpenFile, shape: FileShape, choices: Choices, now: datetime
) -> tuple[list[GoodLine], list[BadLine]]:
    good: list[GoodLine] = []
    bad: list[BadLine] = []
    async for batch in batches(open_file, shape, choices, now):
        good += batch.good
        bad += batch.bad
        if len(good) + len(bad) > MOST_LINES:
            raise UnreadableFileError(f"It has more than {MOST_LINES:,} lines; send {shape.kind} in parts.")
    return good, bad


def _planner(shape: FileShape, book: Book, workspace_id: str, by: str, now: datetime) -> Planner:
    kind = Accounts if shape.kind is ImportKind.ACCOUNTS else Contacts
    return kind(workspace_id, shape.source, book, by, now)


def _report(
    shape: FileShape, book: Book, planner: Planner, rows: int, bad: list[BadLine], rejects: Rejects
) -> ImportReport:
    bad = sorted(bad, key=lambda each: each.line)
    for each in bad:
        rejects.add(each)
    new = sum(1 for change in planner.changes if change.before is None)
    return ImportReport(
        shape=shape,
        rows=rows,
        new=new,
        changed=len(planner.changes) - new,
        same=planner.same,
        bad=len(bad),
        customers=len(planner.customers),
        first_bad=tuple(bad[:FIRST_BAD]),
        strangers=tuple(book.strangers.most_common(10)),
        notes=tuple(planner.notes),
    )
