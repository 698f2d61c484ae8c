"""Handing on everything of somebody who left: what there is, in which order, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from reviews import actions, gaps
from reviews.asks import Ask, AskKind, AskState
from reviews.audit_entry import AuditEntry
from reviews.customer import Handover
from reviews.decision import Change, Decision, Refusal
from reviews.model import Account, Action, Gap, Review
from reviews.preferences import Preferences

FIELDS = ("owner", "sponsor", "facilitator", "manager", "stand_in")
"""The fields of records that name whose something is."""


class Part(StrEnum):
    """What somebody was to a record."""

    OWNER = "owner"
    SPONSOR = "sponsor"
    ACTION = "action"
    GAP = "gap"
    REVIEW = "review"
    MANAGER = "manager"
    STAND_IN = "stand_in"


Owned = Account | Action | Gap | Review | Preferences


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing of somebody's, with the customer it belongs to."""

    part: Part
    record: Owned
    account: Account | None = None

    @property
    def ref(self) -> str:
        """Names it in a button: `action:34`, `manager:U5`."""
        record = self.record
        return f"{self.part}:{record.user_id if isinstance(record, Preferences) else record.id}"


def in_order(things: Iterable[Thing]) -> tuple[Thing, ...]:
    """By customer, the one with what is due first before the others; people last."""
    known = sorted(things, key=_place)
    groups = [list(group) for _, group in groupby(known, key=_customer)]
    return tuple(thing for group in sorted(groups, key=_worst) for thing in group)


_ORDER = (Part.OWNER, Part.SPONSOR, Part.REVIEW, Part.ACTION, Part.GAP, Part.MANAGER, Part.STAND_IN)


def _place(thing: Thing) -> tuple[int, int, str, str]:
    return _customer(thing), _ORDER.index(thing.part), _due(thing), thing.ref.rpartition(":")[2].zfill(12)


def _customer(thing: Thing) -> int:
    """Its customer's number; what is of none comes after all that are, and people after that."""
    if isinstance(thing.record, Preferences):
        return 2**41
    return thing.account.id if thing.account else 2**40


def _worst(group: Sequence[Thing]) -> tuple[bool, str, str, int]:
    first = group[0]
    renewal = first.account.renewal_on if first.account else None
    is_people = isinstance(first.record, Preferences)
    return is_people, min(map(_due, group)), str(renewal or "9999"), _customer(first)


def _due(thing: Thing) -> str:
    record = thing.record
    day = record.due if isinstance(record, Action) else record.update_on if isinstance(record, Gap) else None
    return str(day or "9999")


def hand_on(things: Sequence[Thing], *, to: str, why: str) -> Decision | Refusal:
    """All of them become somebody else's; `to` is a Slack id already checked to be one person."""
    if not things:
        return Refusal("nothing_left", "All of it is handed on or done already.")
    standing: dict[tuple[type, object], Owned] = {}
    changes = []
    for thing in things:
        key = (type(thing.record), thing.ref.rpartition(":")[2])
        before = standing.get(key, thing.record)
        change = _handed(replace(thing, record=before), to, why)
        if isinstance(change, Refusal):
            return change
        # One account may be theirs in two ways: the second change begins where the first one ended.
        assert isinstance(change.after, Owned)  # noqa: S101 - what is handed on stays what it is
        standing[key] = change.after
        changes.append(change)
    return Decision(tuple(changes))


def _handed(thing: Thing, to: str, why: str) -> Change | Refusal:
    record, reason = thing.record, why.strip() or None
    if isinstance(record, Action | Gap):
        on = (
            actions.hand_over(record, to=to, why=why)
            if isinstance(record, Action)
            else gaps.hand_over_gap(record, to=to, why=why)
        )
        return on if isinstance(on, Refusal) else on.changes[0]
    if isinstance(record, Review):
        return Change(record, replace(record, facilitator=to), reason)
    if isinstance(record, Preferences):
        # Nobody leads themselves or stands in for themselves: then it is open again.
        theirs = None if to == record.user_id else to
        if thing.part is Part.MANAGER:
            return Change(record, replace(record, manager=theirs), reason)
        return Change(record, replace(record, stand_in=theirs), reason)
    if thing.part is Part.OWNER:
        return Change(record, replace(record, owner=to), reason)
    # The new sponsor has not talked with the customer yet.
    return Change(record, replace(record, sponsor=to, sponsor_met_on=None), reason)


def told_of_accounts(decision: Decision, *, by: str, now: datetime) -> tuple[Ask, ...]:
    """What the new owners of accounts find in their next nudge."""
    return tuple(
        Ask(
            workspace_id=after.workspace_id,
            id=0,
            user_id=after.owner,
            kind=AskKind.HANDED,
            subject=f"ACC-{after.id}",
            about=f"{after.owner}|account|by {by}|{now.isoformat()}",
            not_before=now,
            state=AskState.WAITING,
            created_at=now,
        )
        for before, after in ((change.before, change.after) for change in decision.changes)
        if isinstance(before, Account) and isinstance(after, Account)
        if after.owner and after.owner not in {before.owner, by}
    )


def handed_so_far(entries: Iterable[AuditEntry], leaver: str, left: Iterable[Thing]) -> dict[str, int]:
    """How much went to whom, by Slack id, as the trail of this hand-over tells; what came back is not counted."""
    names = {Part.ACTION: "owner", Part.GAP: "owner", Part.REVIEW: "facilitator"}
    open_still = {(_kind(thing), names.get(thing.part, str(thing.part))) for thing in left}
    went: dict[tuple[tuple[str, str], str], str] = {}
    for entry in entries:
        for name in FIELDS:
            key = ((entry.kind, entry.ref), name)
            if entry.before.get(name) == leaver and key not in open_still:
                went[key] = str(entry.after.get(name) or "")
    counted: dict[str, int] = {}
    for to in went.values():
        counted[to] = counted.get(to, 0) + 1
    return counted


def _kind(thing: Thing) -> tuple[str, str]:
    kinds = {Account: "account", Action: "action", Gap: "gap", Review: "review", Preferences: "preferences"}
    return kinds[type(thing.record)], thing.ref.rpartition(":")[2]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a hand-over stands: what is left, what went to whom, whether who left is back."""

    handover: Handover
    things: tuple[Thing, ...]
    handed: dict[str, int]
    is_back: bool = False

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to hand on, or need not be any more."""
        return self.is_back or not self.things
