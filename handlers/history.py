"""Who changed what, when and why, and the way back."""

from __future__ import annotations

from handlers.desk import Answer, Desk, Quiet, Request


async def history_command(desk: Desk, request: Request, words: str) -> Answer:
    """`/review history …`."""
    del desk, request, words
    return Quiet()


async def press_history(desk: Desk, request: Request) -> Answer:
    """A Details button: the history in a window."""
    del desk, request
    return Quiet()


async def press_page(desk: Desk, request: Request) -> Answer:
    """Another page of it."""
    del desk, request
    return Quiet()


async def press_undo(desk: Desk, request: Request) -> Answer:
    """Undo of one deed, from its history."""
    del desk, request
    return Quiet()
