"""Mornings, days and days off around the world, each worked out by hand from the zone's and country's own rules."""

from __future__ import annotations

from datetime import date, time

# Zone, local day, local clock, the instant in UTC.
INSTANTS: list[tuple[str, str, str, str]] = [
    # Ordinary mornings on either side of a change of clocks, north and south.
    ("Europe/Berlin", "2026-03-27", "09:00", "2026-03-27T08:00"),
    ("Europe/Berlin", "2026-03-30", "09:00", "2026-03-30T07:00"),
    ("Europe/Berlin", "2026-10-23", "09:00", "2026-10-23T07:00"),
    ("Europe/Berlin", "2026-10-26", "09:00", "2026-10-26T08:00"),
    ("America/Chicago", "2026-03-06", "09:00", "2026-03-06T15:00"),
    ("America/Chicago", "2026-03-09", "09:00", "2026-03-09T14:00"),
    ("America/Chicago", "2026-10-30", "09:00", "2026-10-30T14:00"),
    ("America/Chicago", "2026-11-02", "09:00", "2026-11-02T15:00"),
    ("Australia/Sydney", "2026-04-02", "09:00", "2026-04-01T22:00"),
    ("Australia/Sydney", "2026-04-07", "09:00", "2026-04-06T23:00"),
    ("Australia/Sydney", "2026-10-02", "09:00", "2026-10-01T23:00"),
    ("Australia/Sydney", "2026-10-06", "09:00", "2026-10-05T22:00"),
    ("America/Santiago", "2026-04-02", "09:00", "2026-04-02T12:00"),
    ("America/Santiago", "2026-04-06", "09:00", "2026-04-06T13:00"),
    ("America/Asuncion", "2024-10-04", "09:00", "2024-10-04T13:00"),
    ("America/Asuncion", "2024-10-07", "09:00", "2024-10-07T12:00"),
    ("Africa/Cairo", "2026-04-23", "09:00", "2026-04-23T07:00"),
    ("Africa/Cairo", "2026-04-26", "09:00", "2026-04-26T06:00"),
    # Clocks skip the time: the first instant after the gap.
    ("Europe/Berlin", "2026-03-29", "02:00", "2026-03-29T01:00"),
    ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:00"),
    ("Europe/Berlin", "2026-03-29", "02:59:59", "2026-03-29T01:00"),
    ("Europe/Berlin", "2026-03-29", "03:00", "2026-03-29T01:00"),
    ("America/Chicago", "2026-03-08", "02:30", "2026-03-08T08:00"),
    ("Australia/Sydney", "2026-10-04", "02:30", "2026-10-03T16:00"),
    ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30"),
    ("Pacific/Chatham", "2026-09-27", "03:15", "2026-09-26T14:00"),
    ("America/Santiago", "2026-09-06", "00:00", "2026-09-06T04:00"),
    ("America/Asuncion", "2024-10-06", "00:30", "2024-10-06T04:00"),
    ("Africa/Cairo", "2026-04-24", "00:00", "2026-04-23T22:00"),
    ("Pacific/Apia", "2011-12-30", "09:00", "2011-12-30T10:00"),
    # Clocks show the time twice: the first of the two.
    ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30"),
    ("America/Chicago", "2026-11-01", "01:30", "2026-11-01T06:30"),
    ("Australia/Sydney", "2026-04-05", "02:30", "2026-04-04T15:30"),
    ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45"),
    ("America/Santiago", "2026-04-04", "23:30", "2026-04-05T02:30"),
    # Half hours, quarter hours, and both ends of the world.
    ("Asia/Kolkata", "2026-05-14", "09:00", "2026-05-14T03:30"),
    ("Asia/Kathmandu", "2026-05-14", "09:00", "2026-05-14T03:15"),
    ("Australia/Lord_Howe", "2026-07-01", "09:00", "2026-06-30T22:30"),
    ("Australia/Lord_Howe", "2026-12-01", "09:00", "2026-11-30T22:00"),
    ("Pacific/Chatham", "2026-07-01", "09:00", "2026-06-30T20:15"),
    ("Pacific/Chatham", "2026-12-01", "09:00", "2026-11-30T19:15"),
    ("Pacific/Kiritimati", "2026-01-02", "09:00", "2026-01-01T19:00"),
    ("Pacific/Pago_Pago", "2026-01-02", "09:00", "2026-01-02T20:00"),
    # Leap day, year's ends, midnight.
    ("Europe/Berlin", "2028-02-29", "09:00", "2028-02-29T08:00"),
    ("Asia/Tokyo", "2027-01-01", "00:00", "2026-12-31T15:00"),
    ("America/Chicago", "2026-12-31", "18:00", "2027-01-01T00:00"),
]

