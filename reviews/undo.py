"""Taking back what one deed changed, for a day, as long as nobody has changed the same things since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final, TypeVar, get_args, get_type_hints

from reviews.audit_entry import AuditEntry, file_of, plain
from reviews.customer import Contact, Goal
from reviews.decision import Change, Decision, Refusal
from reviews.facts import Incident, Touch, UsageSnapshot
from reviews.model import Account, Action, Gap, Review
from reviews.preferences import Preferences
from reviews.rights import Role

UNDO_FOR = timedelta(days=1)
KINDS: Final = frozenset(
    {"action", "gap", "account", "contact", "goal", "role", "review", "preferences", "incident", "usage", "touch"}
)
"""What an undo can put back. The rest only goes with it: steps and marks of a review stay as the room left them.

Facts go back where somebody changed them by hand; all that came with a file goes back with that file.
"""

Undoable = Action | Gap | Account | Contact | Goal | Role | Review | Preferences | Incident | UsageSnapshot | Touch
Kept = TypeVar("Kept", bound=Undoable)
_OF_A_REVIEW: Final = frozenset({"facilitator"})
"""A review that was closed has been told of: only who leads it goes back."""


def can_go_back(entry: AuditEntry) -> bool:
    """Whether a change is of a kind that an undo puts back."""
    if file_of(entry.deed) is not None:
        return False
    return entry.kind in KINDS and (entry.kind != "review" or set(entry.after) <= _OF_A_REVIEW)


def undo_entries(
    entries: Sequence[AuditEntry], records: Mapping[tuple[str, str], Undoable], *, now: datetime
) -> Decision | Refusal:
    """The changes that put everything back as it was before a deed. `records`: by the entries' kind and ref.

    All or nothing: where somebody has changed one of the fields since, nothing is taken back.
    """
    if not entries:
        return Refusal("nothing", "There is nothing to undo.")
    if now - entries[-1].at > UNDO_FOR:
        return Refusal(
            "too_late", "Undo works for a day, and that has passed. What it changed can still be changed in the list."
        )
    changes, standing = [], dict(records)
    # What was made because something changed goes back with it by the rules of its own.
    for entry in reversed([each for each in entries if each.before] or entries):
        record = standing.get((entry.kind, entry.ref))
        restored = _as_before(record, entry) if record is not None and entry.before else None
        if record is None or restored is None:
            return Refusal("changed_since", "Somebody has changed it since, so nothing was undone.")
        # A deed may have changed one thing twice: each step back begins where the last one ended.
        standing[entry.kind, entry.ref] = restored
        changes.append(Change(record, restored, "undone"))
    return Decision(tuple(changes))


def _as_before(record: Kept, entry: AuditEntry) -> Kept | None:
    """The record with the fields of before; None when they are no longer as the deed left them."""
    known = {field.name for field in fields(record)}
    names = [name for name in entry.after if name in known]
    if any(plain(getattr(record, name)) != entry.after[name] for name in names):
        return None
    hints = get_type_hints(type(record))
    return replace(record, **{name: typed(entry.before.get(name), hints[name]) for name in names})


def typed(value: object, hint: Any) -> Any:
    """A field as the trail kept it, read back into what the value holds."""
    kinds = get_args(hint) or (hint,)
    if isinstance(value, list):
        # A tuple of values: the trail keeps each as the list of its fields.
        return tuple(kinds[0](*each) for each in value)
    if not isinstance(value, str):
        return value
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return kind(value)
        if kind in (datetime, date, time):
            return kind.fromisoformat(value)
    return value
