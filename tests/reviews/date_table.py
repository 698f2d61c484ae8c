"""Phrases people type for dates, and what each is to be read as.

An expectation is `2026-05-14` (read as that day), `2026-05-14 ! words` (read, and said to be assumed),
`? 2026-05-15 2026-05-22` (asked, with these choices), `< 2026-05-03` (past) or `-` (not understood).
"""

from datetime import date

from reviews.dates import DayOrder
from tests.reviews.date_wednesday_table import ON_A_WEDNESDAY

DMY, MDY = DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST
HOLIDAYS = frozenset({date(2026, 5, 25), date(2026, 12, 25), date(2027, 1, 1)})

Case = tuple[str, str]
Sheet = tuple[date, DayOrder | None, tuple[Case, ...]]

SHEETS: tuple[Sheet, ...] = (
    (date(2026, 5, 13), None, ON_A_WEDNESDAY),
    (
        date(2026, 5, 13),
        DMY,
        (
            ("7/6", "2026-06-07"),
            ("14/5", "2026-05-14"),
            ("5/14", "2026-05-14 ! month first"),
            ("5/6", "2026-06-05"),
            ("6/5", "< 2026-05-06"),
            ("7.6.", "2026-06-07"),
            ("07-06-2026", "2026-06-07"),
            ("14/05/26", "2026-05-14"),
            ("30/2", "-"),
        ),
    ),
    (
        date(2026, 5, 13),
        MDY,
        (
            ("7/6", "2026-07-06"),
            ("5/14", "2026-05-14"),
            ("14/5", "2026-05-14 ! day first"),
            ("6/5", "2026-06-05"),
            ("7.6.", "? 2026-06-07 2026-07-06"),
            ("5/14/26", "2026-05-14"),
            ("12/1/2026", "2026-12-01"),
            ("2/30", "-"),
        ),
    ),
    (
        date(2026, 5, 14),  # a Thursday
        DMY,
        (("next monday", "2026-05-18"), ("thu", "? 2026-05-14 2026-05-21"), ("eow", "2026-05-15")),
    ),
    (
        date(2026, 5, 15),  # a Friday
        DMY,
        (
            ("fri", "? 2026-05-15 2026-05-22"),
            ("by friday", "? 2026-05-15 2026-05-22"),
            ("this friday", "2026-05-15"),
            ("next friday", "2026-05-22"),
            ("friday week", "? 2026-05-22 2026-05-29"),
            ("eow", "2026-05-15"),
            ("next tuesday", "2026-05-19"),
            ("in 1 business day", "2026-05-18"),
            ("in 6 business days", "2026-05-26"),
            ("this week", "? 2026-05-15"),
        ),
    ),
    (
        date(2026, 5, 17),  # a Sunday
        DMY,
        (
            ("eow", "? 2026-05-22"),
            ("end of next week", "? 2026-05-22 2026-05-29"),
            ("next monday", "? 2026-05-18 2026-05-25"),
            ("monday", "2026-05-18"),
            ("this friday", "? 2026-05-22"),
            ("monday next week", "? 2026-05-18 2026-05-25"),
            ("in 1 business day", "2026-05-18"),
            ("this week", "-"),
        ),
    ),
    (
        date(2026, 11, 22),  # a Sunday in late autumn
        DMY,
        (
            ("3 Nov", "< 2026-11-03"),
            ("Tue 3 Nov", "< 2026-11-03"),
            ("3 Jan", "2027-01-03 ! next year, since 3 Jan has passed"),
            ("23 Sep", "< 2026-09-23"),
            ("22 Sep", "2027-09-22 ! next year"),
            ("end of january", "2027-01-31 ! next year"),
            ("end of q1", "2027-03-31 ! next year"),
            ("in 3 months", "2027-02-22"),
        ),
    ),
    (
        date(2026, 12, 30),  # a Wednesday, two days before the year ends
        DMY,
        (
            ("tomorrow", "2026-12-31"),
            ("fri", "2027-01-01"),
            ("2/1", "2027-01-02 ! next year"),
            ("in 1 week", "2027-01-06"),
            ("in 2 business days", "2027-01-04"),
            ("eow", "2026-12-31 ! last working day"),
            ("eoy", "2026-12-31"),
            ("eom", "2026-12-31"),
            ("end of next month", "2027-01-31 ! a Sunday"),
            ("end of next quarter", "2027-03-31"),
            ("the 14th", "2027-01-14 ! next month"),
            ("25 Dec", "< 2026-12-25"),
            ("end of next year", "2027-12-31"),
            ("next month", "? 2027-01-01 2027-01-15 2027-01-31"),
        ),
    ),
    (
        date(2027, 1, 2),  # a Saturday, just after the year began
        MDY,
        (
            ("30 Dec", "< 2026-12-30"),
            ("12/30", "< 2026-12-30"),
            ("1/5", "2027-01-05"),
            ("10/30", "2027-10-30"),
            ("eow", "? 2027-01-08"),
            ("next monday", "2027-01-04"),
            ("end of Q4", "< 2026-12-31"),
            ("2/29", "-"),
        ),
    ),
    (
        date(2027, 11, 30),
        DMY,
        (
            ("29 Feb", "2028-02-29 ! next year"),
            ("in 3 months", "2028-02-29 ! no day 30"),
            ("eom", "2027-11-30"),
        ),
    ),
    (
        date(2028, 1, 31),
        DMY,
        (
            ("in a month", "2028-02-29 ! no day 31"),
            ("29 Feb", "2028-02-29"),
            ("29 Feb 2028", "2028-02-29"),
            ("29 Feb 2029", "-"),
            ("end of february", "2028-02-29"),
            ("end of month", "2028-01-31"),
            ("tomorrow", "2028-02-01"),
            ("the 30th", "-"),
        ),
    ),
)
