"""Northwind: the quiet one. Its month-end export breaks every month, and it has stopped complaining."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.sample.asking import Subject, ticket, tickets
from bot.sample.days import Days, add_working, at, in_hours, on_or_before
from bot.sample.northwind_reviews import EXPORT, reviews
from bot.sample.past import failure, review_days
from bot.sample.people import JONAS, NINA
from bot.sample.story import Aim, Answer, Asked, Customer, Deal, Failure, Known, Story, Talk
from bot.sample.talking import answers, meeting, regular, talk
from bot.sample.using import Shape, Team, usage
from reviews.customer import Level
from reviews.date_calendar import add_months
from reviews.facts import Direction, SurveyKind, TicketKind, TouchKind
from reviews.model import Stage

_HOW, _PROBLEM, _REQUEST, _DATA = TicketKind.HOW_TO, TicketKind.PROBLEM, TicketKind.REQUEST, TicketKind.DATA
_SUBJECTS: tuple[Subject, ...] = (
    ("How do we change the approver of a purchase?", _HOW, "approvals"),
    ("Invoice stuck in “to approve” although it was approved", _PROBLEM, "approvals"),
    ("Second currency on one purchase order", _REQUEST, "purchasing"),
    ("How do we lock a closed month?", _HOW, "month-end close"),
    ("Supplier shown twice after the import", _PROBLEM, "suppliers"),
    ("Export split by entity", _REQUEST, EXPORT),
    ("Who can see the bank details of a supplier?", _HOW, "suppliers"),
    ("Scanned invoice is read with the wrong total", _PROBLEM, "invoices"),
    ("Reminder to approvers on Mondays only", _REQUEST, "approvals"),
    ("How do we book a credit note?", _HOW, "invoices"),
)
_SHAPE = Shape(
    seats={24: 34, 13: 34, 12: 40, 0: 40},
    features={24: 14, 12: 21, 4: 22, 0: 19},
    calls=61,
    teams=(
        Team(
            "finance",
            {24: 8, 12: 9, 3: 9, 2: 8, 1: 6, 0: 4},
            (("invoices approved", 22.0, 0.8), ("closes prepared", 0.5, 0.5)),
        ),
        Team("operations", {24: 7, 12: 12, 3: 12, 0: 11}, (("purchase orders raised", 9.0, 0.7),)),
        Team("warehouse", {24: 3, 12: 5, 3: 5, 0: 4}, (("deliveries checked in", 31.0, 0.9),)),
    ),
    volume={24: 1630, 12: 2140, 3: 2210, 0: 1872},
    volume_unit="invoices",
)


def northwind(days: Days) -> Story:
    """The whole story, told from `days`' own today."""
    review = days.ahead(3)
    renewal = on_or_before(days.today + timedelta(days=64))
    since = days.ago(742)
    farid = Known("Farid Nasser", "Finance controller", Level.MANAGER, "farid@northwind.example", since, champion=True)
    carla = Known(
        "Carla Mendes",
        "Head of operations",
        Level.EXECUTIVE,
        "carla@northwind.example",
        since,
        left_on=days.ago(38),
    )
    dana = Known(
        "Dana Brooks", "Head of operations", Level.EXECUTIVE, "dana@northwind.example", days.ago(21), sponsor=True
    )
    ines = Known("Ines Roth", "Accounts payable", Level.USER, "ines@northwind.example", since)
    piet = Known("Piet Haan", "Warehouse lead", Level.USER, "piet@northwind.example", days.ago(560))
    return Story(
        customer=Customer(
            name="Northwind",
            key="northwind.example",
            owner=NINA,
            channel="C0NORTHWND",
            shared_channel="C0SHAREDNW",
            tier="A",
            arr=120_400,
            currency="EUR",
            seats=40,
            stage=Stage.LIVE,
            since=since,
            renewal_on=renewal,
            next_review_on=review,
            sponsor=JONAS,
            sponsor_met_on=days.ago(153),
        ),
        people=(farid, carla, dana, ines, piet),
        aims=_aims(days, since),
        reviews=reviews(days, review),
        incidents=_incidents(days),
        usage=usage(days, "northwind", _SHAPE),
        tickets=_tickets(days, farid, ines, piet),
        touches=_touches(days, farid, carla, dana, piet),
        surveys=_surveys(days, farid, carla, ines),
        deals=(
            Deal(since, add_months(renewal, -12), 98_600, 34),
            Deal(add_months(renewal, -12), renewal, 120_400, 40),
        ),
    )


