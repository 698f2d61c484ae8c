"""What a person enters or presses, read from the control API and turned into Slack's shapes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.practice.elements import STATE, located, shaped
from bot.practice.errors import ControlError
from bot.practice.workspace import Workspace
from reviews.messages.limits_parts import every_option

Found = tuple[Mapping[str, Any], Mapping[str, Any]]
PRESSED = {"button", "icon_button", "workflow_button"}


def entered(workspace: Workspace, element: Mapping[str, Any], given: Any) -> dict[str, Any]:
    """Return what was entered in an element: from Slack's own shape, or from a short plain value."""
    holds = STATE[element["type"]]
    if isinstance(given, Mapping) and element["type"] != "rich_text_input":
        given = given.get(holds.field)
    elif isinstance(given, Mapping):
        given = given.get(holds.field, given)
    if given is None or (given == "" and not holds.several):
        return shaped(element, None)
    if not holds.several:
        return shaped(element, _one(workspace, element, given))
    if not isinstance(given, list):
        raise _misfit(element, given, "a list")
    return shaped(element, [_one(workspace, element, each) for each in given])


def _one(workspace: Workspace, element: Mapping[str, Any], given: Any) -> Any:
    kind, field = element["type"], STATE[element["type"]].field
    if field in {"selected_option", "selected_options"}:
        return _option(element, given)
    if kind == "rich_text_input":
        return given if isinstance(given, Mapping) else _rich_text(given)
    if kind == "datetimepicker":
        return _whole(element, given)
    if not isinstance(given, str):
        raise _misfit(element, given, "a string")
    if field in {"selected_user", "selected_users"}:
        return _known(element, given, workspace.user(given))
    if field.startswith(("selected_conversation", "selected_channel")):
        channel = workspace.channel(given)
        return _known(element, given, channel.facts if channel else None)
    return _date(element, given) if kind == "datepicker" else given


def _option(element: Mapping[str, Any], given: Any) -> Mapping[str, Any]:
    if element["type"].endswith("external_select"):
        if isinstance(given, Mapping) and "value" in given and "text" in given:
            return given
        raise _misfit(element, given, "one of the options that its suggestions gave, with text and value")
    value = given.get("value") if isinstance(given, Mapping) else given
    options = every_option(element)
    found = [each for each in options if each["value"] == value] or [
        each for each in options if each["text"]["text"] == value
    ]
    if not found:
        raise _misfit(element, given, f"one of {', '.join(repr(each['value']) for each in options)}")
    return dict(found[0])


def _rich_text(text: Any) -> dict[str, Any]:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": str(text)}]}
    return {"type": "rich_text", "elements": [section]}


def _whole(element: Mapping[str, Any], given: Any) -> int:
    if not isinstance(given, int):
        raise _misfit(element, given, "seconds since 1970 as a whole number")
    return given


def _known(element: Mapping[str, Any], given: str, found: Mapping[str, Any] | None) -> str:
    if found is None:
        raise _misfit(element, given, "the id of somebody or something in this workspace")
    return str(found["id"])


def _date(element: Mapping[str, Any], given: str) -> str:
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        raise _misfit(element, given, "a date as YYYY-MM-DD") from None


def _misfit(element: Mapping[str, Any], given: Any, wanted: str) -> ControlError:
    detail = f"{element['action_id']!r} is a {element['type']}: {given!r} is not {wanted}."
    return ControlError("invalid_value", detail)


def input_problem(element: Mapping[str, Any], value: Mapping[str, Any]) -> str | None:
    """Return what Slack's client says under a filled input that it will not submit, or None."""
    text = value.get("value")
    if not isinstance(text, str) or not text:
        return None
    if element["type"] == "plain_text_input":
        return _length_problem(element, text)
    if element["type"] == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text):
        return "This is not a valid e-mail address."
    if element["type"] == "url_text_input" and not re.fullmatch(r"[a-z][a-z0-9+.-]*://\S+", text, re.IGNORECASE):
        return "This is not a valid link."
    return _number_problem(element, text) if element["type"] == "number_input" else None


