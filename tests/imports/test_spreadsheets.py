"""Spreadsheets of several countries are read as they were saved there."""

from __future__ import annotations

from datetime import date

import pytest

from reviews.facts import TicketKind, TookPart, TouchKind
from reviews.imports.model import Choices, Dialect, ImportKind
from tests.imports.files import NOTHING_SAID, read_file, utc

GERMAN = (
    "Kundenübersicht;;;;\r\n\r\nKunde;Betreuer;Jahresumsatz;Vertragsende;Lizenzen\r\n"
    "Müller & Söhne GmbH;Jörg Weiß;1.234.567,50 €;31.12.2026;1.200\r\nÄrzteverbund;;48.000,00 €;01.02.2027;40\r\n"
)
GERMAN_TICKETS = (
    "Ticketnummer;Kunde;Betreff;Erstellt am;Gelöst am;Kategorie;Erstantwortzeit (Stunden);Ansprechpartner\r\n"
    "T-1;Nordlicht AG;Export schlägt fehl;31.10.2026 08:15;02.11.2026 17:00;Störung;1,5;Jörg Weiß\r\n"
)
FRENCH = (
    "Entreprise\tObjet\tDate de création\tDate de clôture\tCatégorie\tDemandeur\r\n"
    "Société Générale d’Œuvres\tL’export échoue\t13/10/2026 14:05\t15/10/2026 09:30\tPanne\tHélène Brun\r\n"
)
SPANISH = (
    "Cliente\tFecha de la reunión\tAsistentes\tTipo\tAsistió\tNotas\r\n"
    "Muñoz S.A.\t3 de octubre de 2026\tÁngela Ruiz; José Peña\tReunión\tSí\tRenovación\r\n"
)
US = (
    "Customer,Contract Start,Contract End,Annual Contract Value,Currency,Seats\r\n"
    'Kestrel,1/15/2026,1/14/2027,"$120,000.00",USD,"1,250"\r\n'
)
SWISS = "Account;Owner;ARR (CHF);Renewal date\nAlpina;Reto;1'250'000.50;31.03.2027\n"
PIPES = "customer|date|nps score|comment\nNorthwind|2026-10-01|7|a, b; c\nNorthwind|2026-10-02|10|\n"
SAID = 'sep=;\r\nCustomer;Date;Notes;Attendees\r\nNorthwind;2026-10-01;"a;b";Dana Wu\r\n'
MAC = "Customer,Date,Notes,Attendees\rNorthwind,2026-10-01,fine,Dana Wu\rNorthwind,2026-10-02,,\r"


def test_a_german_workbook_saved_as_csv_is_read_with_its_umlauts_and_commas() -> None:
    read = read_file(GERMAN.encode("cp1252"))
    assert read.shape.dialect == Dialect("cp1252", ";", 2)
    assert read.shape.kind is ImportKind.ACCOUNTS
    assert read.good[0].values == {
        "name": "Müller & Söhne GmbH",
        "owner": "Jörg Weiß",
        "arr": 1_234_568,
        "currency": "EUR",
        "renewal_on": date(2026, 12, 31),
        "seats": 1200,
    }
    assert read.good[0].line == 4
    assert (read.hows["arr"], read.hows["renewal_on"]) == ("1.234,5", "day.month.year")


def test_german_tickets_are_read_in_the_time_zone_that_was_said() -> None:
    read = read_file(GERMAN_TICKETS.encode("cp1252"), Choices(time_zone="Europe/Berlin"))
    values = read.good[0].values
    assert values["opened_at"] == utc(2026, 10, 31, 7, 15)
    assert values["first_reply_at"] == utc(2026, 10, 31, 8, 45)
    assert values["solved_at"] == utc(2026, 11, 2, 16)
    assert values["kind"] is TicketKind.PROBLEM


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "utf-8"])
def test_french_tabs_are_read_in_any_unicode(encoding: str) -> None:
    read = read_file(FRENCH.encode(encoding))
    assert read.shape.kind is ImportKind.TICKETS
    assert read.good[0].account == "Société Générale d’Œuvres"
    assert read.good[0].values["solved_at"] == utc(2026, 10, 15, 9, 30)
    assert read.good[0].values["kind"] is TicketKind.PROBLEM


def test_spanish_meetings_give_one_line_for_each_person() -> None:
    read = read_file(SPANISH.encode("utf-16"))
    assert [line.values["person"] for line in read.good] == ["Ángela Ruiz", "José Peña"]
    assert {line.line for line in read.good} == {2}
    values = read.good[0].values
    assert (values["kind"], values["took_part"]) == (TouchKind.MEETING, TookPart.ATTENDED)
    assert (values["at"], values["day_only"]) == (utc(2026, 10, 3, 12), True)


def test_a_spreadsheet_from_the_united_states_is_read() -> None:
    read = read_file(US)
    assert read.shape.kind is ImportKind.CONTRACTS
    assert read.good[0].values == {
        "starts_on": date(2026, 1, 15),
        "renews_on": date(2027, 1, 14),
        "value": 120_000,
        "currency": "USD",
        "seats": 1250,
    }


def test_swiss_amounts_take_their_currency_from_the_header() -> None:
    values = read_file(SWISS).good[0].values
    assert (values["arr"], values["currency"], values["renewal_on"]) == (1_250_000, "CHF", date(2027, 3, 31))


def test_pipes_part_columns_too() -> None:
    read = read_file(PIPES)
    assert read.shape.dialect.delimiter == "|"
    assert read.good[0].values["words"] == "a, b; c"


def test_a_line_that_names_the_delimiter_is_taken_at_its_word() -> None:
    read = read_file(SAID)
    assert read.shape.dialect == Dialect("utf-8", ";", 1)
    assert read.good[0].values["about"] == "a;b"


def test_line_ends_of_an_old_mac_are_line_ends() -> None:
    assert [line.line for line in read_file(MAC).good] == [2, 3]


def test_letters_far_down_the_file_still_tell_its_encoding() -> None:
    lines = "".join(f"Northwind;2026-10-01;call {n};Dana Wu\r\n" for n in range(4000))
    data = f"Customer;Date;Notes;Attendees\r\n{lines}Müller;2026-10-01;x;Jörg\r\n".encode("cp1252")
    read = read_file(data)
    assert (read.good[-1].account, read.bad) == ("Müller", [])
    assert read_file(data.decode("cp1252").encode()).good[-1].account == "Müller"


def test_a_title_above_the_header_is_no_header() -> None:
    read = read_file("Support report, Q3\n\nCustomer,Subject,Created at,Solved at\nNorthwind,Export,2026-10-01,\n")
    assert read.shape.header == ("Customer", "Subject", "Created at", "Solved at")
    assert read.good[0].line == 4


def test_the_same_file_reads_the_same_twice() -> None:
    data = GERMAN.encode("cp1252")
    assert read_file(data, NOTHING_SAID) == read_file(data, NOTHING_SAID)
