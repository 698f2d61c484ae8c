"""What they ask support for: far less of it, or of another kind."""

from __future__ import annotations

from reviews.health.model import NotKnown, Part, Reading, SignalName, View


def tickets_fell(view: View) -> Reading:
    """To be read."""
    return NotKnown(SignalName.TICKETS_FELL, Part.ENGAGEMENT, "This is being built.")


def tickets_turned(view: View) -> Reading:
    """To be read."""
    return NotKnown(SignalName.TICKETS_TURNED, Part.ENGAGEMENT, "This is being built.")
