"""What a night's health of all customers costs beside the bare SQL it needs, and one new fact among few and many.

Run it with `python -m bench.digest`; `--customers 20000` is the full size, two million facts. Ours loads what is known
of each customer, reads every signal, puts the score together and keeps it. The floor asks the same file, over the same
windows, for the counts, sums and distinct people of each customer, in one bare connection of the same process, in
turns, and keeps nothing. A leader's digest is held against its own statements as bare SQL. Exits 1 when a customer was
left out.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Engine, event

from bench import figures
from bench.digest_world import FACTS, NOW, TODAY, WS, copied, made
from jobs.following import Following
from jobs.healths import sweep_healths
from reviews.calendar import WorkCalendar
from reviews.decision import Change, Decision, Message
from reviews.digest_turns import Reader
from reviews.digests import Scope
from reviews.facts import Incident
from reviews.messages.digest import digest_messages
from reviews.rights import Actor, Reach, Standing
from storage import digests
from storage.database import Database
from storage.facts import A_YEAR, LONG, TWO_QUARTERS
from storage.record import record

CUSTOMERS, FEW, FULL = 2_000, 200, 20_000
NEW_FACTS, DIGESTS = 60, 9
_SINCE, _LONG, _YEAR = (
    f"'{TODAY - back - timedelta(days=1)} 00:00:00.000000'" for back in (TWO_QUARTERS, LONG, A_YEAR)
)
_DAY, _LONG_DAY = f"'{TODAY - TWO_QUARTERS}'", f"'{TODAY - LONG}'"
_STANDS = (
    "withdrawn_at IS NULL AND (import_id IS NULL OR import_id IN"
    " (SELECT id FROM imports WHERE workspace_id = 'T1' AND state = 'done'))"
)


def _facts(table: str, asked: str, within: str) -> str:
    return (
        f"SELECT account_id, {asked} FROM {table} WHERE workspace_id = 'T1' AND {within} AND {_STANDS}"
        " GROUP BY account_id"
    )


FLOOR = (
    _facts(
        "incidents",
        "count(*), count(DISTINCT workflow), sum(fixed_at IS NULL), max(started_at)",
        f"started_at >= {_LONG} AND (started_at >= {_SINCE} OR fixed_at IS NULL)",
    ),
    _facts(
        "usage_snapshots",
        "count(*), sum(active_30), max(seats), sum(calls), max(features), max(ends_on), max(key_actions)",
        f"ends_on >= {_LONG_DAY} AND (team = '' OR ends_on >= {_DAY})",
    ),
    _facts(
        "tickets",
        "count(*), sum(kind = 'data'), sum(kind = 'contract'), sum(reopened), max(opened_at)",
        f"opened_at >= {_SINCE}",
    ),
    _facts("tickets", "count(*), min(opened_at)", "solved_at IS NULL"),
    _facts(
        "touches",
        "count(*), count(DISTINCT person), count(DISTINCT level), sum(took_part = 'declined'), max(at), count(about)",
        f"at >= {_SINCE}",
    ),
    _facts("survey_answers", "count(*), sum(score / best), count(DISTINCT person)", f"at >= {_YEAR}"),
    _facts("contract_facts", "max(as_of), max(renews_on)", "1"),
    "SELECT account_id, count(*), sum(level = 'executive'), sum(champion AND left_on IS NOT NULL), max(heard_on)"
    " FROM contacts WHERE workspace_id = 'T1' GROUP BY account_id",
    "SELECT account_id, count(*), sum(severity = 'blocks'), count(DISTINCT reason) FROM gaps WHERE workspace_id = 'T1'"
    f" AND state != 'withdrawn' AND (state = 'open' OR ended_at >= {_SINCE}) GROUP BY account_id",
    "SELECT account_id, count(*), sum(moves), min(due) FROM actions WHERE workspace_id = 'T1' AND state != 'withdrawn'"
    f" AND (state IN ('open', 'blocked', 'waiting') OR ended_at >= {_SINCE}) GROUP BY account_id",
    "SELECT r.account_id, count(*), sum(m.colour = 'red') FROM reviews r JOIN checklist_marks m"
    " ON m.workspace_id = r.workspace_id AND m.review_id = r.id WHERE r.workspace_id = 'T1' AND r.state = 'closed'"
    " GROUP BY r.account_id",
    "SELECT g.account_id, count(*), max(v.day), max(v.value) FROM goals g JOIN goal_readings v"
    " ON v.workspace_id = g.workspace_id AND v.goal_id = g.id WHERE g.workspace_id = 'T1' AND g.state = 'open'"
    " GROUP BY g.account_id",
    "SELECT kind, max(covers_until) FROM source_reads WHERE workspace_id = 'T1' GROUP BY kind",
    "SELECT id, owner, stage, renewal_on, arr, sponsor FROM accounts WHERE workspace_id = 'T1'",
)


@dataclass
class Side:
    """Our way on one file, with a clock that is moved by hand."""

    db: Database
    number: int = 10_000_000

    @property
    def following(self) -> Following:
        """What the sweep works with."""
        return Following(self.db, lambda: NOW, "UTC", "/review")

    async def recompute(self) -> int:
        """Every customer whose night has come; how many."""
        looked = 0
        while count := await sweep_healths(self.following):
            looked += count
        return looked

    async def one_fact(self) -> float:
        """Seconds from a new incident until its customer's health is kept."""
        self.number += 1
        number, at = self.number, NOW - timedelta(days=1)
        fact = Incident(
            WS, number, number % FEW + 1, "The export failed", at, "slack", str(number), NOW, "U1", NOW, "exports"
        )
        begun = time.perf_counter()
        async with self.db.write() as tx:
            await record(tx, WS, Decision((Change(None, fact),)), by="U1", now=NOW)
        if await sweep_healths(self.following) != 1:
            raise SystemExit("one new fact did not touch one customer")
        return time.perf_counter() - begun


