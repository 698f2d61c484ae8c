"""One gap over several accounts: shared and taken off again, and each customer told once it is gone.

It stays one gap with one owner and one date, so nobody is asked twice. When it closes, every customer it was about
is told by somebody: an action each, for the account's owner, made in the same go and taken back with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from reviews.calendar import WorkCalendar
from reviews.customer import GapAccount
from reviews.decision import Change, Refusal
from reviews.model import LIVE_ACTIONS, Account, Action, ActionState, Gap, GapState
from reviews.text import one_line

TELL_WITHIN: Final = 2
"""Working days of who tells them."""
MOST_SHARED: Final = 90
"""Beside its own: a form holds no more of them."""
UNDONE: Final = "undone"
_WHAT: Final = 200


@dataclass(frozen=True, slots=True)
class Teller:
    """Who tells one customer, and when they work."""

    account: Account
    owner: str
    calendar: WorkCalendar


def share(
    gap: Gap, wanted: Iterable[int], links: Sequence[GapAccount], *, by: str, now: datetime
) -> tuple[Change, ...] | Refusal:
    """The changes after which a gap is about its own account and the wanted others, and about no more."""
    others = dict.fromkeys(number for number in wanted if number != gap.account_id)
    if len(others) > MOST_SHARED:
        return Refusal("too_many", f"One gap can be about {MOST_SHARED} other customers at most.")
    known = {link.account_id: link for link in links}
    new = (
        Change(None, GapAccount(gap.workspace_id, gap.id, number, by, now)) for number in others if number not in known
    )
    again = (
        Change(link, replace(link, added_by=by, added_at=now, ended_at=None))
        for number, link in known.items()
        if number in others and link.ended_at is not None
    )
    off = (
        Change(link, replace(link, ended_at=now))
        for number, link in known.items()
        if number not in others and link.ended_at is None
    )
    return (*new, *again, *off)


def is_closing(before: object, after: object) -> bool:
    """Whether a change closes a gap that was open."""
    return _turned(before, after, GapState.OPEN, GapState.CLOSED)


def is_reopening(before: object, after: object) -> bool:
    """Whether a change opens a closed gap again."""
    return _turned(before, after, GapState.CLOSED, GapState.OPEN)


def teller_of(account: Account, gap: Gap, by: str, left: frozenset[str]) -> str:
    """Who tells a customer that a gap is gone: the account's owner, else the gap's, else who closed it.

    `left`: those who are not here any more.
    """
    return next((each for each in (account.owner, gap.owner) if each and each not in left), by)


def tell_each(gap: Gap, tellers: Sequence[Teller], first_number: int, *, by: str, now: datetime) -> tuple[Change, ...]:
    """An action for each customer of a gap that was closed. A gap of one account makes none."""
    if len(tellers) < 2:
        return ()
    return tuple(
        Change(None, _tell(gap, teller, number, by=by, now=now)) for number, teller in enumerate(tellers, first_number)
    )


def withdrawn(made: Iterable[Action], *, by: str, now: datetime) -> tuple[Change, ...]:
    """The actions that closing a gap made are taken back with it, as far as they are not done."""
    return tuple(
        Change(each, replace(each, state=ActionState.WITHDRAWN, ended_at=now, ended_by=by), UNDONE)
        for each in made
        if each.state in LIVE_ACTIONS
    )


def told_of(gap: Gap, account: str) -> str:
    """What is to be told, as an action says it."""
    return f"Tell {one_line(account, 80)} that “{one_line(gap.what, _WHAT)}” is solved"


def also_at(names: Mapping[int, str], others: Sequence[int]) -> tuple[tuple[str, ...], int]:
    """The other accounts by name, as far as they may be seen, and how many more there are."""
    shown = tuple(names[number] for number in others if number in names)
    return shown, len(others) - len(shown)


def _turned(before: object, after: object, was: GapState, now: GapState) -> bool:
    return isinstance(before, Gap) and isinstance(after, Gap) and before.state is was and after.state is now


def _tell(gap: Gap, teller: Teller, number: int, *, by: str, now: datetime) -> Action:
    due = _due(teller.calendar, now)
    return Action(
        workspace_id=gap.workspace_id,
        id=number,
        account_id=teller.account.id,
        review_id=None,
        what=told_of(gap, teller.account.name),
        owner=teller.owner,
        due=due,
        first_due=due,
        state=ActionState.OPEN,
        logged_by=by,
        logged_at=now,
        gap_id=gap.id,
    )


def _due(calendar: WorkCalendar, now: datetime) -> date:
    return calendar.add_working(calendar.today(now), TELL_WITHIN)
