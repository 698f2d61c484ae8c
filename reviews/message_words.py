"""The words of a message that Slack hands over: its text, or what its blocks, attachments and files say instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reviews.text import clean, from_slack

Part = Mapping[str, Any]
_MOST_DEEP = 8
"""Rich text nests lists in quotes in lists; nobody writes deeper than this."""


def words_of(message: Part) -> str:
    """What a message says, unescaped; mentions of people stay Slack's tokens. Empty where it has no words at all."""
    if text := from_slack(str(message.get("text") or "")).strip():
        return text
    said = [*_of_blocks(message.get("blocks")), *_of_attachments(message), *_of_files(message)]
    return "\n".join(line for each in said if (line := each.strip()))


def _of_blocks(blocks: Any) -> Iterator[str]:
    for block in _parts(blocks):
        if block.get("type") == "rich_text":
            yield from ("".join(_rich(each)) for each in _parts(block.get("elements")))
            continue
        yield _text(block.get("text"))
        yield from (_text(each) for each in _parts(block.get("fields")))
        if block.get("type") == "context":
            yield " ".join(filter(None, (_text(each) for each in _parts(block.get("elements")))))
        if block.get("type") == "image":
            yield _text(block.get("title")) or clean(str(block.get("alt_text") or ""))


def _of_attachments(message: Part) -> Iterator[str]:
    for each in _parts(message.get("attachments")):
        lines = [from_slack(str(each.get(name) or "")) for name in ("pretext", "title", "text")]
        yield "\n".join(filter(None, lines)) or from_slack(str(each.get("fallback") or ""))
        yield from _of_blocks(each.get("blocks"))


def _of_files(message: Part) -> Iterator[str]:
    for each in _parts(message.get("files")):
        if name := clean(str(each.get("title") or each.get("name") or "")):
            yield f"File: {name}"


def _text(thing: Any) -> str:
    """A text object: mrkdwn comes escaped, plain text does not."""
    if not isinstance(thing, Mapping) or thing.get("type") not in {"mrkdwn", "plain_text"}:
        return ""
    text = str(thing.get("text") or "")
    return from_slack(text) if thing["type"] == "mrkdwn" else clean(text)


def _rich(element: Part, deep: int = 0) -> Iterator[str]:
    """Rich text, piece by piece; each entry of a list on a line of its own."""
    kind, held = element.get("type"), element.get("elements")
    if held is not None:
        for each in _parts(held) if deep < _MOST_DEEP else ():
            yield from _rich(each, deep + 1)
            if kind == "rich_text_list":
                yield "\n"
        return
    match kind:
        case "user":
            yield f"<@{element.get('user_id')}>"
        case "channel":
            yield f"<#{element.get('channel_id')}>"
        case "emoji":
            yield f":{element.get('name')}:"
        case "date":
            yield clean(str(element.get("fallback") or ""))
        case _:
            yield clean(str(element.get("text") or element.get("url") or ""))


def _parts(held: Any) -> list[Part]:
    return [each for each in held if isinstance(each, Mapping)] if isinstance(held, list) else []
