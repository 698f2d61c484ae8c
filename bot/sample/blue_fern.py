"""Blue Fern: the new one. Eleven weeks in, its people ask about roles, and a second team starts on Monday."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.sample.asking import Subject, ticket
from bot.sample.days import Days, add_working, on_or_after
from bot.sample.past import failure
from bot.sample.people import LENA, NINA, OMAR, PRIYA
from bot.sample.story import Aim, Asked, Customer, Deal, Hole, Known, Promise, Story, Talk
from bot.sample.talking import answers, meeting, regular, talk
from bot.sample.using import Shape, Team, usage
from reviews.customer import Level
from reviews.date_calendar import add_months
from reviews.facts import Direction, SurveyKind, TicketKind, TouchKind
from reviews.model import Severity, Stage

ROLES: Final = "roles"
_ROLES: Final[tuple[str, ...]] = (
    "How do I see another team's orders?",
    "Who may approve above 2,000?",
    "How do I give somebody a second role?",
    "What does “planner” see that “buyer” does not?",
    "How do I take a role away again?",
    "Why can Sofie not close an order?",
    "Which role does the second team need?",
)
_OTHER: Final[tuple[Subject, ...]] = (
    ("How do we import our suppliers?", TicketKind.HOW_TO, "suppliers"),
    ("Sign-in mail does not arrive", TicketKind.PROBLEM, "log-in"),
    ("How do we set working hours?", TicketKind.HOW_TO, "planning"),
    ("A second delivery address for one order", TicketKind.REQUEST, "orders"),
    ("Order list prints across two pages", TicketKind.PROBLEM, "orders"),
    ("How do we copy last year's orders?", TicketKind.HOW_TO, "orders"),
)
_SHAPE: Final = Shape(
    seats={2: 25, 0: 25},
    features={2: 5, 0: 12},
    calls=39,
    months=2,
    teams=(
        Team("greenhouse one", {2: 6, 1: 9, 0: 11}, (("orders placed", 5.5, 0.8),)),
        Team("office", {2: 0, 1: 2, 0: 3}, (("orders approved", 17.0, 1.0),)),
    ),
    volume={2: 41, 1: 118, 0: 207},
    volume_unit="orders",
)


def blue_fern(days: Days) -> Story:
    """The whole story, told from `days`' own today. It has had no review yet."""
    since = on_or_after(days.today - timedelta(days=77))
    astrid = Known("Astrid Holm", "Head of finance", Level.MANAGER, "astrid@bluefern.example", since, champion=True)
    mikkel = Known("Mikkel Dahl", "CFO", Level.EXECUTIVE, "mikkel@bluefern.example", since, sponsor=True)
    sofie = Known("Sofie Lund", "Administrator", Level.USER, "sofie@bluefern.example", since)
    karl = Known("Karl Brandt", "Lead of greenhouse two", Level.MANAGER, "karl@bluefern.example", days.ago(16))
    renewal = on_or_after(add_months(since, 12))
    return Story(
        customer=Customer(
            name="Blue Fern",
            key="bluefern.example",
            owner=NINA,
            channel="C0BLUEFERN",
            tier="C",
            arr=38_740,
            currency="EUR",
            seats=25,
            stage=Stage.ONBOARDING,
            since=since,
            renewal_on=renewal,
            next_review_on=days.ahead(11),
            sponsor=LENA,
            sponsor_met_on=since,
        ),
        people=(astrid, mikkel, sofie, karl),
        aims=(
            Aim(
                "Both greenhouses order in one place by the end of winter",
                "% of orders",
                0,
                95,
                days.ago(70),
                days.ahead(48),
                ((days.ago(49), 21.0), (days.ago(28), 38.0), (days.ago(6), 52.0)),
            ),
        ),
        reviews=(),
        incidents=(failure(days, 40, "Sign-in mails came an hour late", "log-in", "greenhouse one", 2.9),),
        usage=usage(days, "blue fern", _SHAPE),
        tickets=_tickets(days, astrid, sofie, karl),
        touches=_touches(days, astrid, mikkel, sofie, karl),
        surveys=answers(
            days,
            SurveyKind.CES,
            sofie,
            (4, 5),
            every=30,
            last=9,
            words="Easy once somebody tells you which role you need.",
        ),
        deals=(Deal(since, renewal, 38_740, 25),),
        gaps=_gaps(days),
        promises=_promises(days),
    )


def _tickets(days: Days, astrid: Known, sofie: Known, karl: Known) -> tuple[Asked, ...]:
    """A few a week at first; two a day, all about roles, in the last ten working days."""
    first = [
        ticket(days.ago(back), _OTHER[place // 2] if place % 2 else _role(place), sofie.name, solved_days=0.7)
        for place, back in enumerate(range(72, 17, -5))
    ]
    who = (sofie.name, astrid.name, sofie.name, karl.name)
    lately = [
        ticket(
            add_working(days.today, -back),
            _role(2 * back + each),
            who[(back + each) % 4],
            reply_hours=1.1 + each,
            solved_days=0.4 if back > 2 else None,
        )
        for back in range(10, 0, -1)
        for each in range(2)
    ]
    return (*first, *lately)


def _role(place: int) -> Subject:
    return _ROLES[place % len(_ROLES)], TicketKind.HOW_TO, ROLES


def _touches(days: Days, astrid: Known, mikkel: Known, sofie: Known, karl: Known) -> tuple[Talk, ...]:
    ours = "Nina Halvorsen"
    return (
        *meeting(days.ago(76), ours, "kick-off", (astrid, mikkel, sofie)),
        *regular(days, "bf", (astrid, sofie), ours, ("onboarding, week by week",), every=7, first=69, last=6),
        *regular(days, "bf cfo", (mikkel,), ours, ("where onboarding stands",), every=28, first=58, last=20),
        talk(days.ago(9), karl, ours, "the second team's start", direction=Direction.THEIRS, kind=TouchKind.EMAIL),
    )


def _gaps(days: Days) -> tuple[Hole, ...]:
    return (
        Hole(
            "roles",
            "Nobody can tell which role sees what; each question becomes a ticket",
            "everybody who is new",
            "twice a day",
            Severity.SLOWS,
            NINA,
            days.ahead(4),
            "permissions",
            made_on=days.behind(9),
        ),
    )


def _promises(days: Days) -> tuple[Promise, ...]:
    monday = days.coming(0)
    return (
        Promise(
            "Imports Blue Fern's 340 suppliers",
            OMAR,
            days.ago(52),
            done_on=days.ago(54),
            helped=True,
            made_on=days.ago(66),
        ),
        Promise("Sends Blue Fern the revised onboarding checklist", NINA, days.ahead(2), made_on=days.behind(8)),
        Promise("Writes one page on which role sees what", PRIYA, days.ahead(3), made_on=days.behind(7), gap="roles"),
        Promise(
            "Opens the second team's first day with Karl",
            NINA,
            monday,
            made_on=days.behind(6),
            counterpart="Karl Brandt",
        ),
    )
