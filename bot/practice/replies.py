"""What an app answers to something a person did: in the ack of a command, or through a response URL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.practice.about import BOT_USER_ID
from bot.practice.errors import SlackError
from bot.practice.posting import CONTENT, bot_message, change, check_content, content_of, remove, say
from bot.practice.practice import Practice
from bot.practice.reply_urls import ReplyUrl
from bot.practice.workspace import Channel, Said


def show(
    practice: Practice,
    channel: Channel,
    user_id: str,
    given: Mapping[str, Any],
    *,
    thread_ts: str | None = None,
) -> Said:
    """Show an app's answer: to the person who asked, or to all when it says `in_channel`."""
    check_content(given)
    body = bot_message(practice, given)
    if thread_ts:
        body["thread_ts"] = thread_ts
    to_all = given.get("response_type") == "in_channel"
    return say(practice, channel, body, seen_by=None if to_all else user_id)


async def receive(practice: Practice, request: web.Request) -> web.Response:
    """Take a POST to a response URL."""
    name = request.match_info["name"]
    try:
        held = _usable(practice, name)
        given = await _body(request)
        _take(practice, held, given)
    except SlackError as refusal:
        status = refusal.details.pop("status", 400)
        practice.log.add("refused", what="response_url", name=name, answer=refusal.body())
        return web.json_response(refusal.body(), status=status)
    held.uses += 1
    practice.log.add("response_url", name=name, uses=held.uses, given=given)
    return web.json_response({"ok": True})


def _usable(practice: Practice, name: str) -> ReplyUrl:
    held = practice.reply_urls.find(name)
    refusal = practice.reply_urls.refusal(held) if held else "invalid_url"
    if held is None or refusal:
        raise SlackError(str(refusal), status=404)
    return held


async def _body(request: web.Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except ValueError:
        raise SlackError("invalid_payload") from None
    if not isinstance(body, dict):
        raise SlackError("invalid_payload")
    return body


def _take(practice: Practice, held: ReplyUrl, given: dict[str, Any]) -> None:
    channel = practice.workspace.channels.get(held.channel_id)
    if channel is None:
        raise SlackError("channel_not_found", status=404)
    original = channel.find(held.message_ts) if held.message_ts else None
    if given.get("delete_original"):
        _only_there(original)
        if original is not None:
            remove(practice, channel, original)
    elif given.get("replace_original") and held.message_ts:
        _replace(practice, channel, original, given)
    else:
        thread = given.get("thread_ts") or (held.thread_ts if _is_ephemeral(given) else None)
        show(practice, channel, held.user_id, given, thread_ts=thread)


def _is_ephemeral(given: Mapping[str, Any]) -> bool:
    return given.get("response_type") != "in_channel"


def _only_there(original: Said | None) -> None:
    if original is None:
        raise SlackError("message_not_found", status=404)


def _replace(practice: Practice, channel: Channel, original: Said | None, given: Mapping[str, Any]) -> None:
    """Put other content in the place of the message that was pressed; nothing of the old stays."""
    _only_there(original)
    check_content(given)
    if original is not None:
        empty: dict[str, Any] = {"text": "", "blocks": [], "attachments": []}
        kept = {} if "metadata" in given else {"metadata": original.body.get("metadata", {})}
        new = {name: value for name, value in content_of(given).items() if name in CONTENT}
        change(practice, channel, original, {**empty, **kept, **new}, BOT_USER_ID)
