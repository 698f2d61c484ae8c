"""How long `/action …` takes to be answered when 50 people type it at once, beside a bare Bolt app's "ok".

Run it with `python -m bench.ack`. Exits 1 when an action was not recorded or not said back.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import count

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bench import figures
from bench.bare import bare_app
from bench.ready import count_actions, our_app, ready_database
from bench.slack_stub import WORKSPACE, slack_stub

CHANNEL = "C1"
OMAR = "UOMAR"
LINE = f"<@{OMAR}> sends the revised onboarding checklist by fri"
"""`@omar sends the revised onboarding checklist by fri`, as Slack passes it on."""

_trigger = count(1)


@dataclass(slots=True)
class Side:
    """One of the two apps, with what was measured of it."""

    name: str
    app: AsyncApp
    seconds: list[float] = field(default_factory=list)
    rounds: list[float] = field(default_factory=list)
    unanswered: int = 0

    @property
    def per_second(self) -> float:
        """Commands answered in a second, over all rounds."""
        return len(self.seconds) / sum(self.rounds)


def typed(user: str) -> AsyncBoltRequest:
    """One person's command, as Socket Mode hands it to Bolt."""
    body = {
        "command": "/action",
        "text": LINE,
        "team_id": WORKSPACE,
        "user_id": user,
        "channel_id": CHANNEL,
        "channel_name": "acct-northwind",
        "trigger_id": f"{next(_trigger)}.1.bench",
        "response_url": "http://127.0.0.1:9/unused",
    }
    return AsyncBoltRequest(mode="socket_mode", body=body)


async def one_round(side: Side, people: list[str]) -> None:
    """Everybody types at the same moment; each wait counts from that moment."""
    requests = [typed(user) for user in people]
    start = time.perf_counter()

    async def wait_for(request: AsyncBoltRequest) -> None:
        answer = await side.app.async_dispatch(request)
        side.seconds.append(time.perf_counter() - start)
        side.unanswered += not _is_answer(side, answer)

    await asyncio.gather(*map(wait_for, requests))
    side.rounds.append(time.perf_counter() - start)


def _is_answer(side: Side, answer: BoltResponse) -> bool:
    expected = "Logged: " if side.name == "holdfast" else "ok"
    return answer.status == 200 and expected in str(answer.body)


async def measure(rounds: int, people: list[str], warm_up: int) -> tuple[Side, Side, bool]:
    """Both sides, round about, and whether every action became a row."""
    async with AsyncExitStack() as open_things:
        enter = open_things.enter_async_context
        api_url = await enter(slack_stub())
        db = await enter(ready_database(WORKSPACE, CHANNEL, [*people, OMAR]))
        floor, ours = (
            Side("floor", bare_app("xoxb-bench", api_url)),
            Side("holdfast", await enter(our_app(db, api_url))),
        )
        for number in range(warm_up + rounds):
            if number == warm_up:
                floor, ours = Side("floor", floor.app), Side("holdfast", ours.app)
            for side in (floor, ours) if number % 2 else (ours, floor):
                await one_round(side, people)
        expected = (warm_up + rounds) * len(people)
        recorded = await count_actions(db, WORKSPACE)
        print(f"{recorded} of {expected} actions recorded, {ours.unanswered} not said back")
        return floor, ours, recorded == expected and not floor.unanswered + ours.unanswered


def show(floor: Side, ours: Side) -> None:
    """Both sides' figures and their ratios."""
    for side in (floor, ours):
        p50, p99 = (figures.percentile(side.seconds, each) * 1000 for each in (50, 99))
        print(f"{side.name:9} {side.per_second:7.0f} commands/s   p50 {p50:6.1f} ms   p99 {p99:6.1f} ms")
    for percent in (50, 99):
        value = figures.percentile(ours.seconds, percent) / figures.percentile(floor.seconds, percent)
        figures.ratio(f"ack_p{percent}", value, "<= 1.5")
    figures.ratio("ack_throughput", ours.per_second / floor.per_second, ">= 0.67")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=60, help="measured rounds of each side (default 60)")
    parser.add_argument("--people", type=int, default=50, help="people typing at once (default 50)")
    asked = parser.parse_args()
    people = [f"U{number:03}" for number in range(asked.people)]
    print(f"{asked.people} people at once, {asked.rounds} rounds; {figures.machine()}")
    floor, ours, complete = asyncio.run(measure(asked.rounds, people, warm_up=5))
    show(floor, ours)
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main())
