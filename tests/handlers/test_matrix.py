"""Whoever does whatever wherever: members are answered, others are politely refused, and customers read nothing."""

from __future__ import annotations

import pytest

from tests.driving.team import Team
from tests.handlers.door import Door
from tests.handlers.matrix import Watched, done, everything, news, prepare, to_everybody, words_of
from tests.handlers.sending import GENERAL, MEMBERS, OTHERS, ROOMS, SECRET, STRANGER, Where, Who

BROKEN = "Something broke on my side"
OUTSIDE = {room.channel for room in ROOMS if room.outside}


@pytest.mark.parametrize("where", ROOMS, ids=lambda room: room.name)
@pytest.mark.parametrize("who", OTHERS, ids=lambda who: who.name)
async def test_who_is_no_member_changes_nothing_and_reads_nothing(
    team: Team, door: Door, who: Who, where: Where
) -> None:
    await prepare(team)
    for name, send in everything():
        watched = Watched(team)
        answer = await send(door, who, where)
        assert not watched.changed(), f"{name} changed something for {who.name}"
        shown = words_of([answer, *(call["arguments"] for call in watched.said())])
        assert SECRET not in shown, f"{name} told {who.name}: {shown}"
        assert BROKEN not in shown, f"{name}: {shown}"


@pytest.mark.parametrize("where", ROOMS, ids=lambda room: room.name)
@pytest.mark.parametrize("who", MEMBERS, ids=lambda who: who.name)
async def test_what_a_member_does_is_answered_and_never_read_by_customers(
    team: Team, door: Door, who: Who, where: Where
) -> None:
    await prepare(team)
    for name, send in (*everything(), *news()):
        watched = Watched(team)
        answer = await send(door, who, where)
        await done(team)
        calls = watched.said()
        assert BROKEN not in words_of([answer, *(call["arguments"] for call in calls)]), name
        for call in calls:
            assert to_everybody(call) not in OUTSIDE or SECRET not in words_of(call), f"{name} posted {call}"


async def test_only_its_own_people_leaders_and_admins_hear_of_a_private_customer(team: Team, door: Door) -> None:
    await prepare(team)
    for name, send in everything():
        watched = Watched(team)
        answer = await send(door, STRANGER, GENERAL)
        await done(team)
        shown = words_of([answer, *(c["arguments"] for c in watched.said() if _to(c, STRANGER))])
        assert SECRET not in shown.replace(f"sends {SECRET} the list", ""), f"{name} told a stranger: {shown}"


def _to(call: object, who: Who) -> bool:
    return who.user_id in words_of(call)
