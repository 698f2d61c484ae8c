"""Taking a file in: looked at first, then all of it or nothing, and taken back as a whole.

Facts are written a batch at a time, so that nobody waits for them, and are seen only when the last is there. What was
broken off is deleted by whoever comes next.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final, TextIO

from jobs import import_customers
from jobs.import_book import Book, MaySee
from jobs.import_ending import delete_rows, finish, throw_away, with_figures
from jobs.import_intake import EndedError, Intake
from jobs.import_reach import reach_of
from jobs.import_reading import OpenFile, Rejects, batches
from reviews.decision import Change, Decision, Refusal
from reviews.imports.merge import Origin
from reviews.imports.model import (
    FACTS_OF,
    Choices,
    FileImport,
    FileShape,
    ImportReport,
    ImportState,
    UnreadableFileError,
)
from reviews.imports.shape import shape_of
from storage import health_looks, imports, loading, source_reads
from storage.database import Database
from storage.import_undo import boards_of, forget_reads, undoing
from storage.record import record

Clock = Callable[[], datetime]
Progress = Callable[[int, int], Awaitable[None]]
"""Told how many lines and how many bytes of the file were read."""

BROKEN_OFF: Final = "It was broken off, and nothing was kept."
BROKE: Final = "Something broke on my side, and nothing of it was kept."
BUSY: Final = "Another file is being taken in at this moment. Try again when it is done."


class BusyError(Exception):
    """Another import of this workspace is under way. The text says so."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file and what was said of it. `may_see`: which customers its sender may know of, None for all. `may_edit`: the
    same of those they may change themselves, as a file of customers does.

    `speaks_for_all`: what it does not name did not happen, since it is the whole of its source; `reaches_to`: until
    when, where somebody says so. `rejected` gets the lines that cannot be taken.
    """

    open: OpenFile
    name: str
    choices: Choices
    rejected: TextIO | None = None
    may_see: MaySee | None = None
    may_edit: MaySee | None = None
    speaks_for_all: bool = False
    reaches_to: date | None = None


async def check(
    db: Database, source: Source, *, workspace_id: str, now: datetime, book: Book | None = None
) -> ImportReport:
    """What a file would do. Changes nothing. Raises UnreadableFileError.

    `book` holds customers that files before this one would bring, and learns those that this one would.
    """
    shape = await asyncio.to_thread(shape_of, source.open, source.name, source.choices)
    book = book or await book_of(db, workspace_id, source.may_see, source.may_edit)
    if shape.kind not in FACTS_OF:
        given = (source.open, shape, source.choices, book, _rejects(source, shape))
        return await import_customers.check(db, *given, workspace_id, now)
    origin = Origin(workspace_id, shape.source, None, "", now)
    intake = Intake(FACTS_OF[shape.kind], origin, book, _rejects(source, shape), lambda: now)
    async for batch in batches(source.open, shape, source.choices, now):
        await intake.take(db, batch)
    return intake.tally.report(shape, book)


async def load(
    db: Database, source: Source, import_: FileImport, *, clock: Clock, progress: Progress | None = None
) -> ImportReport:
    """Take a file in; `import_` says by whom, and is DONE or REFUSED afterwards, with its figures.

    Raises UnreadableFileError, and BusyError while another one is under way; nothing has changed then. Raises
    EndedError where it is not to be taken in any more, or another run does it.
    """
    try:
        shape = await asyncio.to_thread(shape_of, source.open, source.name, source.choices)
        begun = await _begin(db, import_, shape, clock())
        if shape.kind not in FACTS_OF:
            return await _customers(db, source, shape, begun, clock)
        return await _facts(db, source, shape, begun, clock, progress)
    except (BusyError, EndedError):
        # What is there is another's to finish or to clear away.
        raise
    except Exception as trouble:
        why = str(trouble) if isinstance(trouble, UnreadableFileError) else BROKE
        await throw_away(db, import_.workspace_id, import_.id, why, clock())
        raise


async def undo(db: Database, import_: FileImport, *, by: str, now: datetime) -> Refusal | None:
    """Take back all that came with a file; why it could not be, if so. See `storage.import_undo`."""
    async with db.write() as tx:
        await imports.one_at_a_time(tx, import_.workspace_id)
        decided = await undoing(tx, import_, now)
        if isinstance(decided, Refusal):
            return decided
        says = await boards_of(tx, import_, decided)
        await record(tx, import_.workspace_id, replace(decided, says=says), by=by, now=now)
        await forget_reads(tx, import_)
        await health_looks.look_at_import(tx, import_, now)
    await delete_rows(db, import_.workspace_id, import_.id)
    return None


async def _facts(
    db: Database, source: Source, shape: FileShape, begun: FileImport, clock: Clock, progress: Progress | None
) -> ImportReport:
    book = await book_of(db, begun.workspace_id, source.may_see)
    origin = Origin(begun.workspace_id, shape.source, begun.id, begun.by, clock())
    kind = FACTS_OF[shape.kind]
    intake = Intake(kind, origin, book, _rejects(source, shape), clock, begun)
    async for batch in batches(source.open, shape, source.choices, origin.now):
        await intake.take(db, batch)
        # From the first bad line on it is only read, to name the others too.
        intake.writes = begun.keep_good or not intake.tally.bad
        if progress:
            await progress(intake.tally.rows, batch.read)
    report = intake.tally.report(shape, book)
    now = clock()
    today = now.astimezone(UTC).date()
    async with db.read() as tx:
        known = await source_reads.of_source(tx, begun.workspace_id, kind, shape.source)
    until = min(source.reaches_to or intake.tally.latest or today, today)
    reach = reach_of(begun, kind, intake.tally, known, speaks_for_all=source.speaks_for_all, until=until, now=now)
    customers, last = frozenset(intake.tally.customers), intake.begun or begun
    if not await finish(db, last, report, reach, customers, now, may_edit=source.may_edit):
        raise EndedError
    return report


async def _customers(db: Database, source: Source, shape: FileShape, begun: FileImport, clock: Clock) -> ImportReport:
    book = await book_of(db, begun.workspace_id, source.may_see, source.may_edit)
    rejects = _rejects(source, shape)
    return await import_customers.load(db, source.open, shape, source.choices, book, rejects, begun, clock)


async def _begin(db: Database, import_: FileImport, shape: FileShape, now: datetime) -> FileImport:
    """Mark it as loading, with whatever an earlier try or another broken-off file left behind cleared away."""
    async with db.read() as tx:
        under_way = await imports.loading(tx, import_.workspace_id)
        left = await loading.leftovers(tx, import_.workspace_id)
    for other in under_way:
        if other.beat_at and other.beat_at > now - imports.STALE_AFTER:
            raise BusyError(BUSY)
        # One that Slack still keeps is tried again by itself.
        again = other.file_id is not None
        await throw_away(db, other.workspace_id, other.id, BROKEN_OFF, now, again=again, last_beat=other.beat_at)
    for number in left:
        await delete_rows(db, import_.workspace_id, number)
    async with db.write() as tx:
        await imports.one_at_a_time(tx, import_.workspace_id)
        stored = await imports.by_id(tx, import_.workspace_id, import_.id, lock=True)
        if stored is None:
            raise LookupError(f"there is no import {import_.id} in {import_.workspace_id}")
        if await imports.loading(tx, import_.workspace_id) or await loading.leftovers(tx, import_.workspace_id):
            raise BusyError(BUSY)
        if stored.state is not ImportState.CONFIRMED:
            raise EndedError
        begun = replace(
            with_figures(stored, ImportReport(shape)),
            state=ImportState.LOADING,
            kind=shape.kind,
            source=shape.source,
            beat_at=now,
            why=None,
        )
        await record(tx, begun.workspace_id, Decision((Change(stored, begun),)), by=begun.by, now=now)
    return begun


async def book_of(
    db: Database, workspace_id: str, may_see: MaySee | None = None, may_edit: MaySee | None = None
) -> Book:
    """The workspace's customers, as far as somebody may know of them, and change them."""
    async with db.read() as tx:
        return await Book.load(tx, workspace_id, may_see, may_edit)


def _rejects(source: Source, shape: FileShape) -> Rejects:
    return Rejects(source.rejected, shape.header)
