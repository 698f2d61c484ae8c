"""Two workspaces in one house whose people, channels and numbers have the same ids, each with a word of its own."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Any, cast

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import select

from handlers.desk import Desk, OpenForm, Request, SwapForm
from handlers.home import show_home
from handlers.register import admitted
from handlers.routes import OPTIONS, SUBMISSIONS, command_handler, press_handler
from reviews.customer import Contact, Goal
from reviews.messages.ids import unpack
from reviews.rights import RoleKind
from storage import people
from storage.numbers import next_number
from storage.record import record
from storage.tables import metadata
from tests.machines.world import START, House
from tests.storage.examples import account, contact, goal, new, person, role
from tests.storage.functions import call

WORDS = {"T1": "Quartzite", "T2": "Velveteen"}
"""What only one of the two has: in the names of its people, channels and customers, and in all that is typed there."""
USERS = {"U1": "nina", "U2": "omar", "U3": "sara"}
CHANNELS = ("C1", "C2")


def other(ws: str) -> str:
    """The workspace that must not be seen from this one."""
    return next(each for each in WORDS if each != ws)


class Slack:
    """One workspace's Slack: knows its channels, takes everything, keeps what it was given to show."""

    def __init__(self, ws: str) -> None:
        self.ws, self.shown = ws, list[Any]()

    def __getattr__(self, method: str) -> Callable[..., Awaitable[Mapping[str, Any]]]:
        return partial(self._answer, method)

    async def _answer(self, method: str, **given: Any) -> Mapping[str, Any]:
        self.shown.append((method, given))
        if method.startswith("users_"):
            raise SlackApiError("no", {"ok": False, "error": "user_not_found"})  # type: ignore[no-untyped-call]
        name = f"{WORDS[self.ws].lower()}-{given.get('channel')}"
        room = {"id": given.get("channel") or "D1", "name": name, "is_channel": True, "is_member": True}
        return {"ok": True, "channel": room, "members": [*USERS], "view": {"id": "V1", "hash": "h"}, "ts": "1.1"}


