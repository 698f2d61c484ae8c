"""`python -m bot outbox`: what waits to be said, what failed and why; and trying a row again, or dropping it."""

from __future__ import annotations

import argparse
import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox_table import counts_line, details, heading, table
from storage import outbox_desk
from storage.database import Database
from storage.errors import StorageError, first_line
from storage.outbox_desk import DROPPED, RETRIED
from storage.urls import is_sqlite, read_url
from storage.values import OutboxState

WAITING = (OutboxState.QUEUED,)
VIEWS: dict[str, tuple[OutboxState, ...]] = {
    "waiting": (OutboxState.QUEUED, OutboxState.SENDING),
    "failed": (OutboxState.FAILED,),
    "all": tuple(OutboxState),
}
USUAL = (WAITING, (OutboxState.SENDING,), (OutboxState.FAILED,))


class WrongRowError(Exception):
    """A row that does not exist, or that is not in a state for what was asked. The text says so."""


def outbox(database_url: str, asked: argparse.Namespace) -> int:
    """Do what was asked; the exit code: 1 where it could not be done, and then nothing was changed."""
    parts = read_url(database_url)
    if is_sqlite(parts) and not Path(str(parts.database)).exists():
        return _problem(f"DATABASE_URL: there is no database at {parts.database}.")
    try:
        return asyncio.run(_with_database(database_url, asked))
    except WrongRowError as wrong:
        return _problem(str(wrong))
    except (StorageError, SQLAlchemyError, OSError) as failure:
        return _problem(f"DATABASE_URL: the database cannot be used: {first_line(failure)}")


async def _with_database(url: str, asked: argparse.Namespace) -> int:
    db = Database.open(url)
    try:
        if not await db.is_up_to_date():
            return _problem("The database's tables are not those of this version; run `python -m bot migrate` first.")
        if asked.what == "list":
            await _list(db, asked.view, asked.limit)
        elif asked.what == "show":
            await _show(db, asked.ids[0])
        else:
            await _change(db, asked.what, list(dict.fromkeys(asked.ids)), asked.why)
    finally:
        await db.close()
    return 0


async def _list(db: Database, view: str | None, limit: int) -> None:
    now = datetime.now(UTC)
    async with db.read() as tx:
        counted = await outbox_desk.counts(tx)
        groups = [VIEWS[view]] if view else USUAL
        newest = view == "all"
        found = [(each, await outbox_desk.of_states(tx, each, limit, newest_first=newest)) for each in groups]
    _say(counts_line(counted))
    for states, lines in found:
        if lines:
            total = sum(counted.get(state, 0) for state in states)
            _say(f"\n{heading(view, states)}{f', the first {len(lines)} of {total}' if total > len(lines) else ''}:")
            _say(table(lines, now))


async def _show(db: Database, row_id: int) -> None:
    async with db.read() as tx:
        line = await outbox_desk.by_id(tx, row_id)
    if line is None:
        raise WrongRowError(f"There is no row {row_id} in the outbox.")
    _say(details(line))


async def _change(db: Database, word: str, row_ids: list[int], why: str) -> None:
    """All of them or none."""
    now = datetime.now(UTC)
    done = "retried" if word == "retry" else "dropped"
    said = f"{now:%Y-%m-%d %H:%M} UTC {done}: {why}"
    async with db.write() as tx:
        for row_id in row_ids:
            changed = (
                outbox_desk.retry(tx, row_id, said, now) if word == "retry" else outbox_desk.drop(tx, row_id, said)
            )
            if not await changed:
                raise WrongRowError(await _why_not(tx, row_id, word))
    _say(f"{'Queued again' if word == 'retry' else 'Dropped'}: {', '.join(map(str, row_ids))}.")


async def _why_not(tx: AsyncConnection, row_id: int, word: str) -> str:
    line = await outbox_desk.by_id(tx, row_id)
    if line is None:
        return f"There is no row {row_id} in the outbox. Nothing was changed."
    if word == "retry" and line.operation == "nudge" and line.state == "obsolete":
        return (
            f"Row {row_id} is a nudge that was taken back: what it asked comes with the next one. Nothing was changed."
        )
    allowed = " or ".join(RETRIED if word == "retry" else DROPPED)
    wanted = "tried again" if word == "retry" else "dropped"
    return f"Row {row_id} is {line.state}; only what is {allowed} can be {wanted}. Nothing was changed."


def _say(text: str) -> None:
    print(text)  # noqa: T201 - said to the person at the terminal


def _problem(text: str) -> int:
    print(text, file=sys.stderr)  # noqa: T201 - said to the person at the terminal
    return 1
