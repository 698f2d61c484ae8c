"""Broken files by the thousand: each comes in whole or leaves everything as it was, and nothing crashes.

Some seconds; with HOLDFAST_LONG set, ten minutes.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.sample.files import files
from bot.sample.world import stories
from reviews.facts import FactKind
from reviews.imports.model import FACTS_OF, BadLine, FileImport, ImportReport, ImportState, UnreadableFileError
from storage import facts, loading
from storage.database import Database
from tests.builders import TODAY, WS
from tests.importing.conftest import Desk, announce_world
from tests.imports import test_spreadsheets as sheets
from tests.imports import test_systems as systems

SECONDS = 600.0 if os.environ.get("HOLDFAST_LONG") else 6.0
SEED = int(os.environ.get("HOLDFAST_SEED", "1124"))
_PIECES = (
    *(b"\x00", b'"', b'""', b"\r", b"\n", b"\r\n", b";", b",", b"\t", b"\xff\xfe", b"\xef\xbb\xbf", b"\x80"),
    *(b"=1+1", b"99999999999999999999", b"31.02.2026", b"0000-00-00", b"1e999", b"NaN", b"-", b"\xf0\x9f\x98\x80"),
)
_COMMON = (b",", b";", b"\n", b"-", b"2026", b":")
Mutate = Callable[[random.Random, bytes], bytes]


def _insert(dice: random.Random, data: bytes) -> bytes:
    at = dice.randrange(len(data) + 1)
    return data[:at] + dice.choice(_PIECES) * dice.choice((1, 1, 1, 50)) + data[at:]


def _cut(dice: random.Random, data: bytes) -> bytes:
    start = dice.randrange(len(data) + 1)
    return data[:start] + data[start + dice.randrange(40) :]


def _flip(dice: random.Random, data: bytes) -> bytes:
    if not data:
        return data
    at = dice.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << dice.randrange(8))]) + data[at + 1 :]


def _twice(dice: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    at = dice.randrange(len(lines))
    return b"\n".join([*lines[:at], lines[at], *lines[at:]])


def _swap(dice: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _replace(dice: random.Random, data: bytes) -> bytes:
    return data.replace(dice.choice(_COMMON), dice.choice(_PIECES), dice.choice((1, 3, -1)))


def _widen(_: random.Random, data: bytes) -> bytes:
    return data.decode("utf-8", "replace").encode("utf-16")


_MUTATIONS: tuple[Mutate, ...] = (_insert, _insert, _cut, _flip, _twice, _swap, _replace, _widen)


def originals() -> list[bytes]:
    """Whole files as systems and spreadsheets write them."""
    told = [text.encode() for text in files(stories(TODAY)).values()]
    shaped = [value for module in (systems, sheets) for name, value in vars(module).items() if name.isupper()]
    # Long ones make slow tries and no other mistakes.
    return [each[:6000] for each in told] + [each.encode() for each in shaped if isinstance(each, str)]


async def everything(db: Database) -> dict[FactKind, list[Any]]:
    """All facts that count."""
    found = {}
    async with db.read() as tx:
        for kind, table in loading.FACT_TABLES.items():
            rows = select(table).where(facts.standing(table)).order_by(table.c.id)
            found[kind] = [tuple(row) for row in await tx.execute(rows, {"ws": WS})]
    return found


@pytest.mark.timeout(900)
async def test_a_broken_file_comes_in_whole_or_changes_nothing(sqlite_url: str, tmp_path: Path) -> None:
    dice, known = random.Random(SEED), originals()
    db = Database.open(sqlite_url)
    desk = await announce_world(db)
    until, tries, taken = time.monotonic() + SECONDS, 0, 0
    before = await everything(db)
    while time.monotonic() < until:
        data = dice.choice(known)
        for _ in range(dice.randrange(6)):
            data = dice.choice(_MUTATIONS)(dice, data)
        tries += 1
        desk.now += timedelta(minutes=1)
        before, done = await _try(desk, data, before, keep_good=dice.random() < 0.3)
        taken += done
    await db.close()
    assert tries > 20
    assert taken > tries / 20


async def _try(
    desk: Desk, data: bytes, before: dict[FactKind, list[Any]], *, keep_good: bool
) -> tuple[dict[FactKind, list[Any]], bool]:
    """One file: what counts afterwards, and whether it came in."""
    try:
        report, kept = await desk.take(data, name="file.csv", keep_good=keep_good)
    except UnreadableFileError as why:
        said = str(why).strip()
    else:
        return await _read(desk, data, before, report, kept, keep_good=keep_good)
    assert said
    assert await everything(desk.db) == before
    return before, False


async def _read(
    desk: Desk,
    data: bytes,
    before: dict[FactKind, list[Any]],
    report: ImportReport,
    kept: FileImport,
    *,
    keep_good: bool,
) -> tuple[dict[FactKind, list[Any]], bool]:
    """One that could be read."""
    after = await everything(desk.db)
    assert all(isinstance(bad, BadLine) and bad.reason.strip() and bad.line > 0 for bad in report.first_bad)
    if report.bad and not keep_good:
        assert kept.state is ImportState.REFUSED
        assert after == before
        return before, False
    assert kept.state is ImportState.DONE
    kind = FACTS_OF.get(report.shape.kind)
    if kind is not None:
        assert len(after[kind]) - len(before[kind]) == report.new
        again, _ = await desk.take(data, name="file.csv", keep_good=keep_good)
        assert again.new == 0
    return await everything(desk.db), True
