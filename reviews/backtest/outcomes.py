"""A file of outcomes: which customer left or renewed, and when. Columns and words are known by their usual names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from reviews.backtest.replay import Outcome
from reviews.imports.cell_error import CellError
from reviews.imports.day_cells import bounds, day_reader
from reviews.imports.day_columns import DayColumn
from reviews.imports.headers import plain
from reviews.verbs import word_set

_COLUMNS: Final = {
    "account": word_set("account accountname customer customername company companyname name client kunde organization"),
    "outcome": word_set("outcome result status what event became state ergebnis"),
    "on": word_set("date day on when outcomedate eventdate churndate datum closedate enddate"),
}
_LEFT: Final = word_set(
    "churned churn left lost cancelled canceled gone closedlost terminated nonrenewed notrenewed leaving"
    " gekündigt gekundigt"
)
_STAYED: Final = word_set("renewed renewal kept stayed retained won closedwon active expanded verlängert verlangert")
MOST_WRONG: Final = 5


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What was read: outcomes in the order of their days, or what is wrong, line by line."""

    known: tuple[Outcome, ...] = ()
    wrong: tuple[str, ...] = ()


def read_outcomes(header: Sequence[str], lines: Iterable[tuple[int, list[str]]], now: datetime) -> Outcomes:
    """Read all lines; one that cannot be read is told with its number, and then none counts."""
    names = [_key(each) for each in header]
    places = {field: _place(names, words) for field, words in _COLUMNS.items()}
    if missing := [field for field, place in places.items() if place is None]:
        shown = ", ".join(header) or "none"
        return Outcomes(wrong=(f"There is no column for {_listed(missing)}. Its columns are {shown}.",))
    account, outcome, on = (places[field] or 0 for field in ("account", "outcome", "on"))
    rows = [(number, [*cells, "", "", ""]) for number, cells in lines if any(cell.strip() for cell in cells)]
    column = DayColumn(header[on])
    for _, cells in rows:
        if cells[on].strip():
            column.add(cells[on].strip())
    if column.best is None:
        return Outcomes(wrong=(f"The days in “{header[on]}” cannot be read. Write them as 2026-11-20.",))
    read = day_reader(column.how(column.best), bounds(now, UTC))
    found, wrong = [], []
    for number, cells in rows:
        try:
            found.append(_outcome(cells[account], cells[outcome], read(cells[on].strip())))
        except CellError as trouble:
            wrong.append(f"Line {number}: {trouble.reason}")
    return Outcomes(() if wrong else tuple(sorted(found, key=lambda each: (each.on, each.account))), tuple(wrong))


def _outcome(account: str, word: str, on: date | None) -> Outcome:
    if not account.strip():
        raise CellError("It names no customer.")
    if on is None:
        raise CellError("It has no day.")
    key = _key(word)
    if key not in _LEFT | _STAYED:
        raise CellError(f"“{word.strip()[:60]}” is neither churned nor renewed.")
    return Outcome(account.strip(), key in _LEFT, on)


def _place(names: Sequence[str], words: frozenset[str]) -> int | None:
    return next((place for place, name in enumerate(names) if name in words), None)


def _key(text: str) -> str:
    return "".join(sign for sign in plain(text).casefold() if sign.isalnum())


def _listed(missing: Sequence[str]) -> str:
    called = {"account": "the customer", "outcome": "what became of it", "on": "the day"}
    return " and ".join(called[each] for each in missing)
