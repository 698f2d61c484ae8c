"""The forms of incidents, usage and touches."""

from __future__ import annotations

from handlers.desk import Answer, Desk, Request


async def press_log(desk: Desk, request: Request) -> Answer:
    """Open the form of a new fact."""
    raise NotImplementedError


async def press_edit(desk: Desk, request: Request) -> Answer:
    """Open the form of a fact that is there."""
    raise NotImplementedError


async def press_undo(desk: Desk, request: Request) -> Answer:
    """Take a fact back."""
    raise NotImplementedError


async def submit_incident(desk: Desk, request: Request) -> Answer:
    """An incident, as filled in."""
    raise NotImplementedError


async def submit_usage(desk: Desk, request: Request) -> Answer:
    """Who uses it, as filled in."""
    raise NotImplementedError


async def submit_touch(desk: Desk, request: Request) -> Answer:
    """Who was spoken with, as filled in."""
    raise NotImplementedError
