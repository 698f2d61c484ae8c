"""The same trouble at several customers becomes one gap over them."""

from __future__ import annotations

from handlers.desk import Answer, Desk, Reply, Request
from reviews.messages.answers import tell


async def press_gap(desk: Desk, request: Request) -> Answer:
    """The form that asks for its owner and its date."""
    return Reply(tell("This is being built."))


async def submit_pattern(desk: Desk, request: Request) -> Answer:
    """The form, filled in."""
    return Reply(tell("This is being built."))
