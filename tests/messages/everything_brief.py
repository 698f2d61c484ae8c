"""Briefs of customers all of whose words somebody else wrote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reviews.account_facts import AccountFacts
from reviews.brief import make_brief
from reviews.brief_model import BriefMaterial
from reviews.customer import Level
from reviews.facts import FactKind, SourceRead, TicketKind
from reviews.messages.brief import brief_fallback, brief_message
from reviews.model import Severity
from tests.builders import TODAY, account, action, days, gap, last_time
from tests.messages.worlds import Rendered, World
from tests.reviews.fact_builders import (
    answer,
    declined,
    does,
    executive,
    facts,
    incident,
    months,
    ticket,
    touch,
    was_read,
)


def everything_brief(world: World) -> Iterator[Rendered]:
    """What failed, what was promised, what people do and ask, who they are; and sources that fell silent.

    Each brief tells of one thing in somebody's words: two that happen to be alike would be asked about once.
    """
    broken = brief_message(make_brief(_broken(world)))
    yield Rendered("brief broken", broken, *[("account", "Workflow")] * 2)
    promised = brief_message(make_brief(_promised(world)))
    yield Rendered("brief promised", promised, *[("account", "action", "name")] * 2)
    used = brief_message(make_brief(_used(world)))
    seen = ("account", "subject", "source", "weekly")
    yield Rendered("brief use", used, seen, seen)
    yield Rendered("brief use, chart refused", brief_fallback(used), seen, seen)
    people = brief_message(make_brief(_people(world)))
    yield Rendered("brief people", people, *[("account", "person", "boss", "gap")] * 2)
    silent = brief_message(make_brief(_silent(world)))
    yield Rendered("brief silent", silent, *[("account", "source", "what")] * 2)


def _material(world: World, known: AccountFacts, **held: Any) -> BriefMaterial:
    return BriefMaterial(
        account=account(name=world.fill("account")), facts=known, today=TODAY, names=world.names(), **held
    )


def _read(world: World, kind: FactKind, ago: int = 3) -> SourceRead:
    return was_read(kind, ago, world.fill("source"))


def _broken(world: World) -> BriefMaterial:
    fill = world.fill
    given: dict[str, Any] = {"workflow": fill("Workflow"), "felt_by": fill("felt"), "link": fill("link")}
    bad = [incident(fill("told"), 90 - n % 80, source=fill("source"), **given) for n in range(world.many)]
    return _material(world, facts(incidents=bad, usage=months(40, 40, 40, 20)))


def _promised(world: World) -> BriefMaterial:
    many = range(1, world.many + 1)
    late = tuple(action(n, world.fill("action"), due=days(-n), first_due=days(-n), owner="U1") for n in many)
    return _material(world, facts(), last=last_time(promised=late), actions=late)


def _silent(world: World) -> BriefMaterial:
    known = incident(world.fill("what"), 3, fixed=None, source=world.fill("source"), link=world.fill("link"))
    return _material(world, facts(incidents=[known], reads=[_read(world, kind, 90) for kind in FactKind]))


def _used(world: World) -> BriefMaterial:
    fill, many = world.fill, range(1, world.many + 1)
    weekly = tuple(does(fill("weekly"), 2.0, 3) for _ in many)
    whole = months(40, 40, 40, 20, source=fill("source"), key_actions=weekly, link=fill("link"))
    team = months(9, 9, 9, 4, team=fill("team"), link=fill("link"))
    asked = [
        ticket(fill("subject"), 5 + n % 80, TicketKind.DATA, solved=False, workflow=fill("Workflow"), link=fill("link"))
        for n in range(max(3, world.many))
    ]
    reads = [_read(world, kind) for kind in FactKind]
    return _material(world, facts(usage=[*whole, *team], tickets=asked, reads=reads))


def _people(world: World) -> BriefMaterial:
    fill, many = world.fill, range(1, world.many + 1)
    met = [touch(fill("person"), n % 80, ours=fill("ours"), about=fill("about"), link=fill("link")) for n in many]
    boss = executive(fill("boss"), heard_on=days(-200))
    left = executive(fill("gone"), champion=True, left_on=days(-9))
    away = [declined(fill("boss"), 10 + n % 80, link=fill("link")) for n in many]
    said = [answer(fill("person"), 2, level=Level.USER, words=fill("words"), source=fill("source"), link=fill("link"))]
    gaps = tuple(gap(n, fill("gap"), affects=fill("affects"), severity=Severity.BLOCKS) for n in many)
    return _material(world, facts(touches=[*met, *away], people=[boss, left], surveys=said), gaps=gaps)
