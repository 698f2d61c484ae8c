"""How long the bot takes to join Slack and what memory it needs then, beside a bare Bolt app.

Run it with `python -m bench.start`. Each start is a fresh process; the practice workspace runs in another one.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from bench import figures

HERE = Path(__file__).resolve().parent.parent
JOIN_SECONDS = 60.0
STOP_SECONDS = 20.0
TOKENS = {"SLACK_BOT_TOKEN": "xoxb-practice", "SLACK_APP_TOKEN": "xapp-practice"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7, help="starts of each side (default 7)")
    asked = parser.parse_args()
    print(f"{asked.runs} starts of each side; {figures.machine()}")
    with tempfile.TemporaryDirectory(prefix="holdfast-bench-") as folder, _practice(Path(folder)) as address:
        sides = {
            "floor": [sys.executable, "-m", "bench.bare"],
            "holdfast": [sys.executable, "-m", "bot", "run"],
        }
        found = _alternate(sides, address, Path(folder), asked.runs)
    _show(found)
    return 0


def _alternate(
    sides: dict[str, list[str]], address: str, folder: Path, runs: int
) -> dict[str, list[tuple[float, float]]]:
    """Seconds and MiB of each start. The first of each fills the disk's cache, makes the tables, and is not counted."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in sides}
    for number in range(runs + 1):
        for name, command in sides.items():
            measured = _one_start(command, address, folder)
            if number:
                found[name].append(measured)
    return found


def _one_start(command: list[str], address: str, folder: Path) -> tuple[float, float]:
    """Start a bot, wait until the workspace sees it connected, look at its memory, and stop it."""
    settings = TOKENS | {"SLACK_API_URL": f"{address}/api/", "DATABASE_URL": f"sqlite:///{folder / 'bench.db'}"}
    begun = time.perf_counter()
    with _process(command, settings, subprocess.DEVNULL) as process:
        _wait(lambda: _connected(address), process, begun)
        seconds = time.perf_counter() - begun
        mebibytes = _resident(process.pid)
    _wait(lambda: not _connected(address), None, time.perf_counter())
    return seconds, mebibytes


@contextmanager
def _practice(folder: Path) -> Iterator[str]:
    """The practice workspace in a process of its own; its address."""
    command = [sys.executable, "-m", "bot", "practice", "--port", "0", "--no-limits"]
    elsewhere = {"DATABASE_URL": f"sqlite:///{folder / 'unused.db'}", "PYTHONPATH": str(HERE)}
    with _process(command, elsewhere, subprocess.PIPE, folder) as process:
        assert process.stdout
        for line in process.stdout:
            if "http://" in line:
                yield line[line.index("http://") :].strip()
                return
        raise SystemExit("the practice workspace did not start")


@contextmanager
def _process(
    command: list[str], settings: dict[str, str], output: int, folder: Path = HERE
) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(command, cwd=folder, env=os.environ | settings, stdout=output, text=True)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _connected(address: str) -> bool:
    with urllib.request.urlopen(f"{address}/_control/state") as answer:
        return any(app["connected"] for app in json.load(answer)["apps"])


def _wait(happened: Callable[[], bool], process: subprocess.Popen[str] | None, begun: float) -> None:
    """Look every few milliseconds, which both sides pay alike."""
    while not happened():
        if process and process.poll() is not None:
            raise SystemExit(f"the bot ended with {process.returncode} before it was connected")
        if time.perf_counter() - begun > JOIN_SECONDS:
            raise SystemExit("waited too long")
        time.sleep(0.005)


def _resident(pid: int) -> float:
    """Memory in RAM, in MiB, as Linux tells it."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _show(found: dict[str, list[tuple[float, float]]]) -> None:
    seconds = {name: median(each[0] for each in starts) for name, starts in found.items()}
    memory = {name: median(each[1] for each in starts) for name, starts in found.items()}
    for name in found:
        print(f"{name:9} connected after {seconds[name]:.2f} s   memory {memory[name]:.0f} MiB")
    figures.ratio("start_time", seconds["holdfast"] / seconds["floor"], "<= 2")
    figures.ratio("start_memory", memory["holdfast"] / memory["floor"], "<= 2")


if __name__ == "__main__":
    sys.exit(main())
