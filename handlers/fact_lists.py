"""Everything known of a customer, kind by kind, with where it came from."""

from __future__ import annotations

from handlers.desk import Answer, Desk, Request


async def facts_command(desk: Desk, request: Request, words: str) -> Answer:
    """`/review facts [customer]`."""
    raise NotImplementedError


async def press_facts(desk: Desk, request: Request) -> Answer:
    """A page of facts of one kind."""
    raise NotImplementedError
