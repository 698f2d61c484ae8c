"""The words of `python -m bot import`. What they do is imported only when asked for."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from bot.settings import Settings
from reviews.imports.model import ImportKind


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words after `import`."""
    parser = commands.add_parser("import", help="take in files of facts (CSV): customers, incidents, usage, tickets, …")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--dry-run", action="store_true", help="only show what would change, and every bad line")
    parser.add_argument("--kind", type=ImportKind, choices=tuple(ImportKind), help="what the lines are about")
    parser.add_argument("--source", metavar="NAME", help="the system they come from, such as zendesk")
    parser.add_argument("--mapping", type=Path, metavar="FILE", help="a TOML file that says which column is which")
    parser.add_argument(
        "--dates",
        choices=("day-first", "month-first"),
        help="how 03/04/2026 is read where the file does not show it",
    )
    parser.add_argument("--time-zone", metavar="ZONE", help="of times that name none (default: HOLDFAST_TIMEZONE)")
    parser.add_argument("--keep-good", action="store_true", help="take the good lines in where others are bad")
    parser.add_argument(
        "--rejected", type=Path, metavar="FILE", help="where the bad lines go (default: beside the file)"
    )
    parser.add_argument(
        "--only-named", action="store_true", help="the file is not the whole of its source: it says nothing of others"
    )
    parser.add_argument("--until", type=_day, metavar="DAY", help="the day the file reaches to, as 2026-11-20")
    parser.add_argument("--workspace", metavar="ID", help="the Slack workspace, where there are several")
    parser.set_defaults(command=_import)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is no day; write it as 2026-11-20") from error


def _import(settings: Settings, asked: argparse.Namespace) -> int:
    from bot.import_command import import_files  # noqa: PLC0415 - the other commands need not wait for it

    return import_files(settings, asked)
