"""Who changed what, when, from what, to what, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import BindParameter, ColumnElement, Select, Table, Text, and_, bindparam, cast, func, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.audit_entry import AuditEntry
from reviews.customer import Contact, GapAccount, Goal, GoalReading, Handover
from reviews.decision import Record
from reviews.digests import DigestSettings
from reviews.facts import (
    FACT_OF_KIND,
    ContractFact,
    Incident,
    SourceRead,
    SurveyAnswer,
    Ticket,
    Touch,
    UsageSnapshot,
)
from reviews.health.kept import HealthSettings, Listening, PlaybookRun
from reviews.imports.model import FileImport
from reviews.model import Account, Action, Carried, ChecklistMark, Gap, Review, Step
from reviews.preferences import Preferences
from reviews.rights import Role
from reviews.undo import KINDS as UNDONE
from reviews.undo import Undoable
from storage.rows import TABLES, every, key_names, one, selected
from storage.statements import locked
from storage.tables import (
    accounts,
    audit_entries,
    carried_items,
    checklist_marks,
    contacts,
    gap_accounts,
    gaps,
    goal_readings,
    goals,
    review_steps,
    reviews,
    source_reads,
)

KINDS: Final[dict[type, str]] = {
    Account: "account",
    Review: "review",
    Step: "step",
    ChecklistMark: "mark",
    Carried: "carried",
    Gap: "gap",
    Action: "action",
    Preferences: "preferences",
    Contact: "contact",
    Goal: "goal",
    GoalReading: "reading",
    GapAccount: "gap_account",
    Role: "role",
    Handover: "handover",
    Incident: "incident",
    UsageSnapshot: "usage",
    Ticket: "ticket",
    Touch: "touch",
    SurveyAnswer: "survey",
    ContractFact: "contract",
    SourceRead: "source_read",
    FileImport: "import",
    HealthSettings: "health_settings",
    Listening: "listening",
    PlaybookRun: "playbook",
    DigestSettings: "digest",
}

_OF = (
    selected(AuditEntry)
    .where(
        audit_entries.c.workspace_id == bindparam("ws"),
        audit_entries.c.kind == bindparam("its_kind"),
        audit_entries.c.ref == bindparam("its_ref"),
    )
    .order_by(audit_entries.c.id)
)

_OF_DEED = (
    selected(AuditEntry)
    .where(audit_entries.c.workspace_id == bindparam("ws"), audit_entries.c.deed == bindparam("its_deed"))
    .order_by(audit_entries.c.id)
)

_HERE: BindParameter[Any] = bindparam("ws")
_ACCOUNT: BindParameter[Any] = bindparam("account")
_ITS_REVIEWS = select(reviews.c.id).where(reviews.c.workspace_id == _HERE, reviews.c.account_id == _ACCOUNT)
_ITS_GOALS = select(goals.c.id).where(goals.c.workspace_id == _HERE, goals.c.account_id == _ACCOUNT)


def _in_reviews(table: Table, *names: str) -> Select[Any]:
    columns = [table.c[name] for name in names]
    return select(*columns).where(table.c.workspace_id == _HERE, table.c.review_id.in_(_ITS_REVIEWS))


_OF_ACCOUNT: Final = {
    "account": select(accounts.c.id).where(accounts.c.workspace_id == _HERE, accounts.c.id == _ACCOUNT),
    "review": _ITS_REVIEWS,
    "step": _in_reviews(review_steps, "review_id", "name"),
    "mark": _in_reviews(checklist_marks, "review_id", "question"),
    "carried": _in_reviews(carried_items, "review_id", "kind", "ref"),
    "contact": select(contacts.c.id).where(contacts.c.workspace_id == _HERE, contacts.c.account_id == _ACCOUNT),
    "goal": _ITS_GOALS,
    "reading": select(goal_readings.c.goal_id, goal_readings.c.day).where(
        goal_readings.c.workspace_id == _HERE, goal_readings.c.goal_id.in_(_ITS_GOALS)
    ),
    "source_read": select(source_reads.c.kind, source_reads.c.source, source_reads.c.account_id).where(
        source_reads.c.workspace_id == _HERE, source_reads.c.account_id == _ACCOUNT
    ),
}
_FACTS: Final = {KINDS[fact]: TABLES[fact] for fact in FACT_OF_KIND.values()}
_THE_GAP = select(gaps.c.id).where(gaps.c.workspace_id == _HERE, gaps.c.id == bindparam("gap"))
_OTHERS_OF_GAP = select(gap_accounts.c.account_id).where(
    gap_accounts.c.workspace_id == _HERE, gap_accounts.c.gap_id == bindparam("gap")
)


async def of(tx: AsyncConnection, workspace_id: str, kind: str, ref: str) -> list[AuditEntry]:
    """Every change of one record, oldest first. Kinds and refs are those of `KINDS` and `ref_of`."""
    return await every(tx, AuditEntry, _OF, ws=workspace_id, its_kind=kind, its_ref=ref)


async def of_deed(tx: AsyncConnection, workspace_id: str, deed: str) -> list[AuditEntry]:
    """Everything that was changed in one go, in the order it was changed."""
    return await every(tx, AuditEntry, _OF_DEED, ws=workspace_id, its_deed=deed)


def ref_of(value: Record) -> str:
    """What names a record inside its workspace: "34" for action A-34, "7/usage" for review 7's usage step."""
    return "/".join(str(getattr(value, name)) for name in key_names(type(value))[1:])


