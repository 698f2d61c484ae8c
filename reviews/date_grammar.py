"""Reading one whole phrase: the rules in turn, then what may be said around a day."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from reviews import date_named, date_numeric, date_periods, date_relative
from reviews.date_calendar import DAY, add_months, monday_of, nearest, working_week
from reviews.date_named import by_library
from reviews.date_readings import (
    WEEKDAYS_IN_FULL,
    DateAmbiguous,
    DatePast,
    DateRead,
    DateReading,
    say_date,
    say_day,
)
from reviews.date_relative import TIME_DROPPED
from reviews.date_settling import Asking, Form, Found, choose, join, past, settle, unknown
from reviews.date_words import MO, WD, WEEKDAY_NUMBER, canonical

LONGEST = 60
"""Characters in a phrase; anything longer is not a date."""

_RULES = (*date_relative.RULES, *date_named.RULES, *date_numeric.RULES, *date_periods.RULES)
_VAGUE = re.compile(
    r"asap|soon|shortly|later|immediately|urgent(?:ly)?|tb[acd]|as soon as possible|sometime|someday|"
    r"eventually|whenever|when (?:it is |it's |its )?ready|"
    r"(?:end of )?(?:this|next|current|coming) (?:sprint|release|cycle)|"
    r"christmas|easter|thanksgiving|new year|"
    r"(?:in |within )?(?:a )?(?:few|some) (?:hour|day|week|month)"
)
_INTRODUCED = re.compile(
    r"(?:(?:due|deadline|eta) )?"
    r"(?:(?:by no later than|no later than|not later than|on or before|by|due|until|till|til|on|for|at|"
    r"next update|update) )?"
    r"(.+?)(?: (?:at )?latest| or (?:earlier|sooner|before))?"
)
_BEFORE = re.compile(r"(?:by )?before (.+)")
_WEEK_OF = re.compile(r"week (?:of|commencing|start) (.+)")
_OPEN = re.compile(r"(?:not before|after|since|from|starting|as of|not until) .+")
_HEDGED = re.compile(r"(?:around|about|roughly|circa|approx|approximately|maybe|probably|hopefully|~) ?(.+)")
_HEDGED_AFTER = re.compile(r"(.+?) ?(?:ish|or so|or later|or after|maybe|probably|hopefully|if possible|tb[cd]|\?)")
_ZONE = r"(?: (?:utc|gmt|cet|cest|bst|est|edt|cst|cdt|mst|mdt|pst|pdt|et|pt|ct|ist))?"
_HOUR = (
    r"(?:first thing|noon|midday|lunch|lunchtime|morning|afternoon|evening|night|am|pm|"
    r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[ap]m)?|[0-9]{1,2}(?:\.[0-9]{2})? ?[ap]m|[0-9]{1,2} hour)"
)
_TIME = rf"(?:(?:(?:at|by|in|before|around) )?{_HOUR}|at [0-9]{{1,2}}){_ZONE}"
_TIME_FIRST = re.compile(rf"{_TIME} (?:(?:on|of) )?(.+)")
_TIME_LAST = re.compile(rf"(.+?) {_TIME}")
_ONLY_TIME = re.compile(_TIME)
_END_OF_DAY = r"(?:end of (?:day|business)|close of (?:business|play))"
_END_OF_DAY_BESIDE = re.compile(rf"{_END_OF_DAY} (?:on |of )?(.+)|(.+?) (?:by |at )?{_END_OF_DAY}")
_WEEKDAY_BESIDE = re.compile(rf"{WD} (?:on )?(?P<rest>.+)")
_WEEKDAY_AFTER = re.compile(rf"(?P<rest>.+?) (?:on )?{WD}")
_DAY_WORD = re.compile(r"(today|tomorrow) (.+)")
_NAMES_MONTH = re.compile(rf"\b{MO}\b")
# Layers that may be peeled off one phrase: "by fri 15 May 3pm at the latest" has four.
_DEEPEST = 5

Layer = Callable[[Asking, str, int], Found | None]


def read_phrase(asking: Asking) -> Found | None:
    """What the whole phrase says, or None when no rule fits it."""
    if len(asking.text) > LONGEST:
        return None
    try:
        return _read(asking, canonical(asking.text), 0)
    except (OverflowError, ValueError):
        # The words lead out of the calendar, as "in 900 years" does; no day is meant by them.
        return None


def _read(asking: Asking, phrase: str, depth: int) -> Found | None:
    for pattern, form, build in _RULES:
        if (match := pattern.fullmatch(phrase)) and (reading := build(asking, match)):
            return Found(form, reading)
    if _VAGUE.fullmatch(phrase):
        return Found(Form.VAGUE, unknown(asking, f"“{asking.text}” names no day"))
    if _ONLY_TIME.fullmatch(phrase):
        return Found(Form.TIME, unknown(asking, f"“{asking.text}” is a time without a day"))
    if depth >= _DEEPEST or " " not in phrase:
        return _hedged(asking, phrase, depth) if depth < _DEEPEST else None
    return next(_peeled(asking, phrase, depth), None)


def _peeled(asking: Asking, phrase: str, depth: int) -> Iterator[Found]:
    """What is found under the layers that may lie around a day."""
    for layer in _LAYERS:
        if found := layer(asking, phrase, depth + 1):
            yield found


def _open_ended(asking: Asking, phrase: str, _: int) -> Found | None:
    if not _OPEN.fullmatch(phrase):
        return None
    return Found(Form.VAGUE, unknown(asking, f"“{asking.text}” says from when, not by when"))


def _before(asking: Asking, phrase: str, depth: int) -> Found | None:
    """Read "before friday" as by Friday and say so; ask about "before tomorrow"."""
    match = _BEFORE.fullmatch(phrase)
    found = _read(asking, match[1], depth) if match else None
    if found is None or not isinstance(found.reading, DateRead) or found.form is Form.PERIOD:
        return found
    day = found.reading.date
    said = say_date(day, asking.today)
    if (day - asking.today).days <= 1:
        why = f"“{asking.text}” may or may not leave {said} itself"
        return Found(found.form, choose(asking, (asking.today, day), why))
    return Found(found.form, DateRead(day, join(found.reading.assumed, f"up to and including {said}")))


def _introduced(asking: Asking, phrase: str, depth: int) -> Found | None:
    match = _INTRODUCED.fullmatch(phrase)
    return _read(asking, match[1], depth) if match and match[1] != phrase else None


def _hedged(asking: Asking, phrase: str, depth: int) -> Found | None:
    """Ask about "around friday": a day to confirm, not to record."""
    match = _HEDGED.fullmatch(phrase) or _HEDGED_AFTER.fullmatch(phrase)
    found = _read(asking, match[1], depth + 1) if match else None
    if found is None or not isinstance(found.reading, DateRead):
        return found
    why = f"“{asking.text}” does not settle on {say_date(found.reading.date, asking.today)}"
    return Found(found.form, choose(asking, (found.reading.date,), why))


def _timed(asking: Asking, phrase: str, depth: int) -> Found | None:
    """A time of day beside a day is accepted and not kept."""
    match = _TIME_FIRST.fullmatch(phrase) or _TIME_LAST.fullmatch(phrase)
    found = _read(asking, match[1], depth) if match else None
    if found is None or not isinstance(found.reading, DateRead) or TIME_DROPPED in (found.reading.assumed or ""):
        return found
    return Found(found.form, replace(found.reading, assumed=join(found.reading.assumed, TIME_DROPPED)))


def _end_of_day(asking: Asking, phrase: str, depth: int) -> Found | None:
    match = _END_OF_DAY_BESIDE.fullmatch(phrase)
    return _read(asking, match[1] or match[2], depth) if match else None


def _with_weekday(asking: Asking, phrase: str, depth: int) -> Found | None:
    """A weekday beside a day has to agree with it."""
    match = _WEEKDAY_BESIDE.fullmatch(phrase) or _WEEKDAY_AFTER.fullmatch(phrase)
    if match is None:
        return None
    rest = f"{match['rest']}th" if re.fullmatch("[0-9]{1,2}", match["rest"]) else match["rest"]
    found = _read(asking, rest, depth)
    if found is None or found.form is Form.WEEKDAY:
        return None
    return _checked(asking, found, WEEKDAY_NUMBER[match["wd"]])


def _checked(asking: Asking, found: Found, weekday: int) -> Found | None:
    reading = found.reading
    if isinstance(reading, DateAmbiguous) and found.form in {Form.NUMERIC, Form.DOTTED, Form.SHORT_YEAR}:
        fitting = [day for day in reading.choices if day.weekday() == weekday]
        return Found(found.form, DateRead(fitting[0]) if len(fitting) == 1 else reading)
    if isinstance(reading, DateRead) and reading.date.weekday() != weekday:
        gone = add_months(reading.date, -12)
        if reading.assumed and gone < asking.today and gone.weekday() == weekday:
            return Found(found.form, past(asking, gone))
        return Found(found.form, _disagreeing(asking, reading.date, weekday))
    if isinstance(reading, DatePast) and found.form is Form.NAMED and reading.date.weekday() != weekday:
        ahead = add_months(reading.date, 12)
        if (ahead.year, ahead.weekday()) == (asking.today.year, weekday):
            return Found(found.form, settle(asking, ahead))
    return found if isinstance(reading, DateRead | DatePast) or found.form is Form.BAD else None


def _disagreeing(asking: Asking, day: date, weekday: int) -> DateReading:
    real, said = WEEKDAYS_IN_FULL[day.weekday()], WEEKDAYS_IN_FULL[weekday]
    why = f"“{asking.text}” does not agree with itself: {say_day(day)} is a {real}, not a {said}"
    return choose(asking, (day, nearest(day, weekday)), why)


def _day_word_beside(asking: Asking, phrase: str, depth: int) -> Found | None:
    """Check that "tomorrow 15 May" agrees with itself as well."""
    match = _DAY_WORD.fullmatch(phrase)
    found = _read(asking, match[2], depth) if match else None
    if match is None or found is None or not isinstance(found.reading, DateRead):
        return None
    day = asking.today + DAY * (match[1] == "tomorrow")
    if found.reading.date == day:
        return Found(Form.WORD, DateRead(day))
    why = f"“{asking.text}” does not agree with itself: {match[1]} is {say_date(day, asking.today)}"
    return Found(Form.WORD, choose(asking, (day, found.reading.date), why))


def _either(asking: Asking, phrase: str, depth: int) -> Found | None:
    """Ask about "thu or fri", which names two days."""
    left, _, right = phrase.partition(" or ")
    found = [_read(asking, part, depth) for part in (left, right)] if right else []
    readings = [one.reading for one in found if one]
    days = [reading.date for reading in readings if isinstance(reading, DateRead)]
    days += [day for reading in readings if isinstance(reading, DateAmbiguous) for day in reading.choices]
    if len(readings) != 2 or len(days) < 2:
        return None
    return Found(Form.NAMED, choose(asking, days, f"“{asking.text}” names two days"))


def _week_of(asking: Asking, phrase: str, depth: int) -> Found | None:
    """Ask about "week of 30 Nov", which names five days."""
    match = _WEEK_OF.fullmatch(phrase)
    found = _read(asking, match[1], depth) if match else None
    if found is None or not isinstance(found.reading, DateRead):
        return found
    days = working_week(monday_of(found.reading.date), asking.holidays)
    return Found(Form.PERIOD, choose(asking, days, f"“{asking.text}” names a week, not a day"))


def _by_library(asking: Asking, phrase: str, _: int) -> Found | None:
    if not _NAMES_MONTH.search(phrase):
        return None
    reading = by_library(asking, phrase)
    return Found(Form.NAMED, reading) if reading else None


_LAYERS: tuple[Layer, ...] = (
    _open_ended,
    _week_of,
    _before,
    _hedged,
    _end_of_day,
    _timed,
    _with_weekday,
    _day_word_beside,
    _introduced,
    _either,
    _by_library,
)
