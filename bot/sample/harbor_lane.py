"""Harbor Lane: the one that asks for its data. Use holds, but the tickets turn from how-to to exports and terms."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from bot.sample.asking import Subject, ticket, tickets
from bot.sample.days import Days, add_working, on_or_before
from bot.sample.past import Earlier, earlier, failure, review_days
from bot.sample.people import LENA, MEI, OMAR, PRIYA, RUTH
from bot.sample.story import Aim, Answer, Asked, Customer, Deal, Hole, Known, Move, Promise, Sat, Story, Talk
from bot.sample.talking import answers, meeting, regular, talk
from bot.sample.using import Shape, Team, usage
from reviews.customer import Level
from reviews.date_calendar import add_months
from reviews.facts import Direction, SurveyKind, TicketKind, TouchKind
from reviews.model import MarkColour, Question, Severity, Stage

BY_CENTRE: Final = "cost report"
_HOW, _PROBLEM, _REQUEST = TicketKind.HOW_TO, TicketKind.PROBLEM, TicketKind.REQUEST
_DATA, _CONTRACT = TicketKind.DATA, TicketKind.CONTRACT
_SUBJECTS: Final[tuple[Subject, ...]] = (
    ("How do we add a cost centre?", _HOW, BY_CENTRE),
    ("How do we move an invoice to another berth?", _HOW, "invoices"),
    ("Filter by vessel does not keep its choice", _PROBLEM, BY_CENTRE),
    ("How do we invite an outside accountant?", _HOW, "access"),
    ("Fuel surcharge on its own line", _REQUEST, "invoices"),
    ("How do we split a bill over two cost centres?", _HOW, BY_CENTRE),
)
_LATE: Final[tuple[Subject, ...]] = (
    ("Export by cost centre", _DATA, BY_CENTRE),
    ("How do we add a cost centre?", _HOW, BY_CENTRE),
    ("Attachments missing in the export", _DATA, "invoices"),
    ("How do we close a berth's account?", _HOW, "invoices"),
    ("Who sees the bills of another berth?", _HOW, "access"),
    ("Bill entered twice by two berths", _PROBLEM, "invoices"),
)
_NOW: Final[tuple[tuple[int, Subject, str, float | None], ...]] = (
    (86, ("How do we add a cost centre?", _HOW, BY_CENTRE), "Meg", 0.6),
    (79, ("Export by cost centre", _DATA, BY_CENTRE), "Nuria", 2.2),
    (71, ("All attachments of the last two years", _DATA, "invoices"), "Nuria", 4.1),
    (64, ("Export by cost centre, with the approver", _DATA, BY_CENTRE), "Nuria", 1.9),
    (58, ("How do we split a bill over two cost centres?", _HOW, BY_CENTRE), "Meg", 0.4),
    (50, ("Description of every field in the export", _DATA, BY_CENTRE), "Nuria", 3.3),
    (43, ("How long is our data kept after the contract ends?", _CONTRACT, None), "Ted", 1.2),
    (36, ("Export by cost centre as a nightly file", _DATA, BY_CENTRE), "Nuria", None),
    (27, ("Full copy of our data in an open format", _DATA, None), "Ted", 5.2),
    (20, ("Notice period and what it takes to reduce seats", _CONTRACT, None), "Ted", None),
    (13, ("Export by cost centre stops at 10,000 lines", _PROBLEM, BY_CENTRE), "Nuria", 2.4),
    (6, ("Export by cost centre, once more", _DATA, BY_CENTRE), "Nuria", None),
)
_SHAPE: Final = Shape(
    seats={24: 22, 15: 22, 14: 30, 0: 30},
    features={24: 11, 10: 17, 0: 16},
    calls=48,
    teams=(
        Team("cost control", {24: 6, 12: 8, 3: 8, 0: 8}, (("bills split by cost centre", 14.0, 0.75),)),
        Team("berth offices", {24: 7, 12: 11, 3: 11, 0: 10}, (("bills entered", 19.0, 0.8),)),
        Team("finance", {24: 2, 12: 3, 3: 3, 0: 3}, (("exports to a spreadsheet", 6.5, 1.0),)),
    ),
    volume={24: 1010, 12: 1390, 0: 1424},
    volume_unit="bills",
)
_EARLIER: Final = (
    Earlier("One place for every berth's bills", "Two berths still mail paper", "Visits both berths", RUTH, 26),
    Earlier(
        "Costs by centre within a week",
        "Bills wait for a cost centre",
        "Sets default centres up",
        PRIYA,
        19,
        reason="process",
        felt_by="cost control",
    ),
    Earlier("Eight seats more for the berths", "New people guess at roles", "Trains the berth offices", RUTH, 30),
    Earlier(
        "Costs by centre within three days",
        "The vessel filter forgets",
        "Mends the vessel filter",
        OMAR,
        38,
        reason="defect",
        felt_by="cost control",
    ),
    Earlier("A budget beside the costs", "The budget is kept in a spreadsheet", "Shows budgets to Meg", MEI, 33),
    Earlier("Hold the costs per berth", "Nobody has asked the CFO for months", "Meets Alan Whitfield", LENA, 42, False),
)


def harbor_lane(days: Days) -> Story:
    """The whole story, told from `days`' own today."""
    review = days.ahead(17)
    renewal, since = on_or_before(days.today + timedelta(days=128)), days.ago(742)
    meg = Known("Meg Sorensen", "Controller", Level.MANAGER, "meg@harborlane.example", since, champion=True)
    alan = Known("Alan Whitfield", "CFO", Level.EXECUTIVE, "alan@harborlane.example", since, sponsor=True)
    nuria = Known("Nuria Salas", "Data analyst", Level.USER, "nuria@harborlane.example", days.ago(118))
    ted = Known("Ted Lam", "IT and contracts", Level.MANAGER, "ted@harborlane.example", days.ago(400))
    return Story(
        customer=Customer(
            name="Harbor Lane",
            key="harborlane.example",
            owner=RUTH,
            channel="C0HARBORLN",
            tier="B",
            arr=64_750,
            currency="USD",
            seats=30,
            stage=Stage.LIVE,
            since=since,
            renewal_on=renewal,
            next_review_on=review,
            sponsor=LENA,
            sponsor_met_on=days.ago(262),
        ),
        people=(meg, alan, nuria, ted),
        aims=_aims(days),
        reviews=_reviews(days, review_days(review, 7)),
        incidents=(
            failure(days, 573, "Bills of two berths were swapped in a report", BY_CENTRE, "cost control", 26.5),
            failure(days, 342, "Sign-in was down", "log-in", "everybody", 0.8),
            failure(days, 166, "Cost report showed the rates of the month before", BY_CENTRE, "cost control", 5.6),
        ),
        usage=usage(days, "harbor lane", _SHAPE),
        tickets=_tickets(days, meg, nuria, ted),
        touches=_touches(days, meg, alan, nuria, ted),
        surveys=_surveys(days, meg, nuria),
        deals=(
            Deal(since, add_months(renewal, -12), 47_900, 22),
            Deal(add_months(renewal, -12), renewal, 64_750, 30),
        ),
    )


