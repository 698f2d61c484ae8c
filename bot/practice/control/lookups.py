"""Reading a control request, and finding the people, places and messages it names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aiohttp import web

from bot.practice.errors import ControlError
from bot.practice.practice import Practice
from bot.practice.view_store import OpenView
from bot.practice.workspace import Channel, Said

MOST_NAMES = 40


class Asked:
    """The body of one control request."""

    def __init__(self, practice: Practice, body: dict[str, Any]) -> None:
        self.practice = practice
        self.body = body

    def text(self, name: str) -> str:
        """Return a field that must be a string with something in it."""
        value = self.body.get(name)
        if not isinstance(value, str) or not value.strip():
            raise ControlError(f"missing_{name}".lower(), f"Send {name}, a string that is not empty.")
        return value

    def words(self, name: str) -> str:
        """Return a field that may be an empty string or left out."""
        value = self.body.get(name)
        if value is not None and not isinstance(value, str):
            raise ControlError(f"invalid_{name}".lower(), f"{name} is a string.")
        return value or ""

    def only(self, *names: str) -> None:
        """Refuse fields of other names: a field that nobody reads is a slip."""
        if stray := sorted(set(self.body) - set(names)):
            raise ControlError("unknown_field", f"No field {', '.join(stray)} here. There is: {', '.join(names)}.")

    def user_id(self) -> str:
        """Return the id of the person who acts."""
        return active_user(self.practice, self.text("user"))

    def channel(self, user_id: str) -> Channel:
        """Return the conversation named, which the person must be in."""
        return channel_for(self.practice, self.text("channel"), user_id)

    def message(self, channel: Channel, user_id: str) -> Said:
        """Return the message named by `messageTs`, which the person must be able to see."""
        ts = self.text("messageTs")
        said = channel.find(ts)
        if said is None or said.seen_by not in {None, user_id}:
            detail = f"No message {ts} that this person can see here."
            raise ControlError("message_not_found", detail, status=404)
        return said

    def view(self, user_id: str) -> OpenView:
        """Return the view named by `viewId`, which must be in front of the person."""
        view = self.practice.views.find(self.text("viewId"))
        if view is None:
            open_now = ", ".join(each.id for each in self.practice.views.every()) or "none"
            raise ControlError("view_not_found", f"No such view. Open now: {open_now}.", status=404)
        if view.user_id != user_id:
            raise ControlError("view_of_another", f"This view is in front of {view.user_id}, not of {user_id}.")
        if view.body["type"] == "modal" and not self.practice.views.is_top(view):
            raise ControlError("view_covered", "Another modal lies on this one; act on the top one.")
        return view


async def asked(practice: Practice, request: web.Request) -> Asked:
    """Return the body of a control request."""
    try:
        body = await request.json() if request.can_read_body else {}
    except ValueError:
        raise ControlError("invalid_json", "The body is not JSON. Send a JSON object.") from None
    if not isinstance(body, dict):
        raise ControlError("invalid_json", "The body is not a JSON object.")
    return Asked(practice, body)


def known_user(practice: Practice, ref: str) -> str:
    """Return the id of somebody named by id or by name."""
    user = practice.workspace.user(ref)
    if user is None:
        names = _some([each["name"] for each in practice.workspace.users.values()])
        raise ControlError("user_not_found", f"Nobody is called {ref!r}. There is: {names}.", status=404)
    return str(user["id"])


def active_user(practice: Practice, ref: str) -> str:
    """Return the id of a person who can act: not the bot, not somebody who left."""
    user = practice.workspace.users[known_user(practice, ref)]
    if user["deleted"] or user["is_bot"]:
        raise ControlError("user_cannot_act", f"{user['real_name']} cannot act here.")
    return str(user["id"])


def known_channel(practice: Practice, ref: str) -> Channel:
    """Return a conversation named by id or by name."""
    channel = practice.workspace.channel(ref)
    if channel is None:
        channels = practice.workspace.channels.values()
        names = _some([str(each.facts.get("name") or each.id) for each in channels])
        raise ControlError("channel_not_found", f"No conversation {ref!r}. There is: {names}.", status=404)
    return channel


def channel_for(practice: Practice, ref: str, user_id: str) -> Channel:
    """Return a conversation that a person is in."""
    channel = known_channel(practice, ref)
    if user_id not in channel.members:
        name = practice.workspace.users[user_id]["real_name"]
        raise ControlError("not_in_channel", f"{name} is not in {channel.facts.get('name') or channel.id}.")
    return channel


def _some(names: Sequence[str]) -> str:
    """Names to choose from, few enough to read."""
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return ", ".join(names[:MOST_NAMES]) + more
