"""What may be set about health, and reading it out of the form. Only what differs from the shipped file is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from reviews.health.kept import HealthSettings
from reviews.health.model import Part
from reviews.health.weights import shipped

COMMON: Final = ""
"""The tier that stands for every customer without lines of its own."""
MOST_WEIGHT: Final = 100
MOST_REPAIR_DAYS: Final = 730
MOST_TIERS: Final = 20
LONGEST_TIER: Final = 60
_TIER: Final = re.compile(
    r"^(?P<tier>.+?)\s*[:=]?\s+(?P<rest>(?:(?:yellow|red)\s*[:=]?\s*\d+[\s,;]*)+)$", re.IGNORECASE
)
_LINE: Final = re.compile(r"(yellow|red)\s*[:=]?\s*(\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HealthFilled:
    """The form as it was filled in, text by text; what is empty is as shipped. `tiers`: one tier on each line."""

    weights: Mapping[Part, str] = field(default_factory=dict)
    yellow: str = ""
    red: str = ""
    repair: str = ""
    tiers: str = ""


@dataclass(frozen=True, slots=True)
class WrongHealth:
    """What is wrong, by the field it stands in."""

    errors: Mapping[str, str]


def read_health_settings(
    filled: HealthFilled, *, workspace_id: str, by: str, now: datetime
) -> HealthSettings | WrongHealth:
    """What the form says, or what is wrong with it."""
    errors: dict[str, str] = {}
    weights = _weights(filled, errors)
    tiers = _tiers(filled, errors)
    repair = _whole(filled.repair, 1, MOST_REPAIR_DAYS, "repair", errors)
    if errors:
        return WrongHealth(errors)
    repair_days = None if repair == shipped().repair_days else repair
    return HealthSettings(workspace_id, by, now, weights, tiers, repair_days)


def bad_lines(yellow: int, red: int) -> str:
    """Why these two lines cannot stand together; empty where they can."""
    if not (1 <= red <= 99 and 1 <= yellow <= 99):
        return "A line is a whole number from 1 to 99."
    if red >= yellow:
        return f"Red has to be below yellow: {red} is not below {yellow}."
    return ""


def bad_weights(weights: Mapping[Part, float]) -> str:
    """Why these weights cannot be counted with; empty where they can."""
    return "" if sum(weights.values()) > 0 else "At least one part has to count for something."


def _weights(filled: HealthFilled, errors: dict[str, str]) -> dict[str, float]:
    plain = shipped().parts
    found: dict[Part, float] = {}
    for part in Part:
        weight = _number(filled.weights.get(part, ""), part.value, errors)
        found[part] = plain[part] if weight is None else weight
    if wrong := bad_weights(found):
        errors.setdefault(Part.RELIABILITY.value, wrong)
    return {part.value: weight for part, weight in found.items() if weight != plain[part]}


def _number(text: str, name: str, errors: dict[str, str]) -> float | None:
    if not text.strip():
        return None
    try:
        weight = float(text.strip().replace(",", "."))
    except ValueError:
        weight = -1
    if not 0 <= weight <= MOST_WEIGHT:
        errors[name] = f"Type a number from 0 to {MOST_WEIGHT}; empty is as shipped."
        return None
    return weight


def _whole(text: str, least: int, most: int, name: str, errors: dict[str, str]) -> int | None:
    if not text.strip():
        return None
    if not re.fullmatch(r"[0-9]{1,4}", text.strip()) or not least <= int(text) <= most:
        errors[name] = f"Type a whole number from {least} to {most}; empty is as shipped."
        return None
    return int(text)


def _tiers(filled: HealthFilled, errors: dict[str, str]) -> dict[str, dict[str, int]]:
    plain = shipped().thresholds
    yellow = _whole(filled.yellow, 1, 99, "yellow", errors) or plain.yellow
    red = _whole(filled.red, 1, 99, "red", errors) or plain.red
    if wrong := bad_lines(yellow, red):
        errors.setdefault("red", wrong)
    found: dict[str, dict[str, int]] = {}
    if (yellow, red) != (plain.yellow, plain.red):
        found[COMMON] = {"yellow": yellow, "red": red}
    for tier, lines in _named(filled.tiers, errors):
        whole = {"yellow": yellow, "red": red} | lines
        if wrong := bad_lines(whole["yellow"], whole["red"]):
            errors["tiers"] = f"{tier}: {wrong}"
        found[tier] = lines
    return found


def _named(text: str, errors: dict[str, str]) -> Iterator[tuple[str, dict[str, int]]]:
    """Each tier that is named with the lines it has of its own."""
    lines = [each.strip() for each in text.splitlines() if each.strip()]
    if len(lines) > MOST_TIERS:
        errors["tiers"] = f"At most {MOST_TIERS} tiers."
    for line in lines[:MOST_TIERS]:
        found = _TIER.match(line[:200])
        if found is None:
            errors["tiers"] = f"“{line[:60]}” is not read. Write a tier on each line: enterprise yellow 70 red 45"
            continue
        tier = found["tier"].strip(" :=").casefold()[:LONGEST_TIER]
        yield tier, {name.lower(): int(number) for name, number in _LINE.findall(found["rest"])}
