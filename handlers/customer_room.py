"""Looking at the channel that a customer's version would go to, for the person who is about to send it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from handlers.desk import Desk, Request
from handlers.slack_errors import SLACK_FAILURES, error_name
from reviews.messages.customer_version import Destination
from reviews.messages.words import said
from reviews.model import Account

_OUTSIDE: Final = ("is_ext_shared", "is_pending_ext_shared", "pending_shared", "pending_connected_team_ids")
_NOT_IN: Final = frozenset({"channel_not_found", "not_in_channel"})


async def destination(desk: Desk, request: Request, account: Account) -> Destination:
    """Where it would go and who reads there, as Slack says at this moment; or why it cannot go."""
    del desk
    channel, name = account.shared_channel, said(account.name, 80)
    if channel is None:
        text = f"{name} has no shared channel that I know of. Copy the text from here, or choose the channel."
        return Destination(trouble=text)
    try:
        answer = await request.client.conversations_info(channel=channel)
    except SLACK_FAILURES as failure:
        return Destination(channel, trouble=_why_not(channel, error_name(failure)))
    return _of(channel, name, answer.get("channel") or {})


def _of(channel: str, name: str, room: Mapping[str, Any]) -> Destination:
    if not room:
        return Destination(channel, trouble=_why_not(channel, "no channel in its answer"))
    if room.get("is_archived"):
        return Destination(channel, trouble=f"<#{channel}> is archived, so nothing can be sent there.")
    if room.get("is_member") is False:
        return Destination(channel, trouble=_why_not(channel, "not_in_channel"))
    if any(room.get(fact) for fact in _OUTSIDE):
        return Destination(channel, f"It goes to <#{channel}>, where people of {name} read along.")
    return Destination(channel, f"It goes to <#{channel}>. It is not shared: only our own people read it.")


def _why_not(channel: str, error: str) -> str:
    if error in _NOT_IN:
        return f"I am not in <#{channel}>. Type `/invite @Holdfast` there, then come back; or copy the text from here."
    return f"Slack did not say who reads <#{channel}> ({said(error, 60)}), so it cannot go now. Try again in a moment."
