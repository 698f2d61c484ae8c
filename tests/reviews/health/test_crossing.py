"""Somebody is told once as a line is crossed, and again only after the customer has recovered."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from reviews.health.changes import movement, what_changed
from reviews.health.crossing import computed, told_level
from reviews.health.kept import AccountHealth, HealthDay
from reviews.health.model import Health, Part, PartScore
from reviews.health.weights import shipped
from reviews.model import Account, MarkColour, Stage
from tests.builders import NOW, TODAY, WS, account, days
from tests.reviews.health.test_score import health as made

G, Y, R, U = MarkColour.GREEN, MarkColour.YELLOW, MarkColour.RED, MarkColour.UNKNOWN
DAY = timedelta(days=1)


def scored(score: int | None) -> Health:
    return Health(score, (), (), (), 1.0)


class Life:
    """A customer through some days; told whenever somebody is to be."""

    def __init__(self, customer: Account) -> None:
        self.customer = customer
        self.now: datetime = NOW
        self.health: AccountHealth | None = None
        self.told: list[MarkColour] = []

    def day(self, score: int | None) -> None:
        self.now += DAY
        self.health = computed(self.health, self.customer, scored(score), {}, shipped(), self.now)
        if self.health.alert_at:
            self.told.append(self.health.mark)
            self.health = told(self.health)


def told(health: AccountHealth) -> AccountHealth:
    """As storage notes it once a message is on its way."""
    values = {name: getattr(health, name) for name in AccountHealth.__dataclass_fields__}
    return AccountHealth(**(values | {"alerted": told_level(health.mark), "alert_at": None}))


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([30, 30, 30], []),
        ([90, 60, 58, 55], [Y]),
        ([90, 60, 30], [Y, R]),
        ([90, 30, 30], [R]),
        ([90, 64, 66, 64, 66, 64], [Y]),
        ([90, 60, 90, 60], [Y, Y]),
        ([90, 30, 60, 30], [R, R]),
        ([90, 30, 42, 38, 44], [R]),
        ([90, 30, None, 30], [R]),
        ([90, 30, None, 42, 38], [R]),
        ([90, None, 30], [R]),
        ([None, 30, 30], []),
        ([None, 30, 90, 30], [R]),
        ([None, 90, 60], [Y]),
        ([None, None, 60, 30], [R]),
    ],
)
def test_each_line_is_told_once_until_the_customer_has_recovered(
    scores: list[int | None], expected: list[MarkColour]
) -> None:
    life = Life(account())
    for score in scores:
        life.day(score)
    assert life.told == expected


@pytest.mark.parametrize("customer", [account(stage=Stage.LEAVING), account(paused_at=NOW)])
def test_nobody_is_told_of_a_customer_that_is_paused_or_leaving(customer: Account) -> None:
    life = Life(customer)
    for score in (90, 30, 20):
        life.day(score)
    assert not life.told
    life.customer = account()
    life.day(20)
    assert not life.told


def test_a_first_fall_is_told_also_where_too_little_is_known_to_call_anything_green() -> None:
    half = replace(scored(95), known=0.45)
    health = computed(None, account(), half, {}, shipped(), NOW)
    assert (health.mark, health.score) == (U, 95)
    fallen = computed(health, account(), replace(half, score=30), {}, shipped(), NOW + DAY)
    assert (fallen.mark, fallen.alert_at) == (R, NOW + DAY)


def test_a_mark_keeps_since_when_it_stands_and_what_it_was() -> None:
    life = Life(account())
    for score in (90, 60, 58):
        life.day(score)
    assert life.health
    assert (life.health.mark, life.health.was, life.health.since) == (Y, G, NOW + 2 * DAY)
    assert movement(Y, days(-21), G, TODAY) == "yellow since Tue 3 Nov, was green"
    assert movement(R, days(-21), None, TODAY) == "red since Tue 3 Nov"


def before(**parts: int | None) -> HealthDay:
    return HealthDay(WS, 1, days(-30), G, 80, dict(parts), {})


def test_what_changed_is_said_worst_first_with_its_reason() -> None:
    now = made(0.0, usage=0.6, promises=0.2)
    same = dict.fromkeys(("engagement", "sponsorship"), 100)
    was = before(usage=100, promises=100, sentiment=60, reliability=98, outcomes=None, **same)
    said = what_changed(now, was)
    assert said == (
        "Usage 100 → 40: usage is told",
        "Promises 100 → 80: promises is told",
        "Sentiment 60 → 100",
        "Outcomes is known now: 100",
    )
    assert what_changed(now, None) == ()


def test_a_part_that_is_not_known_any_more_is_said() -> None:
    lost = Health(None, (PartScore(Part.USAGE, None, 0.0),), (), (), 0.2)
    assert what_changed(lost, before(usage=70)) == ("Usage is not known any more, it was 70",)
