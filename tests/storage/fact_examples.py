"""Facts to store, with ids and words to choose."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from reviews.facts import (
    ContractFact,
    Direction,
    FactKind,
    Incident,
    KeyAction,
    SourceRead,
    SurveyAnswer,
    SurveyKind,
    Ticket,
    TicketKind,
    Touch,
    TouchKind,
    UsageSnapshot,
)
from reviews.imports.model import FileImport, ImportKind, ImportState
from tests.storage.examples import NOW, WS

DAY = timedelta(days=1)
TODAY = NOW.date()


def _origin(number: int, **fields: Any) -> dict[str, Any]:
    origin = {"source": "zendesk", "source_id": f"z{number}", "as_of": NOW, "noted_by": "U1", "noted_at": NOW}
    return {"account_id": 1} | origin | fields


def incident(number: int = 1, ws: str = WS, **fields: Any) -> Incident:
    given = {"what": "Month-end export failed", "started_at": NOW - 9 * DAY, "workflow": "exports"}
    return Incident(ws, number, **_origin(number, **(given | fields)))


def usage(number: int = 1, ws: str = WS, **fields: Any) -> UsageSnapshot:
    given = {
        "ends_on": TODAY - 24 * DAY,
        "days": 31,
        "team": "",
        "seats": 40,
        "active_30": 31,
        "active_90": 35,
        "key_actions": (KeyAction("Reports", 12.0, 6), KeyAction("Exports", None, 1)),
    }
    return UsageSnapshot(ws, number, **_origin(number, **(given | fields)))


def ticket(number: int = 1, ws: str = WS, **fields: Any) -> Ticket:
    given = {"subject": "Export by cost centre", "opened_at": NOW - 20 * DAY, "kind": TicketKind.DATA}
    return Ticket(ws, number, **_origin(number, **(given | fields)))


def touch(number: int = 1, ws: str = WS, **fields: Any) -> Touch:
    given = {"at": NOW - 12 * DAY, "person": "Dana Brooks", "kind": TouchKind.CALL, "direction": Direction.BOTH}
    return Touch(ws, number, **_origin(number, **(given | fields)))


def survey(number: int = 1, ws: str = WS, **fields: Any) -> SurveyAnswer:
    given = {"at": NOW - 40 * DAY, "survey": SurveyKind.NPS, "score": 9.0, "best": 10.0, "words": "Does what it should"}
    return SurveyAnswer(ws, number, **_origin(number, **(given | fields)))


def contract(number: int = 1, ws: str = WS, **fields: Any) -> ContractFact:
    given = {"starts_on": TODAY - 300 * DAY, "renews_on": TODAY + 65 * DAY, "value": 120_000, "currency": "EUR"}
    return ContractFact(ws, number, **_origin(number, **(given | fields)))


def source_read(ws: str = WS, **fields: Any) -> SourceRead:
    given = {"kind": FactKind.INCIDENT, "source": "zendesk", "account_id": 0}
    given |= {"read_at": NOW, "covers_until": TODAY, "by": "U1"}
    return SourceRead(ws, **(given | fields))


def file_import(number: int = 1, ws: str = WS, **fields: Any) -> FileImport:
    given = {"name": "tickets.csv", "state": ImportState.DONE, "by": "U1", "at": NOW}
    given |= {"kind": ImportKind.TICKETS, "source": "zendesk", "file_id": f"F{number}", "ended_at": NOW}
    return FileImport(ws, number, **(given | fields))


def one_of_each(ws: str = WS, **fields: Any) -> list[Any]:
    """A fact of each kind."""
    return [make(ws=ws, **fields) for make in (incident, usage, ticket, touch, survey, contract)]