def rewind(file: Path) -> None:
    """Everybody's night has come."""
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("UPDATE health_looks SET look_at = ?", (f"{NOW:%Y-%m-%d %H:%M:%S.%f}",))


def timed_floor(file: Path) -> float:
    """Seconds for the bare aggregates."""
    with closing(sqlite3.connect(file)) as db:
        begun = time.perf_counter()
        for statement in FLOOR:
            db.execute(statement).fetchall()
        return time.perf_counter() - begun


def timed_ours(file: Path, customers: int) -> float:
    """Seconds until every customer's health is computed and kept."""
    rewind(file)
    gc.collect()
    # As the bot does once it has started.
    gc.freeze()

    async def run() -> float:
        side = Side(Database.open(f"sqlite:///{file}"))
        begun = time.perf_counter()
        looked = await side.recompute()
        took = time.perf_counter() - begun
        await side.db.close()
        if looked != customers:
            raise SystemExit(f"{looked} of {customers} customers were looked at")
        return took

    return asyncio.run(run())


def recompute(folder: Path, customers: int, rounds: int) -> None:
    """All customers, beside the aggregates, in turns; the first round warms up where there are several."""
    file, ours, bare = copied(customers, folder), list[float](), list[float]()
    for _ in range(rounds):
        bare.append(timed_floor(file))
        ours.append(timed_ours(file, customers))
        print(f"{customers:,} customers: ours {ours[-1]:.2f} s, bare {bare[-1]:.2f} s", flush=True)
    each = median(ours) / customers * 1e6
    print(f"{each:,.0f} µs a customer, of which the bare aggregates {median(bare) / customers * 1e6:,.0f}")
    figures.ratio("health_recompute", median(ours) / median(bare), "<= 2")


