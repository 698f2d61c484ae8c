"""A Slack of a few methods on loopback: it keeps what was posted and answers as it is told to."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer instead of the usual one. `cut`: the connection breaks before any answer.

    `accepted`: what was posted stands all the same.
    """

    status: int = 200
    body: Mapping[str, Any] | str = field(default_factory=dict)
    kind: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False
    accepted: bool = False


LOST = Answer(cut=True)
LOST_THOUGH_ACCEPTED = Answer(cut=True, accepted=True)


def refusal(error: str) -> Answer:
    """What Slack says when it will not: HTTP 200 with an error's name."""
    return Answer(body={"ok": False, "error": error})


def busy(seconds: str | None = "7", error: str = "ratelimited") -> Answer:
    """Too many requests of a method; `rate_limited` means too many messages in one channel."""
    waits = {"Retry-After": seconds} if seconds is not None else {}
    return Answer(429, {"ok": False, "error": error}, headers=waits)


class SlackDouble:
    """Serves posting, changing and reading messages; `script` holds the next answers, oldest first.

    `scripts` holds them for one method. What was posted to a person stands in a conversation named after them.
    Looks at rooms are kept apart, and only `scripts` answers them otherwise: `looks` and `rooms`, which holds what is
    special about a channel; `counts` and `members`, who is in one. `people` holds what is special about somebody.
    """

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.looks: list[str] = []
        self.rooms: dict[str, dict[str, Any]] = {}
        self.counts: list[str] = []
        self.members: dict[str, list[str]] = {}
        self.people: dict[str, dict[str, Any]] = {}
        self.headers: list[dict[str, str]] = []
        self.script: deque[Answer] = deque()
        self.scripts: dict[str, deque[Answer]] = defaultdict(deque)
        self.standing: list[dict[str, Any]] = []
        self.page = 100
        self.held: asyncio.Event | None = None
        self.most_at_once = 0
        self._at_once = 0
        self._runner: web.AppRunner | None = None
        self.url = ""

    async def start(self) -> None:
        app = web.Application()
        app.router.add_post("/api/{method}", self._answer)
        app.router.add_get("/api/{method}", self._answer)
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

    def standing_keys(self) -> list[str]:
        """The keys beside the messages that stand, in order."""
        return [each["metadata"]["event_payload"]["key"] for each in self.standing]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method, body = request.match_info["method"], await _body(request)
        if method in {"conversations.info", "conversations.members", "users.info"}:
            return self._looked_at(request, method, body)
        self.calls.append((method, body))
        self.headers.append(dict(request.headers))
        number = len(self.calls)
        queue = self.scripts[method] or self.script
        told = queue.popleft() if queue else None
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            if self.held:
                await self.held.wait()
        finally:
            self._at_once -= 1
        if told is None or told.accepted:
            answer = self._carried_out(method, body, f"171.{number}")
        return web.json_response({"ok": True, **answer}) if told is None else _as_told(told, request)

    def _looked_at(self, request: web.Request, method: str, body: Mapping[str, Any]) -> web.StreamResponse:
        answer, queue = self._read(method, body), self.scripts[method]
        return _as_told(queue.popleft(), request) if queue else web.json_response({"ok": True, **answer})

    def _read(self, method: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """What a look finds; it is counted whatever is answered."""
        if method == "users.info":
            user = str(body["user"])
            self.calls.append((method, dict(body)))
            return {"user": {"id": user, "team_id": "T1", "real_name": f"Person {user}", **self.people.get(user, {})}}
        channel = str(body["channel"])
        if method == "conversations.info":
            self.looks.append(channel)
            facts = {"id": channel, "is_member": True, "is_ext_shared": False, "is_pending_ext_shared": False}
            return {"channel": {**facts, **self.rooms.get(channel, {})}}
        self.counts.append(channel)
        start = int(body.get("cursor") or 0)
        there = self.members.get(channel, [])
        more = str(start + self.page) if len(there) > start + self.page else ""
        return {"members": there[start : start + self.page], "response_metadata": {"next_cursor": more}}

    def _carried_out(self, method: str, body: dict[str, Any], ts: str) -> dict[str, Any]:
        if method == "conversations.open":
            return {"channel": {"id": conversation(body["users"])}}
        if method in {"conversations.history", "conversations.replies"}:
            return self._page_of(body)
        channel = conversation(str(body.get("channel")))
        if method == "chat.delete":
            self.standing = [each for each in self.standing if (each["channel"], each["ts"]) != (channel, body["ts"])]
        if method == "chat.postMessage":
            self.standing.append({**body, "channel": channel, "ts": ts, "bot_id": "B1"})
        return {"ts": body.get("ts", ts), "channel": channel}

    def _page_of(self, body: dict[str, Any]) -> dict[str, Any]:
        """Newest first, as Slack gives them: of a thread, or of a channel without what is said in threads."""
        thread, start = body.get("ts"), int(body.get("cursor") or 0)
        there = [
            each for each in self.standing if (each["channel"], each.get("thread_ts")) == (body["channel"], thread)
        ]
        page = there[::-1][start : start + self.page]
        if str(body.get("include_all_metadata")).lower() not in {"1", "true"}:
            page = [{name: value for name, value in each.items() if name != "metadata"} for each in page]
        more = str(start + self.page) if len(there) > start + self.page else ""
        return {"messages": page, "response_metadata": {"next_cursor": more}}


def _as_told(told: Answer, request: web.Request) -> web.StreamResponse:
    if told.cut and request.transport:
        request.transport.close()
    if isinstance(told.body, str):
        return web.Response(status=told.status, text=told.body, content_type=told.kind, headers=told.headers)
    return web.json_response(told.body, status=told.status, headers=told.headers)


def conversation(channel: str) -> str:
    """Where a message to this id stands."""
    return f"D{channel[1:]}" if channel.startswith("U") else channel


async def _body(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        body: dict[str, Any] = await request.json()
        return body
    return {**request.query, **await request.post()}
