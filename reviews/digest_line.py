"""What follows `/review digest`: a day, an hour, whose customers and where, in any order; or off, full, settings."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum
from typing import Final

from reviews.digest_turns import WEEKDAYS
from reviews.digests import Scope
from reviews.near import nearest

_ROOM: Final = re.compile(r"^<#([A-Z0-9]+)(?:\|[^<>]*)?>$")
_CLOCK: Final = re.compile(r"^(\d{1,2})(?:[:.h](\d{2}))?\s?(am|pm|h|uhr|o'clock)?$", re.IGNORECASE)
_HALF_OF_DAY: Final = re.compile(r"(?<=\d)\s+(?=(?:am|pm|uhr|h|o'clock)\b)", re.IGNORECASE)
_QUIET: Final = frozenset(
    {"at", "on", "every", "each", "week", "weekly", "the", "a", "to", "in", "for", "of", "please", "and", "set", "my"}
    | {"send", "post", "digest", "accounts", "customers", "clock", "it", "is", "me"}
)
_DAYS: Final = {
    word: number
    for number, name in enumerate(WEEKDAYS)
    for word in (name.casefold(), f"{name.casefold()}s", name.casefold()[:3])
} | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_SCOPES: Final = {
    **dict.fromkeys(("own", "mine", "own accounts", "book"), Scope.OWN),
    **dict.fromkeys(("reports", "report", "team", "team's"), Scope.REPORTS),
    **dict.fromkeys(("all", "everything", "everybody", "everyone", "company"), Scope.ALL),
}


class Wish(StrEnum):
    """What is asked for, where it is not settings in words."""

    SHOW = "show"
    FULL = "full"
    OFF = "off"
    ON = "on"
    SETTINGS = "settings"


_WISHES: Final = {
    **dict.fromkeys(("show", "now", "today", "preview"), Wish.SHOW),
    **dict.fromkeys(("full", "whole", "complete"), Wish.FULL),
    **dict.fromkeys(("off", "stop", "none", "never", "end", "no", "unsubscribe", "cancel", "quit"), Wish.OFF),
    **dict.fromkeys(("on", "resume", "subscribe", "again", "yes"), Wish.ON),
    **dict.fromkeys(("settings", "setting", "form", "options", "preferences", "change", "when"), Wish.SETTINGS),
}
_PLACES: Final = {"here": "here", **dict.fromkeys(("dm", "dms", "direct", "private", "privately", "messages"), "dm")}
_MORNINGS: Final = frozenset({"morning", "mornings"})


@dataclass(frozen=True, slots=True)
class DigestSet:
    """What is to hold from now on; None leaves it as it is. `place`: "here", "dm" or a channel's id."""

    weekday: int | None = None
    hour: time | None = None
    morning: bool = False
    scope: Scope | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class DigestUnknown:
    """Could not be read: `why`, a whole sentence, plain text. `nearest`: what may have been meant, whole."""

    why: str
    nearest: str | None = None


DigestLine = Wish | DigestSet | DigestUnknown


def read_digest(words: str) -> DigestLine:
    """Read the words in any order. What is not understood is said, and nothing of the rest is kept."""
    typed = _HALF_OF_DAY.sub("", words.replace(",", " ")).split()
    bare = [word.strip(".;!?").casefold() or word for word in typed]
    wishes = {_WISHES[word] for word in bare if word in _WISHES} - ({Wish.ON} if len(bare) > 1 else set())
    rest = [word for word in typed if word.strip(".;!?").casefold() not in {*_WISHES, *_QUIET}]
    if wishes and (rest or len(wishes) > 1):
        named = sorted(wishes)[0]
        return DigestUnknown(f"“{named}” stands alone, and I read more beside it.", str(named))
    if wishes:
        return wishes.pop()
    if not rest:
        return Wish.ON if "on" in bare else Wish.SHOW
    return _set(rest)


def _set(words: list[str]) -> DigestLine:
    wanted = DigestSet()
    for word in words:
        read = _one(word)
        if isinstance(read, DigestUnknown):
            return _nearest(word, words) or read
        for name in ("weekday", "hour", "scope", "place"):
            new, old = getattr(read, name), getattr(wanted, name)
            if new is not None and old is not None and new != old:
                return DigestUnknown(_TWICE[name])
            if new is not None:
                wanted = replace(wanted, **{name: new})
        wanted = replace(wanted, morning=wanted.morning or read.morning)
    if wanted.morning and wanted.hour is not None:
        return DigestUnknown(_TWICE["hour"])
    return wanted


_TWICE: Final = {
    "weekday": "I read two days; it comes once a week.",
    "hour": "I read two times of day; it comes once a week.",
    "scope": "I read two of own, reports and all; it covers one of them.",
    "place": "I read two places; it is posted in one.",
}


def _one(word: str) -> DigestSet | DigestUnknown:
    """What one word sets."""
    bare = word.strip(".;!?").casefold()
    if room := _ROOM.match(word):
        return DigestSet(place=room[1])
    if bare in _DAYS:
        return DigestSet(weekday=_DAYS[bare])
    if bare in _SCOPES:
        return DigestSet(scope=_SCOPES[bare])
    if bare in _PLACES:
        return DigestSet(place=_PLACES[bare])
    if bare in _MORNINGS:
        return DigestSet(morning=True)
    if clock := _CLOCK.match(bare):
        return _clock(clock, word)
    return DigestUnknown(f"I do not know what “{word[:60]}” is to set.")


def _clock(found: re.Match[str], word: str) -> DigestSet | DigestUnknown:
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").casefold()
    if half in {"am", "pm"}:
        if not 1 <= hour <= 12:
            return DigestUnknown(f"“{word[:20]}” is no time of day.")
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        return DigestUnknown(f"“{word[:20]}” is no time of day.")
    return DigestSet(hour=time(hour, minute))


def _nearest(word: str, words: list[str]) -> DigestUnknown | None:
    """The whole line with the word that may have been meant."""
    meant = nearest(word, [*_DAYS, *_SCOPES, *_PLACES, *_WISHES, "morning"])
    if meant is None:
        return None
    alone = meant in _WISHES
    line = meant if alone else " ".join(meant if each == word else each for each in words)
    return DigestUnknown(f"I do not know what “{word[:60]}” is to set.", line)
