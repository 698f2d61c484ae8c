"""What planning the morning's nudges costs: as many due among few actions and among many, and beside scheduler jobs.

Run it with `python -m bench.sweep`. Planning reads what is due, decides, and writes asks, nudges and outbox rows.
The jobs' side keeps one APScheduler job a reminder in its SQLAlchemy job store; each side runs in its own processes.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bench import figures
from bench.sweep_world import NOW, fill, rewind
from jobs.following import Following, plan_all
from jobs.nudging import nudge_all
from storage import migrations
from storage.database import Database

DUE = 1_000
FEW, MANY, REMINDERS = 10_000, 1_000_000, 100_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7, help="sweeps of each size (default 7)")
    parser.add_argument("--many", type=int, default=MANY, help="actions of the large table (default a million)")
    asked = parser.parse_args()
    print(f"{DUE} due; {figures.machine()}")
    with tempfile.TemporaryDirectory(prefix="holdfast-bench-") as folder:
        asyncio.run(_sizes(Path(folder), asked.rounds, asked.many))
        _beside_jobs(Path(folder))
    return 0


async def _sizes(folder: Path, rounds: int, many: int) -> None:
    """The same work among few and among many actions, in turns."""
    files = {size: folder / f"{size}.db" for size in (FEW, many)}
    for size, file in files.items():
        migrations.upgrade(f"sqlite:///{file}")
        fill(file, size, DUE)
    seconds: dict[int, list[float]] = {size: [] for size in files}
    for number in range(rounds + 1):
        for size, file in files.items():
            took = await one_sweep(file)
            rewind(file)
            if number:
                seconds[size].append(took)
    for size in files:
        print(f"{size:>9} actions: {median(seconds[size]) * 1000:7.1f} ms to plan {DUE}")
    figures.ratio("sweep_growth", median(seconds[many]) / median(seconds[FEW]), "<= 1.2")


async def one_sweep(file: Path) -> float:
    """Seconds to plan everything that is due and to put the nudges together."""
    db = Database.open(f"sqlite:///{file}")
    following = Following(db, lambda: NOW, "Europe/Berlin", "/review")
    async with db.write():
        begun = time.perf_counter()
    begun = time.perf_counter()
    planned = await plan_all(following)
    made = await nudge_all(following)
    took = time.perf_counter() - begun
    await db.close()
    if planned != DUE or not made:
        raise SystemExit(f"{planned} planned and {made} nudges made, not what was due")
    return took


def _beside_jobs(folder: Path) -> None:
    """Starting with 100,000 reminders nobody has scheduled yet, the round in which 1,000 fall due, and the memory."""
    ours, theirs = folder / "ours.db", folder / "jobs.db"
    for file in (ours, theirs):
        migrations.upgrade(f"sqlite:///{file}")
        fill(file, REMINDERS, DUE)
    found = {
        "jobs": _side("bench.sweep_jobs", theirs, REMINDERS, DUE),
        "holdfast": _side("bench.sweep_ours", ours, REMINDERS, DUE),
    }
    for name, side in found.items():
        print(
            f"{name:9} start {side['start'] * 1000:9.1f} ms (with all scheduled {side['open'] * 1000:.1f})   "
            f"round {side['tick'] * 1000:8.1f} ms   adds {side['memory']:6.1f} MiB"
        )
    for what, aim in (("start", ">= 20"), ("tick", ">= 20")):
        figures.ratio(f"sweep_jobs_{what}", found["jobs"][what] / found["holdfast"][what], aim)
    figures.ratio("sweep_jobs_memory", found["holdfast"]["memory"] / max(found["jobs"]["memory"], 0.1), "<= 0.2")


def _side(module: str, file: Path, size: int, due: int) -> dict[str, float]:
    answer = subprocess.run(
        [sys.executable, "-m", module, str(file), str(size), str(due)], check=True, capture_output=True, text=True
    )
    return dict(json.loads(answer.stdout.splitlines()[-1]))


if __name__ == "__main__":
    sys.exit(main())
