"""Buttons of the Home tab that turn its pages."""

from __future__ import annotations

from handlers.desk import Answer, Desk, Quiet, Request


async def press_page(desk: Desk, request: Request) -> Answer:
    """Another page of a section."""
    del desk, request
    return Quiet()


async def press_tab(desk: Desk, request: Request) -> Answer:
    """Another part of Home."""
    del desk, request
    return Quiet()
