"""Juniper: it hangs on a single power user, and tries the new exports."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from bot.sample.asking import Subject, ticket, tickets
from bot.sample.days import Days, add_working, on_or_before
from bot.sample.past import Earlier, earlier, failure, review_days
from bot.sample.people import LENA, MEI, OMAR, PRIYA, RUTH
from bot.sample.story import Aim, Answer, Customer, Deal, Hole, Known, Move, Promise, Sat, Story, Talk
from bot.sample.talking import answers, meeting, regular, talk
from bot.sample.using import Shape, Team, usage
from reviews.customer import Level
from reviews.date_calendar import add_months
from reviews.facts import Direction, SurveyKind, TicketKind, TouchKind
from reviews.model import MarkColour, Question, Severity, Stage

_HOW, _PROBLEM, _REQUEST = TicketKind.HOW_TO, TicketKind.PROBLEM, TicketKind.REQUEST
_SUBJECTS: Final[tuple[Subject, ...]] = (
    ("How do I copy a rota to another site?", _HOW, "rotas"),
    ("Holiday of one site shown at all sites", _PROBLEM, "rotas"),
    ("Totals per site in the payroll file", _REQUEST, "payroll export"),
    ("How do I correct hours after sign-off?", _HOW, "hours"),
    ("Payroll file has an empty last line", _PROBLEM, "payroll export"),
)
_SHAPE: Final = Shape(
    seats={24: 12, 0: 12},
    features={24: 10, 12: 17, 0: 18},
    calls=118,
    teams=(
        Team(
            "head office",
            {24: 1, 18: 2, 7: 2, 6: 1, 0: 1},
            (("rotas published", 9.0, 1.0), ("hours signed off", 26.0, 1.0), ("payroll files made", 1.0, 1.0)),
        ),
        Team("sites", {24: 5, 12: 6, 6: 5, 3: 4, 0: 3}, (("hours looked at", 0.6, 0.7),)),
    ),
    volume={24: 96, 12: 143, 0: 151},
    volume_unit="rotas",
)
_EARLIER: Final = (
    Earlier("All nine sites on one rota", "Site leads plan by telephone", "Trains the site leads", RUTH, 23),
    Earlier(
        "Payroll without typing",
        "Hours are typed twice",
        "Sets the payroll file up",
        PRIYA,
        18,
        reason="process",
        felt_by="head office",
    ),
    Earlier(
        "Hours signed off by Monday", "Site leads do not sign off", "Shows site leads how to sign off", RUTH, 30, False
    ),
    Earlier(
        "Holidays by site",
        "Holidays are wrong at two sites",
        "Mends holidays by site",
        OMAR,
        25,
        reason="defect",
        felt_by="two sites",
    ),
    Earlier(
        "A second person for payroll", "Anna Berg left head office", "Asks who stands in for Marta", RUTH, 28, False
    ),
    Earlier("Totals per site for finance", "Finance adds up by hand", "Asks finance what totals it needs", MEI, 36),
)


def juniper(days: Days) -> Story:
    """The whole story, told from `days`' own today."""
    review = days.ahead(8)
    renewal, since = on_or_before(days.today + timedelta(days=203)), days.ago(742)
    marta = Known("Marta Kowalski", "Rota and payroll", Level.USER, "marta@juniper.example", since, champion=True)
    anna = Known(
        "Anna Berg", "Rota assistant", Level.USER, "anna@juniper.example", days.ago(560), left_on=days.ago(198)
    )
    colin = Known("Colin Reyes", "Finance director", Level.EXECUTIVE, "colin@juniper.example", since, sponsor=True)
    beth = Known("Beth Stone", "Site lead", Level.USER, "beth@juniper.example", days.ago(480))
    return Story(
        customer=Customer(
            name="Juniper",
            key="juniper.example",
            owner=RUTH,
            channel="C0JUNIPER0",
            tier="C",
            arr=29_380,
            currency="USD",
            seats=12,
            stage=Stage.LIVE,
            since=since,
            renewal_on=renewal,
            next_review_on=review,
            sponsor=LENA,
            sponsor_met_on=days.ago(121),
        ),
        people=(marta, anna, colin, beth),
        aims=_aims(days),
        reviews=_reviews(days, review_days(review, 7)),
        incidents=(
            failure(days, 529, "Rotas of one site were shown at all sites", "rotas", "site leads", 7.9),
            failure(days, 301, "Payroll file was made twice", "payroll export", "head office", 22.5),
            failure(days, 55, "Payroll file left out one site", "payroll export", "finance", 19.0),
        ),
        usage=usage(days, "juniper", _SHAPE),
        tickets=(
            *tickets(days, "juniper", _SUBJECTS, (8, 5, 6, 7, 6), (marta, marta, anna), newest=3),
            *tickets(days, "juniper now", _SUBJECTS, (6, 5, 4), (marta,)),
            ticket(days.ago(15), ("Totals per site in the new export", _REQUEST, "payroll export"), marta.name),
        ),
        touches=_touches(days, marta, anna, colin, beth),
        surveys=_surveys(days, marta, colin),
        deals=(
            Deal(since, add_months(renewal, -12), 27_960, 12),
            Deal(add_months(renewal, -12), renewal, 29_380, 12),
        ),
    )


