"""The addresses of the control API, its refusals, and its stream of hints."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.practice.control import reading
from bot.practice.control.doing import DOINGS
from bot.practice.control.dropping import RAW, as_sent
from bot.practice.control.lookups import asked
from bot.practice.errors import ControlError
from bot.practice.practice import Practice

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
BREATH_SECONDS = 15.0


def add_to(router: web.UrlDispatcher, practice: Practice) -> None:
    """Add the control API's addresses."""
    router.add_get("/_control/state", _read(lambda _request: reading.state(practice)))
    router.add_get("/_control/views", _read(lambda _request: reading.views(practice)))
    router.add_get("/_control/faults", _read(lambda _request: reading.faults(practice)))
    router.add_get("/_control/log", _read(lambda _request: reading.log(practice)))
    router.add_get(
        "/_control/messages/{channel}",
        _read(lambda request: reading.messages(practice, request.match_info["channel"], request.query.get("as"))),
    )
    router.add_get("/_control/stream", _stream(practice))
    router.add_post("/_control/{doing}", _do(practice))
    router.add_route("*", "/_control/{rest:.*}", _unknown)


def _read(answer: Callable[[web.Request], dict[str, Any]]) -> Handler:
    async def handle(request: web.Request) -> web.Response:
        try:
            return web.json_response({"ok": True, **answer(request)})
        except ControlError as refusal:
            return web.json_response(refusal.body, status=refusal.status)

    return handle


def _do(practice: Practice) -> Handler:
    async def handle(request: web.Request) -> web.Response:
        doing = DOINGS.get(request.match_info["doing"])
        if doing is None:
            return await _unknown(request)
        try:
            is_file = doing is DOINGS["drop"] and request.headers.get("Content-Type") == RAW
            given = await (as_sent if is_file else asked)(practice, request)
            return web.json_response({"ok": True, **await doing(given)})
        except ControlError as refusal:
            practice.log.add("refused", what=request.path, answer=refusal.body)
            return web.json_response(refusal.body, status=refusal.status)

    return handle


async def _unknown(request: web.Request) -> web.Response:
    known = ", ".join(f"/_control/{name}" for name in sorted(DOINGS))
    detail = f"{request.method} {request.path} is not there. POST to one of {known}, or GET state, views, faults, log."
    return web.json_response({"ok": False, "error": "unknown_address", "detail": detail}, status=404)


def _stream(practice: Practice) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        queue = practice.stream.listen()
        try:
            await response.write(b": here\n\n")
            await _pass_on(queue, response)
        except ConnectionResetError:
            pass
        finally:
            practice.stream.leave(queue)
        return response

    return handle


async def _pass_on(queue: asyncio.Queue[dict[str, Any] | None], response: web.StreamResponse) -> None:
    while True:
        try:
            hint = await asyncio.wait_for(queue.get(), BREATH_SECONDS)
        except TimeoutError:
            await response.write(b": still here\n\n")
            continue
        if hint is None:
            return
        await response.write(f"data: {json.dumps(hint)}\n\n".encode())
