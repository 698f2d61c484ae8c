"""Whether they use what they pay for, how deeply, and on whom it hangs."""

from __future__ import annotations

from reviews.health.model import NotKnown, Part, Reading, SignalName, View


def seats_used(view: View) -> Reading:
    """To be read."""
    return NotKnown(SignalName.SEATS_USED, Part.USAGE, "This is being built.")


def use_falling(view: View) -> Reading:
    """To be read."""
    return NotKnown(SignalName.USE_FALLING, Part.USAGE, "This is being built.")


def depth_falling(view: View) -> Reading:
    """To be read."""
    return NotKnown(SignalName.DEPTH_FALLING, Part.USAGE, "This is being built.")


def calls_falling(view: View) -> Reading:
    """To be read."""
    return NotKnown(SignalName.CALLS_FALLING, Part.USAGE, "This is being built.")


def one_person(view: View) -> Reading:
    """To be read."""
    return NotKnown(SignalName.ONE_PERSON, Part.USAGE, "This is being built.")
