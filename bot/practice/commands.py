"""Slash commands as people type them."""

from __future__ import annotations

from typing import Any

from bot.practice import payloads
from bot.practice.errors import ControlError, SlackError
from bot.practice.posting import whisper
from bot.practice.practice import Practice
from bot.practice.replies import show
from bot.practice.sockets import Unacknowledged
from bot.practice.speaking import typed
from bot.practice.workspace import Channel


async def run(practice: Practice, channel: Channel, user_id: str, name: str, text: str) -> dict[str, Any]:
    """Run a slash command as a person, and show its answer where Slack would."""
    command = practice.app.command(name)
    if command is None:
        known = ", ".join(each.command for each in practice.app.commands) or "none"
        raise ControlError("unknown_command", f"{name} is not a command here. Known: {known}.")
    if not practice.workspace.is_ours(user_id):
        detail = f"{name} belongs to this workspace; people of other organisations cannot run it."
        raise ControlError("command_not_allowed", detail)
    trigger_id = practice.triggers.new(user_id)
    sent = payloads.command(
        practice,
        channel,
        user_id=user_id,
        name=command.command,
        text=typed(practice, text.strip()),
        trigger_id=trigger_id,
    )
    answer = await practice.sockets.send("slash_commands", sent)
    if isinstance(answer, Unacknowledged):
        _say_failed(practice, channel, user_id, command.command, answer.reason)
        return {"acknowledged": False, "response": None, "trigger_id": trigger_id}
    response = answer.payload if isinstance(answer.payload, dict) else {"text": str(answer.payload or "")}
    _show_answer(practice, channel, user_id, command.command, response)
    return {"acknowledged": True, "response": answer.payload or None, "trigger_id": trigger_id}


def _show_answer(practice: Practice, channel: Channel, user_id: str, name: str, response: dict[str, Any]) -> None:
    if not any(response.get(name) for name in ("text", "blocks", "attachments")):
        return
    try:
        show(practice, channel, user_id, response)
    except SlackError as refusal:
        practice.log.add("refused", what="command answer", command=name, answer=refusal.body())
        _say_failed(practice, channel, user_id, name, "invalid_command_response")


def _say_failed(practice: Practice, channel: Channel, user_id: str, name: str, reason: str) -> None:
    whisper(practice, channel, user_id, f'{name} failed with the error "{reason}"')
