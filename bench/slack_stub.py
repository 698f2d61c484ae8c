"""A loopback server that answers the two questions the bot asks Slack about itself and about people."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

WORKSPACE = "T1"
BOT = {"ok": True, "team_id": WORKSPACE, "user_id": "U0BOT", "bot_id": "B0BOT", "team": "Bench", "user": "holdfast"}


@asynccontextmanager
async def slack_stub() -> AsyncIterator[str]:
    """The address of its Web API, while it runs."""
    site = web.Application()
    site.router.add_post("/api/auth.test", _auth_test)
    site.router.add_post("/api/users.info", _users_info)
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    finally:
        await runner.cleanup()


async def _auth_test(_: web.Request) -> web.Response:
    return web.json_response(BOT)


async def _users_info(request: web.Request) -> web.Response:
    user = str((await request.post()).get("user"))
    return web.json_response({"ok": True, "user": {"id": user, "name": user.lower(), "team_id": WORKSPACE}})
