"""A history in words: every kind, every field, and what is said of a change."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from reviews.audit_entry import AuditEntry
from reviews.facts import FactKind
from reviews.history import Lookup, change_words, people_in, sentence, subject_words
from reviews.history_facts import FACT_FIELDS, fact_name
from reviews.history_fields import FIELDS, MADE
from reviews.model import Account
from storage.audit import KINDS
from storage.record import STAMPED
from tests.builders import WS, account, gap
from tests.messages.fact_list_samples import PAGES

AT = datetime(2026, 11, 24, 13, 2, tzinfo=UTC)
LOOK = Lookup(
    date(2026, 11, 24),
    {"U1": "Nina", "U2": "Omar", "holdfast": "Holdfast"},
    {1: "Northwind"},
    {
        **{("contact", "3"): "Dana Brooks", ("goal", "2"): "Fewer manual steps", ("review", "7"): "of Q4 2026"},
        **{("usage", "7"): "until Sun 22 Nov", ("ticket", "7"): "“Export by cost centre”"},
        **{("touch", "7"): "with Dana, Tue 17 Nov", ("import", "7"): "tickets.csv"},
    },
    ZoneInfo("Europe/Berlin"),
)


def told(kind: str, before: dict[str, Any], after: dict[str, Any], ref: str = "34", **more: Any) -> str:
    entry = AuditEntry(WS, 1, AT, more.pop("by", "U1"), kind, ref, before, after, **more)
    return sentence(entry, LOOK).partition(" · ")[2]


def test_every_field_of_every_kind_that_the_trail_can_hold_has_words() -> None:
    for value, kind in KINDS.items():
        kept = {each.name for each in fields(value)} - {"workspace_id", *STAMPED}
        known = FIELDS[kind].keys() - set(STAMPED)
        assert kept == known, f"{kind}: without words {kept - known}, not there any more {known - kept}"
        assert kind in MADE


@pytest.mark.parametrize("kind", sorted(FIELDS))
def test_every_field_is_said_when_set_changed_and_taken_away_whatever_stands_in_it(kind: str) -> None:
    odd: list[Any] = ["2026-12-02", "2026-11-24T13:02:00+00:00", "U1", 7, 1.5, True, False, "<!channel> *x*", ""]
    for name in FIELDS[kind]:
        for value in odd:
            for before, after in (({}, {name: value}), ({name: None}, {name: value}), ({name: value}, {name: None})):
                ref = "34" if kind in {"action", "gap"} else "7/usage"
                said = told(kind, before, after, ref)
                assert said.startswith("Nina ")
                assert len(said) > len("Nina ") + 3
                assert "<!" not in said
                assert "None" not in said


@pytest.mark.parametrize(
    ("kind", "before", "after", "why", "words"),
    [
        (
            "action",
            {"due": "2026-11-27", "moves": 0},
            {"due": "2026-12-02", "moves": 1},
            "legal is late",
            "Nina moved it from Fri 27 Nov to Wed 2 Dec: legal is late",
        ),
        ("action", {"owner": "U1"}, {"owner": "U2"}, None, "Nina handed it from Nina to Omar"),
        (
            "action",
            {"state": "open", "ended_at": None, "ended_by": None},
            {"state": "done", "ended_at": "2026-11-24T13:02:00+00:00", "ended_by": "U1"},
            None,
            "Nina finished it",
        ),
        (
            "action",
            {"state": "blocked", "blocked_by": "U2", "wake_on": "2026-12-02"},
            {"state": "open", "blocked_by": None, "wake_on": None},
            "unblocked",
            "Nina cleared what stood in its way, took away who blocks it (Omar) and took away the day it comes back "
            "(Wed 2 Dec)",
        ),
        ("action", {"helped": None}, {"helped": False}, None, "Nina found that it did not change much"),
        (
            "action",
            {"due": "2026-12-02"},
            {"due": "2026-11-27"},
            "undone",
            "Nina undid it: moved it from Wed 2 Dec to Fri 27 Nov",
        ),
        (
            "gap",
            {"severity": "slows"},
            {"severity": "blocks"},
            None,
            "Nina changed weight from slows work to blocks work",
        ),
        ("gap", {"update_on": None}, {"update_on": "2026-12-02"}, None, "Nina set its next update for Wed 2 Dec"),
        ("account", {"arr": 90000}, {"arr": 120000}, None, "Nina changed yearly revenue from 90,000 to 120,000"),
        ("account", {"owner": "U1"}, {"owner": "U2"}, None, "Nina handed the account from Nina to Omar"),
        ("account", {"is_private": False}, {"is_private": True}, None, "Nina made it private"),
        (
            "account",
            {"shared_channel": None},
            {"shared_channel": "C0SHARED"},
            None,
            "Nina set channel shared with the customer to <#C0SHARED>",
        ),
        ("account", {"paused_at": "2026-11-20T09:00:00+00:00"}, {"paused_at": None}, None, "Nina ended the pause"),
        (
            "contact",
            {"champion": True},
            {"champion": False},
            None,
            "Nina took away the champion mark (contact Dana Brooks)",
        ),
        (
            "contact",
            {"left_on": None},
            {"left_on": "2026-11-20"},
            None,
            "Nina noted that they left Fri 20 Nov (contact Dana Brooks)",
        ),
        (
            "goal",
            {"target": 12.5},
            {"target": 10.0},
            None,
            "Nina changed target from 12.5 to 10 (goal Fewer manual steps)",
        ),
        (
            "reading",
            {},
            {"goal_id": 2, "day": "2026-11-24", "value": 11.0},
            None,
            "Nina noted where it stands: value 11 (Fewer manual steps, 2026-11-24)",
        ),
        (
            "step",
            {"state": "open", "note": None},
            {"state": "skipped", "note": "no time"},
            None,
            "Nina skipped it and set note to “no time” (step usage)",
        ),
        ("mark", {"colour": "green"}, {"colour": "red"}, None, "Nina changed mark from green to red (mark on usage)"),
        (
            "review",
            {"facilitator": "U1"},
            {"facilitator": "U2"},
            None,
            "Nina handed the lead from Nina to Omar (review of Q4 2026)",
        ),
        (
            "role",
            {},
            {"user_id": "U2", "kind": "leader", "reach": "reports"},
            None,
            "Nina gave it: person Omar, right leader, customers looked after reports (leader: Omar)",
        ),
        ("preferences", {"manager": None}, {"manager": "U2"}, None, "Nina set manager to Omar"),
        (
            "incident",
            {"fixed_at": None, "as_of": "2026-11-20T09:00:00+00:00"},
            {"fixed_at": "2026-11-24T13:02:00+00:00", "as_of": "2026-11-24T13:02:00+00:00"},
            None,
            "Nina set the fix to Tue 24 Nov 14:02 (I-7)",
        ),
        (
            "incident",
            {"what": "Export failed", "felt_by": None},
            {"what": "Month-end export failed", "felt_by": "finance"},
            None,
            "Nina changed words from “Export failed” to “Month-end export failed” and set felt by to “finance” (I-7)",
        ),
        (
            "incident",
            {"withdrawn_at": None},
            {"withdrawn_at": "2026-11-24T13:02:00+00:00"},
            None,
            "Nina took it back (I-7)",
        ),
        (
            "incident",
            {"withdrawn_at": "2026-11-24T13:02:00+00:00"},
            {"withdrawn_at": None},
            "undone",
            "Nina undid it: put it back (I-7)",
        ),
        (
            "usage",
            {"active_30": 26, "key_actions": []},
            {"active_30": 0, "key_actions": [["exports", 4.0, 2], ["reports", None, 1], ["imports", None, None]]},
            None,
            "Nina changed people active in 30 days from 26 to 0 and changed done each week from nothing to "
            "“exports” 4 times by 2 people, “reports” by 1 person, “imports” (usage until Sun 22 Nov)",
        ),
        (
            "ticket",
            {"solved_at": None},
            {"solved_at": "2026-11-24T13:02:00+00:00"},
            None,
            "Nina set the solution to Tue 24 Nov 14:02 (ticket “Export by cost centre”)",
        ),
        (
            "touch",
            {"ours": "U1", "took_part": None},
            {"ours": "U2", "took_part": "declined"},
            None,
            "Nina changed on our side from Nina to Omar and set what came of it to declined "
            "(touch with Dana, Tue 17 Nov)",
        ),
        ("survey", {"score": 9.0}, {"score": 7.5}, None, "Nina changed score from 9 to 7.5 (survey 7)"),
        (
            "contract",
            {"renews_on": "2026-12-01"},
            {"renews_on": "2026-12-31"},
            None,
            "Nina moved the renewal from Tue 1 Dec to Thu 31 Dec (contract 7)",
        ),
        (
            "source_read",
            {"covers_until": "2026-11-20"},
            {"covers_until": "2026-11-24"},
            None,
            "Nina noted that it reaches to Tue 24 Nov (incident, typed here)",
        ),
        ("import", {"state": "confirmed"}, {"state": "done"}, None, "Nina brought it in (file tickets.csv)"),
        ("handover", {"version": 1}, {"version": 2}, None, "Nina changed state of the message from 1 to 2"),
    ],
)
def test_a_change_is_one_sentence(
    kind: str, before: dict[str, Any], after: dict[str, Any], why: str | None, words: str
) -> None:
    refs = {"contact": "3", "goal": "2", "reading": "2/2026-11-24", "step": "7/usage", "mark": "7/usage"}
    refs |= dict.fromkeys(FACT_FIELDS, "7") | {"source_read": "incident/slack/1"}
    ref = refs.get(kind, {"review": "7", "role": "U2/leader", "preferences": "U1"}.get(kind, "34"))
    assert told(kind, before, after, ref, why=why) == words


def test_the_moment_is_its_readers_own() -> None:
    entry = AuditEntry(WS, 1, AT, "U1", "action", "34", {"owner": "U1"}, {"owner": "U2"})
    assert sentence(entry, LOOK).startswith("Tue 24 Nov 14:02 · ")
    late = AuditEntry(WS, 1, AT + timedelta(hours=10), "U1", "action", "34", {"owner": "U1"}, {"owner": "U2"})
    assert sentence(late, LOOK).startswith("Wed 25 Nov 00:02 · ")


def test_something_new_says_what_it_was_made_with_and_no_bookkeeping() -> None:
    made = {
        "id": 34,
        "account_id": 1,
        "what": "Fix it",
        "owner": "U2",
        "due": "2026-12-02",
        "state": "open",
        "moves": 0,
    }
    assert told("action", {}, made) == "Nina logged it: customer Northwind, “Fix it”, owner Omar, due Wed 2 Dec"


def test_a_fact_typed_by_hand_says_what_was_noted_and_no_bookkeeping() -> None:
    made = {
        **{"id": 7, "account_id": 1, "what": "Export failed", "started_at": "2026-11-24T08:00:00+00:00"},
        **{"source": "slack", "source_id": "7", "as_of": "2026-11-24T13:02:00+00:00", "noted_by": "U1"},
        **{"noted_at": "2026-11-24T13:02:00+00:00", "workflow": "month-end export", "day_only": False},
    }
    assert told("incident", {}, made, "7") == (
        "Nina noted an incident: customer Northwind, “Export failed”, beginning Tue 24 Nov 09:00, "
        "workflow “month-end export” (I-7)"
    )


def test_that_nobody_is_active_is_said_of_what_was_noted() -> None:
    made = {"ends_on": "2026-11-22", "days": 30, "team": "", "active_30": 0, "key_actions": []}
    assert told("usage", {}, made, "7") == (
        "Nina noted how they use it: until Sun 22 Nov, days 30, people active in 30 days 0 (usage until Sun 22 Nov)"
    )


def test_what_a_file_changed_is_told_with_the_name_of_the_file_where_that_is_known() -> None:
    solved: tuple[dict[str, Any], dict[str, Any]] = ({"reopened": 0}, {"reopened": 1})
    assert told("ticket", *solved, "7", deed="import:7").endswith(
        "from 0 to 1 (ticket “Export by cost centre”), from tickets.csv"
    )
    assert told("ticket", *solved, "7", deed="import:9").endswith(", from file 9")
    assert "from " not in told("ticket", *solved, "7", deed="k1").partition("from 0 to 1")[2]


def test_a_fact_is_named_by_what_tells_it_from_others_of_its_kind() -> None:
    named = {kind: fact_name(facts[0], LOOK.today) for kind, facts in PAGES.items()}
    assert named == {
        FactKind.INCIDENT: "I-7",
        FactKind.USAGE: "until Sun 22 Nov",
        FactKind.TICKET: "“Export by cost centre”",
        FactKind.TOUCH: "with Dana Brooks, Tue 17 Nov",
        FactKind.SURVEY: "answer of Dana Brooks, Tue 17 Nov",
        FactKind.CONTRACT: "until Fri 1 Jan",
    }
    assert fact_name(PAGES[FactKind.USAGE][1], LOOK.today) == "of Finance until Sun 22 Nov"
    assert fact_name(account(), LOOK.today) is None
    assert subject_words("usage", "2", PAGES[FactKind.USAGE][1], LOOK) == "usage of Finance until Sun 22 Nov"


def test_a_reason_that_a_field_holds_is_said_once() -> None:
    after = {"state": "abandoned", "ended_why": "no time"}
    said = told("review", {"state": "open", "ended_why": None}, after, "7", why="no time")
    assert said.count("no time") == 1


def test_a_customer_whose_name_the_reader_may_not_know_is_not_named() -> None:
    assert "Kestrel" not in told("gap_account", {}, {"gap_id": 4, "account_id": 9}, "4/9")
    assert told("gap_account", {}, {"gap_id": 4, "account_id": 9}, "4/9").endswith("customer 9 (customer 9)")


def test_what_people_typed_cannot_format_or_ping() -> None:
    said = told("gap", {"what": "x"}, {"what": "*bold* <!channel> <@U9>"}, why="_so_")
    assert "<!channel>" not in said
    assert "<@U9>" not in said
    assert "*bold*" not in said


def test_a_field_nobody_knows_any_more_is_still_told() -> None:
    assert told("action", {"colour": "red"}, {"colour": "blue"}) == "Nina changed detail from red to blue"


def test_everybody_named_is_found_so_that_they_can_be_called_by_name() -> None:
    entries = [
        AuditEntry(WS, 1, AT, "U1", "account", "1", {"owner": "U5"}, {"owner": "U2", "is_private": True}),
        AuditEntry(WS, 2, AT, "U1", "contact", "1", {"sponsor": False}, {"sponsor": True}),
        AuditEntry(WS, 3, AT, "U1", "role", "U7/admin", {}, {"kind": "admin"}),
        AuditEntry(WS, 4, AT, "U1", "touch", "1", {"ours": "U8"}, {"ours": "U9"}),
    ]
    assert people_in(entries) == {"U1", "U2", "U5", "U7", "U8", "U9"}


def test_two_records_side_by_side_are_said_the_same_way() -> None:
    before = account(owner="U1")
    after = account(owner="U2")
    assert change_words("account", before, after, LOOK) == "handed the account from Nina to Omar"
    assert subject_words("account", "1", after, LOOK) == "Northwind"
    assert subject_words("gap", "4", gap(4), LOOK) == "G-4"
    assert isinstance(after, Account)
