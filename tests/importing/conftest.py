from __future__ import annotations

import csv
import io
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, BinaryIO

import pytest
from sqlalchemy import func, select

from jobs.importing import Source, check, load
from reviews.decision import Change, Decision
from reviews.facts import Fact, FactKind
from reviews.imports.model import Choices, FileImport, ImportReport, ImportState
from storage import facts, imports, loading, numbers, people
from storage.database import Database
from storage.record import record
from tests.builders import NOW, WS, account
from tests.builders import person as somebody
from tests.storage.conftest import db, postgres, sqlite_url, url
from tests.storage.examples import contact, new

__all__ = ["db", "postgres", "sqlite_url", "url"]
TICKETS = ("Ticket ID", "Subject", "Organization", "Requester", "Type", "Created at", "Solved at", "Updated at")


def csv_of(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()


def ticket(number: int, subject: str = "Export fails", where: str = "Northwind", **more: str) -> list[object]:
    """A line of a help desk's export."""
    given = {"type": "problem", "opened": "2026-11-02 10:00:00", "solved": "", "updated": "2026-11-03 10:00:00"} | more
    who = "Dana Wu"
    return [number, subject, where, who, given["type"], given["opened"], given["solved"], given["updated"]]


def tickets(*rows: Sequence[object]) -> bytes:
    return csv_of(TICKETS, rows)


@dataclass
class Desk:
    """A database with three customers, and files to take into it."""

    db: Database
    now: datetime = NOW
    more: dict[str, Any] = field(default_factory=dict)

    def source(self, content: bytes, name: str = "tickets.csv", **given: Any) -> Source:
        def opened() -> BinaryIO:
            return io.BytesIO(content)

        return Source(opened, name, given.pop("choices", Choices()), **given)

    async def announced(self, ws: str = WS, **fields: Any) -> FileImport:
        async with self.db.write() as tx:
            number = await numbers.next_number(tx, ws, "import")
            made = FileImport(ws, number, "tickets.csv", ImportState.CONFIRMED, "U1", self.now, **fields)
            await record(tx, ws, Decision((Change(None, made),)), by="U1", now=self.now)
        return made

    async def take(
        self,
        content: bytes,
        *,
        keep_good: bool = False,
        progress: Callable[[int, int], Awaitable[None]] | None = None,
        ws: str = WS,
        **given: Any,
    ) -> tuple[ImportReport, FileImport]:
        """Take a file in; what it did, and the file as it is kept."""
        made = await self.announced(ws, keep_good=keep_good)
        report = await load(self.db, self.source(content, **given), made, clock=lambda: self.now, progress=progress)
        return report, await self.kept(made)

    async def look(self, content: bytes, **given: Any) -> ImportReport:
        return await check(self.db, self.source(content, **given), workspace_id=WS, now=self.now)

    async def kept(self, import_: FileImport) -> FileImport:
        async with self.db.read() as tx:
            found = await imports.by_id(tx, import_.workspace_id, import_.id)
        assert found is not None
        return found

    async def seen(self, kind: FactKind, ws: str = WS) -> list[Fact]:
        """The facts that count, by what their source calls them."""
        table = loading.FACT_TABLES[kind]
        async with self.db.read() as tx:
            rows = await tx.execute(
                select(table.c.id).where(facts.standing(table), table.c.workspace_id == ws), {"ws": ws}
            )
            found = await loading.by_ids(tx, ws, kind, [row[0] for row in rows])
        return sorted(found.values(), key=lambda each: each.source_id)

    async def rows(self, kind: FactKind) -> int:
        """How many rows there are, seen or not."""
        async with self.db.read() as tx:
            return int(await tx.scalar(select(func.count()).select_from(loading.FACT_TABLES[kind])) or 0)


@pytest.fixture
async def desk(db: Database) -> Desk:
    for ws in (WS, "T2"):
        async with db.write() as tx:
            known = [account(name=name, id=n) for n, name in enumerate(("Northwind", "Kestrel", "Blue Fern"), 1)]
            await numbers.next_number(tx, ws, "account", 3)
            await numbers.next_number(tx, ws, "contact", 1)
            theirs = [_of(each, ws) for each in known]
            people_there = contact(1, ws, name="Dana Wu", email="dana@northwind.example", heard_on=None)
            await record(tx, ws, new(*theirs, people_there), by="U1", now=NOW)
            await people.save(tx, _of(somebody("U1", "Nina Berg"), ws))
    return Desk(db)


async def announce_world(db: Database) -> Desk:
    """A database with the customers that sample files name."""
    names = ["Northwind", "Kestrel", "Blue Fern", "Harbor Lane", "Juniper", "Solstice", "Acme", "Contoso"]
    async with db.write() as tx:
        known = [account(name=name, id=n, channel=f"C{n}") for n, name in enumerate(names, 1)]
        await numbers.next_number(tx, WS, "account", len(known))
        await record(tx, WS, new(*known), by="U1", now=NOW)
        await people.save(tx, somebody("U1", "Nina Berg"))
    return Desk(db)


def _of(value: Any, ws: str) -> Any:
    named = {"channel": f"C{value.id}"} if hasattr(value, "channel") else {}
    return replace(value, workspace_id=ws, **named)
