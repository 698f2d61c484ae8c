"""Trigger ids: proof that a person just did something, good for one view within three seconds."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.practice.errors import SlackError

LIFETIME = timedelta(seconds=3)


@dataclass(slots=True)
class Trigger:
    """Who did something and when; `view_id` is the modal it was done in."""

    user_id: str
    born: datetime
    view_id: str | None = None
    used: bool = False


class Triggers:
    """The trigger ids given out."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._held: dict[str, Trigger] = {}

    def new(self, user_id: str, *, view_id: str | None = None) -> str:
        """Return a new trigger id for something this person did."""
        born = self._clock()
        while self._held and born - next(iter(self._held.values())).born > 100 * LIFETIME:
            del self._held[next(iter(self._held))]
        name = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._held[name] = Trigger(user_id, born, view_id)
        return name

    def check(self, name: str) -> Trigger:
        """Return a trigger that may still be used."""
        trigger = self._held.get(name)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self._clock() - trigger.born > LIFETIME:
            raise SlackError("expired_trigger_id")
        return trigger

    def clear(self) -> None:
        """Forget every trigger."""
        self._held.clear()
