"""The facts of the sample world as the files that other systems would export: one CSV for each kind."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bot.sample import file_columns as columns
from bot.sample.story import Story

FACTS: Final = ("incidents.csv", "usage.csv", "tickets.csv", "touches.csv", "surveys.csv", "contracts.csv")
"""The files of facts, in the order they are taken in."""
BOOKS: Final = ("accounts.csv", "contacts.csv")
SOURCES: Final = {
    "incidents.csv": "statuspage",
    "usage.csv": "analytics",
    "tickets.csv": "zendesk",
    "touches.csv": "hubspot",
    "surveys.csv": "surveys",
    "contracts.csv": "salesforce",
}
"""Which system each file of facts comes from."""


def files(told: Sequence[Story]) -> dict[str, str]:
    """The text of each file by its name."""
    made: dict[str, tuple[str, columns.Table]] = {
        "accounts.csv": (",", columns.accounts(told)),
        "contacts.csv": (",", columns.contacts(told)),
        "incidents.csv": (";", columns.incidents(told)),
        "usage.csv": (",", columns.usage(told)),
        "tickets.csv": (",", columns.tickets(told)),
        "touches.csv": (",", columns.touches(told)),
        "surveys.csv": ("\t", columns.surveys(told)),
        "contracts.csv": (";", columns.contracts(told)),
    }
    return {name: _text(delimiter, table) for name, (delimiter, table) in made.items()}


def write_folder(told: Sequence[Story], folder: Path) -> list[Path]:
    """Write the files into a folder, which is made where it is missing; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in files(told).items():
        path = folder / name
        path.write_text(text, encoding="utf-8", newline="")
        paths.append(path)
    return paths


def _text(delimiter: str, table: columns.Table) -> str:
    header, rows = table
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()
