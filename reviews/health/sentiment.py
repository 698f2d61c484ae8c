"""What they say when asked, weighed by who says it."""

from __future__ import annotations

from reviews.health.model import NotKnown, Part, Reading, SignalName, View


def surveys(view: View) -> Reading:
    """To be read."""
    return NotKnown(SignalName.SURVEYS, Part.SENTIMENT, "This is being built.")
