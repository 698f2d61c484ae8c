"""What is said about counting who writes in a channel."""

from __future__ import annotations

from reviews.messages import listening
from tests.builders import TODAY
from tests.messages.nudge_samples import Sample

LISTENING_SAMPLES: dict[str, Sample] = {
    "listening explained": lambda: listening.explained("Northwind", shared=False, command="/review"),
    "listening explained where they read": lambda: listening.explained("Northwind", shared=True, command="/review"),
    "listening noticed": lambda: listening.notice("Nina", shared=False, command="/review"),
    "listening noticed where they read": lambda: listening.notice("Nina", shared=True, command="/review"),
    "listening ended in the channel": lambda: listening.ended_notice("Omar"),
    "listening ended": lambda: listening.ended(3),
    "listening ended with nobody": lambda: listening.ended(0),
    "listening forgotten": lambda: listening.forgotten(12),
    "listening nothing to forget": lambda: listening.forgotten(0),
    "listening on": lambda: listening.stands("Nina", TODAY, 4, TODAY, "/review"),
    "listening off": lambda: listening.is_off("/review"),
    "listening archived": listening.archived,
    "listening with readers from outside": lambda: listening.read_by_others("Northwind", "/review"),
    "listening for nobody": lambda: listening.no_customer("/review"),
}
