"""Choosing an account's channel anew, after its own was shared, archived or closed to us."""

from __future__ import annotations

from handlers.desk import Answer, Desk, Quiet, Request


async def press_use(desk: Desk, request: Request) -> Answer:
    """Use the named channel again."""
    del desk, request
    return Quiet()


async def press_choose(desk: Desk, request: Request) -> Answer:
    """Pick another channel."""
    del desk, request
    return Quiet()


async def submit_room(desk: Desk, request: Request) -> Answer:
    """The channel that was picked."""
    del desk, request
    return Quiet()
