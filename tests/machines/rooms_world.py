"""The running bot and its practice workspace, where everybody types and presses anything and rooms change hands."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, TypeVar

from bot.practice.about import BOT_USER_ID
from bot.practice.workspace import Channel
from tests.driving.clock import Clock
from tests.driving.screen import Shown, pressable
from tests.driving.team import Team, practice, team_at_work
from tests.driving.waiting import until

T = TypeVar("T")
SECRET = "zqsecret"
"""Stands in everything anybody writes down."""
OUTSIDERS = frozenset({"U0DANA001", "U0FARID01"})
OURS = ("nina", "omar", "lena", "tomas")
OUTSIDE = ("dana", "farid")
ROOMS = ("acct-northwind", "acct-bluefern", "acct-kestrel", "shared-northwind")
_SHARED = ("is_ext_shared", "is_pending_ext_shared", "pending_shared", "pending_connected_team_ids")


class RoomsWorld:
    """One workspace, lived in from outside. Every method returns when the bot has nothing left to say."""

    def __init__(self) -> None:
        self._runner = asyncio.Runner()
        self._stack = AsyncExitStack()
        self._folder = tempfile.TemporaryDirectory(prefix="holdfast-rooms-")
        self.team = self.run(self._open())
        self.practice = self.team.server.practice
        self.practice.workspace.users[self.team.id_of("ruth")]["is_restricted"] = True
        self._read = 0
        self._outside = self.outside()

    async def _open(self) -> Team:
        clock = Clock()
        server = await self._stack.enter_async_context(practice(clock))
        return await self._stack.enter_async_context(team_at_work(Path(self._folder.name), server, clock))

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something of the event loop's."""
        return self._runner.run(work)

    def close(self) -> None:
        """End it; what was said all the while is checked once more."""
        try:
            self.run(self._stack.aclose())
        finally:
            self._runner.close()
            self._folder.cleanup()

    # What can be done

    def do(self, what: str, **body: Any) -> dict[str, Any]:
        """Something by the control API; what cannot be done by just anybody anywhere is passed over."""
        self._outside = self.outside()
        answer = self.run(self.team.control(what, body))
        self.settle()
        return answer

    def room(self, number: int) -> Channel:
        """One of the rooms, whatever it is called by now."""
        rooms = [each for each in self.practice.workspace.channels.values() if each.kind in {"channel", "group"}]
        named = [each for each in rooms if BOT_USER_ID in each.members or each.facts["name"] in ROOMS]
        return named[number % len(named)]

    def press_something(self, user: str, room: Channel, number: int) -> None:
        """Press one of the newest buttons in a room, whoever it was meant for."""
        user_id = self.team.id_of(user)
        found = [
            (said, block, element)
            for said in room.said[-12:]
            if "bot_id" in said.body and said.seen_by in {None, user_id}
            for block in said.body.get("blocks") or ()
            for element in pressable(block)
            if element["type"] == "button"
        ]
        if found:
            said, block, element = found[number % len(found)]
            action = {"block_id": block["block_id"], "action_id": element["action_id"]}
            self.do("interact", user=user, channel=room.id, messageTs=said.ts, action=action)

    def fill_in_and_submit(self, user: str) -> None:
        """Fill every field of the form in front of somebody, and submit it."""
        opened = self.run(self.team.read("views"))["views"]
        mine = [each["view"] for each in opened if each["user"] == self.team.id_of(user)]
        if mine and mine[-1].get("type") == "modal":
            view = mine[-1]
            values = dict(_filled(view))
            self.do("submit", user=user, viewId=view["id"], values=values)

    def settle(self) -> None:
        """Wait until nothing is left to say, and look."""
        self.run(self._quiet())
        self.look()

    async def _quiet(self) -> None:
        """Wait until every event has come through and is done with, and then until everything is said."""
        team, bot = self.team, self.team.bot

        async def look() -> bool | None:
            on_the_way = self.practice._tasks or bot._desk.at_work
            waiting = "SELECT 1 FROM inbox WHERE handled_at IS NULL"
            return None if on_the_way or team.rows(waiting) else True

        async def nothing_left() -> bool | None:
            return None if team.rows("SELECT 1 FROM outbox WHERE state = 'sending'") else True

        await until(look, "every event done with", lambda: team.screen(self.room(0).id))
        await bot.catch_up()
        await until(nothing_left, "everything said", lambda: team.screen(self.room(0).id))

    # What must hold

    def outside(self, facts: tuple[str, ...] = _SHARED) -> set[str]:
        """The rooms that somebody who is not ours can read, or will be able to, by Slack's own facts."""
        users = self.practice.workspace.users
        guests = {each["id"] for each in users.values() if each.get("is_restricted") or each["id"] in OUTSIDERS}
        return {
            each.id
            for each in self.practice.workspace.channels.values()
            if each.kind in {"channel", "group"}
            and (any(each.facts.get(fact) for fact in facts) or guests & set(each.members))
        }

    def look(self) -> None:
        """No internal word where somebody else reads: neither said there now, nor left standing there."""
        outside = self.outside()
        for channel_id in self.outside(("is_ext_shared",)):
            channel = self.practice.workspace.channels[channel_id]
            for said in channel.said:
                if "bot_id" in said.body and BOT_USER_ID in channel.members:
                    seen = said.seen_by is None or said.seen_by in OUTSIDERS
                    assert not seen or SECRET not in json.dumps(said.body), (channel.facts["name"], said.body)
        for call in self._calls():
            self._was_rightly_said(call, outside & self._outside)
        assert not self.team.errors.lines, self.team.errors.lines

    def _was_rightly_said(self, call: Mapping[str, Any], outside: set[str]) -> None:
        arguments = call["arguments"]
        if SECRET not in json.dumps(arguments, default=str):
            return
        method, channel = str(call["method"]), str(arguments.get("channel"))
        assert method not in {"chat.postMessage", "chat.update"} or channel not in outside, call
        assert arguments.get("user") not in OUTSIDERS, call
        assert arguments.get("user_id") not in OUTSIDERS, call
        assert channel not in OUTSIDERS, call

    def _calls(self) -> Iterator[Mapping[str, Any]]:
        entries = self.practice.log.entries()
        fresh = [each for each in entries if int(each["seq"]) > self._read]
        self._read = int(entries[-1]["seq"]) if entries else 0
        yield from (each for each in fresh if each["kind"] == "api" and (each.get("answer") or {}).get("ok"))


def _filled(view: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """A value for each field that can simply be filled in."""
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element, name = block["element"], block["block_id"]
        kind = element["type"]
        if kind == "plain_text_input":
            yield name, f"{SECRET} export"
        elif kind == "users_select":
            yield name, "omar"
        elif kind in {"static_select", "radio_buttons"}:
            yield name, element["options"][0]["value"]
        elif kind == "datepicker":
            yield name, "2030-01-15"
    assert Shown(view).title
