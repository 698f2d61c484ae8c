"""Every sample of every module here whose name ends in `samples`, by name."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

from tests.messages.nudge_samples import Sample


def modules() -> list[ModuleType]:
    """The modules that hold samples, this one left out."""
    here = Path(__file__)
    names = sorted(path.stem for path in here.parent.glob("*samples.py") if path != here)
    return [importlib.import_module(f"tests.messages.{name}") for name in names]


def _gathered() -> dict[str, Sample]:
    """Their dictionaries named `…SAMPLES`; the same name twice would hide a sample."""
    found: dict[str, Sample] = {}
    for module in modules():
        for name, held in vars(module).items():
            if name.endswith("SAMPLES"):
                again = found.keys() & held.keys()
                assert not again, again
                found |= held
    return found


SAMPLES = _gathered()