async def page(
    tx: AsyncConnection,
    workspace_id: str,
    refs: Mapping[str, Sequence[str]],
    offset: int,
    limit: int,
    *,
    facts_of: int | None = None,
) -> tuple[list[AuditEntry], int]:
    """Changes of several records, newest first: a page of them, and how many there are. `refs`: by their kind.

    `facts_of`: with them those of every fact of this account. What came with a file is told of once it changed.
    """
    of = audit_entries.c
    which = [and_(of.kind == kind, of.ref.in_(those), *_told(kind)) for kind, those in refs.items() if those]
    if facts_of is not None:
        which += [
            and_(of.kind == kind, of.ref.in_(_facts_of(table, workspace_id, facts_of)))
            for kind, table in _FACTS.items()
        ]
    if not which:
        return [], 0
    # One walk of the index for each kind: as alternatives of one condition they would walk all of the workspace's.
    told = union_all(*(select(of.id).where(of.workspace_id == workspace_id, each) for each in which))
    total = await tx.scalar(select(func.count()).select_from(told.subquery("every")))
    rows = selected(AuditEntry).where(of.id.in_(told)).order_by(of.id.desc()).offset(offset).limit(limit)
    return await every(tx, AuditEntry, rows), int(total or 0)


def _facts_of(table: Table, workspace_id: str, account_id: int) -> Select[Any]:
    """They may be too many to be named one by one."""
    whose = (table.c.workspace_id == workspace_id, table.c.account_id == account_id)
    return select(cast(table.c.id, Text)).where(*whose)


def _told(kind: str) -> Iterable[ColumnElement[bool]]:
    """Every review opens the same steps and brings over what was left: that is told once somebody does something."""
    if kind in {"step", "carried"}:
        yield func.length(cast(audit_entries.c.before, Text)) > len("{}")


async def refs_of_account(tx: AsyncConnection, workspace_id: str, account_id: int) -> dict[str, list[str]]:
    """Everything kept of a customer beside its actions, gaps and facts, by kind: itself, its people, goals, reviews."""
    found: dict[str, list[str]] = {}
    given = {"ws": workspace_id, "account": account_id}
    for kind, statement in _OF_ACCOUNT.items():
        if rows := (await tx.execute(statement, given)).all():
            found[kind] = ["/".join(str(part) for part in row) for row in rows]
    return found


async def record_of(
    tx: AsyncConnection, workspace_id: str, kind: str, ref: str, *, lock: bool = False
) -> Undoable | None:
    """A record that an entry is about, as it stands now; None where it is gone or of a kind no undo puts back."""
    value = next((value for value, name in KINDS.items() if name == kind and kind in UNDONE), None)
    if value is None:
        return None
    keys, parts = key_names(value)[1:], ref.split("/")
    columns = TABLES[value].c
    if len(keys) != len(parts):
        return None
    conditions = [columns.workspace_id == workspace_id]
    conditions += [
        columns[name] == (int(part) if name == "id" else part) for name, part in zip(keys, parts, strict=True)
    ]
    found: Undoable | None = await one(tx, value, locked(selected(value).where(*conditions), lock))
    return found


async def refs_of_gap(tx: AsyncConnection, workspace_id: str, gap_id: int) -> dict[str, list[str]]:
    """A gap and the other customers it is about, by kind; nothing where there is no such gap."""
    given = {"ws": workspace_id, "gap": gap_id}
    if await tx.scalar(_THE_GAP, given) is None:
        return {}
    others = await tx.scalars(_OTHERS_OF_GAP, given)
    return {"gap": [str(gap_id)], "gap_account": [f"{gap_id}/{account_id}" for account_id in others]}
