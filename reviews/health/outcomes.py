"""The customer's own goals, and how much time is left."""

from __future__ import annotations

from reviews.health.model import NotKnown, Part, Reading, SignalName, View


def goals(view: View) -> Reading:
    """To be read."""
    return NotKnown(SignalName.GOALS, Part.OUTCOMES, "This is being built.")


def renewal_window(view: View) -> Reading:
    """To be read."""
    return NotKnown(SignalName.RENEWAL_WINDOW, Part.OUTCOMES, "This is being built.")
