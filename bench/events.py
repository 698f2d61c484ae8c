"""How many message events a second are counted, beside a bare Bolt listener that does nothing with them.

Run it with `python -m bench.events`. Exits 1 when a message was not counted exactly once. Both sides are handed the
same events as Socket Mode hands them over, so many at once, in turns in one process; ours writes each down before it
answers.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from functools import partial
from itertools import count
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import func, select

from bench import figures
from bench.ready import our_app, ready_database
from bench.side import Side, alternate
from bench.slack_stub import WORKSPACE, slack_stub
from reviews.decision import Change, Decision
from reviews.health.kept import Listening
from storage.database import Database
from storage.record import record
from storage.tables import heard_days

CHANNEL = "C1"
WARM_UP = 3
_event = count(1)


def bare_app(api_url: str) -> AsyncApp:
    """Bolt with its own defaults and one listener that does nothing."""
    app = AsyncApp(client=AsyncWebClient("xoxb-bench", base_url=api_url), signing_secret="bench")

    @app.event("message")
    async def nothing() -> None:
        return None

    return app


async def measure(rounds: int, at_once: int, quiet: bool) -> tuple[Side, Side, bool]:
    """Both sides, and whether every message was counted once; `quiet`: of a channel that nobody listens to."""
    users = [f"U{number:03}" for number in range(50)]
    async with AsyncExitStack() as open_things:
        enter = open_things.enter_async_context
        api_url = await enter(slack_stub())
        db = await enter(ready_database(WORKSPACE, CHANNEL, users))
        if not quiet:
            await _listen(db, users[0])
        floor = Side("bare", _said(bare_app(api_url), users, at_once))
        ours = Side("holdfast", _said(await enter(our_app(db, api_url)), users, at_once))
        await alternate(floor, ours, rounds, WARM_UP)
        counted = await _counted(db)
    expected = 0 if quiet else (WARM_UP + rounds) * at_once
    print(f"{counted} of {expected} messages counted, {ours.unanswered} not acknowledged")
    return floor, ours, counted == expected and not floor.unanswered + ours.unanswered


def _said(app: AsyncApp, users: list[str], at_once: int) -> Callable[[], list[Callable[[], Awaitable[bool]]]]:
    return lambda: [partial(_acknowledged, app, _message(users[each % len(users)])) for each in range(at_once)]


async def _acknowledged(app: AsyncApp, request: AsyncBoltRequest) -> bool:
    return (await app.async_dispatch(request)).status == 200


def _message(user: str) -> AsyncBoltRequest:
    """Somebody writes, as Socket Mode hands it to Bolt."""
    number = next(_event)
    event: dict[str, Any] = {
        "type": "message",
        "channel": CHANNEL,
        "channel_type": "channel",
        "user": user,
        "team": WORKSPACE,
        "text": "The export ran through, thank you. I will check the totals with finance tomorrow morning.",
        "ts": f"{datetime.now(UTC).timestamp():.6f}",
    }
    body = {
        "type": "event_callback",
        "team_id": WORKSPACE,
        "event_id": f"Ev{number:010}",
        "event": event,
        "authorizations": [{"team_id": WORKSPACE, "user_id": "UBOT", "is_bot": True, "is_enterprise_install": False}],
    }
    return AsyncBoltRequest(mode="socket_mode", body=body)


async def _listen(db: Database, owner: str) -> None:
    now = datetime.now(UTC)
    on = Listening(WORKSPACE, CHANNEL, 1, owner, now)
    async with db.write() as tx:
        await record(tx, WORKSPACE, Decision((Change(None, on),)), by=owner, now=now)


async def _counted(db: Database) -> int:
    async with db.read() as tx:
        total = select(func.coalesce(func.sum(heard_days.c.count), 0)).where(heard_days.c.workspace_id == WORKSPACE)
        return int(await tx.scalar(total) or 0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=40, help="measured rounds of each side (default 40)")
    parser.add_argument("--at-once", type=int, default=100, help="events that come together (default 100)")
    asked = parser.parse_args()
    print(f"{asked.at_once} events at once, {asked.rounds} rounds; {figures.machine()}")
    whole = True
    for name, quiet in (("events_rate", False), ("events_rate_unheard", True)):
        floor, ours, complete = asyncio.run(measure(asked.rounds, asked.at_once, quiet))
        for side in (floor, ours):
            print(f"{side.name:9} {side.per_second:7.0f} events/s   p99 {side.percentile(99):6.1f} ms")
        figures.ratio(name, ours.per_second / floor.per_second, ">= 0.6")
        whole = whole and complete
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
