"""Files that somebody dropped: the offer, how they fare, what became of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

from reviews.import_offer import NoLines
from reviews.imports.model import (
    BadLine,
    ColumnUse,
    Dialect,
    FileImport,
    FileShape,
    ImportKind,
    ImportReport,
    ImportState,
)
from reviews.messages.import_help import import_help
from reviews.messages.imports import Offer, ended, going, no_lines, not_yours, offer, reading, taking_back, told
from reviews.rights import Deed
from tests.builders import NOW, TODAY, WS
from tests.messages.nudge_samples import Sample

COLUMNS = (
    ColumnUse("Ticket ID", "source_id"),
    ColumnUse("Organization", "account"),
    ColumnUse("Subject", "subject"),
    ColumnUse("Created at", "opened_at", "year-month-day hour:minute"),
    ColumnUse("Solved at", "solved_at", "year-month-day hour:minute"),
    ColumnUse("Brand", None),
    ColumnUse("Tags", None),
)


def shape(kind: ImportKind = ImportKind.TICKETS, source: str = "zendesk") -> FileShape:
    header = tuple(each.header for each in COLUMNS)
    return FileShape(Dialect("utf-8", ","), header, kind, source, COLUMNS)


def report(kind: ImportKind = ImportKind.TICKETS, source: str = "zendesk", **fields: Any) -> ImportReport:
    given: dict[str, Any] = {"rows": 214, "new": 200, "changed": 4, "same": 10, "customers": 3}
    return ImportReport(shape(kind, source), **(given | fields))


def file(state: ImportState = ImportState.OFFERED, **fields: Any) -> FileImport:
    given: dict[str, Any] = {
        "kind": ImportKind.TICKETS,
        "source": "zendesk",
        "file_id": "F1",
        "channel": "D1",
        "at": NOW,
    }
    given |= {"rows": 214, "new": 200, "changed": 4, "same": 10}
    return FileImport(WS, 7, "tickets.csv", state, "U1", **(given | fields))


BAD = (
    BadLine(17, "Created at", "“32.13.2026” is no date."),
    BadLine(40, "account", "No customer is called “Nortwind”."),
    *(BadLine(41 + number, None, "It has 6 columns where the header has 7.") for number in range(10)),
)
SAMPLE = "4711: solved at nothing → 2026-11-20 09:12"
STRANGERS = (("Nortwind", 3), ("Acme Holding", 1))
FORGOTTEN = "*tickets.csv* is forgotten; nothing has changed."
WITH_BAD = report(new=196, bad=4, first_bad=BAD[:4], strangers=STRANGERS[:1], samples=(SAMPLE,))
MANY_BAD = report(new=160, changed=4, same=10, bad=40, first_bad=BAD, strangers=STRANGERS)
NEAR = {"Nortwind": "Northwind"}
OF_STATES = {
    state: file(state, ended_at=NOW)
    for state in (ImportState.RECEIVED, ImportState.CONFIRMED, ImportState.DROPPED, ImportState.UNDONE)
}
LAST = [
    file(at=NOW - timedelta(hours=1)),
    file(ImportState.DONE, at=NOW - timedelta(days=1), ended_at=NOW),
    file(ImportState.REFUSED, at=NOW - timedelta(days=3), why="Line 17: “32.13.2026” is no date.", ended_at=NOW),
    *(replace(each, at=NOW - timedelta(days=5)) for each in OF_STATES.values()),
]

IMPORT_SAMPLES: dict[str, Sample] = {
    "import offer": lambda: offer(file(), Offer(report(samples=(SAMPLE,)), {})),
    "import offer with bad lines": lambda: offer(file(bad=4), Offer(WITH_BAD, NEAR, sent_back=True)),
    "import offer with many bad lines": lambda: offer(file(bad=40), Offer(MANY_BAD, NEAR, sent_back=True)),
    "import offer with bad lines that cannot be sent back": lambda: offer(
        file(bad=40), Offer(MANY_BAD, NEAR, sent_back=False)
    ),
    "import offer of nothing new": lambda: offer(file(), Offer(report(new=0, changed=0, same=210, older=4), {})),
    "import offer of nothing good": lambda: offer(
        file(), Offer(report(new=0, changed=0, same=0, bad=214, customers=0, first_bad=BAD), {}, sent_back=True)
    ),
    "import offer of one ticket": lambda: offer(
        file(), Offer(report(source="csv", rows=1, new=1, changed=0, same=0, customers=1), {})
    ),
    "import offer to who may not": lambda: offer(
        file(kind=ImportKind.ACCOUNTS),
        Offer(report(ImportKind.ACCOUNTS, "salesforce"), {}, refused=not_yours(Deed.IMPORT_ACCOUNTS)),
    ),
    "import being read": lambda: reading("usage 2026.csv", "48 MB"),
    "import begun": lambda: going(file(ImportState.CONFIRMED)),
    "import half way": lambda: going(file(ImportState.LOADING, rows=400_000), 120_000, 400_000),
    "import done": lambda: ended(file(ImportState.DONE), [(1, "Northwind"), (2, "Kestrel")]),
    "import done without some lines": lambda: ended(file(ImportState.DONE, bad=4, older=1)),
    "import refused": lambda: ended(file(ImportState.REFUSED, why="Line 17: “32.13.2026” is no date.")),
    "import taken back": lambda: ended(file(ImportState.UNDONE)),
    "import being taken back": lambda: taking_back(file(ImportState.DONE)),
    "import forgotten": lambda: told(FORGOTTEN),
    "import help": lambda: import_help([], TODAY, UTC),
    "import help with the last files": lambda: import_help(LAST, TODAY, UTC),
    **{f"import of a {why}": lambda why=why: no_lines("board.png", why, "/review") for why in NoLines},  # type: ignore[misc]
}
