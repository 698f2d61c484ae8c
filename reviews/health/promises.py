"""What was promised, and what stays broken."""

from __future__ import annotations

from reviews.health.model import NotKnown, Part, Reading, SignalName, View


def blocking_gaps(view: View) -> Reading:
    """To be read."""
    return NotKnown(SignalName.BLOCKING_GAPS, Part.PROMISES, "This is being built.")


def repeated_gaps(view: View) -> Reading:
    """To be read."""
    return NotKnown(SignalName.REPEATED_GAPS, Part.PROMISES, "This is being built.")


def broken_promises(view: View) -> Reading:
    """To be read."""
    return NotKnown(SignalName.BROKEN_PROMISES, Part.PROMISES, "This is being built.")


def weak_twice(view: View) -> Reading:
    """To be read."""
    return NotKnown(SignalName.WEAK_TWICE, Part.PROMISES, "This is being built.")
