"""`python -m bot backtest DIR`: read, replay, judge, and say it, in lines and as a page."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.backtest.history import History, HistoryError, read_history
from bot.backtest.page import page
from bot.backtest.report import report_lines
from bot.backtest.verdict import Verdict, judge, replayed
from bot.settings import Settings
from reviews.health.weights import shipped
from storage.errors import StorageError, first_line


def backtest(settings: Settings, asked: argparse.Namespace) -> int:
    """The exit code: 1 where the folder cannot be replayed or the page not be written."""
    out: Path = asked.out or asked.folder / "backtest.html"
    try:
        history = asyncio.run(read_history(asked.folder, keep_good=asked.keep_good, zone=settings.holdfast_timezone))
        verdict = _judged(history, asked)
        out.write_text(page(verdict), encoding="utf-8")
    except KeyboardInterrupt:
        return _problem("Broken off. Nothing was written.")
    except HistoryError as wrong:
        return _problem(str(wrong))
    except (StorageError, SQLAlchemyError, OSError) as failure:
        return _problem(f"A file cannot be used: {first_line(failure)}")
    for line in report_lines(verdict):
        print(line)  # noqa: T201 - said to the person at the terminal
    print(f"\nThe same with pictures: {out}")  # noqa: T201
    return 0


def _judged(history: History, asked: argparse.Namespace) -> Verdict:
    weeks = replayed(history, shipped(), _progress)
    _clear()
    return judge(history, weeks, asked.weeks_ahead, asked.capacity)


def _progress(done: int, whole: int) -> None:
    if sys.stderr.isatty():
        print(f"\rreplaying {done} of {whole} customers", end="", file=sys.stderr, flush=True)  # noqa: T201


def _clear() -> None:
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)  # noqa: T201


def _problem(text: str) -> int:
    print(text, file=sys.stderr)  # noqa: T201 - the person at the terminal must see it
    return 1
