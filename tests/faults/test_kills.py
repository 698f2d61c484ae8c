"""kill -9 at any moment: nothing a person was to hear is lost, and nothing is said or recorded twice."""

from __future__ import annotations

import asyncio
from functools import partial
from random import Random

import pytest

from tests.faults.counting import count
from tests.faults.feeding import Fed, customers, open_reviews, promises, words
from tests.faults.people_at_work import (
    Deeds,
    all_at_once,
    count_answers,
    once_it_listens,
    press_again,
    presses,
    types,
    unheard,
    writes,
)
from tests.faults.trial import Trial, some_death

KILLS = 34
pytestmark = pytest.mark.timeout(240)


async def test_everybody_is_asked_once_however_often_the_bot_dies_over_it(trial: Trial, rng: Random) -> None:
    fed = Fed()
    await customers(trial)
    for _ in range(KILLS):
        await promises(trial, fed, 3)
        await trial.live_and_die(some_death(rng, most_calls=4))
    await trial.finish()
    await count(trial, fed)


async def test_every_message_and_board_is_said_once_though_the_bot_dies_and_slack_is_late(
    trial: Trial, rng: Random
) -> None:
    fed = Fed()
    await customers(trial)
    await open_reviews(trial, fed)
    for number in range(KILLS):
        await words(trial, fed, number)
        await promises(trial, fed, 1)
        some_fault(trial, rng)
        await trial.live_and_die(some_death(rng, most_calls=18))
    trial.server.practice.faults.clear()
    await trial.finish()
    await count(trial, fed)


async def test_every_answer_press_and_command_counts_once_though_the_bot_dies_over_it(
    trial: Trial, rng: Random
) -> None:
    fed, deeds = Fed(), Deeds()
    await customers(trial)
    people = await promises(trial, fed, 4 * KILLS)
    await trial.finish()
    for number in range(KILLS):
        three, one = people[4 * number : 4 * number + 3], people[4 * number + 3]
        doings = asyncio.gather(
            all_at_once(rng, *(writes(trial, deeds, each, rng) for each in three)),
            once_it_listens(trial, all_at_once(rng, presses(trial, deeds, one), types(trial, deeds, number, rng))),
        )
        await trial.live_and_die(some_death(rng, most_calls=10), doings)
    pid = await trial.start()
    await trial.joined()
    await trial.quiet(partial(unheard, trial, deeds))
    await press_again(trial, deeds)
    await trial.quiet()
    await trial.stop(pid)
    await count(trial, fed)
    await count_answers(trial, fed, deeds)


def some_fault(trial: Trial, rng: Random) -> None:
    """Now and then Slack is late as well, or breaks off, while the bot dies."""
    kind = rng.choice(("late_commit", "slow", "accept_then_reset", None, None, None))
    if kind:
        seconds = {"late_commit": rng.uniform(0.05, 0.6), "slow": rng.uniform(0.05, 0.4)}.get(kind)
        trial.server.practice.faults.arm(kind, times=rng.randint(1, 3), seconds=seconds)
