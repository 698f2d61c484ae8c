"""Who leads somebody, as their Slack profile names it: the field that holds it, and its value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_LABELS = re.compile(
    r"\b(line\s+manager|manager|reports\s+to|supervisor|team\s+lead|lead|boss|vorgesetzte[rn]?|f\w+hrungskraft|"
    r"responsable|superior)\b",
    re.IGNORECASE,
)
_PLAINEST = ("manager", "reports to", "supervisor")
_PERSON = re.compile(r"[UW][A-Z0-9]+")


def manager_field(profile: Mapping[str, Any]) -> str | None:
    """The id of the field that names a manager, from the workspace's profile; None where it has none.

    Of several, the one that is called so most plainly.
    """
    fields = [each for each in profile.get("fields") or [] if isinstance(each, Mapping) and each.get("type") == "user"]
    named = [each for each in fields if each.get("id") and _LABELS.search(str(each.get("label") or ""))]
    best = min(named, key=_plainness, default=None)
    return str(best["id"]) if best else None


def _plainness(field: Mapping[str, Any]) -> tuple[int, int]:
    label = " ".join(str(field.get("label") or "").casefold().split())
    place = _PLAINEST.index(label) if label in _PLAINEST else len(_PLAINEST)
    return place, len(label)


def manager_in(profile: Mapping[str, Any], field_id: str) -> str | None:
    """The Slack id that a profile's field holds; of several people the first. None where it is empty."""
    fields = profile.get("fields")
    held = fields.get(field_id) if isinstance(fields, Mapping) else None
    value = str(held.get("value") or "") if isinstance(held, Mapping) else ""
    first = value.replace(",", " ").split()
    return first[0] if first and _PERSON.fullmatch(first[0]) else None
