"""Response URLs: five answers within thirty minutes to one thing a person did."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

LIFETIME = timedelta(minutes=30)
USES = 5


@dataclass(slots=True)
class ReplyUrl:
    """Where and to whom a response URL answers; `message_ts` is the message it was pressed on."""

    channel_id: str
    user_id: str
    born: datetime
    message_ts: str | None = None
    thread_ts: str | None = None
    uses: int = 0


class ReplyUrls:
    """The response URLs given out."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._held: dict[str, ReplyUrl] = {}

    def new(self, channel_id: str, user_id: str, *, message_ts: str | None = None, thread_ts: str | None = None) -> str:
        """Return the name of a new response URL."""
        name = secrets.token_urlsafe(18)
        self._held[name] = ReplyUrl(channel_id, user_id, self._clock(), message_ts, thread_ts)
        return name

    def find(self, name: str) -> ReplyUrl | None:
        """Return what a response URL answers, or None when it was never given out."""
        return self._held.get(name)

    def refusal(self, held: ReplyUrl) -> str | None:
        """Return Slack's word for why a response URL takes no more, or None when it does."""
        if held.uses >= USES:
            return "used_url"
        return "expired_url" if self._clock() - held.born > LIFETIME else None

    def clear(self) -> None:
        """Forget every response URL."""
        self._held.clear()
