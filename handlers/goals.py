"""The customer's own goals and where they stand."""

from __future__ import annotations

from handlers.desk import Answer, Desk, Quiet, Request


async def press_goals(desk: Desk, request: Request) -> Answer:
    """The list of a customer's goals."""
    del desk, request
    return Quiet()


async def press_goal(desk: Desk, request: Request) -> Answer:
    """The form of one goal, or of a new one."""
    del desk, request
    return Quiet()


async def press_reading(desk: Desk, request: Request) -> Answer:
    """The form that asks where a goal stands now."""
    del desk, request
    return Quiet()


async def press_picture(desk: Desk, request: Request) -> Answer:
    """The goal's trend as a picture, sent to the person."""
    del desk, request
    return Quiet()


async def submit_goal(desk: Desk, request: Request) -> Answer:
    """A goal as filled in."""
    del desk, request
    return Quiet()


async def submit_reading(desk: Desk, request: Request) -> Answer:
    """Where a goal stands, as filled in."""
    del desk, request
    return Quiet()
