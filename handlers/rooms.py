"""Looking at a room before internal things are said in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from handlers import people
from handlers.desk import Desk, Reply, Request
from handlers.slack_errors import SLACK_FAILURES, error_name
from reviews.messages.answers import tell
from reviews.messages.parts import run_button
from reviews.messages.words import said
from reviews.rooms import is_shared, others_among

MOST_PAGES: Final = 10
_NOT_HERE: Final = {"channel_not_found", "not_in_channel"}


@dataclass(frozen=True, slots=True)
class Room:
    """A channel as Slack describes it now.

    `shared`: another organisation reads it, or is about to. `guests`: somebody in it is none of ours.
    """

    channel: str
    name: str
    shared: bool = False
    guests: bool = False
    archived: bool = False
    member: bool = True
    direct: bool = False

    @property
    def outside(self) -> bool:
        """Whether anybody reads it who is not ours."""
        return self.shared or self.guests


async def look_at(desk: Desk, request: Request, channel: str, again: str = "") -> Room | Reply:
    """A channel's facts, or why they are not known. Nothing internal is said where they are not.

    `again` is what to type once we are in it.
    """
    if is_direct(channel, request.channel_name if channel == request.channel else None):
        return Room(channel, "", direct=True)
    try:
        answer = await request.client.conversations_info(channel=channel)
        room = answer.get("channel") or {}
        guests = not is_shared(room) and room.get("is_member") is not False and await _guests(desk, request, channel)
    except SLACK_FAILURES as failure:
        return Reply(tell(_why(desk, error_name(failure), again=again)))
    return _read(channel, room, guests)


def _read(channel: str, room: Mapping[str, Any], guests: bool) -> Room:
    return Room(
        channel,
        str(room.get("name") or ""),
        shared=is_shared(room),
        guests=guests,
        archived=bool(room.get("is_archived")),
        member=room.get("is_member") is not False,
        direct=bool(room.get("is_im") or room.get("is_mpim")),
    )


async def _guests(desk: Desk, request: Request, channel: str) -> bool:
    """Whether somebody in a channel is none of ours. A server that lists no members keeps nobody apart."""
    found: list[str] = []
    cursor = ""
    for _ in range(MOST_PAGES):
        try:
            answer = await request.client.conversations_members(channel=channel, limit=1000, cursor=cursor)
        except SLACK_FAILURES as failure:
            if error_name(failure) == "unknown_method":
                return False
            raise
        found += answer.get("members") or []
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            break
    else:
        # Of a room this large it is not known who reads it.
        return True
    known = await people.names(desk, request, found)
    return bool(others_among(known.values()))


def is_direct(channel: str, name: str | None = None) -> bool:
    """A direct message is told by its id or name: asking Slack about one needs a right we do without."""
    return channel.startswith("D") or name == "directmessage" or (name or "").startswith("mpdm-")


async def look_at_room(desk: Desk, request: Request) -> Room | Reply:
    """The request's own channel, or why a new customer cannot be given it for its reviews. Fails closed.

    Slack calls every private channel "privategroup" in what it sends, so the name is asked for too.
    """
    if not request.channel:
        return Reply(tell(f"Type `{desk.command} start` in the customer's channel."))
    room = await look_at(desk, request, request.channel)
    if isinstance(room, Reply):
        return room
    return cannot_hold(desk, room) or room


def not_in(desk: Desk, room: Room, again: str) -> Reply:
    """We are not in a channel that is not the one somebody types in; `again` is what they do once we are."""
    where = f"#{said(room.name, 80)}" if room.name else "that channel"
    return Reply(tell(_why(desk, "not_in_channel", where, again)))


def cannot_hold(desk: Desk, room: Room) -> Reply | None:
    """Why no review can run in a room; None where it can."""
    command = desk.command
    if room.outside:
        return Reply(tell(_CUSTOMER if room.shared else _GUEST, [run_button("Say whose channel it is", "account")]))
    if room.direct:
        return Reply(tell(f"A review runs in the customer's own channel. Type `{command} start` there."))
    if room.archived:
        return Reply(tell("This channel is archived, so no review can run here."))
    if not room.member:
        return Reply(tell(_why(desk, "not_in_channel")))
    return None


_CUSTOMER: Final = "A customer reads this channel, so no review runs here."
_GUEST: Final = "A guest reads this channel, so no review runs here."


def _why(desk: Desk, error: str, where: str = "this channel", again: str = "") -> str:
    if error in _NOT_HERE:
        return (
            f"I am not in {where} yet. Type `/invite @Holdfast` there, then {again or f'`{desk.command} start` again'}."
        )
    return f"Slack did not say who reads this channel ({error}), so I did nothing there. Try again in a moment."
