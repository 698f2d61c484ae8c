"""A loopback server that answers what the bot asks Slack about itself and about people, and takes its messages."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from itertools import count
from typing import Any

from aiohttp import web

WORKSPACE = "T1"
BOT = {"ok": True, "team_id": WORKSPACE, "user_id": "U0BOT", "bot_id": "B0BOT", "team": "Bench", "user": "holdfast"}

_ts = count(1)
published: dict[str, dict[str, Any]] = {}
"""The Home of each person, as it was published last."""
_waiting: list[asyncio.Future[None]] = []


def homes_published() -> asyncio.Future[None]:
    """Done once the next Home was answered for."""
    _waiting.append(asyncio.get_running_loop().create_future())
    return _waiting[-1]


@asynccontextmanager
async def slack_stub() -> AsyncIterator[str]:
    """The address of its Web API, while it runs."""
    site = web.Application()
    site.router.add_post("/api/auth.test", _auth_test)
    site.router.add_post("/api/users.info", _users_info)
    site.router.add_post("/api/chat.postMessage", _post_message)
    site.router.add_post("/api/views.publish", _publish)
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    finally:
        await runner.cleanup()


@contextmanager
def slack_stub_apart() -> Iterator[str]:
    """The same in a process of its own, so that it takes no time from what is measured."""
    with subprocess.Popen([sys.executable, "-m", "bench.slack_stub"], stdout=subprocess.PIPE, text=True) as process:
        try:
            if process.stdout is None:
                raise RuntimeError("the server has no output")
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


async def _auth_test(_: web.Request) -> web.Response:
    return web.json_response(BOT)


async def _users_info(request: web.Request) -> web.Response:
    user = str((await request.post()).get("user"))
    return web.json_response({"ok": True, "user": {"id": user, "name": user.lower(), "team_id": WORKSPACE}})


async def _post_message(request: web.Request) -> web.Response:
    """Answers as Slack does, with the message said back."""
    message = json.loads(await request.read())
    ts, channel = f"1790000000.{next(_ts):06}", f"D{message['channel'][1:]}"
    said = {"type": "message", "ts": ts, "bot_id": "B0BOT", "text": message["text"], "blocks": message["blocks"]}
    return web.json_response({"ok": True, "channel": channel, "ts": ts, "message": said})


async def _publish(request: web.Request) -> web.Response:
    """Answers as Slack does, with the view said back."""
    asked = json.loads(await request.read())
    published[asked["user_id"]] = asked["view"]
    view = {**asked["view"], "id": "V1", "hash": f"{next(_ts)}.1"}
    while _waiting:
        _waiting.pop().set_result(None)
    return web.json_response({"ok": True, "view": view})


async def _serve() -> None:
    async with slack_stub() as address:
        print(address, flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve())
