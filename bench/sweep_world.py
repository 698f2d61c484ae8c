"""Many actions in one SQLite file, some of them due this morning, written in bulk as the tables hold them."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
"""Nine in Berlin on a Tuesday: everybody's morning."""
DUE_ON = date(2026, 11, 24)
PEOPLE, CUSTOMERS, A_PERSON = 5_000, 2_000, 5
_LOGGED = "2026-10-01 08:00:00.000000"
_MORNING = "2026-11-24 08:00:00.000000"


def fill(file: Path, actions: int, due: int) -> None:
    """`due` actions whose moment is now, five a person; the others' comes weeks later."""
    with closing(sqlite3.connect(file)) as db, db:
        db.executemany(
            "INSERT INTO people (workspace_id, user_id, handle, handle_key, real_name, real_name_key, first_name_key,"
            " time_zone, is_bot, deactivated, is_admin) VALUES ('T1', ?, ?, ?, ?, ?, ?, 'Europe/Berlin', 0, 0, 0)",
            ((f"U{n}", f"p{n}", f"p{n}", f"Person {n}", f"person {n}", "person") for n in range(PEOPLE)),
        )
        db.executemany(
            "INSERT INTO accounts (workspace_id, id, name, name_key, owner, channel, rhythm_months)"
            " VALUES ('T1', ?, ?, ?, ?, ?, 3)",
            ((n, f"Customer {n}", f"customer {n}", f"U{n % PEOPLE}", f"C{n}") for n in range(1, CUSTOMERS + 1)),
        )
        db.executemany(_INSERT, (_action(number, number <= due) for number in range(1, actions + 1)))
        db.execute("ANALYZE")


_INSERT = (
    "INSERT INTO actions (workspace_id, id, account_id, what, owner, due, first_due, state, logged_by, logged_at,"
    " insisted, moves, touched_at, look_at) VALUES ('T1', ?, ?, ?, ?, ?, ?, 'open', 'U1', ?, 0, 0, ?, ?)"
)


def _action(number: int, is_due: bool) -> tuple[object, ...]:
    day = DUE_ON if is_due else DUE_ON + timedelta(days=30 + number % 60)
    owner = f"U{number // A_PERSON}" if is_due else f"U{number % PEOPLE}"
    look_at = _MORNING if is_due else f"{day - timedelta(days=4)} 08:00:00.000000"
    what = f"Send customer {number % CUSTOMERS + 1} the revised plan for their month-end export"
    return number, number % CUSTOMERS + 1, what, owner, str(day), str(day), _LOGGED, _LOGGED, look_at


def rewind(file: Path) -> None:
    """As it was before the sweep."""
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("UPDATE actions SET look_at = ? WHERE due = ?", (_MORNING, str(DUE_ON)))
        for table in ("asks", "nudges", "outbox", "numbers"):
            db.execute(f"DELETE FROM {table}")


def resident() -> float:
    """Memory in RAM, in MiB, as Linux tells it."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
