"""Only this machine may ask: other hosts' names and other pages' requests are refused."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def is_loopback(host: str) -> bool:
    """Tell whether a Host header or an origin's host names this machine."""
    try:
        return urlsplit(f"//{host}").hostname in LOOPBACK
    except ValueError:
        return False


@web.middleware
async def only_this_machine(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what another site could make a browser send: a page's own name for us, or its origin."""
    if not is_loopback(request.host):
        raise web.HTTPForbidden(text="The practice workspace answers only to this machine's own names.")
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        raise web.HTTPForbidden(text="The practice workspace takes no requests from other pages.")
    return await handler(request)
