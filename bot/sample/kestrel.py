"""Kestrel: its executive stopped coming, its champion changed jobs, and nobody complains there any more."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from bot.sample.asking import Subject, ticket, tickets
from bot.sample.days import Days, add_working, on_or_before
from bot.sample.past import Earlier, earlier, failure, review_days
from bot.sample.people import JONAS, LENA, OMAR, PRIYA, TOMAS
from bot.sample.story import Aim, Answer, Customer, Deal, Hole, Known, Move, Promise, Sat, Story, Talk
from bot.sample.talking import answers, meeting, regular, talk
from bot.sample.using import Shape, Team, usage
from reviews.customer import Level
from reviews.date_calendar import add_months
from reviews.facts import Direction, SurveyKind, TicketKind, TouchKind
from reviews.model import MarkColour, Question, Severity, Stage

_HOW, _PROBLEM, _REQUEST = TicketKind.HOW_TO, TicketKind.PROBLEM, TicketKind.REQUEST
_SUBJECTS: Final[tuple[Subject, ...]] = (
    ("How do we hand a job to the night shift?", _HOW, "job handover"),
    ("Job sheet prints without its photos", _PROBLEM, "job sheets"),
    ("Parts list from the depot's own system", _REQUEST, "parts"),
    ("How do we give a depot its own calendar?", _HOW, "planning"),
    ("Planner shows a job twice", _PROBLEM, "planning"),
    ("Hours by depot as an export", _REQUEST, "hours export"),
    ("How do we change who signs off hours?", _HOW, "hours export"),
)
_SHAPE: Final = Shape(
    seats={24: 60, 0: 60},
    features={24: 13, 9: 18, 6: 15, 3: 9, 0: 6},
    calls=52,
    teams=(
        Team("depots", {24: 17, 9: 29, 6: 24, 3: 13, 0: 9}, (("jobs closed", 6.0, 0.85),)),
        Team("planning", {24: 5, 9: 7, 6: 6, 3: 4, 0: 4}, (("jobs planned", 21.0, 0.9),)),
        Team("back office", {24: 4, 9: 5, 6: 4, 3: 2, 0: 1}, (("hours signed off", 12.0, 1.0),)),
    ),
    volume={24: 480, 9: 905, 6: 760, 3: 388, 0: 271},
    volume_unit="jobs",
)
_EARLIER: Final = (
    Earlier("All six depots within the year", "Depots plan on whiteboards", "Moves the first two depots", TOMAS, 40),
    Earlier(
        "Jobs closed the same day",
        "Job sheets lose their photos",
        "Mends the job sheets' photos",
        OMAR,
        28,
        reason="defect",
        felt_by="depots",
    ),
    Earlier(
        "Hours without a spreadsheet",
        "Hours are typed twice",
        "Trains the back office",
        PRIYA,
        31,
        reason="training",
        felt_by="the back office",
    ),
    Earlier("The last two depots", "Rob Ainsley carries it alone", "Meets the depot managers", TOMAS, 45, False),
    Earlier(
        "A steering meeting each quarter", "Helen Marsh sent nobody", "Asks Helen Marsh for a date", JONAS, 21, False
    ),
)


def kestrel(days: Days) -> Story:
    """The whole story, told from `days`' own today. Its review has been late since summer."""
    review = days.ago(97)
    renewal, since = on_or_before(days.today + timedelta(days=111)), days.ago(742)
    rob = Known(
        "Rob Ainsley",
        "Head of planning",
        Level.MANAGER,
        "rob@kestrel.example",
        since,
        champion=True,
        left_on=days.ago(181),
    )
    helen = Known("Helen Marsh", "COO", Level.EXECUTIVE, "helen@kestrel.example", since, sponsor=True)
    wes = Known("Wes Tanner", "Depot manager", Level.USER, "wes@kestrel.example", days.ago(520))
    gail = Known("Gail Frost", "Back office", Level.USER, "gail@kestrel.example", since)
    return Story(
        customer=Customer(
            name="Kestrel",
            key="kestrel.example",
            owner=TOMAS,
            channel="C0KESTREL0",
            tier="A",
            arr=96_480,
            currency="EUR",
            seats=60,
            stage=Stage.LIVE,
            since=since,
            renewal_on=renewal,
            next_review_on=review,
            sponsor=JONAS,
            sponsor_met_on=days.ago(287),
        ),
        people=(rob, helen, wes, gail),
        aims=_aims(days),
        reviews=_reviews(days, review_days(review, 6)),
        incidents=(
            failure(days, 588, "Planner showed every job twice", "planning", "two depots", 9.7),
            failure(days, 371, "Job sheets could not be printed", "job sheets", "depots", 4.4),
            failure(days, 214, "Hours export left out the night shift", "hours export", "back office", 73.0),
        ),
        usage=usage(days, "kestrel", _SHAPE),
        tickets=(
            *tickets(days, "kestrel", _SUBJECTS, (15, 16, 14, 17, 11, 6, 3), (rob, gail, wes), newest=1),
            ticket(days.ago(76), ("How do we take leavers off the seats?", _HOW, "access"), gail.name, solved_days=1.3),
        ),
        touches=_touches(days, rob, helen, wes, gail),
        surveys=_surveys(days, rob, helen),
        deals=(
            Deal(since, add_months(renewal, -12), 96_480, 60),
            Deal(add_months(renewal, -12), renewal, 96_480, 60),
        ),
    )


