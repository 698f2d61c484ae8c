"""What the records that a history tells of are called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.fields import number
from reviews.audit_entry import AuditEntry, file_of
from reviews.facts import FactKind
from reviews.history_facts import fact_name
from storage import contacts, fact_pages, goals, imports
from storage import reviews as review_store

_OF_A_REVIEW: Final = frozenset({"review", "step", "mark", "carried"})
Subject = tuple[str, str]
"""A kind of record and what names it within its kind, as the audit trail has them."""


async def subjects_of(
    tx: AsyncConnection, workspace_id: str, entries: Sequence[AuditEntry], today: date
) -> dict[Subject, str]:
    """What the contacts, goals, reviews, facts and files of these entries are called."""
    found: dict[Subject, str] = {}
    for entry in entries:
        for key in _named_in(entry):
            if key not in found and (name := await _name(tx, workspace_id, *key, today)):
                found[key] = name
    return found


def _named_in(entry: AuditEntry) -> list[Subject]:
    """The record itself, or the goal or the review it belongs to; and the file that it was changed by."""
    kind = "goal" if entry.kind == "reading" else "review" if entry.kind in _OF_A_REVIEW else entry.kind
    file = file_of(entry.deed)
    return [(kind, entry.ref.split("/")[0]), *([("import", file)] if file else [])]


async def _name(tx: AsyncConnection, workspace_id: str, kind: str, ref: str, today: date) -> str | None:
    wanted = number(ref)
    if wanted is None:
        return None
    if kind in set(FactKind):
        return fact_name(await fact_pages.known(tx, workspace_id, FactKind(kind), wanted), today)
    match kind:
        case "contact":
            contact = await contacts.by_id(tx, workspace_id, wanted)
            return contact.name if contact else None
        case "goal":
            goal = await goals.by_id(tx, workspace_id, wanted)
            return goal.what if goal else None
        case "review":
            review = await review_store.by_id(tx, workspace_id, wanted)
            return f"of {review.quarter}" if review else None
        case "import":
            file = await imports.by_id(tx, workspace_id, wanted)
            return file.name if file else None
        case _:
            return None
