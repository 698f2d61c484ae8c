"""Slack says "not now", breaks off, answers late or not at all: all of it arrives, in its order, once."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import count as counting
from random import Random
from typing import Any

import pytest

from bot.practice.faults import Fault
from tests.faults.counting import Said, count
from tests.faults.feeding import Fed, customers, open_reviews, promises, words
from tests.faults.trial import Trial

pytestmark = pytest.mark.timeout(240)
ROUNDS = 3
WRITES = frozenset({"chat.postMessage", "chat.update"})


class Storm:
    """Every `each`-th call that says something is turned away for some seconds. `early` are those who did not wait."""

    def __init__(self, trial: Trial, rng: Random, each: int, methods: frozenset[str] = WRITES) -> None:
        self._trial, self._rng, self._each, self._methods = trial, rng, each, methods
        self._numbers = counting(1)
        self._until: dict[str, datetime] = {}
        self.turned_away = Counter[str]()
        self.early: list[str] = []

    def __call__(self, method: str, arguments: Mapping[str, Any]) -> Fault | None:
        if method not in self._methods:
            return None
        channel, now = str(arguments["channel"]), self._trial.clock()
        if now < self._until.get(channel, now):
            self.early.append(f"{method} in {channel}, {self._until[channel] - now} too soon")
        if next(self._numbers) % self._each:
            return None
        wait = self._rng.randint(1, 12)
        self._until[channel] = now + timedelta(seconds=wait)
        self.turned_away[method] += 1
        return Fault("rate_limit", 1, method, None, float(wait), None)


class Calls:
    """Counts the calls that post, by the key of the message; those in `refused` come to nothing the first time."""

    def __init__(self, refused: Iterable[str] = ()) -> None:
        self.posts = Counter[str]()
        self._refused = frozenset(refused)

    def __call__(self, method: str, arguments: Mapping[str, Any]) -> Fault | None:
        if method != "chat.postMessage":
            return None
        key = arguments["metadata"]["event_payload"]["key"]
        self.posts[key] += 1
        first = self.posts[key] == 1 and key in self._refused
        return Fault("server_error", 1, method, None, 0.0, None) if first else None


async def fed(trial: Trial, rounds: int = ROUNDS, people: int = 12) -> Fed:
    """Promises, messages, threads and boards for every channel."""
    given = Fed()
    await customers(trial)
    await open_reviews(trial, given)
    await promises(trial, given, people)
    for number in range(rounds):
        await words(trial, given, number)
    return given


@pytest.mark.parametrize("each", [2, 5])
async def test_retry_after_is_waited_for_and_every_channel_keeps_its_order(
    trial: Trial, rng: Random, each: int
) -> None:
    given = await fed(trial)
    storm = trial.weather = Storm(trial, rng, each)
    await trial.finish()
    assert storm.turned_away["chat.postMessage"] >= 5
    assert not storm.early
    said = await count(trial, given)
    in_order(given, said)


async def test_a_channel_that_is_turned_away_again_and_again_does_not_hold_up_the_others_for_good(
    trial: Trial, rng: Random
) -> None:
    given = await fed(trial, people=2)
    storm = Storm(trial, rng, 1)
    busy, patience = next(iter(given.boards.values())), counting(1)
    trial.weather = lambda method, asked: (
        storm(method, asked) if asked.get("channel") == busy and next(patience) <= 6 else None
    )
    await trial.finish()
    assert not storm.early
    in_order(given, await count(trial, given))


@pytest.mark.parametrize("kind", ["accept_then_reset", "late_commit"])
async def test_what_slack_took_though_it_broke_off_is_found_and_not_sent_again(
    trial: Trial, rng: Random, kind: str
) -> None:
    given = await fed(trial, rounds=2)
    trial.server.practice.faults.arm(kind, times=20, seconds=rng.uniform(0.1, 0.6))
    calls = trial.weather = Calls()
    await trial.finish()
    assert not trial.server.practice.faults.armed()
    said = await count(trial, given)
    assert calls.posts == Counter(said.by_key.keys())


async def test_what_slack_never_took_is_looked_for_and_sent_once_more(trial: Trial) -> None:
    given = await fed(trial, rounds=2)
    unlucky = sorted(given.posts)[::3]
    calls = trial.weather = Calls(unlucky)
    await trial.finish()
    said = await count(trial, given)
    assert calls.posts == Counter([*said.by_key.keys(), *unlucky])


async def test_all_arrives_once_after_slack_was_down_for_a_while(trial: Trial) -> None:
    given = await fed(trial)
    over = time.monotonic() + 3.0

    def weather(method: str, _: Mapping[str, Any]) -> Fault | None:
        return Fault("server_error", 1, method, None, 0.0, None) if time.monotonic() < over else None

    pid = await trial.start()
    await trial.joined()
    trial.weather = weather
    await trial.quiet()
    await trial.stop(pid)
    await count(trial, given)


def in_order(given: Fed, said: Said) -> None:
    """The messages of each channel stand in the order in which they were given."""
    stands = {key: str(messages[0][1]["ts"]) for key, messages in said.by_key.items()}
    for channel in {channel for channel, _ in given.posts.values()}:
        ours = [key for key, (where, _) in given.posts.items() if where == channel]
        assert ours == sorted(ours, key=stands.__getitem__), f"another order in {channel}"
