"""The form of use: what a line said or a snapshot holds, as typed; and the form read back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from reviews.fact_entry_days import days_in
from reviews.fact_entry_fill import Fill, Wrong, kept, typed_day, wrong_link
from reviews.fact_entry_usage import UsageWords
from reviews.facts import KeyAction
from reviews.line_dates import Asked
from reviews.typed_numbers import NotANumber, read_number, say_number
from reviews.usage_line import UsageCount, UsageLine, read_usage
from reviews.usage_line_actions import key_actions_in, say_action

_NUMBERS = {"active30": "active_30", "seats": "seats", "active90": "active_90"}
_MORE = ("features", "calls", "volume", "volume_unit")


def fill_of_count(count: UsageCount, ends_on: date | None, link: str | None) -> Fill:
    """What is said of one team or of the whole account."""
    volume = f"{say_number(count.volume)} {count.volume_unit} a month" if count.volume is not None else ""
    more = (
        f"{count.features} features" if count.features is not None else "",
        f"{count.calls} calls" if count.calls is not None else "",
        volume,
    )
    return kept(
        {
            **{name: _shown(getattr(count, field)) for name, field in _NUMBERS.items()},
            "team": count.team,
            "actions": "\n".join(say_action(each) for each in count.key_actions),
            "more": ", ".join(each for each in more if each),
            "on": typed_day(ends_on) if ends_on else None,
            "link": link,
        }
    )


def _shown(number: int | None) -> str | None:
    return None if number is None else str(number)


def fill_of_usage_line(line: UsageLine) -> Fill:
    """What a line said of use; the form is about one team at a time, so it is the first of them."""
    return fill_of_count(line.counts[0] if line.counts else UsageCount(), line.ends_on, line.link)


def read_usage_fill(fill: Mapping[str, str], asked: Asked, *, insisted: bool = False) -> UsageWords | Wrong:
    """The form of use read back."""
    errors = wrong_link(fill)
    numbers: dict[str, int | None] = {}
    for name, field in _NUMBERS.items():
        found = _whole(fill.get(name))
        numbers[field] = None if isinstance(found, str) else found
        if isinstance(found, str):
            errors[name] = found
    actions = _actions(fill.get("actions", ""), errors)
    more = _more(fill.get("more", ""), asked, errors)
    ends_on = _day(fill.get("on"), asked, errors)
    if errors:
        return Wrong(errors)
    count = replace(
        more,
        team=fill.get("team", ""),
        key_actions=actions,
        seats=numbers["seats"],
        active_30=numbers["active_30"],
        active_90=numbers["active_90"],
    )
    return UsageWords(count, ends_on, fill.get("link"), insisted)


def _whole(text: str | None) -> int | str | None:
    """A number of people, or what is wrong with it."""
    if not text:
        return None
    found = read_number(text)
    if isinstance(found, NotANumber):
        return found.why
    if found.value < 0 or found.value != int(found.value) or found.value > 10**9 or found.unit == "%":
        return f"“{text}” is no number of people. Type one such as 31."
    return int(found.value)


def _actions(text: str, errors: dict[str, str]) -> tuple[KeyAction, ...]:
    read = [(line, key_actions_in(line.strip())) for line in re.split(r"[\n;]", text) if line.strip()]
    wrong = [line.strip() for line, action in read if action is None]
    if wrong:
        errors["actions"] = f"I cannot read “{wrong[0]}”. Type it such as “reports weekly by 6 people”."
    return tuple(action for _, action in read if action)


def _more(text: str, asked: Asked, errors: dict[str, str]) -> UsageCount:
    if not text.strip():
        return UsageCount()
    read = read_usage(text, asked)
    count = read.counts[0] if read.counts else UsageCount()
    known = UsageCount(**{name: getattr(count, name) for name in _MORE})
    if read.unread or read.doubts or len(read.counts) != 1 or known != count:
        errors["more"] = "I cannot read all of that. Type it such as “12 features, 1200 calls, 3400 invoices a month”."
    return known


def _day(text: str | None, asked: Asked, errors: dict[str, str]) -> date:
    if not text:
        return asked.today
    found = days_in(text, asked)
    if len(found) == 1 and found[0].day and found[0].start == 0 and found[0].end >= len(text.rstrip(". ")):
        return found[0].day
    why = found[0].why if found and found[0].why else None
    errors["on"] = why or f"I cannot read “{text}” as a day. Type one such as “31 Oct” or “yesterday”."
    return asked.today