def memory(customers: int) -> None:
    """The peak of a process that computes a tenth of the customers, and of one that computes them all."""
    peaks = []
    for size in (customers // 10, customers):
        asked = [sys.executable, "-m", "bench.digest", "--only", str(size)]
        done = subprocess.run(asked, check=True, capture_output=True, text=True)
        peaks.append(float(done.stdout))
        print(f"{size:,} customers: peak {peaks[-1]:.0f} MB")
    figures.ratio("health_memory", peaks[1] / peaks[0], "<= 1.2")


def only(customers: int) -> None:
    """Compute so many customers and say the process's peak in MB."""
    with tempfile.TemporaryDirectory(prefix="holdfast-bench-") as folder:
        timed_ours(copied(customers, Path(folder)), customers)
    # What a process has used at most is told of it alone; `getrusage` counts what started it, too.
    told = Path("/proc/self/status").read_text(encoding="ascii").split("VmHWM:")[1]
    print(int(told.split()[0]) / 1024)


async def digest(db: Database) -> tuple[Message, ...]:
    """The week's digest of a leader of all, from the tables to the messages."""
    leader = Reader(Actor(WS, "L0", Standing.MEMBER, leads=Reach.ALL), WorkCalendar("Europe/Berlin"))
    async with db.read() as tx:
        sheet = await digests.load(tx, WS, leader, Scope.ALL, NOW - timedelta(days=7), NOW)
    return digest_messages(sheet, "digest:L0")


async def timed_digests(file: Path) -> tuple[list[float], list[float], int]:
    """Seconds of a digest, and of the statements it asks as bare SQL, in turns; how many messages it fills."""
    db, said = Database.open(f"sqlite:///{file}"), list[tuple[str, Any]]()

    def listen(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith("SELECT"):
            said.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", listen)
    messages = await digest(db)
    event.remove(Engine, "before_cursor_execute", listen)
    ours, bare = list[float](), list[float]()
    with closing(sqlite3.connect(file)) as floor:
        for _ in range(DIGESTS):
            begun = time.perf_counter()
            await digest(db)
            between = time.perf_counter()
            for each in said:
                floor.execute(*each).fetchall()
            ours.append(between - begun)
            bare.append(time.perf_counter() - between)
    await db.close()
    return ours, bare, len(messages)


def weekly(file: Path) -> None:
    """The digest beside the bare SQL it needs."""
    ours, bare, messages = asyncio.run(timed_digests(file))
    print(f"a digest of {messages} messages: {median(ours) * 1e3:.1f} ms, its SQL alone {median(bare) * 1e3:.1f} ms")
    figures.ratio("digest_time", median(ours) / median(bare), "<= 2")


async def one_fact(files: tuple[Path, Path]) -> tuple[list[float], list[float]]:
    """A new fact among few customers and among many, in turns."""
    few, many = (Side(Database.open(f"sqlite:///{file}")) for file in files)
    took: tuple[list[float], list[float]] = ([], [])
    for side in (few, many):
        await side.recompute()
    for _ in range(NEW_FACTS):
        for place, side in enumerate((few, many)):
            took[place].append(await side.one_fact())
    for side in (few, many):
        await side.db.close()
    return took


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--customers", type=int, default=CUSTOMERS, help=f"default {CUSTOMERS:,}; {FULL:,} is all of it"
    )
    parser.add_argument("--rounds", type=int, default=3, help="recomputings of each side (default 3)")
    parser.add_argument("--only", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.only:
        only(asked.only)
        return 0
    print(f"{asked.customers:,} customers, {asked.customers * FACTS:,} facts; {figures.machine()}", flush=True)
    for size in {FEW, asked.customers // 10, asked.customers}:
        made(size)
    with tempfile.TemporaryDirectory(prefix="holdfast-bench-") as name:
        folder = Path(name)
        recompute(folder, asked.customers, asked.rounds)
        weekly(folder / f"{asked.customers}.db")
        few, many = asyncio.run(one_fact((copied(FEW, folder), folder / f"{asked.customers}.db")))
    memory(asked.customers)
    print(
        f"one new fact: {median(few) * 1e3:.1f} ms among {FEW}, {median(many) * 1e3:.1f} ms among {asked.customers:,}"
    )
    figures.ratio("health_one_fact", median(many) / median(few), "<= 2")
    return 0


if __name__ == "__main__":
    sys.exit(main())
