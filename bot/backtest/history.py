"""A folder of files as a history: taken in by the importer itself, into a database that is thrown away afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.histories import Customer, customers_of
from jobs.importing import Source, load
from reviews.backtest.outcomes import MOST_WRONG, read_outcomes
from reviews.backtest.replay import Fates, Outcome
from reviews.decision import Change, Decision
from reviews.imports.dialect import detect, settled
from reviews.imports.lines import header_of, lines_of
from reviews.imports.model import BadLine, Choices, FileImport, ImportKind, ImportState, UnreadableFileError
from reviews.imports.shape import shape_of
from reviews.model import Account
from storage import migrations, numbers
from storage.database import Database
from storage.record import record
from storage.rows import TABLES, every, selected
from storage.statements import fold

WORKSPACE: Final = "BACKTEST"
_SAMPLE: Final = 64 * 1024
_ORDER: Final = tuple(ImportKind)
T = TypeVar("T")


class HistoryError(Exception):
    """The folder cannot be replayed. The text says why and what would do."""


@dataclass(frozen=True, slots=True)
class History:
    """The customers of a folder and what became of them, by name as the files have it; `first` is the oldest fact's.

    `unmatched`: names of outcomes that are no customer of whom a fact is known.
    """

    customers: tuple[Customer, ...]
    fates: Fates
    first: date
    last: date
    unmatched: tuple[str, ...] = ()


async def read_history(folder: Path, *, keep_good: bool, zone: str) -> History:
    """Read a folder. Raises HistoryError; nothing outside a folder of its own is touched."""
    outcomes, files = _outcomes(folder), _files(folder, zone)
    async with _empty_database() as db:
        await _take_in(db, files, outcomes, keep_good, zone)
        async with db.read() as tx:
            return await _history(tx, outcomes, zone)


def _outcomes(folder: Path) -> list[Outcome]:
    if not folder.is_dir():
        raise HistoryError(f"There is no folder {folder}.")
    path = next((each for each in sorted(folder.glob("*.csv")) if each.stem.casefold() == "outcomes"), None)
    if path is None:
        raise HistoryError(f"There is no outcomes.csv in {folder}: customer, churned or renewed, and the day.")
    try:
        with path.open("rb") as stream:
            dialect = settled(stream, detect(stream.read(_SAMPLE), name=path.name))
        with path.open("rb") as stream:
            header = header_of(stream, dialect)
        with path.open("rb") as stream:
            lines = [(number, line) for number, line in lines_of(stream, dialect) if not isinstance(line, BadLine)]
    except UnreadableFileError as wrong:
        raise HistoryError(f"{path.name}: {wrong}") from wrong
    found = read_outcomes(header, lines, datetime.now(UTC))
    if found.wrong:
        more = len(found.wrong) - MOST_WRONG
        told = "\n  ".join(found.wrong[:MOST_WRONG]) + (f"\n  and {more} more" if more > 0 else "")
        raise HistoryError(f"{path.name}:\n  {told}")
    if not found.known:
        raise HistoryError(f"{path.name} has no lines.")
    return list(found.known)


@asynccontextmanager
async def _empty_database() -> AsyncIterator[Database]:
    with tempfile.TemporaryDirectory(prefix="holdfast-backtest-") as own:
        url = f"sqlite:///{Path(own) / 'history.db'}"
        migrations.upgrade(url)
        db = Database.open(url)
        try:
            yield db
        finally:
            await db.close()


def _files(folder: Path, zone: str) -> list[tuple[ImportKind, Path]]:
    """The files of facts with what each is about: customers before what is said of them."""
    choices = Choices(time_zone=zone)
    files: list[tuple[ImportKind, Path]] = []
    for path in sorted(folder.glob("*.csv")):
        if path.stem.casefold() == "outcomes" or path.stem.endswith("-rejected"):
            continue
        try:
            files.append((shape_of(_opener(path), path.name, choices).kind, path))
        except UnreadableFileError as wrong:
            raise HistoryError(f"{path.name}: {wrong}") from wrong
    if not files:
        raise HistoryError(f"There are no files of facts in {folder}.")
    return sorted(files, key=lambda each: (_ORDER.index(each[0]), each[1].name))


async def _take_in(
    db: Database, files: Sequence[tuple[ImportKind, Path]], outcomes: Iterable[Outcome], keep_good: bool, zone: str
) -> None:
    """Customers first, those only the outcomes name among them; then what is said about them."""
    choices = Choices(time_zone=zone)
    for kind, path in files:
        if kind is ImportKind.ACCOUNTS:
            await _one(db, path, choices, keep_good)
    await _add_missing(db, outcomes)
    for kind, path in files:
        if kind is not ImportKind.ACCOUNTS:
            await _one(db, path, choices, keep_good)


async def _one(db: Database, path: Path, choices: Choices, keep_good: bool) -> None:
    now = datetime.now(UTC)
    async with db.write() as tx:
        number = await numbers.next_number(tx, WORKSPACE, "import")
        new = FileImport(WORKSPACE, number, path.name, ImportState.CONFIRMED, "backtest", now, keep_good=keep_good)
        await record(tx, WORKSPACE, Decision((Change(None, new),)), by="backtest", now=now)
    source = Source(_opener(path), path.name, choices, speaks_for_all=True)
    report = await load(db, source, new, clock=lambda: now)
    if report.bad and not keep_good:
        told = "\n  ".join(f"Line {each.line}: {each.reason}" for each in report.first_bad[:MOST_WRONG])
        raise HistoryError(f"{path.name}: {report.bad} bad lines.\n  {told}\n--keep-good leaves them out.")


async def _add_missing(db: Database, outcomes: Iterable[Outcome]) -> None:
    """A customer that only the outcomes name is one too."""
    now = datetime.now(UTC)
    async with db.write() as tx:
        known = {fold(each.name) for each in await every(tx, Account, _accounts())}
        names = {fold(each.account): each.account for each in outcomes}
        missing = [names[key] for key in sorted(names.keys() - known)]
        if missing:
            first = await numbers.next_number(tx, WORKSPACE, "account", len(missing))
            made = (Account(WORKSPACE, first + n, name, None, None) for n, name in enumerate(missing))
            await record(tx, WORKSPACE, Decision(tuple(Change(None, each) for each in made)), by="backtest", now=now)


def _accounts() -> Any:
    return selected(Account).where(TABLES[Account].c.workspace_id == WORKSPACE)


async def _history(tx: AsyncConnection, outcomes: Iterable[Outcome], zone: str) -> History:
    by_key: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        by_key.setdefault(fold(outcome.account), []).append(outcome)
    customers = await customers_of(tx, WORKSPACE, zone)
    if not customers:
        raise HistoryError("The files hold no facts about these customers.")
    names = [each.view.account.name for each in customers]
    return History(
        customers,
        {name: tuple(by_key.get(fold(name), ())) for name in names},
        min(each.first for each in customers),
        min(max(each.on for theirs in by_key.values() for each in theirs), datetime.now(UTC).date()),
        tuple(sorted(theirs[0].account for key, theirs in by_key.items() if key not in {fold(name) for name in names})),
    )


def _opener(path: Path) -> Any:
    def open_file() -> BinaryIO:
        return path.open("rb")

    return open_file
