"""A customer's fields change together, cannot stand in another's place, and can be put back for a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from reviews.account_changes import changed_fields, put_back, refuse_account, version_of, with_values
from reviews.account_money import Money
from reviews.audit_entry import AuditEntry
from reviews.decision import Decision, Refusal
from reviews.model import Account, Stage
from tests.builders import NOW, WS, account

STANDING = account(arr=90_000, currency="EUR", sponsor="U2", sponsor_met_on=date(2026, 11, 3), tier="A")


def entry(before: dict[str, Any], after: dict[str, Any], hours: int = 1) -> AuditEntry:
    return AuditEntry(WS, 5, NOW - timedelta(hours=hours), "U1", "account", "1", before, after, None, "deed")


def code(refused: Refusal | Decision | None) -> str:
    assert isinstance(refused, Refusal)
    return refused.code


def test_an_amount_without_a_currency_keeps_the_one_there_was() -> None:
    assert with_values(STANDING, {"arr": Money(120_000)}).currency == "EUR"
    assert with_values(STANDING, {"arr": Money(120_000, "USD")}).currency == "USD"


def test_no_amount_has_no_currency_either() -> None:
    assert with_values(STANDING, {"arr": None}).currency is None


def test_a_new_sponsor_has_not_spoken_with_them_yet() -> None:
    assert with_values(STANDING, {"sponsor": "U3"}).sponsor_met_on is None
    assert with_values(STANDING, {"sponsor": "U2"}).sponsor_met_on == date(2026, 11, 3)
    assert with_values(STANDING, {"sponsor": "U3", "sponsor_met_on": date(2026, 11, 9)}).sponsor_met_on


def test_only_what_people_set_makes_another_version() -> None:
    assert version_of(STANDING) == version_of(replace(STANDING, next_review_on=date(2027, 1, 1)))
    assert version_of(STANDING) != version_of(replace(STANDING, tier="B"))
    assert changed_fields(STANDING, replace(STANDING, tier="B", name="X")) == ["name", "tier"]


@pytest.mark.parametrize(
    ("after", "others", "namesakes", "field"),
    [
        (replace(STANDING, name=""), (), (), "name"),
        (STANDING, (), (account(id=2),), "name"),
        (replace(STANDING, shared_channel="C1"), (), (), "shared_channel"),
        (STANDING, (account(id=2, name="Kestrel", channel=None, shared_channel="C1"),), (), "channel"),
        (replace(STANDING, shared_channel="C2"), (account(id=2, channel="C2"),), (), "shared_channel"),
    ],
)
def test_a_name_and_a_channel_belong_to_one_customer(
    after: Account, others: tuple[Account, ...], namesakes: tuple[Account, ...], field: str
) -> None:
    assert code(refuse_account(after, others, namesakes)) == field


def test_a_customer_is_not_in_its_own_way() -> None:
    assert refuse_account(STANDING, (STANDING,), (STANDING,)) is None


def test_a_change_is_put_back_field_by_field() -> None:
    now = replace(STANDING, stage=Stage.LIVE, renewal_on=date(2027, 3, 31), is_private=True, owner="U2")
    back = put_back(
        now,
        [
            entry({"stage": None, "renewal_on": "2026-12-31"}, {"stage": "trial", "renewal_on": "2027-03-31"}),
            entry({"stage": "trial", "is_private": False}, {"stage": "live", "is_private": True}),
        ],
        NOW,
    )
    assert isinstance(back, Decision)
    assert back.changes[0].after == replace(now, stage=None, renewal_on=date(2026, 12, 31), is_private=False)


def test_nothing_is_put_back_over_what_somebody_changed_since() -> None:
    assert code(put_back(STANDING, [entry({"tier": None}, {"tier": "B"})], NOW)) == "changed_since"


def test_a_change_is_put_back_for_a_day() -> None:
    assert code(put_back(STANDING, [entry({"tier": None}, {"tier": "A"}, hours=25)], NOW)) == "too_late"


def test_what_was_made_new_cannot_be_put_back() -> None:
    assert code(put_back(STANDING, [entry({}, {"name": "Northwind"})], NOW)) == "nothing"
    assert code(put_back(STANDING, [], NOW)) == "nothing"
