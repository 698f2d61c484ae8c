"""Solstice: the healthy one. It grew from 12 to 19 active people since August and does more each month."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from bot.sample.asking import Subject, ticket, tickets
from bot.sample.days import Days, add_working, on_or_after, on_or_before
from bot.sample.past import Earlier, earlier, failure, review_days
from bot.sample.people import JONAS, MEI, OMAR, PRIYA, TOMAS
from bot.sample.story import Aim, Answer, Customer, Deal, Known, Promise, Sat, Story, Talk
from bot.sample.talking import answers, meeting, regular, talk
from bot.sample.using import Shape, Team, usage
from reviews.customer import Level
from reviews.date_calendar import add_months
from reviews.facts import Direction, SurveyKind, TicketKind, TouchKind
from reviews.model import MarkColour, Question, Stage

_HOW, _PROBLEM, _REQUEST = TicketKind.HOW_TO, TicketKind.PROBLEM, TicketKind.REQUEST
_SUBJECTS: Final[tuple[Subject, ...]] = (
    ("How do we plan panels for two roofs?", _HOW, "site planning"),
    ("Photos of a site upload slowly", _PROBLEM, "site visits"),
    ("A checklist for each kind of roof", _REQUEST, "site visits"),
    ("How do we hand a site over to service?", _HOW, "handover"),
    ("Show permits beside the plan", _REQUEST, "permits"),
    ("How do we add a subcontractor?", _HOW, "access"),
    ("Permit dates jump by a day", _PROBLEM, "permits"),
    ("How do we copy a plan to the next house?", _HOW, "site planning"),
    ("Weather of the day on the crew's sheet", _REQUEST, "site visits"),
    ("Who may release a plan?", _HOW, "access"),
    ("Tablet shows yesterday's route", _PROBLEM, "site visits"),
    ("How do we note a broken tile?", _HOW, "site visits"),
)
_SHAPE: Final = Shape(
    seats={24: 14, 9: 14, 8: 20, 2: 20, 1: 24, 0: 24},
    features={24: 9, 8: 14, 3: 16, 0: 21},
    calls=74,
    teams=(
        Team("planning", {24: 4, 8: 5, 4: 5, 3: 5, 0: 7}, (("sites planned", 3.4, 0.9),)),
        Team("site crews", {24: 3, 8: 5, 4: 5, 3: 5, 0: 9}, (("site visits recorded", 8.2, 1.0),)),
        Team("permits", {24: 2, 8: 2, 4: 2, 3: 2, 0: 3}, (("permits filed", 5.1, 1.0),)),
    ),
    volume={24: 31, 8: 52, 3: 58, 0: 83},
    volume_unit="sites",
)
_EARLIER: Final = (
    Earlier("Plan every roof in one place", "Crews still plan on paper", "Rides along with a crew", TOMAS, 17),
    Earlier(
        "Thirty sites a month",
        "Photos do not reach the office",
        "Makes photo uploads smaller",
        OMAR,
        33,
        reason="performance",
        felt_by="site crews",
    ),
    Earlier("Permits without e-mail", "One person knows the permits", "Trains a second person in permits", PRIYA, 25),
    Earlier(
        "Forty sites a month",
        "Permit dates jump by a day",
        "Mends the permit dates",
        OMAR,
        12,
        reason="defect",
        felt_by="permits",
    ),
    Earlier(
        "Six seats more for crews", "New crews start in high season", "Writes the crews' first-day guide", TOMAS, 29
    ),
    Earlier(
        "Every crew on it within the year", "Two crews wait for tablets", "Lends four tablets for the season", TOMAS, 22
    ),
)


def solstice(days: Days) -> Story:
    """The whole story, told from `days`' own today. Its last review was twelve days ago."""
    review = on_or_after(add_months(days.ago(12), 3))
    renewal, since = on_or_before(days.today + timedelta(days=238)), days.ago(742)
    lucia = Known("Lucía Prat", "COO", Level.EXECUTIVE, "lucia@solstice.example", since, sponsor=True)
    jordi = Known("Jordi Mas", "Head of operations", Level.MANAGER, "jordi@solstice.example", since, champion=True)
    elena = Known("Elena Ruiz", "Permits", Level.USER, "elena@solstice.example", days.ago(610))
    marc = Known("Marc Vila", "Crew lead", Level.USER, "marc@solstice.example", days.ago(232))
    return Story(
        customer=Customer(
            name="Solstice",
            key="solstice.example",
            owner=TOMAS,
            channel="C0SOLSTICE",
            tier="B",
            arr=52_320,
            currency="EUR",
            seats=24,
            stage=Stage.LIVE,
            since=since,
            renewal_on=renewal,
            next_review_on=review,
            sponsor=JONAS,
            sponsor_met_on=days.ago(34),
        ),
        people=(lucia, jordi, elena, marc),
        aims=_aims(days),
        reviews=_reviews(review_days(review, 7)),
        incidents=(
            failure(days, 633, "Photos of site visits were lost for an afternoon", "site visits", "two crews", 6.3),
            failure(days, 457, "Permit dates jumped by a day", "permits", "permits", 51.0),
            failure(days, 238, "Plans opened after 30 seconds", "site planning", "planning", 3.1),
            failure(days, 46, "Site visits could not be saved", "site visits", "site crews", 0.6),
        ),
        usage=usage(days, "solstice", _SHAPE),
        tickets=(
            *tickets(days, "solstice", _SUBJECTS, (6, 8, 7, 9, 8, 9, 8, 9), (jordi, elena, jordi, marc)),
            ticket(days.ago(4), ("Show permits beside the plan", _REQUEST, "permits"), elena.name),
        ),
        touches=_touches(days, lucia, jordi, elena, marc),
        surveys=_surveys(days, lucia, jordi, marc),
        deals=(
            Deal(since, add_months(renewal, -12), 31_460, 14),
            Deal(add_months(renewal, -12), renewal, 52_320, 24),
        ),
    )


