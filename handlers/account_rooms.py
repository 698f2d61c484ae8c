"""Looking at the channels somebody gives a customer: who reads them decides what they may be."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.desk import Request
from handlers.slack_errors import SLACK_FAILURES, error_name

_HIDDEN = {"channel_not_found", "not_in_channel"}
_INVITE = "Type `/invite @Holdfast` there"


@dataclass(frozen=True, slots=True)
class RoomWord:
    """What is said of a channel; one that is `refused` is not taken."""

    text: str
    refused: bool = False


async def look_at_home(request: Request, channel: str) -> RoomWord | None:
    """Why a channel cannot be a customer's home, or what is still to do. Where Slack does not say, it cannot."""
    if channel.startswith("D"):
        return RoomWord("That is a direct message. A home is a channel.", refused=True)
    try:
        answer = await request.client.conversations_info(channel=channel)
    except SLACK_FAILURES as failure:
        return RoomWord(_not_told(error_name(failure)), refused=True)
    room = answer.get("channel") or {}
    name = room.get("name") or "that channel"
    if room.get("is_ext_shared") or room.get("is_pending_ext_shared") or room.get("is_org_shared"):
        text = f"A customer reads #{name}, so it cannot be the home channel. Put it as the shared channel."
        return RoomWord(text, refused=True)
    if room.get("is_im") or room.get("is_mpim"):
        return RoomWord("That is a direct message. A home is a channel.", refused=True)
    if room.get("is_archived"):
        return RoomWord(f"#{name} is archived. Pick another channel.", refused=True)
    if room.get("is_member") is False:
        return RoomWord(f"I am not in <#{channel}> yet. {_INVITE}, or I cannot speak in it.")
    return None


async def look_at_shared(request: Request, channel: str) -> RoomWord | None:
    """What is to be known of a channel as the one that is shared with the customer."""
    try:
        answer = await request.client.conversations_info(channel=channel)
    except SLACK_FAILURES:
        return RoomWord(f"I could not look who reads <#{channel}>. {_INVITE} if it is private.")
    room = answer.get("channel") or {}
    if room.get("is_ext_shared"):
        return None
    if room.get("is_pending_ext_shared"):
        return RoomWord(f"<#{channel}> is not shared yet: the invitation has not been taken.")
    return RoomWord(f"<#{channel}> is not shared with another organisation yet.")


def _not_told(error: str) -> str:
    if error in _HIDDEN:
        return f"I cannot see that channel. {_INVITE} first, then save again."
    return f"Slack did not say who reads that channel ({error}). Try again in a moment."
