"""Days that have been: where a line names one, and which one it names. Facts happened; nothing is due.

Each phrase is read by the house's own grammar, which looks ahead, and turned back: "mon" is the last Monday,
"12 Nov" the last one. What can be two days that have been is a doubt, a day still ahead is left so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reviews.date_calendar import add_months, monday_of
from reviews.date_words import WEEKDAY_NUMBER
from reviews.dates import DateAmbiguous, DatePast, DateRead, DateReading, DateUnknown, DayOrder, read_date, say_date
from reviews.line_dates import Asked

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_NAMED = (
    rf"(?:(?:the )?{_NTH}\.?(?: of)?[ -]{_MONTH}\b\.?(?:,?[ -]20\d\d)?"
    rf"|{_MONTH}\b\.? (?:the )?{_NTH}(?![\d:.]|\s?[ap]m\b|\s(?:of|people|users|seats)\b)(?:,? 20\d\d(?!:))?)"
)
_NUMBERS = (
    r"(?:20\d\d-\d{1,2}-\d{1,2}|\d{1,2}(?P<sign>[/.-])\d{1,2}(?P=sign)(?:20)?\d\d|(?!24/7"
    r"|50/50)\d{1,2}/\d{1,2}(?!\s(?:of|people|users|seats)\b)"
    r"|\d{1,2}\.\d{1,2}\.(?!\d)|(?<=\bon )\d{1,2}\.\d{1,2}(?![.\d]))"
)
_WORDS = (
    r"(?:the )?day before yesterday|today|yesterday|yday|ystd|yest|tomorrow"
    r"|(?:\d{1,2}|an?|one|two|three|four|five|six|seven) (?:working )?(?:days?|weeks?|months?) ago"
)
_PARTS = r"(?:morning|afternoon|evening|night)"
_DAY = re.compile(
    rf"(?<![\w/@#.:-])(?:(?P<lead>on|of) )?(?P<day>(?:(?:(?:this|last|past"
    rf"|next) )?{WEEKDAY}\b\.?,? (?:the )?)?(?:{_NAMED}|{_NUMBERS})"
    rf"|(?:(?:this|last|past|next|previous) )?{WEEKDAY}(?! week\b)(?: (?:this|last|of this|of last) week)?"
    rf"|(?:(?<=\bon )|(?<=since )|(?<=from ))the {_NTH}|(?:(?<=\band )|(?<=& ))(?:the )?\d{{1,2}}(?:st|nd|rd"
    rf"|th)(?! [^\W\d])|{_WORDS}"
    rf"|(?:this|last|tonight|over) ?{_PARTS}|tonight|overnight)(?P<part> (?:in the |at )?{_PARTS})?(?![\w/@-]|['’]s\b)",
    re.IGNORECASE,
)
_REPEATED = re.compile(r"\b(?:every|each|all|most|some|per|since v|any)\s*$", re.IGNORECASE)
_WEEKDAY_ONLY = re.compile(
    rf"(?P<which>this|last|past|next|previous)?\s*(?P<wd>{WEEKDAY})(?P<week> (?:of )?(?:this|last) week)?",
    re.IGNORECASE,
)
_PART_OF_TODAY = re.compile(rf"this ?{_PARTS}|tonight", re.IGNORECASE)
_LAST_NIGHT = re.compile(rf"(?:last|over) ?{_PARTS}", re.IGNORECASE)
_YEAR = re.compile(r"20\d\d|\d[/.-]\d{1,2}[/.-]\d\d")
_ORDINAL = re.compile(rf"the {_NTH}", re.IGNORECASE)
_WORDLIKE = frozenset({"sat", "sun", "wed", "may", "march"})
_DAY_BACK = timedelta(days=1)
_AHEAD_AT_MOST = timedelta(days=60)
"""A day without a year that lies further ahead than this was last year's."""


@dataclass(frozen=True, slots=True)
class DaySaid:
    """A day named at `text[start:end]`. `day` is None where it is in doubt: `why` then says why, as a sentence.

    `part` is the part of the day that stood with it; `assumed` says what was filled in.
    """

    start: int
    end: int
    said: str
    day: date | None
    part: str = ""
    assumed: str | None = None
    why: str | None = None


def days_in(text: str, asked: Asked) -> list[DaySaid]:
    """Every day that the text names, left to right."""
    return list(_days_in(text, asked))


def _days_in(text: str, asked: Asked) -> Iterator[DaySaid]:
    for found in _DAY.finditer(text):
        if _REPEATED.search(text[max(0, found.start() - 40) : found.start()]) or _is_a_word(text, found):
            continue
        said = " ".join(found["day"].split())
        reading = past_day(said, asked)
        if reading is not None:
            part = (found["part"] or "").split()[-1:] or _own_part(said)
            start = found.start("lead") if (found["lead"] or "").casefold() == "on" else found.start("day")
            yield DaySaid(start, found.end(), said, reading[0], "".join(part).casefold(), reading[1], reading[2])


