"""Days as files write them: one shape for a column, found from all of it, applied strictly, and never guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.imports.day_cells import bounds, example_of, parts_of
from reviews.imports.day_columns import DayColumn
from reviews.imports.day_shapes import DAY_SHAPES, DayShape
from reviews.imports.model import Choices, ImportKind, UnreadableFileError
from reviews.imports.periods import PERIOD_SHAPES
from tests.imports.files import NOW, of, read_file, utc

TOUCHES = of(ImportKind.TOUCHES)
SHAPES: list[tuple[str, str, datetime]] = [
    ("2026-10-31", "year-month-day", utc(2026, 10, 31, 12)),
    ("2026/10/31", "year-month-day", utc(2026, 10, 31, 12)),
    ("2026-10-31 14:05", "year-month-day, with time", utc(2026, 10, 31, 14, 5)),
    ("2026-10-31T14:05:09Z", "year-month-day, with time", utc(2026, 10, 31, 14, 5, 9)),
    ("2026-10-31T14:05:09.250Z", "year-month-day, with time", utc(2026, 10, 31, 14, 5, 9, 250_000)),
    ("2026-10-31T14:05:09+02:00", "year-month-day, with time", utc(2026, 10, 31, 12, 5, 9)),
    ("2026-10-31 14:05:09 +0200", "year-month-day, with time", utc(2026, 10, 31, 12, 5, 9)),
    ("2026-10-31 14:05:09 UTC", "year-month-day, with time", utc(2026, 10, 31, 14, 5, 9)),
    ("2026-10-31 09:05:09 EST", "year-month-day, with time", utc(2026, 10, 31, 14, 5, 9)),
    ("2026-10-31T14:05:09.000+0000", "year-month-day, with time", utc(2026, 10, 31, 14, 5, 9)),
    ("20261031", "yearmonthday", utc(2026, 10, 31, 12)),
    ("31.10.2026", "day.month.year", utc(2026, 10, 31, 12)),
    ("31.10.26", "day.month.year", utc(2026, 10, 31, 12)),
    ("03.04.2026", "day.month.year", utc(2026, 4, 3, 12)),
    ("31. 10. 2026 14:05", "day.month.year, with time", utc(2026, 10, 31, 14, 5)),
    ("31/10/2026 9:05 PM", "day/month/year, with time", utc(2026, 10, 31, 21, 5)),
    ("10/31/2026", "month/day/year", utc(2026, 10, 31, 12)),
    ("10/31/26 12:05 AM", "month/day/year, with time", utc(2026, 10, 31, 0, 5)),
    ("10-31-2026 12:05 p.m.", "month-day-year, with time", utc(2026, 10, 31, 12, 5)),
    ("31-Oct-26", "month by name", utc(2026, 10, 31, 12)),
    ("31/Oct/26 9:00 AM", "month by name, with time", utc(2026, 10, 31, 9)),
    ("Oct 31, 2026", "month by name", utc(2026, 10, 31, 12)),
    ("October 31st, 2026 at 14:05", "month by name, with time", utc(2026, 10, 31, 14, 5)),
    ("Sat, 31 Oct 2026 14:05:00 +0100", "month by name, with time", utc(2026, 10, 31, 13, 5)),
    ("31. Oktober 2026", "month by name", utc(2026, 10, 31, 12)),
    ("Sa 31. Okt. 2026 14:05 Uhr", "month by name, with time", utc(2026, 10, 31, 14, 5)),
    ("3. März 2026", "month by name", utc(2026, 3, 3, 12)),
    ("31 de octubre de 2026", "month by name", utc(2026, 10, 31, 12)),
    ("mar. 13 de octubre de 2026", "month by name", utc(2026, 10, 13, 12)),
    ("1er août 2026", "month by name", utc(2026, 8, 1, 12)),
    ("31 décembre 2025 14h30", "month by name, with time", utc(2025, 12, 31, 14, 30)),
    ("1790000000", "seconds since 1970, with time", utc(2026, 9, 21, 14, 13, 20)),
    ("1790000000250", "milliseconds since 1970, with time", utc(2026, 9, 21, 14, 13, 20, 250_000)),
    ("46326", "Excel day number", utc(2026, 10, 31, 12)),
    ("46326.75", "Excel day number, with time", utc(2026, 10, 31, 18)),
]


def _column(*days: str, choices: Choices = TOUCHES) -> str:
    return "Customer;Date\n" + "".join(f"Northwind;{day}\n" for day in days)


@pytest.mark.parametrize(("text", "how", "moment"), SHAPES)
def test_a_day_is_read_as_it_is_written(text: str, how: str, moment: datetime) -> None:
    read = read_file(_column(text), TOUCHES)
    assert read.bad == []
    assert read.hows["at"] == how
    assert read.good[0].values["at"] == moment
    assert read.good[0].values["day_only"] is ("with time" not in how)


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "31.06.2026",
        "32/12/2026",
        "13/13/2026",
        "31-Foo-26",
        "2026-10-31 25:00",
        "2026-10-31 13:00 PM",
        "2026-10-31 10:00 CST",
        "tomorrow",
        "12",
        "=TODAY()",
        "-",
        "1.2.3.4",
        "2026-10",
    ],
)
def test_what_is_no_day_never_becomes_one(text: str) -> None:
    with pytest.raises(UnreadableFileError, match="Date"):
        read_file(_column("" if text == "-" else text, text or "x", "x"), TOUCHES)


def test_one_day_that_can_only_be_read_one_way_speaks_for_the_column() -> None:
    read = read_file(_column("03/04/2026", "05/04/2026", "25/04/2026"), TOUCHES)
    assert [line.values["at"].date() for line in read.good] == [date(2026, 4, 3), date(2026, 4, 5), date(2026, 4, 25)]


def test_a_day_far_down_the_file_decides() -> None:
    read = read_file(_column(*["03/04/2026"] * 3000, "04/25/2026"), TOUCHES)
    assert read.hows["at"] == "month/day/year"
    assert read.good[0].values["at"] == utc(2026, 3, 4, 12)


def test_one_column_speaks_for_another_of_its_file() -> None:
    data = "Customer,Subject,Created at,Solved at\nNorthwind,Export,03/04/2026,25/04/2026\n"
    assert read_file(data).good[0].values["opened_at"] == utc(2026, 4, 3, 12)


def test_days_that_can_be_read_in_two_ways_are_asked_about_with_both_readings() -> None:
    with pytest.raises(UnreadableFileError) as refused:
        read_file(_column("03/04/2026"), TOUCHES)
    said = str(refused.value)
    assert "“03/04/2026” is 3 April 2026" in said
    assert "4 March 2026 if the month does" in said
    assert said.endswith("Say which is meant.")


def test_a_day_that_is_the_same_both_ways_is_not_asked_about() -> None:
    assert read_file(_column("05/05/2026"), TOUCHES).good[0].values["at"] == utc(2026, 5, 5, 12)


def test_a_column_that_writes_days_both_ways_is_asked_about() -> None:
    with pytest.raises(UnreadableFileError, match="some days with the day first and some with the month first"):
        read_file(_column("25/04/2026", "04/25/2026"), TOUCHES)
    read = read_file(_column("25/04/2026", "04/25/2026"), of(ImportKind.TOUCHES, day_first=True))
    assert [bad.line for bad in read.bad] == [3]


@pytest.mark.parametrize(("day_first", "day"), [(True, date(2026, 4, 3)), (False, date(2026, 3, 4))])
def test_somebody_says_which_of_day_and_month_stands_first(day_first: bool, day: date) -> None:
    read = read_file(_column("03/04/2026"), of(ImportKind.TOUCHES, day_first=day_first))
    assert read.good[0].values["at"].date() == day


def test_a_day_written_otherwise_than_its_column_is_a_bad_line() -> None:
    read = read_file(_column("25/04/2026", "26/04/2026", "04/27/2026", "2026-04-28"), TOUCHES)
    assert [bad.line for bad in read.bad] == [4, 5]
    assert read.bad[0].column == "Date"
    assert read.bad[0].reason == (
        "“04/27/2026” does not read as day/month/year, as this column is written. Write it as 31/12/2026."
    )


@pytest.mark.parametrize(("day", "why"), [("1999-10-01", "20 years back"), ("2026-11-27", "lies ahead")])
def test_a_day_that_is_not_believed_is_a_bad_line(day: str, why: str) -> None:
    read = read_file(_column("2026-10-01", day, f"{day} 10:00"), TOUCHES)
    assert len(read.bad) == 2
    assert why in read.bad[0].reason
    assert why in read.bad[1].reason


@pytest.mark.parametrize(
    "cut", ["2026", "2026-10", "2026-10-", "2026-10-01T", "2026-10-01 ", "2026-10-01 1", "2026-10-01 10:0"]
)
def test_a_moment_that_is_cut_off_is_a_bad_line(cut: str) -> None:
    read = read_file(_column("2026-10-01 10:00", "2026-10-01 10:01", cut), TOUCHES)
    assert [bad.line for bad in read.bad] == ([] if cut == "2026-10-01 " else [4])


def test_a_renewal_may_lie_years_ahead() -> None:
    read = read_file(
        "Customer,Renewal date,ARR\nNorthwind,2033-10-01,1\nKestrel,2038-01-01,1\n", of(ImportKind.ACCOUNTS)
    )
    assert read.good[0].values["renewal_on"] == date(2033, 10, 1)
    assert "lies ahead" in read.bad[0].reason


def test_times_that_are_all_midnight_are_days() -> None:
    read = read_file(_column("2026-10-01 00:00:00", "2026-10-02 00:00:00"), TOUCHES)
    assert read.hows["at"] == "year-month-day"
    assert read.good[0].values == read.good[0].values | {"at": utc(2026, 10, 1, 12), "day_only": True}


def test_days_counted_in_seconds_stay_days_in_any_zone() -> None:
    read = read_file(_column("1790035200", "1790121600"), of(ImportKind.TOUCHES, time_zone="America/New_York"))
    assert read.hows["at"] == "seconds since 1970"
    assert read.good[0].values["at"] == utc(2026, 9, 22, 16)


def test_midnight_among_times_is_a_time() -> None:
    read = read_file(_column("2026-10-01 00:00:00", "2026-10-02 10:00:00"), TOUCHES)
    assert read.good[0].values["at"] == utc(2026, 10, 1)


@pytest.mark.parametrize("shape", ["%Y-%m-%d %H:%M:%S", "%d.%m.%Y %H:%M:%S"])
def test_local_times_follow_the_clocks_of_their_zone(shape: str) -> None:
    local = [datetime(2026, 3, 29, 1, 30), datetime(2026, 3, 29, 3, 30), datetime(2026, 10, 25, 12)]  # noqa: DTZ001
    choices = of(ImportKind.TOUCHES, time_zone="Europe/Berlin")
    read = read_file(_column(*[each.strftime(shape) for each in local] * 2), choices)
    expected = [utc(2026, 3, 29, 0, 30), utc(2026, 3, 29, 1, 30), utc(2026, 10, 25, 11)]
    assert [line.values["at"] for line in read.good] == expected * 2


def test_an_unknown_time_zone_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="Mars/Base"):
        read_file(_column("2026-10-01"), of(ImportKind.TOUCHES, time_zone="Mars/Base"))


@given(st.sampled_from(sorted(DAY_SHAPES)), st.dates(date(2010, 1, 1), date(2027, 6, 1)))
def test_a_day_written_in_a_known_shape_reads_back(how: str, day: date) -> None:
    shape = DAY_SHAPES[how]
    text = _written(how, day)
    assert _read(shape, text) == day


def _read(shape: DayShape, text: str) -> date | None:
    moment = shape.read_instant(text, UTC) if shape.read_instant else None
    return moment.date() if moment else shape.read_day(text)


def _written(how: str, day: date) -> str:
    if how == "month by name":
        return f"{day.day} {day:%b %Y}"
    counted = {"seconds since 1970": 1, "milliseconds since 1970": 1000}
    if how in counted:
        return str(int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) * counted[how])
    if how == "Excel day number":
        return str((day - date(1899, 12, 30)).days)
    return how.replace("day", f"{day:%d}").replace("month", f"{day:%m}").replace("year", f"{day:%Y}")


@pytest.mark.parametrize("how", [*DAY_SHAPES, *PERIOD_SHAPES])
def test_the_example_of_a_shape_is_of_that_shape(how: str) -> None:
    shown = example_of(how)
    last = date(2026, 12, 31)
    if how in PERIOD_SHAPES:
        period = PERIOD_SHAPES[how].read(shown)
        assert period is not None
        assert abs(period[0] - last) <= timedelta(days=3)
    else:
        assert _read(DAY_SHAPES[how], shown) == last


def test_what_a_column_says_of_itself_is_what_is_applied() -> None:
    column = DayColumn("Created")
    for text in ("25/04/2026 10:00", "03/04/2026 00:00"):
        column.add(text)
    assert parts_of(column.how(column.best or "")) == ("day/month/year", frozenset({"with time"}))


def test_twenty_years_back_and_one_ahead_are_believed() -> None:
    within = bounds(NOW, UTC)
    assert date(2006, 11, 30) > within.first > date(2006, 11, 1)
    assert date(2027, 11, 30) > within.last > date(2027, 11, 20)
