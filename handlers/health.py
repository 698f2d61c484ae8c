"""How a customer fares, asked for: only for the person who asks."""

from __future__ import annotations

from handlers.desk import Answer, Desk, Reply, Request
from reviews.messages.answers import tell


async def health_command(desk: Desk, request: Request, words: str) -> Answer:
    """`/review health [customer]`, or `health settings`."""
    return Reply(tell("This is being built."))


async def press_health(desk: Desk, request: Request) -> Answer:
    """The health of the customer a button names."""
    return Reply(tell("This is being built."))
