"""Once a day each home is looked into: a channel that was shared without our hearing of it is left all the same."""

from __future__ import annotations

from datetime import timedelta

from jobs.following import Following
from jobs.room_looks import MOST, REST, look_into_homes
from jobs.rooms import Rooms
from reviews.decision import Change, Decision
from storage import accounts
from storage import reviews as review_store
from tests.builders import WS, account, review
from tests.jobs.conftest import Desk
from tests.jobs.slack_double import busy


async def has_homes(desk: Desk, count: int = 1) -> None:
    """Customers with a channel each, in which a board stands."""
    new: list[Change] = []
    for number in range(1, count + 1):
        new.append(Change(None, account(id=number, owner="U1", channel=f"C{number}")))
        new.append(Change(None, review(id=number, account_id=number, channel=f"C{number}", board_ts=f"17{number}.1")))
    await desk.decide(Decision(tuple(new)))


async def look(desk: Desk, rooms: Rooms | None = None) -> int:
    following = Following(desk.db, lambda: desk.now, "UTC", "/review")
    return await look_into_homes(following, desk.client, rooms or Rooms(desk.db))


async def test_a_home_that_was_shared_unheard_is_left_and_its_board_taken_away(desk: Desk) -> None:
    await has_homes(desk)
    desk.slack.rooms["C1"] = {"is_ext_shared": True}
    assert await look(desk) == 1
    async with desk.db.read() as tx:
        left = await accounts.by_id(tx, WS, 1)
        open_review = await review_store.by_id(tx, WS, 1)
    assert left
    assert (left.channel, left.shared_channel) == (None, "C1")
    assert open_review
    assert open_review.channel == open_review.facilitator
    assert "withdraw:C1:171.1" in await desk.rows()


async def test_a_home_of_ours_stays_and_is_not_asked_about_again_that_day(desk: Desk) -> None:
    await has_homes(desk)
    assert await look(desk) == 1
    desk.now += REST + timedelta(minutes=1)
    assert await look(desk) == 0
    desk.now += timedelta(days=1)
    assert await look(desk) == 1
    async with desk.db.read() as tx:
        kept = await accounts.by_id(tx, WS, 1)
    assert kept
    assert kept.channel == "C1"


async def test_many_homes_are_looked_into_a_few_at_a_time(desk: Desk) -> None:
    await has_homes(desk, MOST + 3)
    assert await look(desk) == MOST
    assert await look(desk) == 0
    desk.now += REST
    assert await look(desk) == 3


async def test_a_busy_slack_is_left_alone_until_the_next_round(desk: Desk) -> None:
    await has_homes(desk, 2)
    desk.slack.scripts["conversations.info"].append(busy())
    assert await look(desk) == 0
    desk.now += REST
    assert await look(desk) == 2