# Zone, instant in UTC, the day it is there.
DAYS: list[tuple[str, str, str]] = [
    ("Pacific/Kiritimati", "2026-12-31T09:59", "2026-12-31"),
    ("Pacific/Kiritimati", "2026-12-31T10:00", "2027-01-01"),
    ("Pacific/Pago_Pago", "2027-01-01T10:59", "2026-12-31"),
    ("Pacific/Pago_Pago", "2027-01-01T11:00", "2027-01-01"),
    ("Asia/Kolkata", "2028-02-28T18:29", "2028-02-28"),
    ("Asia/Kolkata", "2028-02-28T18:30", "2028-02-29"),
    ("Asia/Kathmandu", "2026-05-13T18:14", "2026-05-13"),
    ("Asia/Kathmandu", "2026-05-13T18:15", "2026-05-14"),
    ("Pacific/Apia", "2011-12-30T09:59", "2011-12-29"),
    ("Pacific/Apia", "2011-12-30T10:00", "2011-12-31"),
    ("America/Santiago", "2026-04-05T03:30", "2026-04-04"),
    ("America/Santiago", "2026-04-05T04:00", "2026-04-05"),
    ("Africa/Cairo", "2026-04-23T21:59", "2026-04-23"),
    ("Africa/Cairo", "2026-04-23T22:00", "2026-04-24"),
]

# Country or region, day, whether it is worked.
WORKED: list[tuple[str | None, str, bool]] = [
    (None, "2026-12-25", True),
    (None, "2026-11-21", False),
    (None, "2026-11-22", False),
    (None, "2028-02-29", True),
    ("DE", "2026-12-25", False),
    ("DE", "2026-12-24", True),
    ("DE", "2027-01-06", True),
    ("DE-BY", "2027-01-06", False),
    ("DE-BE", "2027-01-06", True),
    ("DE-BE", "2027-03-08", False),
    ("US", "2026-11-26", False),
    ("US", "2026-03-31", True),
    ("US-CA", "2026-03-31", False),
    ("US", "2027-12-31", False),
    ("US", "2026-07-03", False),
    ("FR", "2026-07-14", False),
    ("GB-ENG", "2026-11-30", True),
    ("GB-SCT", "2026-11-30", False),
    ("AU-NSW", "2026-11-03", True),
    ("AU-VIC", "2026-11-03", False),
    ("JP", "2026-05-04", False),
    ("IN", "2026-01-26", False),
    ("IN", "2050-01-26", False),
    ("BR", "2026-09-07", False),
    ("CL", "2026-09-18", False),
    # Friday and Saturday.
    ("EG", "2026-05-15", False),
    ("EG", "2026-05-16", False),
    ("EG", "2026-05-17", True),
    ("IL", "2026-06-12", False),
    ("IL", "2026-06-14", True),
    ("SA", "2026-06-12", False),
    ("SA", "2026-06-14", True),
    # The Emirates moved theirs with the year 2022.
    ("AE", "2021-11-05", False),
    ("AE", "2021-11-07", True),
    ("AE", "2022-02-04", True),
    ("AE", "2022-02-06", False),
    # Friday and Sunday.
    ("BN", "2026-06-12", False),
    ("BN", "2026-06-13", True),
    ("BN", "2026-06-14", False),
    # One day of rest by law, two in offices.
    ("HK", "2026-06-13", False),
    ("HK", "2026-06-14", False),
    ("HK", "2026-06-12", True),
    ("IR", "2026-06-11", False),
    ("IR", "2026-06-12", False),
    ("IR", "2026-06-13", True),
    # A Saturday worked for a holiday's sake.
    ("CN", "2026-02-14", True),
    ("CN", "2026-02-17", False),
    # A country nobody knows keeps no holidays, and further out than anyone can say there are but weekends.
    ("XX", "2026-12-25", True),
    ("DE", "2300-12-25", True),
    ("DE", "2300-12-22", False),
]

