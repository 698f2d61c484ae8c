"""What people do while the bot lives and dies: answers in words, presses, commands; and what must have come of each."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any

from bot.practice import world
from reviews.messages.ids import ASK_DONE
from tests.driving.screen import pressable
from tests.faults.counting import TALLY, Said, Tally
from tests.faults.feeding import WS, Fed
from tests.faults.trial import Trial

WORDS = (
    ("1 done", (1,)),
    ("2 done, 3 friday because legal is late", (2, 3)),
    ("1 done, won't do 2: customer dropped it", (1, 2)),
    ("all done", (1, 2, 3)),
)
"""What somebody writes, and the places on their list it is about."""
COMMANDS_IN = (("nina", world.ACCOUNTS[0][0]), ("lena", world.ACCOUNTS[1][0]), ("tomas", world.ACCOUNTS[2][0]))


@dataclass
class Deeds:
    """What was done. Slack delivers an answer in words until it is taken; of the others the person sees the outcome."""

    written: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By person: the actions they have written about."""
    pressed: dict[str, str] = field(default_factory=dict)
    """By person: the action whose button they press."""
    typed: dict[str, bool] = field(default_factory=dict)
    """By the words of a command: whether its answer said that it was logged."""
    pressed_again: list[bool] = field(default_factory=list)
    """Presses that came to nothing because the bot died: whether Slack had shown each as taken."""
    taken: dict[str, bool] = field(default_factory=dict)


async def writes(trial: Trial, deeds: Deeds, person: str, rng: Random) -> None:
    """Somebody answers their nudge in their own words, straight in the conversation or in its thread."""
    text, places = rng.choice(WORDS)
    shown = await trial.rows("SELECT place, subject FROM asks WHERE user_id = :who AND state = 'asked'", who=person)
    by_place = {row["place"]: row["subject"] for row in shown}
    deeds.written[person] = tuple(by_place[place] for place in places)
    thread = {"thread_ts": nudge_of(trial, person)["ts"]} if rng.random() < 0.5 else {}
    answer = await trial.control("message", {"user": person, "channel": direct(person), "text": text, **thread})
    assert answer["ok"], answer


async def presses(trial: Trial, deeds: Deeds, person: str) -> None:
    """Somebody presses the first Done of their nudge, as it stands now."""
    found = await trial.rows(
        "SELECT subject FROM asks WHERE user_id = :who AND state = 'asked' AND place = 1", who=person
    )
    deeds.pressed[person] = found[0]["subject"]
    nudge = nudge_of(trial, person)
    action = next(
        {"action_id": ASK_DONE, "block_id": block["block_id"]}
        for block in nudge["blocks"]
        if any(each["action_id"] == ASK_DONE for each in pressable(block))
    )
    body = {"user": person, "channel": direct(person), "messageTs": nudge["ts"], "action": action}
    answer = await trial.control("interact", body)
    assert answer["ok"], answer
    deeds.taken[person] = bool(answer["acknowledged"])


async def types(trial: Trial, deeds: Deeds, number: int, rng: Random) -> None:
    """Somebody logs an action by command."""
    who, channel = rng.choice(COMMANDS_IN)
    what = f"sends the customer export file {number}"
    body = {"user": who, "channel": channel, "command": "/action", "text": f"@omar {what} by 4 dec"}
    answer = await trial.control("command", body)
    assert answer["ok"], answer
    deeds.typed[what] = "A-" in str(answer.get("response"))


async def all_at_once(rng: Random, *work: Awaitable[None]) -> None:
    """Several people do something, each at a moment of their own within a fifth of a second."""

    async def one(doing: Awaitable[None]) -> None:
        await asyncio.sleep(rng.uniform(0.0, 0.2))
        await doing

    await asyncio.gather(*map(one, work))


async def once_it_listens(trial: Trial, work: Awaitable[None]) -> None:
    """Wait, if not for long, until the bot has joined: what is pressed or typed before is not delivered again."""
    with suppress(TimeoutError):
        async with asyncio.timeout(1.0):
            while not trial.server.practice.sockets.count:  # noqa: ASYNC110 - a connection sets no event
                await asyncio.sleep(0.004)
    await work


def direct(person: str) -> str:
    """The conversation of a person with the bot."""
    return f"D0{person[2:]}"


def nudge_of(trial: Trial, person: str) -> dict[str, Any]:
    """A person's nudge as it stands."""
    return next(body for key, where, body in Said.at(trial).of_kind("nudge") if where == direct(person))


async def press_again(trial: Trial, deeds: Deeds) -> None:
    """Whoever sees that their press came to nothing presses again."""
    recorded = await changes(trial)
    for person, ref in tuple(deeds.pressed.items()):
        if not recorded[ref]:
            deeds.pressed_again.append(deeds.taken[person])
            await presses(trial, deeds, person)


async def changes(trial: Trial) -> Counter[str]:
    """How often each action was changed since it was made."""
    rows = await trial.rows("SELECT ref FROM audit_entries WHERE kind = 'action' AND CAST(before AS TEXT) <> '{}'")
    return Counter(f"A-{row['ref']}" for row in rows)


async def unheard(trial: Trial, deeds: Deeds) -> list[str]:
    """Whose written answer is not recorded: Slack may still be at delivering it."""
    recorded = await changes(trial)
    people = [person for person, refs in deeds.written.items() if not all(recorded[ref] for ref in refs)]
    return [f"{person}: {_talk_with(trial, person)}" for person in people]


def _talk_with(trial: Trial, person: str) -> list[str]:
    """What stands in somebody's conversation with the bot."""
    return [str(body.get("text")) for body in trial.workspace.channels[direct(person)].open_messages()]


async def count_answers(trial: Trial, fed: Fed, deeds: Deeds, tally: Tally = TALLY) -> None:
    """Every answer was recorded once and said back once; adds to the tally and fails where one was not."""
    recorded = await changes(trial)
    expected = Counter([*(ref for refs in deeds.written.values() for ref in refs), *deeds.pressed.values()])
    tally.answers += len(deeds.written) + len(deeds.pressed) + len(deeds.typed)
    lost, doubled = expected - recorded, recorded - expected
    tally.pressed_again += len(deeds.pressed_again)
    tally.seemed_taken += sum(deeds.pressed_again)
    tally.answers_lost += len(lost)
    tally.answers_doubled += len(doubled)
    assert not lost, f"not recorded: {lost}"
    assert not doubled, f"recorded twice, or though nobody said so: {doubled}"
    said = Said.at(trial)
    echoed = Counter(where for _, where, _ in said.of_kind("answer"))
    assert echoed == Counter(dict.fromkeys(map(direct, deeds.written), 1)), "not one echo for every answer"
    logged = await trial.rows(
        "SELECT what, count(*) AS times FROM actions WHERE workspace_id = :ws GROUP BY what", ws=WS
    )
    times = {row["what"].casefold(): row["times"] for row in logged}
    for what, answered in deeds.typed.items():
        assert times.get(what, 0) in ({1} if answered else {0, 1}), f"{what}: {times.get(what, 0)} times"
