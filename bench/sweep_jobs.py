"""One APScheduler job a reminder, kept in its SQLAlchemy job store: `python -m bench.sweep_jobs FILE SIZE DUE`.

A reminder that fires does what a reminder must: looks whether its action is still open, writes its message down, and
schedules the next step of the ladder. The store has no way to add many jobs at once, so the start of an empty store is
measured on a part of them and scaled to all; the rest is written in bulk.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import pickle
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.job import Job
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger

from bench.sweep_world import resident

FAR = datetime(2027, 6, 1, tzinfo=UTC)
SCHEDULED = 1_000
"""Jobs that are added one by one, to tell what all of them take."""
TOO_LONG = 300.0
FIRED: list[int] = []
SHARED: dict[str, Any] = {}
ALL_FIRED = asyncio.Event()


async def remind(number: int) -> None:
    """One reminder: still open? Then say it, and come back at the next step."""
    db = SHARED["db"]
    row = db.execute(
        "SELECT what, owner, due FROM actions WHERE workspace_id = 'T1' AND id = ?", (number + 1,)
    ).fetchone()
    text = f"{row[0]} (A-{number + 1}): due {row[2]}"
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": text}}]
    with db:
        db.execute("INSERT INTO said VALUES (?, ?, ?)", (number, row[1], json.dumps({"text": text, "blocks": blocks})))
    SHARED["scheduler"].add_job(remind, DateTrigger(FAR), args=[number], id=f"next{number}", misfire_grace_time=None)
    FIRED.append(number)
    if len(FIRED) == SHARED["due"]:
        ALL_FIRED.set()


def fill(file: Path, size: int, due: int, soon: datetime) -> None:
    """The store's own rows, each holding the pickled job."""
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("CREATE TABLE apscheduler_jobs (id VARCHAR(191) PRIMARY KEY, next_run_time FLOAT, job_state BLOB)")
        db.execute("CREATE INDEX ix_apscheduler_jobs_next_run_time ON apscheduler_jobs (next_run_time)")
        db.execute("CREATE TABLE said (number INTEGER, person TEXT, message TEXT)")
        db.executemany("INSERT INTO apscheduler_jobs VALUES (?, ?, ?)", _rows(size, due, soon))


def _rows(size: int, due: int, soon: datetime) -> Iterator[tuple[str, float, bytes]]:
    scheduler = AsyncIOScheduler(timezone="UTC")
    for number in range(size):
        at, name = soon if number < due else FAR + timedelta(minutes=number), f"job{number}"
        job = Job(scheduler, id=name)
        job._modify(
            func="bench.sweep_jobs:remind",
            trigger=DateTrigger(at),
            args=(number,),
            kwargs={},
            name=name,
            executor="default",
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
            next_run_time=at,
        )
        yield name, at.timestamp(), pickle.dumps(job.__getstate__(), pickle.HIGHEST_PROTOCOL)


async def main(file: Path, size: int, due: int) -> None:
    soon = datetime.now(UTC) + timedelta(seconds=size / 4000 + 25)
    fill(file, size, due, soon)
    SHARED.update(db=sqlite3.connect(file, timeout=30, isolation_level="IMMEDIATE"), due=due)
    before = resident()
    begun = time.perf_counter()
    store = SQLAlchemyJobStore(url=f"sqlite:///{file}")
    scheduler = AsyncIOScheduler(jobstores={"default": store}, executors={"default": AsyncIOExecutor()}, timezone="UTC")
    SHARED["scheduler"] = scheduler
    scheduler.start()
    opened = time.perf_counter() - begun
    for number in range(SCHEDULED):
        scheduler.add_job(remind, DateTrigger(FAR), args=[number], id=f"new{number}", misfire_grace_time=None)
    started = opened + (time.perf_counter() - begun - opened) * size / SCHEDULED
    await asyncio.sleep(max(0.0, (soon - datetime.now(UTC)).total_seconds()))
    begun = time.perf_counter()
    async with asyncio.timeout(TOO_LONG):
        await ALL_FIRED.wait()
    took = time.perf_counter() - begun
    print(json.dumps({"start": started, "open": opened, "tick": took, "memory": resident() - before}))
    scheduler.shutdown(wait=False)


if __name__ == "__main__":
    # The store finds the reminder by this module's name, which is not the one it runs under.
    here = importlib.import_module("bench.sweep_jobs")
    asyncio.run(here.main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
