"""`python -m bot`: run the bot or only the practice workspace, bring the tables up to date, look into the
outbox, take in files of facts, replay a history.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys

from bot import import_words, outbox_words
from bot.backtest import words as backtest_words
from bot.settings import Settings, SettingsError, read_settings

DESCRIPTION = "Holdfast runs the account review in Slack and sees every promise through."


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code is 0, 1 when something went wrong, or 2 when the settings are wrong."""
    asked = _parser().parse_args(arguments)
    try:
        settings = read_settings()
    except SettingsError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the person at the terminal must see it
        return 2
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for chatty in ("apscheduler", "alembic", "slack_bolt"):
        logging.getLogger(chatty).setLevel(max(settings.log_level, logging.WARNING))
    return int(asked.command(settings, asked))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description=DESCRIPTION)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="start the bot; without Slack tokens, with the practice workspace")
    run.set_defaults(command=_run)
    run.add_argument("--empty", action="store_true", help="begin the practice workspace without its sample customers")
    practice = commands.add_parser("practice", help="start only the practice workspace, for a bot run elsewhere")
    practice.set_defaults(command=_practice)
    for each in (run, practice):
        each.add_argument("--port", type=_port, help="the practice workspace's port (default 4300)")
        each.add_argument("--no-limits", action="store_true", help="practice without Slack's rate limits")
    migrate = commands.add_parser("migrate", help="bring the database's tables up to date")
    migrate.set_defaults(command=_migrate)
    outbox_words.add_parser(commands)
    import_words.add_parser(commands)
    backtest_words.add_parser(commands)
    return parser


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text} is no port; give a number from 0 to 65535")
    return int(text)


def _run(settings: Settings, asked: argparse.Namespace) -> int:
    from bot.running import run  # noqa: PLC0415 - help and migrate must not wait for Slack's libraries

    return asyncio.run(run(settings, port=asked.port, pacing=not asked.no_limits, empty=asked.empty))


def _practice(settings: Settings, asked: argparse.Namespace) -> int:
    from bot.running import practice_only  # noqa: PLC0415

    return asyncio.run(practice_only(settings, port=asked.port, pacing=not asked.no_limits))


def _migrate(settings: Settings, asked: argparse.Namespace) -> int:
    from storage.errors import UnreachableError  # noqa: PLC0415
    from storage.migrations import current, upgrade  # noqa: PLC0415

    del asked
    try:
        upgrade(settings.database_url)
    except UnreachableError as error:
        print(f"DATABASE_URL: the tables cannot be brought up to date: {error}", file=sys.stderr)  # noqa: T201
        return 1
    print(f"Tables are at {current(settings.database_url)}.")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