def _own_part(said: str) -> list[str]:
    found = re.search(rf"(?:^|this ?|last ?|over|to)({_PARTS})$", said, re.IGNORECASE)
    return [found[1]] if found else []


def _is_a_word(text: str, found: re.Match[str]) -> bool:
    """Whether "sat" or "may" is what the sentence says, not a day."""
    said = found["day"]
    if said.casefold() not in _WORDLIKE or found["lead"] or found["part"]:
        return False
    before, after = text[: found.start()].rstrip(" "), text[found.end() :].lstrip(" ")
    alone = (
        not before or before[-1] in ",;\n(-–—" or before.split()[-1].casefold() in {"since", "from", "until", "till"}
    )
    ended = not after or after[0] in ",;.\n)" or after[0].isdigit() or after.split()[0].casefold() in {"from", "at"}
    return not (alone or (ended and said != said.casefold()) or (after[:1].isdigit() and said[0].casefold() in "sw"))


def past_day(said: str, asked: Asked) -> tuple[date | None, str | None, str | None] | None:
    """Which day the whole of `said` names: the day, what was assumed, or None and why; None where it is no day."""
    if _PART_OF_TODAY.fullmatch(said):
        return asked.today, None, None
    if _LAST_NIGHT.fullmatch(said):
        return asked.today - _DAY_BACK, None, None
    if weekday := _WEEKDAY_ONLY.fullmatch(said):
        return _weekday(weekday, asked.today)
    text = {"yday": "yesterday", "ystd": "yesterday", "yest": "yesterday"}.get(said.casefold(), said)
    months_ago = re.fullmatch(r"(\w+) months? ago", text, re.IGNORECASE)
    if months_ago:
        return None, None, f"“{said}” names no day."
    if asked.order is None and re.search(r"\d/\d", text):
        return _either_order(text, asked)
    return _turned(text, read_date(text, today=asked.today, order=asked.order), asked)


def _weekday(found: re.Match[str], today: date) -> tuple[date | None, str | None, str | None]:
    number = WEEKDAY_NUMBER[found["wd"][:3].casefold()]
    which, week = (found["which"] or "").casefold(), (found["week"] or "").casefold()
    in_this_week = monday_of(today) + number * _DAY_BACK
    if which == "next":
        return in_this_week + 7 * _DAY_BACK, None, None
    if week:
        return in_this_week - (7 * _DAY_BACK if "last" in week else 0 * _DAY_BACK), None, None
    back = (today.weekday() - number) % 7
    if which in {"last", "past", "previous"}:
        return _last(today, back)
    return today - back * _DAY_BACK, None, None


def _last(today: date, back: int) -> tuple[date | None, str | None, str | None]:
    """Read "last mon" as the one before today; where that is in this week, some mean the one before."""
    if 0 < back <= today.weekday():
        near = today - back * _DAY_BACK
        return near, f"{say_date(near, today)}, not the week before", None
    return today - (back or 7) * _DAY_BACK, None, None


def _either_order(text: str, asked: Asked) -> tuple[date | None, str | None, str | None] | None:
    """3/11 of somebody whose order is not known: the one that has been, or a doubt."""
    found = [_turned(text, read_date(text, today=asked.today, order=order), asked) for order in DayOrder]
    days = sorted({each[0] for each in found if each and each[0] and each[0] <= asked.today})
    if len(days) == 1:
        return days[0], None, None
    if not days:
        return found[0]
    both = " or ".join(say_date(day, asked.today) for day in days)
    return None, None, f"“{text}” can be {both}."


def _turned(text: str, reading: DateReading, asked: Asked) -> tuple[date | None, str | None, str | None] | None:
    match reading:
        case DatePast(date=day) | DateRead(date=day):
            return _fitting(text, _turned_back(text, day, asked.today), asked.today)
        case DateAmbiguous(choices=choices, why=why):
            return _of_choices(text, choices, why, asked.today)
        case DateUnknown(why=why):
            return (None, None, why) if re.search("has no day", why) else None


def _fitting(text: str, day: date, today: date) -> tuple[date | None, str | None, str | None]:
    """A weekday beside a day has to agree with it."""
    weekday = re.match(WEEKDAY, text, re.IGNORECASE)
    if weekday is None or WEEKDAY_NUMBER[weekday[0][:3].casefold()] == day.weekday():
        return day, None, None
    return None, None, f"“{text}” does not agree with itself: the day is {say_date(day, today)}."


def _turned_back(text: str, day: date, today: date) -> date:
    if _ORDINAL.fullmatch(text) and day > today:
        return add_months(day, -1)
    if not _YEAR.search(text) and (day - today > _AHEAD_AT_MOST or day.year > today.year):
        return add_months(day, -12)
    return day


def _of_choices(
    text: str, choices: Sequence[date], why: str, today: date
) -> tuple[date | None, str | None, str | None]:
    """Choices lie ahead: those a year back that fit a weekday said with them have been."""
    if choices == (today,):
        return today, None, None
    return None, None, why
