"""The brief that posts itself, on a real database with the clock moved by hand."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from jobs import briefs
from jobs.deliver_say import OTHERWISE
from reviews.facts import FactKind
from reviews.model import Account, ReviewState
from reviews.preferences import Preferences
from storage import people, source_reads
from storage.database import Database
from storage.values import Say
from tests.builders import WS, account, ended_review, person, review
from tests.databases import fresh_sqlite
from tests.jobs.conftest import Desk
from tests.jobs.slack_double import refusal
from tests.jobs.test_cadence import DAY, EVENING, MORNING, World
from tests.storage.fact_examples import incident, source_read, usage

REVIEW = date(2026, 11, 26)
"""A Thursday: two working days after the Tuesday morning that MORNING is."""
KEY = "brief:1:2026-11-26"
HOUR = timedelta(hours=1)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Nina and Omar, a month ago."""
    db = Database.open(fresh_sqlite(tmp_path / "holdfast.db"))
    async with db.write() as tx:
        for user_id, name in (("U1", "Nina Berg"), ("U2", "Omar Diaz")):
            await people.save(tx, person(user_id, name))
    yield World(db, MORNING - 30 * DAY)
    await db.close()


def northwind(**fields: Any) -> Account:
    return account(**({"created_at": MORNING - 60 * DAY, "next_review_on": REVIEW} | fields))


async def queued(world: World) -> list[tuple[str, str]]:
    """Key and destination of every brief that was ever queued."""
    found = await world.rows("SELECT key, channel FROM outbox WHERE key LIKE 'brief:%' ORDER BY id")
    return [(key, channel) for key, channel in found]


async def test_it_comes_into_the_customers_home_two_working_days_before_and_once(world: World) -> None:
    await world.put(northwind())
    await world.catch_up(MORNING - timedelta(minutes=1))
    assert await queued(world) == []
    await world.catch_up(MORNING + 9 * DAY)
    assert await queued(world) == [(KEY, "C1")]
    assert "Northwind · review Thu 26 Nov" in await world.text_of(KEY)


async def test_sweeping_twice_at_one_moment_posts_one(world: World) -> None:
    await world.put(northwind())
    await world.sweep(MORNING)
    before = await world.everything()
    await world.changes(tier="Gold")
    await world.sweep()
    assert await queued(world) == [(KEY, "C1")]
    assert (await world.everything())["outbox"] == before["outbox"]


async def test_a_customer_without_a_home_has_it_sent_to_its_owner(world: World) -> None:
    await world.put(northwind(channel=None))
    await world.sweep(MORNING)
    assert await queued(world) == [(KEY, "U1")]


async def test_who_stands_in_reads_it_where_there_is_no_home(world: World) -> None:
    away = Preferences(WS, "U1", away_from=date(2026, 11, 20), away_until=date(2026, 12, 4), stand_in="U2")
    await world.put(northwind(channel=None), away)
    await world.sweep(MORNING)
    assert await queued(world) == [(KEY, "U2")]


async def test_who_is_away_and_has_nobody_to_stand_in_finds_it_when_they_are_back(world: World) -> None:
    await world.put(northwind(channel=None), Preferences(WS, "U1", away_from=date(2026, 11, 20)))
    await world.sweep(MORNING)
    assert await queued(world) == [(KEY, "U1")]


async def test_nothing_is_sent_to_somebody_who_has_left(world: World) -> None:
    await world.put(northwind(channel=None))
    async with world.db.write() as tx:
        await people.save(tx, person("U1", "Nina Berg", deactivated=True))
    await world.catch_up(MORNING + DAY)
    assert await queued(world) == []


@pytest.mark.parametrize("fields", [{"paused_at": MORNING - 31 * DAY}, {"owner": None}])
async def test_a_paused_customer_and_one_nobody_owns_have_none(world: World, fields: dict[str, Any]) -> None:
    await world.put(northwind(**fields))
    await world.catch_up(MORNING + 3 * DAY)
    assert await queued(world) == []


async def test_a_review_that_is_open_needs_no_brief(world: World) -> None:
    await world.put(northwind(), review(started_at=MORNING - DAY))
    await world.catch_up(MORNING + HOUR)
    assert await queued(world) == []


async def test_a_review_that_was_just_held_needs_no_brief(world: World) -> None:
    ended = ended_review(ReviewState.CLOSED, started_at=MORNING - 3 * HOUR, ended_at=MORNING - 2 * HOUR)
    await world.put(northwind(), ended)
    world.now = MORNING - HOUR
    await world.changes(next_review_on=REVIEW + DAY)
    await world.changes(next_review_on=REVIEW)
    await world.catch_up(EVENING)
    assert await queued(world) == []


async def test_a_review_that_moved_on_has_a_new_brief_then(world: World) -> None:
    await world.put(northwind())
    await world.sweep(MORNING)
    world.now = MORNING + HOUR
    await world.changes(next_review_on=date(2026, 12, 10))
    await world.catch_up(MORNING + 13 * DAY)
    assert await queued(world) == [(KEY, "C1")]
    await world.catch_up(MORNING + 14 * DAY)
    assert await queued(world) == [(KEY, "C1"), ("brief:1:2026-12-10", "C1")]


async def test_a_review_that_moved_on_before_its_brief_has_only_the_later_one(world: World) -> None:
    await world.put(northwind())
    world.now = MORNING - DAY
    await world.changes(next_review_on=date(2026, 12, 10))
    await world.catch_up(MORNING + 20 * DAY)
    assert await queued(world) == [("brief:1:2026-12-10", "C1")]


