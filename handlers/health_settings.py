"""What counts how much in the score, as a workspace wants it: by its admins."""

from __future__ import annotations

from handlers.desk import Answer, Desk, Reply, Request
from reviews.messages.answers import tell


async def press_settings(desk: Desk, request: Request) -> Answer:
    """The form."""
    return Reply(tell("This is being built."))


async def submit_settings(desk: Desk, request: Request) -> Answer:
    """The form, filled in."""
    return Reply(tell("This is being built."))