# Country, weekend chosen, day, working days to add, the day that gives.
ADDED: list[tuple[str | None, frozenset[int] | None, str, int, str]] = [
    (None, None, "2026-11-20", 1, "2026-11-23"),
    (None, None, "2026-11-20", 0, "2026-11-20"),
    (None, None, "2026-11-21", 0, "2026-11-21"),
    (None, None, "2026-11-21", 1, "2026-11-23"),
    (None, None, "2026-11-21", -1, "2026-11-20"),
    (None, None, "2026-11-23", -1, "2026-11-20"),
    (None, None, "2026-11-24", -7, "2026-11-13"),
    (None, None, "2026-11-24", -2, "2026-11-20"),
    (None, None, "2028-02-28", 1, "2028-02-29"),
    (None, None, "2028-02-28", 2, "2028-03-01"),
    (None, None, "2026-12-31", 1, "2027-01-01"),
    ("DE", None, "2026-12-31", 1, "2027-01-04"),
    ("DE", None, "2026-12-24", 1, "2026-12-28"),
    ("DE", None, "2027-01-04", -2, "2026-12-30"),
    ("DE", None, "2026-12-25", -1, "2026-12-24"),
    ("DE", None, "2026-12-27", -1, "2026-12-24"),
    ("EG", None, "2026-05-14", 1, "2026-05-17"),
    ("EG", None, "2026-05-17", -1, "2026-05-14"),
    ("EG", frozenset({5, 6}), "2026-05-14", 1, "2026-05-15"),
    (None, frozenset({4, 5}), "2026-05-14", 1, "2026-05-17"),
    (None, frozenset(), "2026-05-15", 2, "2026-05-17"),
    (None, frozenset({0, 1, 2, 3, 5, 6}), "2026-05-15", 2, "2026-05-29"),
    ("CN", frozenset({5, 6}), "2026-02-13", 1, "2026-02-24"),
    (None, None, "2026-01-01", 260 + 261 + 260 + 1, "2029-01-01"),
]

# What is typed, the country it is read as.
COUNTRIES: list[tuple[str, str | None]] = [
    ("DE", "DE"),
    ("de", "DE"),
    (" De ", "DE"),
    ("DEU", "DE"),
    ("Germany", "DE"),
    ("germany.", "DE"),
    ("DE-BY", "DE-BY"),
    ("de_by", "DE-BY"),
    ("de by", "DE-BY"),
    ("Germany, Bayern", "DE-BY"),
    ("Bayern, Germany", "DE-BY"),
    ("Baden-Württemberg, Germany", "DE-BW"),
    ("US", "US"),
    ("u.s.", "US"),
    ("usa", "US"),
    ("the United States", "US"),
    ("US-CA", "US-CA"),
    ("California, US", "US-CA"),
    ("Georgia", "GE"),
    ("Georgia, US", "US-GA"),
    ("ca-qc", "CA-QC"),
    ("UK", "GB"),
    ("Britain", "GB"),
    ("united kingdom", "GB"),
    ("Scotland", "GB-SCT"),
    ("South Korea", "KR"),
    ("Korea, North", "KP"),
    ("Côte d’Ivoire", "CI"),
    ("Bosnia & Herzegovina", "BA"),
    ("UAE", "AE"),
    ("no", "NO"),
    ("DE-XX", None),
    ("Bayern", None),
    ("Xanadu", None),
    ("jan", None),
    ("", None),
    ("-", None),
    ("x" * 5000, None),
]

