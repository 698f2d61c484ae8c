"""Everything Slack can send us, sent by everybody from everywhere: what is said and what changes is written down."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.events import PEOPLE_EVENTS
from handlers.room_events import ROOM_EVENTS
from handlers.routes import COMMANDS, OPTIONS, PRESSES, SHORTCUTS, SUBMISSIONS
from reviews.command_words import COMMANDS as WORDS
from reviews.decision import Change, Decision, Record
from storage.record import record
from tests.driving.team import BLUEFERN, NORTHWIND, SHARED, Team
from tests.handlers.door import TEAM, Door, person
from tests.storage.examples import NOW, account, action, gap, mark, review, step

SECRET = "zqsecret"
"""Stands in everything that was written down inside."""
NINA, OMAR, LENA, DANA, SVEN, RUTH = "U0NINA001", "U0OMAR001", "U0LENA001", "U0DANA001", "U0SVEN001", "U0RUTH001"
ABOUT = {
    **{"review": 1, "account": 1, "item": "A-1", "gap": 1, "contact": 1, "goal": 1, "nudge": 1, "handover": 1},
    **{"deed": "seed", "draft": "kept", "f": "all", "page": 1, "person": NINA, "text": "status", "channel": NORTHWIND},
    **{"kind": "gap", "ref": "1", "user": NINA, "of": "workspace", "step": "goals", "tab": "team", "section": "items"},
}
HARBOR = "C0HARBORLN"
_LEFT_OUT = {"inbox", "people", "heartbeats", "drafts", "homes"}
"""What came in, and who Slack says somebody is, may be noted of anybody."""

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
    Where("direct", "D0NINA001"),
)


async def prepare(team: Team) -> None:
    """A workspace with one customer of whom everything is secret, a guest, and a room about to be shared."""
    workspace = team.server.practice.workspace
    workspace.channels[BLUEFERN].facts["is_pending_ext_shared"] = True
    workspace.users[RUTH].update(is_restricted=True, is_ultra_restricted=False)
    customer = account(
        ws=TEAM, name=f"Northwind {SECRET}", owner=NINA, channel=NORTHWIND, shared_channel=SHARED, is_private=True
    )
    kept: list[Record] = [
        customer,
        review(ws=TEAM, channel=NORTHWIND, facilitator=NINA, main_risk=f"risk {SECRET}"),
        step(ws=TEAM, note=f"note {SECRET}"),
        mark(ws=TEAM, evidence=f"evidence {SECRET}"),
        gap(ws=TEAM, what=f"gap {SECRET}", owner=NINA),
        action(ws=TEAM, what=f"action {SECRET}", owner=NINA, due=date(2026, 11, 2), first_due=date(2026, 11, 2)),
    ]
    async with team.bot.db.write() as tx:
        decision = Decision(tuple(Change(None, each) for each in kept))
        await record(tx, TEAM, decision, by=NINA, now=NOW, deed="seed")


def everything() -> Iterator[tuple[str, Send]]:
    """Each thing by its name: those of the table of routes, so that a new one is sent without being asked."""
    for word in ("", *(words[0] for words in WORDS.values()), "show A-1", "show G-1", "start Northwind", "xylophone"):
        yield f"/review {word}", _command(f"/review {word}")
    for name in COMMANDS:
        yield name, _command(f"{name} @nina sends {SECRET} the list by friday")
    for action_id in PRESSES:
        yield f"press {action_id}", _press(action_id)
    for callback_id in SUBMISSIONS:
        yield f"submit {callback_id}", _submit(callback_id)
    for callback_id in SHORTCUTS:
        yield f"shortcut {callback_id}", _shortcut(callback_id)
    for action_id in OPTIONS:
        yield f"options {action_id}", _suggest(action_id)
    yield "event app_home_opened", _home
    yield "event message.im", _says


def news() -> Iterator[tuple[str, Send]]:
    """What Slack tells of rooms and people, whoever is behind it."""
    for kind in sorted(ROOM_EVENTS | PEOPLE_EVENTS):
        yield f"event {kind}", _news(kind)


def _news(kind: str) -> Send:
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


def _command(line: str) -> Send:
    async def send(door: Door, who: Who, where: Where) -> object:
        return await door.command(line, user_id=who.user_id, channel_id=where.channel, channel_name="acct-x")

    return send


def _press(action_id: str) -> Send:
    async def send(door: Door, who: Who, where: Where) -> object:
        return await door.press(action_id, {k: str(v) for k, v in ABOUT.items()}, **_acting(who), **_in(where))

    return send


def _submit(callback_id: str) -> Send:
    async def send(door: Door, who: Who, where: Where) -> object:
        values = {
            "what": {"type": "plain_text_input", "value": "Exports fail"},
            "why": {"type": "plain_text_input", "value": "legal is late"},
            "name": {"type": "plain_text_input", "value": "Harbor Lane"},
            "person": {"type": "users_select", "selected_user": OMAR},
        }
        about = {**{k: str(v) for k, v in ABOUT.items()}, "channel": where.channel}
        return await door.submit(callback_id, about, values, **_acting(who))

    return send


def _shortcut(callback_id: str) -> Send:
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


def _suggest(action_id: str) -> Send:
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


async def _home(door: Door, who: Who, where: Where) -> object:
    event = {"type": "app_home_opened", "user": who.user_id, "channel": "D0X", "tab": "home", "event_ts": "1.1"}
    return await door.event(event, f"Ev{who.user_id}{where.name}home")


async def _says(door: Door, who: Who, where: Where) -> object:
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


class Watched:
    """What was said and what changed while something was sent."""

    def __init__(self, team: Team) -> None:
        self._team = team
        self._seen = len(team.server.practice.log.entries())
        self._before = tables(team)

    def changed(self) -> bool:
        """Whether anything of the trade is not as it was."""
        return tables(self._team) != self._before

    def said(self) -> list[Mapping[str, Any]]:
        """Every call of Slack's Web API since."""
        return [e for e in self._team.server.practice.log.entries()[self._seen :] if e["kind"] == "api"]


def tables(team: Team) -> dict[str, list[Any]]:
    """Every row of every table that matters here."""
    with closing(sqlite3.connect(team.file)) as connection:
        named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        names = sorted({name for (name,) in named} - _LEFT_OUT)
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}


def to_everybody(call: Mapping[str, Any]) -> str | None:
    """The channel of a message that everybody there can read."""
    if call["method"] in {"chat.postMessage", "chat.update"} and (call.get("answer") or {}).get("ok"):
        return str(call["arguments"].get("channel"))
    return None


def words_of(something: object) -> str:
    """Everything in it, as text."""
    return json.dumps(something, default=str, ensure_ascii=False)
