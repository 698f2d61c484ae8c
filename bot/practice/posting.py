"""Putting messages into conversations, changing them and taking them away, whoever does it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from bot.practice.about import APP_ID, BOT_ID, BOT_USER_ID
from bot.practice.elements import complete_blocks
from bot.practice.errors import SlackError, problems_error
from bot.practice.events import changed_event, deleted_event, message_event
from bot.practice.mrkdwn import stored
from bot.practice.practice import Practice
from bot.practice.workspace import Channel, Said, count_replies
from bot.practice.world import TEAM_ID
from reviews.messages.limits import MESSAGE_TEXT, METADATA, block_problems

MOST_ATTACHMENTS = 100
THREAD = ("thread_ts", "reply_count", "reply_users", "reply_users_count", "latest_reply", "is_locked", "subscribed")
CONTENT = ("text", "blocks", "attachments", "metadata")


def check_content(given: Mapping[str, Any]) -> None:
    """Refuse what Slack would refuse in an app's message."""
    if given.get("blocks"):
        _check_blocks(given["blocks"])
    _check_attachments(given.get("attachments") or [])
    if given.get("metadata"):
        problems = list(METADATA(given["metadata"], "metadata"))
        if problems:
            raise problems_error("invalid_metadata_format", problems)
    if not given.get("text") and not given.get("blocks") and not given.get("attachments"):
        raise SlackError("no_text")


def _check_attachments(attachments: Any) -> None:
    if not isinstance(attachments, list) or not all(isinstance(each, dict) for each in attachments):
        raise SlackError("invalid_attachments")
    if len(attachments) > MOST_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    for attachment in attachments:
        if "blocks" in attachment:
            _check_blocks(attachment["blocks"])


def _check_blocks(blocks: Any) -> None:
    if problems := block_problems(blocks, "message"):
        raise problems_error("invalid_blocks", problems)


def content_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content of an app's message as Slack stores it."""
    content: dict[str, Any] = {"text": stored(str(given.get("text") or ""))[:MESSAGE_TEXT]}
    if given.get("blocks"):
        content["blocks"] = complete_blocks(given["blocks"])
    if given.get("attachments"):
        content["attachments"] = _attachments(given["attachments"])
    if given.get("metadata"):
        content["metadata"] = deepcopy(given["metadata"])
    return content


def _attachments(given: list[dict[str, Any]]) -> list[dict[str, Any]]:
    whole = []
    for number, attachment in enumerate(given, start=1):
        held = {"id": number, "fallback": "[no preview available]", **deepcopy(attachment)}
        if "blocks" in held:
            held["blocks"] = complete_blocks(held["blocks"])
        whole.append(held)
    return whole


def bot_message(practice: Practice, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return a new message of the app as Slack stores it."""
    return {
        "type": "message",
        "user": BOT_USER_ID,
        "ts": practice.workspace.new_ts(),
        "bot_id": BOT_ID,
        "app_id": APP_ID,
        "team": TEAM_ID,
        "bot_profile": bot_profile(practice),
        **content_of(given),
    }


def bot_profile(practice: Practice) -> dict[str, Any]:
    """Return the app as its messages name it."""
    return {
        "id": BOT_ID,
        "app_id": APP_ID,
        "user_id": BOT_USER_ID,
        "name": practice.app.name,
        "icons": {},
        "deleted": False,
        "updated": 1_700_000_000,
        "team_id": TEAM_ID,
    }


def say(practice: Practice, channel: Channel, body: dict[str, Any], *, seen_by: str | None = None) -> Said:
    """Put a message into a conversation, or show it to one person there."""
    said = Said(body, seen_by)
    channel.add(said)
    if seen_by is None:
        more = {}
        parent = channel.find(body.get("thread_ts", ""))
        if parent is not None and parent is not said:
            more = {"parent_user_id": parent.body.get("user")}
            body |= more
            count_replies(channel, parent.ts)
        message_event(practice, channel, body)
    noted(practice, channel, seen_by)
    return said


def change(practice: Practice, channel: Channel, said: Said, content: Mapping[str, Any], editor: str) -> None:
    """Give a message other content."""
    before = deepcopy(said.body)
    said.body |= content
    if not said.body.get("metadata", True):
        del said.body["metadata"]
    for name in ("blocks", "attachments"):
        if not said.body.get(name, True):
            del said.body[name]
    said.body["edited"] = {"user": editor, "ts": practice.workspace.new_ts()}
    if said.seen_by is None:
        changed_event(practice, channel, said.body, before)
    noted(practice, channel, said.seen_by)


def remove(practice: Practice, channel: Channel, said: Said) -> None:
    """Take a message away; where a thread hangs on it, a mark stays in its place until the thread is gone."""
    if said.seen_by is None and channel.replies(said.ts):
        before = deepcopy(said.body)
        said.body = _tombstone(said.body)
        changed_event(practice, channel, said.body, before)
        return noted(practice, channel)
    channel.drop(said)
    if said.seen_by is None:
        deleted_event(practice, channel, said.body)
        _answer_gone(practice, channel, said.body.get("thread_ts"))
    return noted(practice, channel, said.seen_by)


def _answer_gone(practice: Practice, channel: Channel, thread_ts: str | None) -> None:
    root = channel.find(thread_ts) if thread_ts else None
    if root is None:
        return
    count_replies(channel, root.ts)
    if root.body.get("subtype") == "tombstone" and not channel.replies(root.ts):
        channel.drop(root)
        deleted_event(practice, channel, root.body)


def _tombstone(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return what Slack shows where the first message of a thread was."""
    kept = {name: body[name] for name in ("ts", *THREAD) if name in body}
    gone = {"type": "message", "subtype": "tombstone", "user": "USLACKBOT", "text": "This message was deleted."}
    return {**gone, "hidden": True, "parent_user_id": "USLACKBOT", **kept}


def noted(practice: Practice, channel: Channel, seen_by: str | None = None) -> None:
    """Let pages and the file on disk follow a change in a conversation."""
    practice.stream.say("message", channel=channel.id, user=seen_by)
    if seen_by is None:
        practice.workspace.changed()


def whisper(practice: Practice, channel: Channel, user_id: str, text: str) -> None:
    """Show one person a line of Slack's own, as Slackbot does."""
    body = {
        "type": "message",
        "subtype": "slackbot_response",
        "user": "USLACKBOT",
        "username": "Slackbot",
        "ts": practice.workspace.new_ts(),
        "text": text,
    }
    say(practice, channel, body, seen_by=user_id)
    practice.stream.say("failure", channel=channel.id, user=user_id)
