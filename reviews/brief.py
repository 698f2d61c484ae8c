"""The two-minute brief: everything known of a customer, read once and put in order."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from reviews.account_facts import AccountFacts
from reviews.brief_model import BriefMaterial, BriefSheet, Promises
from reviews.direct_questions import direct_questions
from reviews.facts import FactKind
from reviews.model import LIVE_ACTIONS, Action, ActionState
from reviews.patterns import of_quarter
from reviews.ticket_reading import read_tickets
from reviews.touch_reading import read_touches
from reviews.usage_reading import read_usage

ASKED_FOR: Final = (FactKind.INCIDENT, FactKind.USAGE, FactKind.TICKET, FactKind.TOUCH)
"""A brief without one of these says so."""


def make_brief(material: BriefMaterial) -> BriefSheet:
    """Read everything, and find the questions in it."""
    facts = material.facts
    sheet = BriefSheet(
        material=material,
        promises=promises_of(material),
        patterns=of_quarter(facts),
        usage=read_usage(facts),
        tickets=read_tickets(facts),
        touches=read_touches(facts),
        missing=missing(facts),
    )
    return replace(sheet, questions=direct_questions(sheet))


def promises_of(material: BriefMaterial) -> Promises:
    """What became of the last review's actions and of what it carried on; before the first review, of all there are."""
    promised = _promised(material)
    live = sorted((a for a in promised if a.state in LIVE_ACTIONS), key=lambda a: (a.first_due, a.id))
    late = tuple(a for a in live if a.due < material.today and a.state is ActionState.OPEN)
    return Promises(
        promised=promised,
        kept=tuple(a for a in promised if a.state is ActionState.DONE),
        moved=tuple(sorted((a for a in promised if a.moves), key=lambda a: (-a.moves, a.id))),
        late=late,
        open=tuple(a for a in live if a not in late),
    )


def _promised(material: BriefMaterial) -> tuple[Action, ...]:
    """What the last review promised, and what was promised before it and still stands."""
    if material.last is None:
        return material.actions
    ended, own = material.last.review.ended_at, material.last.promised
    carried = [a for a in material.actions if ended and a.logged_at <= ended and a.id not in {each.id for each in own}]
    return (*own, *carried)


def missing(facts: AccountFacts) -> tuple[FactKind, ...]:
    """Kinds of facts of which nothing speaks for the present: neither a source that was read nor a fact itself."""
    return tuple(kind for kind in ASKED_FOR if facts.is_silent(kind) and not _has_news(facts, kind))


def _has_news(facts: AccountFacts, kind: FactKind) -> bool:
    """Whether somebody noted a fact of this quarter all the same."""
    match kind:
        case FactKind.USAGE:
            return not read_usage(facts).is_stale
        case FactKind.INCIDENT:
            return bool(of_quarter(facts).count)
        case FactKind.TICKET:
            return any(each.opened_at.date() >= facts.since for each in facts.tickets)
        case _:
            return any(each.at.date() >= facts.since for each in facts.touches)
