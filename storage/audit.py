"""Who changed what, when, from what, to what, and why."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import bindparam
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.audit_entry import AuditEntry
from reviews.customer import Contact, GapAccount, Goal, GoalReading, Handover
from reviews.decision import Record
from reviews.model import Account, Action, Carried, ChecklistMark, Gap, Review, Step
from reviews.preferences import Preferences
from reviews.rights import Role
from storage.rows import every, key_names, selected
from storage.tables import audit_entries

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


async def of(tx: AsyncConnection, workspace_id: str, kind: str, ref: str) -> list[AuditEntry]:
    """Every change of one record, oldest first. Kinds and refs are those of `KINDS` and `ref_of`."""
    return await every(tx, AuditEntry, _OF, ws=workspace_id, its_kind=kind, its_ref=ref)


async def of_deed(tx: AsyncConnection, workspace_id: str, deed: str) -> list[AuditEntry]:
    """Everything that was changed in one go, in the order it was changed."""
    return await every(tx, AuditEntry, _OF_DEED, ws=workspace_id, its_deed=deed)


def ref_of(value: Record) -> str:
    """What names a record inside its workspace: "34" for action A-34, "7/usage" for review 7's usage step."""
    return "/".join(str(getattr(value, name)) for name in key_names(type(value))[1:])


def plain(value: object) -> Any:
    """A field as JSON can hold it: moments and days in ISO form, enums as their words."""
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date | datetime | time) else value
