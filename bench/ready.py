"""The bot as it runs, on a database of its own in which the people and the account are known already."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
from slack_bolt.async_app import AsyncApp
from sqlalchemy import func, select

from bot.app import bolt_app, slack_client
from bot.practice.about import BOT_TOKEN
from bot.settings import read_settings
from handlers.desk import Desk
from handlers.register import register
from reviews.decision import Change, Decision
from reviews.model import Account, Person
from storage import migrations, people
from storage.database import Database
from storage.record import record
from storage.tables import actions


@asynccontextmanager
async def ready_database(workspace: str, channel: str, known: Sequence[str]) -> AsyncIterator[Database]:
    """A migrated SQLite file with one account in `channel` and people of these ids, all read from Slack today."""
    with tempfile.TemporaryDirectory(prefix="holdfast-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        migrations.upgrade(url)
        db = Database.open(url)
        try:
            await _fill(db, workspace, channel, known)
            yield db
        finally:
            await db.close()


async def _fill(db: Database, workspace: str, channel: str, known: Sequence[str]) -> None:
    now = datetime.now(UTC)
    account = Account(workspace, 1, "Northwind", owner=known[0], channel=channel, created_at=now)
    async with db.write() as tx:
        await record(tx, workspace, Decision((Change(None, account),), ()), by=known[0], now=now)
        for user in known:
            await people.save(tx, _person(workspace, user, now))


def _person(workspace: str, user: str, now: datetime) -> Person:
    name = user.removeprefix("U").capitalize()
    return Person(workspace, user, name.lower(), f"{name} Example", workspace, "Europe/Berlin", "en-GB", read_at=now)


@asynccontextmanager
async def our_app(db: Database, api_url: str) -> AsyncIterator[AsyncApp]:
    """Our handlers on our Bolt app, built by the bot's own functions."""
    settings = read_settings(
        _env_file=None, slack_bot_token=BOT_TOKEN, slack_app_token="xapp-bench", slack_api_url=api_url
    )
    async with aiohttp.ClientSession() as session:
        app = bolt_app(settings, slack_client(settings, session))
        register(app, Desk(db, lambda: datetime.now(UTC), lambda: "draft", "/review", "UTC"))
        yield app


async def count_actions(db: Database, workspace: str) -> int:
    """How many actions were recorded."""
    async with db.read() as tx:
        counted = select(func.count()).select_from(actions).where(actions.c.workspace_id == workspace)
        return int(await tx.scalar(counted) or 0)
