"""What is known of a customer: the overview, pages of each kind and the card of an incident, by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from reviews.customer import Level
from reviews.fact_list import FactPage, Overview, SourceCount
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
    TookPart,
    Touch,
    TouchKind,
    UsageSnapshot,
)
from reviews.messages.fact_lists import (
    incident_card,
    page_message,
    page_view,
    unknown_customer,
)
from reviews.messages.fact_overview import overview_message, overview_view
from reviews.messages.fact_rows import Reader
from tests.builders import NAMES, NOW, TODAY, WS, account, days
from tests.messages.nudge_samples import Sample

BERLIN = ZoneInfo("Europe/Berlin")
LINK = "https://help.example/tickets/4711"
READER = Reader(TODAY, NAMES, BERLIN)
ORIGIN: dict[str, Any] = {
    **{"account_id": 1, "source": "zendesk", "source_id": "4711", "as_of": NOW, "noted_by": "U1", "noted_at": NOW},
    **{"link": LINK, "import_id": 3},
}
TYPED: dict[str, Any] = {
    **ORIGIN,
    "source": "slack",
    "noted_at": NOW - timedelta(days=4),
    "link": None,
    "import_id": None,
}
FAILED = NOW - timedelta(days=7)


def incident(number: int = 7, **fields: Any) -> Incident:
    given = {"what": "Month-end export failed", "started_at": FAILED} | TYPED | fields
    return Incident(WS, number, **given)


def usage(number: int = 1, **fields: Any) -> UsageSnapshot:
    given = {"ends_on": days(-2), "days": 30, "team": ""} | ORIGIN | {"link": None} | fields
    return UsageSnapshot(WS, number, **given)


def ticket(number: int = 1, **fields: Any) -> Ticket:
    given = {"subject": "Export by cost centre", "opened_at": FAILED} | ORIGIN | fields
    return Ticket(WS, number, **given)


def touch(number: int = 1, **fields: Any) -> Touch:
    given = {"at": FAILED, "person": "Dana Brooks", "kind": TouchKind.CALL, "direction": Direction.THEIRS}
    return Touch(WS, number, **(given | TYPED | fields))


def survey(number: int = 1, **fields: Any) -> SurveyAnswer:
    given = {"at": FAILED, "survey": SurveyKind.NPS, "score": 9.0, "best": 10.0} | ORIGIN | fields
    return SurveyAnswer(WS, number, **given)


def contract(number: int = 1, **fields: Any) -> ContractFact:
    return ContractFact(WS, number, **(ORIGIN | fields))


FULL_INCIDENT = incident(
    workflow="month-end export",
    acknowledged_at=FAILED + timedelta(minutes=25),
    fixed_at=FAILED + timedelta(hours=3, minutes=10),
    felt_by="finance",
)
PAGES: dict[FactKind, tuple[Fact, ...]] = {
    FactKind.INCIDENT: (
        FULL_INCIDENT,
        incident(6, day_only=True, fixed_at=FAILED, **{**ORIGIN}),
        incident(5, acknowledged_at=FAILED - timedelta(hours=1), fixed_at=FAILED + timedelta(days=12)),
    ),
    FactKind.USAGE: (
        usage(
            1,
            seats=40,
            active_30=11,
            active_90=26,
            calls=12_400,
            features=7,
            volume=310.5,
            volume_unit="invoices",
            key_actions=(KeyAction("month-end export", 4.0, 2), KeyAction("reports"), KeyAction("imports", None, 1)),
        ),
        usage(2, team="Finance", active_90=4, days=1, volume=12.0),
        usage(3, seats=40, **{**TYPED}),
        usage(4),
    ),
    FactKind.TICKET: (
        ticket(1, kind=TicketKind.HOW_TO, workflow="exports", requester="Dana Brooks", reopened=2),
        ticket(2, first_reply_at=FAILED + timedelta(hours=2), solved_at=FAILED + timedelta(days=3), reopened=1),
        ticket(3, day_only=True, solved_at=FAILED + timedelta(days=1), kind=TicketKind.DATA),
    ),
    FactKind.TOUCH: (
        touch(1, level=Level.EXECUTIVE, ours="U2", took_part=TookPart.DECLINED, about="the renewal"),
        touch(2, person="", ours="Priya", direction=Direction.BOTH, day_only=True, link=LINK),
        touch(3, kind=TouchKind.EVENT, direction=Direction.OURS, took_part=TookPart.ABSENT, **{**ORIGIN}),
    ),
    FactKind.SURVEY: (
        survey(1, person="Dana Brooks", level=Level.MANAGER, words="Does what it should, slowly."),
        survey(2, survey=SurveyKind.CSAT, score=2.5, best=5.0),
    ),
    FactKind.CONTRACT: (
        contract(1, starts_on=date(2026, 1, 1), renews_on=date(2027, 1, 1), value=120_000, currency="EUR", seats=40),
        contract(2, seats=1, link="javascript:alert(1)"),
    ),
}


def counted(kind: FactKind, source: str, total: int, recent: int, newest: datetime | date) -> SourceCount:
    return SourceCount(kind, source, total, recent, newest)


def read(kind: FactKind, source: str, until: date, account_id: int = 0) -> SourceRead:
    return SourceRead(WS, kind, source, account_id, NOW, until, "U1")


KNOWN = Overview(
    account(),
    TODAY,
    BERLIN,
    sources=(
        counted(FactKind.INCIDENT, "slack", 2, 2, NOW - timedelta(days=7)),
        counted(FactKind.INCIDENT, "statuspage", 39, 1, NOW - timedelta(days=40)),
        counted(FactKind.USAGE, "csv", 1_204, 26, days(-2)),
        counted(FactKind.TICKET, "zendesk", 212, 14, NOW - timedelta(days=20)),
        counted(FactKind.TOUCH, "slack", 1, 1, datetime(2026, 11, 23, 23, 30, tzinfo=UTC)),
    ),
    reads=(
        read(FactKind.INCIDENT, "statuspage", days(-2)),
        read(FactKind.INCIDENT, "slack", days(0), 1),
        read(FactKind.USAGE, "csv", days(-2)),
        read(FactKind.TICKET, "zendesk", days(-20)),
        read(FactKind.SURVEY, "delighted", days(-1)),
    ),
    open_tickets=3,
    may_log=True,
)
NOTHING = Overview(account(), TODAY, BERLIN)
ABOUT = {"channel": "C1"}


def page(kind: FactKind, **fields: Any) -> FactPage:
    facts = PAGES[kind]
    given = {"facts": facts, "total": len(facts), "page": 1, "today": TODAY, "zone": BERLIN, "names": NAMES}
    return FactPage(account(), kind, **(given | {"may_log": True} | fields))


FACT_LIST_SAMPLES: dict[str, Sample] = {
    "facts, overview": lambda: overview_message(replace(KNOWN, note="Saved."), "/review"),
    "facts, none": lambda: overview_message(NOTHING, "/review"),
    "form facts": lambda: overview_view(KNOWN, "/review", ABOUT),
    **{f"facts, {kind}": partial(page_message, page(kind)) for kind in FactKind},
    "facts, none of a kind": lambda: page_message(page(FactKind.TICKET, facts=(), total=0, may_log=False)),
    "form facts, usage by team": lambda: page_view(
        page(
            FactKind.USAGE,
            facts=(usage(2, team="Finance", active_90=4),),
            team="Finance",
            teams=("", "Finance", "Ops"),
            total=20,
            page=2,
            note="Saved.",
        ),
        ABOUT,
    ),
    "card of an incident": lambda: incident_card(FULL_INCIDENT, account(), READER, may_log=True),
    "card of an incident taken back": lambda: incident_card(
        replace(FULL_INCIDENT, withdrawn_at=NOW), account(), READER, may_log=True
    ),
    "facts of whom": lambda: unknown_customer("Nortwind", [(1, "Northwind"), (2, "Northlight")]),
    "facts of nobody known": lambda: unknown_customer("Atlantis", []),
}
