"""Files of tickets to take in, and databases to take them into."""

from __future__ import annotations

import csv
import random
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage import migrations

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
CUSTOMERS = 500
HEADER = (
    *("Ticket ID", "Subject", "Organization", "Requester", "Type"),
    *("Created at", "Solved at", "Updated at", "Reopens", "Ticket URL"),
)
_SAID = "export invoice login report role import slow totals sync page filter user price site file cost"
_TYPES = ("question", "problem", "task", "incident")


def write_tickets(path: Path, rows: int) -> None:
    """A file as a help desk exports it."""
    dice = random.Random(7)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(1, rows + 1):
            writer.writerow(_ticket(dice, number))


def _ticket(dice: random.Random, number: int) -> list[object]:
    opened = NOW - timedelta(minutes=dice.randrange(5, 1_000_000))
    solved = opened + timedelta(minutes=dice.randrange(5, 9_000))
    solved = min(solved, NOW - timedelta(minutes=1))
    subject = " ".join(dice.choices(_SAID.split(), k=5)).capitalize()
    who = f"Person {dice.randrange(400)}"
    where = f"Customer {dice.randrange(1, CUSTOMERS + 1)}"
    times = [f"{at:%Y-%m-%d %H:%M:%S}" for at in (opened, solved, solved)]
    link = f"https://desk.example/tickets/{number}"
    return [number, subject, where, who, dice.choice(_TYPES), *times, dice.randrange(2), link]


def fresh(path: Path) -> str:
    """A database with the customers and nothing else; its address."""
    migrations.upgrade(f"sqlite:///{path}")
    rows = [(number, f"Customer {number}", f"customer {number}") for number in range(1, CUSTOMERS + 1)]
    with closing(sqlite3.connect(path)) as db, db:
        db.executemany(
            "INSERT INTO accounts (workspace_id, id, name, name_key, rhythm_months, is_private)"
            " VALUES ('T1', ?, ?, ?, 3, 0)",
            rows,
        )
    return f"sqlite:///{path}"
