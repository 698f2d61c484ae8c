"""For each column that is read, the function that reads its cells, made once for a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from typing import Any, Final
from zoneinfo import ZoneInfo, available_timezones

from reviews.imports.cell_error import CellError, quoted
from reviews.imports.cell_words import word_reader
from reviews.imports.day_cells import Bounds, bounds, day_reader, period_reader
from reviews.imports.fields import Field, Reads
from reviews.imports.model import ImportKind, UnreadableFileError
from reviews.imports.moment_cells import moment_reader
from reviews.imports.number_cells import currency_of, decimal_reader, money_reader, span_reader, whole_reader
from reviews.imports.people_cells import read_actions, read_people
from reviews.imports.texts import id_reader, is_nothing, name_reader, read_link, text_reader

Convert = Callable[[str], Any]
EMPTY: Final = "empty"
"""How a column of days is read that holds none."""
_A_YEAR: Final = timedelta(days=368)
_AHEAD: Final = {Reads.MOMENT: timedelta(days=2), Reads.PERIOD: timedelta(days=92), Reads.RENEWAL: timedelta(days=3653)}
"""What happened did not happen in the future; a period may have begun, and a contract runs for years."""
_LENGTHS: Final = {
    **dict.fromkeys(["day", "daily", "tag", "tage", "taglich", "dia", "diario", "jour"], 1),
    **dict.fromkeys(["week", "weekly", "woche", "wochentlich", "semana", "semanal", "semaine", "hebdomadaire"], 7),
    **dict.fromkeys(["month", "monthly", "monat", "monatlich", "mes", "mensual", "mois", "mensuel"], 30),
    **dict.fromkeys(["quarter", "quarterly", "quartal", "quartalsweise", "trimestre", "trimestral", "trimestriel"], 91),
    **dict.fromkeys(["year", "yearly", "annual", "annually", "jahr", "jahrlich", "anual", "annuel"], 365),
}


@cache
def _zones() -> frozenset[str]:
    """Every zone this machine knows; looking them up reads a directory."""
    return frozenset(available_timezones())


def zone_of(name: str) -> tzinfo:
    """The zone of times that name none. Raises UnreadableFileError for a zone that is not known."""
    if name in {"UTC", "Etc/UTC"}:
        return UTC
    if name not in _zones():
        raise UnreadableFileError(f"{quoted(name)} is no time zone. Write one such as Europe/Berlin.")
    return ZoneInfo(name)


def converter(kind: ImportKind, field: Field, how: str, now: datetime, zone: tzinfo) -> Convert:
    """The function that reads one column: None for an empty cell; it raises CellError for one it cannot take."""
    if field.reads in _PLAIN:
        return _PLAIN[field.reads]
    if field.reads is Reads.NAME:
        return (id_reader if field.name == "source_id" else name_reader)(field.most)
    if field.reads is Reads.TEXT:
        return text_reader(field.most)
    if field.reads is Reads.WORD or field.reads is Reads.FLAG:
        return word_reader(words_of(kind, field.name))
    if field.reads in _NUMBERS:
        return _NUMBERS[field.reads](how)
    ahead = _AHEAD.get(field.reads, _A_YEAR)
    return _DAYS[field.reads]("year-month-day, with time" if how == EMPTY else how, bounds(now, zone, ahead))


def words_of(kind: ImportKind, field: str) -> str:
    """Which list of words a field has: kinds of tickets are others than kinds of talks."""
    if field == "kind":
        return "ticket_kind" if kind is ImportKind.TICKETS else "touch_kind"
    return field


def _zone_name(cell: str) -> str | None:
    text = cell.strip()
    if is_nothing(text):
        return None
    if text not in _zones():
        raise CellError(f"{quoted(text)} is no time zone. Write one such as Europe/Berlin.")
    return text


def _length(cell: str) -> int | None:
    """Days as a number or in words: 30, 30 days, month, weekly."""
    text = cell.strip().casefold()
    if is_nothing(text):
        return None
    number = text.split()[0]
    if number.isdecimal() and len(number) <= 4 and 1 <= int(number) <= 731:
        return int(number)
    if text in _LENGTHS:
        return _LENGTHS[text]
    raise CellError(f"{quoted(text)} is no length of a period. Write how many days it has, such as 30.")


_PLAIN: Final[dict[Reads, Convert]] = {
    Reads.LINK: read_link,
    Reads.CURRENCY: currency_of,
    Reads.LENGTH: _length,
    Reads.PEOPLE: read_people,
    Reads.ACTIONS: read_actions,
    Reads.ZONE: _zone_name,
}
_NUMBERS: Final[dict[Reads, Callable[[str], Convert]]] = {
    Reads.WHOLE: whole_reader,
    Reads.DECIMAL: decimal_reader,
    Reads.MONEY: money_reader,
    Reads.SPAN: span_reader,
}
_DAYS: Final[dict[Reads, Callable[[str, Bounds], Convert]]] = {
    Reads.MOMENT: moment_reader,
    Reads.DAY: day_reader,
    Reads.RENEWAL: day_reader,
    Reads.PERIOD: period_reader,
}
