"""Taking back what one deed changed, for a day, as long as nobody has changed the same things since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, get_args, get_type_hints

from reviews.audit_entry import AuditEntry
from reviews.decision import Change, Decision, Refusal
from reviews.model import Action, Gap

UNDO_FOR = timedelta(days=1)


def undo_entries(
    entries: Sequence[AuditEntry], items: Mapping[tuple[str, str], Action | Gap], *, now: datetime
) -> Decision | Refusal:
    """The changes that put everything back as it was before a deed. `items`: by the entries' kind and ref.

    All or nothing: where somebody has changed one of the fields since, nothing is taken back.
    """
    if not entries:
        return Refusal("nothing", "There is nothing to undo.")
    if now - entries[-1].at > UNDO_FOR:
        return Refusal(
            "too_late", "Undo works for a day, and that has passed. What it changed can still be changed in the list."
        )
    changes, standing = [], dict(items)
    for entry in reversed(entries):
        item = standing.get((entry.kind, entry.ref))
        restored = _as_before(item, entry) if item is not None and entry.before else None
        if item is None or restored is None:
            return Refusal("changed_since", "Somebody has changed it since, so nothing was undone.")
        # A deed may have changed one thing twice: each step back begins where the last one ended.
        standing[entry.kind, entry.ref] = restored
        changes.append(Change(item, restored, "undone"))
    return Decision(tuple(changes))


def _as_before(item: Action | Gap, entry: AuditEntry) -> Action | Gap | None:
    """The item with the fields of before; None when they are no longer as the deed left them."""
    known = {field.name for field in fields(item)}
    names = [name for name in entry.after if name in known]
    if any(_plain(getattr(item, name)) != entry.after[name] for name in names):
        return None
    hints = get_type_hints(type(item))
    return replace(item, **{name: _typed(entry.before.get(name), hints[name]) for name in names})


def _plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date | datetime) else value


def _typed(value: object, hint: Any) -> Any:
    """A field as the trail kept it, read back into what the value holds."""
    kinds = get_args(hint) or (hint,)
    if not isinstance(value, str):
        return value
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return kind(value)
        if kind is datetime:
            return datetime.fromisoformat(value)
        if kind is date:
            return date.fromisoformat(value)
    return value
