"""Something typed but not logged yet: kept as plain values until the person has said what was missing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from reviews.actions import ActionWords
from reviews.gaps import GapWords
from reviews.model import Action, Gap, Severity


@dataclass(frozen=True, slots=True)
class Draft:
    """A gap or an action as far as it is known. `new_account`: a customer named for the first time;
    `example`: the rewritten wording that was offered;
    `typed`: the whole line; `also`: the other customers of a gap, None where nothing was said of them.
    """

    kind: str
    typed: str = ""
    what: str = ""
    owner: str | None = None
    day: date | None = None
    account_id: int | None = None
    new_account: str | None = None
    channel: str | None = None
    example: str | None = None
    # an action's own
    closes: int | None = None
    counterpart: str | None = None
    check_on: date | None = None
    insisted: bool = False
    # a gap's own
    affects: str | None = None
    frequency: str | None = None
    severity: Severity | None = None
    reason: str | None = None
    also: tuple[int, ...] | None = None
    # where it came from
    link: str | None = None
    assumed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def action_words(draft: Draft) -> ActionWords | None:
    """What an action is logged or changed with; None while owner or day are not known."""
    if draft.owner is None or draft.day is None:
        return None
    return ActionWords(
        what=draft.what,
        owner=draft.owner,
        due=draft.day,
        gap_id=draft.closes,
        counterpart=draft.counterpart,
        check_on=draft.check_on,
        insisted=draft.insisted,
        link=draft.link,
    )


def gap_words(draft: Draft) -> GapWords:
    """What a gap is logged or changed with."""
    return GapWords(
        what=draft.what,
        severity=draft.severity,
        affects=draft.affects,
        frequency=draft.frequency,
        owner=draft.owner,
        update_on=draft.day,
        reason=draft.reason,
        link=draft.link,
    )


def version_of(item: Action | Gap) -> str:
    """A name for an item as it stands: who has another before them is told before they overwrite it."""
    return hashlib.sha256(repr(item).encode()).hexdigest()[:12]


def of_item(item: Action | Gap) -> Draft:
    """Something logged, as a draft of its own change."""
    if isinstance(item, Gap):
        return Draft(kind="gap", account_id=item.account_id, what=item.what, owner=item.owner, link=item.link)
    return Draft(
        kind="action",
        account_id=item.account_id,
        what=item.what,
        owner=item.owner,
        closes=item.gap_id,
        insisted=item.insisted,
        link=item.link,
    )


def to_json(draft: Draft) -> dict[str, Any]:
    """A draft as JSON values; what is empty is left out."""
    pairs = ((f.name, getattr(draft, f.name)) for f in fields(draft))
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in pairs if value}


def from_json(payload: Mapping[str, Any]) -> Draft:
    """The draft that `to_json` wrote."""
    known: dict[str, Any] = {f.name: payload[f.name] for f in fields(Draft) if f.name in payload}
    for name in ("day", "check_on"):
        if known.get(name):
            known[name] = date.fromisoformat(known[name])
    for name in ("assumed", "notes"):
        known[name] = tuple(known.get(name, ()))
    if known.get("also"):
        known["also"] = tuple(known["also"])
    if known.get("severity"):
        known["severity"] = Severity(known["severity"])
    return Draft(**known)
