"""`/review admins` and `/review leaders`."""

from __future__ import annotations

from handlers.desk import Answer, Desk, Quiet, Request


async def roles_command(desk: Desk, request: Request, kind: str, words: str) -> Answer:
    """Show, name or take away."""
    del desk, request, kind, words
    return Quiet()


async def press_add(desk: Desk, request: Request) -> Answer:
    """The button that asks whom to name."""
    del desk, request
    return Quiet()


async def press_remove(desk: Desk, request: Request) -> Answer:
    """The button that takes a role away."""
    del desk, request
    return Quiet()


async def press_ask(desk: Desk, request: Request) -> Answer:
    """Ask who may do it to do it."""
    del desk, request
    return Quiet()


async def submit_role(desk: Desk, request: Request) -> Answer:
    """Who was picked, and for what."""
    del desk, request
    return Quiet()
