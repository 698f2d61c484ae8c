"""Facts of one customer, made short: days are counted from today, Tue 24 Nov 2026."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import count
from typing import Any

from reviews.account_facts import AccountFacts
from reviews.customer import Contact, Level
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
    TookPart,
    Touch,
    TouchKind,
    UsageSnapshot,
)
from tests.builders import NOW, TODAY, WS

_NUMBERS = count(1)
DESK = "https://desk.example/tickets"


def moment(ago: int, hour: float = 9.0) -> datetime:
    """So many days ago, at an hour of UTC."""
    return datetime.combine(TODAY - timedelta(days=ago), time(), UTC) + timedelta(hours=hour)


def _origin(stem: str, **fields: Any) -> dict[str, Any]:
    number = next(_NUMBERS)
    origin = {"source": "zendesk", "source_id": f"{stem}{number}", "as_of": NOW, "noted_by": "U1", "noted_at": NOW}
    return {"workspace_id": WS, "id": number, "account_id": 1, **origin, **fields}


def incident(what: str, ago: int, *, fixed: float | None = 6.0, seen: float | None = 0.5, **fields: Any) -> Incident:
    """`fixed` and `seen`: hours after it began."""
    start = moment(ago)
    ends = {
        "fixed_at": None if fixed is None else start + timedelta(hours=fixed),
        "acknowledged_at": None if seen is None else start + timedelta(hours=seen),
    }
    return Incident(**_origin("i", what=what, started_at=start, **(ends | fields)))


def usage(ago: int, active: int | None, *, seats: int | None = 40, team: str = "", **fields: Any) -> UsageSnapshot:
    given = {"ends_on": TODAY - timedelta(days=ago), "days": 30, "team": team, "seats": seats, "active_30": active}
    return UsageSnapshot(**_origin("u", **(given | fields)))


def months(*active: int, seats: int | None = 40, team: str = "", ago: int = 24, **last: Any) -> list[UsageSnapshot]:
    """A snapshot a month, the last `ago` days ago; `last` holds more about the last."""
    ends = [ago + 30 * (len(active) - 1 - place) for place in range(len(active))]
    made = [usage(day, people, seats=seats, team=team) for day, people in zip(ends[:-1], active[:-1], strict=True)]
    return [*made, usage(ends[-1], active[-1], seats=seats, team=team, **last)]


def ticket(subject: str, ago: int, kind: TicketKind = TicketKind.HOW_TO, *, solved: bool = True, **f: Any) -> Ticket:
    start = moment(ago)
    given = {"subject": subject, "opened_at": start, "kind": kind, "solved_at": moment(ago - 1) if solved else None}
    return Ticket(**_origin("t", **(given | f)))


def touch(person: str, ago: int, **fields: Any) -> Touch:
    given = {"person": person, "at": moment(ago, 14), "kind": TouchKind.CALL, "direction": Direction.BOTH}
    return Touch(**_origin("m", **(given | fields)))


def declined(person: str, ago: int, **fields: Any) -> Touch:
    return touch(person, ago, direction=Direction.OURS, took_part=TookPart.DECLINED, **fields)


def answer(person: str | None, score: float, ago: int = 30, **fields: Any) -> SurveyAnswer:
    given = {"person": person, "score": score, "at": moment(ago), "survey": SurveyKind.NPS, "best": 10.0}
    return SurveyAnswer(**_origin("s", **(given | fields)))


def person(name: str, **fields: Any) -> Contact:
    return Contact(WS, next(_NUMBERS), 1, name, **({"added_by": "U1", "added_at": NOW} | fields))


def executive(name: str, **fields: Any) -> Contact:
    return person(name, level=Level.EXECUTIVE, **fields)


def was_read(kind: FactKind, ago: int = 3, source: str = "zendesk") -> SourceRead:
    return SourceRead(WS, kind, source, 0, NOW, TODAY - timedelta(days=ago), "U1")


def all_read(ago: int = 3) -> tuple[SourceRead, ...]:
    return tuple(was_read(kind, ago) for kind in FactKind)


def facts(*, contract: ContractFact | None = None, **held: Any) -> AccountFacts:
    """What is known; every source was read unless it is said otherwise."""
    known = {"reads": all_read()} | {name: tuple(each) for name, each in held.items()}
    return AccountFacts(TODAY, contract=contract, **known)


def does(what: str, per_week: float | None = None, people: int | None = None) -> KeyAction:
    return KeyAction(what, per_week, people)
