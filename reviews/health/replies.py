"""How long they take to answer, on their working days."""

from __future__ import annotations

from reviews.health.model import NotKnown, Part, Reading, SignalName, View


def reply_time(view: View) -> Reading:
    """To be read."""
    return NotKnown(SignalName.REPLY_TIME, Part.ENGAGEMENT, "This is being built.")
