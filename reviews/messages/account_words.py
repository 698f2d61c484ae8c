"""How what is kept about a customer is said, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from reviews.account_changes import changed_fields
from reviews.account_money import say_money
from reviews.account_words import LABELS
from reviews.dates import say_date
from reviews.messages.words import count, said
from reviews.model import Account

SHOWN_WITH = {"currency": "arr"}
"""Said together with another field."""


def field_words(account: Account, name: str, names: Mapping[str, str], today: date) -> str:
    """One field's value, mrkdwn, escaped; `none` where there is none. `names`: Slack ids to people's names."""
    value: Any = getattr(account, name)
    if name == "is_private":
        return "its people, leaders and admins only" if value else "everybody here"
    if value is None or value == "":
        return "none"
    match name:
        case "owner" | "sponsor":
            return said(names.get(value, value), 60)
        case "channel" | "shared_channel":
            return f"<#{value}>"
        case "renewal_on" | "sponsor_met_on":
            return say_date(value, today)
        case "arr":
            return said(say_money(value, account.currency), 40)
        case "seats":
            return count(value, "seat")
        case _:
            return said(str(value), 80)


def changes_words(before: Account, after: Account, names: Mapping[str, str], today: date) -> list[str]:
    """Each field that changed, as it was and as it is: `owner Nina → Omar`."""
    changed = dict.fromkeys(_leading(name, after) for name in changed_fields(before, after))
    return [
        f"{LABELS[name]} {field_words(before, name, names, today)} → *{field_words(after, name, names, today)}*"
        for name in changed
    ]


def _leading(name: str, after: Account) -> str:
    """The currency is said with the amount, where there is one."""
    return SHOWN_WITH[name] if name in SHOWN_WITH and after.arr is not None else name


def renewal_words(account: Account, today: date) -> str:
    """`renews Wed 31 Mar 2027, in 127 days`."""
    day = account.renewal_on
    if day is None:
        return "renewal not known"
    left, one = (day - today).days, "day"
    if left < 0:
        return f"renewal was {say_date(day, today)}, {count(-left, 'day')} ago"
    return f"renews {say_date(day, today)}, {f'in {count(left, one)}' if left else 'today'}"
