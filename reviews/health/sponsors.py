"""Who stands for us at the customer, and for the customer here."""

from __future__ import annotations

from reviews.health.model import NotKnown, Part, Reading, SignalName, View


def executives_quiet(view: View) -> Reading:
    """To be read."""
    return NotKnown(SignalName.EXECUTIVES_QUIET, Part.SPONSORSHIP, "This is being built.")


def champion_left(view: View) -> Reading:
    """To be read."""
    return NotKnown(SignalName.CHAMPION_LEFT, Part.SPONSORSHIP, "This is being built.")


def our_sponsor(view: View) -> Reading:
    """To be read."""
    return NotKnown(SignalName.OUR_SPONSOR, Part.SPONSORSHIP, "This is being built.")
