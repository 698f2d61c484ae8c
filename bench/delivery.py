"""How fast due nudges are delivered, each said once and noted, beside the raw SDK posting the same messages.

Run it with `python -m bench.delivery`. Exits 1 when a nudge was not noted as sent. Both sides post to one server in
another process, with the same number of calls at once, in turns; ours re-checks each nudge and writes down its fate.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import sys
import time
from collections import deque
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bench import figures
from bench.ready import ready_database
from bench.slack_stub import WORKSPACE, slack_stub_apart
from jobs.deliver_courier import Courier
from jobs.deliver_office import CONCURRENCY, Office
from reviews.asks import Ask, AskKind, AskState, Nudge
from reviews.decision import Message
from storage import asks, nudges, outbox
from storage.database import Database
from storage.tables import asks as asks_table
from storage.tables import outbox as outbox_table
from storage.values import OutboxState, Outgoing, Say

START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
ITEMS = (
    ("Northwind", "Export fix for month-end", "was due Thu 19 Nov, 3 working days ago"),
    ("Blue Fern", "Send the revised onboarding checklist", "due tomorrow, Wed 25 Nov"),
    ("Halden & Sons", "Book the data review with finance", "due today, Tue 24 Nov"),
)


def nudge_message(number: int) -> Message:
    """A morning's message of three items with their buttons, as long as real ones are."""
    blocks: list[dict[str, Any]] = [
        {"type": "section", "text": {"type": "mrkdwn", "text": "*Three of yours need a word*"}}
    ]
    for place, (account, what, due) in enumerate(ITEMS, 1):
        action = f"A-{number * 3 + place}"
        said = f"*{account}*\n*{place}* {what} ({action}): {due}. Nina told the customer “mid November”."
        blocks.append({"type": "section", "text": {"type": "mrkdwn", "text": said, "verbatim": True}})
        blocks.append({"type": "actions", "block_id": f"item:{action}", "elements": _buttons(action)})
    hint = "Or answer here: “1 done, 2 friday because legal is late”."
    blocks.append({"type": "context", "elements": [{"type": "mrkdwn", "text": hint}]})
    return {"text": f"Three of yours need a word: {ITEMS[0][1]} {ITEMS[0][2]}. {hint}", "blocks": blocks}


def _buttons(action: str) -> list[dict[str, Any]]:
    return [
        {
            "type": "button",
            "action_id": f"nudge.{word}",
            "text": {"type": "plain_text", "text": word.capitalize().replace("_", " ")},
            "value": f'{{"action": "{action}", "nudge": 1}}',
        }
        for word in ("done", "new_date", "blocked", "more")
    ]


async def fill(db: Database, rounds: int, people: int) -> None:
    """A nudge for everybody, with what it asks; each round's falls due an hour after the one before."""
    for each in range(rounds):
        async with db.write() as tx:
            for number in range(each * people + 1, (each + 1) * people + 1):
                await _queue_nudge(tx, number, START + timedelta(hours=each))


async def _queue_nudge(tx: AsyncConnection, number: int, when: datetime) -> None:
    person, key = f"U{number:06}", f"nudge:{number}"
    await nudges.add(tx, Nudge(WORKSPACE, number, person, when.date(), when))
    questions = [
        Ask(
            WORKSPACE,
            0,
            person,
            AskKind.DUE,
            f"A-{number * 3 + place}",
            "24 Nov",
            when,
            AskState.ASKED,
            when,
            number,
            place,
        )
        for place in (1, 2, 3)
    ]
    await asks.add(tx, questions)
    await outbox.queue(
        tx,
        WORKSPACE,
        key=key,
        channel=person,
        operation=Say.NUDGE,
        payload=nudge_message(number),
        subject_id=number,
        not_after=when + timedelta(hours=12),
        now=when,
    )


_STILL_ASKED = (
    select(asks_table.c.nudge_id)
    .where(
        asks_table.c.workspace_id == WORKSPACE,
        asks_table.c.nudge_id.in_(bindparam("nudges", expanding=True)),
        asks_table.c.state == AskState.ASKED,
    )
    .distinct()
)


_LEFT = (
    select(outbox_table.c.id)
    .where(
        outbox_table.c.state.in_([OutboxState.QUEUED, OutboxState.SENDING]),
        outbox_table.c.not_before <= bindparam("now"),
    )
    .limit(1)
)