def _length_problem(element: Mapping[str, Any], text: str) -> str | None:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(text) < least:
        return f"Enter at least {least} characters."
    return f"Enter at most {most} characters; this has {len(text)}." if len(text) > most else None


def _number_problem(element: Mapping[str, Any], text: str) -> str | None:
    decimals = r"(\.\d+)?" if element["is_decimal_allowed"] else ""
    if not re.fullmatch(rf"[+-]?\d+{decimals}", text):
        return "Enter a number." if decimals else "Enter a whole number."
    if "min_value" in element and float(text) < float(element["min_value"]):
        return f"Enter {element['min_value']} or more."
    if "max_value" in element and float(text) > float(element["max_value"]):
        return f"Enter {element['max_value']} or less."
    return None


def pressed(
    workspace: Workspace, blocks: Sequence[Mapping[str, Any]], action: Any
) -> tuple[Mapping[str, Any], Mapping[str, Any], dict[str, Any]]:
    """Return the block, the element and what was chosen in it, for an `action` of the control API."""
    if isinstance(action, str):
        block, element = _only(_named(blocks, action), action, blocks)
        if element["type"] not in PRESSED:
            raise _needs_object(element)
        return block, element, {}
    if not isinstance(action, Mapping) or not isinstance(action.get("action_id"), str):
        raise ControlError("invalid_action", "action is a string, or an object with an action_id.")
    found = [
        (block, element)
        for block, element in located(blocks)
        if element["action_id"] == action["action_id"]
        and action.get("block_id", block["block_id"]) == block["block_id"]
    ]
    block, element = _only(found, action["action_id"], blocks)
    return block, element, _chosen(workspace, element, action)


def _chosen(workspace: Workspace, element: Mapping[str, Any], action: Mapping[str, Any]) -> dict[str, Any]:
    kind = element["type"]
    if kind in PRESSED:
        return {}
    if kind == "overflow":
        return {"selected_option": _option(element, action.get("selected_option"))}
    if kind == "feedback_buttons":
        values = [element[side]["value"] for side in ("positive_button", "negative_button")]
        if action.get("value") not in values:
            raise _misfit(element, action.get("value"), f"one of {values}")
        return {"value": action["value"]}
    if STATE[kind].field not in action:
        raise _needs_object(element)
    return entered(workspace, element, action)


def _named(blocks: Sequence[Mapping[str, Any]], name: str) -> list[Found]:
    every = list(located(blocks))
    by_id = [(block, element) for block, element in every if element["action_id"] == name]
    return by_id or [(block, element) for block, element in every if label_of(element) == name]


def label_of(element: Mapping[str, Any]) -> str | None:
    """Return the words on a button, or None for what has none."""
    text = element.get("text")
    return str(text["text"]) if element["type"] in PRESSED and isinstance(text, Mapping) else None


def _only(found: list[Found], name: str, blocks: Sequence[Mapping[str, Any]]) -> Found:
    if len(found) == 1:
        return found[0]
    choices = [_described(*each) for each in found or located(blocks)]
    if found:
        detail = f"{name!r} stands for {len(found)} elements. Send an object with action_id and block_id."
        raise ControlError("ambiguous_action", detail, choices=choices)
    there = ", ".join(repr(each["label"] or each["action_id"]) for each in choices) or "nothing to press"
    raise ControlError("action_not_found", f"{name!r} is not there. There is: {there}.", choices=choices)


def _described(block: Mapping[str, Any], element: Mapping[str, Any]) -> dict[str, Any]:
    names = {"action_id": element["action_id"], "block_id": block["block_id"], "type": element["type"]}
    return {**names, "label": label_of(element)}


def _needs_object(element: Mapping[str, Any]) -> ControlError:
    holds = STATE.get(element["type"])
    field = holds.field if holds else "value" if element["type"] == "feedback_buttons" else "selected_option"
    detail = (
        f"{element['action_id']!r} is a {element['type']}: send an object, "
        f'{{"action_id": "{element["action_id"]}", "{field}": …}}.'
    )
    return ControlError("needs_object", detail)
