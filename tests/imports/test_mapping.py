"""A mapping file says what a file of facts is; what it says wrongly is named with what is allowed."""

from __future__ import annotations

import pytest

from reviews.imports.mapping import read_mapping
from reviews.imports.model import Choices, ImportKind, UnreadableFileError
from tests.imports.files import read_file, utc

WHOLE = """
kind = "tickets"
source = "helpdesk"
dates = "month-first"
time_zone = "America/New_York"

[columns]
"Wer" = "account"
"Worum" = "subject"
"Wann" = "opened_at"
"Subject" = ""
"""


def test_a_mapping_says_all_there_is_to_say() -> None:
    assert read_mapping(WHOLE) == Choices(
        kind=ImportKind.TICKETS,
        source="helpdesk",
        columns=(("Wer", "account"), ("Worum", "subject"), ("Wann", "opened_at"), ("Subject", "")),
        day_first=False,
        time_zone="America/New_York",
    )


def test_a_mapping_is_applied_to_a_file_whose_columns_nobody_knows() -> None:
    read = read_file("Wer,Worum,Wann,Subject\nNorthwind,Export,03/04/2026 10:00,other\n", read_mapping(WHOLE))
    assert (read.shape.source, read.good[0].account) == ("helpdesk", "Northwind")
    assert read.good[0].values["subject"] == "Export"
    assert read.good[0].values["opened_at"] == utc(2026, 3, 4, 15)


def test_an_empty_mapping_leaves_all_to_us() -> None:
    assert read_mapping("") == Choices()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kind = tickets", "cannot be read"),
        ('knd = "tickets"', "“knd”. Allowed are kind, source, dates, time_zone, columns"),
        ('kind = "ticket"', "kind is “ticket”. Allowed are accounts, contacts"),
        ('dates = "european"', "dates is “european”. Allowed are day-first, month-first"),
        ("source = 5", "source must be a word in quotes"),
        ('source = ""', "source must be a word in quotes"),
        ('time_zone = "Berlin"', "“Berlin” is no time zone"),
        ('columns = "a"', "columns is a part of its own"),
        (
            'kind = "tickets"\n[columns]\n"A" = "seats"',
            "“A” is “seats”, which is no field of tickets. Allowed are account",
        ),
        ('[columns]\n"A" = 5', "“A” is “5”, which is no field here"),
        ("x" * 200_000, "too long"),
    ],
)
def test_what_a_mapping_says_wrongly_is_named_with_what_is_allowed(text: str, said: str) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        read_mapping(text)
    assert said in str(refused.value)
