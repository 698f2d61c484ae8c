"""A made-up history in files: customers some of whom fade away before they leave, and others who do not."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from random import Random

LAST = date(2026, 9, 30)
WEEKS = 78


def write_world(folder: Path, customers: int, seed: int = 7) -> None:
    """As many customers, a quarter of whom leave; what fades before is their use and their talk. Always the same."""
    random = Random(seed)
    names = [f"Customer {number:03}" for number in range(customers)]
    leaving = {name: LAST - timedelta(days=random.randrange(0, 120)) for name in names[::4]}
    _write(folder / "accounts.csv", ("Account Name", "Seats", "Stage"), ((name, 40, "live") for name in names))
    _write(
        folder / "usage.csv",
        ("Account Name", "Period End", "Seats", "Active Users 30d", "Features Used"),
        (line for name in names for line in _usage(name, leaving.get(name), random)),
    )
    _write(
        folder / "touches.csv",
        ("Activity ID", "Company Name", "Contact Name", "Level", "Type", "Direction", "Date", "Subject"),
        (line for name in names for line in _touches(name, leaving.get(name), random)),
    )
    outcomes = [(name, "churned", left) for name, left in leaving.items()]
    outcomes += [(name, "renewed", LAST) for name in names if name not in leaving]
    _write(folder / "outcomes.csv", ("customer", "outcome", "date"), outcomes)


def _fading(week: int, left: date | None, day: date) -> float:
    """How much of what it was: it begins to fade some five months before somebody leaves."""
    del week
    return 1.0 if left is None else max(0.15, min(1.0, (left - day).days / 150))


def _usage(name: str, left: date | None, random: Random) -> Iterable[tuple[object, ...]]:
    for month in range(WEEKS // 4):
        day = LAST - timedelta(days=28 * (WEEKS // 4 - 1 - month))
        if left and day >= left:
            return
        share = _fading(month, left, day) * random.uniform(0.9, 1.1)
        yield name, day, 40, round(30 * share), max(1, round(12 * share))


def _touches(name: str, left: date | None, random: Random) -> Iterable[tuple[object, ...]]:
    people = (("Dana", "Executive"), ("Farid", "Manager"), ("Ines", "User"), ("Tom", "User"))
    for week in range(WEEKS):
        day = LAST - timedelta(days=7 * (WEEKS - 1 - week))
        if left and day >= left:
            return
        who, level = people[random.randrange(4)]
        if random.random() < 0.6 * _fading(week, left, day) ** 2:
            yield f"{name}-{week}", name, f"{who} {name}", level, "Call", "inbound", day, "rollout"


def _write(path: Path, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(list(header))
        writer.writerows(list(row) for row in rows)
