"""Who is told that a customer crossed a line: its owner, and of an alarm its leaders too; each when they work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from reviews.health.sheet import HealthSheet
from reviews.model import Account, MarkColour
from reviews.preferences import EVERYBODY
from reviews.rights import Reach
from reviews.roster import Roster

MOST_IN_FULL: Final = 5
"""So many customers are told of whole in one message; the others by name."""
_WORST: Final = {MarkColour.RED: 0, MarkColour.YELLOW: 1}


@dataclass(frozen=True, slots=True)
class Lead:
    """Somebody named leader. `reports`: everybody whose manager they are, however far down."""

    user_id: str
    reach: Reach
    reports: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Crossing:
    """A customer that crossed a line, not told to everybody yet. `at`: when it crossed, aware UTC."""

    account: Account
    mark: MarkColour
    score: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Hearing:
    """What one reader is to hear of one customer. `slot`: in whose place, themselves where they are there."""

    crossing: Crossing
    slot: str
    reader: str


@dataclass(frozen=True, slots=True)
class Alert:
    """One customer in a message of alerts. `instead_of`: the name of who is away, where the reader stands in."""

    sheet: HealthSheet
    owner: str | None = None
    instead_of: str | None = None


@dataclass(frozen=True, slots=True)
class AlertSheet:
    """One person's message of a day: those told whole, then the names and marks of the others, worst first."""

    today: date
    alerts: tuple[Alert, ...]
    rest: tuple[tuple[str, MarkColour], ...] = ()


def slots_of(crossing: Crossing, leads: Iterable[Lead], roster: Roster) -> tuple[str, ...]:
    """Whose business it is, by Slack id: the owner's, of an alarm the leaders' too; only theirs where it has none."""
    account = crossing.account
    above = leaders_of(account, leads, roster)
    owner = account.owner
    if owner is None or (roster.has_left(owner) and roster.manager(owner, account) is None):
        return above
    return (owner, *above) if crossing.mark is MarkColour.RED else (owner,)


def leaders_of(account: Account, leads: Iterable[Lead], roster: Roster) -> tuple[str, ...]:
    """The leaders of a customer; where none is named, who leads its owner, or everybody by default.

    Who is not named a leader may not know of a private customer.
    """
    named = [lead.user_id for lead in leads if _covers(lead, account.owner) and not roster.has_left(lead.user_id)]
    others = tuple(dict.fromkeys(each for each in named if each != account.owner))
    if others or account.is_private:
        return others
    common = roster.wishes.get(EVERYBODY)
    above = roster.manager(account.owner) if account.owner else (common.manager if common else None)
    return (above,) if above and above != account.owner and not roster.has_left(above) else ()


def hearings(crossing: Crossing, leads: Sequence[Lead], roster: Roster, now: datetime) -> tuple[Hearing, ...]:
    """Who hears of it at present; who is away and has no stand-in hears of it when they are back."""
    found = []
    for slot in slots_of(crossing, leads, roster):
        reader = roster.asked_instead(slot, now, crossing.account)
        if reader is not None:
            found.append(Hearing(crossing, slot, reader))
    return tuple(found)


def worst_first(crossing: Crossing) -> tuple[int, int, int, str]:
    """How crossings are sorted: red before yellow, the lowest score, the most at stake."""
    account = crossing.account
    return _WORST.get(crossing.mark, 2), crossing.score or 0, -(account.arr or 0), account.name.casefold()


def key_of(user_id: str, day: date) -> str:
    """One message a person and day of theirs."""
    return f"alert:{user_id}:{day}"


def marker_of(crossing: Crossing, slot: str, mark: MarkColour | None = None) -> str:
    """That somebody was told of this crossing, at this level."""
    return f"alerted:{crossing.account.id}:{crossing.at.isoformat()}:{slot}:{mark or crossing.mark}"


def was_told(crossing: Crossing, slot: str, markers: Iterable[str]) -> bool:
    """Whether somebody was told: of this level, or of a worse one."""
    worse = [mark for mark, depth in _WORST.items() if depth <= _WORST.get(crossing.mark, 2)]
    return bool({marker_of(crossing, slot, mark) for mark in worse} & set(markers))


def _covers(lead: Lead, owner: str | None) -> bool:
    return lead.reach is Reach.ALL or owner is None or owner == lead.user_id or owner in lead.reports
