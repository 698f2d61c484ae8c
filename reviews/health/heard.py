"""Who of the customer was heard from: by calls, mails and meetings, and in channels that are listened to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter

from reviews.customer import Contact, Level
from reviews.facts import Direction, FactKind, Touch
from reviews.health.model import View
from reviews.health.windows import day_of, is_new, quarters
from reviews.touch_reading import was_there

Key = tuple[str, object]


@dataclass(frozen=True, slots=True)
class Voices:
    """The people heard from in one quarter, each once, with the levels known of them; and how often who wrote.

    A person is told by their contact, else by their name, else by their Slack id: somebody known by two of these counts
    twice, in both quarters alike.
    """

    people: dict[Key, str] = field(default_factory=dict)
    levels: frozenset[Level] = frozenset()
    theirs: int = 0
    ours: int = 0


@dataclass(frozen=True, slots=True)
class Heard:
    """This quarter and the one before; `last`: the day somebody of theirs was last heard. `is_read`: that we can tell.

    `newest` is the touch of that day, where it was one.
    """

    now: Voices
    before: Voices
    last: date | None
    newest: Touch | None
    is_read: bool


_last: list[tuple[View, Heard]] = []


def heard_of(view: View) -> Heard:
    """Everybody heard from. Several signals ask in turn, so the last customer's answer is kept."""
    if not (_last and _last[0][0] is view):
        _last[:] = [(view, _read(view))]
    return _last[0][1]


def _read(view: View) -> Heard:
    facts = view.facts
    known = {each.id: each for each in facts.people}
    # Of two with one name the first that was noted.
    by_name = {each.name.casefold(): each for each in sorted(facts.people, key=attrgetter("id"), reverse=True)}
    now, before = quarters(view, facts.touches, attrgetter("at"))
    since, start = facts.since, facts.before
    theirs = [each for each in view.heard if each.is_theirs]
    spoke = [each for each in facts.touches if was_there(each)]
    newest = max(spoke, key=lambda each: (each.at, each.id), default=None)
    days = [day_of(newest.at)] if newest else []
    days += [max(each.day for each in theirs)] if theirs else []
    days += [each.heard_on for each in facts.people if each.heard_on and each.heard_on <= view.today]
    is_read = view.listened or not facts.is_silent(FactKind.TOUCH)
    return Heard(
        now=_voices(now, known, by_name, (each.user_id for each in theirs if each.day >= since)),
        before=_voices(before, known, by_name, (each.user_id for each in theirs if start <= each.day < since)),
        last=max(days, default=None),
        newest=newest if newest and days and day_of(newest.at) == max(days) else None,
        is_read=is_read and (bool(days) or not is_new(view)),
    )


def _voices(
    touches: Iterable[Touch], known: dict[int, Contact], by_name: dict[str, Contact], slack: Iterable[str]
) -> Voices:
    people: dict[Key, str] = {}
    levels: set[Level] = set()
    theirs = ours = 0
    for each in touches:
        if each.direction is not Direction.OURS:
            theirs += 1
        if each.direction is not Direction.THEIRS:
            ours += 1
        if not was_there(each):
            continue
        contact = known.get(each.contact_id or 0) or by_name.get(each.person.casefold())
        if contact:
            people[("contact", contact.id)] = contact.name
        elif each.person:
            key = ("name", each.person.casefold())
            people[key] = min(each.person, people.get(key, each.person))
        level = each.level or (contact.level if contact else None)
        if level:
            levels.add(level)
    for user in slack:
        people[("slack", user)] = ""
    return Voices(people, frozenset(levels), theirs, ours)
