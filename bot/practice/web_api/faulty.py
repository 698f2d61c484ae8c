"""What a call comes to when it meets a fault that somebody armed."""

from __future__ import annotations

import asyncio
import contextlib
import math
import socket
import struct
from collections.abc import Callable

from aiohttp import web

from bot.practice.faults import Fault
from bot.practice.practice import Practice

CarryOut = Callable[[], web.Response]
AWAY = "<html><body><h1>503 Service Unavailable</h1></body></html>"
BROKEN = "<html><body><h1>500 Internal Server Error</h1></body></html>"
RESET_AT_ONCE = struct.pack("ii", 1, 0)


async def answer(practice: Practice, request: web.Request, fault: Fault, carry_out: CarryOut) -> web.Response:
    """Answer a call as its fault wants it; `carry_out` does the call for real and gives its usual answer."""
    if fault.kind == "rate_limit":
        wait = {"Retry-After": str(max(1, math.ceil(fault.seconds)))}
        return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=wait)
    if fault.kind == "error":
        return web.json_response({"ok": False, "error": fault.error})
    if fault.kind == "slow":
        usual = carry_out()
        await asyncio.sleep(fault.seconds)
        return usual
    if fault.kind == "accept_then_reset":
        carry_out()
        return _reset(request)
    if fault.kind == "late_commit":
        practice.faults.late += 1
        practice.later(_late(practice, fault.seconds, carry_out))
        return _reset(request)
    status, page = (500, BROKEN) if fault.kind == "socket_refuse" else (503, AWAY)
    return web.Response(text=page, status=status, content_type="text/html")


async def _late(practice: Practice, seconds: float, carry_out: CarryOut) -> None:
    try:
        await asyncio.sleep(seconds)
        carry_out()
    finally:
        practice.faults.late -= 1


def _reset(request: web.Request) -> web.Response:
    """Break the connection off; what is returned reaches nobody."""
    if request.transport is not None:
        held = request.transport.get_extra_info("socket")
        with contextlib.suppress(OSError, AttributeError):
            held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_AT_ONCE)
        request.transport.abort()
    return web.Response()
