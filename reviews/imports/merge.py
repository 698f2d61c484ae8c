"""What a line of a file makes of what is known: a new fact, a later version, the same again, or an older word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from datetime import date, datetime
from enum import Enum
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_type_hints

from reviews.audit_entry import AuditEntry, plain
from reviews.customer import Contact, Level
from reviews.facts import FACT_OF_KIND, Fact, FactKind, KeyAction, Touch
from reviews.imports.model import FileImport, GoodLine
from reviews.undo import typed

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Row = tuple[Any, ...]
Kept = TypeVar("Kept", bound="DataclassInstance")
NATURAL: Final[dict[FactKind, tuple[str, ...]]] = {
    FactKind.INCIDENT: ("started_at", "what"),
    FactKind.USAGE: ("ends_on", "days", "team"),
    FactKind.TICKET: ("opened_at", "subject", "requester"),
    FactKind.TOUCH: ("at", "kind", "person"),
    FactKind.SURVEY: ("at", "survey", "person"),
    FactKind.CONTRACT: ("starts_on",),
}
"""What makes a fact itself beside its customer, where its source gives it no id."""
_FILLED: Final[dict[str, Any]] = {"team": "", "key_actions": (), "reopened": 0, "day_only": False}


class Meeting(Enum):
    """How a line meets what is known."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    OLDER = "older"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where and when the lines of one file come from."""

    workspace_id: str
    source: str
    import_id: int | None
    by: str
    now: datetime


def source_id_of(kind: FactKind, line: GoodLine, account_id: int) -> str:
    """The fact's id in its source; made of what it says where the source gives none."""
    values = line.values
    if line.source_id:
        return f"{line.source_id}|{_folded(values.get('person'))}" if kind is FactKind.TOUCH else line.source_id
    natural = "|".join(_folded(values.get(name)) for name in NATURAL[kind])
    said = f"{account_id}|{natural}"
    return said if len(said) <= 120 else f"{account_id}|{blake2b(said.encode(), digest_size=16).hexdigest()}"


def _folded(value: object) -> str:
    if isinstance(value, str):
        return " ".join(value.casefold().split())
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def row_builder(kind: FactKind, origin: Origin) -> Callable[[GoodLine, int, int, str], Row]:
    """A function of line, customer, number and source id that gives a new fact as its fields' values in their order."""
    places = _places(kind)
    blank = _blank(kind)
    blank[places["workspace_id"]] = origin.workspace_id
    blank[places["source"]] = origin.source
    blank[places["import_id"]] = origin.import_id
    blank[places["noted_by"]] = origin.by
    blank[places["noted_at"]] = origin.now
    at_id, at_account, at_source_id = places["id"], places["account_id"], places["source_id"]
    at_as_of, at_link = places["as_of"], places["link"]

    def build(line: GoodLine, account_id: int, number: int, source_id: str) -> Row:
        row = blank.copy()
        for name, value in line.values.items():
            if value is not None:
                row[places[name]] = value
        row[at_id], row[at_account], row[at_source_id] = number, account_id, source_id
        row[at_as_of], row[at_link] = line.as_of or origin.now, line.link
        return tuple(row)

    return build


def later_version(stored: Fact, line: GoodLine, account_id: int, now: datetime) -> tuple[Meeting, Fact]:
    """What a line makes of a fact that is there, and the fact as it then is. A column that is not in the file leaves
    its field alone; an empty cell empties it.
    """
    said = {name: _or_blank(type(stored), name, value) for name, value in line.values.items()}
    said |= {"account_id": account_id} | ({"link": line.link} if line.link else {})
    moved = {name: value for name, value in said.items() if getattr(stored, name) != value}
    if not moved:
        return Meeting.SAME, stored
    as_of = line.as_of or now
    if as_of < stored.as_of:
        return Meeting.OLDER, stored
    return Meeting.CHANGED, replace(stored, as_of=as_of, **moved)


def with_contact(line: GoodLine, people: Sequence[Contact]) -> None:
    """Note which of the customer's known people a line is about, by name or address, and how high they stand."""
    said = _folded(line.values.get("person"))
    if not said:
        return
    found = [each for each in people if said in {_folded(each.name), _folded(each.email)}]
    if len(found) == 1:
        line.values["contact_id"] = found[0].id
        line.values["person"] = found[0].name
        level: Level | None = line.values.get("level") or found[0].level
        if level is not None:
            line.values["level"] = level


def _or_blank(kind: type[Fact], name: str, value: Any) -> Any:
    return _default(kind, name) if value is None else value


def _default(kind: type[Fact], name: str) -> Any:
    if kind is Touch and name == "person":
        return ""
    return _FILLED.get(name)


@cache
def _places(kind: FactKind) -> dict[str, int]:
    return {field.name: place for place, field in enumerate(fields(FACT_OF_KIND[kind]))}


def _blank(kind: FactKind) -> list[Any]:
    value = FACT_OF_KIND[kind]
    return [_default(value, each.name) if each.default is MISSING else each.default for each in fields(value)]


def deed_of(import_: FileImport) -> str:
    """What all changes of one file carry in the audit trail."""
    return f"import:{import_.id}"


def kept(fact: Fact) -> dict[str, Any]:
    """A fact as JSON can hold it."""
    return {each.name: plain(getattr(fact, each.name)) for each in fields(fact)}


def fact_from(kind: FactKind, held: Mapping[str, Any]) -> Fact:
    """The fact that `kept` was given."""
    value: Any = FACT_OF_KIND[kind]
    hints = _hints(value)
    read = {name: _read(held.get(name), hints[name]) for name in hints}
    made: Fact = value(**read)
    return made


def _read(held: Any, hint: Any) -> Any:
    if isinstance(held, list):
        return tuple(KeyAction(*each) for each in held)
    return typed(held, hint)


@cache
def _hints(value: Any) -> dict[str, Any]:
    return get_type_hints(value)


def as_before(record: Kept, entry: AuditEntry) -> Kept | None:
    """A record with the fields as an entry of the trail found them; None where they are no longer as it left them."""
    kind: Any = type(record)
    hints = _hints(kind)
    names = [name for name in entry.after if name in hints]
    if any(plain(getattr(record, name)) != entry.after[name] for name in names):
        return None
    return replace(record, **{name: _read(entry.before.get(name), hints[name]) for name in names})
