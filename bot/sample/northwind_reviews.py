"""Northwind's reviews: two years of them, and what the last one promised."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.sample.days import Days, add_working
from bot.sample.past import Earlier, earlier, review_days
from bot.sample.people import MEI, NINA, OMAR, PRIYA
from bot.sample.story import Hole, Move, Promise, Sat
from reviews.model import MarkColour, Question, Severity

EXPORT: Final = "month-end export"
_EARLIER: Final = (
    Earlier(
        "Wants approvals before orders, not after",
        "Approvers do not know their part yet",
        "Trains the twelve approvers in two sessions",
        PRIYA,
        24,
    ),
    Earlier(
        "Half of all purchases are approved in time",
        "Suppliers appear twice after imports",
        "Merges the 61 doubled suppliers and says which",
        OMAR,
        31,
        reason="data-quality",
        felt_by="purchasing",
    ),
    Earlier(
        "Close takes five days, four would do",
        "Accounts payable types scans again by hand",
        "Sets the scan reader up for the three largest suppliers",
        PRIYA,
        20,
        reason="defect",
        felt_by="accounts payable",
    ),
    Earlier(
        "Adds six seats for the warehouse",
        "The warehouse has nobody to ask on site",
        "Trains Piet so that the warehouse can ask him",
        NINA,
        27,
        reason="training",
        felt_by="the warehouse",
    ),
    Earlier(
        "Wants the close in three days within the year",
        "The export is slow on the last working day",
        "Measures the export on the last working day and reports",
        OMAR,
        34,
        helped=False,
    ),
    Earlier(
        "Three and a half days to close",
        "Export by entity is asked for again",
        "Asks finance which entities the export needs",
        MEI,
        41,
    ),
)


def reviews(days: Days, coming: date) -> tuple[Sat, ...]:
    """Every closed review before the coming one, the oldest first."""
    held = review_days(coming, 7)
    return (*earlier(held[1:], NINA, _EARLIER, "Farid"), _last(days, held[0]))


def _last(days: Days, day: date) -> Sat:
    """The last review: the export was only slow then, and its fix has been late since."""
    first, second = days.month_end(2), days.month_end(1)
    size = "the file goes over the size limit, it needs another way to write"
    fix = Promise(
        "Fixes the month-end export for good",
        OMAR,
        first,
        moves=(
            Move(add_working(first, -2), second, size),
            Move(add_working(second, -1), days.behind(3), "the new writer fails on credit notes"),
        ),
        counterpart="Farid Nasser",
        gap="export",
    )
    return Sat(
        day=day,
        led_by=NINA,
        goals="Close in three days; wants fewer steps by hand",
        risk="The month-end export took 3 h 20 min in the last close; finance waits for it.",
        expect="The faster export before the next close, and a way to split it by entity.",
        colours={Question.RELIABILITY: MarkColour.YELLOW, Question.WORKAROUNDS: MarkColour.YELLOW},
        says={Question.WORKAROUNDS: "Finance splits the export by entity in a spreadsheet"},
        gaps=(
            Hole(
                "export",
                "Month-end export fails; Farid builds it by hand",
                "finance",
                "each close, 40 minutes",
                Severity.BLOCKS,
                OMAR,
                add_working(day, 12),
                "exports",
                moves=(Move(add_working(day, 11), days.ahead(5), "waits for the fix"),),
            ),
            Hole(
                "entity",
                "No export by entity: a spreadsheet splits it",
                "finance",
                "monthly",
                Severity.WORKAROUND,
                MEI,
                add_working(day, 20),
                "exports",
                moves=(Move(add_working(day, 19), days.ahead(9), "comes with the new exports"),),
            ),
        ),
        promises=(
            fix,
            Promise(
                "Sends Farid a file format that finance can load meanwhile",
                NINA,
                add_working(day, 8),
                done_on=add_working(day, 7),
                helped=False,
            ),
            Promise(
                "Writes down how finance builds the file by hand",
                PRIYA,
                add_working(day, 10),
                done_on=add_working(day, 10),
                helped=True,
            ),
            Promise(
                "Trains the two new people in accounts payable",
                NINA,
                add_working(day, 21),
                done_on=add_working(day, 19),
                helped=True,
            ),
            Promise(
                "Shows Farid the export by entity",
                MEI,
                add_working(day, 35),
                moves=(Move(add_working(day, 33), days.ahead(6), "the pilot at another customer comes first"),),
                counterpart="Farid Nasser",
                gap="entity",
            ),
        ),
    )
