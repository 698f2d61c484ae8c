"""Our side of the comparison with scheduler jobs, in a process of its own: `python -m bench.sweep_ours FILE`."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from datetime import timedelta
from pathlib import Path

from bench.sweep_world import NOW, resident
from jobs.engine import Ticks
from jobs.following import Following, plan_all
from jobs.nudging import nudge_all
from storage.database import Database


async def main(file: Path) -> None:
    warm = Database.open(f"sqlite:///{file}")
    async with warm.read():
        pass
    await warm.close()
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
    print(json.dumps({"start": started, "tick": took, "memory": resident() - before}))
    ticks.stop()
    await db.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
