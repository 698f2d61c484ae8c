"""One APScheduler job a reminder, kept in its SQLAlchemy job store: `python -m bench.sweep_jobs FILE SIZE DUE`.

Each reminder that fires writes its message into an outbox table and commits, as a reminder must before it is gone.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import pickle
import sqlite3
import sys
import time
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

FIRED: list[int] = []
OUTBOX: list[Any] = []
WANTED: list[int] = []
ALL_FIRED = asyncio.Event()
TOO_LONG = 300.0


async def remind(number: int, what: str) -> None:
    """Write down what is to be said."""
    with OUTBOX[0]:
        OUTBOX[0].execute("INSERT INTO said (number, message) VALUES (?, ?)", (number, json.dumps({"text": what})))
    FIRED.append(number)
    if len(FIRED) == WANTED[0]:
        ALL_FIRED.set()


def fill(file: Path, size: int, due: int, soon: datetime) -> None:
    """The store's own rows, each holding the pickled job; written in bulk, which favours this side."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    far = datetime(2027, 6, 1, tzinfo=UTC)
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("CREATE TABLE apscheduler_jobs (id VARCHAR(191) PRIMARY KEY, next_run_time FLOAT, job_state BLOB)")
        db.execute("CREATE INDEX ix_apscheduler_jobs_next_run_time ON apscheduler_jobs (next_run_time)")
        db.execute("CREATE TABLE said (number INTEGER, message TEXT)")
        db.executemany("INSERT INTO apscheduler_jobs VALUES (?, ?, ?)", _rows(scheduler, size, due, soon, far))


def _rows(scheduler: Any, size: int, due: int, soon: datetime, far: datetime) -> Any:
    for number in range(size):
        at, name = soon if number < due else far + timedelta(minutes=number), f"job{number}"
        job = Job(scheduler, id=name)
        job._modify(
            func="bench.sweep_jobs:remind",
            trigger=DateTrigger(at),
            args=(number, f"Reminder {number}"),
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
    soon = datetime.now(UTC) + timedelta(seconds=size / 4000 + 8)
    fill(file, size, due, soon)
    WANTED.append(due)
    OUTBOX.append(sqlite3.connect(file, timeout=30, isolation_level="IMMEDIATE"))
    before = resident()
    begun = time.perf_counter()
    store = SQLAlchemyJobStore(url=f"sqlite:///{file}")
    scheduler = AsyncIOScheduler(jobstores={"default": store}, executors={"default": AsyncIOExecutor()}, timezone="UTC")
    scheduler.start()
    # Its first look at the store is due in the loop's next turn.
    await asyncio.sleep(0.001)
    started = time.perf_counter() - begun
    await asyncio.sleep(max(0.0, (soon - datetime.now(UTC)).total_seconds()))
    begun = time.perf_counter()
    async with asyncio.timeout(TOO_LONG):
        await ALL_FIRED.wait()
    took = time.perf_counter() - begun
    print(json.dumps({"start": started, "tick": took, "memory": resident() - before}))
    scheduler.shutdown(wait=False)


if __name__ == "__main__":
    # The store finds the reminder by this module's name, which is not the one it runs under.
    here = importlib.import_module("bench.sweep_jobs")
    asyncio.run(here.main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
