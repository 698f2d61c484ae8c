"""What facts from a file tell about customers and their people: when somebody was heard from, when a contract ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from jobs.import_book import MaySee
from reviews.decision import Change, Decision
from reviews.facts import FactKind
from reviews.imports.merge import deed_of
from reviews.imports.model import FileImport
from storage import accounts, contacts, loading_told
from storage.record import record


async def pass_on(
    tx: AsyncConnection, import_: FileImport, kind: FactKind, now: datetime, may_edit: MaySee | None
) -> None:
    """Note it with the people and customers themselves. What somebody wrote there is never overwritten.

    `may_edit`: which customers the file's sender may change, None for all.
    """
    changes: list[Change] = []
    if kind is FactKind.TOUCH:
        changes = await _heard(tx, import_)
    elif kind is FactKind.CONTRACT:
        changes = await _contracts(tx, import_, may_edit)
    if changes:
        deed = deed_of(import_)
        await record(tx, import_.workspace_id, Decision(tuple(changes)), by=import_.by, now=now, deed=deed)


async def _heard(tx: AsyncConnection, import_: FileImport) -> list[Change]:
    """Whoever spoke with us was heard from that day."""
    changes = []
    for contact_id, at in await loading_told.heard(tx, import_.workspace_id, import_.id):
        known = await contacts.by_id(tx, import_.workspace_id, contact_id, lock=True)
        day = at.astimezone(UTC).date()
        if known and (known.heard_on is None or known.heard_on < day):
            changes.append(Change(known, replace(known, heard_on=day)))
    return changes


async def _contracts(tx: AsyncConnection, import_: FileImport, may_edit: MaySee | None) -> list[Change]:
    """A customer whose renewal or value nobody has written down gets it from its newest contract."""
    newest = {fact.account_id: fact for fact in await loading_told.contracts(tx, import_.workspace_id, import_.id)}
    changes = []
    for account_id, fact in newest.items():
        known = await accounts.by_id(tx, import_.workspace_id, account_id, lock=True)
        if known is None or (may_edit is not None and not may_edit(account_id)):
            continue
        arr, currency = (known.arr, known.currency) if known.arr is not None else (fact.value, fact.currency)
        renewal = known.renewal_on or fact.renews_on
        told = replace(known, renewal_on=renewal, arr=arr, currency=currency, seats=known.seats or fact.seats)
        if told != known:
            changes.append(Change(known, told))
    return changes
