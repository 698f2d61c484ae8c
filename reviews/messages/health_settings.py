"""What counts how much in a health score and where the lines are: the form, and how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reviews.decision import Message
from reviews.health.kept import HealthSettings
from reviews.health.model import Part
from reviews.health.settings_values import COMMON
from reviews.health.weights import shipped, weights_of
from reviews.messages import ids
from reviews.messages.brief_words import bare
from reviews.messages.health_lines import PART_WORDS
from reviews.messages.item_forms import View
from reviews.messages.parts import Block, context, field, message, modal, section, text_input
from reviews.messages.words import count, said

EXPLAINED: Final = (
    "The parts share the score by their weights; one of which nothing is known shares its own out among the others. "
    "A part below 40 is red, and keeps the whole below the line for yellow."
)


def health_settings_form(stored: HealthSettings | None, about: Mapping[str, object]) -> View:
    """What a workspace's admin may set, filled in with what holds. Fields: a part's name each, yellow, red, repair,
    tiers. What is emptied is as shipped again.
    """
    weights, plain = weights_of(stored), shipped()
    blocks: list[Block] = [context(EXPLAINED)]
    for part in Part:
        hint = f"Shipped: {plain.parts[part]:g}"
        weight = _number(part.value, f"{weights.parts[part]:g}")
        blocks.append(field(part.value, f"{PART_WORDS[part]} counts", weight, optional=True, hint=hint))
    lines, were = weights.thresholds, plain.thresholds
    blocks += [
        _line("yellow", "Watched (yellow) below", lines.yellow, were.yellow),
        _line("red", "Alarm (red) below", lines.red, were.red),
        _line("repair", "Days it takes to repair a relation", weights.repair_days, plain.repair_days),
    ]
    example = "enterprise yellow 70 red 45"
    tiers = text_input("tiers", typed=_tier_lines(stored), example=example, lines=True, most=3000)
    hint = f"One tier on each line: {example}"
    blocks.append(field("tiers", "Lines of their own for tiers", tiers, optional=True, hint=hint))
    return modal(ids.FORM_HEALTH_SETTINGS, "How health is counted", blocks, submit="Save for all", about=about)


def health_settings_stand(stored: HealthSettings | None, names: Mapping[str, str]) -> Message:
    """How health is counted at present, for who may not change it."""
    text = f"*How health is counted*\n{_standing(stored)}"
    by = f"Set by {said(names.get(stored.by, stored.by), 60)}." if stored else "As shipped."
    below = f"{EXPLAINED} {by} An admin can change it."
    return message(bare(f"{text.replace(chr(10), '. ')}. {below}"), [section(text), context(below)])


def health_settings_saved(stored: HealthSettings | None) -> Message:
    """That it was saved, what holds now, and when it shows."""
    text = f"*Saved.* {_standing(stored)}\nEvery customer is counted anew now; marks move as that is done."
    return message(bare(text.replace("\n", ". ")), [section(text)])


def _standing(stored: HealthSettings | None) -> str:
    weights, plain = weights_of(stored), shipped()
    parts = [_part(part, weights.parts[part], plain.parts[part]) for part in Part]
    lines = [f"Yellow below {weights.thresholds.yellow}, red below {weights.thresholds.red}"]
    lines += [
        f"{said(tier, 40)}: yellow below {own.yellow}, red below {own.red}" for tier, own in weights.tiers.items()
    ]
    repair = f"A repair takes {count(weights.repair_days, 'day')}"
    return "\n".join([", ".join(parts), *lines, repair])


def _part(part: Part, weight: float, before: float) -> str:
    return f"{PART_WORDS[part]} {weight:g}" + (f" (shipped {before:g})" if weight != before else "")


def _line(name: str, label: str, holds: int, was: int) -> Block:
    return field(name, label, _number(name, str(holds)), optional=True, hint=f"Shipped: {was}")


def _number(name: str, typed: str) -> dict[str, object]:
    return text_input(name, typed=typed, most=6)


def _tier_lines(stored: HealthSettings | None) -> str:
    tiers = {} if stored is None else {tier: lines for tier, lines in stored.tiers.items() if tier != COMMON}
    return "\n".join(
        f"{tier} {' '.join(f'{name} {at}' for name, at in lines.items())}" for tier, lines in tiers.items()
    )
