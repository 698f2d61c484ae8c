"""The one validator that knows Slack's limits. Each problem is a sentence that begins with its path.

Follows Slack's published reference and typed shapes. What Slack does not publish is refused: better a message
sent back here than one lost there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reviews.messages.limits_blocks import ON_SURFACE, Surface
from reviews.messages.limits_checks import Check, boolean, kind, one_of, repeated, shape, string, text

MESSAGE_TEXT = 40_000
MOST_BLOCKS: dict[Surface, int] = {"message": 50, "modal": 100, "home": 100}
MOST_IN_MESSAGE = {"table": 1, "data_visualization": 2}
MARKDOWN_CHARACTERS = 12_000
VIEW_BYTES = 250_000
METADATA_BYTES = 10_000


def message_problems(payload: Mapping[str, Any]) -> list[str]:
    """Return what Slack would refuse or cut in the arguments of a message."""
    return [*_content_problems(payload), *_attachment_problems(payload), *_metadata_problems(payload)]


def view_problems(view: Mapping[str, Any]) -> list[str]:
    """Return what Slack would refuse in a modal or a Home view."""
    if view.get("type") not in VIEWS:
        return [f"view.type: {view.get('type')!r} is neither modal nor home"]
    surface: Surface = view["type"]
    problems = list(VIEWS[surface](view, "view"))
    if "blocks" in view:
        problems += [f"view.{problem}" for problem in block_problems(view["blocks"], surface)]
    problems += _submit_missing(view)
    if (size := len(json.dumps(view, ensure_ascii=False).encode(errors="surrogatepass"))) > VIEW_BYTES:
        problems.append(f"view: {size:,} bytes, at most {VIEW_BYTES:,}")
    return problems


def block_problems(blocks: Sequence[Mapping[str, Any]], surface: Surface) -> list[str]:
    """Return what Slack would refuse in these blocks on this surface."""
    if not isinstance(blocks, list | tuple):
        return [f"blocks: must be a list, is {kind(blocks)}"]
    problems = []
    if len(blocks) > MOST_BLOCKS[surface]:
        problems.append(f"blocks: {len(blocks)} blocks, at most {MOST_BLOCKS[surface]} in a {surface}")
    if not blocks and surface == "modal":
        problems.append("blocks: empty, a modal needs at least one block")
    for index, block in enumerate(blocks):
        found = list(ON_SURFACE[surface](block, f"blocks[{index}]"))
        problems += found or _action_id_problems(block, f"blocks[{index}]")
    return [*problems, *_together(blocks, surface)]


def interactive_elements(block: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the elements of a block that can carry an `action_id`, cards' buttons too."""
    held: list[Any] = [block.get("accessory"), block.get("element")]
    if block.get("type") in {"actions", "context_actions"}:
        held += _items(block, "elements")
    if block.get("type") == "card":
        held += _items(block, "actions")
    if block.get("type") == "carousel":
        cards = [card for card in _items(block, "elements") if isinstance(card, Mapping)]
        held += [button for card in cards for button in interactive_elements(card)]
    return [each for each in held if isinstance(each, Mapping) and each.get("type") != "image"]


def _items(block: Mapping[str, Any], name: str) -> Sequence[Any]:
    held = block.get(name)
    return held if isinstance(held, list | tuple) else ()


def _content_problems(payload: Mapping[str, Any]) -> Iterator[str]:
    words = payload.get("text") or ""
    if not isinstance(words, str):
        yield f"text: must be a string, is {kind(words)}"
    elif len(words) > MESSAGE_TEXT:
        yield f"text: {len(words):,} characters, Slack cuts at {MESSAGE_TEXT:,}"
    if not words and not payload.get("blocks") and not payload.get("attachments"):
        yield "text: a message needs text, blocks or attachments"
    if payload.get("blocks") is not None:
        yield from block_problems(payload["blocks"], "message")


