"""What people say in conversations, and how they change it."""

from __future__ import annotations

from bot.practice.crowd import CROWD
from bot.practice.errors import ControlError
from bot.practice.events import file_event
from bot.practice.mrkdwn import Typed, rich_text_of
from bot.practice.posting import change, remove, say
from bot.practice.practice import Practice
from bot.practice.web_api.files import file_object
from bot.practice.workspace import Channel, Said, person_message


def typed(practice: Practice, text: str) -> str:
    """Return typed text as Slack's composer sends it: escaped, with mentions and links as tokens."""
    # Names of a crowd would make a pattern of megabytes, and nobody calls one of them by name.
    people = [user for user_id, user in practice.workspace.users.items() if not user_id.startswith(CROWD)]
    rooms = [channel.facts for channel in practice.workspace.channels.values() if "name" in channel.facts]
    return Typed(people, rooms).sent(text)


def speak(practice: Practice, channel: Channel, user_id: str, text: str, thread_ts: str | None) -> Said:
    """Say something as a person."""
    body = person_message(practice.workspace, user_id, typed(practice, text), practice.workspace.new_ts())
    if thread_ts:
        parent = channel.find(thread_ts)
        if parent is None or parent.seen_by is not None:
            detail = f"No message {thread_ts} in this conversation; send the ts of a message, or no thread_ts."
            raise ControlError("thread_not_found", detail, status=404)
        body["thread_ts"] = parent.body.get("thread_ts", thread_ts)
    return say(practice, channel, body)


def drop(practice: Practice, channel: Channel, user_id: str, name: str, content: bytes, text: str = "") -> Said:
    """Put a file into a conversation as a person, perhaps with words beside it."""
    team = practice.workspace.users[user_id]["team_id"]
    upload = practice.files.dropped(name, content, user_id, team)
    body = person_message(practice.workspace, user_id, typed(practice, text), practice.workspace.new_ts())
    if not text:
        del body["blocks"]
    files = [file_object(practice, upload)]
    said = say(practice, channel, {**body, "subtype": "file_share", "upload": False, "files": files})
    upload.shares.setdefault(channel.id, []).append(said.ts)
    file_event(practice, channel, upload.id, user_id)
    return said


def edit(practice: Practice, channel: Channel, user_id: str, ts: str, text: str) -> Said:
    """Change what a person said; saving the same words again changes nothing."""
    said = own(channel, user_id, ts)
    marked = typed(practice, text)
    if marked == said.body["text"]:
        return said
    block = {"type": "rich_text", "block_id": f"e{ts[-6:]}", "elements": rich_text_of(marked)}
    change(practice, channel, said, {"text": marked, "blocks": [block]}, user_id)
    return said


def take_back(practice: Practice, channel: Channel, user_id: str, ts: str) -> None:
    """Delete what a person said."""
    remove(practice, channel, own(channel, user_id, ts))


def own(channel: Channel, user_id: str, ts: str) -> Said:
    """Return a person's own message."""
    said = channel.find(ts)
    if said is None or said.body.get("user") != user_id:
        detail = f"No message {ts} of this person in this conversation; people change only their own."
        raise ControlError("message_not_found", detail, status=404)
    return said
