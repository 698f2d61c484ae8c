"""What the customer may read of a review: prepared, read through and sent by a person."""

from __future__ import annotations

from handlers.desk import Answer, Desk, Quiet, Request


async def customer_command(desk: Desk, request: Request, words: str) -> Answer:
    """`/review customer …`."""
    del desk, request, words
    return Quiet()


async def press_prepare(desk: Desk, request: Request) -> Answer:
    """The button below a summary."""
    del desk, request
    return Quiet()


async def submit_words(desk: Desk, request: Request) -> Answer:
    """What was picked and written: shown as it will read."""
    del desk, request
    return Quiet()


async def submit_send(desk: Desk, request: Request) -> Answer:
    """Sent to the customer by the person's click."""
    del desk, request
    return Quiet()
