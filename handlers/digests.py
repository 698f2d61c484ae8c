"""The weekly digest: asked for, set, and said to be useful or not."""

from __future__ import annotations

from handlers.desk import Answer, Desk, Reply, Request
from reviews.messages.answers import tell


async def digest_command(desk: Desk, request: Request, words: str) -> Answer:
    """`/review digest [when and whose]`."""
    return Reply(tell("This is being built."))


async def press_settings(desk: Desk, request: Request) -> Answer:
    """The form."""
    return Reply(tell("This is being built."))


async def submit_settings(desk: Desk, request: Request) -> Answer:
    """The form, filled in."""
    return Reply(tell("This is being built."))


async def press_vote(desk: Desk, request: Request) -> Answer:
    """Whether a line was worth reading."""
    return Reply(tell("This is being built."))
