"""Taking back all that came with a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, delete
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.audit_entry import AuditEntry
from reviews.decision import Change, Decision, Record, Refusal, ShowBoard
from reviews.facts import FACT_OF_KIND, FactKind
from reviews.imports.merge import as_before, deed_of
from reviews.imports.model import FACTS_OF, FileImport, ImportState
from storage import audit, import_news, imports, loading, reviews
from storage.tables import source_reads

UNDO_FOR: Final = timedelta(days=1)
GONE: Final = Refusal("gone", "That file was taken back already, or never came in.")
LATER: Final = Refusal("later", "A later file of the same kind has come in since. Undo that one first.")
TOO_LATE: Final = Refusal("too_late", "Undo works for a day, and that has passed.")
BUSY: Final = Refusal("busy", "Another file is being taken in at this moment. Try again when it is done.")
NOT_FACTS: Final = Refusal("not_facts", "Customers and their people are changed one by one; a file is not taken back.")

_MOST_CUSTOMERS: Final = 100_000
_FACTS: Final = tuple(FACT_OF_KIND.values())
_FORGET_READS = delete(source_reads).where(
    source_reads.c.workspace_id == bindparam("ws"),
    source_reads.c.kind == bindparam("what"),
    source_reads.c.source == bindparam("whose"),
    source_reads.c.read_at == bindparam("then"),
)


async def undoing(tx: AsyncConnection, import_: FileImport, now: datetime) -> Decision | Refusal:
    """What takes it back: new facts go, changed ones are as before. For a day, and only while it is the last of its
    kind. What somebody has changed since stays as it is.

    From the moment this is recorded the new facts count no more; `loading.discard` then deletes them at leisure.
    """
    stored = await imports.by_id(tx, import_.workspace_id, import_.id, lock=True)
    if stored is None:
        return GONE
    if refused := await _refused(tx, stored, now):
        return refused
    entries = await audit.of_deed(tx, stored.workspace_id, deed_of(stored))
    back = [change for entry in reversed(entries) if (change := await _back(tx, stored, entry))]
    return Decision((*back, Change(stored, replace(stored, state=ImportState.UNDONE, ended_at=now))))


async def forget_reads(tx: AsyncConnection, import_: FileImport) -> None:
    """That its source was read is not known by a file that was taken back; a word from before or since stays."""
    kind = FACTS_OF.get(import_.kind) if import_.kind else None
    given = {"ws": import_.workspace_id, "what": kind, "whose": import_.source, "then": import_.ended_at}
    await tx.execute(_FORGET_READS, given)


async def boards_of(tx: AsyncConnection, import_: FileImport, decided: Decision) -> tuple[ShowBoard, ...]:
    """The boards of open reviews that show what goes."""
    whose = {each.after.account_id for each in decided.changes if isinstance(each.after, _FACTS)}
    whose |= {number for number, _ in await import_news.customers_of(tx, import_, _MOST_CUSTOMERS)}
    found = await reviews.all_open(tx, import_.workspace_id)
    return tuple(ShowBoard(review.id) for review in found if review.account_id in whose)


async def _refused(tx: AsyncConnection, stored: FileImport, now: datetime) -> Refusal | None:
    if stored.state is not ImportState.DONE or stored.ended_at is None:
        return GONE
    if stored.kind not in FACTS_OF:
        return NOT_FACTS
    if now - stored.ended_at > UNDO_FOR:
        return TOO_LATE
    if await imports.loading(tx, stored.workspace_id):
        return BUSY
    return LATER if await imports.has_later(tx, stored) else None


async def _back(tx: AsyncConnection, stored: FileImport, entry: AuditEntry) -> Change | None:
    """One change taken back; None where somebody has changed the same since."""
    now = await _record(tx, stored, entry)
    before = as_before(now, entry) if now is not None and entry.before else None
    return Change(now, before, "undone") if now is not None and before is not None else None


async def _record(tx: AsyncConnection, stored: FileImport, entry: AuditEntry) -> Record | None:
    if entry.kind in set(FactKind):
        number = int(entry.ref)
        return (await loading.by_ids(tx, stored.workspace_id, FactKind(entry.kind), [number])).get(number)
    return await audit.record_of(tx, stored.workspace_id, entry.kind, entry.ref)
