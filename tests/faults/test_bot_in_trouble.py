"""A database that is locked, a socket that drops, a bot that runs twice: each thing counts once all the same."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from random import Random

import pytest

from storage import inbox
from storage.urls import read_url
from tests.faults.counting import count
from tests.faults.feeding import WS, Fed, customers, open_reviews, promises, words
from tests.faults.people_at_work import (
    Deeds,
    all_at_once,
    count_answers,
    direct,
    press_again,
    presses,
    types,
    unheard,
    writes,
)
from tests.faults.trial import Trial, some_death

pytestmark = pytest.mark.timeout(240)
LOCKED_SECONDS = 20.0
LOCK = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
connection.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
sys.stdin.read()
connection.execute("COMMIT")
"""


@asynccontextmanager
async def locked(trial: Trial) -> AsyncIterator[None]:
    """Another process holds the database's only lock."""
    file = str(read_url(trial.url).database)
    holder = await asyncio.create_subprocess_exec(sys.executable, "-c", LOCK, file, stdin=PIPE, stdout=PIPE)
    assert holder.stdin
    assert holder.stdout
    try:
        assert await holder.stdout.readline() == b"locked\n"
        yield
    finally:
        holder.stdin.close()
        await holder.wait()


async def asked_people(trial: Trial, fed: Fed, number: int) -> list[str]:
    """People who have had their nudge."""
    await customers(trial)
    people = await promises(trial, fed, number)
    await trial.finish()
    return people


async def test_a_locked_database_loses_neither_a_command_nor_an_answer_nor_a_message(trial: Trial, rng: Random) -> None:
    fed, deeds = Fed(), Deeds()
    people = await asked_people(trial, fed, 8)
    pid = await trial.start()
    await trial.joined()
    await words(trial, fed, 1)
    async with locked(trial):
        until = asyncio.get_running_loop().time() + LOCKED_SECONDS
        await all_at_once(
            rng,
            *(writes(trial, deeds, each, rng) for each in people[:4]),
            *(presses(trial, deeds, each) for each in people[4:]),
            *(types(trial, deeds, number, rng) for number in range(4)),
        )
        await asyncio.sleep(until - asyncio.get_running_loop().time())
    await trial.quiet(partial(unheard, trial, deeds), partial(unanswered, trial, deeds))
    await press_again(trial, deeds)
    assert not deeds.pressed_again
    await trial.stop(pid)
    await count(trial, fed)
    await count_answers(trial, fed, deeds)


async def unanswered(trial: Trial, deeds: Deeds) -> list[str]:
    """The commands that are not logged, or were not said to be: at once, or afterwards to the person alone."""
    logged = {row["what"].casefold() for row in await trial.rows("SELECT what FROM actions")}
    told = [
        str(said.body.get("blocks"))
        for channel in trial.workspace.channels.values()
        for said in channel.said
        if said.seen_by
    ]
    heard = {what for what, at_once in deeds.typed.items() if at_once or any(what in each for each in told)}
    return sorted(deeds.typed.keys() - (logged & heard))


async def test_what_people_say_while_the_socket_is_down_counts_once(trial: Trial, rng: Random) -> None:
    fed, deeds = Fed(), Deeds()
    people = await asked_people(trial, fed, 24)
    pid = await trial.start()
    await trial.joined()
    doing = asyncio.create_task(all_at_once(rng, *(writes(trial, deeds, each, rng) for each in people[:16])))
    await asyncio.sleep(rng.uniform(0.05, 0.4))
    trial.server.practice.faults.arm("socket_drop")
    assert trial.server.practice.sockets.count == 0
    await doing
    await all_at_once(rng, *(writes(trial, deeds, each, rng) for each in people[16:]))
    await trial.joined()
    await trial.quiet(partial(unheard, trial, deeds))
    await trial.stop(pid)
    await count(trial, fed)
    await count_answers(trial, fed, deeds)


async def test_two_copies_of_the_bot_ask_and_say_everything_once(paced_trial: Trial, rng: Random) -> None:
    trial, fed, deeds = paced_trial, Fed(), Deeds()
    await customers(trial)
    await open_reviews(trial, fed)
    answering: list[str] = []
    for number in range(3):
        people = await promises(trial, fed, 10)
        await words(trial, fed, number)
        both = [await trial.start(), await trial.start()]
        await trial.joined(2)
        if answering:
            await all_at_once(
                rng, *(writes(trial, deeds, each, rng) for each in answering[:6]), presses(trial, deeds, answering[6])
            )
        await trial.quiet(partial(unheard, trial, deeds))
        answering = people
        for pid in both:
            await trial.stop(pid)
    await count(trial, fed)
    await count_answers(trial, fed, deeds)


async def test_on_postgresql_nothing_is_lost_or_doubled_when_the_bot_dies(
    trial_on_postgres: Trial, rng: Random
) -> None:
    trial, fed = trial_on_postgres, Fed()
    await customers(trial)
    await open_reviews(trial, fed)
    for number in range(14):
        await promises(trial, fed, 2)
        await words(trial, fed, number)
        await trial.live_and_die(some_death(rng, most_calls=18))
    await trial.finish()
    await count(trial, fed)


async def test_an_answer_over_which_the_bot_was_ended_many_times_still_counts(trial: Trial, rng: Random) -> None:
    fed, deeds = Fed(), Deeds()
    people = await asked_people(trial, fed, 1)
    await writes(trial, deeds, people[0], rng)
    event = {"type": "message", "user": people[0], "channel": direct(people[0]), "channel_type": "im"}
    said = trial.workspace.channels[direct(people[0])].open_messages()[-1]
    payload = {"event": {**event, "text": said["text"], "ts": said["ts"]}, "event_id": "Ev0", inbox.TRIES: 12}
    # Slack's own delivery of it is held back: the bot died after it had taken the answer in.
    await trial.server.practice.close()
    async with trial.db.write() as tx:
        await inbox.receive(tx, WS, "event:Ev0", "event", payload, now=trial.clock() - timedelta(minutes=5))
    await trial.finish(partial(unheard, trial, deeds))
    await count_answers(trial, fed, deeds)
