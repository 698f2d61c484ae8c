"""Buttons of the Home tab that turn its pages. Home is shown again after every press in it."""

from __future__ import annotations

from handlers.at_home import place_at, turn_to
from handlers.desk import Answer, Desk, Quiet, Request
from handlers.fields import number
from reviews.home import Part, Place


async def press_page(desk: Desk, request: Request) -> Answer:
    """Another page of a list."""
    del desk
    part, page = request.value.get("part"), number(request.value.get("page"))
    if part in set(Part):
        turn_to(request, place_at(request).turned(Part(part), page or 1))
    return Quiet()


async def press_tab(desk: Desk, request: Request) -> Answer:
    """The other tab, or back to Home from an answer that took its place."""
    del desk
    turn_to(request, Place(request.value.get("tab") == "team", place_at(request).pages))
    return Quiet()