async def recheck(tx: AsyncConnection, rows: Sequence[Outgoing]) -> dict[int, Message | None]:
    """Whether each nudge still asks something, in one question to the tables."""
    found = await tx.scalars(_STILL_ASKED, {"nudges": [row.subject_id for row in rows]})
    still = set(found)
    return {row.id: None for row in rows if row.subject_id not in still}


class Ours:
    """The bot's own delivery on a database of due nudges, without pacing."""

    def __init__(self, db: Database, client: AsyncWebClient) -> None:
        self.now = START - timedelta(days=1)
        self._db = db
        self._office = Office(db, client, lambda: self.now, "UTC", per_minute=None, recheck=recheck)

    async def deliver(self, when: datetime) -> float:
        """Deliver what is due by a moment, as the running bot does; the seconds until all of it is noted as sent."""
        self.now = when
        start = time.perf_counter()
        courier = Courier(self._office)
        running = asyncio.create_task(courier.run())
        while await self._left():  # noqa: ASYNC110 - the tables set no event
            await asyncio.sleep(0.01)
        spent = time.perf_counter() - start
        courier.stop()
        await running
        return spent

    async def _left(self) -> bool:
        """Whether something that is due is not done with."""
        async with self._db.read() as tx:
            return await tx.scalar(_LEFT, {"now": self.now}) is not None

    async def sent(self) -> int:
        """How many rows are noted as sent."""
        async with self._db.read() as tx:
            of_state = select(func.count()).where(outbox_table.c.state == OutboxState.SENT)
            return int(await tx.scalar(of_state) or 0)


async def post_raw(client: AsyncWebClient, people: range) -> float:
    """The same messages by the SDK alone; the seconds until all are answered."""
    messages = deque((f"U{number:06}", nudge_message(number)) for number in people)
    start = time.perf_counter()

    async def work() -> None:
        while messages:
            channel, message = messages.popleft()
            await client.chat_postMessage(channel=channel, **message)

    await asyncio.gather(*(work() for _ in range(CONCURRENCY)))
    return time.perf_counter() - start


async def measure(rounds: int, people: int) -> bool:
    """Both sides in turns; whether every nudge was noted as sent. The first round of each warms up."""
    raw, ours = [0.0], [0.0]
    with slack_stub_apart() as address:
        async with ready_database(WORKSPACE, "C1", ["UOWNER"]) as db, aiohttp.ClientSession() as session:
            await fill(db, rounds + 1, people)
            client = AsyncWebClient("xoxb-bench", base_url=address, session=session, retry_handlers=[])
            mine = Ours(db, client)
            for each in range(rounds + 1):
                if each == 1:
                    raw, ours = [], []
                    gc.collect()
                    gc.freeze()
                numbers = range(each * people + 1, (each + 1) * people + 1)
                steps = [_raw(client, numbers, raw), _ours(mine, each, ours)]
                for step in steps if each % 2 else reversed(steps):
                    await step
            complete = await mine.sent() == (rounds + 1) * people
    _show(raw, ours, people)
    return complete


async def _raw(client: AsyncWebClient, numbers: range, spent: list[float]) -> None:
    spent.append(await post_raw(client, numbers))


async def _ours(mine: Ours, each: int, spent: list[float]) -> None:
    spent.append(await mine.deliver(START + timedelta(hours=each)))


def _show(raw: list[float], ours: list[float], people: int) -> None:
    for name, spent in (("raw SDK", raw), ("holdfast", ours)):
        print(f"{name:9} {people * len(spent) / sum(spent):7.0f} messages/s   {sum(spent):6.1f} s")
    figures.ratio("delivery_rate", sum(raw) / sum(ours), ">= 0.8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="measured rounds of each side (default 5)")
    parser.add_argument("--people", type=int, default=2000, help="nudges due in a round (default 2000)")
    asked = parser.parse_args()
    print(f"{asked.rounds * asked.people} nudges, {CONCURRENCY} calls at once; {figures.machine()}")
    complete = asyncio.run(measure(asked.rounds, asked.people))
    if not complete:
        print("some nudges were not noted as sent")
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main())
