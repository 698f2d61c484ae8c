"""Anything anybody may do, in any order, while the clock runs, stops and jumps: what must hold all the while.

Sixty lives of forty steps; with HOLDFAST_LONG set, two thousand.
"""

from __future__ import annotations

import atexit
import os
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from reviews.actions import ActionWords, log_action
from reviews.answer_model import Deed
from reviews.follow_through import Answer
from reviews.gaps import GapWords, log_gap
from reviews.model import Severity
from reviews.preferences import Pace
from tests.builders import WS
from tests.machines.watch import Watch
from tests.machines.world import PEOPLE, House, World

LONG = bool(os.environ.get("HOLDFAST_LONG"))
somebody = st.sampled_from(PEOPLE)
which = st.integers(0, 7)
OFTEN = (Deed.MOVE, Deed.SNOOZE, Deed.STILL_ON, Deed.DONE, Deed.WAITING)
ENDING = (Deed.DONE, Deed.MOVE, Deed.WONT_DO, Deed.WAITING)
ahead = st.integers(0, 20)
why = st.sampled_from(["", "legal is late", "the customer asked"])
zones = st.sampled_from(
    ["Europe/Berlin", "Pacific/Honolulu", "Pacific/Auckland", "Asia/Kathmandu", "Asia/Riyadh", "America/St_Johns"]
)


@cache
def _house() -> House:
    house = House()
    atexit.register(house.close)
    return house


