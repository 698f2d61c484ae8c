"""Buttons, menus and shortcuts that people use, on messages and in views."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.practice import payloads
from bot.practice.elements import STATE, Values, action_of, located, state_of
from bot.practice.entering import entered, pressed
from bot.practice.errors import ControlError
from bot.practice.events import emit
from bot.practice.practice import Practice
from bot.practice.sockets import Unacknowledged
from bot.practice.view_store import OpenView
from bot.practice.workspace import Channel, Said

TROUBLE = "We had some trouble connecting. Try again?"


def message_blocks(said: Said) -> list[dict[str, Any]]:
    """Return the blocks of a message, those in its attachments too."""
    attached = [block for each in said.body.get("attachments", ()) for block in each.get("blocks", ())]
    return [*said.body.get("blocks", ()), *attached]


def take_values(practice: Practice, blocks: Sequence[Mapping[str, Any]], typed: Values, given: Any) -> None:
    """Write what a person has entered so far into `typed`: by block id, or by action id for short."""
    if not isinstance(given, Mapping):
        raise ControlError("invalid_values", "values is an object of what was entered, by block_id or action_id.")
    known = set()
    for block, element in located(blocks):
        if element["type"] not in STATE:
            continue
        known |= {block["block_id"], element["action_id"]}
        found, value = _given_for(block["block_id"], element, given)
        if found:
            typed.setdefault(block["block_id"], {})[element["action_id"]] = entered(practice.workspace, element, value)
    if stray := [name for name in given if name not in known]:
        there = ", ".join(sorted(known)) or "none"
        detail = f"There is no input {', '.join(map(repr, stray))}. There is: {there}."
        raise ControlError("unknown_input", detail)


def _given_for(block_id: str, element: Mapping[str, Any], given: Mapping[str, Any]) -> tuple[bool, Any]:
    """Return whether something is given for an element, and what: by block and action, or by either alone."""
    action_id = element["action_id"]
    if block_id in given:
        held = given[block_id]
        if not isinstance(held, Mapping):
            return True, held
        if action_id in held:
            return True, held[action_id]
        # an object of other actions in this block does not speak for this one
        return STATE[element["type"]].field in held or held.get("type") == "rich_text", held
    return action_id in given, given.get(action_id)


async def press_on_message(
    practice: Practice, channel: Channel, said: Said, *, user_id: str, action: Any, values: Any = None
) -> dict[str, Any]:
    """Use an element of a message as a person."""
    blocks = message_blocks(said)
    typed = practice.message_state.setdefault((channel.id, said.ts, user_id), {})
    if values is not None:
        take_values(practice, blocks, typed, values)
    block, element, chosen = pressed(practice.workspace, blocks, action)
    entry = _entry(practice, block, element, chosen, typed)
    state = state_of(blocks, typed)
    sent = payloads.message_actions(practice, channel, said, user_id=user_id, action=entry, state=state)
    return await _send(practice, sent, channel=channel.id, user=user_id)


async def press_in_view(practice: Practice, view: OpenView, action: Any, values: Any = None) -> dict[str, Any]:
    """Use an element of a view as the person who sees it."""
    blocks = view.body["blocks"]
    if values is not None:
        take_values(practice, blocks, view.typed, values)
    block, element, chosen = pressed(practice.workspace, blocks, action)
    entry = _entry(practice, block, element, chosen, view.typed)
    if block["type"] == "input" and not block.get("dispatch_action"):
        practice.stream.say("view", user=view.user_id)
        return {"acknowledged": True, "trigger_id": None, "dispatched": False}
    return await _send(practice, payloads.view_actions(practice, view, entry), user=view.user_id)


def _entry(
    practice: Practice,
    block: Mapping[str, Any],
    element: Mapping[str, Any],
    chosen: dict[str, Any],
    typed: Values,
) -> dict[str, Any]:
    if element["type"] in STATE:
        typed.setdefault(block["block_id"], {})[element["action_id"]] = chosen
    return action_of(block, element, chosen, practice.workspace.new_ts())


async def _send(practice: Practice, sent: dict[str, Any], **where: str) -> dict[str, Any]:
    answer = await practice.sockets.send("interactive", sent)
    acknowledged = not isinstance(answer, Unacknowledged)
    if not acknowledged:
        practice.stream.say("failure", **where)
    failure = {} if acknowledged else {"failure": TROUBLE}
    return {"acknowledged": acknowledged, "trigger_id": sent.get("trigger_id"), **failure}


async def use_shortcut(
    practice: Practice, user_id: str, callback_id: str, channel: Channel | None, said: Said | None
) -> dict[str, Any]:
    """Choose one of the app's shortcuts, on a message or from anywhere."""
    shortcut = practice.app.shortcut(callback_id)
    if shortcut is None:
        known = ", ".join(each.callback_id for each in practice.app.shortcuts) or "none"
        raise ControlError("unknown_shortcut", f"No shortcut {callback_id!r} here. Known: {known}.", status=404)
    if not practice.workspace.is_ours(user_id):
        raise ControlError("shortcut_not_allowed", "People of other organisations cannot use this app's shortcuts.")
    if shortcut.kind == "global":
        return await _send(practice, payloads.global_shortcut(practice, user_id, callback_id), user=user_id)
    if channel is None or said is None:
        detail = "This shortcut works on a message: send channel and messageTs."
        raise ControlError("message_needed", detail)
    sent = payloads.message_shortcut(practice, channel, said, user_id, callback_id)
    return await _send(practice, sent, channel=channel.id, user=user_id)


async def suggest(
    practice: Practice,
    envelope: dict[str, Any],
    blocks: Sequence[Mapping[str, Any]],
    asked: Mapping[str, Any],
) -> dict[str, Any]:
    """Ask the app for an outside menu's options; `asked` has block_id, action_id and the typed value."""
    there = any(
        element["action_id"] == asked.get("action_id") and block["block_id"] == asked.get("block_id")
        for block, element in located(blocks)
        if element["type"].endswith("external_select")
    )
    if not there:
        detail = "No menu with outside options has this block_id and action_id here."
        raise ControlError("action_not_found", detail, status=404)
    names = {name: asked[name] for name in ("block_id", "action_id")}
    sent = {**envelope, "type": "block_suggestion", **names, "value": str(asked.get("value") or "")}
    answer = await practice.sockets.send("interactive", sent)
    if isinstance(answer, Unacknowledged) or not isinstance(answer.payload, dict):
        return {"acknowledged": False, "options": [], "failure": TROUBLE}
    found = {name: answer.payload[name] for name in ("options", "option_groups") if name in answer.payload}
    return {"acknowledged": True, **(found or {"options": []})}


def open_home(practice: Practice, user_id: str) -> dict[str, Any]:
    """Open the app's Home as a person."""
    home = practice.views.homes.get(user_id)
    event = {
        "type": "app_home_opened",
        "user": user_id,
        "channel": practice.workspace.direct(user_id).id,
        "tab": "home",
        "event_ts": practice.workspace.new_ts(),
        **({"view": home.shown()} if home else {}),
    }
    emit(practice, "app_home_opened", event)
    return {"view": home.shown() if home else None}
