"""Who writes in a channel, as it is kept: once for each message, by day, only while the channel is the customer's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from reviews.decision import Change, Decision
from reviews.health.kept import Listening
from reviews.model import Account
from reviews.rooms import News
from storage import accounts, audit, listening, room_changes
from storage.database import Database
from storage.listening import Spoken
from storage.record import record
from storage.tables import heard_days, inbox
from tests.storage.examples import NOW, WS, account, keep
from tests.storage.health_examples import listening as switched_on

TODAY = NOW.date()
Kept = tuple[str, date, str, bool, int]


@pytest.fixture
async def listened(db: Database) -> Database:
    """Account 1's own channel C1 and its shared one are listened to, account 2's is not."""
    first = account(1, shared_channel="CS")
    await keep(db, first, account(2), switched_on(), switched_on("CS"))
    return db


def spoken(key: str = "event:1", **fields: object) -> Spoken:
    usual = Spoken(WS, key, "C1", TODAY, "U1", is_theirs=False)
    return replace(usual, **fields)  # type: ignore[arg-type]


async def heard(db: Database) -> list[Kept]:
    kept = heard_days.c
    asked = select(kept.channel, kept.day, kept.user_id, kept.is_theirs, kept.count).where(kept.workspace_id == WS)
    async with db.read() as tx:
        return sorted(tuple(row) for row in await tx.execute(asked))


async def take(db: Database, *told: Spoken) -> frozenset[tuple[str, str]]:
    """As the events path does: note the keys, count what is new, in one go."""
    async with db.write() as tx:
        new = await listening.receive(tx, told, NOW)
        on = await listening.accounts_of(tx, WS, {each.channel for each in told})
        await listening.count(tx, WS, [each for each in told if (WS, each.key) in new], on)
    return new


async def channel_of(db: Database, channel: str) -> Listening:
    async with db.read() as tx:
        found = await listening.of_channel(tx, WS, channel)
    assert found is not None
    return found


async def becomes(db: Database, **fields: object) -> None:
    """Account 1 is changed by Omar."""
    async with db.write() as tx:
        before = await accounts.by_id(tx, WS, 1, lock=True)
        assert isinstance(before, Account)
        after = replace(before, **fields)  # type: ignore[arg-type]
        await record(tx, WS, Decision((Change(before, after),)), by="U2", now=NOW)


async def test_messages_of_one_person_on_one_day_are_one_row_with_their_number(listened: Database) -> None:
    await take(listened, spoken("event:1"), spoken("event:2"))
    await take(listened, spoken("event:3"), spoken("event:4", user_id="U2", is_theirs=True))
    await take(listened, spoken("event:5", day=TODAY - timedelta(days=1)))
    yesterday = TODAY - timedelta(days=1)
    assert await heard(listened) == [
        ("C1", yesterday, "U1", False, 1),
        ("C1", TODAY, "U1", False, 3),
        ("C1", TODAY, "U2", True, 1),
    ]


async def test_what_is_told_again_is_not_new(listened: Database) -> None:
    assert await take(listened, spoken("event:1")) == {(WS, "event:1")}
    assert await take(listened, spoken("event:1"), spoken("event:2")) == {(WS, "event:2")}
    assert await heard(listened) == [("C1", TODAY, "U1", False, 2)]


async def test_what_is_written_down_of_an_event_is_its_key_alone_and_needs_no_handling(listened: Database) -> None:
    await take(listened, spoken("event:1"))
    async with listened.read() as tx:
        ((kind, payload, handled),) = await tx.execute(select(inbox.c.kind, inbox.c.payload, inbox.c.handled_at))
    assert (kind, payload, handled) == ("heard", {}, NOW)


async def test_only_channels_that_are_switched_on_and_still_the_customers_are_listened_to(listened: Database) -> None:
    async with listened.read() as tx:
        assert await listening.rooms(tx) == {(WS, "C1"), (WS, "CS")}
        assert await listening.accounts_of(tx, WS, ["C1", "C2", "CS"]) == {"C1": 1, "CS": 1}
    await take(listened, spoken("event:1", channel="C2"))
    assert await heard(listened) == []


@pytest.mark.parametrize(
    ("fields", "still_on"),
    [
        ({"channel": "C7"}, {"CS"}),
        ({"channel": None}, {"CS"}),
        ({"shared_channel": None}, {"C1"}),
        ({"channel": "CS", "shared_channel": None}, {"CS"}),
        ({"name": "Northwind Ltd"}, {"C1", "CS"}),
        ({"channel": "CS", "shared_channel": "C1"}, {"C1", "CS"}),
    ],
)
async def test_a_customer_that_leaves_a_channel_ends_it_there(
    listened: Database, fields: dict[str, object], still_on: set[str]
) -> None:
    await becomes(listened, **fields)
    on = {channel for channel in ("C1", "CS") if (await channel_of(listened, channel)).ended_at is None}
    assert on == still_on


async def test_coming_back_does_not_switch_it_on_again_and_the_history_says_who_ended_it(listened: Database) -> None:
    await becomes(listened, channel="C7")
    await becomes(listened, channel="C1")
    ended = await channel_of(listened, "C1")
    assert (ended.ended_at, ended.ended_by) == (NOW, "U2")
    async with listened.read() as tx:
        assert (WS, "C1") not in await listening.rooms(tx)
        entries = await audit.of(tx, WS, "listening", "C1")
    assert entries[-1].why == "it is the customer's channel no more"


@pytest.mark.parametrize("news", [News.ARCHIVED, News.DELETED, News.REMOVED])
@pytest.mark.parametrize("channel", ["C1", "CS"])
async def test_a_channel_that_is_closed_or_that_we_are_taken_out_of_is_not_listened_to(
    listened: Database, news: News, channel: str
) -> None:
    async with listened.write() as tx:
        await room_changes.leave(tx, WS, channel, news, key="event:9", now=NOW)
    assert (await channel_of(listened, channel)).ended_at == NOW
    async with listened.read() as tx:
        assert await listening.rooms(tx) == {(WS, "C1"), (WS, "CS")} - {(WS, channel)}


async def test_a_channel_that_slack_calls_by_another_id_is_listened_to_as_before(listened: Database) -> None:
    await take(listened, spoken("event:1"))
    for _ in range(2):
        async with listened.write() as tx:
            await room_changes.follow(tx, WS, "C1", "C9", key="event:8", now=NOW)
    async with listened.read() as tx:
        assert await listening.rooms(tx) == {(WS, "C9"), (WS, "CS")}
        assert await listening.counted(tx, WS, "C9") == 1
    await take(listened, spoken("event:2", channel="C9"))
    assert await heard(listened) == [("C9", TODAY, "U1", False, 2)]


async def test_forgetting_takes_one_channel_and_no_other(listened: Database) -> None:
    await take(listened, spoken("event:1"), spoken("event:2", user_id="U2"), spoken("event:3", channel="CS"))
    async with listened.write() as tx:
        assert await listening.forget(tx, WS, "C1") == 2
        assert await listening.forget(tx, WS, "C1") == 0
    assert [row[0] for row in await heard(listened)] == ["CS"]


async def test_a_batch_that_fails_leaves_nothing_and_counts_whole_the_next_time(listened: Database) -> None:
    async def stopped() -> None:
        async with listened.write() as tx:
            assert await listening.receive(tx, [spoken("event:1")], NOW)
            await listening.count(tx, WS, [spoken("event:1")], {"C1": 1})
            raise TimeoutError

    with pytest.raises(TimeoutError):
        await stopped()
    assert await take(listened, spoken("event:1")) == {(WS, "event:1")}
    assert await heard(listened) == [("C1", TODAY, "U1", False, 1)]
