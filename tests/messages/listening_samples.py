"""What is said about counting who writes in a channel."""

from __future__ import annotations

from reviews.messages.listening import (
    archived,
    ended,
    ended_notice,
    explained,
    forgotten,
    is_off,
    no_customer,
    notice,
    read_by_others,
    stands,
)
from tests.builders import TODAY
from tests.messages.nudge_samples import Sample

LISTENING_SAMPLES: dict[str, Sample] = {
    "listening explained": lambda: explained("Northwind", shared=False, command="/review"),
    "listening explained where they read": lambda: explained("Northwind", shared=True, command="/review"),
    "listening noticed": lambda: notice("Nina", shared=False, command="/review"),
    "listening noticed where they read": lambda: notice("Nina", shared=True, command="/review"),
    "listening ended in the channel": lambda: ended_notice("Omar"),
    "listening ended": lambda: ended(3),
    "listening ended with nobody": lambda: ended(0),
    "listening forgotten": lambda: forgotten(12),
    "listening nothing to forget": lambda: forgotten(0),
    "listening on": lambda: stands("Nina", TODAY, 4, TODAY, "/review"),
    "listening off": lambda: is_off("/review"),
    "listening archived": archived,
    "listening with readers from outside": lambda: read_by_others("Northwind", "/review"),
    "listening for nobody": lambda: no_customer("/review"),
}
