"""What taking in a file of tickets costs, beside `csv.DictReader` with bare SQLAlchemy Core bulk inserts.

Run it with `python -m bench.import`. Both read the same file into the same tables with the same indexes. Ours finds
out how the file is written, checks every cell, finds each customer, looks whether each ticket is known and keeps all of
it out of sight until the last is there. The floor does none of that: it converts the times and inserts, at one go.
Memory is the peak of a process of its own for each size.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import create_engine, event

from bench import figures
from bench.import_world import NOW, fresh, write_tickets
from jobs.importing import Source, load
from reviews.decision import Change, Decision
from reviews.imports.model import Choices, FileImport, ImportState
from storage import tables
from storage.database import Database
from storage.record import record

BATCH = 2000
SIZES = (10_000, 1_000_000)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000, help="rows for the rate (default 100,000)")
    parser.add_argument("--rounds", type=int, default=3, help="how often (default 3)")
    parser.add_argument("--most", type=int, default=SIZES[1], help="rows for the memory (default 1,000,000)")
    parser.add_argument("--only", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.only:
        return _only(asked.only)
    print(f"{asked.rows:,} tickets; {figures.machine()}")
    with tempfile.TemporaryDirectory(prefix="holdfast-bench-") as folder:
        rate(Path(folder), asked.rows, asked.rounds)
        memory(Path(folder), (SIZES[0], asked.most))
    return 0


def rate(folder: Path, rows: int, rounds: int) -> None:
    """Rows a second, ours and the floor's, in turns."""
    file = folder / "tickets.csv"
    write_tickets(file, rows)
    ours, bare = [], []
    for turn in range(rounds):
        bare.append(rows / timed_bare(file, folder / f"bare{turn}.db"))
        ours.append(rows / timed_ours(file, folder / f"ours{turn}.db"))
    print(f"ours {median(ours):,.0f} rows a second, bare {median(bare):,.0f}")
    figures.ratio("import_rate", median(o / b for o, b in zip(ours, bare, strict=True)), ">= 0.6")


def timed_bare(file: Path, database: Path) -> float:
    """Seconds for the floor."""
    engine = create_engine(fresh(database))
    event.listen(engine, "connect", _as_ours)
    began = time.perf_counter()
    with engine.begin() as tx, file.open(encoding="utf-8", newline="") as stream:
        numbers = {row.name: row.id for row in tx.execute(tables.accounts.select())}
        lines = enumerate(csv.DictReader(stream), 1)
        while rows := list(islice(lines, BATCH)):
            tx.execute(tables.tickets.insert(), [_bare_row(number, line, numbers) for number, line in rows])
    took = time.perf_counter() - began
    engine.dispose()
    return took


def _as_ours(connection: Any, _: object) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")


def _bare_row(number: int, line: dict[str, str], numbers: dict[str, int]) -> dict[str, Any]:
    return {
        "workspace_id": "T1",
        "id": number,
        "account_id": numbers[line["Organization"]],
        "subject": line["Subject"],
        "opened_at": _moment(line["Created at"]),
        "source": "zendesk",
        "source_id": line["Ticket ID"],
        "as_of": _moment(line["Updated at"]),
        "noted_by": "U1",
        "noted_at": NOW,
        "kind": None,
        "workflow": None,
        "first_reply_at": None,
        "solved_at": _moment(line["Solved at"]),
        "reopened": int(line["Reopens"]),
        "requester": line["Requester"],
        "day_only": False,
        "link": line["Ticket URL"],
        "import_id": None,
        "withdrawn_at": None,
    }


def _moment(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=UTC)


def timed_ours(file: Path, database: Path) -> float:
    """Seconds for the import, from the file's first byte until everybody sees what it brought."""
    return asyncio.run(_ours(file, fresh(database)))


async def _ours(file: Path, url: str) -> float:
    db = Database.open(url)
    new = FileImport("T1", 1, file.name, ImportState.CONFIRMED, "U1", NOW)
    async with db.write() as tx:
        await record(tx, "T1", Decision((Change(None, new),)), by="U1", now=NOW)
    began = time.perf_counter()
    source = Source(lambda: file.open("rb"), file.name, Choices(), speaks_for_all=True)
    report = await load(db, source, new, clock=lambda: NOW)
    took = time.perf_counter() - began
    assert (report.bad, report.new) == (0, report.rows), report
    await db.close()
    return took


def memory(folder: Path, sizes: tuple[int, int]) -> None:
    """The peak of a process that takes in a small file, and of one that takes in a large one."""
    peaks = []
    for size in sizes:
        file = folder / f"tickets-{size}.csv"
        write_tickets(file, size)
        done = subprocess.run(
            [sys.executable, "-m", "bench.import", "--only", str(file)], check=True, capture_output=True, text=True
        )
        took, peak = done.stdout.split()
        peaks.append(float(peak))
        print(f"{size:,} rows: {float(took):.1f} s, {size / float(took):,.0f} rows a second, peak {peaks[-1]:.0f} MB")
        file.unlink()
    figures.ratio("import_memory", peaks[1] / peaks[0], "<= 1.2")


def _only(file: Path) -> int:
    took = timed_ours(file, file.with_suffix(".db"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(took, peak)
    return 0


if __name__ == "__main__":
    sys.exit(main())
