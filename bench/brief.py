"""What a brief of a customer with three years of facts costs, beside the bare SQL it needs.

Run it with `python -m bench.brief`. Ours asks for everything, reads it, finds the patterns and the questions, and makes
the message. The floor runs the very statements that ours runs, as bare SQL in a read transaction of the same process,
in turns with it, and makes nothing of the rows. Exits 1 when a brief does not hold what it should.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Engine, event

from bench import figures
from bench.brief_world import INCIDENTS, MONTHS, NOW, SURVEYS, TEAMS, TICKETS, TOUCHES, WS, fill
from reviews.brief import make_brief
from reviews.decision import Message
from reviews.messages.brief import brief_message
from storage import accounts, briefs, migrations
from storage.database import Database

WARM = 5
Asked = list[tuple[str, Any]]


async def ours(db: Database) -> Message:
    """The whole way from the number of a customer to the message."""
    async with db.read() as tx:
        account = await accounts.by_id(tx, WS, 1)
        if account is None:
            raise SystemExit("the customer is not there")
        material = await briefs.load(tx, account, now=NOW, default_zone="UTC")
    return brief_message(make_brief(material))


async def statements(db: Database) -> Asked:
    """What ours asks the database, in its order."""
    asked: Asked = []

    def listen(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", listen)
    await ours(db)
    event.remove(Engine, "before_cursor_execute", listen)
    return asked


async def floor(db: Database, asked: Asked) -> int:
    """Only the rows; how many."""
    async with db.read() as tx:
        return sum([len((await tx.exec_driver_sql(*each)).all()) for each in asked])


async def measure(url: str, rounds: int) -> tuple[list[float], list[float], Message, int]:
    """Seconds of both sides, in turns; the brief, and how many rows the floor read."""
    db = Database.open(url)
    await fill(db)
    asked = await statements(db)
    mine, bare, brief, rows = list[float](), list[float](), Message(), 0
    for number in range(WARM + rounds):
        if number == WARM:
            gc.collect()
            gc.freeze()
        begun = time.perf_counter()
        brief = await ours(db)
        between = time.perf_counter()
        rows = await floor(db, asked)
        mine.append(between - begun)
        bare.append(time.perf_counter() - between)
    await db.close()
    return mine[WARM:], bare[WARM:], brief, rows


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=60, help="briefs of each side (default 60)")
    asked = parser.parse_args()
    facts = f"{INCIDENTS} incidents, {TEAMS} teams x {MONTHS} months, {TICKETS} tickets, {TOUCHES} touches"
    print(f"three years: {facts}, {SURVEYS} answers; {figures.machine()}")
    with tempfile.TemporaryDirectory(prefix="holdfast-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'brief.db'}"
        migrations.upgrade(url)
        mine, bare, brief, rows = asyncio.run(measure(url, asked.rounds))
    print(f"holdfast  p50 {median(mine) * 1000:6.1f} ms   p99 {figures.percentile(mine, 99) * 1000:6.1f} ms")
    print(
        f"query     p50 {median(bare) * 1000:6.1f} ms   p99 {figures.percentile(bare, 99) * 1000:6.1f} ms, {rows} rows"
    )
    figures.ratio("brief", median(mine) / median(bare), "<= 2")
    if "of 12 promised" not in str(brief) and "12 promised" not in str(brief):
        print("the brief does not tell of what was promised")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
