"""Lists as CSV files: what a spreadsheet reads rightly, and never runs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from reviews.model import Account, Action, ChecklistMark, Gap, Question, Review
from reviews.sitting import action_id, gap_id
from reviews.text import clean

Cell = str | int | float | date | datetime | None
_RUNS: Final = re.compile(r"""^[\s"'\u200b\ufeff]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]""")
"""What a spreadsheet may take for a formula, also behind blanks and quotes or in full width."""

ACTION_COLUMNS: Final = (
    *("action", "what", "customer", "owner", "due", "first due", "days late", "state", "times moved"),
    *("blocked by", "blocked because", "comes back on", "customer's counterpart", "closes gap", "check on"),
    *("logged by", "logged on", "message"),
)
GAP_COLUMNS: Final = (
    *("gap", "what", "customer", "owner", "next update", "days late", "effect", "affects", "how often", "reason"),
    *("times moved", "logged by", "logged on", "message"),
)
BOOK_COLUMNS: Final = (
    *("customer", "owner", "sponsor", "tier", "stage", "ARR", "currency", "seats", "renews", "days to renewal"),
    *("private", "channel", "shared channel", "last review", "next review"),
    *(*(str(question) for question in Question), "open gaps", "open actions", "late actions"),
)


@dataclass(frozen=True, slots=True)
class BookEntry:
    """One customer with what its row counts. `last`: its last closed review, with that review's marks."""

    account: Account
    last: Review | None = None
    marks: tuple[ChecklistMark, ...] = ()
    open_gaps: int = 0
    open_actions: int = 0
    late_actions: int = 0


def csv_file(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A whole file: UTF-8 with the mark by which spreadsheets know it, days in ISO form, texts that cannot run."""
    file = CsvFile(columns)
    for row in rows:
        file.add(row)
    return file.content()


class CsvFile:
    """A file that grows row by row: only its bytes are held."""

    def __init__(self, columns: Sequence[str]) -> None:
        self.rows = 0
        self._bytes = io.BytesIO()
        # Half of a character, which people's text may hold, is no reason to lose the file.
        self._text = io.TextIOWrapper(self._bytes, encoding="utf-8-sig", errors="replace", newline="")
        self._writer = csv.writer(self._text)
        self._writer.writerow(columns)

    def add(self, row: Sequence[Cell]) -> None:
        """One more row."""
        self._writer.writerow([_cell(each) for each in row])
        self.rows += 1

    def content(self) -> bytes:
        """All of it so far."""
        self._text.flush()
        return self._bytes.getvalue()


def _cell(value: Cell) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return harmless(value) if isinstance(value, str) else value


def harmless(text: str) -> str:
    """Text that a spreadsheet shows and does not run: a formula gets an apostrophe in front."""
    plain = clean(text)
    return f"'{plain}" if _RUNS.match(plain) else plain


def action_row(action: Action, names: Mapping[str, str], customers: Mapping[int, str], today: date) -> list[Cell]:
    """An action, in the order of ACTION_COLUMNS."""
    return [
        *(action_id(action.id), action.what, customers.get(action.account_id or 0), _named(action.owner, names)),
        *(action.due, action.first_due, max(0, (today - action.due).days), str(action.state), action.moves),
        *(_named(action.blocked_by, names), action.blocked_why, action.wake_on, action.counterpart),
        *(gap_id(action.gap_id) if action.gap_id else None, action.check_on),
        *(_named(action.logged_by, names), action.logged_at, action.link),
    ]


def gap_row(gap: Gap, names: Mapping[str, str], customers: Mapping[int, str], today: date) -> list[Cell]:
    """A gap, in the order of GAP_COLUMNS."""
    late = max(0, (today - gap.update_on).days) if gap.update_on else None
    return [
        *(gap_id(gap.id), gap.what, customers.get(gap.account_id), _named(gap.owner, names), gap.update_on, late),
        *(str(gap.severity) if gap.severity else None, gap.affects, gap.frequency, gap.reason, gap.moves),
        *(_named(gap.logged_by, names), gap.logged_at, gap.link),
    ]


def book_row(entry: BookEntry, names: Mapping[str, str], today: date) -> list[Cell]:
    """A customer, in the order of BOOK_COLUMNS."""
    account, marks = entry.account, {mark.question: str(mark.colour) for mark in entry.marks}
    to_renewal = (account.renewal_on - today).days if account.renewal_on else None
    return [
        *(account.name, _named(account.owner, names), _named(account.sponsor, names), account.tier),
        *(str(account.stage) if account.stage else None, account.arr, account.currency, account.seats),
        *(account.renewal_on, to_renewal, "yes" if account.is_private else "no"),
        *(account.channel, account.shared_channel, entry.last.ended_at if entry.last else None, account.next_review_on),
        *(marks.get(question, "unknown") for question in Question),
        *(entry.open_gaps, entry.open_actions, entry.late_actions),
    ]


def _named(user_id: str | None, names: Mapping[str, str]) -> str | None:
    return names.get(user_id, user_id) if user_id else None


def file_name(what: str, today: date) -> str:
    """A file's name from what it holds: lower case, without anything a file system minds."""
    words = re.sub(r"[^\w]+", "-", what.casefold()).strip("-")[:60]
    return f"holdfast-{words or 'list'}-{today.isoformat()}.csv"
