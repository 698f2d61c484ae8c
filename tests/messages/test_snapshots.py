"""Each message and form, whole, as a person reads it.

`HOLDFAST_SNAPSHOTS=write` writes them anew; the difference is then read before it is kept.
"""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
import re
from pathlib import Path

import pytest

import reviews.messages
from tests.messages.all_samples import SAMPLES, modules
from tests.messages.reading import read

FOLDER = Path(__file__).parent / "snapshots"


def file_of(name: str) -> Path:
    return FOLDER / f"{re.sub(r'[^a-z0-9]+', '_', name)}.txt"


def write_all() -> None:
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.iterdir():
        path.unlink()
    for name, sample in SAMPLES.items():
        file_of(name).write_text(read(sample()), encoding="utf-8")


if os.environ.get("HOLDFAST_SNAPSHOTS") == "write":
    write_all()


@pytest.mark.parametrize("name", SAMPLES)
def test_a_message_reads_as_it_was_agreed(name: str) -> None:
    assert read(SAMPLES[name]()) == file_of(name).read_text(encoding="utf-8")


def test_no_snapshot_is_left_of_a_message_that_is_gone() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {file_of(name).name for name in SAMPLES}


def renderers() -> set[str]:
    """Every public function that makes a whole message, form or Home."""
    found = set()
    for module in pkgutil.iter_modules(reviews.messages.__path__):
        if module.name in {"parts", "ids"} or module.name.startswith("limits"):
            continue
        made = importlib.import_module(f"reviews.messages.{module.name}")
        for name, function in inspect.getmembers(made, inspect.isfunction):
            returns = inspect.signature(function).return_annotation
            if function.__module__ == made.__name__ and returns in {"Message", "View", "dict[str, Any]"}:
                found.add(name)
    return {name for name in found if not name.startswith("_")}


def test_every_message_the_bot_can_say_has_a_snapshot() -> None:
    assert len(renderers()) > 20
    assert renderers() - {name for module in modules() for name in vars(module)} == set()
