"""Values to store: one account's review, gap and action, with ids and words to choose."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from reviews.asks import Ask, AskKind, AskState, Nudge
from reviews.customer import Contact, GapAccount, Goal, GoalReading, Handover
from reviews.decision import Change, Decision
from reviews.model import (
    Account,
    Action,
    ActionState,
    Carried,
    CarriedKind,
    ChecklistMark,
    Gap,
    GapState,
    MarkColour,
    Person,
    Question,
    Review,
    ReviewState,
    Severity,
    Step,
    StepName,
)
from reviews.preferences import Preferences
from reviews.rights import Reach, Role, RoleKind
from storage.database import Database
from storage.record import record
from storage.values import Answered, AnswerState, Draft

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
WS = "T1"


def account(number: int = 1, ws: str = WS, **fields: Any) -> Account:
    given = {"name": f"Northwind {number}", "owner": "U1", "channel": f"C{number}"} | fields
    return Account(ws, number, created_at=NOW, **given)


def person(user_id: str = "U1", ws: str = WS, **fields: Any) -> Person:
    return Person(ws, user_id, **({"handle": "nina", "real_name": "Nina Berg"} | fields))


def review(number: int = 1, ws: str = WS, **fields: Any) -> Review:
    given = {
        "account_id": 1,
        "channel": "C1",
        "quarter": "2026-Q4",
        "state": ReviewState.OPEN,
        "facilitator": "U1",
        "started_at": NOW,
    }
    return Review(ws, number, **(given | fields))


def step(name: StepName = StepName.GOALS, ws: str = WS, review_id: int = 1, **fields: Any) -> Step:
    return Step(ws, review_id, name, **fields)


def mark(question: Question = Question.USAGE, ws: str = WS, review_id: int = 1, **fields: Any) -> ChecklistMark:
    given = {"colour": MarkColour.GREEN, "evidence": "14 of 40 seats", "by": "U1", "at": NOW}
    return ChecklistMark(ws, review_id, question, **(given | fields))


def carried(kind: CarriedKind = CarriedKind.GAP, ref: str = "1", ws: str = WS, review_id: int = 1) -> Carried:
    return Carried(ws, review_id, kind, ref)


def gap(number: int = 1, ws: str = WS, **fields: Any) -> Gap:
    given = {
        "account_id": 1,
        "review_id": None,
        "what": "Month-end export fails",
        "affects": "finance",
        "frequency": "twice a week",
        "severity": Severity.BLOCKS,
        "owner": "U1",
        "update_on": date(2026, 12, 4),
        "reason": "exports",
        "state": GapState.OPEN,
        "logged_by": "U1",
        "logged_at": NOW,
        "touched_at": NOW,
    }
    return Gap(ws, number, **(given | fields))


def action(number: int = 1, ws: str = WS, **fields: Any) -> Action:
    due = fields.pop("due", date(2026, 12, 4))
    given = {
        "account_id": 1,
        "review_id": None,
        "what": "Nina sends the checklist",
        "owner": "U1",
        "due": due,
        "first_due": due,
        "state": ActionState.OPEN,
        "logged_by": "U1",
        "logged_at": NOW,
        "touched_at": NOW,
    }
    return Action(ws, number, **(given | fields))


def draft(token: str = "d1", ws: str = WS, **fields: Any) -> Draft:
    return Draft(ws, token, **({"user_id": "U1", "kind": "gap", "payload": {"what": "x"}, "created_at": NOW} | fields))


def ask(subject: str = "A-1", ws: str = WS, **fields: Any) -> Ask:
    """A question that waits; its id is the database's to give."""
    given = {
        "id": 0,
        "user_id": "U1",
        "kind": AskKind.DUE,
        "about": "2026-12-04",
        "not_before": NOW,
        "state": AskState.WAITING,
        "created_at": NOW,
    }
    return Ask(ws, subject=subject, **(given | fields))


def nudge(number: int = 1, ws: str = WS, **fields: Any) -> Nudge:
    return Nudge(ws, number, **({"user_id": "U1", "day": NOW.date(), "created_at": NOW} | fields))


def answer(ts: str = "18.1", ws: str = WS, **fields: Any) -> Answered:
    given = {"channel": "D1", "user_id": "U1", "text": "1 done", "state": AnswerState.RECORDED, "at": NOW}
    return Answered(ws, ts=ts, **(given | fields))


def preferences(user_id: str = "U1", ws: str = WS, **fields: Any) -> Preferences:
    return Preferences(ws, user_id, **fields)


def contact(number: int = 1, ws: str = WS, **fields: Any) -> Contact:
    given = {"account_id": 1, "name": "Dana Wu", "added_by": "U1", "added_at": NOW} | fields
    return Contact(ws, number, **given)


def goal(number: int = 1, ws: str = WS, **fields: Any) -> Goal:
    given = {"account_id": 1, "what": "Close the month in ten minutes", "set_by": "U1", "set_at": NOW} | fields
    return Goal(ws, number, **given)


def goal_reading(value: float = 22, ws: str = WS, **fields: Any) -> GoalReading:
    return GoalReading(ws, value=value, **({"goal_id": 1, "day": NOW.date(), "by": "U1", "at": NOW} | fields))


def gap_account(account_id: int = 2, ws: str = WS, gap_id: int = 1, **fields: Any) -> GapAccount:
    return GapAccount(ws, gap_id, account_id, **({"added_by": "U1", "added_at": NOW} | fields))


def handover(number: int = 1, ws: str = WS, **fields: Any) -> Handover:
    return Handover(ws, number, **({"leaver": "U9", "manager": "U1", "at": NOW} | fields))


def role(user_id: str = "U1", ws: str = WS, **fields: Any) -> Role:
    given = {"kind": RoleKind.LEADER, "given_by": "U8", "given_at": NOW, "reach": Reach.ALL}
    return Role(ws, user_id, **(given | fields))


def new(*values: Any) -> Decision:
    """A decision that makes these records."""
    return Decision(tuple(Change(None, value) for value in values))


def turned(before: Any, after: Any, why: str | None = None) -> Decision:
    """A decision that changes one record."""
    return Decision((Change(before, after, why),))


async def keep(db: Database, *values: Any, ws: str = WS) -> None:
    """Stores new records, all touched at NOW."""
    async with db.write() as tx:
        await record(tx, ws, new(*values), by="U1", now=NOW)
