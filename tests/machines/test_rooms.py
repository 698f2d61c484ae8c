"""Rooms are shared, closed, renamed and let go of at random, and outsiders press what they find: nothing leaks.

Six lives of thirty steps; with HOLDFAST_LONG set, more than ten thousand steps.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from bot.practice.about import BOT_USER_ID
from tests.machines.rooms_world import OURS, OUTSIDE, SECRET, RoomsWorld

LONG = bool(os.environ.get("HOLDFAST_LONG"))
ours = st.sampled_from(OURS)
anybody = st.sampled_from((*OURS, *OUTSIDE))
where = st.integers(0, 5)
which = st.integers(0, 40)
TURNS = ("archive", "unarchive", "new-id", "rename", "invite-outside")
lines = st.sampled_from(
    [
        ("/review", "start"),
        ("/review", "status"),
        ("/review", "close"),
        ("/review", "resume"),
        ("/review", "list all"),
        ("/review", "account"),
        ("/review", "customer"),
        ("/review", "history"),
        ("/gap", f"{SECRET} export fails, affects finance, blocks, @nina, update 15 jan 2027"),
        ("/action", f"@omar sends the {SECRET} checklist by 15 jan 2027"),
        ("/review", f"abandon {SECRET}"),
    ]
)


class Rooms(RuleBasedStateMachine):
    """After each step everything that was said, and everything that still stands, is looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.world = RoomsWorld()

    def teardown(self) -> None:
        self.world.close()

    @initialize()
    def a_review_is_open(self) -> None:
        self.somebody_types("nina", 0, ("/review", "start"))
        self.somebody_fills_in("nina")
        self.somebody_types("nina", 0, ("/action", f"@omar sends the {SECRET} checklist by 15 jan 2027"))

    @rule(user=ours, number=where, line=lines)
    def somebody_types(self, user: str, number: int, line: tuple[str, str]) -> None:
        command, text = line
        self.world.do("command", user=user, channel=self.world.room(number).id, command=command, text=text)

    @rule(user=anybody)
    def somebody_fills_in(self, user: str) -> None:
        self.world.fill_in_and_submit(user)

    @rule(user=anybody, number=where, button=which)
    def somebody_presses(self, user: str, number: int, button: int) -> None:
        self.world.press_something(user, self.world.room(number), button)

    @rule(user=anybody)
    def somebody_opens_home(self, user: str) -> None:
        self.world.do("open-home", user=user)

    @rule(number=where, shared=st.booleans())
    def a_room_is_shared_or_not_any_more(self, number: int, shared: bool) -> None:
        self.world.do("share", channel=self.world.room(number).id, shared=shared)

    @rule(number=where, turn=st.sampled_from(TURNS))
    def something_becomes_of_a_room(self, number: int, turn: str) -> None:
        room = self.world.room(number)
        more = {"name": f"{room.facts['name'][:40]}-x"} if turn == "rename" else {}
        self.world.do("room", channel=room.id, turn=turn, **more)

    @rule(user=st.sampled_from(["dana", "farid", "ruth"]), number=where)
    def somebody_is_brought_in(self, user: str, number: int) -> None:
        self.world.do("invite", user=user, channel=self.world.room(number).id)

    @rule(number=where, back=st.booleans())
    def the_bot_is_taken_out_or_brought_back(self, number: int, back: bool) -> None:
        room = self.world.room(number).id
        if back:
            self.world.do("invite", user=BOT_USER_ID, channel=room)
        else:
            self.world.do("room", channel=room, turn="remove", user=BOT_USER_ID)

    @rule(minutes=st.integers(1, 4000))
    def time_passes(self, minutes: int) -> None:
        self.world.do("clock", advance=f"{minutes}m")


TestRooms = Rooms.TestCase
TestRooms.settings = settings(
    max_examples=440 if LONG else 6,
    stateful_step_count=30,
    deadline=None,
    database=None,
    derandomize=not LONG,
    phases=(Phase.generate, Phase.shrink) if LONG else (Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
TestRooms = pytest.mark.timeout(0 if LONG else 600)(TestRooms)
