"""Shared plans: what they decline, and what the talk turns to."""

from __future__ import annotations

from reviews.health.model import NotKnown, Part, Reading, SignalName, View


def declined(view: View) -> Reading:
    """To be read."""
    return NotKnown(SignalName.DECLINED, Part.ENGAGEMENT, "This is being built.")


def talk_of_terms(view: View) -> Reading:
    """To be read."""
    return NotKnown(SignalName.TALK_OF_TERMS, Part.ENGAGEMENT, "This is being built.")
