"""The words of `python -m bot outbox`. What they do is imported only when asked for."""

from __future__ import annotations

import argparse

from bot.settings import Settings


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words after `outbox`."""
    parser = commands.add_parser("outbox", help="what waits to be said, what failed and why; try again or drop")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--waiting", dest="view", action="store_const", const="waiting", help="only what waits")
    which.add_argument("--failed", dest="view", action="store_const", const="failed", help="only what failed")
    which.add_argument("--all", dest="view", action="store_const", const="all", help="also what was sent or dropped")
    parser.add_argument("--limit", type=_count, default=20, metavar="N", help="rows of each kind (default 20)")
    parser.set_defaults(command=_outbox, what="list", view=None)
    words = parser.add_subparsers(metavar="WHAT")
    show = words.add_parser("show", help="one row with the text of its message")
    show.add_argument("ids", type=_count, nargs=1, metavar="ID")
    show.set_defaults(what="show")
    for word, told in (("retry", "say these now, whatever became of them"), ("drop", "never say these")):
        each = words.add_parser(word, help=told)
        each.add_argument("ids", type=_count, nargs="+", metavar="ID")
        each.add_argument("--why", required=True, type=_reason, metavar="TEXT", help="kept with the row")
        each.set_defaults(what=word)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 2**31):
        raise argparse.ArgumentTypeError(f"{text} is no whole number above 0")
    return int(text)


def _reason(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("say in a few words why")
    return " ".join(text.split())


def _outbox(settings: Settings, asked: argparse.Namespace) -> int:
    from bot.outbox_command import outbox  # noqa: PLC0415 - the other commands need not wait for it

    return outbox(settings.database_url, asked)
