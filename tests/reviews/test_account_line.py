"""One line says what is kept about a customer, in any order; what was not understood is listed, never lost."""

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from reviews.account_line import AccountLine, leading_names, read_account_line
from reviews.account_money import Money, find_money, money_at, say_money
from reviews.account_names import nearest_names
from reviews.dates import DayOrder
from reviews.mentions import Mention

TODAY = date(2026, 11, 24)


def read(line: str, known: str | None = None) -> AccountLine:
    return read_account_line(line, today=TODAY, order=DayOrder.DAY_FIRST, known=known)


def short(value: object) -> str:
    if isinstance(value, Mention):
        sign = {"channel": "#", "user": "@", "name": "@"}.get(value.kind, f"{value.kind}:")
        return f"{sign}{value.id or value.name}"
    if isinstance(value, Money):
        return f"{value.amount} {value.currency or ''}".strip()
    return "none" if value is None else str(value)


def listed(line: AccountLine) -> str:
    named = {"verb": line.verb, "name": line.name, "in": line.channel}
    parts = [f"{word}: {value}" for word, value in named.items() if value]
    parts += [f"{name}: {short(value)}" for name, value in line.said.items()]
    return " · ".join([*parts, *(f"not: {each.words}" for each in line.unread)])


def typed() -> list[tuple[str, str]]:
    """Lines as people type them, each with what it says on the next; a name known already stands before `||`."""
    cases = Path(__file__).with_name("typed_accounts.txt").read_text(encoding="utf-8").split("\n\n")
    return [(line, fields.strip()) for line, _, fields in (case.strip().partition("\n") for case in cases)]


@pytest.mark.parametrize(("line", "fields"), typed())
def test_a_customer_is_read_from_its_line(line: str, fields: str) -> None:
    known, parted, rest = line.partition(" || ")
    assert listed(read(rest, known) if parted else read(line)) == fields


def test_there_are_enough_lines_as_people_type_them() -> None:
    assert len(typed()) >= 100


PARTS = ("owner <@U1>", "€120k", "40 seats", "renews 31 mar", "no sponsor", "shared <#C2|x>")


@pytest.mark.parametrize("order", list(permutations(PARTS))[::24])
def test_the_order_of_what_is_said_makes_no_difference(order: tuple[str, ...]) -> None:
    line = read(f"Northwind {' '.join(order)}")
    assert line.unread == ()
    assert {name: short(value) for name, value in line.said.items()} == {
        "owner": "@U1",
        "arr": "120000 EUR",
        "seats": "40",
        "renewal_on": "2027-03-31",
        "sponsor": "none",
        "shared_channel": "#C2",
    }


def test_every_reason_says_what_to_type_instead() -> None:
    line = read("Northwind owner 7, arr lots, seats many, renews soon, stage lvie, channel x, tier", "Northwind")
    assert line.said == {}
    assert len(line.unread) == 7
    assert all(each.words and each.why.endswith(".") for each in line.unread)


def test_the_longest_beginning_comes_first_where_a_name_is_looked_for() -> None:
    names = leading_names("set Blue Fern tier A")
    assert names.index("Blue Fern tier") < names.index("Blue Fern") < names.index("Blue")
    assert leading_names("“Home Depot” tier A")[-6:] != []
    assert "Home Depot" in leading_names("“Home Depot” tier A")
    assert "Northwind" in leading_names("Northwind's owner is @nina")


def test_a_known_name_wins_over_words_it_is_made_of() -> None:
    assert read("Private Label Foods private", "Private Label Foods").name == "Private Label Foods"
    assert read("Tier One tier A", "Tier One").said == {"tier": "A"}


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("120k EUR", Money(120_000, "EUR")),
        ("€1.25m", Money(1_250_000, "EUR")),
        ("1.200.000,50 €", Money(1_200_000, "EUR")),
        ("CHF 90’000", Money(90_000, "CHF")),
        ("2 million dollars", Money(2_000_000, "USD")),
        ("EUR120000", Money(120_000, "EUR")),
        ("0", Money(0)),
    ],
)
def test_an_amount_is_read_however_it_is_written(text: str, money: Money) -> None:
    found = money_at(text)
    assert found is not None
    assert (found.money, found.end) == (money, len(text))


@pytest.mark.parametrize("text", ["1,2,3", "lots", "", "9" * 20])
def test_what_is_no_amount_is_not_read_as_one(text: str) -> None:
    found = money_at(text)
    assert found is None or found.end != len(text)


def test_a_number_without_a_currency_is_no_amount_inside_a_line() -> None:
    assert find_money("3M and Route 66") is None


@pytest.mark.parametrize(
    ("amount", "currency", "said"),
    [
        (120_000, "EUR", "€120k"),
        (1_250_000, "USD", "$1.25m"),
        (3_000_000, "GBP", "£3m"),
        (120_500, "CHF", "CHF 120,500"),
        (950, "EUR", "€950"),
        (120_000, None, "120k (no currency)"),
    ],
)
def test_an_amount_is_said_short(amount: int, currency: str | None, said: str) -> None:
    assert say_money(amount, currency) == said


def test_a_mistyped_name_finds_the_nearest() -> None:
    known = [(1, "Northwind"), (2, "Northwing"), (3, "Kestrel")]
    assert nearest_names("Nrothwind", known, 2) == [(1, "Northwind"), (2, "Northwing")]
    assert nearest_names("Blue Fern", known, 2) == []