async def test_who_sets_the_review_for_tomorrow_has_the_brief_in_the_morning(world: World) -> None:
    await world.put(northwind(next_review_on=date(2027, 2, 1)))
    world.now = MORNING + DAY + HOUR
    await world.changes(next_review_on=REVIEW)
    await world.catch_up(MORNING + 2 * DAY - timedelta(minutes=1))
    assert await queued(world) == []
    await world.catch_up(MORNING + 2 * DAY)
    assert await queued(world) == [(KEY, "C1")]


@pytest.mark.parametrize(
    ("back", "comes"),
    [
        (MORNING + DAY + 4 * HOUR, True),
        (MORNING + 2 * DAY + HOUR, True),
        (EVENING + 2 * DAY, False),
        (MORNING + 3 * DAY, False),
    ],
)
async def test_after_an_outage_it_comes_only_while_the_review_is_ahead(
    world: World, back: datetime, comes: bool
) -> None:
    await world.put(northwind())
    await world.sweep(MORNING - 2 * DAY)
    await world.sweep(back)
    assert await queued(world) == ([(KEY, "C1")] if comes else [])


async def test_one_that_could_not_be_said_in_time_is_not_said_any_more(world: World) -> None:
    await world.put(northwind())
    await world.sweep(MORNING)
    ((until,),) = await world.rows("SELECT not_after FROM outbox")
    assert until == f"{EVENING.replace(tzinfo=None) + 2 * DAY}.000000"


async def test_it_says_what_is_known_and_where_nothing_is(world: World) -> None:
    failed = [incident(n, started_at=MORNING - (9 + n) * DAY, what="Month-end export failed") for n in (1, 2)]
    await world.put(northwind(), *failed)
    async with world.db.write() as tx:
        await source_reads.upsert(tx, [source_read(kind=FactKind.INCIDENT, covers_until=MORNING.date())])
    await world.sweep(MORNING)
    words = await world.text_of(KEY)
    assert "xports" in words
    assert "Not known" in words
    assert "/review usage" in words


async def test_a_brief_that_breaks_holds_back_no_reminder(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(briefs, "make_brief", lambda material: 1 // 0)
    await world.put(northwind())
    await world.sweep(MORNING)
    assert await queued(world) == []
    assert [kind for _, kind, _ in await world.asked()] == ["brief"]


async def with_use(world: World) -> dict[str, Any]:
    """A brief with a chart, as it waits to be said."""
    many = [usage(n, ends_on=MORNING.date() - n * 30 * DAY, active_30=30 + n) for n in range(1, 9)]
    await world.put(northwind(), *many)
    await world.sweep(MORNING)
    ((payload,),) = await world.rows("SELECT payload FROM outbox")
    return dict(json.loads(payload))


def kinds(blocks: list[dict[str, Any]]) -> set[str]:
    return {block["type"] for block in blocks}


async def test_use_is_drawn_and_a_table_waits_for_a_slack_without_charts(world: World) -> None:
    payload = await with_use(world)
    assert "data_visualization" in kinds(payload["blocks"])
    assert "table" in kinds(payload[OTHERWISE]["blocks"])
    assert "data_visualization" not in kinds(payload[OTHERWISE]["blocks"])


async def test_without_numbers_there_is_nothing_to_draw_twice(world: World) -> None:
    await world.put(northwind())
    await world.sweep(MORNING)
    ((payload,),) = await world.rows("SELECT payload FROM outbox")
    assert OTHERWISE not in json.loads(payload)


CHART = {"type": "data_visualization", "title": "Use"}
TABLE = {"type": "table", "rows": [[{"type": "raw_text", "text": "Use"}]]}
PAYLOAD = {"text": "Northwind: brief", "blocks": [CHART], OTHERWISE: {"blocks": [TABLE]}}


async def say(desk: Desk, *answers: Any) -> list[dict[str, Any]]:
    """What Slack was sent of one brief, given how it answers."""
    desk.slack.script.extend(answers)
    await desk.queue("brief:1:2026-11-26", "C1", Say.POST, payload=PAYLOAD)
    await desk.deliver()
    sent = desk.slack.said()
    assert all(OTHERWISE not in each for each in sent)
    return sent


async def test_a_slack_that_takes_charts_is_sent_nothing_else(desk: Desk) -> None:
    sent = await say(desk)
    assert [each["blocks"] for each in sent] == [[CHART]]
    assert await desk.states() == {KEY: "sent"}


async def test_a_slack_that_takes_no_charts_is_sent_the_table_under_the_same_key(desk: Desk) -> None:
    sent = await say(desk, refusal("invalid_blocks"))
    assert [each["blocks"] for each in sent] == [[CHART], [TABLE]]
    assert {each["text"] for each in sent} == {"Northwind: brief"}
    assert desk.slack.standing_keys() == [KEY]
    assert await desk.states() == {KEY: "sent"}


async def test_what_slack_does_not_take_as_a_table_either_fails_loudly(desk: Desk) -> None:
    sent = await say(desk, refusal("invalid_blocks"), refusal("invalid_blocks"))
    assert len(sent) == 2
    assert (await desk.rows())[KEY].error == "invalid_blocks"
    assert await desk.states() == {KEY: "failed"}


@pytest.mark.parametrize("error", ["channel_not_found", "msg_too_long"])
async def test_any_other_refusal_is_no_reason_for_a_table(desk: Desk, error: str) -> None:
    sent = await say(desk, refusal(error))
    assert [each["blocks"] for each in sent] == [[CHART]]
    assert await desk.states() == {KEY: "failed"}


async def test_one_that_is_late_for_its_review_is_dropped(desk: Desk) -> None:
    await desk.queue(KEY, "C1", Say.POST, payload=PAYLOAD, not_after=desk.now + HOUR)
    desk.later(hours=2)
    await desk.deliver()
    assert desk.slack.said() == []
    async with desk.db.read() as tx:
        assert await tx.scalar(text("SELECT state FROM outbox")) == "obsolete"
