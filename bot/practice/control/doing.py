"""What a person can do, as POST requests: speak, run commands, press, submit, close, open, reset."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.practice import commands, crowd, payloads, pressing, speaking, submitting
from bot.practice.about import BOT_USER_ID
from bot.practice.control.belonging import colleague, guest
from bot.practice.control.dropping import drop
from bot.practice.control.faulting import arm
from bot.practice.control.lookups import Asked, known_channel
from bot.practice.control.rooms import room
from bot.practice.control.sharing import share
from bot.practice.control.staff import deactivate, manager
from bot.practice.control.timing import move_clock
from bot.practice.errors import ControlError, SlackError
from bot.practice.events import joined_event
from bot.practice.web_api.reactions import react
from bot.practice.workspace import without_metadata

Doing = Callable[[Asked], Awaitable[dict[str, Any]]]


async def command(asked: Asked) -> dict[str, Any]:
    """Run a slash command; `command` may hold the words after it too."""
    user_id = asked.user_id()
    channel = asked.channel(user_id)
    name, _, rest = asked.text("command").strip().partition(" ")
    if asked.body.get("thread_ts"):
        raise ControlError("command_in_thread", f"{name} is not supported in threads. Sorry!")
    text = f"{rest} {asked.words('text')}".strip()
    return await commands.run(asked.practice, channel, user_id, name if name.startswith("/") else f"/{name}", text)


async def message(asked: Asked) -> dict[str, Any]:
    """Say something."""
    user_id = asked.user_id()
    channel = asked.channel(user_id)
    thread_ts = asked.words("thread_ts") or None
    said = speaking.speak(asked.practice, channel, user_id, asked.text("text"), thread_ts)
    return {"ts": said.ts, "message": said.body}


async def edit(asked: Asked) -> dict[str, Any]:
    """Change something one said."""
    user_id = asked.user_id()
    channel = asked.channel(user_id)
    said = speaking.edit(asked.practice, channel, user_id, asked.text("ts"), asked.text("text"))
    return {"ts": said.ts, "message": said.body}


async def delete(asked: Asked) -> dict[str, Any]:
    """Take back something one said; an app's ephemeral message is dismissed."""
    user_id = asked.user_id()
    channel = asked.channel(user_id)
    said = channel.find(asked.text("ts"))
    if said is not None and said.seen_by == user_id:
        channel.drop(said)
        asked.practice.stream.say("message", channel=channel.id, user=user_id)
    else:
        speaking.take_back(asked.practice, channel, user_id, asked.text("ts"))
    return {}


async def interact(asked: Asked) -> dict[str, Any]:
    """Press or choose something, on a message or in a view; `values` is what stands in its inputs."""
    user_id = asked.user_id()
    action, values = asked.body.get("action"), asked.body.get("values")
    if "viewId" in asked.body:
        return await pressing.press_in_view(asked.practice, asked.view(user_id), action, values)
    channel = asked.channel(user_id)
    said = asked.message(channel, user_id)
    return await pressing.press_on_message(asked.practice, channel, said, user_id=user_id, action=action, values=values)


async def submit(asked: Asked) -> dict[str, Any]:
    """Submit a modal."""
    view = asked.view(asked.user_id())
    return await submitting.submit(asked.practice, view, asked.body.get("values") or {})


async def close_view(asked: Asked) -> dict[str, Any]:
    """Close a modal: the top one, or with `all` the whole stack."""
    view = asked.view(asked.user_id())
    return submitting.close(asked.practice, view, everything=asked.body.get("all") is True)


async def open_home(asked: Asked) -> dict[str, Any]:
    """Open the app's Home."""
    return pressing.open_home(asked.practice, asked.user_id())


async def shortcut(asked: Asked) -> dict[str, Any]:
    """Choose a shortcut of the app."""
    user_id = asked.user_id()
    channel = asked.channel(user_id) if asked.body.get("channel") else None
    said = asked.message(channel, user_id) if channel and asked.body.get("messageTs") else None
    return await pressing.use_shortcut(asked.practice, user_id, asked.text("callbackId"), channel, said)


async def suggest(asked: Asked) -> dict[str, Any]:
    """Ask the app for a menu's options."""
    practice, user_id = asked.practice, asked.user_id()
    envelope = payloads.envelope(practice, "block_suggestion", user_id)
    if "viewId" in asked.body:
        view = asked.view(user_id)
        envelope |= {"container": {"type": "view", "view_id": view.id}, "view": view.shown()}
        return await pressing.suggest(practice, envelope, view.body["blocks"], asked.body)
    channel = asked.channel(user_id)
    said = asked.message(channel, user_id)
    envelope |= {
        "container": {"type": "message", "message_ts": said.ts, "channel_id": channel.id},
        "channel": {"id": channel.id, "name": payloads.channel_name(channel)},
        "message": without_metadata(said.body),
    }
    return await pressing.suggest(practice, envelope, pressing.message_blocks(said), asked.body)


async def reaction(asked: Asked) -> dict[str, Any]:
    """React to a message with an emoji's name."""
    user_id = asked.user_id()
    channel = asked.channel(user_id)
    said = asked.message(channel, user_id)
    try:
        react(asked.practice, channel, said, user_id, asked.text("name").strip(":"))
    except SlackError:
        raise ControlError("already_reacted", "This person already reacted so.") from None
    return {"message": said.body}


async def invite(asked: Asked) -> dict[str, Any]:
    """Bring somebody into a conversation: a person, or the app with `user` set to its bot's id."""
    practice = asked.practice
    user = practice.workspace.user(asked.text("user"))
    channel = known_channel(practice, asked.text("channel"))
    if user is None or user["deleted"]:
        raise ControlError("user_not_found", "Nobody of this name can be brought in.", status=404)
    if channel.facts.get("is_archived"):
        raise ControlError("is_archived", "Nobody can be brought into an archived channel.")
    if user["id"] in channel.members or channel.kind == "im":
        raise ControlError("already_in_channel", f"{user['real_name']} is there already.")
    channel.members.append(user["id"])
    joined_event(practice, channel, user["id"])
    practice.workspace.changed()
    practice.stream.say("channels", channel=channel.id)
    return {"channel": {**channel.facts, "members": channel.members}, "bot": user["id"] == BOT_USER_ID}


async def people(asked: Asked) -> dict[str, Any]:
    """Add made-up members of this workspace."""
    asked.only("count")
    added = crowd.add(asked.practice.workspace, asked.body.get("count"))
    asked.practice.stream.say("channels")
    return {"users": added}


async def refresh(asked: Asked) -> dict[str, Any]:
    """Let Socket Mode connections be refreshed: `reason` is warning or refresh_requested."""
    reason = asked.words("reason") or "refresh_requested"
    if reason not in {"warning", "refresh_requested"}:
        raise ControlError("invalid_reason", "reason is warning or refresh_requested.")
    await asked.practice.sockets.refresh(reason)
    return {}


async def reset(asked: Asked) -> dict[str, Any]:
    """Begin again with the sample world."""
    asked.practice.reset()
    return {}


DOINGS: dict[str, Doing] = {
    "clock": move_clock,
    "close-view": close_view,
    "command": command,
    "deactivate": deactivate,
    "delete": delete,
    "drop": drop,
    "edit": edit,
    "fault": arm,
    "interact": interact,
    "invite": invite,
    "manager": manager,
    "message": message,
    "open-home": open_home,
    "people": people,
    "guest": guest,
    "colleague": colleague,
    "reaction": reaction,
    "refresh": refresh,
    "reset": reset,
    "room": room,
    "share": share,
    "shortcut": shortcut,
    "submit": submit,
    "suggest": suggest,
}
