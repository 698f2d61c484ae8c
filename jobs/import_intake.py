"""Taking a batch of lines in: which customers and facts they mean, and what that makes of what is known.

Nothing here is seen by anybody before the import is done; nothing at all is written on a dry run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from jobs.import_book import Book
from jobs.import_reading import Batch, Rejects
from reviews.audit_entry import plain
from reviews.customer import Contact
from reviews.facts import Fact, FactKind
from reviews.imports.merge import (
    Meeting,
    Origin,
    fact_from,
    kept,
    later_version,
    row_builder,
    source_id_of,
    with_contact,
)
from reviews.imports.model import BadLine, FileImport, FileShape, GoodLine, ImportReport
from storage import contacts, imports, loading
from storage.database import Database

FIRST_BAD: Final = 20
SAMPLES: Final = 5
_REMEMBERED: Final = 200_000
"""Facts of a dry run that are told from their own repetition further down; beyond, the count is about right."""
_PEOPLE_OF: Final = 2000
_ABOUT_PEOPLE: Final = frozenset({FactKind.TOUCH, FactKind.SURVEY})
_DAY_OF: Final = {
    FactKind.INCIDENT: "started_at",
    FactKind.USAGE: "ends_on",
    FactKind.TICKET: "opened_at",
    FactKind.TOUCH: "at",
    FactKind.SURVEY: "at",
}


class EndedError(Exception):
    """Somebody has ended this import while it was loading, or another run has taken it over. The text says so."""

    def __init__(self) -> None:
        super().__init__("Somebody else has ended this import or goes on with it; nothing more was done here.")


@dataclass(slots=True)
class Tally:
    """What was found so far. `earliest`, `latest`: the first and last day the file speaks of; `customers`: of whom."""

    rows: int = 0
    met: dict[Meeting, int] = field(default_factory=lambda: dict.fromkeys(Meeting, 0))
    bad: int = 0
    first_bad: list[BadLine] = field(default_factory=list)
    customers: set[int] = field(default_factory=set)
    samples: list[str] = field(default_factory=list)
    latest: date | None = None
    earliest: date | None = None

    def report(self, shape: FileShape, book: Book) -> ImportReport:
        """The same for people."""
        return ImportReport(
            shape=shape,
            rows=self.rows,
            new=self.met[Meeting.NEW],
            changed=self.met[Meeting.CHANGED],
            same=self.met[Meeting.SAME],
            older=self.met[Meeting.OLDER],
            bad=self.bad,
            customers=len(self.customers),
            first_bad=tuple(self.first_bad),
            strangers=tuple(book.strangers.most_common(10)),
            samples=tuple(self.samples),
        )


@dataclass(frozen=True, slots=True)
class _Line:
    """A line whose customer is known."""

    line: GoodLine
    account_id: int
    source_id: str


class Intake:
    """Takes in the lines of one file of facts, which are written where it has `begun`; else they are only looked at.

    `begun` is as its last sign of life left it; `writes` may be turned off, and the rest is only looked at.
    """

    def __init__(
        self,
        kind: FactKind,
        origin: Origin,
        book: Book,
        rejects: Rejects,
        clock: Callable[[], datetime],
        begun: FileImport | None = None,
    ) -> None:
        self._kind = kind
        self._origin = origin
        self._book = book
        self._rejects = rejects
        self._clock = clock
        self._build = row_builder(kind, origin)
        self._people: dict[int, Sequence[Contact]] = {}
        self._seen: set[str] = set()
        self._has_aside = False
        self._bad: list[BadLine] = []
        self.begun = begun
        self.writes = begun is not None
        self.tally = Tally()

    async def take(self, db: Database, batch: Batch) -> None:
        """One batch. Raises EndedError where the import is not loading any more, or by another run."""
        self.tally.rows += batch.lines
        self._bad = list(batch.bad)
        lines = [each for each in map(self._placed, batch.good) if each is not None]
        if self._kind in _ABOUT_PEOPLE:
            await self._meet_people(db, lines)
        async with db.write() if self.begun else db.read() as tx:
            await self._beat(tx)
            known = await self._known(tx, lines)
            lines = [each for each in lines if self._is_open(each, known)]
            await (self._write if self.writes else self._look)(tx, lines, known)
        self._refuse_all()

    async def _beat(self, tx: AsyncConnection) -> None:
        """A sign of life, also while the rest is only looked at."""
        if self.begun is None:
            return
        at, now = self.begun, self._clock()
        if not await imports.beat(tx, at.workspace_id, at.id, self.tally.rows, at.beat_at, now):
            raise EndedError
        self.begun = replace(at, beat_at=now)

    def _is_open(self, each: _Line, known: dict[str, Fact]) -> bool:
        """Whether the fact that a line speaks of is one its sender may know of: its id alone shows nobody another's."""
        stored = known.get(each.source_id)
        if stored is None or self._book.knows(stored.account_id):
            return True
        why = f"Something else from {self._origin.source} has this id."
        self._bad.append(BadLine(each.line.line, "source_id", why, each.line.cells))
        return False

    def _placed(self, line: GoodLine) -> _Line | None:
        """A line with its customer; one without is refused."""
        if line.workspace and line.workspace != self._origin.workspace_id:
            self._bad.append(BadLine(line.line, "workspace", "It belongs to another workspace.", line.cells))
            return None
        number = self._book.find(line.account, self._origin.source)
        if isinstance(number, str):
            self._bad.append(BadLine(line.line, "account", number, line.cells))
            return None
        self.tally.customers.add(number)
        self._reach(line)
        return _Line(line, number, source_id_of(self._kind, line, number))

    def _reach(self, line: GoodLine) -> None:
        """How far the file's word reaches."""
        said = line.as_of or line.values.get(_DAY_OF.get(self._kind, ""))
        day = said.astimezone(UTC).date() if isinstance(said, datetime) else said
        if isinstance(day, date) and (self.tally.latest is None or day > self.tally.latest):
            self.tally.latest = day
        began = line.values.get(_DAY_OF.get(self._kind, ""))
        first = began.astimezone(UTC).date() if isinstance(began, datetime) else began
        if isinstance(first, date) and (self.tally.earliest is None or first < self.tally.earliest):
            self.tally.earliest = first

    def _refuse_all(self) -> None:
        """The batch's bad lines, in the file's order."""
        for bad in sorted(self._bad, key=lambda each: each.line):
            self.tally.bad += 1
            if len(self.tally.first_bad) < FIRST_BAD:
                self.tally.first_bad.append(bad)
            self._rejects.add(bad)

    async def _meet_people(self, db: Database, lines: Sequence[_Line]) -> None:
        """Who of the customers' known people is meant."""
        missing = {each.account_id for each in lines} - self._people.keys()
        if missing:
            if len(self._people) + len(missing) > _PEOPLE_OF:
                self._people.clear()
            async with db.read() as tx:
                for number in {each.account_id for each in lines} - self._people.keys():
                    self._people[number] = await contacts.on_account(tx, self._origin.workspace_id, number)
        for each in lines:
            with_contact(each.line, self._people[each.account_id])

    async def _known(self, tx: AsyncConnection, lines: Sequence[_Line]) -> dict[str, Fact]:
        """The facts that are there already, as this file has left them so far."""
        ws, number = self._origin.workspace_id, self._origin.import_id or 0
        known = await loading.known(tx, ws, self._kind, self._origin.source, [each.source_id for each in lines])
        if known and self._has_aside:
            later = await loading.aside_of(tx, ws, number, [fact.id for fact in known.values()])
            known |= {fact.source_id: fact for fact in (fact_from(self._kind, each) for each in later.values())}
        return known

    async def _look(self, _tx: AsyncConnection, lines: Sequence[_Line], known: dict[str, Fact]) -> None:
        """What the lines would do."""
        for each in lines:
            stored = known.get(each.source_id)
            if stored is None:
                again = each.source_id in self._seen
                self.tally.met[Meeting.SAME if again else Meeting.NEW] += 1
                if len(self._seen) < _REMEMBERED:
                    self._seen.add(each.source_id)
                continue
            known[each.source_id] = self._meet(stored, each)[1]

    async def _write(self, tx: AsyncConnection, lines: Sequence[_Line], known: dict[str, Fact]) -> None:
        """New facts are written; later versions of what others can see wait until the file is wholly in."""
        fresh: dict[str, _Line] = {}
        later: dict[int, Fact] = {}
        for each in lines:
            stored = known.get(each.source_id)
            if stored is None:
                self.tally.met[Meeting.SAME if each.source_id in fresh else Meeting.NEW] += 1
                fresh[each.source_id] = each
                continue
            meeting, now = self._meet(stored, each)
            if meeting is Meeting.CHANGED:
                known[each.source_id] = later[stored.id] = now
        await self._insert(tx, list(fresh.values()))
        await self._set_aside(tx, later)

    def _meet(self, stored: Fact, each: _Line) -> tuple[Meeting, Fact]:
        meeting, now = later_version(stored, each.line, each.account_id, self._origin.now)
        self.tally.met[meeting] += 1
        if meeting is Meeting.CHANGED and len(self.tally.samples) < SAMPLES:
            self.tally.samples.append(_sample(stored, now))
        return meeting, now

    async def _insert(self, tx: AsyncConnection, fresh: Sequence[_Line]) -> None:
        if not fresh:
            return
        first = await loading.reserve(tx, self._origin.workspace_id, self._kind, len(fresh))
        build = self._build
        rows = [build(each.line, each.account_id, first + at, each.source_id) for at, each in enumerate(fresh)]
        await loading.insert(tx, self._kind, rows)

    async def _set_aside(self, tx: AsyncConnection, later: dict[int, Fact]) -> None:
        ours = {number: fact for number, fact in later.items() if fact.import_id == self._origin.import_id}
        for fact in ours.values():
            await loading.rewrite(tx, self._kind, fact)
        others = [(number, kept(fact)) for number, fact in later.items() if number not in ours]
        self._has_aside = self._has_aside or bool(others)
        await loading.set_aside(tx, self._origin.workspace_id, self._origin.import_id or 0, self._kind, others)


def _sample(before: Fact, after: Fact) -> str:
    """What changes about one fact: `4711: solved_at from nothing to 2026-11-20`."""
    names = [name for name in before.__slots__ if name != "as_of" and getattr(before, name) != getattr(after, name)]
    said = [
        f"{name.replace('_', ' ')} {_said(getattr(before, name))} → {_said(getattr(after, name))}" for name in names
    ]
    return f"{before.source_id}: {', '.join(said)}"


def _said(value: object) -> str:
    if value is None or value in ("", ()):
        return "nothing"
    return value.strftime("%Y-%m-%d %H:%M") if isinstance(value, datetime) else str(plain(value))
