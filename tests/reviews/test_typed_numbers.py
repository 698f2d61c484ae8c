"""Numbers as people type them: read kindly, asked back where they can be two, and said back the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.typed_numbers import NotANumber, TypedNumber, read_number, say_number

READ: list[tuple[str, float, str]] = [
    ("40", 40, ""),
    ("1,5", 1.5, ""),
    ("1.5", 1.5, ""),
    (".5", 0.5, ""),
    ("0,500", 0.5, ""),
    ("1.5k", 1500, ""),
    ("5 K users", 5000, "users"),
    ("2 mio €", 2e6, "€"),
    ("1.5 million", 1.5e6, ""),
    ("40 min", 40, "min"),
    ("40 min.", 40, "min"),
    ("22 minutes a close", 22, "minutes a close"),
    ("40%", 40, "%"),
    ("40 %", 40, "%"),
    ("€120k", 120_000, "€"),
    ("€ 12 500", 12_500, "€"),
    ("$1,234.50", 1234.5, "$"),
    ("1.234,5", 1234.5, ""),
    ("1,234,567", 1_234_567, ""),
    ("1'500", 1500, ""),
    ("1\u00a0500", 1500, ""),
    ("-5", -5, ""),
    ("\u22125 °C", -5, "°C"),
    ("٤٠", 40, ""),
    ("２２", 22, ""),
]
ASKED_BACK: list[tuple[str, str]] = [
    ("1,500", "“1,500” can be read in two ways. Type 1500 or 1.5."),
    ("12.000", "“12.000” can be read in two ways. Type 12000 or 12.0."),
    ("about 40", "I read 40 in “about 40”, and words before it. Type the number first: 40."),
    ("10-12", "“10-12” holds 2 numbers. Type one of them: 10 or 12."),
    ("1h 30min", "“1h 30min” holds 2 numbers. Type one of them: 1 or 30."),
    ("3:30", "“3:30” holds 2 numbers. Type one of them: 3 or 30."),
    ("soon", "I see no number in “soon”. Type one such as 40, 1.5 or 40 %."),
    ("", "I see no number in “”. Type one such as 40, 1.5 or 40 %."),
    ("1.23.4", "I cannot read “1.23.4”. Type it without separators, such as 1500."),
    ("12,34.5", "I cannot read “12,34.5”. Type it without separators, such as 1500.5."),
    ("9" * 30, f"“{'9' * 30}” is too large. Use a larger unit, such as 1.5 million instead of 1500000."),
    ("x" * 61, "That is too long for a number. Type only the number, such as 40 or 1.5."),
]


@pytest.mark.parametrize(("typed", "value", "unit"), READ)
def test_a_number_is_read_as_it_was_meant(typed: str, value: float, unit: str) -> None:
    assert read_number(typed) == TypedNumber(value, unit)


@pytest.mark.parametrize(("typed", "why"), ASKED_BACK)
def test_what_cannot_be_read_says_what_to_type(typed: str, why: str) -> None:
    assert read_number(typed) == NotANumber(why)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (22.0, "22"),
        (1.5, "1.5"),
        (33.333, "33.33"),
        (0.25, "0.25"),
        (0.0004, "0.0004"),
        (1234, "1234"),
        (12500.5, "12\u00a0500.5"),
        (-3, "\u22123"),
        (-0.001, "\u22120.001"),
        (1e-9, "0"),
        (-1e-9, "0"),
        (0.1 + 0.2, "0.3"),
        (99.999, "100"),
    ],
)
def test_a_number_is_said_in_as_few_signs_as_it_needs(value: float, shown: str) -> None:
    assert say_number(value) == shown


@given(st.integers(-(10**9), 10**9), st.integers(0, 99))
def test_what_is_said_is_read_back_the_same(whole: int, cents: int) -> None:
    value = round(whole + cents / 100, 2)
    found = read_number(say_number(value))
    assert found == TypedNumber(value) or isinstance(found, NotANumber)
    assert isinstance(found, TypedNumber) or "two ways" in found.why


@given(st.text(max_size=80))
def test_nothing_typed_breaks_it(typed: str) -> None:
    found = read_number(typed)
    assert isinstance(found, NotANumber) or abs(found.value) <= 1e12
