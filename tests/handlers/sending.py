"""Each way in which somebody reaches us from Slack, and the people and rooms it is tried with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from handlers.events import PEOPLE_EVENTS
from tests.driving.team import BLUEFERN, NORTHWIND, SHARED
from tests.handlers.door import TEAM, Door, person

SECRET = "zqsecret"
"""Stands in everything that was written down inside."""
NINA, OMAR, LENA, DANA, SVEN, RUTH = "U0NINA001", "U0OMAR001", "U0LENA001", "U0DANA001", "U0SVEN001", "U0RUTH001"
ABOUT = {
    **{"review": 1, "account": 1, "item": "A-1", "gap": 1, "contact": 1, "goal": 1, "nudge": 1, "handover": 1},
    **{"deed": "seed", "draft": "kept", "f": "all", "page": 1, "person": NINA, "text": "status", "channel": NORTHWIND},
    **{"kind": "gap", "ref": "1", "user": NINA, "of": "workspace", "step": "goals", "tab": "team", "section": "items"},
    **{"fact": 1, "import": 1, "team": "Finance"},
}
HARBOR, DIRECT = "C0HARBORLN", "D0NINA001"

Send = Callable[[Door, "Who", "Where"], Awaitable[object]]


@dataclass(frozen=True)
class Who:
    """Somebody who acts, with the workspace Slack says they are of."""

    name: str
    user_id: str
    team: str = TEAM
    member: bool = True


@dataclass(frozen=True)
class Where:
    """A room, and whether customers or guests may read it."""

    name: str
    channel: str
    outside: bool = False


STRANGER = Who("stranger", "U0TOMAS01")
MEMBERS = (Who("owner", NINA), Who("leader", LENA), Who("colleague", OMAR))
OTHERS = (
    Who("customer", DANA, "T0NORTHWD", member=False),
    Who("customer under our name", DANA, TEAM, member=False),
    Who("deactivated", SVEN, member=False),
    Who("guest", RUTH, member=False),
    Who("nobody", "U0NOBODY1", member=False),
)
ROOMS = (
    Where("internal", NORTHWIND),
    Where("shared", SHARED, outside=True),
    Where("about to be shared", BLUEFERN, outside=True),
    Where("with a guest", HARBOR, outside=True),
    Where("direct", DIRECT),
)
GENERAL = Where("general", "C0GENERAL0")


def command(line: str) -> Send:
    """A slash command."""

    async def send(door: Door, who: Who, where: Where) -> object:
        return await door.command(line, user_id=who.user_id, channel_id=where.channel, channel_name="acct-x")

    return send


def press(action_id: str, **about: object) -> Send:
    """A pressed button; `about` names what it is about, where it is not as usual."""

    async def send(door: Door, who: Who, where: Where) -> object:
        return await door.press(action_id, about_of(about), **_acting(who), **_in(where))

    return send


def choose(action_id: str, chosen: str) -> Send:
    """A chosen entry of a menu."""
    menu = {"type": "static_select", "action_id": action_id, "block_id": "menu", "selected_option": {"value": chosen}}

    async def send(door: Door, who: Who, where: Where) -> object:
        return await door.press(action_id, "", actions=[menu], **_acting(who), **_in(where))

    return send


def about_of(named: Mapping[str, object]) -> dict[str, str]:
    """The values that name real things; those that are None are left out."""
    return {key: str(value) for key, value in {**ABOUT, **named}.items() if value is not None}


def news_of(kind: str) -> Send:
    """An event that tells of a room or of somebody."""

    async def send(door: Door, who: Who, where: Where) -> object:
        channel: Any = (
            {"id": where.channel, "name": "acct-x", "created": 1} if kind.endswith("rename") else where.channel
        )
        user: Any = person(who.user_id, who.team) if kind in PEOPLE_EVENTS else who.user_id
        event = {
            **{"type": kind, "channel": channel, "user": user, "event_ts": "1.1", "channel_type": "C"},
            **{"old_channel_id": where.channel, "new_channel_id": f"{where.channel}X"},
        }
        return await door.event(event, f"Ev{kind}{who.user_id}{where.name}")

    return send


def submit(callback_id: str, values: Mapping[str, Any] | None = None, **about: object) -> Send:
    """A submitted form; `values` beside those that many forms ask for, `about` as for buttons."""

    async def send(door: Door, who: Who, where: Where) -> object:
        filled = {
            "what": {"type": "plain_text_input", "value": "Exports fail"},
            "why": {"type": "plain_text_input", "value": "legal is late"},
            "name": {"type": "plain_text_input", "value": "Harbor Lane"},
            "person": {"type": "users_select", "selected_user": OMAR},
            **(values or {}),
        }
        named = {**about_of(about), "channel": where.channel}
        return await door.submit(callback_id, named, filled, **_acting(who))

    return send


def shortcut(callback_id: str) -> Send:
    """A shortcut on a message."""

    async def send(door: Door, who: Who, where: Where) -> object:
        payload = {
            **_plain("message_action", who),
            "callback_id": callback_id,
            "message_ts": "1.1",
            "message": {"type": "message", "user": DANA, "ts": "1.1", "text": "The export failed again"},
            "channel": {"id": where.channel, "name": "acct-x"},
        }
        return await door.interaction(payload)

    return send


def suggest(action_id: str) -> Send:
    """A menu that asks while somebody types."""

    async def send(door: Door, who: Who, where: Where) -> object:
        payload = {
            **_plain("block_suggestion", who),
            "action_id": action_id,
            "block_id": "account",
            "value": "nor",
            "container": {"type": "message", "message_ts": "1.1", "channel_id": where.channel},
            "channel": {"id": where.channel, "name": "acct-x"},
        }
        return await door.interaction(payload)

    return send


async def home(door: Door, who: Who, where: Where) -> object:
    """Home is opened."""
    event = {"type": "app_home_opened", "user": who.user_id, "channel": "D0X", "tab": "home", "event_ts": "1.1"}
    return await door.event(event, f"Ev{who.user_id}{where.name}home")


async def says(door: Door, who: Who, where: Where) -> object:
    """Something is said to us."""
    event = {
        **{"type": "message", "channel_type": "im", "user": who.user_id, "channel": f"D0{who.user_id[2:]}"},
        **{"text": "A-1 done", "ts": "1790000000.000100", "event_ts": "1790000000.000100", "team": who.team},
    }
    return await door.event(event, f"Ev{who.user_id}{where.name}says")


def _acting(who: Who) -> dict[str, Any]:
    return {"user": person(who.user_id, who.team)}


def _in(where: Where) -> dict[str, Any]:
    container = {"type": "message", "message_ts": "1.1", "channel_id": where.channel, "is_ephemeral": False}
    return {"container": container, "channel": {"id": where.channel, "name": "acct-x"}}


def _plain(kind: str, who: Who) -> dict[str, Any]:
    return {
        "type": kind,
        "team": {"id": TEAM, "domain": "fieldstone"},
        "user": person(who.user_id, who.team),
        "api_app_id": "A0PRACTICE",
        "token": "gIkuvaNzQIHg97ATvDxqgjtO",
        "trigger_id": "1.1.a",
        "response_url": "",
    }
