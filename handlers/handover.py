"""Handing on what somebody who left had open: all in one go, or one by one."""

from __future__ import annotations

from handlers.desk import Answer, Desk, Quiet, Request


async def press_all(desk: Desk, request: Request) -> Answer:
    """Who takes all of it?"""
    del desk, request
    return Quiet()


async def press_one(desk: Desk, request: Request) -> Answer:
    """Who takes this one?"""
    del desk, request
    return Quiet()


async def submit_handover(desk: Desk, request: Request) -> Answer:
    """Who was picked."""
    del desk, request
    return Quiet()
