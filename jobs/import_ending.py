"""How the loading of a file ends: wholly in, or wholly away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from jobs.import_book import MaySee
from jobs.import_passing import pass_on
from reviews.decision import Change, Decision, ShowBoard
from reviews.facts import Fact, FactKind, SourceRead
from reviews.imports.merge import deed_of, fact_from
from reviews.imports.model import FACTS_OF, FileImport, ImportReport, ImportState
from storage import health_looks, imports, loading, source_reads
from storage import reviews as review_store
from storage.database import Database
from storage.record import record

_AT_ONCE: Final = 500
_ROWS_AT_ONCE: Final = 5000
_UNFINISHED: Final = frozenset({ImportState.RECEIVED, ImportState.CONFIRMED, ImportState.LOADING})
_KEPT: Final = frozenset({ImportState.LOADING, ImportState.DONE})


async def finish(
    db: Database,
    begun: FileImport,
    report: ImportReport,
    reach: Iterable[SourceRead],
    customers: frozenset[int],
    now: datetime,
    *,
    may_edit: MaySee | None = None,
) -> bool:
    """All of a file is written: from here on it counts. False where somebody has ended it or taken it over meanwhile.

    `reach`: what its source has now spoken of. One with bad lines that should come whole or not at all goes away.
    """
    if report.bad and not begun.keep_good:
        first = report.first_bad[0]
        why = f"Line {first.line}: {first.reason}"
        return await throw_away(db, begun.workspace_id, begun.id, why, now, figures=report, last_beat=begun.beat_at)
    kind = FACTS_OF[report.shape.kind]
    async with db.write() as tx:
        stored = await imports.by_id(tx, begun.workspace_id, begun.id, lock=True)
        if stored is None or not is_ours(stored, begun):
            return False
        await _put_in_place(tx, stored, kind, now)
        done = with_figures(replace(stored, state=ImportState.DONE, ended_at=now), report)
        open_now = await review_store.all_open(tx, stored.workspace_id)
        says = tuple(ShowBoard(review.id) for review in open_now if review.account_id in customers)
        await record(tx, stored.workspace_id, Decision((Change(stored, done),), says), by=stored.by, now=now)
        await source_reads.upsert(tx, list(reach))
        await health_looks.look(tx, stored.workspace_id, customers, now)
        await pass_on(tx, done, kind, now, may_edit)
    return True


def is_ours(stored: FileImport, begun: FileImport) -> bool:
    """Whether this run is still the one that takes a file in: `begun`, as its last sign of life left it."""
    return stored.state is ImportState.LOADING and stored.beat_at == begun.beat_at


async def throw_away(
    db: Database,
    workspace_id: str,
    import_id: int,
    why: str,
    now: datetime,
    *,
    figures: ImportReport | None = None,
    again: bool = False,
    last_beat: datetime | None = None,
) -> bool:
    """A file is refused, or waits to be tried `again`, and what it has left so far is deleted.

    False, and nothing happens, where it has ended, or where another run has taken it over since `last_beat`.
    """
    async with db.write() as tx:
        stored = await imports.by_id(tx, workspace_id, import_id, lock=True)
        if stored is None or stored.state not in _UNFINISHED:
            return False
        if last_beat and stored.beat_at != last_beat:
            return False
        state = ImportState.CONFIRMED if again else ImportState.REFUSED
        ended = replace(stored, state=state, why=why[:1000], ended_at=None if again else now, beat_at=None)
        ended = with_figures(ended, figures) if figures else ended
        await record(tx, workspace_id, Decision((Change(stored, ended),)), by=stored.by, now=now)
    await delete_rows(db, workspace_id, import_id)
    return True


async def delete_rows(db: Database, workspace_id: str, import_id: int) -> None:
    """What is left of a file that does not count, a little at a time: nobody sees it, and nobody waits for it.

    One that is being taken in, or has come in, keeps what it has, whoever thinks otherwise.
    """
    while True:
        async with db.write() as tx:
            stored = await imports.by_id(tx, workspace_id, import_id, lock=True)
            if stored is None or stored.state in _KEPT:
                return
            if not await loading.discard(tx, workspace_id, import_id, _ROWS_AT_ONCE):
                return


async def _put_in_place(tx: AsyncConnection, import_: FileImport, kind: FactKind, now: datetime) -> None:
    """Later versions take the place of what they replace; what was stays in the audit trail."""
    after = 0
    while waiting := await loading.aside(tx, import_.workspace_id, import_.id, after, _AT_ONCE):
        after = waiting[-1][0]
        stored = await loading.by_ids(tx, import_.workspace_id, kind, [number for number, _ in waiting])
        changes = [_change(stored[number], fact_from(kind, held)) for number, held in waiting if number in stored]
        deed = deed_of(import_)
        await record(tx, import_.workspace_id, Decision(tuple(changes)), by=import_.by, now=now, deed=deed)
    await loading.drop_aside(tx, import_.workspace_id, import_.id)


def _change(stored: Fact, later: Fact) -> Change:
    """Whether it was taken back, and which file first brought it, is ours and not the source's to say."""
    return Change(stored, replace(later, withdrawn_at=stored.withdrawn_at, import_id=stored.import_id))


def with_figures(import_: FileImport, report: ImportReport) -> FileImport:
    """The same file with what was counted."""
    names = ("rows", "new", "changed", "same", "older", "bad")
    return replace(import_, **{name: getattr(report, name) for name in names})
