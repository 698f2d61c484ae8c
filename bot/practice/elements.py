"""Blocks as Slack completes them, and what stands in their inputs, in Slack's shapes."""

from __future__ import annotations

import secrets
import string
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from reviews.messages.limits import interactive_elements

Values = dict[str, dict[str, dict[str, Any]]]
"""What was entered, by block id and action id, in the shape of Slack's `state.values`."""

LETTERS = string.ascii_letters + string.digits


@dataclass(frozen=True, slots=True)
class Holds:
    """How an element keeps what was chosen: the field in its state, its initial field, one or several."""

    field: str
    initial: str | None
    several: bool = False


STATE: dict[str, Holds] = {
    "plain_text_input": Holds("value", "initial_value"),
    "email_text_input": Holds("value", "initial_value"),
    "url_text_input": Holds("value", "initial_value"),
    "number_input": Holds("value", "initial_value"),
    "rich_text_input": Holds("rich_text_value", "initial_value"),
    "static_select": Holds("selected_option", "initial_option"),
    "external_select": Holds("selected_option", "initial_option"),
    "radio_buttons": Holds("selected_option", "initial_option"),
    "multi_static_select": Holds("selected_options", "initial_options", several=True),
    "multi_external_select": Holds("selected_options", "initial_options", several=True),
    "checkboxes": Holds("selected_options", "initial_options", several=True),
    "users_select": Holds("selected_user", "initial_user"),
    "multi_users_select": Holds("selected_users", "initial_users", several=True),
    "conversations_select": Holds("selected_conversation", "initial_conversation"),
    "multi_conversations_select": Holds("selected_conversations", "initial_conversations", several=True),
    "channels_select": Holds("selected_channel", "initial_channel"),
    "multi_channels_select": Holds("selected_channels", "initial_channels", several=True),
    "datepicker": Holds("selected_date", "initial_date"),
    "timepicker": Holds("selected_time", "initial_time"),
    "datetimepicker": Holds("selected_date_time", "initial_date_time"),
    "file_input": Holds("files", None, several=True),
}
SHOWN_IN_ACTION = ("text", "value", "style", "url", "placeholder", "confirm", "icon")


def complete_blocks(blocks: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return blocks as Slack stores them: every id filled in, text objects with their defaults."""
    whole = [_with_text_defaults(deepcopy(dict(block))) for block in blocks]
    for block in whole:
        block.setdefault("block_id", _new_id())
        for element in interactive_elements(block):
            if isinstance(element, dict):
                element.setdefault("action_id", _new_id())
    return whole


def located(blocks: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Yield every interactive element with the block it stands in."""
    for block in blocks:
        for element in interactive_elements(block):
            yield block, element


def state_of(blocks: Sequence[Mapping[str, Any]], typed: Values) -> Values:
    """Return Slack's `state.values`: what was entered, or what each element began with."""
    values: Values = {}
    for block, element in located(blocks):
        if element["type"] in STATE:
            held = typed.get(block["block_id"], {}).get(element["action_id"])
            fits = held is not None and held["type"] == element["type"]
            value = held if fits and held is not None else initial_value(element)
            values.setdefault(block["block_id"], {})[element["action_id"]] = deepcopy(value)
    return values


def initial_value(element: Mapping[str, Any]) -> dict[str, Any]:
    """Return the state of an element that nobody has touched."""
    holds = STATE[element["type"]]
    first = element.get(holds.initial) if holds.initial else None
    return shaped(element, first)


def shaped(element: Mapping[str, Any], value: Any) -> dict[str, Any]:
    """Return a value in the shape of the element's state."""
    holds = STATE[element["type"]]
    held = deepcopy(value) if value is not None else ([] if holds.several else None)
    zone = {"timezone": element["timezone"]} if "timezone" in element else {}
    return {"type": element["type"], holds.field: held, **zone}


def is_empty(value: Mapping[str, Any]) -> bool:
    """Tell whether a state value holds nothing."""
    return not value.get(STATE[value["type"]].field)


def action_of(
    block: Mapping[str, Any], element: Mapping[str, Any], chosen: Mapping[str, Any], ts: str
) -> dict[str, Any]:
    """Return one entry of `actions` in a block_actions payload."""
    shown = {name: deepcopy(element[name]) for name in SHOWN_IN_ACTION if name in element}
    return {
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        **shown,
        **chosen,
        "type": element["type"],
        "action_ts": ts,
    }


def _with_text_defaults(value: Any) -> Any:
    if isinstance(value, dict):
        for held in value.values():
            _with_text_defaults(held)
        if value.get("type") == "plain_text":
            value.setdefault("emoji", True)
        elif value.get("type") == "mrkdwn":
            value.setdefault("verbatim", False)
    elif isinstance(value, list):
        for held in value:
            _with_text_defaults(held)
    return value


def _new_id() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(5))
