"""The words of `python -m bot backtest`. What they do is imported only when asked for."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.settings import Settings


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words after `backtest`."""
    parser = commands.add_parser("backtest", help="replay a history: would the score have told who leaves?")
    parser.add_argument("folder", type=Path, metavar="DIR", help="files of facts as for import, and outcomes.csv")
    parser.add_argument(
        "--capacity", type=_count, default=10, help="customers one can look after at a time (default 10)"
    )
    parser.add_argument("--weeks-ahead", type=_count, default=26, help="how far ahead leaving counts (default 26)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="the report as a page (default DIR/backtest.html)")
    parser.add_argument("--keep-good", action="store_true", help="take the good lines where others are bad")
    parser.set_defaults(command=_backtest)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 100_000):
        raise argparse.ArgumentTypeError(f"{text} is no number of that kind; give one from 1 to 100000")
    return int(text)


def _backtest(settings: Settings, asked: argparse.Namespace) -> int:
    from bot.backtest.command import backtest  # noqa: PLC0415 - the other commands need not wait for it

    return int(backtest(settings, asked))
