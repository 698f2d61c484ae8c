"""Open modals by person, up to three on each other, and everybody's Home."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.practice.about import APP_ID, BOT_ID
from bot.practice.elements import Values, complete_blocks, state_of
from bot.practice.world import TEAM_ID

MOST_STACKED = 3
GIVEN = ("type", "title", "submit", "close", "blocks", "private_metadata", "callback_id", "external_id")
SWITCHES = ("clear_on_close", "notify_on_close", "submit_disabled")


@dataclass(slots=True)
class OpenView:
    """One view in front of one person. `body` is Slack's view without its state; `typed` what was entered."""

    user_id: str
    body: dict[str, Any]
    typed: Values = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Slack's id of the view."""
        return str(self.body["id"])

    def shown(self) -> dict[str, Any]:
        """Return the view as Slack sends it, with the state of its inputs."""
        return {**self.body, "state": {"values": state_of(self.body["blocks"], self.typed)}}

    def replace(self, given: Mapping[str, Any]) -> None:
        """Show other content in this view; what was typed stays where block and action are the same."""
        kept = {name: self.body[name] for name in ("id", "root_view_id", "previous_view_id")}
        self.body = body_of(given) | kept
        self.typed = {
            block["block_id"]: self.typed[block["block_id"]]
            for block in self.body["blocks"]
            if block["block_id"] in self.typed
        }


class ViewStore:
    """Every open view."""

    def __init__(self) -> None:
        self.stacks: dict[str, list[OpenView]] = {}
        self.homes: dict[str, OpenView] = {}

    def clear(self) -> None:
        """Close everything, Homes too."""
        self.stacks.clear()
        self.homes.clear()

    def every(self) -> Iterator[OpenView]:
        """Yield every view that is open, Homes last."""
        for stack in self.stacks.values():
            yield from stack
        yield from self.homes.values()

    def find(self, view_id: str | None = None, external_id: str | None = None) -> OpenView | None:
        """Return an open view by its id or by the app's own id."""
        if view_id:
            return next((view for view in self.every() if view.id == view_id), None)
        named = (view for view in self.every() if external_id and view.body["external_id"] == external_id)
        return next(named, None)

    def open(self, user_id: str, given: Mapping[str, Any]) -> OpenView:
        """Open a modal; one that was open before makes way."""
        view = OpenView(user_id, body_of(given))
        self.stacks[user_id] = [view]
        return view

    def push(self, user_id: str, given: Mapping[str, Any]) -> OpenView:
        """Put a modal on top of the person's others."""
        stack = self.stacks[user_id]
        view = OpenView(user_id, body_of(given))
        view.body |= {"root_view_id": stack[0].id, "previous_view_id": stack[-1].id}
        stack.append(view)
        return view

    def publish(self, user_id: str, given: Mapping[str, Any]) -> OpenView:
        """Show a Home to a person."""
        home = self.homes.get(user_id)
        if home is None:
            home = self.homes[user_id] = OpenView(user_id, body_of(given))
        else:
            home.replace(given)
        return home

    def is_top(self, view: OpenView) -> bool:
        """Tell whether a modal is the one its person sees."""
        stack = self.stacks.get(view.user_id)
        return bool(stack) and stack is not None and stack[-1] is view

    def close(self, view: OpenView) -> list[OpenView]:
        """Close a modal and what lies on it; return them, top first."""
        stack = self.stacks.get(view.user_id, [])
        if view not in stack:
            return []
        at = stack.index(view)
        gone = stack[at:][::-1]
        del stack[at:]
        if not stack:
            del self.stacks[view.user_id]
        return gone


def body_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return a view as Slack completes it, with a new id and hash."""
    view_id = f"V0{secrets.token_hex(5).upper()}"
    body: dict[str, Any] = {
        "id": view_id,
        "team_id": TEAM_ID,
        "title": None,
        "submit": None,
        "close": None,
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        **dict.fromkeys(SWITCHES, False),
        "hash": f"{secrets.randbelow(10**10)}.{secrets.token_hex(4)}",
        "previous_view_id": None,
        "root_view_id": view_id,
        "app_id": APP_ID,
        "app_installed_team_id": TEAM_ID,
        "bot_id": BOT_ID,
    }
    body |= {name: given[name] for name in (*GIVEN, *SWITCHES) if name in given}
    body["blocks"] = complete_blocks(given["blocks"])
    return body
