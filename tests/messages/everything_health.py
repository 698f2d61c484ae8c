"""How customers fare where somebody else wrote every word: facts, names, tiers and what was promised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from reviews.brief_model import BriefMaterial
from reviews.facts import FactKind
from reviews.health.alerts import Alert, AlertSheet
from reviews.health.kept import HealthSettings
from reviews.health.model import Health
from reviews.health.settings_values import MOST_TIERS
from reviews.health.sheet import HealthSheet
from reviews.messages.alerts import alert_message
from reviews.messages.health import every_number, health_gone, health_message
from reviews.messages.health_settings import health_settings_form, health_settings_saved, health_settings_stand
from reviews.messages.playbooks import playbook_chosen, playbook_runs, playbook_undone
from reviews.model import MarkColour, Severity
from tests.builders import NOW, TODAY, WS, account, gap
from tests.messages.health_samples import HISTORY, PLAYBOOKS, RUN, chosen, health_sheet, read
from tests.messages.worlds import Rendered, World
from tests.reviews.fact_builders import executive, facts, incident, months, touch, was_read


def everything_health(world: World) -> Iterator[Rendered]:
    """Health with its alerts, playbooks and settings."""
    sheet = _sheet(world)
    told = health_message(sheet)
    yield Rendered("health", told, ("account", "Workflow", "person"), ("account", "Workflow", "person"))
    yield Rendered("health as a table", health_message(sheet, charted=False), ("account",), ("account",))
    yield Rendered("every number", every_number(sheet), ("account", "Workflow", "source", "tier"))
    yield Rendered("health gone", health_gone(world.fill("account")), ("account",), ("account",))
    worst = Alert(sheet, world.fill("owner"), world.fill("away"))
    others = tuple((f"{world.fill('other')} {n}", MarkColour.RED) for n in range(world.many))
    seen = ("account", "owner", "away", "other")
    yield Rendered("alert", alert_message(AlertSheet(TODAY, (worst,) * min(world.many, 5), others)), seen, seen)
    yield from _playbooks(world)
    yield from _settings(world)


def _playbooks(world: World) -> Iterator[Rendered]:
    fill, playbook = world.fill, PLAYBOOKS["close_the_gap"]
    made, run = chosen("close_the_gap")
    given: dict[str, Any] = {"account": fill("account"), "today": TODAY}
    seen = ("account", "owner")
    told = playbook_chosen(playbook, made, run, owner=fill("owner"), **given)
    yield Rendered("playbook chosen", told, seen, seen)
    yield Rendered("playbook runs", playbook_runs(playbook, RUN, by=fill("owner"), **given), seen, seen)
    undone = playbook_undone(playbook.name, made[1:], [41], account=fill("account"))
    yield Rendered("playbook undone", undone, ("account",), ("account",))


def _settings(world: World) -> Iterator[Rendered]:
    tiers = {"": {"yellow": 70, "red": 45}} | {
        f"{world.fill('tier')} {n}": {"red": 50} for n in range(min(world.many, MOST_TIERS))
    }
    stored = HealthSettings(WS, "U1", NOW, {"usage": 30.0}, tiers, 120)
    yield Rendered("health settings form", health_settings_form(stored, {}))
    stand = health_settings_stand(stored, {"U1": world.fill("name")})
    yield Rendered("health settings stand", stand, ("name",), ("name",))
    yield Rendered("health settings saved", health_settings_saved(stored))


def _sheet(world: World) -> HealthSheet:
    """Everything that can go wrong, in somebody's words."""
    fill = world.fill
    boss = executive(fill("person"))
    known = facts(
        reads=[was_read(kind, 1, fill("source")) for kind in FactKind],
        usage=months(40, 38, 30, 20, 9),
        incidents=[
            incident(fill("workflow"), n * 20 + 1, workflow=fill("workflow"), id=n, source=fill("source"))
            for n in range(1, 4)
        ],
        touches=[touch(fill("person"), 170)],
        people=[boss],
    )
    gaps = tuple(gap(n, fill("gap"), severity=Severity.BLOCKS) for n in range(1, world.many + 1))
    of = account(name=fill("account"), tier=fill("tier"))
    material = BriefMaterial(account=of, facts=known, today=TODAY, gaps=gaps)
    sheet = health_sheet(material, days=HISTORY, before=HISTORY[2], reviewed_on=HISTORY[2].day)
    return replace(sheet, health=_loud(read(material)))


def _loud(health: Health) -> Health:
    """Every signal is bad news, so that each is shown."""
    return replace(health, signals=tuple(replace(each, strength=max(each.strength, 0.2)) for each in health.signals))
