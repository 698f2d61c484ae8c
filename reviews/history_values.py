"""How single values of the audit trail are said, as mrkdwn. They come as JSON holds them; None is "nothing"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo

from reviews.dates import say_date
from reviews.sitting import gap_id
from reviews.text import literal, one_line

_WORDS = 160
_CHANNEL = re.compile(r"[CGD][A-Z0-9]+")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Lookup:
    """What a history is said with: its reader's day and zone, what people and customers are called.

    `subjects`: what contacts, goals and reviews are called, by kind and ref.
    """

    today: date
    names: Mapping[str, str] = field(default_factory=dict)
    accounts: Mapping[int, str] = field(default_factory=dict)
    subjects: Mapping[tuple[str, str], str] = field(default_factory=dict)
    zone: tzinfo = UTC

    def name(self, user_id: object) -> str:
        """What somebody is called; their id where that is not known."""
        shown = str(user_id)
        return literal(one_line(self.names.get(shown, shown), 60))


def words(shown: object, limit: int = _WORDS) -> str:
    """Somebody's words on one line, cut and escaped."""
    return literal(one_line(str(shown), limit))


def text(value: object, look: Lookup) -> str:
    """Somebody's words in quotation marks."""
    del look
    return f"“{words(value)}”"


def code(value: object, look: Lookup) -> str:
    """A short code as it is kept."""
    del look
    return words(value, 60)


def word(value: object, look: Lookup) -> str:
    """One of a few words of ours."""
    del look
    return words(_OURS.get(str(value), str(value).replace("_", " ")), 60)


_OURS = {
    "blocks": "blocks work",
    "slows": "slows work",
    "workaround": "forces a workaround",
    "redated": "new date",
    "slack": "typed here",
}


def number(value: object, look: Lookup) -> str:
    """A number as it stands."""
    del look
    return words(value, 40)


def amount(value: object, look: Lookup) -> str:
    """A large number with its thousands apart; no decimals where there are none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return number(value, look)
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,}"


def each_week(value: object, look: Lookup) -> str:
    """What people do each week: `“exports” 4 times by 2 people`. It comes as lists: what, how often, by how many."""
    if not isinstance(value, list | tuple):
        return words(value, 40)
    shown = [_done_weekly(each, look) for each in value if isinstance(each, list | tuple) and len(each) == 3]
    return ", ".join(shown) or NOTHING


def _done_weekly(each: Sequence[object], look: Lookup) -> str:
    what, per_week, people = each
    often = f" {amount(per_week, look)} times" if per_week is not None else ""
    by = f" by {amount(people, look)} {'person' if people == 1 else 'people'}" if people is not None else ""
    return f"“{words(what, 60)}”{often}{by}"


def day(value: object, look: Lookup) -> str:
    """A day with its weekday."""
    try:
        return say_date(date.fromisoformat(str(value)[:10]), look.today)
    except ValueError:
        return words(value, 40)


def moment(value: object, look: Lookup) -> str:
    """A moment by its reader's clock: `Tue 24 Nov 14:02`."""
    try:
        return when(datetime.fromisoformat(str(value)), look)
    except ValueError:
        return words(value, 40)


def when(at: datetime, look: Lookup) -> str:
    """A moment by its reader's clock: `Tue 24 Nov 14:02`."""
    there = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(look.zone)
    return f"{say_date(there.date(), look.today)} {there:%H:%M}"


def clock(value: object, look: Lookup) -> str:
    """A time of day."""
    del look
    return words(str(value)[:5], 5)


def weekend(value: object, look: Lookup) -> str:
    """Weekday numbers kept as text."""
    del look
    days = [_DAYS[int(part)] for part in str(value).split(",") if part.strip() in set("0123456")]
    return ", ".join(days) or words(value, 40)


def on_weekday(value: object, look: Lookup) -> str:
    """A weekday by its number, Monday 0."""
    del look
    return _DAYS[value] if isinstance(value, int) and 0 <= value < len(_DAYS) else words(value, 40)


def person(value: object, look: Lookup) -> str:
    """Somebody by name."""
    return look.name(value)


def channel(value: object, look: Lookup) -> str:
    """A channel, whose name Slack shows."""
    del look
    return f"<#{value}>" if _CHANNEL.fullmatch(str(value)) else words(value, 60)


def account(value: object, look: Lookup) -> str:
    """A customer by name."""
    known = look.accounts.get(value) if isinstance(value, int) else None
    return words(known, 80) if known else f"customer {words(value, 20)}"


def gap(value: object, look: Lookup) -> str:
    """A gap by its short id."""
    return gap_id(value) if isinstance(value, int) else number(value, look)


def review(value: object, look: Lookup) -> str:
    """A review by what it is called."""
    return look.subjects.get(("review", str(value)), f"review {words(value, 20)}")


def pressed(value: object, look: Lookup) -> str:
    """A link is only named: where it leads is for the card to show."""
    del look
    return "another one" if value else NOTHING


def yes(value: object, look: Lookup) -> str:
    """Yes or no."""
    del look
    return "yes" if value else "no"
