"""What a menu that asks while somebody types costs among 20,000 customers, beside the bare SQL query for the letters.

Run it with `python -m bench.search`. Ours knows who asks, leaves out what they may not see, puts names that begin with
the letters before words that do and words before the rest, and makes Slack's entries. The floor is one bare SQL query
for names that begin so, in a read transaction of the same database; what the driver alone takes for it is printed too.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing
from pathlib import Path
from statistics import median

import aiosqlite
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import text

from bench import figures
from bench.sweep_world import NOW
from handlers.desk import Desk, Request
from handlers.finding import MOST_OFFERED, offered_accounts
from storage import migrations
from storage.database import Database

CUSTOMERS, PRIVATE_EVERY, WARM = 20_000, 50, 100
_FIRST = "blue north kestrel harbor silver green iron amber crown delta echo fern granite hazel ivory jade lunar maple"
_SECOND = "fern wind logistics foods systems labs works group retail health energy media bank air motors steel paper"
_BARE = "SELECT id, name FROM accounts WHERE workspace_id = 'T1' AND name_key >= {} AND name_key < {} ORDER BY name_key"
_BY_PLACE = f"{_BARE.format('?', '?')} LIMIT {MOST_OFFERED}"
_PREPARED = text(f"{_BARE.format(':first', ':last')} LIMIT {MOST_OFFERED}")
Search = Callable[[str], Awaitable[int]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, default=60, help="how many names are looked for (default 60)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each (default 3)")
    asked = parser.parse_args()
    print(f"{CUSTOMERS} customers; {figures.machine()}")
    with tempfile.TemporaryDirectory(prefix="holdfast-bench-") as folder:
        file = Path(folder) / "search.db"
        migrations.upgrade(f"sqlite:///{file}")
        names = fill(file)[:: CUSTOMERS // asked.names]
        asyncio.run(_measure(file, names, asked.rounds))
    return 0


def fill(file: Path) -> list[str]:
    """The customers, one in fifty private, and the one person who asks; the names that anybody may see."""
    dice = random.Random(4)
    first, second = _FIRST.split(), _SECOND.split()
    names = [f"{dice.choice(first)} {dice.choice(second)} {number}" for number in range(1, CUSTOMERS + 1)]
    rows = [(n, name.title(), name, f"U{n % 99}", n % PRIVATE_EVERY == 0) for n, name in enumerate(names, 1)]
    with closing(sqlite3.connect(file)) as db, db:
        db.execute(
            "INSERT INTO people (workspace_id, user_id, handle, handle_key, real_name, real_name_key, first_name_key,"
            " team_id, is_bot, deactivated, is_admin, is_guest, read_at) VALUES"
            " ('T1', 'U1', 'nina', 'nina', 'Nina', 'nina', 'nina', 'T1', 0, 0, 0, 0, ?)",
            (f"{NOW:%Y-%m-%d %H:%M:%S}.000000",),
        )
        db.executemany(
            "INSERT INTO accounts (workspace_id, id, name, name_key, owner, rhythm_months, is_private)"
            " VALUES ('T1', ?, ?, ?, ?, 3, ?)",
            rows,
        )
        db.execute("ANALYZE")
    return [key for _, _, key, _, hidden in rows if not hidden]


def typed_for(name: str) -> list[str]:
    """What is typed to find a name: its first letters one by one, and those of its second word."""
    second = name.split()[1]
    return [*(name[:end] for end in range(1, 9)), *(second[:end] for end in range(1, 5))]


async def _measure(file: Path, names: list[str], rounds: int) -> None:
    letters = [each for name in names for each in typed_for(name)] * rounds
    db = Database.open(f"sqlite:///{file}")
    desk = Desk(db, lambda: NOW, lambda: "t", "/review", "Europe/Berlin")
    async with aiosqlite.connect(file) as driver:

        async def ours(typed: str) -> int:
            request = Request("T1", "U1", NOW, AsyncWebClient(), "k", text=typed, team="T1")
            return len(await offered_accounts(desk, request))

        async def floor(typed: str) -> int:
            async with db.read() as tx:
                found = await tx.execute(_PREPARED, {"first": typed, "last": f"{typed}\U0010ffff"})
                return len(found.all())

        async def bare(typed: str) -> int:
            return len(list(await driver.execute_fetchall(_BY_PLACE, (typed, f"{typed}\U0010ffff"))))

        times = await _in_turns({"holdfast": ours, "query": floor, "driver": bare}, letters)
    await db.close()
    _print(times)


async def _in_turns(sides: Mapping[str, Search], letters: list[str]) -> dict[str, list[float]]:
    """Seconds for each of the searches, by side; what warms up is not counted."""
    times: dict[str, list[float]] = {name: [] for name in sides}
    for place, typed in enumerate([*letters[:WARM], *letters]):
        for name, search in sides.items():
            begun = time.perf_counter()
            found = await search(typed)
            if place >= WARM:
                times[name].append(time.perf_counter() - begun)
            # The floor does not know words inside names, so it may find nothing.
            if name == "holdfast" and not found:
                raise SystemExit(f"nothing was found for {typed!r}")
    return times


def _print(times: Mapping[str, list[float]]) -> None:
    for name, each in times.items():
        middle, slow = median(each) * 1000, figures.percentile(each, 99) * 1000
        print(f"{name:9} {middle:6.2f} ms for the letters typed so far, slowest of a hundred {slow:6.2f} ms")
    figures.ratio("account_search", median(times["holdfast"]) / median(times["query"]), "<= 3")


if __name__ == "__main__":
    sys.exit(main())