# Zone, the country it lies in.
ZONES: list[tuple[str, str | None]] = [
    ("Europe/Berlin", "DE"),
    ("Europe/Oslo", "NO"),
    ("Europe/Amsterdam", "NL"),
    ("America/Chicago", "US"),
    ("America/Toronto", "CA"),
    ("Africa/Cairo", "EG"),
    ("Asia/Dubai", "AE"),
    ("Asia/Kolkata", "IN"),
    ("Asia/Calcutta", "IN"),
    ("Asia/Katmandu", "NP"),
    ("US/Pacific", "US"),
    ("Europe/Kiev", "UA"),
    ("GB", "GB"),
    ("Iceland", "IS"),
    ("Africa/Asmera", "ER"),
    ("America/Coral_Harbour", "CA"),
    ("UTC", None),
    ("Etc/GMT+5", None),
    ("EST", None),
    ("CET", None),
    ("Mars/Olympus", None),
    ("", None),
]

# After this instant (UTC), who in which zone and country with what morning, and their next morning (UTC).
MORNINGS: list[tuple[str, str, str | None, time, str]] = [
    ("2026-11-24T07:59", "Europe/Berlin", "DE", time(9), "2026-11-24T08:00"),
    ("2026-11-24T08:00", "Europe/Berlin", "DE", time(9), "2026-11-25T08:00"),
    ("2026-11-20T12:00", "Europe/Berlin", "DE", time(9), "2026-11-23T08:00"),
    ("2026-12-24T12:00", "Europe/Berlin", "DE", time(9), "2026-12-28T08:00"),
    ("2026-12-31T23:30", "Europe/Berlin", "DE", time(9), "2027-01-04T08:00"),
    # Over a change of clocks.
    ("2026-03-27T12:00", "Europe/Berlin", "DE", time(9), "2026-03-30T07:00"),
    ("2026-10-30T15:00", "America/Chicago", "US", time(9), "2026-11-02T15:00"),
    ("2026-10-02T00:00", "Australia/Sydney", "AU", time(9), "2026-10-04T22:00"),
    # The person's own evening is already their tomorrow in UTC.
    ("2026-11-24T23:00", "America/Chicago", "US", time(9), "2026-11-25T15:00"),
    ("2026-11-25T23:00", "America/Chicago", "US", time(9), "2026-11-27T15:00"),
    ("2026-11-25T00:30", "Asia/Kolkata", "IN", time(9), "2026-11-25T03:30"),
    # Sunday to Thursday; the night clocks change in Cairo is their weekend.
    ("2026-05-14T12:00", "Africa/Cairo", "EG", time(9), "2026-05-17T06:00"),
    ("2026-04-23T12:00", "Africa/Cairo", "EG", time(9), "2026-04-26T06:00"),
    # Midnight mornings, one of them skipped: work begins when the day does.
    ("2026-11-24T22:00", "Europe/Berlin", None, time(0), "2026-11-24T23:00"),
    ("2026-04-23T12:00", "Africa/Cairo", None, time(0), "2026-04-23T22:00"),
    # Samoa had no Friday 30 December 2011.
    ("2011-12-29T21:00", "Pacific/Apia", None, time(9), "2012-01-01T19:00"),
    ("2011-12-30T18:00", "Pacific/Apia", None, time(9), "2012-01-01T19:00"),
]


def day(text: str) -> date:
    """A day written as 2026-11-24."""
    return date.fromisoformat(text)
