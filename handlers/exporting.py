"""`/review export`: the list or the book as a file, sent to the person."""

from __future__ import annotations

from handlers.desk import Answer, Desk, Quiet, Request


async def export_command(desk: Desk, request: Request, words: str) -> Answer:
    """`/review export …`."""
    del desk, request, words
    return Quiet()


async def press_export(desk: Desk, request: Request) -> Answer:
    """The list's Export button: what it shows, whole."""
    del desk, request
    return Quiet()
