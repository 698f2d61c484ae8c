"""A `Health` as plain JSON and back: what is kept beside a customer's mark, so that it can be told without reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from reviews.health.model import Health, NotKnown, Part, PartScore, Signal, SignalName


def pack(health: Health) -> dict[str, object]:
    """Short names, since there is one for every customer."""
    return {
        "score": health.score,
        "uncapped": health.uncapped,
        "capped_by": health.capped_by,
        "known": round(health.known, 4),
        "parts": [[each.part, each.score, round(each.share, 4)] for each in health.parts],
        "signals": [_packed(each) for each in health.signals],
        "unknown": [[each.name, each.part, each.missing] for each in health.unknown],
    }


def unpack(packed: Mapping[str, Any]) -> Health:
    """The same again."""
    capped_by = packed.get("capped_by")
    return Health(
        score=packed.get("score"),
        parts=tuple(PartScore(Part(part), score, share) for part, score, share in packed.get("parts", ())),
        signals=tuple(_signal(each) for each in packed.get("signals", ())),
        unknown=tuple(NotKnown(SignalName(name), Part(part), text) for name, part, text in packed.get("unknown", ())),
        known=float(packed.get("known", 0)),
        capped_by=Part(capped_by) if capped_by else None,
        uncapped=packed.get("uncapped"),
    )


def _packed(signal: Signal) -> list[object]:
    return [
        signal.name,
        signal.part,
        round(signal.strength, 4),
        signal.sentence,
        signal.number,
        signal.threshold,
        signal.source,
        signal.on.isoformat() if signal.on else None,
        signal.cannot_know,
        signal.link,
        signal.spoken_for,
    ]


def _signal(packed: Sequence[Any]) -> Signal:
    name, part, strength, sentence, number, threshold, source, on, cannot_know, link, spoken_for = packed
    return Signal(
        SignalName(name),
        Part(part),
        strength,
        sentence,
        number,
        threshold,
        source,
        date.fromisoformat(on) if on else None,
        cannot_know,
        link,
        bool(spoken_for),
    )
