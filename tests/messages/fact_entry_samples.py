"""Facts noted by hand, as they are said back and as their forms stand."""

from __future__ import annotations

from datetime import UTC, date, datetime

from reviews.customer import Contact
from reviews.fact_entry_touch import Somebody, TouchWords
from reviews.facts import Direction, FactKind, Incident, KeyAction, TookPart, Touch, TouchKind, UsageSnapshot
from reviews.messages import ids
from reviews.messages.fact_forms import FactForm, fact_form, withdraw_form
from reviews.messages.fact_said import (
    Teller,
    incident_noted,
    not_noted,
    nothing_noted,
    taken_back,
    touch_noted,
    usage_noted,
)
from reviews.messages.parts import button
from tests.messages.nudge_samples import Sample

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
TELLER = Teller("Northwind", TODAY, UTC, "press.1")


def incident(what: str = "Month-end export failed", **fields: object) -> Incident:
    """I-7, as Nina noted it this morning."""
    known: dict[str, object] = {
        "started_at": datetime(2026, 11, 22, 14, 0, tzinfo=UTC),
        "fixed_at": datetime(2026, 11, 22, 16, 30, tzinfo=UTC),
        "felt_by": "finance",
        "workflow": "exports",
    }
    origin = {"source": "slack", "source_id": "7", "as_of": AT, "noted_by": "U1", "noted_at": AT}
    return Incident("T1", 7, 1, what, **{**known, **origin, **fields})  # type: ignore[arg-type]


def usage(day: date = TODAY, **fields: object) -> UsageSnapshot:
    """What was typed of the whole account's use."""
    known: dict[str, object] = {"seats": 40, "active_30": 31, "active_90": 35}
    origin = {"source": "slack", "source_id": "3", "as_of": AT, "noted_by": "U1", "noted_at": AT}
    return UsageSnapshot("T1", 3, 1, day, 30, **{"team": "", **known, **origin, **fields})  # type: ignore[arg-type]


def touch() -> Touch:
    """One row of a conversation."""
    return Touch("T1", 5, 1, AT, "Dana Wu", TouchKind.CALL, Direction.BOTH, "slack", "5", AT, "U1", AT)


def words(*names: str, took_part: TookPart | None = None, about: str | None = None) -> TouchWords:
    """A call with these people."""
    who = tuple(Somebody(name, Contact("T1", 1, 1, name, "U1", AT) if name == "Dana Wu" else None) for name in names)
    return TouchWords(who, TouchKind.CALL, Direction.BOTH, took_part, AT, ours=("U1", "U2"), about=about)


ACTIONS = (KeyAction("reports", 1.0, 6), KeyAction("exports", 4.0, 2))
NAMES = {"U1": "Nina", "U2": "Omar"}
ABOUT = {"account": 1, "kind": "incident"}
FACT_ENTRY_SAMPLES: dict[str, Sample] = {
    "noted incident": lambda: incident_noted(incident(), TELLER),
    "noted incident again": lambda: incident_noted(
        incident(fixed_at=None, acknowledged_at=datetime(2026, 11, 22, 14, 10, tzinfo=UTC)), TELLER, times=2
    ),
    "noted incident by its day": lambda: incident_noted(incident(fixed_at=None, day_only=True, workflow=None), TELLER),
    "noted incident changed": lambda: incident_noted(incident(felt_by=None), TELLER, note="Changed:"),
    "noted nothing": lambda: nothing_noted("Northwind", TODAY),
    "noted usage": lambda: usage_noted([(usage(key_actions=ACTIONS), usage(date(2026, 8, 25), active_30=36))], TELLER),
    "noted usage of teams": lambda: usage_noted(
        [(usage(team="finance", seats=12, active_30=9, active_90=None), None)], TELLER
    ),
    "noted touch": lambda: touch_noted(words("Dana Wu", about="Asked for exports"), touch(), TELLER, NAMES),
    "noted touch with somebody new": lambda: touch_noted(
        words("Dana Wu", "Ana Ruiz"),
        touch(),
        Teller("Northwind", TODAY, UTC, "press.1", buttons=(button("Add Ana Ruiz", ids.CONTACT_EDIT, ABOUT),)),
        NAMES,
    ),
    "noted touch declined": lambda: touch_noted(words("Dana Wu", took_part=TookPart.DECLINED), touch(), TELLER, NAMES),
    "noted touch nobody": lambda: touch_noted(words("", took_part=TookPart.ABSENT), touch(), TELLER, NAMES),
    "fact taken back": lambda: taken_back("*I-7* Month-end export failed"),
    "fact not noted yet": lambda: not_noted("When did it start?", FactKind.INCIDENT, {"draft": "k1"}),
    "form of an incident": lambda: fact_form(
        FactForm(FactKind.INCIDENT, ABOUT, "Northwind", {"what": "Exports down"}, ("When did it start?",))
    ),
    "form of usage that is asked about": lambda: fact_form(
        FactForm(
            FactKind.USAGE,
            {"kind": "usage"},
            None,
            {"active30": "45", "seats": "40"},
            question="45 people active in 30 days are more than 40 seats. Is it so?",
        )
    ),
    "form of a touch changed": lambda: fact_form(
        FactForm(FactKind.TOUCH, {**ABOUT, "fact": 5}, "Northwind", {"who": "Dana Wu", "kind": "call"})
    ),
    "form of a fact from elsewhere": lambda: withdraw_form(
        FactKind.INCIDENT, "*I-7* Export failed", "Zendesk", {**ABOUT, "fact": 7}
    ),
}
