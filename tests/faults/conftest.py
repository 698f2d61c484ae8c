from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random

import pytest

from tests.databases import Postgres, fresh_sqlite, postgres_server
from tests.faults.counting import TALLY
from tests.faults.nursery import Nursery
from tests.faults.trial import Trial, trial_at

LONG = bool(os.environ.get("HOLDFAST_LONG"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    bots = Nursery()
    yield bots
    bots.close()


@pytest.fixture
async def trial(nursery: Nursery, tmp_path: Path) -> AsyncIterator[Trial]:
    async with trial_at(nursery, fresh_sqlite(tmp_path / "holdfast.db"), tmp_path) as working:
        yield working


@pytest.fixture
async def trial_on_postgres(nursery: Nursery, postgres: Postgres, tmp_path: Path) -> AsyncIterator[Trial]:
    with postgres.fresh() as url:
        async with trial_at(nursery, url, tmp_path) as working:
            yield working


@pytest.fixture(params=("sqlite", "postgresql"))
async def paced_trial(request: pytest.FixtureRequest, nursery: Nursery, tmp_path: Path) -> AsyncIterator[Trial]:
    """On each engine; the workspace holds to Slack's own limits."""
    with ExitStack() as stack:
        on_file = request.param == "sqlite"
        lent = None if on_file else stack.enter_context(request.getfixturevalue("postgres").fresh())
        url = lent or fresh_sqlite(tmp_path / "holdfast.db")
        async with trial_at(nursery, url, tmp_path, pacing=True) as working:
            yield working


@pytest.fixture
def rng(seed: int) -> Random:
    """The chances of one trial. The seed is printed where a test fails."""
    sys.stdout.write(f"seed {seed}\n")
    return Random(seed)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One seed a test, ten of them in a long run; HOLDFAST_SEED repeats the one a failure has printed."""
    if "seed" in metafunc.fixturenames:
        # Processes that share the tests must name them alike: the run's own name is the same in all of them.
        run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
        first = int(os.environ.get("HOLDFAST_SEED") or Random(run).randrange(10**6))
        metafunc.parametrize("seed", [first + number for number in range(10 if LONG else 1)], ids=str)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The sum of all trials, also of a quiet run."""
    if TALLY.messages:
        terminalreporter.write_line(str(TALLY))
