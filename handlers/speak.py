"""Giving an answer back the way it was asked: with the acknowledgement, in a modal, or beside the message."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncRespond

from handlers.desk import Answer, CloseForm, FormErrors, OpenForm, Quiet, Reply, Request, SwapForm
from handlers.slack_errors import SLACK_FAILURES, error_name
from reviews.decision import Message
from reviews.messages.answers import tell

log = logging.getLogger(__name__)
ACK_WITHIN = 2.0
"""Seconds a command may take before it is acknowledged without its answer; Slack allows three."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A handler broke; the log has the stack under this code."""

    code: str

    @property
    def text(self) -> str:
        """What the person is told."""
        return (
            f"Something broke on my side and nothing was saved. Try again, or tell your admin this code: {self.code}."
        )

    @property
    def message(self) -> Message:
        """The same as a message."""
        return tell(self.text)


async def answer_command(work: Awaitable[Answer], request: Request, ack: AsyncAck, respond: AsyncRespond) -> None:
    """Answer a command with its acknowledgement when that is quick, else by its response URL."""
    task = asyncio.ensure_future(guarded(work))
    done, _ = await asyncio.wait({task}, timeout=ACK_WITHIN)
    if not done:
        await ack()
        await _say(await _opened(await task, request), request, respond)
        return
    answer = await _opened(task.result(), request)
    if isinstance(answer, Reply):
        await ack(response_type="ephemeral", **_sendable(answer.message))
    else:
        await ack()


async def answer_press(work: Awaitable[Answer], request: Request, ack: AsyncAck, respond: AsyncRespond) -> None:
    """Acknowledge a press at once, then answer beside or in place of the message."""
    await ack()
    answer = await _opened(await guarded(work), request)
    if isinstance(answer, SwapForm):
        await _update(answer, request)
    else:
        await _say(answer, request, respond)


async def answer_view(work: Awaitable[Answer], request: Request, ack: AsyncAck) -> None:
    """Answer a submitted modal with its acknowledgement; what is left to say goes to where it was opened."""
    answer = await guarded(work)
    if isinstance(answer, Broken) and (field := _first_input(request)):
        answer = FormErrors({field: answer.text})
    if isinstance(answer, FormErrors):
        await ack(response_action="errors", errors=dict(answer.errors))
    elif isinstance(answer, SwapForm | OpenForm):
        await ack(response_action="update", view=answer.view)
    else:
        await ack()
    left_to_say = answer.then if isinstance(answer, CloseForm) else getattr(answer, "message", None)
    if left_to_say:
        await whisper(request, left_to_say)


async def guarded(work: Awaitable[Answer]) -> Answer | Broken:
    """The answer, or an honest word with a code where something broke on our side."""
    try:
        return await work
    except Exception:
        code = secrets.token_hex(2).upper()
        log.exception("a handler broke, code %s", code)
        return Broken(code)


def _first_input(request: Request) -> str | None:
    """Where a modal can show an error, so that it stays open with what was typed."""
    blocks = request.view.get("blocks") or []
    return next((str(b.get("block_id")) for b in blocks if b.get("type") == "input"), None)


async def _opened(answer: Answer | Broken, request: Request) -> Answer:
    """Open the modal an answer asks for; where its moment has passed, say how to get there instead."""
    if isinstance(answer, Broken):
        return Reply(answer.message)
    if not isinstance(answer, OpenForm):
        return answer
    try:
        await request.client.views_open(trigger_id=request.trigger_id or "", view=answer.view)
    except SLACK_FAILURES as failure:
        log.warning("views.open failed: %s", failure)
        name = error_name(failure)
        return Reply(answer.otherwise or tell(f"Slack did not open the form ({name}). Try the same again."))
    return Quiet()


async def _update(answer: SwapForm, request: Request) -> None:
    try:
        await request.client.views_update(view_id=request.view.get("id"), view=answer.view)
    except SLACK_FAILURES as failure:
        log.warning("views.update failed: %s", failure)


async def _say(answer: Answer, request: Request, respond: AsyncRespond) -> None:
    if not isinstance(answer, Reply):
        return
    if not respond.response_url:
        await whisper(request, answer.message)
        return
    try:
        await respond(response_type="ephemeral", replace_original=answer.replaces, **_sendable(answer.message))
    except SLACK_FAILURES as failure:
        log.warning("an answer could not be given: %s", failure)


async def whisper(request: Request, message: Message) -> None:
    """Say something only to the person: where they are, or in their own conversation where we may not speak there."""
    said = _sendable(message)
    try:
        if request.channel:
            await request.client.chat_postEphemeral(channel=request.channel, user=request.user_id, **said)
            return
    except SLACK_FAILURES as failure:
        log.info("no whisper in %s: %s", request.channel, error_name(failure))
    try:
        await request.client.chat_postMessage(channel=request.user_id, **said)
    except SLACK_FAILURES as failure:
        log.warning("an answer could not be given: %s", failure)


def _sendable(message: Message) -> dict[str, Any]:
    """What a response URL and an acknowledgement take."""
    return {key: message[key] for key in ("text", "blocks") if key in message}
