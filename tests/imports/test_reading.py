"""Each line becomes a fact's own fields, or is left out with its column, the reason, and what would do."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

import pytest

from reviews.customer import Level
from reviews.facts import Direction, SurveyKind, TicketKind, TookPart, TouchKind
from reviews.imports.cell_error import CellError
from reviews.imports.fields import FIELDS
from reviews.imports.model import BadLine, ImportKind
from reviews.imports.people_cells import read_actions, read_people
from reviews.imports.reading import reader_of
from reviews.imports.shape import shape_of
from reviews.model import Stage
from tests.imports.files import NOW, Read, of, read_file, utc

TICKETS = "Customer,Subject,Created at,Updated at,Solved at,First reply at,Status,Type"
_DAY = "2026-10-01 09:00"


def _one(header: str, line: str, kind: ImportKind) -> dict[str, Any]:
    read = read_file(f"{header}\n{line}\n", of(kind))
    assert read.bad == []
    return read.good[0].values


def _bad(header: str, line: str, kind: ImportKind, good: str = "") -> BadLine:
    read: Read = read_file(f"{header}\n" + (f"{good}\n" if good else "") + f"{line}\n", of(kind))
    assert len(read.bad) == 1
    return read.bad[0]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Incident", TicketKind.PROBLEM),
        ("Bug report", TicketKind.PROBLEM),
        ("how-to", TicketKind.HOW_TO),
        ("Question", TicketKind.HOW_TO),
        ("FEATURE_REQUEST", TicketKind.REQUEST),
        ("vip finance export", TicketKind.DATA),
        ("urgent; cancellation", TicketKind.CONTRACT),
        ("Störung", TicketKind.PROBLEM),
        ("Facturación", TicketKind.CONTRACT),
        ("Question d’utilisation", TicketKind.HOW_TO),
        ("Other", TicketKind.OTHER),
        ("purple", None),
        ("", None),
    ],
)
def test_a_ticket_says_what_it_asks_for(said: str, kind: TicketKind | None) -> None:
    values = _one("Customer,Subject,Created at,Type", f"Northwind,Export,2026-10-01,{said}", ImportKind.TICKETS)
    assert values["kind"] is kind


def test_a_solved_ticket_without_a_day_was_solved_when_it_last_changed() -> None:
    values = _one(TICKETS, f"Northwind,Export,{_DAY},2026-10-03 10:00,,,Closed,", ImportKind.TICKETS)
    assert values["solved_at"] == utc(2026, 10, 3, 10)


def test_a_ticket_that_was_opened_again_is_open() -> None:
    values = _one(TICKETS, f"Northwind,Export,{_DAY},2026-10-04 10:00,2026-10-03 10:00,,Open,", ImportKind.TICKETS)
    assert values["solved_at"] is None


def test_a_solved_ticket_of_which_no_day_is_known_is_a_bad_line() -> None:
    bad = _bad("Customer,Subject,Created at,Status", "Northwind,Export,2026-10-01,Solved", ImportKind.TICKETS)
    assert (bad.column, bad.reason) == (
        "Status",
        "It is solved, but no column says when. Add a column Solved at or Updated at.",
    )


@pytest.mark.parametrize(
    ("kind", "header", "line", "column", "why"),
    [
        (
            ImportKind.TICKETS,
            "Customer,Subject,Created at,Solved at",
            "Northwind,Export,2026-10-02 09:00,2026-10-01 09:00",
            "Solved at",
            "It was solved before it was opened. Correct one of the two.",
        ),
        (
            ImportKind.TICKETS,
            "Customer,Subject,Created at,First reply at",
            "Northwind,Export,2026-10-02,2026-10-01",
            "First reply at",
            "It was answered before it was opened. Correct one of the two.",
        ),
        (
            ImportKind.INCIDENTS,
            "Customer,What,Started at,Acknowledged at",
            "Northwind,Export,2026-10-02 09:00,2026-10-02 08:59",
            "Acknowledged at",
            "It was acknowledged before it began. Correct one of the two.",
        ),
        (
            ImportKind.INCIDENTS,
            "Customer,What,Started at,Resolved at",
            ",Export,2026-10-02 09:00,",
            "Customer",
            "It is empty. Each line needs it.",
        ),
        (
            ImportKind.TOUCHES,
            "Customer,Date,Direction",
            "Northwind,2026-10-02,sideways",
            "Direction",
            "“sideways” is none of both, ours, theirs. Write one of them.",
        ),
        (
            ImportKind.SURVEYS,
            "Company,Date,CSAT",
            "Northwind,2026-10-02,6",
            "CSAT",
            "6 is outside 1 to 5, the scale of CSAT.",
        ),
        (
            ImportKind.SURVEYS,
            "Company,Date,CES",
            "Northwind,2026-10-02,0",
            "CES",
            "0 is outside 1 to 7, the scale of CES.",
        ),
        (
            ImportKind.SURVEYS,
            "Company,Date,NPS",
            "Northwind,2026-10-02,-1",
            "NPS",
            "-1 is outside 0 to 10, the scale of NPS.",
        ),
        (ImportKind.SURVEYS, "Company,Date,NPS", "Northwind,2026-10-02,", "NPS", "It is empty. Each line needs it."),
        (
            ImportKind.ACCOUNTS,
            "Name,Time zone,Owner",
            "Northwind,Mars,",
            "Time zone",
            "“Mars” is no time zone. Write one such as Europe/Berlin.",
        ),
        (
            ImportKind.ACCOUNTS,
            "Name,Stage,Owner",
            "Northwind,purple,",
            "Stage",
            "“purple” is none of gone, leaving, live, onboarding, trial. Write one of them.",
        ),
        (
            ImportKind.ACCOUNTS,
            "Name,ARR,Currency",
            "Northwind,5,Taler",
            "Currency",
            "“Taler” is no currency. Write its three letters, such as EUR.",
        ),
        (
            ImportKind.CONTACTS,
            "Company,Name,Email",
            "Northwind,,",
            "Name",
            "It names nobody. Fill in a name.",
        ),
        (
            ImportKind.ACCOUNTS,
            "Name,Owner",
            f"{'N' * 81},",
            "Name",
            f"“{'N' * 60}…” has 81 letters; at most 80 are kept here.",
        ),
    ],
)
def test_a_line_that_cannot_be_names_its_column_and_why(
    kind: ImportKind, header: str, line: str, column: str, why: str
) -> None:
    bad = _bad(header, line, kind)
    assert (bad.line, bad.column, bad.reason) == (2, column, why)
    assert bad.cells == tuple(line.split(","))


def test_days_alone_are_not_out_of_order_within_one_day() -> None:
    data = f"Customer,Subject,Created at,Solved at\nNorthwind,Export,{_DAY.replace('09', '15')},2026-10-01\n"
    values = read_file(data, of(ImportKind.TICKETS)).good[0].values
    assert values["day_only"] is True
    assert values["solved_at"] >= values["opened_at"]


@pytest.mark.parametrize(
    ("kind_cell", "kind", "direction"),
    [
        ("Inbound call", TouchKind.CALL, Direction.THEIRS),
        ("Outgoing e-mail", TouchKind.EMAIL, Direction.OURS),
        ("EMAIL", TouchKind.EMAIL, Direction.OURS),
        ("Meeting", TouchKind.MEETING, Direction.BOTH),
        ("Vor Ort", TouchKind.VISIT, Direction.BOTH),
        ("Webinar", TouchKind.EVENT, Direction.OURS),
        ("", TouchKind.OTHER, Direction.OURS),
    ],
)
def test_a_talk_says_how_it_was_and_who_reached_out(kind_cell: str, kind: TouchKind, direction: Direction) -> None:
    values = _one("Customer,Date,Type,Notes", f"Northwind,2026-10-01,{kind_cell},x", ImportKind.TOUCHES)
    assert (values["kind"], values["direction"], values["person"]) == (kind, direction, "")


@pytest.mark.parametrize(
    ("said", "took_part", "direction"),
    [
        ("Attended", TookPart.ATTENDED, Direction.BOTH),
        ("declined", TookPart.DECLINED, Direction.OURS),
        ("No-show", TookPart.ABSENT, Direction.OURS),
        ("Scheduled", None, Direction.BOTH),
        ("", None, Direction.BOTH),
    ],
)
def test_an_invitation_that_was_not_kept_reached_out_from_us(
    said: str, took_part: TookPart | None, direction: Direction
) -> None:
    values = _one("Customer,Date,Type,Attendance", f"Northwind,2026-10-01,Meeting,{said}", ImportKind.TOUCHES)
    assert (values["took_part"], values["direction"]) == (took_part, direction)


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("Dana Wu; Bo Lee", ("Dana Wu", "Bo Lee")),
        ("Dana Wu, Bo Lee", ("Dana Wu", "Bo Lee")),
        ("Wu, Dana", ("Wu, Dana",)),
        ("Dana Wu <dana@kestrel.example>; Bo Lee", ("Dana Wu", "Bo Lee")),
        ("dana@kestrel.example, bo@kestrel.example", ("dana@kestrel.example", "bo@kestrel.example")),
        ("Dana Wu | Dana Wu\nBo Lee & Ann", ("Dana Wu", "Bo Lee", "Ann")),
        ("<dana@kestrel.example>", ("dana@kestrel.example",)),
        (" - ", ()),
        ("", ()),
    ],
)
def test_a_cell_may_name_several_people(cell: str, people: tuple[str, ...]) -> None:
    assert read_people(cell) == people


def test_too_many_people_or_actions_in_a_cell_are_refused() -> None:
    with pytest.raises(CellError, match="51 people"):
        read_people(";".join(f"P {n}" for n in range(51)))
    with pytest.raises(CellError, match="21 actions"):
        read_actions(";".join(f"A{n}: 1/week" for n in range(21)))


@pytest.mark.parametrize("cell", ["Reports: many", "Reports: 12/week by everybody", ": 12"])
def test_an_action_that_does_not_read_is_refused(cell: str) -> None:
    with pytest.raises(CellError, match="Reports: 12/week by 6 people"):
        read_actions(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Reports: 12/week by 6 people", ("Reports", 12.0, 6)),
        ("Reports: 12 by 6", ("Reports", 12.0, 6)),
        ("Reports: 1,5 per week", ("Reports", 1.5, None)),
        ("Reports", ("Reports", None, None)),
        ("Reports: by 3 people", ("Reports", None, 3)),
    ],
)
def test_what_is_done_every_week_is_read(cell: str, expected: tuple[str, float | None, int | None]) -> None:
    action = read_actions(cell)[0]
    assert (action.what, action.per_week, action.people) == expected


def test_a_customer_with_a_monthly_amount_is_worth_twelve_of_them() -> None:
    values = _one("Customer name,Account owner,MRR,Status", "Northwind,Nina,€ 1500,Churned", ImportKind.ACCOUNTS)
    assert values == {"name": "Northwind", "owner": "Nina", "arr": 18_000, "currency": "EUR", "stage": Stage.GONE}


def test_a_customer_without_an_amount_has_none() -> None:
    values = _one("Customer name,Account owner,ARR (EUR)", "Northwind,Nina,", ImportKind.ACCOUNTS)
    assert values == {"name": "Northwind", "owner": "Nina", "arr": None}


def test_a_person_is_read_with_level_and_standing() -> None:
    header = "Company,Name,Job title,Level,Champion,Last contacted,Left on"
    values = _one(header, "Northwind,Dana Wu,COO,C-Level,x,2026-10-01,", ImportKind.CONTACTS)
    assert values == {
        "name": "Dana Wu",
        "title": "COO",
        "level": Level.EXECUTIVE,
        "champion": True,
        "heard_on": date(2026, 10, 1),
        "left_on": None,
    }


def test_a_scale_of_its_own_is_kept() -> None:
    values = _one("Company,Date,Survey,Score,Scale", "Northwind,2026-10-01,Other,77,100", ImportKind.SURVEYS)
    assert (values["survey"], values["score"], values["best"]) == (SurveyKind.OTHER, 77.0, 100.0)


def test_only_web_addresses_are_links() -> None:
    head = "Customer,Subject,Created at,URL\n"
    rows = "Northwind,Export,2026-10-01,https://desk.example/t/1\nNorthwind,Import,2026-10-01,javascript:alert(1)\n"
    read = read_file(head + rows, of(ImportKind.TICKETS))
    assert [line.link for line in read.good] == ["https://desk.example/t/1", None]


def test_long_words_are_cut_with_a_mark_and_odd_signs_taken_out() -> None:
    read = read_file(f"Customer,Subject,Created at\nNorthwind,{'x' * 900},2026-10-01\nA,a\x07 b\u200b  c,2026-10-01\n")
    assert read.good[0].values["subject"] == "x" * 499 + "…"
    assert read.good[1].values["subject"] == "a b c"


def test_a_formula_from_our_own_export_comes_back_as_it_was() -> None:
    read = read_file("Customer,Subject,Created at\nNorthwind,'=1+1,2026-10-01\nNorthwind,'t was,2026-10-01\n")
    assert [line.values["subject"] for line in read.good] == ["=1+1", "'t was"]


def test_a_line_says_whose_file_it_is() -> None:
    read = read_file("Slack workspace,Customer,Subject,Created at\nT012,Northwind,Export,2026-10-01\n")
    assert read.good[0].workspace == "T012"


@pytest.mark.parametrize("kind", list(ImportKind))
def test_values_are_a_facts_own_fields_and_nothing_else(kind: ImportKind) -> None:
    cells = {
        "started_at": "2026-10-01", "ends_on": "2026-10-31", "opened_at": "2026-10-01", "at": "2026-10-01",
        "score": "5", "survey": "NPS", "value": "5", "renews_on": "2027-01-01", "active_30": "5",
    }  # fmt: skip
    fields = [name for name, field in FIELDS[kind].items() if name in cells or not field.helps]
    words = {"account": "Northwind", "name": "Dana", "what": "x", "subject": "x"}
    data = f"{','.join(fields)}\n{','.join({**cells, **words}.get(name, '') for name in fields)}\n"
    values = _one(*data.strip().split("\n"), kind)
    kept = {name for name in FIELDS[kind] if not FIELDS[kind][name].helps}
    more = {"day_only"} if kind in {ImportKind.TICKETS, ImportKind.INCIDENTS, ImportKind.TOUCHES} else set()
    assert set(values) <= (kept | more) - {"account", "source_id", "as_of", "link", "workspace"}


def test_what_was_found_is_enough_to_read_the_file_later() -> None:
    data = b"Customer;Date;Notes\nNorthwind;25/04/2026;x\n"
    choices = of(ImportKind.TOUCHES)
    shape = shape_of(lambda: io.BytesIO(data), "a.csv", choices)
    first, second = reader_of(shape, choices, NOW), reader_of(shape, choices, datetime(2026, 12, 1, tzinfo=UTC))
    assert first(2, ["Northwind", "25/04/2026", "x"]) == second(2, ["Northwind", "25/04/2026", "x"])
