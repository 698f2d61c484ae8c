"""Looking at the channels somebody gives a customer: who reads them decides what they may be."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.desk import Desk, Reply, Request
from handlers.rooms import look_at

_INVITE = "Type `/invite @Holdfast` there"


@dataclass(frozen=True, slots=True)
class RoomWord:
    """What is said of a channel; one that is `refused` is not taken, and what is said of it is plain text."""

    text: str
    refused: bool = False


async def look_at_home(desk: Desk, request: Request, channel: str) -> RoomWord | None:
    """Why a channel cannot be a customer's home, or what is still to do. Where Slack does not say, it cannot."""
    room = await look_at(desk, request, channel)
    if isinstance(room, Reply):
        return RoomWord(f"Slack did not tell me who reads that channel. {_INVITE}, then try again.", refused=True)
    name = f"#{room.name}" if room.name else "that channel"
    if room.direct:
        return RoomWord("That is a direct message. A home is a channel.", refused=True)
    if room.shared:
        text = f"A customer reads {name}, so it cannot be the home channel. Put it as the shared channel."
        return RoomWord(text, refused=True)
    if room.guests:
        return RoomWord(f"A guest reads {name}, so it cannot be the home channel.", refused=True)
    if room.archived:
        return RoomWord(f"{name} is archived. Pick another channel.", refused=True)
    if not room.member:
        return RoomWord(f"I am not in <#{channel}> yet. {_INVITE}, or I cannot speak in it.")
    return None


async def look_at_shared(desk: Desk, request: Request, channel: str) -> RoomWord | None:
    """What is to be known of a channel as the one that is shared with the customer."""
    room = await look_at(desk, request, channel)
    if isinstance(room, Reply):
        return RoomWord(f"I could not look who reads <#{channel}>. {_INVITE} if it is private.")
    if room.direct:
        return RoomWord("That is a direct message. A shared channel is a channel.", refused=True)
    if room.outside:
        return None
    return RoomWord(f"<#{channel}> is not shared with another organisation yet.")
