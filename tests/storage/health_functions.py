"""The functions that keep how customers fare, with something to ask them."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from reviews.decision import Change
from storage import alerts, health_facts, health_looks, health_views, healths, listening, playbooks, shared_patterns
from storage.listening import Spoken
from tests.storage.digest_functions import (
    DIGEST_ASKED,
    DIGEST_CHANGED,
    DIGEST_HOLDING,
    DIGEST_MODULES,
    DIGEST_OF_ALL,
    DIGEST_WITH_THEIR_OWN,
)
from tests.storage.examples import NOW, account
from tests.storage.health_examples import DAY

HEALTH_MODULES: tuple[ModuleType, ...] = (
    *DIGEST_MODULES,
    health_facts,
    health_looks,
    health_views,
    healths,
    listening,
    shared_patterns,
    alerts,
    playbooks,
)
HEALTH_ASKED: dict[str, tuple[Any, ...]] = {
    **DIGEST_ASKED,
    "alerts.heard": (["Ev1"],),
    "alerts.queued": (["withdraw"],),
    "alerts.still_waiting": ([1, 2], NOW),
    "health_looks.of_accounts": ([1, 2],),
    "listening.accounts_of": (["C1", "C2"],),
    "listening.counted": ("C1",),
    "listening.left": ([Change(account(), account(channel="C9"))], "U1", NOW),
    "listening.of_channel": ("C1",),
    "healths.as_kept": ([1, 2],),
    "healths.day_before": (1, NOW.date()),
    "healths.days": (1, NOW.date() - 30 * DAY),
    "healths.last_days": ([1, 2],),
    "healths.of_account": (1,),
    "healths.of_accounts": ([1, 2],),
    "healths.settings": (),
    "playbooks.by_id": (1,),
    "playbooks.of_account": (1,),
}
HEALTH_CHANGED: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {
    **DIGEST_CHANGED,
    "alerts.mark_heard": ((["alerted:1"], NOW), {}),
    "health_looks.look": (([1, 2], NOW), {}),
    "health_looks.look_after": (([Change(None, account())], NOW), {}),
    "health_looks.look_again": (({1: NOW + DAY, 2: None},), {}),
    "health_looks.look_at_all": ((NOW,), {}),
    "health_looks.look_through": ((), {"gap_ids": [1], "goal_ids": [1], "now": NOW}),
    "listening.follow": (("C1", "C9"), {}),
    "listening.count": (([Spoken("T1", "event:1", "C1", NOW.date(), "U1", False)], {"C1": 1}), {}),
    "listening.forget": (("C1",), {}),
    "listening.is_the_customers": (("U3",), {}),
    "healths.forget": (([1],), {}),
    "healths.told": (([1, 2],), {}),
}
HEALTH_SAY_NOT_WHOSE: set[str] = {"alerts.heard", "alerts.queued", "listening.accounts_of", "listening.counted"}
HEALTH_WITH_THEIR_OWN = {
    *DIGEST_WITH_THEIR_OWN,
    "listening.receive",
    "health_looks.look_at_import",
    "healths.save",
    "healths.save_all",
}
HEALTH_OF_ALL = {
    "alerts.waiting",
    *DIGEST_OF_ALL,
    "listening.rooms",
    "health_looks.due",
    "health_looks.next_look",
    "healths.untold",
}
HEALTH_HOLDING = {
    *DIGEST_HOLDING,
    "health_facts.load",
    "health_looks.held",
    "health_views.load",
    "healths.unchanged",
    "shared_patterns.load",
    "shared_patterns.of_viewer",
}
"""They say what may be changed, or load much at once: tests of their own show whose it is (test_healths.py)."""
