"""Ladders worked out by hand from each country's calendar and each zone's clocks; mornings are at nine."""

from __future__ import annotations

from typing import NamedTuple


class Ladder(NamedTuple):
    """A promise and the instants in UTC at which its owner is asked, and the owner's day it comes to the manager."""

    zone: str
    country: str | None
    due: str
    soon: str
    on_the_day: str
    late: str
    three_late: str
    manager_on: str


# None: the country of the zone; "none": no public holidays.
LADDERS = [
    # A plain fortnight.
    Ladder(
        *("Europe/Berlin", None, "2026-11-18"),
        *("2026-11-16T08:00", "2026-11-18T08:00", "2026-11-19T08:00", "2026-11-23T08:00", "2026-11-27"),
    ),
    # Clocks go forward and back inside the ladder, north.
    Ladder(
        *("Europe/Berlin", None, "2026-03-27"),
        *("2026-03-25T08:00", "2026-03-27T08:00", "2026-03-30T07:00", "2026-04-01T07:00", "2026-04-09"),
    ),
    Ladder(
        *("Europe/Berlin", None, "2026-10-26"),
        *("2026-10-22T07:00", "2026-10-26T08:00", "2026-10-27T08:00", "2026-10-29T08:00", "2026-11-04"),
    ),
    Ladder(
        *("America/Chicago", None, "2026-03-06"),
        *("2026-03-04T15:00", "2026-03-06T15:00", "2026-03-09T14:00", "2026-03-11T14:00", "2026-03-17"),
    ),
    Ladder(
        *("America/Chicago", None, "2026-10-30"),
        *("2026-10-28T14:00", "2026-10-30T14:00", "2026-11-02T15:00", "2026-11-04T15:00", "2026-11-10"),
    ),
    # South: back in April over Easter, forward in October, with and without the state's own Labour Day.
    Ladder(
        *("Australia/Sydney", None, "2026-04-02"),
        *("2026-03-30T22:00", "2026-04-01T22:00", "2026-04-06T23:00", "2026-04-08T23:00", "2026-04-15"),
    ),
    Ladder(
        *("Australia/Sydney", None, "2026-10-02"),
        *("2026-09-29T23:00", "2026-10-01T23:00", "2026-10-04T22:00", "2026-10-06T22:00", "2026-10-13"),
    ),
    Ladder(
        *("Australia/Sydney", "AU-NSW", "2026-10-02"),
        *("2026-09-29T23:00", "2026-10-01T23:00", "2026-10-05T22:00", "2026-10-07T22:00", "2026-10-14"),
    ),
    Ladder(
        *("Pacific/Auckland", None, "2026-09-28"),
        *("2026-09-23T21:00", "2026-09-27T20:00", "2026-09-28T20:00", "2026-09-30T20:00", "2026-10-07"),
    ),
    Ladder(
        *("America/Santiago", None, "2026-09-04"),
        *("2026-09-02T13:00", "2026-09-04T13:00", "2026-09-07T12:00", "2026-09-09T12:00", "2026-09-15"),
    ),
    # Half and quarter hours; one that moves its clocks by half an hour.
    Ladder(
        *("Asia/Kolkata", None, "2026-11-23"),
        *("2026-11-19T03:30", "2026-11-23T03:30", "2026-11-25T03:30", "2026-11-27T03:30", "2026-12-03"),
    ),
    Ladder(
        *("Asia/Kathmandu", "none", "2026-11-18"),
        *("2026-11-16T03:15", "2026-11-18T03:15", "2026-11-19T03:15", "2026-11-23T03:15", "2026-11-27"),
    ),
    Ladder(
        *("America/St_Johns", None, "2026-10-30"),
        *("2026-10-28T11:30", "2026-10-30T11:30", "2026-11-02T12:30", "2026-11-04T12:30", "2026-11-10"),
    ),
    Ladder(
        *("Australia/Lord_Howe", None, "2026-04-02"),
        *("2026-03-30T22:00", "2026-04-01T22:00", "2026-04-06T22:30", "2026-04-08T22:30", "2026-04-15"),
    ),
    # A weekend of Friday and Saturday, with clocks that move on such a Friday, and a due day on it.
    Ladder(
        *("Asia/Riyadh", None, "2026-11-19"),
        *("2026-11-17T06:00", "2026-11-19T06:00", "2026-11-22T06:00", "2026-11-24T06:00", "2026-11-30"),
    ),
    Ladder(
        *("Asia/Riyadh", None, "2026-11-20"),
        *("2026-11-18T06:00", "2026-11-19T06:00", "2026-11-22T06:00", "2026-11-24T06:00", "2026-11-30"),
    ),
    Ladder(
        *("Africa/Cairo", None, "2026-04-23"),
        *("2026-04-21T07:00", "2026-04-23T07:00", "2026-04-26T06:00", "2026-04-28T06:00", "2026-05-04"),
    ),
    # A country that has moved its weekend to Saturday and Sunday.
    Ladder(
        *("Asia/Dubai", None, "2026-11-20"),
        *("2026-11-18T05:00", "2026-11-20T05:00", "2026-11-23T05:00", "2026-11-25T05:00", "2026-12-01"),
    ),
    # Due on a Saturday, on a holiday, and on the day before one.
    Ladder(
        *("Europe/Berlin", None, "2026-11-21"),
        *("2026-11-19T08:00", "2026-11-20T08:00", "2026-11-23T08:00", "2026-11-25T08:00", "2026-12-01"),
    ),
    Ladder(
        *("Europe/Berlin", None, "2026-12-25"),
        *("2026-12-23T08:00", "2026-12-24T08:00", "2026-12-28T08:00", "2026-12-30T08:00", "2027-01-06"),
    ),
    Ladder(
        *("America/Chicago", None, "2026-11-25"),
        *("2026-11-23T15:00", "2026-11-25T15:00", "2026-11-27T15:00", "2026-12-01T15:00", "2026-12-07"),
    ),
]
