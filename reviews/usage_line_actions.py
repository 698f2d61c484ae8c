"""Things people do in the product every week, as typed: "reports weekly by 6 people", "exports 4 times a week by 2"."""

from __future__ import annotations

import re

from reviews.facts import KeyAction
from reviews.usage_line_words import number_of

_N = r"(?:\d{1,6}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|nobody|none)"
_EACH = r"(?:(?:a|per|each|every) ?|/ ?)(?P<unit>day|working day|week|month|close)"
_OFTEN = (
    r"(?P<word>daily|every (?:working )?day|each day|weekly|every week|each week|monthly|every month"
    r"|once a month|fortnightly"
    r"|every two weeks|every other week|every (?:mon|tue|wed|thu|fri)\w*|(?:on )?(?:mon|tues|wednes|thurs|fri)days)"
    rf"|(?:about |around |some )?(?P<n>\d{{1,4}}|once|twice|three times|four times|five times)\s?(?:x"
    rf"|times)?\s?(?:{_EACH})"
)
_BY = (
    rf"by (?:only |just |about |some )?(?:(?P<people>{_N})(?: (?:different )?(?:people|users?|persons?|of them"
    rf"|in [\w -]+))?|(?P<one>one person))"
)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<what>[^\W\d].*?)\s*[:,]?\s+(?:{_OFTEN})(?:\s*,?\s*{_BY})?",
        rf"(?P<what>[^\W\d].*?)\s+{_BY}\s*,?\s*(?:{_OFTEN})",
        rf"(?P<what>[^\W\d].*?)\s+{_BY}",
        rf"(?P<people>{_N}) (?:people|users?|persons?|of them) (?:(?:do|does|run|runs|use|uses|make|makes|send"
        rf"|sends|create|creates|open|opens) )?(?P<what>[^\W\d].*?)\s+(?:{_OFTEN})",
    )
)
_WORDS = {
    "daily": 5.0,
    "every day": 5.0,
    "every working day": 5.0,
    "each day": 5.0,
    "fortnightly": 0.5,
    "every two weeks": 0.5,
}
_WORDS |= {"every other week": 0.5, "monthly": 0.25, "every month": 0.25, "once a month": 0.25}
_COUNTS = {"once": 1, "twice": 2, "three times": 3, "four times": 4, "five times": 5}
_A_WEEK = {"day": 5.0, "working day": 5.0, "week": 1.0, "month": 0.25, "close": 0.25}
"""Working weeks: five days, four weeks a month."""


def key_actions_in(text: str) -> KeyAction | None:
    """What the whole of `text` says people do; None where it says no such thing. Times are given a week."""
    for form in _FORMS:
        if found := form.fullmatch(text):
            return _action(found)
    return None


def _action(found: re.Match[str]) -> KeyAction | None:
    said = found.groupdict()
    what = " ".join(said["what"].split()).strip(" :,-")
    people = 1 if said.get("one") else number_of(said.get("people"))
    return KeyAction(what, _per_week(said), people) if what and len(what.split()) <= 8 else None


def _per_week(said: dict[str, str | None]) -> float | None:
    if word := said.get("word"):
        return _WORDS.get(" ".join(word.casefold().split()), 1.0)
    if times := said.get("n"):
        return float(_COUNTS.get(times.casefold()) or int(times)) * _A_WEEK[(said["unit"] or "week").casefold()]
    return None


def say_action(action: KeyAction) -> str:
    """`reports 4 times a week by 6 people`, as it is typed and read back."""
    by = f" by {action.people} {'person' if action.people == 1 else 'people'}" if action.people is not None else ""
    return f"{action.what}{_often(action.per_week)}{by}"


def _often(per_week: float | None) -> str:
    if per_week is None:
        return ""
    known = {0.25: " monthly", 0.5: " every two weeks", 1.0: " weekly", 2.0: " twice a week", 5.0: " daily"}
    if per_week in known:
        return known[per_week]
    whole = round(per_week)
    return f" {whole} times a week" if whole == per_week else f" {round(per_week * 4)} times a month"
