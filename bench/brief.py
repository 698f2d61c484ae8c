"""What a brief of a customer with three years of facts costs, beside the bare SQL it needs.

Run it with `python -m bench.brief`. Ours asks for everything, reads it, finds the patterns and the questions, and makes
the message. The floor asks the same database for the rows and columns that a brief is made of, in a read transaction of
the same process, in turns, and makes nothing of them. Exits 1 when a brief does not hold what it should.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Final

from sqlalchemy import TextClause, text

from bench import figures
from bench.brief_world import INCIDENTS, MONTHS, NOW, SURVEYS, TEAMS, TICKETS, TODAY, TOUCHES, WS, fill
from reviews.account_facts import QUARTER
from reviews.brief import make_brief
from reviews.decision import Message
from reviews.messages.brief import brief_message
from storage import accounts, briefs, migrations
from storage.database import Database

WARM = 5
_MINE: Final = "workspace_id = :ws AND account_id = :account"
_STANDS: Final = (
    "withdrawn_at IS NULL AND (import_id IS NULL OR import_id IN"
    " (SELECT id FROM imports WHERE workspace_id = :ws AND state = 'done'))"
)
_FROM: Final = "id, source, source_id, as_of, link"
_REVIEW: Final = (
    "(SELECT id FROM reviews WHERE workspace_id = :ws AND account_id = :account AND state = 'closed'"
    " ORDER BY ended_at DESC LIMIT 1)"
)
_ACTION: Final = "id, what, owner, due, first_due, state, moves, review_id, ended_at"
BARE: Final[tuple[TextClause, ...]] = tuple(
    map(
        text,
        (
            "SELECT name, owner, time_zone, next_review_on, renewal_on FROM accounts"
            " WHERE workspace_id = :ws AND id = :account",
            f"SELECT id, quarter, ended_at FROM reviews WHERE workspace_id = :ws AND id = {_REVIEW}",
            "SELECT question, colour, evidence FROM checklist_marks"
            f" WHERE workspace_id = :ws AND review_id = {_REVIEW}",
            f"SELECT {_ACTION} FROM actions WHERE workspace_id = :ws AND review_id = {_REVIEW}",
            f"SELECT {_ACTION} FROM actions WHERE {_MINE} AND state IN ('open', 'blocked', 'waiting')",
            "SELECT id, what, owner, update_on, severity, reason, logged_at FROM gaps"
            f" WHERE {_MINE} AND state = 'open'",
            f"SELECT id, what, measure, baseline, target, due FROM goals WHERE {_MINE} AND state = 'open'",
            "SELECT user_id, real_name, handle, time_zone FROM people WHERE workspace_id = :ws AND user_id = 'U1'",
            f"SELECT {_FROM}, what, started_at, workflow, acknowledged_at, fixed_at, felt_by, day_only"
            f" FROM incidents WHERE {_MINE} AND started_at >= :since AND {_STANDS} ORDER BY started_at DESC",
            f"SELECT {_FROM}, ends_on, seats, active_30, active_90, features, calls, key_actions FROM usage_snapshots"
            f" WHERE {_MINE} AND team = '' AND ends_on >= :long_ago AND {_STANDS} ORDER BY ends_on DESC",
            f"SELECT {_FROM}, ends_on, team, seats, active_30 FROM usage_snapshots"
            f" WHERE {_MINE} AND team <> '' AND ends_on >= :since_day AND {_STANDS} ORDER BY ends_on DESC",
            f"SELECT {_FROM}, subject, opened_at, kind, workflow, solved_at, reopened, requester FROM tickets"
            f" WHERE {_MINE} AND opened_at >= :since AND {_STANDS} ORDER BY opened_at DESC",
            f"SELECT {_FROM}, subject, opened_at, kind, workflow, reopened, requester FROM tickets"
            f" WHERE {_MINE} AND solved_at IS NULL AND opened_at < :since AND {_STANDS}",
            f"SELECT {_FROM}, at, person, contact_id, level, kind, direction, took_part, about FROM touches"
            f" WHERE {_MINE} AND at >= :since AND {_STANDS} ORDER BY at DESC",
            f"SELECT {_FROM}, at, survey, score, best, person, level, words FROM survey_answers"
            f" WHERE {_MINE} AND at >= :year AND {_STANDS} ORDER BY at DESC",
            f"SELECT {_FROM}, starts_on, renews_on, value, currency FROM contract_facts"
            f" WHERE {_MINE} AND {_STANDS} ORDER BY as_of DESC LIMIT 1",
            "SELECT id, name, level, champion, sponsor, heard_on, left_on FROM contacts WHERE workspace_id = :ws"
            " AND account_id = :account",
            "SELECT kind, source, covers_until FROM source_reads WHERE workspace_id = :ws"
            " AND account_id IN (0, :account)",
        ),
    )
)
_GIVEN: Final = {
    "ws": WS,
    "account": 1,
    "since": f"{TODAY - 2 * QUARTER} 00:00:00.000000",
    "since_day": str(TODAY - 2 * QUARTER),
    "long_ago": f"{TODAY.replace(year=TODAY.year - 2, month=8)}",
    "year": f"{TODAY.replace(year=TODAY.year - 1)} 00:00:00.000000",
}


async def ours(db: Database) -> Message:
    """The whole way from the number of a customer to the message."""
    async with db.read() as tx:
        account = await accounts.by_id(tx, WS, 1)
        if account is None:
            raise SystemExit("the customer is not there")
        material = await briefs.load(tx, account, now=NOW, default_zone="UTC")
    return brief_message(make_brief(material))


async def floor(db: Database) -> int:
    """Only the rows; how many."""
    async with db.read() as tx:
        return sum([len((await tx.execute(each, _used(each))).all()) for each in BARE])


def _used(statement: TextClause) -> dict[str, object]:
    return {name: value for name, value in _GIVEN.items() if f":{name}" in statement.text}


async def measure(url: str, rounds: int) -> tuple[list[float], list[float], Message, int]:
    """Seconds of both sides, in turns; the brief, and how many rows the floor read."""
    db = Database.open(url)
    await fill(db)
    mine, bare, brief, rows = list[float](), list[float](), Message(), 0
    for _ in range(WARM + rounds):
        begun = time.perf_counter()
        brief = await ours(db)
        between = time.perf_counter()
        rows = await floor(db)
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
