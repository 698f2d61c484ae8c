"""What can go wrong between us and Slack."""

from __future__ import annotations

import aiohttp
from slack_sdk.errors import SlackClientError

SLACK_FAILURES = (SlackClientError, aiohttp.ClientError, OSError, TimeoutError)
"""Every way a call can fail that is not our own mistake."""


def error_name(failure: Exception) -> str:
    """Slack's own word for what went wrong, or the kind of failure. What comes back may not even be JSON."""
    data = getattr(getattr(failure, "response", None), "data", None)
    named = data.get("error") if isinstance(data, dict) else None
    return str(named or type(failure).__name__)
