"""Slack's limits for the blocks themselves, and where each may stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from reviews.messages.limits_checks import (
    Check,
    also,
    array,
    boolean,
    by_type,
    exactly_one_of,
    matching,
    one_of,
    shape,
    string,
    text,
)
from reviews.messages.limits_data import DATA_TABLE, DATA_VISUALIZATION, TABLE
from reviews.messages.limits_elements import (
    BUTTON,
    IMAGE_ELEMENT,
    IMAGE_SOURCE,
    IN_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    elements,
)
from reviews.messages.limits_parts import ID, LINK
from reviews.messages.limits_rich_text import RICH_TEXT

Surface = Literal["message", "modal", "home"]
SECURE_LINK = matching(lambda value: value.startswith("https://") and len(value) <= 3000, "an https link")


def _block(name: str, required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    return shape({"type": one_of(name), **required}, {"block_id": ID, **(optional or {})})


def _says_something(block: Any, path: str) -> Iterator[str]:
    if "text" not in block and "fields" not in block:
        yield f"{path}: a section needs text or fields"


def _card_shows_something(block: Any, path: str) -> Iterator[str]:
    if not any(name in block for name in ("hero_image", "title", "body", "actions")):
        yield f"{path}: a card needs a hero_image, a title, a body or actions"


_context_part = by_type(
    {
        "image": IMAGE_ELEMENT,
        "plain_text": text(3000, "plain_text"),
        "mrkdwn": text(3000, "mrkdwn"),
    },
    called="something context can hold",
)
_card_fields: dict[str, Check] = {
    "hero_image": IMAGE_ELEMENT,
    "icon": IMAGE_ELEMENT,
    "title": text(150),
    "subtitle": text(150),
    "body": text(200),
    "actions": array(by_type({"button": BUTTON}, called="allowed on a card"), most=3),
}
CARD = also(_block("card", {}, _card_fields), _card_shows_something)

BLOCKS: dict[str, Check] = {
    "section": also(
        _block(
            "section",
            {},
            {
                "text": text(3000),
                "fields": array(text(2000), most=10),
                "accessory": elements(IN_SECTION),
                "expand": boolean,
            },
        ),
        _says_something,
    ),
    "header": _block("header", {"text": text(150, "plain_text")}),
    "divider": _block("divider", {}),
    "context": _block("context", {"elements": array(_context_part, most=10)}),
    "actions": _block("actions", {"elements": array(elements(IN_ACTIONS), most=25)}),
    "context_actions": _block(
        "context_actions", {"elements": array(elements({"feedback_buttons", "icon_button"}), most=5)}
    ),
    "input": _block(
        "input",
        {"label": text(2000, "plain_text"), "element": elements(IN_INPUT)},
        {"hint": text(2000, "plain_text"), "optional": boolean, "dispatch_action": boolean},
    ),
    "image": also(
        _block("image", {"alt_text": string(2000)}, {"title": text(2000, "plain_text"), **IMAGE_SOURCE}),
        exactly_one_of("image_url", "slack_file"),
    ),
    "markdown": _block("markdown", {"text": string(12_000)}),
    "rich_text": RICH_TEXT,
    "table": TABLE,
    "data_table": DATA_TABLE,
    "data_visualization": DATA_VISUALIZATION,
    "alert": _block(
        "alert",
        {"text": text(200)},
        {"level": one_of("default", "info", "warning", "error", "success")},
    ),
    "card": CARD,
    "carousel": _block("carousel", {"elements": array(by_type({"card": CARD}, called="a card"), most=10)}),
    "file": _block("file", {"external_id": string(255), "source": one_of("remote")}),
    "video": _block(
        "video",
        {
            "video_url": SECURE_LINK,
            "thumbnail_url": LINK,
            "alt_text": string(2000),
            "title": text(199, "plain_text"),
        },
        {
            "title_url": SECURE_LINK,
            "author_name": string(49),
            "provider_name": string(255),
            "provider_icon_url": LINK,
            "description": text(199, "plain_text"),
        },
    ),
}

_EVERYWHERE = {"actions", "context", "divider", "header", "image", "input", "rich_text", "section", "video"}
_MESSAGES_ONLY = {
    "card",
    "carousel",
    "context_actions",
    "data_table",
    "data_visualization",
    "file",
    "markdown",
    "table",
}
ON_SURFACE: dict[Surface, Check] = {
    "message": by_type({name: BLOCKS[name] for name in _EVERYWHERE | _MESSAGES_ONLY}, called="a block for messages"),
    "modal": by_type({name: BLOCKS[name] for name in _EVERYWHERE | {"alert"}}, called="a block for modals"),
    "home": by_type({name: BLOCKS[name] for name in _EVERYWHERE}, called="a block for the App Home"),
}
