"""The time of a day as files write it: 09:00, 9:00:05.250 PM, 14h30, 09:00 +0200, 9:00 UTC."""

from __future__ import annotations

import re
from typing import Final

Clock = tuple[int, int, int, int, int | None]
"""Hour, minute, second, microsecond, and how many minutes its zone is ahead of UTC; None where it names none."""

_CLOCK: Final = re.compile(
    r"(?P<hour>\d{1,2})[:h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?"
    r"(?:\s?(?P<half>[ap])\.?\s?m\.?)?(?:\s?(?:uhr|h))?"
    r"(?:\s?\(?(?P<zone>[a-z]{1,4})?(?P<ahead>[+-]\d{2}:?(?:\d{2})?)?\)?)?\Z"
)
ZONES: Final[dict[str, int]] = {
    **dict.fromkeys(("z", "utc", "gmt", "wet"), 0),
    **dict.fromkeys(("cet", "mez", "west"), 60),
    **dict.fromkeys(("cest", "mesz", "eet"), 120),
    "eest": 180,
    "est": -300,
    "edt": -240,
    "mst": -420,
    "mdt": -360,
    "pst": -480,
    "pdt": -420,
}
"""Zones whose letters mean one thing only; CST, IST and BST each mean several."""


def read_clock(text: str) -> Clock | None:
    """The time of day that is all of `text`; None for what is none, such as 25:00 or 13:00 PM."""
    found = _CLOCK.match(text.strip().lower())
    if found is None:
        return None
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"] == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    ahead = _ahead(found["zone"], found["ahead"])
    if ahead is None and (found["zone"] or found["ahead"]):
        return None
    return hour, minute, second, int((found["part"] or "0")[:6].ljust(6, "0")), ahead


def _ahead(zone: str | None, shift: str | None) -> int | None:
    """Minutes ahead of UTC; None where no zone is named or its letters are not known."""
    named = ZONES.get(zone) if zone else 0
    if named is None or (shift and named):
        return None
    if not shift:
        return named if zone else None
    digits = shift[1:].replace(":", "").ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    if minutes > 14 * 60:
        return None
    return -minutes if shift[0] == "-" else minutes


def split_clock(text: str) -> tuple[str, str]:
    """What stands before the time of day, and the time; "" where there is none."""
    at = text.find(":")
    if at < 0:
        at = text.find("h", len(text) - 4) if text[-3:-2] in {"h", "H"} else -1
        if at < 0:
            return text, ""
    start = at - 2 if text[max(at - 2, 0) : at].isdigit() and at >= 2 else at - 1
    return text[: max(start, 0)].rstrip(" Tt,"), text[max(start, 0) :]
