"""How the customers of the briefs fare, read by the real signals; alerts, playbooks and settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from reviews.brief_model import BriefMaterial
from reviews.decision import Decision
from reviews.health.alerts import Alert, AlertSheet
from reviews.health.choosing import Chosen, choose
from reviews.health.kept import HealthDay, HealthSettings, PlaybookRun
from reviews.health.model import Health, View
from reviews.health.playbooks import PLAYBOOKS
from reviews.health.score import assess, mark_of
from reviews.health.sheet import HealthSheet
from reviews.health.signals import read_all
from reviews.health.weights import shipped
from reviews.messages.alerts import alert_message
from reviews.messages.health import every_number, health_gone, health_message
from reviews.messages.health_settings import health_settings_form, health_settings_saved, health_settings_stand
from reviews.messages.playbooks import playbook_chosen, playbook_runs, playbook_undone
from reviews.model import Action, MarkColour
from tests.builders import NOW, TODAY, WS, account, days
from tests.messages.brief_samples import AWAY, BROKEN_EXPORT, HEALTHY, LEAVING, NEW, NOTHING
from tests.messages.nudge_samples import BERLIN, Sample

NAMES = {"U1": "Nina", "U2": "Omar"}
RENEWING = {"renewal_on": days(61), "arr": 120_000, "currency": "EUR", "tier": "Enterprise"}


def read(of: BriefMaterial) -> Health:
    """The health of a customer of the briefs."""
    view = View(of.account, of.facts, of.today, BERLIN, gaps=of.gaps, actions=of.actions)
    return assess(read_all(view), shipped())


def health_day(ago: int, mark: MarkColour, score: int | None, **parts: int) -> HealthDay:
    """How it fared on a day."""
    return HealthDay(WS, 1, TODAY - timedelta(days=ago), mark, score, dict(parts), {})


HISTORY = (
    health_day(330, MarkColour.GREEN, 88),
    health_day(200, MarkColour.GREEN, 81),
    health_day(90, MarkColour.GREEN, 76, reliability=90, usage=85, promises=80, engagement=84),
    health_day(40, MarkColour.YELLOW, 58),
    health_day(9, MarkColour.RED, 39),
)


def health_sheet(of: BriefMaterial, **given: Any) -> HealthSheet:
    """What Nina reads of it. `renews`: fields of its account."""
    health = read(of)
    mark = mark_of(health, shipped().thresholds, shipped(), None)
    of_account = replace(of.account, **given.pop("renews", {}))
    usual: dict[str, Any] = {"was": MarkColour.YELLOW}
    return HealthSheet(of_account, health, mark, days(-9), TODAY, **(usual | given))


def reviewed(of: BriefMaterial, **given: Any) -> HealthSheet:
    """One with a year of history, last reviewed a quarter ago."""
    usual = {"days": HISTORY, "before": HISTORY[2], "reviewed_on": days(-90), "renews": RENEWING}
    return health_sheet(of, **(usual | given))


RUN = PlaybookRun(WS, 3, 1, "close_the_gap", "U2", NOW - timedelta(days=12), (41, 42, 43, 44))
RUNNING: Mapping[str, PlaybookRun] = {"close_the_gap": RUN}


def chosen(key: str) -> tuple[list[Action], PlaybookRun]:
    """A playbook that Nina has just chosen for Northwind."""
    decision = choose(Chosen(PLAYBOOKS[key], account(), "U1", BERLIN), first=41, run=3, by="U1", now=NOW)
    assert isinstance(decision, Decision)
    made = [each.after for each in decision.changes if isinstance(each.after, Action)]
    return made, next(each.after for each in decision.changes if isinstance(each.after, PlaybookRun))


def made_of(key: str) -> Any:
    """What is said when it is chosen."""
    made, run = chosen(key)
    return playbook_chosen(PLAYBOOKS[key], made, run, account="Northwind", owner="Nina", today=TODAY)


def alerts(*of: Alert, rest: tuple[tuple[str, MarkColour], ...] = ()) -> Any:
    """One message of them."""
    return alert_message(AlertSheet(TODAY, of, rest))


WATCHED = Alert(health_sheet(LEAVING, renews=RENEWING), "Nina")
AWAY_ALERT = Alert(health_sheet(AWAY, was=MarkColour.GREEN), None, "Omar")
BROKEN = Alert(health_sheet(BROKEN_EXPORT, renews={**RENEWING, "renewal_on": days(200)}, running=RUNNING), "Omar")
OTHERS = (("Blue Fern", MarkColour.RED), ("Kestrel", MarkColour.YELLOW))
TIERS = {"": {"yellow": 70, "red": 45}, "enterprise": {"red": 50}}
SET = HealthSettings(WS, "U1", NOW, {"usage": 30.0, "sentiment": 0.0}, TIERS, 120)

HEALTH_SAMPLES: dict[str, Sample] = {
    "health broken export": lambda: health_message(reviewed(BROKEN_EXPORT, running=RUNNING, names=NAMES)),
    "health broken export as a table": lambda: health_message(reviewed(BROKEN_EXPORT), charted=False),
    "health healthy": lambda: health_message(reviewed(HEALTHY, was=None)),
    "health executive away": lambda: health_message(health_sheet(AWAY, may_choose=False)),
    "health new customer": lambda: health_message(health_sheet(NEW, was=None, is_first=True)),
    "health asks for exports": lambda: health_message(reviewed(LEAVING, before=None)),
    "health nothing known": lambda: health_message(health_sheet(NOTHING, was=None)),
    "health every number": lambda: every_number(reviewed(BROKEN_EXPORT)),
    "health every number of nothing": lambda: every_number(health_sheet(NOTHING)),
    "health gone": partial(health_gone, "Harbor Nine"),
    "alert of one": lambda: alerts(WATCHED),
    "alert of several": lambda: alerts(BROKEN, AWAY_ALERT, WATCHED, rest=OTHERS),
    "playbook chosen": partial(made_of, "close_the_gap"),
    "playbook runs": lambda: playbook_runs(
        PLAYBOOKS["close_the_gap"], RUN, account="Northwind", by="Omar", today=TODAY
    ),
    "playbook undone": lambda: playbook_undone(
        "Close what blocks them", chosen("close_the_gap")[0][1:], [41], account="Northwind"
    ),
    "health settings form": lambda: health_settings_form(SET, {}),
    "health settings as shipped": lambda: health_settings_stand(None, {}),
    "health settings as set": lambda: health_settings_stand(SET, NAMES),
    "health settings saved": lambda: health_settings_saved(SET),
}
