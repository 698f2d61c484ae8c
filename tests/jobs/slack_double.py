"""A Slack of two methods on loopback: it keeps what was posted and answers as it is told to."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer instead of the usual one. `cut`: the connection breaks before any answer."""

    status: int = 200
    body: Mapping[str, Any] | str = field(default_factory=dict)
    kind: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False


def refusal(error: str) -> Answer:
    """What Slack says when it will not: HTTP 200 with an error's name."""
    return Answer(body={"ok": False, "error": error})


def busy(seconds: str | None = "7") -> Answer:
    """Too many requests."""
    waits = {"Retry-After": seconds} if seconds is not None else {}
    return Answer(429, {"ok": False, "error": "ratelimited"}, headers=waits)


class SlackDouble:
    """Serves `chat.postMessage` and `chat.update`; `script` holds the next answers, oldest first."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.script: deque[Answer] = deque()
        self.held: asyncio.Event | None = None
        self._runner: web.AppRunner | None = None
        self.url = ""

    async def start(self) -> None:
        app = web.Application()
        app.router.add_post("/api/{method}", self._answer)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}/api/"

    async def stop(self) -> None:
        if self._runner:
            await self._runner.cleanup()

    def said(self, method: str = "chat.postMessage") -> list[dict[str, Any]]:
        """What was asked of one method, in order."""
        return [body for name, body in self.calls if name == method]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.calls.append((request.match_info["method"], await request.json()))
        number = len(self.calls)
        told = self.script.popleft() if self.script else None
        if self.held:
            await self.held.wait()
        if told is None:
            return web.json_response({"ok": True, "ts": f"171.{number}"})
        if told.cut and request.transport:
            request.transport.close()
        if isinstance(told.body, str):
            return web.Response(status=told.status, text=told.body, content_type=told.kind, headers=told.headers)
        return web.json_response(told.body, status=told.status, headers=told.headers)
