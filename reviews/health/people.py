"""Who talks to us: how many people, of which levels, and since when nobody."""

from __future__ import annotations

from reviews.health.model import NotKnown, Part, Reading, SignalName, View


def people_heard(view: View) -> Reading:
    """To be read."""
    return NotKnown(SignalName.PEOPLE_HEARD, Part.ENGAGEMENT, "This is being built.")


def levels_heard(view: View) -> Reading:
    """To be read."""
    return NotKnown(SignalName.LEVELS_HEARD, Part.ENGAGEMENT, "This is being built.")


def one_contact(view: View) -> Reading:
    """To be read."""
    return NotKnown(SignalName.ONE_CONTACT, Part.ENGAGEMENT, "This is being built.")


def silence(view: View) -> Reading:
    """To be read."""
    return NotKnown(SignalName.SILENCE, Part.ENGAGEMENT, "This is being built.")
