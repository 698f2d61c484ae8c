"""Counting who writes in a channel: switched on and off by the account's owner."""

from __future__ import annotations

from handlers.desk import Answer, Desk, Reply, Request
from reviews.messages.answers import tell


async def listen_command(desk: Desk, request: Request, words: str) -> Answer:
    """`/review listen [on|off]`."""
    return Reply(tell("This is being built."))


async def press_on(desk: Desk, request: Request) -> Answer:
    """Yes, count."""
    return Reply(tell("This is being built."))


async def press_off(desk: Desk, request: Request) -> Answer:
    """Stop counting."""
    return Reply(tell("This is being built."))
