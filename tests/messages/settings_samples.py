"""Settings of how and when people are asked, and the bot's figures about its own nudges."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from reviews.calendar import NO_COUNTRY
from reviews.figures import FiguresSheet, NudgeFigures
from reviews.messages.figures import nudge_figures
from reviews.messages.settings_forms import settings_form, workspace_form
from reviews.messages.settings_said import not_helpful_noted, settings_saved, workspace_saved
from reviews.preferences import EVERYBODY, Pace, Preferences
from reviews.roster import Roster
from reviews.settings_sheet import SettingsSheet
from tests.builders import NAMES, NOW, WS, days, person
from tests.messages.nudge_samples import Sample


def settings(user_id: str = "U1", *, silent: bool = False, is_admin: bool = False, **wishes: Any) -> SettingsSheet:
    """Somebody's settings, with those wishes of theirs."""
    people = {each: person(each, name) for each, name in NAMES.items()}
    chosen = {user_id: Preferences(WS, user_id, **wishes)} if wishes else {}
    roster = Roster("Europe/Berlin", people, chosen, frozenset({user_id} if silent else ()))
    return SettingsSheet(user_id, roster, NOW, is_admin)


CHOSEN: dict[str, Any] = {"pace": Pace.LIGHT, "morning": time(8, 30), "weekend": "4,5", "manager": "U2"}
AWAY: dict[str, Any] = {"away_from": days(2), "away_until": days(9)}
MONTH = NudgeFigures(sent=40, answered=31, half_within=timedelta(hours=2), moved=6, unhelpful=1)
BEFORE = NudgeFigures(sent=20, answered=11, half_within=timedelta(hours=5), moved=4)

SETTINGS_SAMPLES: dict[str, Sample] = {
    "form settings": lambda: settings_form(settings(is_admin=True), {"of": "me"}),
    "form settings, chosen": lambda: settings_form(settings(silent=True, **CHOSEN, **AWAY), {"of": "me"}),
    "form settings of everybody": lambda: workspace_form(settings(EVERYBODY, country=NO_COUNTRY), {"of": "workspace"}),
    "settings saved": lambda: settings_saved(settings(**CHOSEN)),
    "settings saved, away": lambda: settings_saved(settings(**AWAY)),
    "settings saved, away with a stand-in": lambda: settings_saved(settings(**AWAY, stand_in="U3")),
    "settings of everybody saved": lambda: workspace_saved(settings(EVERYBODY, **CHOSEN)),
    "nudge was not helpful": not_helpful_noted,
    "figures": lambda: nudge_figures(FiguresSheet(MONTH, BEFORE, 28, silent=2, named=("Omar", "Lena"))),
    "figures of nothing": lambda: nudge_figures(FiguresSheet(NudgeFigures(), NudgeFigures(), 0, ever=False)),
}