class Following(RuleBasedStateMachine):
    """People act, Slack says new things about them, the clock moves; after each step everything is looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World(_house())
        self.watch = Watch(self.world)
        self.refs: list[str] = []

    def teardown(self) -> None:
        self.watch.trail()

    def _settle(self) -> None:
        """What was done wakes the sweeps a moment later."""
        self.world.later(seconds=3)
        self.world.sweep()
        self.watch.look()

    def _ref(self, number: int) -> str:
        return self.refs[number % len(self.refs)]

    @initialize(owner=somebody, days=ahead)
    def begin(self, owner: str, days: int) -> None:
        self.log_an_action(owner, owner, days, 1)

    @rule(by=somebody, owner=somebody, days=ahead, account=st.sampled_from([None, 1, 2, 3]))
    def log_an_action(self, by: str, owner: str, days: int, account: int | None) -> None:
        def make(number: int, today: date) -> object:
            self.refs.append(f"A-{number}")
            words = ActionWords(f"Send the list number {number}", owner, today + timedelta(days=days))
            return log_action(
                words,
                number=number,
                workspace_id=WS,
                account_id=account,
                review_id=None,
                by=by,
                today=today,
                now=self.world.now,
            )

        self.world.log(make, "action", by)  # type: ignore[arg-type]
        self._settle()

    @rule(by=somebody, owner=somebody, days=ahead, account=st.sampled_from([1, 2, 3]))
    def log_a_gap(self, by: str, owner: str, days: int, account: int) -> None:
        def make(number: int, today: date) -> object:
            self.refs.append(f"G-{number}")
            words = GapWords("The export fails", Severity.SLOWS, owner=owner, update_on=today + timedelta(days=days))
            return log_gap(
                words,
                number=number,
                workspace_id=WS,
                account_id=account,
                review_id=None,
                by=by,
                today=today,
                now=self.world.now,
            )

        self.world.log(make, "gap", by)  # type: ignore[arg-type]
        self._settle()

    @rule(
        by=somebody,
        number=which,
        deed=st.sampled_from(Deed),
        days=st.none() | st.integers(-1, 12),
        why=why,
        person=st.none() | somebody,
    )
    def answer(self, by: str, number: int, deed: Deed, days: int | None, why: str, person: str | None) -> None:
        day = None if days is None else self.world.now.date() + timedelta(days=days)
        self.world.answer(by, [(self._ref(number), Answer(deed, day, why, person))])
        self._settle()

    @rule(number=which, deed=st.sampled_from(OFTEN), days=st.integers(1, 6))
    def its_owner_answers(self, number: int, deed: Deed, days: int) -> None:
        ref = self._ref(number)
        owner = self.watch.facts().items[ref].owner or "U1"
        self.world.answer(owner, [(ref, Answer(deed, self.world.now.date() + timedelta(days=days), "legal is late"))])
        self._settle()

    @rule(number=which, person=somebody, deed=st.sampled_from([Deed.BLOCKED, Deed.NOT_MINE]))
    def its_owner_names_somebody(self, number: int, person: str, deed: Deed) -> None:
        ref = self._ref(number)
        owner = self.watch.facts().items[ref].owner or "U1"
        self.world.answer(owner, [(ref, Answer(deed, None, "legal is late", person))])
        self._settle()

    @rule(number=which, person=somebody, hours=st.integers(9, 14), deed=st.sampled_from(ENDING))
    def it_is_handed_on_in_the_evening_and_settled_at_night(
        self, number: int, person: str, hours: int, deed: Deed
    ) -> None:
        ref = self._ref(number)
        owner = self.watch.facts().items[ref].owner or "U1"
        self.it_becomes_morning(person)
        self.some_time_passes(hours * 60)
        self.world.answer(owner, [(ref, Answer(Deed.NOT_MINE, None, "", person))])
        self._settle()
        self.world.answer(person, [(ref, Answer(deed, self.world.now.date() + timedelta(days=9), "legal is late"))])
        self.it_becomes_morning(person)

    @rule(number=which, deed=st.sampled_from(ENDING), taken_back=st.booleans())
    def it_is_settled_before_slack_takes_the_nudge(self, number: int, deed: Deed, taken_back: bool) -> None:
        ref = self._ref(number)
        owner = self.watch.facts().items[ref].owner or "U1"
        self.world.slack_is_down = True
        self.it_becomes_morning(owner)
        self.world.later(seconds=1)
        day = self.world.now.date() + timedelta(days=9)
        if self.world.answer(owner, [(ref, Answer(deed, day, "legal is late"))]) and taken_back:
            self.world.undo(self.world.deeds[-1], owner)
        self.world.slack_is_down = False
        self._settle()

    @precondition(lambda self: self.world.deeds)
    @rule(by=somebody, back=st.integers(1, 3))
    def undo(self, by: str, back: int) -> None:
        self.world.undo(self.world.deeds[-min(back, len(self.world.deeds))], by)
        self._settle()

    @rule(minutes=st.integers(1, 900))
    def some_time_passes(self, minutes: int) -> None:
        self.world.until(self.world.now + timedelta(minutes=minutes), self.watch.look)

    @rule(days=st.integers(1, 4))
    def some_days_pass(self, days: int) -> None:
        self.world.until(self.world.now + timedelta(days=days), self.watch.look)

    @rule(weeks=st.integers(1, 2))
    def some_weeks_pass(self, weeks: int) -> None:
        self.world.until(self.world.now + timedelta(weeks=weeks), self.watch.look)

    @rule(whose=somebody)
    def it_becomes_morning(self, whose: str) -> None:
        calendar = self.watch.facts().roster.calendar(whose)
        self.world.until(calendar.next_morning(self.world.now), self.watch.look)

    @rule(hours=st.integers(1, 200))
    def the_bot_is_down(self, hours: int) -> None:
        self.world.restart()
        self.world.later(hours=hours)
        self.watch.excuse("everything")
        self.world.sweep()
        self.watch.look()

    @rule(quiet=st.booleans())
    def slack_takes_nothing_or_everything(self, quiet: bool) -> None:
        self.world.slack_is_down = quiet
        self._settle()

    @rule()
    def two_copies_sweep_at_once(self) -> None:
        self.world.later(seconds=1)
        self.world.two_copies()
        self.watch.look()

    @rule(whose=somebody, zone=zones)
    def somebody_flies(self, whose: str, zone: str) -> None:
        self.world.set_person(whose, time_zone=zone)
        self.watch.excuse(whose)
        self._settle()

    @rule(whose=st.sampled_from(["U2", "U4"]), left=st.booleans())
    def somebody_leaves_or_comes_back(self, whose: str, left: bool) -> None:
        self.world.set_person(whose, deactivated=left)
        self.watch.excuse(whose)
        self._settle()

    @rule(whose=somebody, begin=st.integers(0, 3), days=st.integers(0, 10), stand_in=st.none() | somebody)
    def somebody_goes_away(self, whose: str, begin: int, days: int, stand_in: str | None) -> None:
        first = self.world.now.date() + timedelta(days=begin)
        last = first + timedelta(days=days)
        stands_in = stand_in if stand_in != whose else None
        self.world.prefer(whose, away_from=first, away_until=last, stand_in=stands_in)
        self.watch.excuse(whose)
        self._settle()

    @rule(whose=somebody, pace=st.sampled_from(Pace))
    def somebody_wants_another_pace(self, whose: str, pace: Pace) -> None:
        self.world.prefer(whose, pace=pace)
        self.watch.excuse(whose)
        self._settle()

    @rule(number=st.sampled_from([1, 2, 3]), paused=st.booleans())
    def a_customer_is_paused_or_resumed(self, number: int, paused: bool) -> None:
        self.world.pause(number, paused=paused)
        self.watch.excuse(f"ACC-{number}")
        self._settle()


TestFollowing = Following.TestCase
TestFollowing.settings = settings(
    max_examples=2000 if LONG else 60,
    stateful_step_count=40,
    deadline=None,
    database=None,
    # The normal suite lives the same lives each time; the long run looks for new ones, and for the shortest that fails.
    derandomize=not LONG,
    phases=(Phase.generate, Phase.shrink) if LONG else (Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
TestFollowing = pytest.mark.timeout(0 if LONG else 600)(TestFollowing)
