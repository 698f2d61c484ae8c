"""`/review account`: a customer's card, its form and its one line."""

from __future__ import annotations

from handlers.desk import Answer, Desk, Quiet, Request


async def account_command(desk: Desk, request: Request, words: str) -> Answer:
    """`/review account …`."""
    del desk, request, words
    return Quiet()


async def press_edit(desk: Desk, request: Request) -> Answer:
    """The card's Edit button: the form opens filled in."""
    del desk, request
    return Quiet()


async def press_show(desk: Desk, request: Request) -> Answer:
    """A button that shows a customer's card."""
    del desk, request
    return Quiet()


async def submit_card(desk: Desk, request: Request) -> Answer:
    """The filled-in form of a customer."""
    del desk, request
    return Quiet()
