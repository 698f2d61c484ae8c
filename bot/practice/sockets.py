"""Socket Mode: connections that the app opens, envelopes that go out on one of them, and their acks."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from bot.practice.about import APP_ID
from bot.practice.activity import ActivityLog, Stream

MOST_CONNECTIONS = 10
HEARTBEAT_SECONDS = 30.0
FAREWELL_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Ack:
    """The app's acknowledgement, with the payload it sent along."""

    payload: Any = None


@dataclass(frozen=True, slots=True)
class Unacknowledged:
    """Nobody answered: `reason` is Slack's own word for why."""

    reason: str


@dataclass(eq=False, slots=True)
class Connection:
    """One WebSocket of the app, and the envelopes on it that wait for an ack."""

    socket: web.WebSocketResponse
    transport: asyncio.Transport | None
    waiting: dict[str, asyncio.Future[Ack]] = field(default_factory=dict)


class Sockets:
    """The app's connections. Each payload goes to one of them, in turn."""

    def __init__(self, log: ActivityLog, stream: Stream, ack_seconds: float) -> None:
        self._log = log
        self._stream = stream
        self._ack_seconds = ack_seconds
        self._tickets: set[str] = set()
        self._connections: list[Connection] = []
        self._turn = 0

    @property
    def count(self) -> int:
        """How many connections are open."""
        return len(self._connections)

    def ticket(self) -> str:
        """Return a ticket that opens one connection once."""
        ticket = secrets.token_hex(16)
        self._tickets.add(ticket)
        return ticket

    async def send(
        self, kind: str, payload: dict[str, Any], *, reply: bool = True, **retry: Any
    ) -> Ack | Unacknowledged:
        """Send one envelope, and wait until it is acknowledged or the time is over."""
        envelope_id = secrets.token_hex(16)
        envelope = {
            "envelope_id": envelope_id,
            "payload": payload,
            "type": kind,
            "accepts_response_payload": reply,
            **retry,
        }
        if not self._connections:
            self._log.add("not_delivered", type=kind, reason="no connection")
            return Unacknowledged("dispatch_failed")
        connection = self._next()
        ack: asyncio.Future[Ack] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope_id] = ack
        self._log.add("envelope", envelope=envelope)
        try:
            return await self._acknowledged(connection, envelope, ack)
        finally:
            connection.waiting.pop(envelope_id, None)

    async def _acknowledged(
        self, connection: Connection, envelope: dict[str, Any], ack: asyncio.Future[Ack]
    ) -> Ack | Unacknowledged:
        began = time.monotonic()
        try:
            async with asyncio.timeout(self._ack_seconds):
                await connection.socket.send_str(json.dumps(envelope))
                got = await ack
        except (TimeoutError, ConnectionError):
            self._log.add("unacknowledged", envelope_id=envelope["envelope_id"], type=envelope["type"])
            return Unacknowledged("operation_timeout")
        delay = round((time.monotonic() - began) * 1000, 1)
        self._log.add("ack", envelope_id=envelope["envelope_id"], delay_ms=delay, payload=got.payload)
        return got

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Hold one connection of the app from hello to its end."""
        ticket = request.match_info["ticket"]
        if ticket not in self._tickets:
            raise web.HTTPForbidden(text="This ticket was used, or never given out. Call apps.connections.open.")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT_SECONDS, timeout=FAREWELL_SECONDS)
        await socket.prepare(request)
        if self.count >= MOST_CONNECTIONS:
            await _disconnect(socket, "too_many_websockets")
            return socket
        connection = Connection(socket, request.transport)
        self._connections.append(connection)
        try:
            await self._converse(connection)
        finally:
            self._left(connection)
        return socket

    async def _converse(self, connection: Connection) -> None:
        await connection.socket.send_json(self._hello())
        self._log.add("connected", connections=self.count)
        self._stream.say("apps")
        async for message in connection.socket:
            if message.type is WSMsgType.TEXT:
                self._take(connection, message.data)

    def _take(self, connection: Connection, text: str) -> None:
        try:
            answer = json.loads(text)
            waiting = connection.waiting.get(answer["envelope_id"])
        except (ValueError, KeyError, TypeError):
            self._log.add("refused", what="socket message", reason="not an ack with an envelope_id", text=text[:500])
            return
        if waiting is None:
            self._log.add("late_ack", envelope_id=answer["envelope_id"])
        elif not waiting.done():
            waiting.set_result(Ack(answer.get("payload")))

    def _left(self, connection: Connection) -> None:
        if connection in self._connections:
            self._connections.remove(connection)
        for ack in connection.waiting.values():
            if not ack.done():
                ack.set_exception(ConnectionError("the connection closed"))
        self._log.add("disconnected", connections=self.count)
        self._stream.say("apps")

    def _next(self) -> Connection:
        self._turn = (self._turn + 1) % len(self._connections)
        return self._connections[self._turn]

    def _hello(self) -> dict[str, Any]:
        debug = {"host": "practice", "build_number": 1, "approximate_connection_time": 18_060}
        return {
            "type": "hello",
            "num_connections": self.count,
            "debug_info": debug,
            "connection_info": {"app_id": APP_ID},
        }

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask the app to connect anew: a warning leaves the connections open, a refresh closes them."""
        for connection in tuple(self._connections):
            if reason == "warning":
                await connection.socket.send_json(_goodbye(reason))
            else:
                self._connections.remove(connection)
                await _disconnect(connection.socket, reason)
        self._log.add("disconnect_sent", reason=reason)

    def drop(self) -> int:
        """Break every connection off without a word; return how many there were."""
        dropped = tuple(self._connections)
        self._connections.clear()
        for connection in dropped:
            if connection.transport is not None:
                connection.transport.abort()
        return len(dropped)

    async def close(self) -> None:
        """Close every connection, because the server stops."""
        self._tickets.clear()
        going = [each.socket.close(code=WSCloseCode.GOING_AWAY) for each in self._connections]
        await asyncio.gather(*going)


def _goodbye(reason: str) -> dict[str, Any]:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "practice"}}


async def _disconnect(socket: web.WebSocketResponse, reason: str) -> None:
    await socket.send_json(_goodbye(reason))
    await socket.close()
