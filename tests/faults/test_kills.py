"""kill -9 at any moment: nothing a person was to hear is lost, and nothing is said twice."""

from __future__ import annotations

from random import Random

import pytest

from tests.faults.counting import count
from tests.faults.feeding import Fed, customers, promises
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
