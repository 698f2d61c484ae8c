"""Somebody drops a file into a conversation, by the control API: as JSON, or as the body itself."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from aiohttp import web

from bot.practice import speaking
from bot.practice.control.lookups import Asked
from bot.practice.errors import ControlError
from bot.practice.practice import Practice
from bot.practice.web_api.files import MOST_LENGTH

RAW = "application/octet-stream"
_FIELDS = ("user", "channel", "name", "content", "base64", "text")


async def drop(asked: Asked) -> dict[str, Any]:
    """Drop a file with `content` (a string, kept as UTF-8) or `base64`, perhaps with `text` beside it."""
    asked.only(*_FIELDS)
    user_id = asked.user_id()
    channel = asked.channel(user_id)
    name = asked.text("name").strip().replace("/", "_")
    said = speaking.drop(asked.practice, channel, user_id, name, _content(asked), asked.words("text").strip())
    return {"ts": said.ts, "message": said.body, "file": said.body["files"][0]}


def _content(asked: Asked) -> bytes:
    given = asked.body.get("content")
    if isinstance(given, bytes):
        return given
    content = _decoded(asked.text("base64")) if given is None else asked.words("content").encode()
    if not content:
        raise ControlError("missing_content", "Send content, a string, or base64; an empty file cannot be dropped.")
    return content


def _decoded(packed: str) -> bytes:
    try:
        return base64.b64decode(packed, validate=True)
    except (binascii.Error, ValueError):
        raise ControlError("invalid_base64", "base64 cannot be read.") from None


async def as_sent(practice: Practice, request: web.Request) -> Asked:
    """Read a file that is the body itself, with all else in the address: `?user=…&channel=…&name=…`."""
    content = bytearray()
    async for part in request.content.iter_any():
        content += part
        if len(content) > MOST_LENGTH:
            raise ControlError("file_too_large", f"A file has at most {MOST_LENGTH // 1024**2} MB here.", status=413)
    if not content:
        raise ControlError("missing_content", "An empty file cannot be dropped.")
    return Asked(practice, {**request.query, "content": bytes(content)})
