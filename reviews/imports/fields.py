"""What the columns of each kind of file may hold: our fields, how each is read, and which a file cannot lack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final

from reviews.imports.model import ImportKind


class Reads(Enum):
    """How a field's cells are read."""

    NAME = "name"
    """A name or number of something: short, and never cut."""
    TEXT = "text"
    """Free words; more than fits is cut, with a mark."""
    LINK = "link"
    MOMENT = "moment"
    DAY = "day"
    RENEWAL = "renewal"
    """A day that may lie years ahead."""
    PERIOD = "period"
    LENGTH = "length"
    """How many days a period has."""
    WHOLE = "whole"
    DECIMAL = "decimal"
    MONEY = "money"
    CURRENCY = "currency"
    SPAN = "span"
    """A time from one moment to another."""
    WORD = "word"
    """One of a few words; which ones, the field says."""
    PEOPLE = "people"
    ACTIONS = "actions"
    FLAG = "flag"
    ZONE = "zone"


DATES: Final = frozenset({Reads.MOMENT, Reads.DAY, Reads.RENEWAL})
NUMBERS: Final = frozenset({Reads.WHOLE, Reads.DECIMAL, Reads.MONEY, Reads.SPAN})


@dataclass(frozen=True, slots=True)
class Field:
    """One of our fields. `most`: letters a text may have. `helps`: it is no field of the fact but leads to one."""

    name: str
    reads: Reads
    most: int = 200
    helps: bool = False


def _fact(*own: Field) -> tuple[Field, ...]:
    """The fields every fact has, and its own."""
    return (
        Field("account", Reads.NAME),
        Field("source_id", Reads.NAME, 100),
        *own,
        Field("as_of", Reads.MOMENT, helps=True),
        Field("link", Reads.LINK, 1000),
        Field("workspace", Reads.NAME),
    )


