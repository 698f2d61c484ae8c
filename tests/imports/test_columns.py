"""Headers are known by name however they are spelt, and what is not understood is said, with the way out."""

from __future__ import annotations

import pytest

from reviews.imports.columns import match_columns
from reviews.imports.fields import FIELDS, FILLED, NEEDED
from reviews.imports.headers import plain, read_header
from reviews.imports.model import Choices, ImportKind, UnreadableFileError
from reviews.imports.synonyms import names_of
from tests.imports.files import NOTHING_SAID, of


def _kind(header: str, name: str = "file.csv", choices: Choices = NOTHING_SAID) -> ImportKind:
    return match_columns(header.split("|"), choices, name).kind


def _fields(header: str, choices: Choices = NOTHING_SAID) -> list[str | None]:
    return [field for _, field in match_columns(header.split("|"), choices).uses]


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Account|Owner|Renewal date|ARR|Seats", ImportKind.ACCOUNTS),
        ("Kunde|Betreuer|Vertragsende|Lizenzen|Jahresumsatz", ImportKind.ACCOUNTS),
        ("Company|Contact|Email|Title", ImportKind.CONTACTS),
        ("Firma|Vorname|Nachname|Funktion", ImportKind.CONTACTS),
        ("Société|Titre|Début|Fin|Pris en charge le", ImportKind.INCIDENTS),
        ("Kunde|Störung|Beginn|Behoben am", ImportKind.INCIDENTS),
        ("Customer|Date|Seats|Active users", ImportKind.USAGE),
        ("Entreprise|Mois|Utilisateurs actifs|Sièges", ImportKind.USAGE),
        ("Empresa|Asunto|Fecha de creación|Fecha de cierre|Estado", ImportKind.TICKETS),
        ("Conversation ID|Company|Conversation title|Started at|Closed at", ImportKind.TICKETS),
        ("Account|Date|Type|Person|Outcome", ImportKind.TOUCHES),
        ("Kunde|Datum|Teilnehmer|Art|Notizen", ImportKind.TOUCHES),
        ("Company|Date|Score|Comment", ImportKind.SURVEYS),
        ("Cliente|Persona|Fecha|Puntuación|Comentario", ImportKind.SURVEYS),
        ("Customer|Start date|End date|ACV|Currency", ImportKind.CONTRACTS),
        ("Kunde|Vertragsbeginn|Vertragsende|Vertragswert|Währung", ImportKind.CONTRACTS),
    ],
)
def test_the_columns_tell_what_a_file_is_about(header: str, kind: ImportKind) -> None:
    assert _kind(header) is kind


@pytest.mark.parametrize(
    "spelt",
    [
        "Created at",
        "CREATED_AT",
        "created-at",
        "  Created  At ",
        "createdAt",
        "Created at (UTC)",
        "“Created at”:",
        "Erstellt am",
    ],
)
def test_case_marks_spacing_and_units_do_not_matter(spelt: str) -> None:
    assert _fields(f"Customer|Subject|{spelt}", of(ImportKind.TICKETS)) == ["account", "subject", "opened_at"]


@pytest.mark.parametrize(
    ("spelt", "meant"), [("Geändert am", "as_of"), ("Geaendert am", "as_of"), ("GELÖST AM", "solved_at")]
)
def test_umlauts_may_be_spelt_out(spelt: str, meant: str) -> None:
    assert _fields(f"Kunde|Betreff|Erstellt am|{spelt}", of(ImportKind.TICKETS))[3] == meant


def test_the_surest_of_several_names_wins_and_the_others_are_left_alone() -> None:
    assert _fields("Customer|Subject|Date|Created at|Description", of(ImportKind.TICKETS)) == [
        "account",
        "subject",
        None,
        "opened_at",
        None,
    ]


def test_a_mapping_goes_before_names() -> None:
    choices = of(ImportKind.TICKETS, columns=(("betreff kurz", "subject"), ("Subject", ""), ("Who", "account")))
    assert _fields("Who|Subject|Created at|Betreff (kurz)|Customer", choices) == [
        "account",
        None,
        "opened_at",
        "subject",
        None,
    ]


def test_a_file_that_can_be_two_things_names_them() -> None:
    with pytest.raises(UnreadableFileError, match=r"tickets or incidents\. Say which of them it is"):
        _kind("Issue key|Summary|Created|Resolved|Customer|Status")


def test_the_files_own_name_helps() -> None:
    assert (
        _kind("Issue key|Summary|Created|Resolved|Customer|Status", "jira incidents 2026.csv") is ImportKind.INCIDENTS
    )


@pytest.mark.parametrize(
    ("header", "choices", "said"),
    [
        ("a|b|c", NOTHING_SAID, ["cannot tell", "“a”, “b”, “c”", "Say what it is about."]),
        ("Name|Date|Note", NOTHING_SAID, ["cannot tell"]),
        ("Customer", NOTHING_SAID, ["cannot tell"]),
        ("||", NOTHING_SAID, ["no header line"]),
        ("1|Northwind|2026-10-01", NOTHING_SAID, ["looks like data (“1”)", "header line above"]),
        ("Northwind|dana@northwind.example|40", of(ImportKind.CONTACTS), ["looks like data"]),
        (
            "Customer|Created at|Worum",
            of(ImportKind.TICKETS),
            ["lacks a column for subject", "“Customer” as account", '[columns] "Worum" = "subject"'],
        ),
        ("Account|Month", of(ImportKind.USAGE), ["active_30 or active_90 or seats"]),
        ("Customer|Subject|Subject|Created at", NOTHING_SAID, ["names “Subject” twice", "Rename"]),
        (
            "Customer|Subject|Created at",
            of(ImportKind.TICKETS, columns=(("Betreff", "subject"),)),
            ["no column “Betreff”", "“Subject”"],
        ),
        (
            "Customer|Subject|Created at",
            of(ImportKind.TICKETS, columns=(("Subject", "colour"),)),
            ["“colour” is no field of tickets", "subject"],
        ),
    ],
)
def test_what_is_missing_is_said_with_the_way_out(header: str, choices: Choices, said: list[str]) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        match_columns(header.split("|"), choices)
    for words in said:
        assert words in str(refused.value)


def test_columns_named_twice_that_nobody_needs_are_left_alone() -> None:
    assert _fields("Customer|Subject|Created at|Colour|Colour||") == [
        "account",
        "subject",
        "opened_at",
        None,
        None,
        None,
        None,
    ]


def test_every_name_is_spelt_as_headers_are_made_plain() -> None:
    for kind in ImportKind:
        assert [name for name in names_of(kind) if plain(name) != name] == []


def test_every_field_of_every_kind_has_names_and_every_name_a_field() -> None:
    for kind in ImportKind:
        assert {field for field, _ in names_of(kind).values()} == set(FIELDS[kind])
        assert {field for one_of in NEEDED[kind] for field in one_of} | set(FILLED[kind]) <= set(FIELDS[kind])


@pytest.mark.parametrize(
    ("header", "unit", "currency"),
    [
        ("First reply time (min)", "minutes", None),
        ("First reply time in hours", "hours", None),
        ("ARR (EUR)", None, "EUR"),
        ("ARR €", None, "EUR"),
        ("Contract value USD", None, "USD"),
        ("Subject", None, None),
    ],
)
def test_a_header_may_name_a_unit(header: str, unit: str | None, currency: str | None) -> None:
    assert (read_header(header).span_unit, read_header(header).currency) == (unit, currency)
