"""A poorer server: what a Slack-compatible one may leave out, left out between the bot and the practice workspace."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from aiohttp import web
from yarl import URL

_USER = ("id", "name", "deleted", "is_bot")
_ROOM = ("id", "name")
_VIEW = ("hash", "root_view_id", "previous_view_id", "app_id", "bot_id")


def poorer(payload: dict[str, Any]) -> dict[str, Any]:
    """An answer or an envelope with only what cannot be done without."""
    kept = dict(payload)
    if isinstance(user := kept.get("user"), dict) and "name" in user and "profile" in user:
        kept["user"] = {name: user[name] for name in _USER if name in user}
    if isinstance(kept.get("members"), list):
        kept["members"] = [poorer({"user": member})["user"] for member in kept["members"]]
    if isinstance(room := kept.get("channel"), dict) and "created" in room:
        kept["channel"] = {name: room[name] for name in _ROOM if name in room}
    if isinstance(view := kept.get("view"), dict):
        kept["view"] = {name: value for name, value in view.items() if name not in _VIEW}
    return kept


class Between:
    """Passes calls and envelopes on, made poorer on their way to the bot.

    Calls of the methods in `out_of_order` get a gateway's page instead of an answer.
    """

    def __init__(self, behind: str, session: aiohttp.ClientSession) -> None:
        self.url = ""
        self.out_of_order: set[str] = set()
        self.page_type = "text/html"
        self.refused: list[str] = []
        self._behind = behind
        self._session = session

    @property
    def api_url(self) -> str:
        """The address under which the Web API's methods are."""
        return f"{self.url}/api/"

    async def call(self, request: web.Request) -> web.Response:
        """One call of the Web API."""
        method = request.match_info["method"]
        if method in self.out_of_order:
            self.refused.append(method)
            return web.Response(status=502, text="<html>Bad gateway</html>", content_type=self.page_type)
        body = poorer(await self._asked(request, method))
        if str(body.get("url", "")).startswith("ws"):
            body["url"] = body["url"].replace(self._behind.removeprefix("http"), self.url.removeprefix("http"))
        return web.json_response(body)

    async def _asked(self, request: web.Request, method: str) -> dict[str, Any]:
        headers = {name: request.headers[name] for name in ("Authorization", "Content-Type") if name in request.headers}
        url = URL(f"{self._behind}/api/{method}").with_query(request.query)
        sent = await request.read()
        async with self._session.request(request.method, url, data=sent or None, headers=headers) as answer:
            return dict(await answer.json())

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        """One connection of Socket Mode."""
        ours = web.WebSocketResponse()
        await ours.prepare(request)
        async with self._session.ws_connect(f"{self._behind}/socket/{request.match_info['ticket']}") as theirs:
            to_bot = asyncio.create_task(_relay(theirs, ours, _envelope))
            await _relay(ours, theirs, lambda text: text)
            to_bot.cancel()
        return ours


async def _relay(
    source: aiohttp.ClientWebSocketResponse | web.WebSocketResponse,
    target: aiohttp.ClientWebSocketResponse | web.WebSocketResponse,
    change: Callable[[str], str],
) -> None:
    async for message in source:
        if message.type is aiohttp.WSMsgType.TEXT:
            await target.send_str(change(message.data))
    await target.close()


def _envelope(text: str) -> str:
    envelope = json.loads(text)
    if "payload" in envelope:
        envelope["payload"] = poorer(envelope["payload"])
    return json.dumps(envelope)


@asynccontextmanager
async def poorer_server(url: str) -> AsyncIterator[Between]:
    """A server before the one at `url` that leaves out what it may; yields it."""
    async with aiohttp.ClientSession() as session:
        between = Between(url, session)
        app = web.Application()
        app.router.add_route("*", "/api/{method}", between.call)
        app.router.add_get("/socket/{ticket}", between.socket)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        between.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield between
        finally:
            await runner.cleanup()
