"""What several methods share: the table of methods, looking things up, and paging."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.practice.arguments import Arguments
from bot.practice.errors import SlackError
from bot.practice.practice import Practice
from bot.practice.workspace import Channel

Answer = dict[str, Any]
Method = Callable[[Practice, Arguments], Answer]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Registered:
    """One method: what it does, its rate limit tier, and the kind of token it takes ("bot", "app" or "")."""

    call: Method
    tier: int
    token: str


METHODS: dict[str, Registered] = {}


def method(name: str, *, tier: int = 3, token: str = "bot") -> Callable[[Method], Method]:  # noqa: S107, a kind of token, not one
    """Add a function to the table of methods."""

    def register(call: Method) -> Method:
        METHODS[name] = Registered(call, tier, token)
        return call

    return register


def channel_of(practice: Practice, arguments: Arguments, name: str = "channel") -> Channel:
    """Return the conversation named in a call; private ones without the bot do not exist for it."""
    channel = practice.workspace.channel(arguments.required(name))
    hidden = channel is not None and channel.kind != "channel" and not practice.workspace.bot_is_in(channel)
    if channel is None or hidden:
        raise SlackError("channel_not_found")
    return channel


def joined(practice: Practice, arguments: Arguments) -> Channel:
    """Return the conversation named in a call, where the bot must be a member."""
    channel = channel_of(practice, arguments)
    if not practice.workspace.bot_is_in(channel):
        raise SlackError("not_in_channel")
    return channel


def user_of(practice: Practice, arguments: Arguments, name: str = "user") -> dict[str, Any]:
    """Return the person named by id in a call."""
    user = practice.workspace.users.get(arguments.required(name))
    if user is None:
        raise SlackError("user_not_found")
    return user


def page(arguments: Arguments, items: Sequence[T], *, most: int, usual: int = 100) -> tuple[list[T], str]:
    """Return one page of items, and the cursor of the next ("" after the last)."""
    limit = arguments.number("limit", usual) or usual
    if not 1 <= limit <= most:
        raise SlackError("invalid_limit")
    start = _offset(arguments.text("cursor"))
    after = start + limit
    cursor = base64.b64encode(f"next:{after}".encode()).decode() if after < len(items) else ""
    return list(items[start:after]), cursor


def _offset(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        held = re.fullmatch(r"next:(\d+)", base64.b64decode(cursor, validate=True).decode())
    except (binascii.Error, UnicodeDecodeError):
        held = None
    if held is None:
        raise SlackError("invalid_cursor")
    return int(held.group(1))


def paged(name: str, items: Sequence[Any], cursor: str) -> Answer:
    """Return an answer with one page of items."""
    return {name: list(items), "response_metadata": {"next_cursor": cursor}}


def public_channel(channel: Channel) -> dict[str, Any]:
    """Return Slack's conversation object."""
    return dict(channel.facts)


def public_user(user: Mapping[str, Any], *, locale: bool) -> dict[str, Any]:
    """Return Slack's user object; the locale is only there when asked for."""
    return {name: value for name, value in user.items() if locale or name != "locale"}