def _aims(days: Days) -> tuple[Aim, ...]:
    read = ((640, 11), (549, 8), (455, 6), (364, 5), (273, 4), (180, 3.5), (74, 3.5))
    return (
        Aim(
            "Costs by centre within three days of the month's end",
            "days after month-end",
            12,
            3,
            days.ago(690),
            days.ahead(60),
            tuple((days.ago(back), float(value)) for back, value in read),
        ),
    )


def _tickets(days: Days, meg: Known, nuria: Known, ted: Known) -> tuple[Asked, ...]:
    who = {"Meg": meg.name, "Nuria": nuria.name, "Ted": ted.name}
    return (
        *tickets(days, "harbor lane", _SUBJECTS, (12, 14, 15, 13, 16, 14), (meg, meg, ted), newest=2),
        *tickets(days, "harbor lane late", _LATE, (13,), (meg, meg, nuria), newest=1),
        *(ticket(days.ago(back), subject, who[name], solved_days=solved) for back, subject, name, solved in _NOW),
    )


def _touches(days: Days, meg: Known, alan: Known, nuria: Known, ted: Known) -> tuple[Talk, ...]:
    ours = "Ruth Okafor"
    month, data = ("costs by centre", "open tickets", "training"), ("the format of the export", "the nightly file")
    return (
        *regular(days, "hl", (meg,), ours, month, every=16, first=715, last=95),
        *regular(days, "hl now", (nuria, meg), ours, data, every=13, first=88, last=5),
        *regular(days, "hl cfo", (alan,), ours, ("plans and budget",), every=90, first=702, last=300),
        *meeting(days.ago(262), ours, "quarterly review", (meg, alan)),
        *meeting(review_days(days.ahead(17), 1)[0], ours, "quarterly review", (meg, nuria)),
        talk(days.ago(42), ted, ours, "contract terms", kind=TouchKind.EMAIL, direction=Direction.THEIRS),
        talk(days.ago(19), ted, ours, "seats and notice", kind=TouchKind.EMAIL, direction=Direction.THEIRS),
    )


def _surveys(days: Days, meg: Known, nuria: Known) -> tuple[Answer, ...]:
    return (
        *answers(
            days,
            SurveyKind.NPS,
            meg,
            (7, 8, 8, 8, 8, 7),
            every=121,
            last=35,
            words="Good for bills. For analysis we take the data out.",
        ),
        *answers(days, SurveyKind.CSAT, nuria, (3, 2), every=40, last=11, words="I got the export on the third try."),
    )


def _reviews(days: Days, held: list[date]) -> tuple[Sat, ...]:
    day = held[0]
    last = Sat(
        day=day,
        led_by=RUTH,
        goals="Costs by centre in three days; an analyst has joined finance",
        risk="Finance takes costs by centre out into spreadsheets and works there.",
        expect="A first export by cost centre, to be judged by Nuria.",
        colours={Question.USAGE: MarkColour.GREEN, Question.WORKAROUNDS: MarkColour.RED},
        says={Question.WORKAROUNDS: "Costs by centre are put together in a spreadsheet each month"},
        gaps=(
            Hole(
                "centre",
                "No export by cost centre; a spreadsheet cuts the file",
                "finance",
                "weekly",
                Severity.WORKAROUND,
                MEI,
                add_working(day, 15),
                "exports",
                moves=(Move(add_working(day, 14), days.ahead(7), "waits for the new exports"),),
            ),
        ),
        promises=(
            Promise(
                "Sends Nuria a first export by cost centre",
                PRIYA,
                add_working(day, 10),
                done_on=add_working(day, 13),
                helped=False,
            ),
            Promise(
                "Gives Nuria costs by centre as a nightly file",
                MEI,
                add_working(day, 15),
                moves=(Move(add_working(day, 14), days.ahead(4), "waits for the new exports"),),
                counterpart="Nuria Salas",
                gap="centre",
            ),
            Promise(
                "Puts Harbor Lane on the list for the new exports",
                MEI,
                add_working(day, 8),
                done_on=add_working(day, 8),
                helped=True,
            ),
        ),
    )
    return (*earlier(held[1:], RUTH, _EARLIER, "Meg"), last)
