"""Tickets over two years: counted by quarters, with the subjects in turn, or told one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import cycle, islice
from random import Random

from bot.sample.days import QUARTER_DAYS, Days, at, in_hours
from bot.sample.story import Asked, Known
from reviews.facts import TicketKind

Subject = tuple[str, TicketKind, str | None]
"""What a ticket says, what it asks for and which of their workflows it is about."""


def tickets(
    days: Days, name: str, subjects: Sequence[Subject], counts: Sequence[int], who: Sequence[Known], newest: int = 0
) -> tuple[Asked, ...]:
    """So many solved tickets in each thirteen weeks, the oldest first; `newest` is the last quarter's number, 0 now."""
    random = Random(f"{name} tickets")  # noqa: S311 - believable, not secret
    turn = cycle(subjects)
    found: list[Asked] = []
    for place, count in enumerate(counts):
        since = (len(counts) - 1 - place + newest) * QUARTER_DAYS
        offsets = sorted((random.randint(6, QUARTER_DAYS - 4) for _ in range(count)), reverse=True)
        for offset, subject in zip(offsets, islice(turn, count), strict=True):
            day = days.ago(since + offset)
            there = [each for each in who if each.is_there(day)]
            found.append(_solved(day, subject, random.choice(there).name, random))
    return tuple(found)


def ticket(
    day: date,
    subject: Subject,
    who: str,
    *,
    reply_hours: float = 3.2,
    solved_days: float | None = None,
    reopened: int = 0,
) -> Asked:
    """One ticket; without `solved_days` it is open."""
    opened = at(day, 7 + day.day % 5, 12 + day.day)
    reply = in_hours(opened + timedelta(hours=reply_hours))
    solved = None if solved_days is None else max(reply, in_hours(opened + timedelta(days=solved_days)))
    what, kind, workflow = subject
    return Asked(what, kind, workflow, who, opened, reply, solved, reopened)


def _solved(day: date, subject: Subject, who: str, random: Random) -> Asked:
    opened = at(day, random.randint(7, 14), random.randint(0, 59))
    reply = opened + timedelta(minutes=random.randint(18, 420))
    solved = in_hours(reply + timedelta(minutes=random.randint(25, 2600)))
    what, kind, workflow = subject
    return Asked(what, kind, workflow, who, opened, reply, solved, int(random.random() < 0.05))
