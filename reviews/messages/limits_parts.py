"""What several elements share: options, confirm dialogs, links, dates and numbers as strings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from reviews.messages.limits_checks import (
    Check,
    array,
    matching,
    one_of,
    repeated,
    shape,
    string,
    text,
)

ID = string(255)
LINK = matching(
    lambda value: re.match(r"https?://\S+$", value) is not None and len(value) <= 3000,
    "a link of at most 3,000 characters",
)
STYLE = one_of("primary", "danger")
CONFIRM = shape(
    {
        "title": text(100, "plain_text"),
        "text": text(300),
        "confirm": text(30, "plain_text"),
        "deny": text(30, "plain_text"),
    },
    {"style": STYLE},
)


def option(*types: str, url: bool = False) -> Check:
    """Check for an option with text of these types; overflow menus also take a link."""
    optional: dict[str, Check] = {"description": text(75, *types)}
    if url:
        optional["url"] = LINK
    return shape({"text": text(75, *types), "value": string(150)}, optional)


PLAIN_OPTION = option("plain_text")
MARKED_OPTION = option("plain_text", "mrkdwn")
OPTION_GROUP = shape({"label": text(75, "plain_text"), "options": array(PLAIN_OPTION, most=100)})


def every_option(element: Mapping[str, Any]) -> list[Any]:
    """Return the options of an element, those in groups too."""
    grouped = [option for group in element.get("option_groups", ()) for option in group.get("options", ())]
    return [*element.get("options", ()), *grouped]


def initial_known(element: Any, path: str) -> Iterator[str]:
    """Check that initial options are among the options, by text and value as Slack does."""
    known = [_essence(option) for option in every_option(element)]
    if "initial_option" in element and _essence(element["initial_option"]) not in known:
        yield f"{path}.initial_option: equals none of the options"
    for index, option in enumerate(element.get("initial_options", ())):
        if _essence(option) not in known:
            yield f"{path}.initial_options[{index}]: equals none of the options"


def _essence(option: Mapping[str, Any]) -> tuple[Any, Any]:
    return option["value"], option["text"]["text"]


def values_differ(element: Any, path: str) -> Iterator[str]:
    """Check that no two options send the same value."""
    for value in repeated(option["value"] for option in every_option(element)):
        yield f"{path}.options: the value {value!r} is there twice"


def _is_date(value: str) -> bool:
    try:
        return re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) is not None and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_number(value: str) -> bool:
    return re.fullmatch(r"[+-]?\d+(\.\d+)?", value) is not None


DATE = matching(_is_date, "a date as YYYY-MM-DD")
TIME = matching(lambda value: re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value) is not None, "a time as HH:mm")
DIGITS = matching(_is_number, "a number in a string")
