"""Bots in processes of their own, which can be killed: a nursery that has loaded everything and forks one when asked.

Reads one JSON object a line (`Order`) and answers with the process id. Loading the bot takes more than a second and
touches nothing, so a kill in that second would prove nothing: each bot begins where its work begins.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import select
import signal
import sys
import threading
from functools import partial
from typing import TypedDict

import psycopg  # noqa: F401 - loaded before the fork, as everything is

import bot.app
import bot.clockwork
from bot.settings import Settings
from jobs.deliver_courier import Courier
from tests.faults.fast_clock import FastClock

LOOK_SECONDS = 0.05
"""The courier rests by the wall's clock, which is slow beside the fast one."""


class Order(TypedDict):
    """What a bot is started with: its settings, its clock's two numbers, and where it writes its log."""

    settings: dict[str, str]
    began: float
    speed: float
    client_seconds: float
    log: str


def main() -> None:
    """Fork a bot for every line; end, and let all of them end, when whoever asks is gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    _say("ready")
    for line in sys.stdin:
        order: Order = json.loads(line)
        pid = os.fork()
        if not pid:
            _live(order)
        _say(str(pid))


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def _live(order: Order) -> None:
    """Be a bot until SIGTERM; never returns."""
    code = 1
    try:
        _write_log_to(order["log"])
        threading.Thread(target=_end_with_the_tests, daemon=True).start()
        asyncio.run(_run(order))
        code = 0
    finally:
        logging.shutdown()
        os._exit(code)


def _write_log_to(path: str) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(file, sys.stderr.fileno())
    logging.basicConfig(level=logging.INFO, format="%(process)d %(relativeCreated)d %(name)s %(levelname)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)


def _end_with_the_tests() -> None:
    """The nursery's own input closes when the tests end, however they do."""
    watch = select.poll()
    watch.register(0, 0)
    watch.poll()
    os._exit(1)


async def _run(order: Order) -> None:
    # Bolt reads it too, and warns that it was given a client as well.
    os.environ.pop("SLACK_BOT_TOKEN", None)
    bot.app.CLIENT_SECONDS = order["client_seconds"]  # type: ignore[assignment]
    setattr(bot.clockwork, "Courier", partial(Courier, every=LOOK_SECONDS))  # noqa: B010 - the module exports it not
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    clock = FastClock(order["began"], order["speed"])
    alive = bot.app.Bot.build(Settings.model_validate(order["settings"]), clock=clock)
    await alive.start()
    await stopped.wait()
    await alive.stop()


if __name__ == "__main__":
    main()
