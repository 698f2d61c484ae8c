"""Health settings in one line: `red 45`, `enterprise yellow 70 red 50`, `usage 30`, `repair 120 days`, `usage shipped`.

A line may say several at once; what it does not name stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from reviews.decision import Refusal
from reviews.health.kept import HealthSettings
from reviews.health.model import Part
from reviews.health.settings_values import (
    COMMON,
    LONGEST_TIER,
    MOST_REPAIR_DAYS,
    MOST_TIERS,
    MOST_WEIGHT,
    bad_lines,
    bad_weights,
)
from reviews.health.weights import shipped, weights_of

SHIPPED: Final = "shipped"
_AS_SHIPPED: Final = frozenset({SHIPPED, "reset", "default"})
_ALL_WEIGHTS: Final = frozenset({"weights", "weight"})
EXAMPLES: Final = "`red 45`, `enterprise yellow 70 red 50`, `usage 30`, `repair 120 days` or `usage shipped`"
_PARTS: Final[Mapping[str, Part]] = {
    **{part.value: part for part in Part},
    "use": Part.USAGE,
    "gaps": Part.PROMISES,
    "contact": Part.ENGAGEMENT,
    "goals": Part.OUTCOMES,
    "sponsors": Part.SPONSORSHIP,
    "surveys": Part.SENTIMENT,
}
_LINES: Final = ("yellow", "red")
_NOISE: Final = frozenset({"days", "day", "below", "to", "and", "is", "=", "counts", "tier"})
_WORD: Final = re.compile(r"[^\s,;:=]+")
_LONGEST: Final = 300


@dataclass(slots=True)
class _Read:
    """What a line has said so far. `tier`: whose lines the next number sets."""

    weights: dict[str, float]
    tiers: dict[str, dict[str, int]]
    repair: int | None
    tier: str = COMMON
    named: list[str] = field(default_factory=list)


def read_line(
    words: str, before: HealthSettings | None, *, workspace_id: str, by: str, now: datetime
) -> HealthSettings | Refusal:
    """The settings with what the line says, or what is wrong with it."""
    tokens = [word.casefold() for word in _WORD.findall(words)]
    tokens = [SHIPPED if token in _AS_SHIPPED else token for token in tokens]
    if tokens == [SHIPPED]:
        return HealthSettings(workspace_id, by, now)
    if len(words) > _LONGEST:
        # Read only in part, a number cut in two would be set.
        return Refusal("unread", f"I read at most {_LONGEST} characters at once, not {len(words)}. Type it in two.")
    read = _Read(
        dict(before.weights) if before else {},
        {tier: dict(lines) for tier, lines in before.tiers.items()} if before else {},
        before.repair_days if before else None,
    )
    wrong = _walk(tokens, read)
    if wrong:
        return Refusal("unread", wrong)
    wanted = HealthSettings(workspace_id, by, now, read.weights, read.tiers, read.repair)
    wrong = _cannot_stand(wanted)
    return Refusal("cannot_stand", wrong) if wrong else wanted


def _walk(tokens: list[str], read: _Read) -> str:
    """Take word by word; what was wrong, or nothing."""
    place, did = 0, False
    while place < len(tokens):
        token = tokens[place]
        if token in _NOISE:
            place += 1
            continue
        if token in _ALL_WEIGHTS and not read.named:
            did, place = _take_weights(tokens, place, read) or did, place + 1
            continue
        if token not in {*_PARTS, *_LINES, "repair", SHIPPED}:
            read.named.append(token)
            place += 1
            continue
        wrong, place = _take(tokens, place, read)
        if wrong:
            return wrong
        did = True
    if read.named or not did:
        left = " ".join(read.named) or " ".join(tokens)
        return f"I did not read “{left[:60]}” as a setting. Type for example {EXAMPLES}."
    return ""


def _take_weights(tokens: list[str], place: int, read: _Read) -> bool:
    """The word `weights` only leads in what follows; before `shipped` it means all of them. Whether it did."""
    if tokens[place + 1 : place + 2] != [SHIPPED]:
        return False
    read.weights.clear()
    tokens.pop(place + 1)
    return True


def _take(tokens: list[str], place: int, read: _Read) -> tuple[str, int]:
    """One setting that begins at `place`: what was wrong with it, and where the next begins."""
    token = tokens[place]
    if read.named and token in {*_LINES, SHIPPED}:
        read.tier, read.named = " ".join(read.named), []
        if len(read.tier) > LONGEST_TIER:
            return f"A tier's name has at most {LONGEST_TIER} characters, not {len(read.tier)}.", place
    if token == SHIPPED:
        # A tier's own lines go.
        read.tiers.pop(read.tier, None)
        return "", place + 1
    after = next((at for at in range(place + 1, len(tokens)) if tokens[at] not in _NOISE), len(tokens))
    value = tokens[after] if after < len(tokens) else ""
    return _set(token, value, read), after + 1


def _set(name: str, value: str, read: _Read) -> str:
    if value != SHIPPED and not re.fullmatch(r"\d{1,4}(\.\d{1,2})?", value):
        return f"“{name}” needs a number behind it, or the word shipped: {EXAMPLES}."
    number = None if value == SHIPPED else float(value)
    if name in _PARTS:
        return _weigh(_PARTS[name], number, read)
    if number is not None and not number.is_integer():
        return f"“{name}” is a whole number, not {value}."
    whole = None if number is None else int(number)
    if name == "repair":
        read.repair = None if whole == shipped().repair_days else whole
        possible = whole is None or 1 <= whole <= MOST_REPAIR_DAYS
        return "" if possible else f"A repair takes 1 to {MOST_REPAIR_DAYS} days, not {whole}."
    lines = read.tiers.setdefault(read.tier, {})
    if whole is None:
        lines.pop(name, None)
    else:
        lines[name] = whole
    if not lines:
        del read.tiers[read.tier]
    return ""


def _weigh(part: Part, weight: float | None, read: _Read) -> str:
    if weight is not None and weight > MOST_WEIGHT:
        return f"A part counts 0 to {MOST_WEIGHT}, not {weight:g}."
    if weight is None or weight == shipped().parts[part]:
        read.weights.pop(part.value, None)
    else:
        read.weights[part.value] = weight
    return ""


def _cannot_stand(wanted: HealthSettings) -> str:
    """Why the whole cannot be counted with, or nothing."""
    weights = weights_of(wanted)
    if len(wanted.tiers) > MOST_TIERS:
        return f"At most {MOST_TIERS} tiers can have lines of their own."
    for tier, lines in (("", weights.thresholds), *weights.tiers.items()):
        if wrong := bad_lines(lines.yellow, lines.red):
            return f"{tier}: {wrong}" if tier else wrong
    return bad_weights(weights.parts)
