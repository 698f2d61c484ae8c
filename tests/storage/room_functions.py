"""The functions about rooms, with something to ask them."""

from __future__ import annotations

from typing import Any

from reviews.rooms import News
from tests.storage.examples import NOW

ROOMS_ASKED: dict[str, tuple[Any, ...]] = {
    "rooms.accounts_of": ("C1",),
    "rooms.customer_here": ("C1", "U1"),
    "rooms.row": (1,),
    "rooms.standing_in": ("C1",),
    "rooms.under_way_to": ("C1",),
    "rooms.waiting_for": ("C1",),
}
ROOMS_CHANGED: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {
    "room_changes.follow": (("C1", "C9"), {"key": "moved", "now": NOW}),
    "room_changes.leave": (("C1", News.SHARED), {"key": "shared", "now": NOW}),
    "room_changes.tell_owners": (("C1", News.RENAMED), {"key": "renamed", "now": NOW}),
    "rooms.drop": (([1, 2, 3, 4],), {}),
    "rooms.redirect": (([1, 2, 3, 4], "U7"), {}),
    "rooms.renumber": (("C1", "C9"), {}),
    "rooms.take_away_again": (("C1",), {}),
}
