"""The customer's people: who they are, who champions us and who has left."""

from __future__ import annotations

from handlers.desk import Answer, Desk, Quiet, Request


async def press_contacts(desk: Desk, request: Request) -> Answer:
    """The list of a customer's people."""
    del desk, request
    return Quiet()


async def press_contact(desk: Desk, request: Request) -> Answer:
    """The form of one of them, or of somebody new."""
    del desk, request
    return Quiet()


async def submit_contact(desk: Desk, request: Request) -> Answer:
    """Somebody at the customer, as filled in."""
    del desk, request
    return Quiet()
