"""The two-minute brief, asked for."""

from __future__ import annotations

from handlers.desk import Answer, Desk, Request


async def brief_command(desk: Desk, request: Request, words: str) -> Answer:
    """`/review brief [customer]`."""
    raise NotImplementedError


async def press_brief(desk: Desk, request: Request) -> Answer:
    """The brief of the customer a button names."""
    raise NotImplementedError
