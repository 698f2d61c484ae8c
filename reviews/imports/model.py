"""A file of facts on its way in, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from reviews.facts import FactKind


class ImportKind(StrEnum):
    """What the lines of a file are about: one kind of fact, or customers and their people themselves."""

    ACCOUNTS = "accounts"
    CONTACTS = "contacts"
    INCIDENTS = "incidents"
    USAGE = "usage"
    TICKETS = "tickets"
    TOUCHES = "touches"
    SURVEYS = "surveys"
    CONTRACTS = "contracts"


FACTS_OF: dict[ImportKind, FactKind] = {
    ImportKind.INCIDENTS: FactKind.INCIDENT,
    ImportKind.USAGE: FactKind.USAGE,
    ImportKind.TICKETS: FactKind.TICKET,
    ImportKind.TOUCHES: FactKind.TOUCH,
    ImportKind.SURVEYS: FactKind.SURVEY,
    ImportKind.CONTRACTS: FactKind.CONTRACT,
}


class ImportState(StrEnum):
    """Where a file is. Received and confirmed are ours to work on; offered waits for its person.

    Loading: its facts are being written and nobody sees them yet. Undone: all of it was taken back.
    """

    RECEIVED = "received"
    OFFERED = "offered"
    CONFIRMED = "confirmed"
    LOADING = "loading"
    DONE = "done"
    REFUSED = "refused"
    DROPPED = "dropped"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class FileImport:
    """One file. `file_id` is Slack's where it was dropped there; `message_ts` the message that says how it fares.

    `rows` are its lines without the header: `new`, `changed`, `same`, `older` (the source knew better since) and
    `bad`, of which `why` names the first trouble. `beat_at`: when its loading was last seen at work.
    `keep_good`: bad lines were left out by choice; without it one bad line keeps the whole file out.
    """

    workspace_id: str
    id: int
    name: str
    state: ImportState
    by: str
    at: datetime
    kind: ImportKind | None = None
    source: str | None = None
    keep_good: bool = False
    file_id: str | None = None
    channel: str | None = None
    message_ts: str | None = None
    rows: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    older: int = 0
    bad: int = 0
    why: str | None = None
    beat_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be taken. `line` counts as an editor does, the header being 1; `cells` as they were read."""

    line: int
    column: str | None
    reason: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoodLine:
    """A line that was understood: the fact's own fields by name, without workspace, number, account and origin.

    `account` is what the line calls the customer. `source_id` is None where the source gives none. `as_of`: when
    the source says it last changed. `link`: where it stands there. `workspace`: whose file it says it is.
    """

    line: int
    account: str
    values: dict[str, Any]
    source_id: str | None = None
    as_of: datetime | None = None
    link: str | None = None
    workspace: str | None = None
    cells: tuple[str, ...] = field(default=(), repr=False, compare=False)


class UnreadableFileError(Exception):
    """A file that cannot be read at all. The text says what was found and what to send instead."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is written. `skip`: lines before its header ("sep=;", a title)."""

    encoding: str
    delimiter: str
    skip: int = 0


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """A column as it is read. `field` is None for one that is left alone; `how` says its format ("day.month.year")."""

    header: str
    field: str | None
    how: str = ""


@dataclass(frozen=True, slots=True)
class FileShape:
    """What a file is, as found before its lines are read. `source` is the system it came from ("zendesk", "csv")."""

    dialect: Dialect
    header: tuple[str, ...]
    kind: ImportKind
    source: str
    columns: tuple[ColumnUse, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody says of a file instead of leaving it to us; None is found out.

    `columns`: our field by header, "" to leave one alone. `day_first`: how 03/04/2026 is read where the file does not
    show it. `time_zone`: an IANA name, for times without one.
    """

    kind: ImportKind | None = None
    source: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    day_first: bool | None = None
    time_zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What a file does, or would do. `first_bad` are the first of its `bad` lines.

    `strangers`: names of customers that are not known, the commonest first, with how many lines name each.
    `customers`: how many are touched. `samples`: a few of the changes, "subject: from what to what".
    `notes`: what else to know.
    """

    shape: FileShape
    rows: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    older: int = 0
    bad: int = 0
    customers: int = 0
    first_bad: tuple[BadLine, ...] = ()
    strangers: tuple[tuple[str, int], ...] = ()
    samples: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