def _aims(days: Days) -> tuple[Aim, ...]:
    read = ((600, 34), (510, 47), (418, 59), (329, 66), (246, 68), (189, 61))
    return (
        Aim(
            "Close nine of ten jobs on the same day",
            "% of jobs closed the same day",
            31,
            90,
            days.ago(640),
            days.ahead(40),
            tuple((days.ago(back), float(value)) for back, value in read),
        ),
    )


def _touches(days: Days, rob: Known, helen: Known, wes: Known, gail: Known) -> tuple[Talk, ...]:
    ours, mail = "Tomás Vidal", TouchKind.EMAIL
    week = ("the next depot", "open tickets", "hours by depot")
    steering = tuple(
        talked
        for back, came in ((640, True), (549, True), (458, True), (367, True), (287, True))
        for talked in meeting(days.ago(back), ours, "steering meeting", (helen, rob) if came else ())
    )
    return (
        *regular(days, "ke", (rob, rob, gail), ours, week, every=14, first=640, last=190),
        *steering,
        *meeting(days.ago(251), ours, "steering meeting", (rob,), (helen,)),
        *meeting(review_days(days.ago(97), 1)[0], ours, "quarterly review", (rob, gail), (), (helen,)),
        talk(days.ago(184), rob, ours, "that he changes jobs", direction=Direction.BOTH),
        *meeting(days.ago(83), ours, "quarterly review", (), (helen, wes)),
        *meeting(days.ago(48), ours, "pilot of the new planner", (), (helen,), (wes,)),
        *(
            talk(days.ago(back), who, ours, about, kind=mail, direction=Direction.OURS)
            for back, who, about in (
                (160, helen, "a date for the review"),
                (131, wes, "who plans now"),
                (88, helen, "a date for the review"),
                (61, gail, "hours by depot"),
                (33, helen, "a date for the review"),
                (12, wes, "the new planner"),
            )
        ),
        *regular(days, "ke ceo", (helen,), "Jonas Weber", ("the year",), every=180, first=640, last=287),
    )


def _surveys(days: Days, rob: Known, helen: Known) -> tuple[Answer, ...]:
    return (
        *answers(
            days,
            SurveyKind.NPS,
            rob,
            (7, 8, 9, 9, 8),
            every=91,
            last=205,
            words="Good tool. I would like more depots on it.",
        ),
        *answers(days, SurveyKind.NPS, helen, (8, 7), every=182, last=292),
    )


def _reviews(days: Days, held: list[date]) -> tuple[Sat, ...]:
    day = held[0]
    last = Sat(
        day=day,
        led_by=TOMAS,
        goals="All six depots; Rob Ainsley asks who follows him",
        risk="One person carries Kestrel's use, and the COO has missed two meetings.",
        expect="A word on who plans the last two depots.",
        colours={
            Question.RELIABILITY: MarkColour.YELLOW,
            Question.USAGE: MarkColour.YELLOW,
            Question.OWNERS: MarkColour.RED,
        },
        says={Question.OWNERS: "Nobody at Kestrel is named after Rob Ainsley"},
        gaps=(
            Hole(
                "hours",
                "Hours by depot do not come as an export; Gail types them",
                "back office",
                "weekly",
                Severity.WORKAROUND,
                OMAR,
                add_working(day, 20),
                "exports",
                moves=(
                    Move(add_working(day, 19), add_working(day, 70), "comes with the new exports"),
                    Move(add_working(day, 69), days.ahead(12), "nobody there to try it"),
                ),
            ),
        ),
        promises=(
            Promise(
                "Mends the hours export for the night shift",
                OMAR,
                add_working(day, 10),
                done_on=add_working(day, 9),
                helped=True,
            ),
            Promise(
                "Sets planning up for the last two depots",
                TOMAS,
                add_working(day, 15),
                moves=(
                    Move(add_working(day, 15), add_working(day, 55), "no answer from Kestrel"),
                    Move(add_working(day, 54), days.ahead(6), "no answer from Kestrel"),
                ),
            ),
            Promise(
                "Brings Helen Marsh and Jonas Weber together",
                LENA,
                add_working(day, 30),
                dropped_on=add_working(day, 41),
            ),
        ),
    )
    return (*earlier(held[1:], TOMAS, _EARLIER, "Rob"), last)
