"""`/review incident`, `usage` and `touch`: a fact in one line, or its form."""

from __future__ import annotations

from typing import Literal

from handlers.desk import Answer, Desk, Request


async def fact_line(desk: Desk, request: Request, kind: Literal["incident", "usage", "touch"]) -> Answer:
    """Note a fact typed in one line."""
    raise NotImplementedError
