"""How long `/action …` takes to be answered when 50 people type it at once, beside a bare Bolt app's "ok".

Run it with `python -m bench.ack`. Exits 1 when an action was not recorded or not said back.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from functools import partial
from itertools import count

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest

from bench import figures
from bench.bare import bare_app
from bench.ready import count_actions, our_app, ready_database
from bench.side import Side, alternate, show
from bench.slack_stub import WORKSPACE, slack_stub
from bench.wire import measure_wire

CHANNEL = "C1"
OMAR = "UOMAR"
LINE = f"<@{OMAR}> sends the revised onboarding checklist by fri"
"""`@omar sends the revised onboarding checklist by fri`, as Slack passes it on."""
WARM_UP = 5

_trigger = count(1)


async def measure(rounds: int, people: int) -> tuple[Side, Side, bool]:
    """Both sides, handed the same payloads in one process, and whether every action became a row."""
    users = [f"U{number:03}" for number in range(people)]
    async with AsyncExitStack() as open_things:
        enter = open_things.enter_async_context
        api_url = await enter(slack_stub())
        db = await enter(ready_database(WORKSPACE, CHANNEL, [*users, OMAR]))
        floor = Side("floor", _typing(bare_app("xoxb-bench", api_url), users, "ok"))
        ours = Side("holdfast", _typing(await enter(our_app(db, api_url)), users, "Logged: "))
        await alternate(floor, ours, rounds, WARM_UP)
        recorded, expected = await count_actions(db, WORKSPACE), (WARM_UP + rounds) * people
    print(f"{recorded} of {expected} actions recorded, {ours.unanswered} not said back")
    return floor, ours, recorded == expected and not floor.unanswered + ours.unanswered


def _typing(app: AsyncApp, users: list[str], expected: str) -> Callable[[], list[Callable[[], Awaitable[bool]]]]:
    return lambda: [partial(_answered, app, _typed(user), expected) for user in users]


async def _answered(app: AsyncApp, request: AsyncBoltRequest, expected: str) -> bool:
    answer = await app.async_dispatch(request)
    return answer.status == 200 and expected in str(answer.body)


def _typed(user: str) -> AsyncBoltRequest:
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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=60, help="measured rounds of each side (default 60)")
    parser.add_argument("--people", type=int, default=50, help="people typing at once (default 50)")
    parser.add_argument("--wire", action="store_true", help="measure through the practice workspace as well")
    asked = parser.parse_args()
    print(f"{asked.people} people at once, {asked.rounds} rounds; {figures.machine()}")
    floor, ours, complete = asyncio.run(measure(asked.rounds, asked.people))
    show(floor, ours, "ack")
    if asked.wire:
        floor, ours, whole = asyncio.run(measure_wire(asked.rounds, asked.people, WARM_UP))
        show(floor, ours, "ack_wire")
        complete = complete and whole
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main())
