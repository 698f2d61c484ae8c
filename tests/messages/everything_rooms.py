"""News of rooms, with what people type in every place it can reach."""

from __future__ import annotations

from collections.abc import Iterator

from reviews.messages.rooms import room_changed, room_form
from reviews.rooms import MovedOut, News
from tests.builders import account
from tests.messages.worlds import Rendered, World


def everything_rooms(world: World) -> Iterator[Rendered]:
    """All of it, in the words of that world."""
    named, leader = account(name=world.fill("account")), world.fill("name")
    for news in News:
        moved = MovedOut(news, named, "C1", moved_to="U1", leader=leader, taken_away=world.many)
        yield Rendered(f"room {news}, who leads", room_changed(moved, "U1"), ("account",), ("account",))
        heard = ("account",) if news in {News.UNSHARED, News.RENAMED, News.MOVED} else ("account", "name")
        yield Rendered(f"room {news}, who owns", room_changed(moved, "U2"), heard, heard)
    renamed = room_changed(MovedOut(News.RENAMED, named, "C1"), "U1", new_name=world.fill("typed"))
    yield Rendered("room's new name", renamed, ("account", "typed"), ("account", "typed"))
    yield Rendered("which room", room_form(1, world.fill("account"), "D1"), ("account",), ())
