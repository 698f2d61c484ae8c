"""A file that somebody dropped: whether it is one of lines, what it is about, and who may bring it in."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from reviews.imports.model import FACTS_OF, ColumnUse, FileImport, ImportKind, ImportState
from reviews.rights import Deed

MOST_BYTES: Final = 200 * 1024 * 1024
"""Of one file, unpacked."""
UNDO_FOR: Final = timedelta(days=1)
SLOW_BYTES: Final = 5 * 1024 * 1024
"""A file so large that reading it is noticed."""

_MAPPING: Final = re.compile(r",? or (?:name it|leave the column alone) in a mapping file\b.*", re.DOTALL)
_LINES: Final = frozenset({"csv", "tsv", "tab", "txt"})
_PICTURES: Final = frozenset({"png", "jpg", "jpeg", "gif", "heic", "webp", "bmp", "tif", "tiff", "svg"})
_SHEETS: Final = frozenset({"xlsx", "xls", "xlsm", "xlsb", "ods", "numbers", "gsheet"})
_PACKED: Final = frozenset({"zip", "gz", "tgz", "7z", "rar", "bz2", "xz", "tar", "zst"})
_WRITTEN: Final = frozenset({"pdf", "doc", "docx", "odt", "rtf", "pages", "ppt", "pptx"})
_MIMETYPES: Final = frozenset({"text/csv", "text/tab-separated-values", "application/csv"})

NOUNS: Final[dict[ImportKind, tuple[str, str]]] = {
    ImportKind.ACCOUNTS: ("customer", "customers"),
    ImportKind.CONTACTS: ("person", "people"),
    ImportKind.INCIDENTS: ("incident", "incidents"),
    ImportKind.USAGE: ("figure of use", "figures of use"),
    ImportKind.TICKETS: ("ticket", "tickets"),
    ImportKind.TOUCHES: ("conversation", "conversations"),
    ImportKind.SURVEYS: ("survey answer", "survey answers"),
    ImportKind.CONTRACTS: ("contract", "contracts"),
}
_SYSTEMS: Final = {
    "zendesk": "Zendesk",
    "hubspot": "HubSpot",
    "salesforce": "Salesforce",
    "intercom": "Intercom",
    "jira": "Jira",
    "freshdesk": "Freshdesk",
}
_PLAIN_SOURCES: Final = frozenset({"csv", "file", "slack", "spreadsheet", ""})
_FIELD_WORDS: Final = {
    "account": "customer",
    "at": "when",
    "person": "who at the customer",
    "ours": "who of ours",
    "source_id": "its number there",
    "as_of": "last changed",
    "felt_by": "who felt it",
    "took_part": "came or declined",
    "key_actions": "done every week",
    "active_30": "active in 30 days",
    "active_90": "active in 90 days",
    "arr": "ARR",
    "workspace": "whose file it is",
}


class NoLines(StrEnum):
    """Why a file cannot be one of lines, by what it is."""

    PICTURE = "picture"
    SHEET = "sheet"
    PACKED = "packed"
    WRITTEN = "written"
    ELSEWHERE = "elsewhere"
    OTHER = "other"


def why_not(name: str, mimetype: str, *, is_external: bool = False) -> NoLines | None:
    """Why a file is none we can read lines from, by its name first; None where it may be one."""
    if is_external:
        return NoLines.ELSEWHERE
    end = name.rpartition(".")[2].lower() if "." in name else ""
    if end in _LINES or (mimetype in _MIMETYPES and end not in _PICTURES | _SHEETS | _PACKED | _WRITTEN):
        return None
    if end in _PICTURES or mimetype.startswith("image/"):
        return NoLines.PICTURE
    found = {NoLines.SHEET: _SHEETS, NoLines.PACKED: _PACKED, NoLines.WRITTEN: _WRITTEN}
    return next((why for why, ends in found.items() if end in ends), NoLines.OTHER)


def about(kind: ImportKind, number: int) -> str:
    """What so many lines of a kind are called: `214 tickets`."""
    one, many = NOUNS[kind]
    return f"{number:,} {one if number == 1 else many}"


def system(source: str | None) -> str | None:
    """The name of the system a file came from, where it shows one."""
    if not source or source.lower() in _PLAIN_SOURCES:
        return None
    return _SYSTEMS.get(source.lower(), source)


def deed_of(kind: ImportKind) -> Deed:
    """What somebody must be allowed to do for a file of that kind to come in."""
    is_book = kind in {ImportKind.ACCOUNTS, ImportKind.CONTACTS}
    return Deed.IMPORT_ACCOUNTS if is_book else Deed.IMPORT_FACTS


def column_words(use: ColumnUse) -> str:
    """What a column is read as, with its format: `opened (day.month.year)`."""
    name = use.field or ""
    words = _FIELD_WORDS.get(name) or name.removesuffix("_at").removesuffix("_on").replace("_", " ")
    return f"{words} ({use.how})" if use.how else words


def place_words(column: str) -> str:
    """Where on a line the trouble is: a column as the file calls it, or what is missing in our words."""
    return _FIELD_WORDS.get(column, column)


def can_undo(import_: FileImport, now: datetime) -> bool:
    """Whether a file that came in can still be taken back: one of facts, for a day."""
    if import_.state is not ImportState.DONE or import_.ended_at is None:
        return False
    return import_.kind in FACTS_OF and now - import_.ended_at <= UNDO_FOR


def too_large(most: int = MOST_BYTES) -> str:
    """What is said of a file that is larger than we take."""
    return f"It is larger than the {most // 1024**2} MB I take at once. Split it, and drop the parts one by one."


def in_slack(why: str) -> str:
    """Why a file cannot be read, for who reads it in Slack, where there are no mapping files."""
    return _MAPPING.sub(", and drop the file again.", why)