def _aims(days: Days) -> tuple[Aim, ...]:
    sites = ((652, 30), (561, 33), (470, 39), (379, 44), (288, 50), (197, 54), (106, 59), (12, 82))
    permits = ((600, 19), (500, 16), (400, 13), (310, 11), (219, 9))
    return (
        Aim(
            "Ninety sites a month without more planners",
            "sites a month",
            28,
            90,
            days.ago(660),
            days.ahead(110),
            tuple((days.ago(back), float(value)) for back, value in sites),
        ),
        Aim(
            "Permits filed within nine days",
            "days to file",
            21,
            9,
            days.ago(655),
            days.ago(200),
            tuple((days.ago(back), float(value)) for back, value in permits),
            reached_on=days.ago(216),
        ),
    )


def _touches(days: Days, lucia: Known, jordi: Known, elena: Known, marc: Known) -> tuple[Talk, ...]:
    ours = "Tomás Vidal"
    week = ("the crews' first weeks", "open tickets", "what crews ask for", "numbers of the month")
    return (
        *regular(days, "so", (jordi, elena, jordi, marc), ours, week, every=12, first=712, last=4),
        *regular(
            days,
            "so coo",
            (lucia,),
            ours,
            ("plans for the year", "crews in the north"),
            every=61,
            first=690,
            last=33,
            kind=TouchKind.MEETING,
        ),
        *meeting(days.ago(12), ours, "quarterly review", (lucia, jordi, marc)),
        *meeting(days.ago(103), ours, "quarterly review", (lucia, jordi)),
        *meeting(days.ago(34), "Jonas Weber", "visit to a site in the north", (lucia,)),
        talk(
            days.ago(6),
            marc,
            ours,
            "a second crew lead wants training",
            kind=TouchKind.EMAIL,
            direction=Direction.THEIRS,
        ),
    )


def _surveys(days: Days, lucia: Known, jordi: Known, marc: Known) -> tuple[Answer, ...]:
    return (
        *answers(
            days, SurveyKind.NPS, jordi, (8, 9, 9, 10, 9, 10), every=121, last=27, words="The crews ask for it now."
        ),
        *answers(
            days,
            SurveyKind.NPS,
            lucia,
            (8, 9, 9),
            every=182,
            last=58,
            words="We plan a third more sites with the same people.",
        ),
        *answers(days, SurveyKind.CSAT, marc, (4, 5, 5), every=70, last=15),
    )


def _reviews(held: list[date]) -> tuple[Sat, ...]:
    day = held[0]
    last = Sat(
        day=day,
        led_by=TOMAS,
        goals="Ninety sites a month; a second region next quarter",
        risk="All crews of the new region learn it from Jordi alone.",
        expect="A plan for the second region's first month.",
        colours={Question.USAGE: MarkColour.GREEN, Question.WORKAROUNDS: MarkColour.GREEN},
        says={Question.WORKAROUNDS: "No crew plans on paper any more"},
        promises=(
            Promise(
                "Sends Jordi the crews' first-day guide in Catalan",
                TOMAS,
                add_working(day, 5),
                done_on=add_working(day, 4),
            ),
            Promise(
                "Trains a second crew lead in the new region", PRIYA, add_working(day, 16), counterpart="Marc Vila"
            ),
            Promise(
                "Shows Elena the draft of permits beside the plan", MEI, add_working(day, 22), counterpart="Elena Ruiz"
            ),
        ),
    )
    return (*earlier(held[1:], TOMAS, _EARLIER, "Jordi"), last)
