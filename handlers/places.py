"""Where a review runs: in the customer's own channel, or with who leads it where that has none that is ours alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from handlers.desk import Answer, Desk, Quiet, Reply, Request
from handlers.rooms import Room, cannot_hold, look_at, not_in
from reviews.messages import ids
from reviews.messages.answers import tell
from reviews.messages.parts import button
from reviews.messages.words import said
from reviews.model import Account
from reviews.rooms import News
from storage import accounts, room_changes


@dataclass(frozen=True, slots=True)
class Place:
    """Where a review of an account runs: a channel's id, or a person's for their conversation with us.

    `why`: why it does not run where it was asked for, as words for the person.
    """

    account: Account
    channel: str
    why: str = ""


async def place_for(desk: Desk, request: Request, account: Account) -> Place | Reply:
    """Where the review of an account can run now, or why it cannot. What is not known of a room is not trusted."""
    why = _why(account, request)
    if account.channel is None:
        return Place(account, request.user_id, why)
    room = await look_at(desk, request, account.channel)
    if isinstance(room, Reply):
        return room
    if room.outside or room.archived:
        return await _moved_out(desk, request, account, room)
    if not room.member and room.channel != request.channel:
        return not_in(desk, room, "start the review again")
    if refused := cannot_hold(desk, room):
        return refused
    return Place(account, account.channel, why)


async def _moved_out(desk: Desk, request: Request, account: Account, room: Room) -> Place:
    """The home is read by others or archived, and no event has said so yet."""
    news = News.SHARED if room.shared else News.GUESTS if room.guests else News.ARCHIVED
    async with desk.db.write() as tx:
        key = f"{news}:{room.channel}:{request.key}"
        await room_changes.leave(tx, request.workspace_id, room.channel, news, key=key, now=request.now)
        now = await accounts.by_id(tx, request.workspace_id, account.id)
    return Place(now or replace(account, channel=None), request.user_id, _LOST[news].format(f"<#{room.channel}>"))


_LOST: Final = {
    News.SHARED: "A customer reads {}",
    News.GUESTS: "A guest reads {}",
    News.ARCHIVED: "{} is archived",
}


def _why(account: Account, request: Request) -> str:
    if account.shared_channel and request.channel == account.shared_channel:
        return f"{said(account.name, 80)} reads this channel"
    return ""


def opened(place: Place, request: Request) -> Answer:
    """What is said once a review has been opened: nothing where its board shows it."""
    account, name = place.account, said(place.account.name, 80)
    if place.channel == request.channel:
        return Quiet()
    choose = button("Choose a channel", ids.ROOM_CHOOSE, {"account": account.id})
    if place.channel == request.user_id:
        why = place.why or f"{name} has no channel of your own people yet"
        return Reply(tell(f"{why}, so I opened the review in your direct messages with me.", [choose]))
    go = {**button("Go there", ids.BOARD_LINK), "url": f"https://slack.com/app_redirect?channel={place.channel}"}
    if place.why:
        return Reply(tell(f"{place.why}, so I opened the review in <#{place.channel}>.", [go]))
    return Reply(tell(f"The review of *{name}* is open in <#{place.channel}>.", [go]))
