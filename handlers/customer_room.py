"""Looking at the channel that a customer's version would go to, for the person who is about to send it."""

from __future__ import annotations

from handlers.desk import Desk, Reply, Request
from handlers.rooms import Room, look_at
from reviews.messages.customer_version import Destination
from reviews.messages.words import said
from reviews.model import Account


async def destination(desk: Desk, request: Request, account: Account) -> Destination:
    """Where it would go and who reads there, as Slack says at this moment; or why it cannot go."""
    channel, name = account.shared_channel, said(account.name, 80)
    if channel is None:
        text = f"{name} has no shared channel that I know of. Copy the text from here, or choose the channel."
        return Destination(trouble=text)
    room = await look_at(desk, request, channel)
    trouble = _trouble(room, channel)
    if trouble or isinstance(room, Reply):
        return Destination(channel, trouble=trouble)
    return Destination(channel, f"It goes to <#{channel}>{_readers(room, name)}")


def _trouble(room: Room | Reply, channel: str) -> str:
    if isinstance(room, Reply):
        return (
            f"I could not look at <#{channel}> just now, so it cannot go yet. Am I in it? Or copy the text from here."
        )
    if room.archived:
        return f"<#{channel}> is archived, so nothing can be sent there. Choose another channel, or copy the text."
    if not room.member or room.direct:
        return f"I am not in <#{channel}>. Type `/invite @Holdfast` there, then come back; or copy the text from here."
    return ""


def _readers(room: Room, name: str) -> str:
    if room.shared:
        return f", where people of {name} read along."
    if room.guests:
        return ", where guests read along."
    return ". It is shared with nobody: only our own people read it."
