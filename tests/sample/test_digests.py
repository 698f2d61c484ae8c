"""Every digest of two years over the six customers: each story is told in the week in which it turns, and once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.histories import customers_of
from bot.practice.world import TEAM_ID
from bot.sample.past_health import lived
from reviews.backtest.replay import days_until
from reviews.calendar import WorkCalendar
from reviews.digest_sheet import DigestSheet
from reviews.digest_turns import Reader
from reviews.digests import Scope
from reviews.health.weights import shipped
from reviews.messages.digest import digest_messages
from reviews.messages.limits import message_problems
from reviews.model import MarkColour
from reviews.rights import Actor, Reach, Standing
from storage import digests, healths
from storage.database import Database
from tests.sample.when import TODAY

WEEK = timedelta(days=7)
JONAS = Reader(Actor(TEAM_ID, "U0JONAS01", Standing.MEMBER, leads=Reach.ALL), WorkCalendar("Europe/Berlin"))


async def two_years(world: Database) -> list[tuple[date, DigestSheet]]:
    """What a leader of all would have read each week, with that week's marks."""
    async with world.read() as tx:
        customers = await customers_of(tx, TEAM_ID, "UTC")
    days = days_until(TODAY - timedelta(weeks=90), TODAY)
    lives = {
        each.view.account.id: list(lived(each, [d for d in days if d >= each.first], shipped())) for each in customers
    }
    by_day: dict[date, list[Any]] = {}
    for theirs in lives.values():
        for health, day in theirs:
            by_day.setdefault(day.day, []).append((health, day))
    told = []
    async with world.write() as tx:
        await healths.forget(tx, TEAM_ID, list(lives))
    for day in days:
        now = datetime.combine(day, time(20), UTC)
        async with world.write() as tx:
            await healths.save_all(tx, by_day.get(day, []))
            told.append((day, await digests.load(tx, TEAM_ID, JONAS, Scope.ALL, now - WEEK, now)))
    return told


def changes(told: list[tuple[date, DigestSheet]], name: str) -> Iterator[tuple[date, MarkColour]]:
    for day, sheet in told:
        yield from ((day, line.mark) for line in sheet.changed if line.account.name == name)


async def test_each_story_is_told_in_the_week_in_which_it_turns(world: Database) -> None:
    told = await two_years(world)
    turned = {name: list(changes(told, name)) for name in ("Northwind", "Kestrel", "Harbor Lane", "Juniper")}
    first_bad = {
        name: next(day for day, mark in theirs if mark is not MarkColour.GREEN) for name, theirs in turned.items()
    }
    assert date(2026, 9, 29) <= first_bad["Northwind"] <= date(2026, 10, 20)
    assert date(2026, 5, 1) <= first_bad["Kestrel"] <= date(2026, 6, 9)
    assert date(2026, 7, 28) <= first_bad["Harbor Lane"] <= date(2026, 9, 8)
    assert date(2026, 5, 5) <= first_bad["Juniper"] <= date(2026, 6, 23)
    assert turned["Northwind"][-1][1] is MarkColour.RED
    assert not [mark for _, mark in changes(told, "Solstice") if mark is not MarkColour.GREEN]
    for _, sheet in told:
        names = {
            line.account.name
            for line in (*sheet.changed, *sheet.reds, *sheet.at_risk)
            if line.mark is not MarkColour.GREEN
        }
        assert "Solstice" not in names
        for line in (*sheet.changed, *sheet.reds):
            assert line.mark is MarkColour.GREEN or line.reasons


async def test_each_of_them_is_a_message_slack_takes_and_a_quiet_week_says_so(world: Database) -> None:
    quiet = 0
    for day, sheet in await two_years(world):
        messages = digest_messages(sheet, f"digest:{day}")
        for message in messages:
            assert not message_problems(message)
        quiet += "No account changed mark this week" in messages[0]["text"]
    assert quiet > 60