def _aims(days: Days) -> tuple[Aim, ...]:
    read = ((640, 14), (550, 11), (458, 8), (367, 7), (276, 5.5), (185, 5.5), (94, 5), (24, 4.5))
    return (
        Aim(
            "Payroll ready in three hours",
            "hours a month",
            16,
            3,
            days.ago(700),
            days.ahead(75),
            tuple((days.ago(back), float(value)) for back, value in read),
        ),
    )


def _touches(days: Days, marta: Known, anna: Known, colin: Known, beth: Known) -> tuple[Talk, ...]:
    ours = "Ruth Okafor"
    return (
        *regular(
            days, "ju", (marta, anna, marta), ours, ("rotas", "payroll", "open tickets"), every=17, first=705, last=205
        ),
        *regular(days, "ju now", (marta,), ours, ("payroll", "the new exports"), every=14, first=190, last=4),
        *regular(days, "ju fd", (colin,), ours, ("what payroll costs",), every=110, first=690, last=118),
        *meeting(review_days(days.ahead(8), 1)[0], ours, "quarterly review", (marta,), (), (beth,)),
        *meeting(days.ago(30), "Mei Tanaka", "start of the exports' pilot", (marta,)),
        talk(days.ago(16), colin, ours, "totals per site", kind=TouchKind.EMAIL, direction=Direction.THEIRS),
        talk(days.ago(2), marta, "Mei Tanaka", "the pilot: likes the new exports"),
    )


def _surveys(days: Days, marta: Known, colin: Known) -> tuple[Answer, ...]:
    return (
        *answers(
            days,
            SurveyKind.NPS,
            marta,
            (9, 9, 10, 10, 10),
            every=121,
            last=29,
            words="I could not do payroll without it.",
        ),
        *answers(
            days, SurveyKind.NPS, colin, (6, 7, 6), every=212, last=70, words="Marta likes it. I see the file only."
        ),
    )


def _reviews(days: Days, held: list[date]) -> tuple[Sat, ...]:
    day = held[0]
    last = Sat(
        day=day,
        led_by=RUTH,
        goals="Totals per site for finance; payroll in three hours",
        risk="Only Marta knows rotas and payroll; when she is away, nothing is published.",
        expect="A place in the pilot of the new exports.",
        colours={Question.USAGE: MarkColour.YELLOW, Question.WORKAROUNDS: MarkColour.YELLOW},
        says={
            Question.USAGE: "One person does all of rotas and payroll",
            Question.WORKAROUNDS: "Finance adds up the totals per site by hand",
        },
        gaps=(
            Hole(
                "totals",
                "No totals per site; finance adds up nine sites by hand",
                "finance",
                "each payroll",
                Severity.WORKAROUND,
                MEI,
                add_working(day, 25),
                "reporting",
                moves=(Move(add_working(day, 24), days.ahead(10), "part of the pilot"),),
            ),
        ),
        promises=(
            Promise(
                "Takes Juniper into the pilot of the new exports",
                MEI,
                add_working(day, 30),
                done_on=add_working(day, 29),
                helped=True,
            ),
            Promise(
                "Trains a second person at head office in payroll",
                RUTH,
                add_working(day, 20),
                moves=(
                    Move(add_working(day, 19), add_working(day, 45), "Marta has no time before the close"),
                    Move(add_working(day, 44), days.ahead(5), "nobody is named yet"),
                ),
                counterpart="Colin Reyes",
            ),
            Promise(
                "Mends the payroll file that leaves out a site",
                OMAR,
                add_working(day, 28),
                done_on=add_working(day, 27),
                helped=True,
            ),
        ),
    )
    return (*earlier(held[1:], RUTH, _EARLIER, "Marta"), last)
