"""What failed for the customer, and whether it comes back."""

from __future__ import annotations

from reviews.health.model import NotKnown, Part, Reading, SignalName, View


def incidents(view: View) -> Reading:
    """To be read."""
    return NotKnown(SignalName.INCIDENTS, Part.RELIABILITY, "This is being built.")


def repeated_incidents(view: View) -> Reading:
    """To be read."""
    return NotKnown(SignalName.REPEATED_INCIDENTS, Part.RELIABILITY, "This is being built.")


def unfixed(view: View) -> Reading:
    """To be read."""
    return NotKnown(SignalName.UNFIXED, Part.RELIABILITY, "This is being built.")
