"""Looking at a room before internal things are said in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.desk import Desk, Reply, Request
from handlers.slack_errors import SLACK_FAILURES, error_name
from reviews.messages.answers import tell

_OWN_CHANNEL = "A review runs in the customer's own channel. Type `{command} start` there."
_NOT_HERE = {"channel_not_found", "not_in_channel"}


async def look_at_room(desk: Desk, request: Request) -> str | Reply:
    """The name of the request's channel, or why no review can run in it. Fails closed.

    Slack calls every private channel "privategroup" in what it sends, so the name is asked for too.
    """
    if not request.channel:
        return Reply(tell(f"Type `{desk.command} start` in the customer's channel."))
    if _is_direct(request):
        return Reply(tell(_OWN_CHANNEL.format(command=desk.command)))
    try:
        answer = await request.client.conversations_info(channel=request.channel)
    except SLACK_FAILURES as failure:
        return Reply(tell(_why(desk, error_name(failure))))
    room = answer.get("channel") or {}
    return _refusal(desk, room) or str(room.get("name") or request.channel_name or "")


def _is_direct(request: Request) -> bool:
    """A direct message is told by its id or name: asking Slack about one needs a right we do without."""
    name = request.channel_name or ""
    return (request.channel or "").startswith("D") or name == "directmessage" or name.startswith("mpdm-")


def _refusal(desk: Desk, room: Mapping[str, Any]) -> Reply | None:
    if room.get("is_ext_shared") or room.get("is_pending_ext_shared"):
        text = "A customer reads this channel, so no review runs here."
        return Reply(tell(f"{text} Type `{desk.command} start` in the customer's internal channel."))
    if room.get("is_im") or room.get("is_mpim"):
        return Reply(tell(_OWN_CHANNEL.format(command=desk.command)))
    if room.get("is_archived"):
        return Reply(tell("This channel is archived, so no review can run here."))
    if room.get("is_member") is False:
        return Reply(tell(_why(desk, "not_in_channel")))
    return None


def _why(desk: Desk, error: str) -> str:
    if error in _NOT_HERE:
        return f"I am not in this channel yet. Type `/invite @Holdfast`, then `{desk.command} start` again."
    return f"Slack did not say who reads this channel ({error}), so I opened nothing. Try again in a moment."