_PERSON = (Field("level", Reads.WORD),)
_BY_KIND: dict[ImportKind, tuple[Field, ...]] = {
    ImportKind.ACCOUNTS: (
        Field("name", Reads.NAME, 80),
        Field("source_id", Reads.NAME, 100),
        Field("owner", Reads.NAME, 100),
        Field("tier", Reads.NAME, 30),
        Field("arr", Reads.MONEY),
        Field("mrr", Reads.MONEY, helps=True),
        Field("currency", Reads.CURRENCY),
        Field("renewal_on", Reads.RENEWAL),
        Field("seats", Reads.WHOLE),
        Field("stage", Reads.WORD),
        Field("time_zone", Reads.ZONE),
        Field("domain", Reads.NAME),
        Field("as_of", Reads.MOMENT, helps=True),
        Field("link", Reads.LINK, 1000),
        Field("workspace", Reads.NAME),
    ),
    ImportKind.CONTACTS: _fact(
        Field("name", Reads.NAME, 120),
        Field("first_name", Reads.NAME, helps=True),
        Field("last_name", Reads.NAME, helps=True),
        Field("title", Reads.NAME),
        *_PERSON,
        Field("champion", Reads.FLAG),
        Field("email", Reads.NAME, 250),
        Field("heard_on", Reads.DAY),
        Field("left_on", Reads.DAY),
    ),
    ImportKind.INCIDENTS: _fact(
        Field("what", Reads.TEXT, 500),
        Field("started_at", Reads.MOMENT),
        Field("acknowledged_at", Reads.MOMENT),
        Field("acknowledged_after", Reads.SPAN, helps=True),
        Field("fixed_at", Reads.MOMENT),
        Field("fixed_after", Reads.SPAN, helps=True),
        Field("workflow", Reads.NAME),
        Field("felt_by", Reads.TEXT, 300),
    ),
    ImportKind.USAGE: _fact(
        Field("ends_on", Reads.PERIOD),
        Field("begins_on", Reads.DAY, helps=True),
        Field("days", Reads.LENGTH),
        Field("team", Reads.NAME),
        Field("seats", Reads.WHOLE),
        Field("active_30", Reads.WHOLE),
        Field("active_90", Reads.WHOLE),
        Field("calls", Reads.WHOLE),
        Field("features", Reads.WHOLE),
        Field("volume", Reads.DECIMAL),
        Field("volume_unit", Reads.NAME, 40),
        Field("key_actions", Reads.ACTIONS),
    ),
    ImportKind.TICKETS: _fact(
        Field("subject", Reads.TEXT, 500),
        Field("opened_at", Reads.MOMENT),
        Field("kind", Reads.WORD),
        Field("workflow", Reads.NAME),
        Field("status", Reads.WORD, helps=True),
        Field("first_reply_at", Reads.MOMENT),
        Field("first_reply_after", Reads.SPAN, helps=True),
        Field("solved_at", Reads.MOMENT),
        Field("solved_after", Reads.SPAN, helps=True),
        Field("reopened", Reads.WHOLE),
        Field("requester", Reads.NAME),
    ),
    ImportKind.TOUCHES: _fact(
        Field("at", Reads.MOMENT),
        Field("person", Reads.PEOPLE),
        Field("kind", Reads.WORD),
        Field("direction", Reads.WORD),
        *_PERSON,
        Field("ours", Reads.NAME),
        Field("took_part", Reads.WORD),
        Field("about", Reads.TEXT, 1000),
    ),
    ImportKind.SURVEYS: _fact(
        Field("at", Reads.MOMENT),
        Field("survey", Reads.WORD),
        Field("score", Reads.DECIMAL),
        Field("best", Reads.DECIMAL),
        Field("person", Reads.NAME),
        *_PERSON,
        Field("words", Reads.TEXT, 4000),
    ),
    ImportKind.CONTRACTS: _fact(
        Field("starts_on", Reads.RENEWAL),
        Field("renews_on", Reads.RENEWAL),
        Field("value", Reads.MONEY),
        Field("currency", Reads.CURRENCY),
        Field("seats", Reads.WHOLE),
    ),
}
FIELDS: Final[Mapping[ImportKind, Mapping[str, Field]]] = MappingProxyType(
    {kind: MappingProxyType({field.name: field for field in fields}) for kind, fields in _BY_KIND.items()}
)
_MEASURES = ("active_30", "active_90", "seats", "calls", "features", "volume", "key_actions")
NEEDED: Final[Mapping[ImportKind, tuple[tuple[str, ...], ...]]] = MappingProxyType(
    {
        ImportKind.ACCOUNTS: (("name",),),
        ImportKind.CONTACTS: (("account",), ("name", "first_name", "last_name", "email")),
        ImportKind.INCIDENTS: (("account",), ("what",), ("started_at",)),
        ImportKind.USAGE: (("account",), ("ends_on",), _MEASURES),
        ImportKind.TICKETS: (("account",), ("subject",), ("opened_at",)),
        ImportKind.TOUCHES: (("account",), ("at",)),
        ImportKind.SURVEYS: (("account",), ("at",), ("score",)),
        ImportKind.CONTRACTS: (("account",), ("renews_on", "starts_on", "value", "seats")),
    }
)
"""For each kind, what a file must have; of the fields named together one is enough, the usual one first."""
FILLED: Final[Mapping[ImportKind, tuple[str, ...]]] = MappingProxyType(
    {
        ImportKind.ACCOUNTS: ("name",),
        ImportKind.CONTACTS: ("account",),
        ImportKind.INCIDENTS: ("account", "what", "started_at"),
        ImportKind.USAGE: ("account", "ends_on"),
        ImportKind.TICKETS: ("account", "subject", "opened_at"),
        ImportKind.TOUCHES: ("account", "at"),
        ImportKind.SURVEYS: ("account", "at", "score"),
        ImportKind.CONTRACTS: ("account",),
    }
)
"""What each single line must have."""
