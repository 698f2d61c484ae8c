"""Reading what came back from a call that failed: Slack's JSON, a proxy's plain text, or half an answer."""

from __future__ import annotations

from datetime import timedelta

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

FAILURES = (SlackClientError, aiohttp.ClientError, OSError, TimeoutError)
"""Every way a call can fail that is not our own mistake."""
PASSING = frozenset(
    {"ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"}
)
"""Slack's words for what is over in a while."""


GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
"""Slack's words for a message that cannot be brought up to date any more."""


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
    """How long Slack asks us to wait; None where it says nothing readable."""
    headers = getattr(failure.response, "headers", None) or {}
    asked = str(headers.get("Retry-After", ""))
    return timedelta(seconds=int(asked)) if asked.isascii() and asked.isdigit() else None
