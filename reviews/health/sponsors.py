"""Who stands for us at the customer, and for the customer here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from reviews.account_facts import AccountFacts
from reviews.customer import Contact, Level
from reviews.facts import TookPart
from reviews.health.heard import heard_of
from reviews.health.model import NotKnown, Part, Reading, Signal, SignalName, View
from reviews.health.windows import WEEKS, counted, day_of, is_new, said_day, start_of, times
from reviews.touch_reading import was_there

_LEFT_WITHIN: Final = timedelta(days=182)
_YEARS: Final = timedelta(days=730)
_WENT_QUIET, _NEVER_CAME, _DECLINED = 0.5, 0.3, 0.1
_OUR_SPONSOR_AFTER: Final = ((180, 0.3), (90, 0.15))
_PEOPLE_KEPT: Final = "people kept here"


@dataclass(frozen=True, slots=True)
class Executive:
    """One executive of theirs: when last heard from, and how often they stayed away this quarter when invited."""

    name: str
    last: date | None
    stayed_away: int


def quiet_executives(view: View) -> tuple[list[Executive], int]:
    """Executives not heard from in 13 weeks, those who came before first; and how many are known at all."""
    found = _executives(view)
    since = view.facts.since
    readable = heard_of(view).is_read
    new = is_new(view)
    quiet = [
        each
        for each in found
        if (each.last is None or each.last < since)
        and (readable or each.stayed_away)
        and not (new and each.last is None and not each.stayed_away)
    ]
    quiet.sort(key=lambda each: (each.last is None, -(each.last or date.min).toordinal(), each.name))
    return quiet, len(found)


def executives_quiet(view: View) -> Reading:
    """Executives who attended or wrote before, and have not in 13 weeks."""
    quiet, known = quiet_executives(view)
    if not known:
        return NotKnown(SignalName.EXECUTIVES_QUIET, Part.SPONSORSHIP, "No executive of theirs is known.")
    if not quiet:
        if not heard_of(view).is_read:
            missing = "Contacts were not read in the last two weeks, so nobody knows whether executives speak with us."
            return NotKnown(SignalName.EXECUTIVES_QUIET, Part.SPONSORSHIP, missing)
        sentence = f"{counted(known, 'executive')} of theirs heard from in {WEEKS}"
        return _signal(SignalName.EXECUTIVES_QUIET, 0.0, sentence, 0, 1)
    worst = quiet[0]
    base = _WENT_QUIET if worst.last is not None else _NEVER_CAME
    base *= 1.0 if len(quiet) == known else 0.6
    strength = min(0.8, base + _DECLINED * min(3, sum(each.stayed_away for each in quiet)))
    return _signal(SignalName.EXECUTIVES_QUIET, strength, _quiet_words(view, worst, quiet), len(quiet), 1, worst.last)


def champion_left(view: View) -> Reading:
    """Champions or sponsors of theirs who left within 26 weeks. A long history of renewals is no safety then."""
    stood = sorted((each for each in view.facts.people if each.champion or each.sponsor), key=lambda each: each.id)
    here = [each for each in stood if each.left_on is None or each.left_on > view.today]
    gone = [each for each in stood if each.left_on and timedelta() <= view.today - each.left_on <= _LEFT_WITHIN]
    if not gone and not here:
        return NotKnown(SignalName.CHAMPION_LEFT, Part.SPONSORSHIP, "No champion or sponsor of theirs is known.")
    if not gone:
        sentence = f"{_role(here[0])} {here[0].name} is still there"
        return _signal(SignalName.CHAMPION_LEFT, 0.0, sentence, 0, 1)
    last = max(gone, key=lambda each: (each.left_on or date.min, each.id))
    more = f" and {counted(len(gone) - 1, 'other')} left" if len(gone) > 1 else " left"
    long = ", and years of renewals do not make up for that" if _is_old(view) else ""
    rest = f"; {here[0].name} is still there" if here else ""
    day = said_day(view, last.left_on or view.today)
    sentence = f"{_role(last)} {last.name}{more} on {day}{long}{rest}"
    strength = min(0.8, (0.35 if here else 0.5) + 0.1 * (len(gone) - 1))
    return _signal(SignalName.CHAMPION_LEFT, strength, sentence, len(gone), 1, last.left_on)


def our_sponsor(view: View) -> Reading:
    """When whoever leads on our side last met them."""
    account = view.account
    if account.sponsor is None:
        return NotKnown(SignalName.OUR_SPONSOR, Part.SPONSORSHIP, "Nobody of ours is named as their sponsor.")
    name = view.sponsor_name or "Our sponsor"
    if account.sponsor_met_on is None:
        missing = f"Nobody noted when {name} last met them."
        return NotKnown(SignalName.OUR_SPONSOR, Part.SPONSORSHIP, missing)
    days = (view.today - account.sponsor_met_on).days
    strength = next((strength for least, strength in _OUR_SPONSOR_AFTER if days > least), 0.0)
    ago = f", {days} days ago" if strength else ""
    sentence = f"{name}, who sponsors them here, last met them on {said_day(view, account.sponsor_met_on)}{ago}"
    return _signal(SignalName.OUR_SPONSOR, strength, sentence, days, 90, account.sponsor_met_on)


def _executives(view: View) -> list[Executive]:
    """Those among the people kept here, and those a touch says are one."""
    facts = view.facts
    heard, away = _touched(facts)
    ranked = sorted(facts.people, key=lambda each: each.id, reverse=True)
    named = {each.name.casefold(): each for each in ranked if each.level is Level.EXECUTIVE}
    gone = {each.name.casefold() for each in facts.people if each.left_on and each.left_on <= view.today}
    names = {**{key: each.name for key, each in named.items()}, **heard.names}
    found = []
    for key in sorted(names.keys() - gone):
        contact = named.get(key)
        days = [day for day in (heard.last.get(key), contact.heard_on if contact else None) if day]
        found.append(Executive(names[key], max(days, default=None), away.get(key, 0)))
    return found


@dataclass(frozen=True, slots=True)
class _Touched:
    """Executives named by touches, and when each person was last heard from; by folded name."""

    names: dict[str, str]
    last: dict[str, date]


def _touched(facts: AccountFacts) -> tuple[_Touched, dict[str, int]]:
    """Who was heard from when, by folded name; and how often somebody stayed away this quarter."""
    names: dict[str, str] = {}
    last: dict[str, date] = {}
    away: dict[str, int] = {}
    since = start_of(facts.since)
    by_id = {each.id: each.name for each in facts.people}
    for each in facts.touches:
        name = by_id.get(each.contact_id or 0) or each.person
        if not name:
            continue
        key = name.casefold()
        if each.level is Level.EXECUTIVE:
            names[key] = min(name, names.get(key, name))
        if was_there(each):
            last[key] = max(last.get(key, date.min), day_of(each.at))
        elif each.took_part in {TookPart.DECLINED, TookPart.ABSENT} and each.at >= since:
            away[key] = away.get(key, 0) + 1
    return _Touched(names, last), away


def _quiet_words(view: View, worst: Executive, quiet: list[Executive]) -> str:
    when = f"was last heard from on {said_day(view, worst.last)}" if worst.last else "was not heard from in 26 weeks"
    declined = f" and stayed away {times(worst.stayed_away)} in {WEEKS}" if worst.stayed_away else ""
    others = counted(len(quiet) - 1, "other executive is", "other executives are")
    more = f"; {others} quiet too" if len(quiet) > 1 else ""
    return f"{worst.name} (executive) {when}{declined}{more}"


def _role(contact: Contact) -> str:
    return "Their champion" if contact.champion else "Their sponsor"


def _is_old(view: View) -> bool:
    created = view.account.created_at
    contract = view.facts.contract
    days = [day_of(created)] if created else []
    days += [contract.starts_on] if contract and contract.starts_on else []
    return bool(days) and view.today - min(days) >= _YEARS


def _signal(
    name: SignalName, strength: float, sentence: str, number: float, threshold: float, on: date | None = None
) -> Signal:
    cannot = "what they speak of among themselves"
    return Signal(name, Part.SPONSORSHIP, strength, sentence, number, threshold, _PEOPLE_KEPT, on, cannot)
