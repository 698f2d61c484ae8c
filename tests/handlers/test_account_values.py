"""What was understood of a line about a customer comes back in its form, and a form says what is wrong with it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from handlers.account_values import opened_with, pack_fill, pack_values, unpack_fill, values_of
from reviews.account_money import Money
from reviews.messages.account_forms import AccountFill
from reviews.model import Stage

STANDING = AccountFill(name="Northwind", owner="U1", arr="120,000 EUR", tier="A")


@pytest.mark.parametrize(
    ("said", "arr"),
    [
        ({"arr": Money(5_000)}, "5,000 EUR"),
        ({"arr": Money(5_000, "USD")}, "5,000 USD"),
        ({"arr": Money(5_000), "currency": "CHF"}, "5,000 CHF"),
        ({"currency": "CHF"}, "120,000 CHF"),
        ({"arr": None}, ""),
        ({"tier": "B"}, "120,000 EUR"),
    ],
)
def test_an_amount_understood_alone_keeps_the_currency_there_was(said: dict[str, Any], arr: str) -> None:
    assert unpack_fill(STANDING, pack_values(said)).arr == arr


def test_what_was_understood_stands_in_the_form() -> None:
    said = {"renewal_on": date(2027, 3, 31), "seats": 40, "owner": None, "stage": Stage.LIVE, "is_private": True}
    fill = unpack_fill(STANDING, pack_values(said))
    assert (fill.renewal_on, fill.seats, fill.owner, fill.stage) == (date(2027, 3, 31), "40", None, "live")
    assert fill.is_private
    assert fill.tier == "A"


@pytest.mark.parametrize("packed", [None, "", "[1]", "{", '{"arr": "x"}', '{"renewal_on": "soon"}', "7"])
def test_what_nobody_of_ours_packed_changes_nothing(packed: str | None) -> None:
    assert unpack_fill(STANDING, packed) == STANDING


def test_a_form_remembers_what_it_was_opened_with() -> None:
    fill = AccountFill(name='"A" & <B>', renewal_on=date(2027, 1, 1), is_private=True)
    assert opened_with(pack_fill(fill)) == fill
    assert opened_with('{"owner": 1, "surprise": 2}') == AccountFill()


def test_what_is_wrong_stands_under_its_field() -> None:
    _, errors = values_of(AccountFill(name="Northwind", arr="lots", seats="4x"))
    assert set(errors) == {"arr", "seats"}
    values, errors = values_of(AccountFill(name="Northwind", arr="€1.2m", seats="1,200", tier="b", stage="none"))
    assert errors == {}
    assert (values["arr"], values["currency"], values["seats"], values["tier"], values["stage"]) == (
        1_200_000,
        "EUR",
        1_200,
        "B",
        None,
    )
