"""How long somebody with much waits for their Home, beside a bare Bolt app that publishes a view that is ready.

Run it with `python -m bench.home`. Exits 1 when a Home was not published or does not hold what it should.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from bench import figures
from bench.ready import our_app, ready_database
from bench.slack_stub import WORKSPACE, homes_published, published, slack_stub
from bot.practice.about import BOT_TOKEN
from reviews.decision import Change, Decision
from reviews.model import (
    Account,
    Action,
    ActionState,
    ChecklistMark,
    Gap,
    GapState,
    MarkColour,
    Question,
    Review,
    ReviewState,
)
from storage.database import Database
from storage.record import record

NINA, OMAR = "UNINA", "UOMAR"
ITEMS, ACCOUNTS, MARKED = 500, 200, 3
_event = count(1)


async def measure(rounds: int, warm_up: int) -> tuple[list[float], list[float], bool]:
    """Seconds of both sides, in turns in one process on one stub; and whether every Home was as it should be."""
    floor: list[float] = []
    ours: list[float] = []
    async with AsyncExitStack() as open_things:
        enter = open_things.enter_async_context
        api_url, db = await enter(slack_stub()), await enter(ready_database(WORKSPACE, "C1", [NINA, OMAR]))
        await _fill(db)
        app = await enter(our_app(db, api_url))
        await _timed(app)
        await _timed(app)  # The first opening greets, the others do not.
        fixed = published[NINA]
        bare = _bare_app(await enter(aiohttp.ClientSession()), api_url, fixed)
        for number in range(warm_up + rounds):
            sides = ((floor, bare), (ours, app))
            for seconds, side in sides if number % 2 else reversed(sides):
                seconds.append(await _timed(side))
        whole = published[NINA]["blocks"] == fixed["blocks"] and f"My open items: {ITEMS}" in str(fixed)
    return floor[warm_up:], ours[warm_up:], whole


def _bare_app(session: aiohttp.ClientSession, api_url: str, view: dict[str, Any]) -> AsyncApp:
    """A Bolt app that does nothing but publish one view, over a session that is kept, as ours is."""
    app = AsyncApp(client=AsyncWebClient(BOT_TOKEN, base_url=api_url, session=session), signing_secret="bench")

    @app.event("app_home_opened")
    async def publish(event: dict[str, Any], client: AsyncWebClient) -> None:
        await client.views_publish(user_id=event["user"], view=view)

    return app


async def _timed(app: AsyncApp) -> float:
    """From the event, as Socket Mode hands it to Bolt, until Slack has the view."""
    start, seen = time.perf_counter(), homes_published()
    await app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=_opened()))
    await seen
    return time.perf_counter() - start


def _opened() -> dict[str, Any]:
    """Somebody opens the tab, as Slack tells it."""
    event = {"type": "app_home_opened", "user": NINA, "tab": "home", "event_ts": f"17900{next(_event):05}.000100"}
    return {"type": "event_callback", "team_id": WORKSPACE, "event_id": f"Ev{event['event_ts']}", "event": event}


async def _fill(db: Database) -> None:
    """Accounts with three closed reviews each, what Nina promised, and what others owe her."""
    now, today = datetime.now(UTC), datetime.now(UTC).date()
    for first in range(2, ACCOUNTS + 1, 40):
        numbers = range(first, min(first + 40, ACCOUNTS + 1))
        await _keep(db, now, [_account(number, today) for number in numbers])
    for account in range(1, ACCOUNTS + 1):
        reviews = [_review(account, quarter, now) for quarter in range(MARKED)]
        marks = [_mark(review, question, now) for review in reviews for question in Question]
        await _keep(db, now, [*reviews, *marks])
    items = [_item(number, today, now) for number in range(1, ITEMS + 1)]
    others = [_action(ITEMS + number, OMAR, today, now) for number in range(1, 61)]
    await _keep(db, now, [*items, *others])


async def _keep(db: Database, now: datetime, values: list[Any]) -> None:
    async with db.write() as tx:
        await record(tx, WORKSPACE, Decision(tuple(Change(None, each) for each in values)), by=NINA, now=now)


def _account(number: int, today: date) -> Account:
    planned = today + timedelta(days=number % 90 - 9)
    return Account(WORKSPACE, number, f"Customer {number}", NINA, f"C{number}", next_review_on=planned)


def _review(account: int, quarter: int, now: datetime) -> Review:
    ended = now - timedelta(days=90 * (quarter + 1))
    given: dict[str, Any] = {
        "quarter": f"Q{quarter}",
        "state": ReviewState.CLOSED,
        "facilitator": NINA,
        "ended_by": NINA,
    }
    number = account * 10 + quarter
    return Review(WORKSPACE, number, account, f"C{account}", started_at=ended, ended_at=ended, **given)


def _mark(review: Review, question: Question, now: datetime) -> ChecklistMark:
    colours = list(MarkColour)
    colour = colours[(review.id // 10 + len(question)) % 4]
    return ChecklistMark(WORKSPACE, review.id, question, colour, "26 of 40 seats active in 30 days", NINA, now)


def _item(number: int, today: date, now: datetime) -> Action | Gap:
    return _gap(number, today, now) if number % 5 == 0 else _action(number, NINA, today, now)


def _action(number: int, owner: str, today: date, now: datetime) -> Action:
    due, state = today + timedelta(days=number % 40 - 10), ActionState.BLOCKED if number % 9 == 0 else ActionState.OPEN
    what = f"Sends the revised onboarding checklist, part {number}, to everybody who trains clerks"
    account = number % ACCOUNTS + 1
    return Action(WORKSPACE, number, account, None, what, owner, due, due, state, NINA, now, moves=number % 3)


def _gap(number: int, today: date, now: datetime) -> Gap:
    account, due = number % ACCOUNTS + 1, today + timedelta(days=number % 30 - 5)
    what = f"The month-end export of part {number} fails twice a week"
    given: dict[str, Any] = {"affects": "finance", "frequency": None, "severity": None, "reason": "exports"}
    return Gap(
        WORKSPACE, number, account, None, what, owner=NINA, update_on=due, state=GapState.OPEN,
        logged_by=NINA, logged_at=now, moves=0, **given,
    )  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=300, help="measured openings of each side (default 300)")
    asked = parser.parse_args()
    print(f"{ITEMS} open items, {ACCOUNTS} accounts, {asked.rounds} openings; {figures.machine()}")
    floor, ours, whole = asyncio.run(measure(asked.rounds, 20))
    for name, seconds in (("publish", floor), ("holdfast", ours)):
        half, most = figures.percentile(seconds, 50) * 1000, figures.percentile(seconds, 99) * 1000
        print(f"{name:9} p50 {half:6.1f} ms   p99 {most:6.1f} ms")
    figures.ratio("home_open", figures.percentile(ours, 50) / figures.percentile(floor, 50), "<= 3")
    if not whole:
        print("a Home was not published, or does not hold what it should")
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