def _attachment_problems(payload: Mapping[str, Any]) -> Iterator[str]:
    attachments = payload.get("attachments") or []
    if not isinstance(attachments, list | tuple):
        yield f"attachments: must be a list, is {kind(attachments)}"
        return
    if len(attachments) > 100:
        yield f"attachments: {len(attachments)} attachments, at most 100"
    for index, attachment in enumerate(attachments):
        if not isinstance(attachment, Mapping):
            yield f"attachments[{index}]: must be an object, is {kind(attachment)}"
        elif "blocks" in attachment:
            found = block_problems(attachment["blocks"], "message")
            yield from (f"attachments[{index}].{problem}" for problem in found)


def _metadata_problems(payload: Mapping[str, Any]) -> Iterator[str]:
    if (metadata := payload.get("metadata")) is None:
        return
    found = list(METADATA(metadata, "metadata"))
    yield from found
    if not found and (size := len(json.dumps(metadata["event_payload"]).encode())) > METADATA_BYTES:
        yield f"metadata.event_payload: {size:,} bytes, at most {METADATA_BYTES:,}"


def _action_id_problems(block: Mapping[str, Any], path: str) -> list[str]:
    named = [element["action_id"] for element in interactive_elements(block) if "action_id" in element]
    return [f"{path}: the action_id {again!r} is there twice" for again in repeated(named)]


def _together(blocks: Sequence[Mapping[str, Any]], surface: Surface) -> Iterator[str]:
    whole = [block for block in blocks if isinstance(block, Mapping)]
    ids = [block["block_id"] for block in whole if isinstance(block.get("block_id"), str)]
    yield from (f"blocks: the block_id {again!r} is there twice" for again in repeated(ids))
    for name, most in MOST_IN_MESSAGE.items():
        if (count := sum(block.get("type") == name for block in whole)) > most:
            yield f"blocks: {count} blocks of type {name}, at most {most}"
    written = [block.get("text") for block in whole if block.get("type") == "markdown"]
    if (count := sum(len(each) for each in written if isinstance(each, str))) > MARKDOWN_CHARACTERS:
        yield f"blocks: {count:,} characters of markdown, at most {MARKDOWN_CHARACTERS:,}"
    if surface != "message" and _focused(whole) > 1:
        yield "blocks: more than one element has focus_on_load"


def _focused(blocks: Sequence[Mapping[str, Any]]) -> int:
    return sum(element.get("focus_on_load") is True for block in blocks for element in interactive_elements(block))


def _submit_missing(view: Mapping[str, Any]) -> list[str]:
    blocks = view.get("blocks")
    if view["type"] != "modal" or "submit" in view or not isinstance(blocks, list | tuple):
        return []
    asks = any(isinstance(block, Mapping) and block.get("type") == "input" for block in blocks)
    return ["view.submit: missing, a modal with inputs needs it"] if asks else []


def _blocks_apart(_value: Any, _path: str) -> Iterator[str]:
    """Blocks are checked on their own, for their surface."""
    return iter(())


def _any_object(value: Any, path: str) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield f"{path}: must be an object, is {kind(value)}"


METADATA = shape({"event_type": string(255), "event_payload": _any_object}, {"entities": _blocks_apart})
_COMMON: dict[str, Check] = {
    "private_metadata": string(3000, least=0),
    "callback_id": string(255, least=0),
    "external_id": string(255, least=0),
}
_TITLE = text(24, "plain_text")
VIEWS: dict[Any, Check] = {
    "modal": shape(
        {"type": one_of("modal"), "title": _TITLE, "blocks": _blocks_apart},
        {
            **_COMMON,
            "submit": _TITLE,
            "close": _TITLE,
            "clear_on_close": boolean,
            "notify_on_close": boolean,
            "submit_disabled": boolean,
        },
    ),
    "home": shape({"type": one_of("home"), "blocks": _blocks_apart}, _COMMON),
}
