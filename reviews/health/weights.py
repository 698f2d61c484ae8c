"""How much each part counts and where the lines are: as shipped in `weights.toml`, and as a workspace set otherwise."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Final

from reviews.health.kept import HealthSettings
from reviews.health.model import Part, Thresholds

FILE: Final = "weights.toml"


@dataclass(frozen=True, slots=True)
class Weights:
    """What a score is made with. `tiers` maps a tier's name, folded, to thresholds of its own."""

    parts: Mapping[Part, float]
    red_part: int
    thresholds: Thresholds
    least_known: float
    green_known: float
    repair_days: int
    tiers: Mapping[str, Thresholds] = field(default_factory=dict)

    def thresholds_of(self, tier: str | None) -> Thresholds:
        """The lines for a customer of that tier."""
        return self.tiers.get((tier or "").casefold(), self.thresholds)


@cache
def shipped() -> Weights:
    """As the file says."""
    read = tomllib.loads(files("reviews.health").joinpath(FILE).read_text(encoding="utf-8"))
    return Weights(
        parts={part: float(read["weights"][part.value]) for part in Part},
        red_part=int(read["floors"]["red_part"]),
        thresholds=Thresholds(**read["thresholds"]),
        least_known=float(read["known"]["least"]),
        green_known=float(read["known"]["green"]),
        repair_days=int(read["repair"]["days"]),
    )


def weights_of(settings: HealthSettings | None) -> Weights:
    """As shipped, with what the workspace set otherwise."""
    plain = shipped()
    if settings is None:
        return plain
    own = {Part(name): float(weight) for name, weight in settings.weights.items() if name in set(Part)}
    common = replace(plain.thresholds, **settings.tiers.get("", {}))
    tiers = {tier.casefold(): replace(common, **lines) for tier, lines in settings.tiers.items() if tier}
    return replace(
        plain,
        parts={**plain.parts, **own},
        thresholds=common,
        tiers=tiers,
        repair_days=settings.repair_days or plain.repair_days,
    )
