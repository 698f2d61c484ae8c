"""Reading what came back from a call that failed: Slack's JSON, a proxy's plain text, half an answer, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

FAILURES = (SlackClientError, aiohttp.ClientError, OSError, TimeoutError)
"""Every way a call can fail that is not our own mistake."""
BUSY = frozenset({"ratelimited", "rate_limited"})
PASSING = BUSY | {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}
"""Slack's words for what is over in a while."""
GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
"""Slack's words for a message that cannot be brought up to date any more."""
LOCKED_OUT = frozenset({"invalid_auth", "not_authed", "token_revoked", "token_expired"})
"""Slack does not take the token: nothing is wrong with the message."""
NEVER_CONNECTED = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
"""Refused, unresolvable or not answering the door: nothing was written."""
LONGEST_WAIT = 24 * 60 * 60


class Kind(Enum):
    """What a failure means for the message.

    CHANNEL_BUSY, ALL_BUSY, NOT_SENT and LOCKED_OUT: Slack has it not, and may have it later. REFUSED: Slack will
    never take it. UNKNOWN: it may stand in Slack or not.
    """

    CHANNEL_BUSY = auto()
    ALL_BUSY = auto()
    NOT_SENT = auto()
    LOCKED_OUT = auto()
    REFUSED = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed call, read. `wait` is how long Slack asks for."""

    kind: Kind
    error: str
    wait: timedelta | None = None


def read_failure(failure: Exception) -> Failure:
    """What a failed call means."""
    if isinstance(failure, SlackApiError):
        return _read_answer(failure)
    kind = Kind.NOT_SENT if isinstance(failure, NEVER_CONNECTED) else Kind.UNKNOWN
    return Failure(kind, type(failure).__name__)


def _read_answer(failure: SlackApiError) -> Failure:
    status, error = status_of(failure), error_of(failure)
    if status == 429 or error in BUSY:
        kind = Kind.CHANNEL_BUSY if error == "rate_limited" else Kind.ALL_BUSY
        return Failure(kind, error or "HTTP 429", retry_after(failure))
    if error is None or status >= 500 or error in PASSING:
        return Failure(Kind.UNKNOWN, error or f"HTTP {status}")
    return Failure(Kind.LOCKED_OUT if error in LOCKED_OUT else Kind.REFUSED, error)


def status_of(failure: SlackApiError) -> int:
    """The HTTP status; 0 where there was none."""
    response = failure.response
    return int(getattr(response, "status_code", None) or getattr(response, "status", 0) or 0)


def error_of(failure: SlackApiError) -> str | None:
    """Slack's own word for what went wrong; None where the answer was not Slack's JSON."""
    data = getattr(failure.response, "data", None)
    named = data.get("error") if isinstance(data, dict) else None
    return str(named) if named else None


def retry_after(failure: SlackApiError) -> timedelta | None:
    """How long Slack asks us to wait, a day at most; None where it says nothing readable."""
    headers = getattr(failure.response, "headers", None) or {}
    asked = str(headers.get("Retry-After", ""))
    readable = asked.isascii() and asked.isdigit() and len(asked) < 20
    return timedelta(seconds=min(int(asked), LONGEST_WAIT)) if readable else None
