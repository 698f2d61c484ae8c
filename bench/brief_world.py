"""A customer with three years of facts, and twenty smaller ones beside it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from reviews.customer import Contact, Level
from reviews.decision import Change, Decision
from reviews.facts import (
    ContractFact,
    Direction,
    Fact,
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
from reviews.model import (
    Account,
    Action,
    ActionState,
    ChecklistMark,
    Gap,
    GapState,
    MarkColour,
    Person,
    Question,
    Review,
    ReviewState,
)
from storage import people, source_reads
from storage.database import Database
from storage.record import record
from storage.rows import TABLES, to_row

WS, NINA = "T1", "U1"
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
INCIDENTS, TEAMS, MONTHS, TICKETS, TOUCHES, SURVEYS = 150, 40, 36, 9_000, 3_000, 400
OTHERS = 20
"""Other customers, each with a tenth of that and without use by team."""
_MINUTES = 3 * 365 * 24 * 60
_VOCABULARY = (
    "export invoice login report role import slow totals sync page filter user price site file cost tax batch "
    "order stock label printer upload column header rounding currency discount refund approval manager team "
    "shift break holiday payroll bonus mileage receipt photo scan barcode pallet dock route driver fuel depot "
    "customs carrier tracking address postcode region country language font template signature contract clause "
    "renewal seat licence password token browser tablet offline cache backup restore archive search sort chart "
    "axis legend colour button menu shortcut keyboard mouse scroll zoom map pin distance weight volume unit "
    "decimal comma date calendar week month quarter deadline reminder e-mail attachment folder link permission "
    "owner guest group comment mention draft publish preview version history undo duplicate merge split delete "
    "confirm cancel timeout error crash freeze "
)
_WORDS = _VOCABULARY.split()
_OFTEN, _ASKED = 0.6, 300
"""So many tickets ask one of so many things that others asked too."""
_FLOWS = ("month-end export", "site sign-off", "invoice import", "roles", "payroll")


async def fill(db: Database) -> None:
    """Customer 1 with all of it, and the others."""
    async with db.write() as tx:
        await people.save(tx, Person(WS, NINA, "nina", "Nina Berg", time_zone="Europe/Berlin"))
        await record(tx, WS, Decision(tuple(Change(None, each) for each in _deeds())), by=NINA, now=NOW)
        await source_reads.upsert(tx, [SourceRead(WS, kind, "desk", 0, NOW, TODAY, NINA) for kind in FactKind])
    rows: dict[type, list[Fact]] = {}
    for fact in _facts(random.Random(5)):
        rows.setdefault(type(fact), []).append(fact)
    for kind, facts in rows.items():
        async with db.write() as tx:
            await tx.execute(insert(TABLES[kind]), [to_row(each) for each in facts])
    async with db.write() as tx:
        await tx.exec_driver_sql("ANALYZE")


def _deeds() -> Iterator[Any]:
    """The customers, and of the first its people, a closed review, what that promised, and what is open."""
    for number in range(1, OTHERS + 2):
        yield Account(WS, number, f"Customer {number}", NINA, f"C{number}", next_review_on=TODAY + timedelta(days=2))
    for number in range(1, 31):
        yield Contact(WS, number, 1, f"Person {number}", level=list(Level)[number % 3], added_by=NINA, added_at=NOW)
    ended = NOW - timedelta(days=89)
    yield Review(
        WS, 1, 1, "C1", "Q3 2026", ReviewState.CLOSED, NINA, ended - timedelta(hours=1), ended_at=ended, ended_by=NINA
    )
    for question in Question:
        yield ChecklistMark(WS, 1, question, MarkColour.YELLOW, "11 of 40 seats active in 30 days", NINA, ended)
    for number in range(1, 13):
        due, state = TODAY + timedelta(days=number * 3 - 20), ActionState.DONE if number % 2 else ActionState.OPEN
        what = f"Sends the revised checklist, part {number}, to everybody who trains clerks"
        yield Action(WS, number, 1, 1, what, NINA, due, due, state, NINA, ended, moves=number % 3)
    for number in range(1, 6):
        gap: dict[str, Any] = {"affects": "finance", "frequency": None, "severity": None, "reason": "exports"}
        yield Gap(
            WS, number, 1, 1, f"The export of part {number} fails", owner=NINA, update_on=TODAY, state=GapState.OPEN,
            logged_by=NINA, logged_at=ended, moves=0, **gap,
        )  # fmt: skip


def _subject(dice: random.Random) -> str:
    asked = random.Random(dice.randrange(_ASKED)) if dice.random() < _OFTEN else dice
    return " ".join(asked.choices(_WORDS, k=5)).capitalize()


def _facts(dice: random.Random) -> Iterator[Fact]:
    number = 0
    for account in range(1, OTHERS + 2):
        share = 1 if account == 1 else 10
        for make, many in ((_incident, INCIDENTS), (_ticket, TICKETS), (_touch, TOUCHES), (_survey, SURVEYS)):
            for _ in range(many // share):
                number += 1
                yield make(dice, account, number)
        for month in range(MONTHS):
            for team in ("", *(f"Team {n}" for n in range(1, TEAMS + 1))) if account == 1 else ("",):
                number += 1
                yield _usage(dice, account, number, TODAY - timedelta(days=10 + 30 * month), team)
        number += 1
        yield ContractFact(
            account_id=account, starts_on=date(2023, 11, 1), value=120_000, currency="EUR", **_origin(number, NOW)
        )


def _origin(number: int, at: datetime) -> dict[str, Any]:
    link = f"https://desk.example/records/{number}"
    origin = {"workspace_id": WS, "id": number, "source": "desk", "source_id": f"d{number}", "link": link}
    return {**origin, "as_of": at, "noted_by": NINA, "noted_at": at}


def _moment(dice: random.Random) -> datetime:
    return NOW - timedelta(minutes=dice.randrange(600, _MINUTES))


def _incident(dice: random.Random, account: int, number: int) -> Incident:
    at = _moment(dice)
    took = timedelta(minutes=dice.randrange(5, 600))
    return Incident(
        account_id=account, what=f"{' '.join(dice.choices(_WORDS, k=3))} failed".capitalize(), started_at=at,
        workflow=dice.choice(_FLOWS) if dice.random() < 0.7 else None, acknowledged_at=at + took / 9,
        fixed_at=at + took, felt_by="Finance", **_origin(number, at),
    )  # fmt: skip


def _ticket(dice: random.Random, account: int, number: int) -> Ticket:
    at = _moment(dice)
    solved = None if dice.random() < 0.01 else at + timedelta(minutes=dice.randrange(5, 600))
    return Ticket(
        account_id=account, subject=_subject(dice), opened_at=at,
        kind=dice.choice(list(TicketKind)), first_reply_at=at + timedelta(minutes=5), solved_at=solved,
        requester=f"Person {dice.randrange(1, 31)}", **_origin(number, at),
    )  # fmt: skip


def _touch(dice: random.Random, account: int, number: int) -> Touch:
    at = _moment(dice)
    return Touch(
        account_id=account, at=at, person=f"Person {dice.randrange(1, 31)}", kind=dice.choice(list(TouchKind)),
        direction=dice.choice(list(Direction)), ours=NINA, about=" ".join(dice.choices(_WORDS, k=4)),
        **_origin(number, at),
    )  # fmt: skip


def _survey(dice: random.Random, account: int, number: int) -> SurveyAnswer:
    at, words = _moment(dice), " ".join(dice.choices(_WORDS, k=9))
    return SurveyAnswer(
        account_id=account, at=at, survey=SurveyKind.NPS, score=float(dice.randrange(11)), best=10.0,
        person=f"Person {dice.randrange(1, 31)}", words=words, **_origin(number, at),
    )  # fmt: skip


def _usage(dice: random.Random, account: int, number: int, ends_on: date, team: str) -> UsageSnapshot:
    people = dice.randrange(200, 300) if not team else dice.randrange(2, 12)
    does = tuple(KeyAction(f"{flow} finished", float(dice.randrange(1, 90)), dice.randrange(1, 9)) for flow in _FLOWS)
    return UsageSnapshot(
        account_id=account, ends_on=ends_on, days=30, team=team, seats=people + 40, active_30=people,
        active_90=people + 9, key_actions=does, **_origin(number, datetime(ends_on.year, ends_on.month, 1, tzinfo=UTC)),
    )  # fmt: skip
