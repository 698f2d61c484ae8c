"""A playbook is chosen: its steps become actions, each with an owner and a date."""

from __future__ import annotations

from handlers.desk import Answer, Desk, Reply, Request
from reviews.messages.answers import tell


async def press_use(desk: Desk, request: Request) -> Answer:
    """Choose one."""
    return Reply(tell("This is being built."))


async def press_undo(desk: Desk, request: Request) -> Answer:
    """Take its actions back."""
    return Reply(tell("This is being built."))
