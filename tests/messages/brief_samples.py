"""The briefs of six customers, each with a story, by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from reviews.brief import make_brief
from reviews.brief_model import BriefMaterial
from reviews.decision import Message
from reviews.facts import FactKind, Incident, TicketKind
from reviews.messages.brief import brief_fallback, brief_message
from reviews.model import ActionState, Severity
from tests.builders import NOW, TODAY, account, action, days, gap, last_time
from tests.messages.goal_samples import CLOSE
from tests.messages.nudge_samples import Sample
from tests.reviews.fact_builders import (
    DESK,
    answer,
    declined,
    does,
    executive,
    facts,
    incident,
    months,
    person,
    ticket,
    touch,
    was_read,
)

NAMES = {"U1": "Nina", "U2": "Omar"}


def material(name: str, **held: Any) -> BriefMaterial:
    """A customer whose review is in two days."""
    given: dict[str, Any] = {
        "account": account(name=name),
        "facts": facts(),
        "today": TODAY,
        "review_on": TODAY + timedelta(days=2),
    }
    return BriefMaterial(**(given | {"names": NAMES} | held))


def brief(of: BriefMaterial, *, charted: bool = True) -> Message:
    return brief_message(make_brief(of), charted=charted)


def broke(number: int, what: str, ago: int, fixed: float) -> Incident:
    """The month-end export, once more."""
    link = f"https://status.example/incidents/{number}"
    given: dict[str, Any] = {"workflow": "month-end export", "felt_by": "finance", "id": number, "link": link}
    return incident(what, ago, fixed=fixed, **given)


LATE = action(31, "Export fix live", owner="U2", due=days(-4), first_due=days(-55), moves=2)
OPEN = action(34, "Send the revised onboarding checklist", owner="U1", due=days(6))
KEPT = [
    action(n, what, owner="U1", state=ActionState.DONE, ended_at=days_at)
    for n, what, days_at in (
        (29, "Send the manual export format", CLOSE.goal.set_at - timedelta(days=70)),
        (30, "Name a second contact in finance", CLOSE.goal.set_at - timedelta(days=61)),
        (32, "Walk through the new reports", CLOSE.goal.set_at - timedelta(days=50)),
    )
]
BROKEN_EXPORT = material(
    "Northwind",
    last=last_time(promised=(LATE, OPEN, *KEPT)),
    actions=(LATE, OPEN),
    gaps=(
        gap(
            4, "Finance rebuilds the month-end file by hand", severity=Severity.WORKAROUND, logged_at=CLOSE.goal.set_at
        ),
    ),
    goals=(CLOSE,),
    facts=facts(
        incidents=[
            broke(21, "Month-end export timed out", 85, 30),
            broke(22, "Export at month end failed", 55, 6),
            broke(25, "Month-end export failed again", 24, 52),
            incident("Login slow", 12, fixed=1.5, id=27, link=f"{DESK}/12"),
        ],
        usage=[
            *months(26, 27, 26, 25, 26, 24, 22, 20, 17, 14, 11, active_90=24, key_actions=(does("Reports", 12, 6),)),
            *months(9, 9, 8, 6, 4, team="Finance"),
            *months(7, 7, 7, 7, 7, team="Warehouse"),
        ],
        tickets=[
            *(ticket("Export by cost centre", ago, TicketKind.DATA) for ago in (80, 44)),
            ticket("How do I rebuild the file by hand?", 20, solved=False, link=f"{DESK}/77"),
            *(ticket(f"Question {n} about reports {n}", 100 + n) for n in range(9)),
        ],
        touches=[touch("Dana Brooks", 7), touch("Farid Nasser", 30), touch("Raj Patel", 120)],
        people=[executive("Ines Falk", heard_on=days(-150)), person("Raj Patel", champion=True)],
        surveys=[answer("Farid Nasser", 4, words="The export again")],
    ),
)
POWER_USER = material(
    "Juniper",
    last=last_time(promised=(replace(OPEN, id=40),)),
    facts=facts(
        usage=months(
            *(6, 6, 5, 5, 4),
            seats=12,
            key_actions=(does("New exports", 9, 1), does("Site totals", 4, 1), does("Approvals", 20, 4)),
        ),
        tickets=[ticket("Totals per site", ago, TicketKind.REQUEST) for ago in (70, 41, 9)],
        touches=[touch("Mara Iyer", 5), touch("Mara Iyer", 33)],
    ),
)
HEALTHY = material(
    "Solstice",
    last=last_time(promised=tuple(KEPT)),
    goals=(CLOSE,),
    facts=facts(
        usage=months(12, 12, 13, 15, 19, seats=25, key_actions=(does("Planning", 30, 14), does("Reports", 8, 6))),
        tickets=[ticket("How do I add a site?", 60), ticket("Which plan shows stock?", 20)],
        touches=[touch("Lea Brandt", 4), touch("Theo Adler", 15), touch("Uma Rao", 40)],
        surveys=[answer("Lea Brandt", 9, words="Does what it should")],
    ),
)
AWAY = material(
    "Kestrel",
    last=last_time(promised=()),
    facts=facts(
        usage=months(18, 18, 17, 17, 16, key_actions=(does("Reports", 6, 5),)),
        tickets=[ticket("Login for a new colleague", 110)],
        touches=[
            declined("Hanna Weiss", 70),
            declined("Hanna Weiss", 40),
            declined("Hanna Weiss", 9),
            touch("Ole", 95),
        ],
        people=[
            executive("Hanna Weiss", heard_on=days(-200)),
            person("Pia Sommer", champion=True, left_on=days(-190)),
        ],
    ),
)
NEW = material(
    "Blue Fern",
    review_on=None,
    facts=facts(
        reads=[was_read(FactKind.TICKET), was_read(FactKind.USAGE)],
        usage=months(4, 9, 8, seats=30),
        tickets=[
            ticket(f"{words}?", ago, workflow="roles", link=f"{DESK}/{ago}")
            for words, ago in (
                ("How do I add a role", 30),
                ("Who may approve orders", 24),
                ("Which role sees prices", 20),
                ("How do I take a role away", 11),
                ("Who may see what", 6),
            )
        ],
    ),
)
LEAVING = material(
    "Harbor Lane",
    last=last_time(promised=(replace(LATE, id=50),)),
    gaps=(gap(9, "No export by cost centre", severity=Severity.BLOCKS, logged_at=NOW - timedelta(days=91)),),
    facts=facts(
        usage=months(
            14, 14, 13, 14, 13, key_actions=(does("CSV export to a spreadsheet", 10, 5), does("Orders", 40, 9))
        ),
        tickets=[
            *(ticket("Export by cost centre", ago, TicketKind.DATA, link=f"{DESK}/{ago}") for ago in (60, 33, 12)),
            ticket("Copy of all our data", 8, TicketKind.DATA, solved=False),
            ticket("Notice period in the contract", 3, TicketKind.CONTRACT, solved=False),
            *(ticket(f"How do I print label {n}?", 100 + n) for n in range(5)),
        ],
        touches=[touch("Ivo Marsh", 12)],
    ),
)
NOTHING = material("Harbor Nine", facts=facts(reads=()), review_on=None)

BRIEF_SAMPLES: dict[str, Sample] = {
    "brief broken export": partial(brief, BROKEN_EXPORT),
    "brief broken export as a table": partial(brief, BROKEN_EXPORT, charted=False),
    "brief broken export, its chart refused": lambda: brief_fallback(brief(BROKEN_EXPORT)),
    "brief power user": partial(brief, POWER_USER),
    "brief healthy": partial(brief, HEALTHY),
    "brief executive away": partial(brief, AWAY),
    "brief new customer": partial(brief, NEW),
    "brief asks for exports": partial(brief, LEAVING),
    "brief nothing known": partial(brief, NOTHING),
}
