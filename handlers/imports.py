"""Files of facts: how they come in, and what a person says to the one they dropped."""

from __future__ import annotations

from handlers.desk import Answer, Desk, Request


async def imports_command(desk: Desk, request: Request) -> Answer:
    """`/review import`."""
    raise NotImplementedError


async def press_go(desk: Desk, request: Request) -> Answer:
    """Take the file in."""
    raise NotImplementedError


async def choose_kind(desk: Desk, request: Request) -> Answer:
    """It is about something else: look at it anew."""
    raise NotImplementedError


async def press_forget(desk: Desk, request: Request) -> Answer:
    """Leave the file alone."""
    raise NotImplementedError


async def press_undo(desk: Desk, request: Request) -> Answer:
    """Take back all that came with a file."""
    raise NotImplementedError
