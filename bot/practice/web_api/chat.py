"""chat.*: posting, changing and taking back the app's messages."""

from __future__ import annotations

from typing import Any

from bot.practice.about import BOT_USER_ID
from bot.practice.arguments import Arguments
from bot.practice.errors import SlackError, problems_error
from bot.practice.mrkdwn import Typed
from bot.practice.posting import CONTENT, bot_message, change, check_content, content_of, remove, say
from bot.practice.practice import Practice
from bot.practice.web_api.common import Answer, channel_of, joined, method, user_of
from bot.practice.workspace import Channel, Said
from reviews.messages.limits import MESSAGE_TEXT, block_problems


def given_content(practice: Practice, arguments: Arguments) -> dict[str, Any]:
    """Return the content arguments of a call, read but not yet checked."""
    text = arguments.text("text")
    if arguments.flag("link_names"):
        channels = [channel.facts for channel in practice.workspace.channels.values()]
        text = Typed(practice.workspace.users.values(), channels).mentions(text)
    return {
        "text": text,
        "blocks": arguments.json("blocks", "invalid_blocks_format"),
        "attachments": arguments.json("attachments", "invalid_attachments"),
        "metadata": arguments.json("metadata", "invalid_metadata_format"),
    }


def content(practice: Practice, arguments: Arguments) -> dict[str, Any]:
    """Return the content arguments of a call, checked as Slack does."""
    given = given_content(practice, arguments)
    check_content(given)
    return given


@method("chat.postMessage", tier=4)
def post_message(practice: Practice, arguments: Arguments) -> Answer:
    """Post to a conversation, or to a person's direct conversation by the person's id."""
    channel = _destination(practice, arguments)
    given = content(practice, arguments)
    wait = practice.pacer.post(channel.id) if practice.pacer else 0
    if wait:
        raise SlackError("rate_limited", retry_after=wait)
    body = bot_message(practice, given)
    body |= _thread(channel, arguments)
    said = say(practice, channel, body)
    cut = len(given["text"]) > MESSAGE_TEXT
    warning = {"warning": "message_truncated"} if cut else {}
    return {"channel": channel.id, "ts": said.ts, "message": said.body, **warning}


def _destination(practice: Practice, arguments: Arguments) -> Channel:
    target = arguments.required("channel")
    user = practice.workspace.users.get(target)
    if user is not None:
        if user["is_bot"] or user["deleted"]:
            raise SlackError("channel_not_found")
        return practice.workspace.direct(target)
    channel = joined(practice, arguments)
    if channel.facts.get("is_archived"):
        raise SlackError("is_archived")
    return channel


def _thread(channel: Channel, arguments: Arguments) -> dict[str, Any]:
    thread = arguments.text("thread_ts")
    if not thread:
        return {}
    parent = channel.find(thread)
    if parent is None or parent.seen_by is not None:
        raise SlackError("thread_not_found")
    wide = {"subtype": "thread_broadcast"} if arguments.flag("reply_broadcast") else {}
    return {"thread_ts": parent.body.get("thread_ts", thread), **wide}


@method("chat.postEphemeral", tier=4)
def post_ephemeral(practice: Practice, arguments: Arguments) -> Answer:
    """Show a message to one person in a conversation."""
    channel = joined(practice, arguments)
    user = user_of(practice, arguments)
    if user["id"] not in channel.members:
        raise SlackError("user_not_in_channel")
    given = content(practice, arguments)
    if len(given["text"]) > MESSAGE_TEXT:
        raise SlackError("msg_too_long")
    body = bot_message(practice, given) | _thread(channel, arguments)
    say(practice, channel, body, seen_by=user["id"])
    return {"message_ts": body["ts"]}


@method("chat.update")
def update(practice: Practice, arguments: Arguments) -> Answer:
    """Change one of the app's own messages; what is not given stays."""
    channel, said = _own(practice, arguments, "cant_update_message")
    names = [name for name in CONTENT if name in arguments]
    given = given_content(practice, arguments)
    if len(given["text"]) > MESSAGE_TEXT:
        raise SlackError("msg_too_long")
    if not names:
        raise SlackError("no_text")
    check_content({**said.body, **{name: given[name] for name in names}})
    new = content_of(given)
    change(practice, channel, said, {name: new.get(name, given[name]) for name in names}, BOT_USER_ID)
    return {"channel": channel.id, "ts": said.ts, "text": said.body["text"], "message": said.body}


@method("chat.delete")
def delete(practice: Practice, arguments: Arguments) -> Answer:
    """Take one of the app's own messages away."""
    channel, said = _own(practice, arguments, "cant_delete_message")
    remove(practice, channel, said)
    return {"channel": channel.id, "ts": said.ts}


def _own(practice: Practice, arguments: Arguments, refusal: str) -> tuple[Channel, Said]:
    channel = channel_of(practice, arguments)
    said = channel.find(arguments.required("ts"))
    if said is None or said.seen_by is not None:
        raise SlackError("message_not_found")
    if said.body.get("user") != BOT_USER_ID:
        raise SlackError(refusal)
    return channel, said


@method("chat.getPermalink", tier=4)
def get_permalink(practice: Practice, arguments: Arguments) -> Answer:
    """Return a link that opens one message."""
    channel = channel_of(practice, arguments)
    said = channel.find(arguments.required("message_ts"))
    if said is None or said.seen_by is not None:
        raise SlackError("message_not_found")
    thread = said.body.get("thread_ts")
    tail = f"?thread_ts={thread}&cid={channel.id}" if thread and thread != said.ts else ""
    link = f"{practice.url}/archives/{channel.id}/p{said.ts.replace('.', '')}{tail}"
    return {"channel": channel.id, "permalink": link}


@method("blocks.validate", tier=4)
def validate(_practice: Practice, arguments: Arguments) -> Answer:
    """Tell whether Slack would take these blocks in a message."""
    arguments.required("blocks")
    if problems := block_problems(arguments.json("blocks", "invalid_blocks_format"), "message"):
        raise problems_error("invalid_blocks", problems)
    return {}
