"""Waiting for what a person expects to see."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

Found = TypeVar("Found")
PATIENCE = 4.0
"""Seconds until a test gives up."""
_GLANCE = 0.01


async def until(
    look: Callable[[], Awaitable[Found | None]], what: str, on_screen: Callable[[], Awaitable[str]]
) -> Found:
    """Look again until there is something; fails with `what` was expected and what was on the screen instead."""
    deadline = asyncio.get_running_loop().time() + PATIENCE
    while True:
        if (found := await look()) is not None:
            return found
        if asyncio.get_running_loop().time() > deadline:
            raise AssertionError(f"waited {PATIENCE:.0f} s for {what}. On the screen:\n{await on_screen()}")
        await asyncio.sleep(_GLANCE)
