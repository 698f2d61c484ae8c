"""Two workspaces with equal ids inside, at one desk: whatever is done in either, neither is shown the other.

Eighty lives of up to forty steps; with HOLDFAST_LONG set, five thousand.
"""

from __future__ import annotations

import atexit
import os
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from handlers.routes import OPTIONS
from tests.machines.tenancy_world import CHANNELS, USERS, WORDS, TwoWorkspaces, other
from tests.machines.world import House
from tests.storage.functions import ASKING

LONG = bool(os.environ.get("HOLDFAST_LONG"))
either = st.sampled_from(sorted(WORDS))
somebody = st.sampled_from(sorted(USERS))
where = st.sampled_from(CHANNELS)
which = st.integers(0, 59)
FIRST = (
    "/review start",
    "/action @omar sends {word} the revised list by 4 dec",
    "/gap {word} export fails, affects finance, blocks, @nina, update 4 dec",
)
lines = st.sampled_from(
    [
        "/review start",
        "/review status",
        "/review close",
        "/review list",
        "/review list all",
        "/review list mine",
        "/review list late",
        "/review list @omar",
        "/review gaps",
        "/review account",
        "/review account {word} 2",
        "/review customer",
        "/review history",
        "/review history A-1",
        "/review history {word} 1",
        "/review show A-1",
        "/review show G-1",
        "/review rhythm",
        "/review settings",
        "/review nudges",
        "/review admins",
        "/review leaders",
        "/review export all",
        "/review export gaps",
        "/review export book",
        "/action @omar sends {word} the checklist by 4 dec",
        "/action @nina fix it",
        "/action sends {word} the list of seats",
        "/gap {word} export fails, affects finance, blocks, @nina, update 4 dec",
        "/gap {word} import is slow",
    ]
)
kinds = st.sampled_from(sorted(ASKING.items()))


@cache
def _house() -> House:
    house = House()
    atexit.register(house.close)
    return house


class Tenancy(RuleBasedStateMachine):
    """What each step shows is looked at right after it, and at the end all that is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.world = TwoWorkspaces(_house())

    def teardown(self) -> None:
        self.world.look_at_all_that_is_kept()

    @initialize()
    def both_have_a_review_an_action_and_a_gap(self) -> None:
        for ws in WORDS:
            for line in FIRST:
                self.world.types(ws, "U1", "C1", line)

    @rule(ws=either, user=somebody, channel=where, line=lines)
    def somebody_types_and_fills_in_what_opens(self, ws: str, user: str, channel: str, line: str) -> None:
        self.world.types(ws, user, channel, line)
        self.world.fills_in(ws, user)

    @rule(ws=either, user=somebody, button=which)
    def somebody_presses_and_fills_in_what_opens(self, ws: str, user: str, button: int) -> None:
        self.world.presses(ws, user, button, of=ws)
        self.world.fills_in(ws, user)

    @rule(ws=either, user=somebody, channel=where, line=lines)
    def somebody_types(self, ws: str, user: str, channel: str, line: str) -> None:
        self.world.types(ws, user, channel, line)

    @rule(ws=either, user=somebody, button=which)
    def somebody_presses(self, ws: str, user: str, button: int) -> None:
        self.world.presses(ws, user, button, of=ws)

    @rule(ws=either, user=somebody, button=which)
    def what_stood_in_the_other_is_sent_from_here(self, ws: str, user: str, button: int) -> None:
        self.world.presses(ws, user, button, of=other(ws))

    @rule(ws=either, user=somebody)
    def somebody_fills_in(self, ws: str, user: str) -> None:
        self.world.fills_in(ws, user)

    @rule(ws=either, user=somebody)
    def somebody_opens_home(self, ws: str, user: str) -> None:
        self.world.opens_home(ws, user)

    @rule(ws=either, user=somebody, menu=st.sampled_from(sorted(OPTIONS)), typed=st.sampled_from(["", "q", "vel", "1"]))
    def somebody_searches(self, ws: str, user: str, menu: str, typed: str) -> None:
        self.world.searches(ws, user, menu, typed)

    @rule(ws=either, asked=kinds)
    def storage_is_asked(self, ws: str, asked: tuple[str, tuple[Any, ...]]) -> None:
        self.world.asks_storage(ws, *asked)


TestTenancy = Tenancy.TestCase
TestTenancy.settings = settings(
    max_examples=5000 if LONG else 80,
    stateful_step_count=40,
    deadline=None,
    database=None,
    derandomize=not LONG,
    phases=(Phase.generate, Phase.shrink) if LONG else (Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
TestTenancy = pytest.mark.timeout(0 if LONG else 600)(TestTenancy)
