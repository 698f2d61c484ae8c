"""Between values and rows, by the fields' names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any, Final, TypeVar

from sqlalchemy import Select, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.asks import Ask, Nudge
from reviews.audit_entry import AuditEntry
from reviews.customer import Contact, GapAccount, Goal, GoalReading, Handover
from reviews.decision import Record
from reviews.digests import DigestSettings
from reviews.facts import ContractFact, Incident, SourceRead, SurveyAnswer, Ticket, Touch, UsageSnapshot
from reviews.health.kept import AccountHealth, HealthDay, HealthSettings, Listening, PlaybookRun
from reviews.imports.model import FileImport
from reviews.model import Account, Action, Carried, ChecklistMark, Gap, Person, Review, Step
from reviews.preferences import Preferences
from reviews.rights import Role
from storage import tables
from storage.statements import fold
from storage.values import Answered, Draft, Incoming, Outgoing

T = TypeVar("T")

TABLES: Final[dict[type, Table]] = {
    Account: tables.accounts,
    Person: tables.people,
    Review: tables.reviews,
    Step: tables.review_steps,
    ChecklistMark: tables.checklist_marks,
    Carried: tables.carried_items,
    Gap: tables.gaps,
    Action: tables.actions,
    AuditEntry: tables.audit_entries,
    Outgoing: tables.outbox,
    Incoming: tables.inbox,
    Draft: tables.drafts,
    Preferences: tables.preferences,
    Ask: tables.asks,
    Nudge: tables.nudges,
    Answered: tables.answers,
    Contact: tables.contacts,
    Goal: tables.goals,
    GoalReading: tables.goal_readings,
    GapAccount: tables.gap_accounts,
    Role: tables.roles,
    Handover: tables.handovers,
    Incident: tables.incidents,
    UsageSnapshot: tables.usage_snapshots,
    Ticket: tables.tickets,
    Touch: tables.touches,
    SurveyAnswer: tables.survey_answers,
    ContractFact: tables.contract_facts,
    SourceRead: tables.source_reads,
    FileImport: tables.imports,
    AccountHealth: tables.healths,
    HealthDay: tables.health_days,
    HealthSettings: tables.health_settings,
    Listening: tables.listening,
    PlaybookRun: tables.playbook_runs,
    DigestSettings: tables.digests,
}


_FIELDS: Final[dict[type, tuple[str, ...]]] = {kind: tuple(field.name for field in fields(kind)) for kind in TABLES}
_KEYS: Final[dict[type, tuple[str, ...]]] = {
    kind: tuple(column.name for column in table.primary_key) for kind, table in TABLES.items()
}


def field_names(kind: type) -> tuple[str, ...]:
    """The fields of a value, in their order."""
    return _FIELDS[kind]


def key_names(kind: type) -> tuple[str, ...]:
    """The columns that name one row."""
    return _KEYS[kind]


def selected(kind: type) -> Select[Any]:
    """A SELECT of a value's fields, in their order."""
    table = TABLES[kind]
    return select(*(table.c[name] for name in field_names(kind)))


def to_row(value: Record | Person | Draft | Ask | Nudge | Answered) -> dict[str, Any]:
    """A value as columns, with the folded names that searches compare."""
    row = {name: getattr(value, name) for name in field_names(type(value))}
    if isinstance(value, Account):
        row["name_key"] = fold(value.name)
    elif isinstance(value, Person):
        row |= _person_keys(value)
    return row


def _person_keys(person: Person) -> dict[str, str]:
    name = fold(person.real_name)
    return {
        "handle_key": fold(person.handle),
        "real_name_key": name,
        "first_name_key": name.partition(" ")[0],
    }


async def one(tx: AsyncConnection, value: Callable[..., T], statement: Any, **parameters: Any) -> T | None:
    """The first row as a value, or None."""
    row = (await tx.execute(statement, parameters)).first()
    return None if row is None else value(*row)


async def every(tx: AsyncConnection, value: Callable[..., T], statement: Any, **parameters: Any) -> list[T]:
    """All rows as values."""
    return [value(*row) for row in await tx.execute(statement, parameters)]
