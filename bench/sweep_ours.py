"""Our side of the comparison with scheduler jobs, in a process of its own: `python -m bench.sweep_ours FILE`."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from bench.sweep_world import NOW, fill, resident
from jobs.engine import Ticks
from jobs.following import Following, plan_all
from jobs.nudging import nudge_all
from storage import migrations
from storage.database import Database


async def main(file: Path) -> None:
    await _warm_up()
    before = resident()
    begun = time.perf_counter()
    db, ticks, moment = Database.open(f"sqlite:///{file}"), Ticks(), [NOW - timedelta(hours=1)]
    following = Following(db, lambda: moment[0], "Europe/Berlin", "/review")
    ticks.every_minute("planning", lambda: plan_all(following))
    ticks.start()
    await plan_all(following)
    started = time.perf_counter() - begun
    moment[0] = NOW
    begun = time.perf_counter()
    await plan_all(following)
    await nudge_all(following)
    took = time.perf_counter() - begun
    print(json.dumps({"start": started, "open": started, "tick": took, "memory": resident() - before}))
    ticks.stop()
    await db.close()


async def _warm_up() -> None:
    """A few reminders elsewhere, so that what is loaded at first use is not counted as theirs."""
    with tempfile.TemporaryDirectory(prefix="holdfast-bench-") as folder:
        file = Path(folder) / "warm.db"
        migrations.upgrade(f"sqlite:///{file}")
        fill(file, 10, 5)
        db = Database.open(f"sqlite:///{file}")
        following = Following(db, lambda: NOW, "Europe/Berlin", "/review")
        await plan_all(following)
        await nudge_all(following)
        await db.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
