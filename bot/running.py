"""Running until told to stop: the bot, and beside it the practice workspace where there are no Slack tokens."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from pathlib import Path
from typing import Literal

from bot.app import Bot, utc_now
from bot.practice.about import PracticeApp, Shortcut, SlashCommand
from bot.practice.server import PracticeServer
from bot.settings import Settings
from reviews.messages.help import MESSAGE_SHORTCUTS, slash_commands
from storage.database import Database
from storage.errors import UnreachableError
from storage.urls import is_sqlite, read_url

log = logging.getLogger(__name__)
STATE_FILE = Path(".practice") / "workspace.json"


async def run(settings: Settings, *, port: int | None = None, pacing: bool = True, empty: bool = False) -> int:
    """Run the bot until SIGINT or SIGTERM; the exit code. `empty`: the practice workspace begins without customers."""
    ready = await _tables_ready(settings)
    if ready is None:
        return 1
    practice = None
    if not settings.has_tokens:
        if ready == "new":
            # Boards of another database would act on this one's reviews.
            STATE_FILE.unlink(missing_ok=True)
        practice = practice_server(settings, port=port, pacing=pacing)
        if not await _started(practice):
            return 1
        settings = joined_to(settings, practice)
    try:
        return await _run_bot(settings, practice, empty=empty)
    finally:
        if practice:
            await practice.stop()


async def practice_only(settings: Settings, *, port: int | None = None, pacing: bool = True) -> int:
    """Run the practice workspace alone and print what a bot needs to join it."""
    practice = practice_server(settings, port=port, pacing=pacing)
    if not await _started(practice):
        return 1
    _print(f"Practice workspace: {practice.url}")
    _print("To join it, start a bot with:")
    _print(
        f"  SLACK_API_URL={practice.api_url} SLACK_BOT_TOKEN={practice.bot_token} SLACK_APP_TOKEN={practice.app_token}"
    )
    await _until_stopped()
    await practice.stop()
    return 0


def practice_server(settings: Settings, *, port: int | None, pacing: bool) -> PracticeServer:
    """A practice workspace with our app installed in it."""
    commands = tuple(
        SlashCommand(each.command, each.description, each.usage_hint)
        for each in slash_commands(settings.holdfast_command)
    )
    shortcuts = tuple(Shortcut(callback_id, name) for callback_id, name in MESSAGE_SHORTCUTS)
    chosen = settings.holdfast_practice_port if port is None else port
    return PracticeServer(
        PracticeApp(name="Holdfast", commands=commands, shortcuts=shortcuts),
        port=chosen,
        pacing=pacing,
        state_file=STATE_FILE,
    )


def joined_to(settings: Settings, practice: PracticeServer) -> Settings:
    """The same settings, with the practice workspace for a Slack."""
    return settings.model_copy(
        update={
            "slack_api_url": practice.api_url,
            "slack_bot_token": practice.bot_token,
            "slack_app_token": practice.app_token,
        }
    )


async def _run_bot(settings: Settings, practice: PracticeServer | None, *, empty: bool) -> int:
    # Bolt reads it too, and warns that it was given a client as well.
    os.environ.pop("SLACK_BOT_TOKEN", None)
    bot = Bot.build(settings, clock=practice.clock if practice else utc_now)
    if problem := await bot.problem():
        _print(problem)
        await bot.stop()
        return 1
    if practice:
        await _prepare(bot, practice, empty=empty)
    await bot.start()
    if practice:
        practice.follow(bot)
        _print(f"\n  Holdfast is in the practice workspace. Open {practice.url} and type /review start.\n")
    else:
        _print(f"Holdfast has joined Slack ({settings.slack_api_url}).")
    await _until_stopped(bot.gave_up)
    if practice:
        practice.follow(None)
    await bot.stop()
    return 1 if bot.gave_up.is_set() else 0


async def _prepare(bot: Bot, practice: PracticeServer, *, empty: bool) -> None:
    """Go on at the time the database knows of; one that no bot has worked with gets the sample customers."""
    if last := await bot.last_beat():
        # Where the workspace's own note of its time is gone, the database still knows how far it had come.
        practice.clock.set_to(last)
    elif not empty:
        from bot.sample.seeding import seed  # noqa: PLC0415 - needed once in a database's life

        await seed(bot.db, practice.clock())


async def _tables_ready(settings: Settings) -> Literal["new", "known"] | None:
    """A new database, or a SQLite file, is brought up to date here; a shared server's tables only by `migrate`."""
    db = Database.open(settings.database_url)
    try:
        version = await db.schema_version()
        if await db.is_up_to_date():
            return "known"
    except UnreachableError as failure:
        _print(f"DATABASE_URL: the database cannot be used: {failure}")
        return None
    finally:
        await db.close()
    if version is None or is_sqlite(read_url(settings.database_url)):
        from storage.migrations import upgrade  # noqa: PLC0415 - alembic is slow to import and seldom needed

        try:
            await asyncio.to_thread(upgrade, settings.database_url)
        except UnreachableError as failure:
            _print(f"DATABASE_URL: the tables cannot be brought up to date: {failure}")
            return None
        return "new" if version is None else "known"
    log.error("the tables are at %s; run `python -m bot migrate` first", version)
    return None


async def _started(practice: PracticeServer) -> bool:
    try:
        await practice.start()
    except OSError as failure:
        _print(f"The practice workspace cannot start: {failure.strerror or failure}. Choose another port with --port.")
        return False
    return True


async def _until_stopped(stopped: asyncio.Event | None = None) -> None:
    """Wait for a signal, or for `stopped` to be set by what runs."""
    stopped = stopped or asyncio.Event()
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, told.set)
    waiting = {asyncio.create_task(each.wait()) for each in (told, stopped)}
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()


def _print(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - said to the person at the terminal