class TwoWorkspaces:
    """Both of them at one desk, as one bot serves them. Every method shows what came of it to `look`."""

    def __init__(self, house: House) -> None:
        house.sweep_out()
        self.run, self.db = house.run, house.db
        self.now, self._keys = START + timedelta(hours=6), count(1)
        self.desk = Desk(self.db, lambda: self.now, lambda: f"t{next(self._keys)}", "/review", "UTC")
        self.slack = {ws: Slack(ws) for ws in WORDS}
        self.buttons: dict[str, list[tuple[str, str]]] = {ws: [] for ws in WORDS}
        self.forms: dict[str, dict[str, Any]] = {}
        for ws in WORDS:
            self.run(self._settle_in(ws))

    async def _settle_in(self, ws: str) -> None:
        word = WORDS[ws]
        customers = [account(n, ws=ws, name=f"{word} {n}", owner=f"U{n}", channel=f"C{n}") for n in (1, 2)]
        known: list[Contact | Goal] = [contact(1, ws=ws, name=f"Dana {word}"), goal(1, ws=ws, what=f"{word} faster")]
        async with self.db.write() as tx:
            for user, handle in USERS.items():
                named = {"handle": handle, "real_name": f"{handle.title()} {word}", "team_id": ws}
                await people.save(tx, person(user, ws=ws, read_at=self.now, is_admin=user == "U3", **named))
            named_leader = role("U2", ws=ws, kind=RoleKind.LEADER)
            await record(tx, ws, new(*customers, *known, named_leader), by="U1", now=self.now)
            for kind, so_far in (("account", 2), ("contact", 1), ("goal", 1)):
                await next_number(tx, ws, kind, so_far)

    def request(self, ws: str, user: str, **given: Any) -> Request:
        """Something this person of that workspace sends now."""
        client = cast(AsyncWebClient, self.slack[ws])
        given.setdefault("channel", "C1")
        return Request(ws, user, self.now, client, f"k{next(self._keys)}", team=ws, trigger_id="1.1", **given)

    # What people do

    def types(self, ws: str, user: str, channel: str, line: str) -> None:
        """A command; `{word}` in it is the workspace's own word."""
        command, _, text = line.format(word=WORDS[ws]).partition(" ")
        handler = command_handler(command, "/review")
        assert handler
        request = self.request(ws, user, channel=channel, channel_name=f"{WORDS[ws].lower()}-{channel}", text=text)
        self._done(ws, request, handler)

    def presses(self, ws: str, user: str, which: int, *, of: str) -> None:
        """A button that was shown in either workspace, pressed in this one."""
        known = [each for each in self.buttons[of] if WORDS[of].casefold() not in each[1].casefold()]
        if not known:
            return
        action_id, value = known[which % len(known)]
        handler = press_handler(action_id)
        assert handler, action_id
        about = {str(name): str(held) for name, held in json.loads(value).items() if held is not None}
        self._done(ws, self.request(ws, user, value=about, action_id=action_id, message_ts="1.1"), handler)

    def fills_in(self, ws: str, user: str) -> None:
        """The form that was opened last, with the workspace's word wherever words go."""
        if (view := self.forms.pop(ws, None)) is None:
            return
        handler = SUBMISSIONS.get(view.get("callback_id", ""))
        if handler is None:
            return
        values = {block: {action: value} for block, action, value in _filled(view, WORDS[ws])}
        about = unpack(view.get("private_metadata"))
        filled = {**view, "id": "V1", "state": {"values": values}}
        self._done(ws, self.request(ws, user, channel=about.get("channel"), value=about, view=filled), handler)

    def opens_home(self, ws: str, user: str) -> None:
        """Their Home, as the bot publishes it."""
        assert self.run(show_home(self.desk, self.request(ws, user, channel=None)))
        self.look(ws)

    def searches(self, ws: str, user: str, menu: str, typed: str) -> None:
        """A menu of customers is opened and letters are typed."""

        async def offered() -> Any:
            return await OPTIONS[menu](self.desk, self.request(ws, user, action_id=menu, text=typed))

        self.look(ws, self.run(offered()))

    def asks_storage(self, ws: str, name: str, given: tuple[Any, ...]) -> None:
        """Any question that storage answers for a workspace."""

        async def ask() -> Any:
            async with self.db.read() as tx:
                return await call(name, tx, ws, *given)

        self.look(ws, self.run(ask()))

    def _done(self, ws: str, request: Request, handler: Any) -> None:
        answer = self.run(self._answered(request, handler))
        if isinstance(answer, OpenForm | SwapForm):
            self.forms[ws] = answer.view
        self.buttons[ws] = [*self.buttons[ws], *_buttons(answer)][-60:]
        self.look(ws, answer)

    async def _answered(self, request: Request, handler: Any) -> Any:
        answer = await admitted(self.desk, request, partial(handler, self.desk, request))
        if self.desk.at_work:
            await asyncio.wait(set(self.desk.at_work))
        return answer

    # What must hold

    def look(self, ws: str, *rendered: Any) -> None:
        """Nothing that was shown in a workspace since the last look has the other's word."""
        shown, self.slack[ws].shown = [*rendered, *self.slack[ws].shown], []
        found = repr(shown).casefold().find(WORDS[other(ws)].casefold())
        assert found < 0, f"{ws} was shown: …{repr(shown)[max(0, found - 300) : found + 100]}…"

    def look_at_all_that_is_kept(self) -> None:
        """No row of a workspace has the other's word, in whichever table."""
        self.run(self._rows())

    async def _rows(self) -> None:
        async with self.db.read() as tx:
            for table in metadata.sorted_tables:
                if "workspace_id" not in table.c:
                    continue
                for row in await tx.execute(select(table)):
                    foreign = WORDS[other(row.workspace_id)].casefold()
                    assert foreign not in repr(tuple(row)).casefold(), (table.name, row)


def _buttons(answer: Any) -> Iterator[tuple[str, str]]:
    """Every button of an answer, wherever it stands, with what it carries."""
    held = getattr(answer, "message", None) or getattr(answer, "view", None) or getattr(answer, "then", None)
    waiting = [held]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Mapping):
            if each.get("type") == "button" and press_handler(str(each.get("action_id"))):
                yield str(each["action_id"]), str(each.get("value") or "{}")
            waiting += each.values()
        elif isinstance(each, list | tuple):
            waiting += each


def _filled(view: Mapping[str, Any], word: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The state of a form whose every field was filled in."""
    for block in view["blocks"]:
        element = block.get("element") or block.get("accessory") or {}
        if block.get("block_id") and element.get("action_id"):
            yield block["block_id"], element["action_id"], {"type": element["type"], **_typed(element, word)}


def _typed(element: Mapping[str, Any], word: str) -> dict[str, Any]:
    match element["type"]:
        case "plain_text_input":
            said = "none" if element["action_id"] == "holidays" else f"{word} gets the list on time"
            return {"value": element.get("initial_value") or said}
        case "datepicker":
            return {"selected_date": element.get("initial_date") or "2026-12-04"}
        case "users_select":
            return {"selected_user": element.get("initial_user") or "U1"}
        case "external_select":
            named = {"text": {"type": "plain_text", "text": f"{word} 1"}, "value": "1"}
            return {"selected_option": element.get("initial_option") or named}
        case "static_select" | "radio_buttons":
            first = next(iter(element.get("options") or ()), None)
            return {"selected_option": element.get("initial_option") or first}
        case "number_input":
            return {"value": element.get("initial_value") or "7"}
        case _:
            return {}
