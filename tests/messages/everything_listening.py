"""Counting who writes, with names as people write them."""

from __future__ import annotations

from collections.abc import Iterator

from reviews.messages import listening
from tests.builders import TODAY
from tests.messages.worlds import Rendered, World


def everything_listening(world: World) -> Iterator[Rendered]:
    """All of it, in the words of that world."""
    fill = world.fill
    for shared in (False, True):
        explained = listening.explained(fill("account"), shared, "/review")
        yield Rendered(f"listening explained {shared}", explained, *[("account",)] * 2)
        yield Rendered(
            f"listening noticed {shared}", listening.notice(fill("name"), shared, "/review"), *[("name",)] * 2
        )
    outside = listening.read_by_others(fill("account"), "/review")
    yield Rendered("listening with readers from outside", outside, *[("account",)] * 2)
    yield Rendered("listening ended", listening.ended_notice(fill("name")), *[("name",)] * 2)
    stands = listening.stands(fill("name"), TODAY, world.many, TODAY, "/review")
    yield Rendered("listening on", stands, *[("name",)] * 2)