def _aims(days: Days, since: date) -> tuple[Aim, ...]:
    closes = ((690, 6), (600, 6), (508, 5), (417, 5), (327, 4), (236, 3.5), (145, 3.5), (82, 4), (51, 5), (21, 5))
    covered = ((640, 44), (550, 52), (460, 61), (370, 70), (280, 76), (190, 81), (98, 84), (30, 83))
    return (
        Aim(
            "Close the books in three working days",
            "working days to close",
            6,
            3,
            since,
            days.ahead(29),
            tuple((days.ago(back), float(read)) for back, read in closes),
        ),
        Aim(
            "Approve every purchase before it is ordered",
            "% of purchases",
            41,
            90,
            days.ago(655),
            days.ahead(95),
            tuple((days.ago(back), float(read)) for back, read in covered),
        ),
    )


def _incidents(days: Days) -> tuple[Failure, ...]:
    ends = [at(days.month_end(back), 16, 42) for back in (3, 2, 1)]
    what = "Month-end export timed out, the file goes over the size limit"
    waits = ((timedelta(minutes=48), 1), (timedelta(hours=2, minutes=12), 2), (timedelta(hours=15, minutes=35), 3))
    repeated = [
        Failure(
            what,
            EXPORT,
            end,
            _past(days, in_hours(end + waited)),
            _past(days, at(add_working(end.date(), late), 11, 20)),
            "finance",
        )
        for end, (waited, late) in zip(ends, waits, strict=True)
    ]
    slow = at(days.month_end(4), 15, 5)
    return (
        failure(days, 604, "Approval mails went out twice", "approvals", "12 approvers", 7.5),
        failure(days, 431, "Scanned invoices were not read for a morning", "invoices", "accounts payable", 4.2),
        failure(days, 287, "Log-in failed for everybody in the warehouse", "log-in", "warehouse", 1.4),
        Failure(
            "Month-end export took 3 h 20 min",
            EXPORT,
            slow,
            slow + timedelta(minutes=35),
            slow + timedelta(hours=3, minutes=20),
            "finance",
        ),
        *repeated,
        failure(days, 17, "Supplier search answered after 40 seconds", "suppliers", "purchasing", 2.7),
    )


def _past(days: Days, moment: datetime) -> datetime | None:
    """That moment, unless it is still to come."""
    return moment if moment.date() < days.today else None


def _tickets(days: Days, farid: Known, ines: Known, piet: Known) -> tuple[Asked, ...]:
    who = (farid, ines, ines, piet)
    older = tickets(days, "northwind", _SUBJECTS, (17, 22, 21, 24, 19, 15, 9), who, newest=1)
    stopped = add_working(days.month_end(2), 1)
    return (
        *older,
        ticket(
            days.ago(84), ("How do we run a failed month-end export again?", _HOW, EXPORT), farid.name, solved_days=1.8
        ),
        ticket(days.ago(66), ("Export split by entity, when?", _REQUEST, EXPORT), farid.name, reply_hours=26),
        ticket(stopped, ("Month-end export stopped again", _PROBLEM, EXPORT), farid.name, reply_hours=19, reopened=2),
        ticket(days.ago(33), ("All our invoices as one file", _DATA, "invoices"), ines.name, solved_days=3.1),
    )


def _touches(days: Days, farid: Known, carla: Known, dana: Known, piet: Known) -> tuple[Talk, ...]:
    week = ("how the close went", "open tickets", "the export by entity")
    lead = ("savings in purchasing", "plans for the year", "the renewal's outline")
    ours = "Nina Halvorsen"
    return (
        *regular(days, "nw", (farid, farid, piet), ours, week, every=15, first=712, last=116),
        *regular(days, "nw late", (farid,), ours, week, every=24, first=104, last=20),
        *regular(days, "nw lead", (carla,), ours, lead, every=34, first=700, last=60, kind=TouchKind.MEETING),
        *regular(
            days, "nw mail", (farid, piet), ours, ("the export",), every=41, first=690, last=50, kind=TouchKind.EMAIL
        ),
        *meeting(days.ago(153), "Jonas Weber", "half-year meeting", (carla, farid)),
        *meeting(review_days(days.ahead(3), 1)[0], ours, "quarterly review", (farid,), (carla,)),
        talk(days.ago(52), carla, ours, "that she leaves", kind=TouchKind.EMAIL, direction=Direction.THEIRS),
        talk(
            days.ago(1),
            dana,
            ours,
            "hello from the new head of operations",
            kind=TouchKind.MESSAGE,
            direction=Direction.THEIRS,
        ),
    )


def _surveys(days: Days, farid: Known, carla: Known, ines: Known) -> tuple[Answer, ...]:
    by_hand = "Three closes in a row I built the file by hand. It takes me 40 minutes."
    return (
        *answers(days, SurveyKind.NPS, farid, (8, 9, 9, 9, 8, 8, 6), every=91, last=44, words=by_hand),
        *answers(days, SurveyKind.NPS, carla, (8, 8, 9, 8), every=182, last=136),
        *answers(
            days,
            SurveyKind.CSAT,
            ines,
            (4, 5, 5, 4, 4),
            every=121,
            last=30,
            words="Quick answer, but the export is still slow.",
        ),
    )
