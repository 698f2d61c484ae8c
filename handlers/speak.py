"""Giving an answer back the way it was asked: with the acknowledgement, in a modal, or beside the message."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncRespond

from handlers.at_home import is_at_home, is_from_home, notes_of, with_home
from handlers.desk import Answer, CloseForm, Desk, FormErrors, OpenForm, Quiet, Reply, Request, SwapForm
from handlers.fields import block_of
from handlers.home import show_home
from handlers.slack_errors import SLACK_FAILURES, error_name
from reviews.decision import Message
from reviews.messages.answers import tell
from reviews.messages.review_forms import notice
from reviews.text import literal

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
    task = asyncio.ensure_future(_done(work, request))
    done, _ = await asyncio.wait({task}, timeout=ACK_WITHIN)
    if not done:
        await ack(response_type="ephemeral", text="One moment: this takes longer than usual. The answer comes here.")
        await _say(await task, request, respond)
        return
    answer = task.result()
    if isinstance(answer, Reply):
        await ack(response_type="ephemeral", **_sendable(answer.message))
    else:
        await ack()


async def _done(work: Awaitable[Answer], request: Request) -> Answer:
    return await _opened(await guarded(work), request)


async def answer_press(
    desk: Desk, work: Awaitable[Answer], request: Request, ack: AsyncAck, respond: AsyncRespond
) -> None:
    """Record a press, acknowledge it, then answer beside or in place of the message, or in Home.

    In this order a press that dies with the process is one that Slack shows as failed, to be pressed again.
    """
    task = asyncio.ensure_future(guarded(work))
    await asyncio.wait({task}, timeout=ACK_WITHIN)
    await ack()
    given = await task
    answer = await _opened(given, request)
    if isinstance(answer, SwapForm):
        await _update(answer, request)
    elif is_from_home(request):
        if not isinstance(given, OpenForm) or isinstance(answer, Reply):
            await _say_at_home(desk, request, getattr(answer, "message", None), always=is_at_home(request))
    else:
        await _say(answer, request, respond)


async def _say_at_home(desk: Desk, request: Request, message: Message | None, *, always: bool) -> None:
    """Show Home again with what was answered on top of it; where Slack does not take it, say it in a message.

    Not `always`: only where there is something to say, since a press within a form seldom changes what is behind it.
    """
    said = [*notes_of(request), *([message] if message else [])]
    if not said and not always:
        return
    if not await show_home(desk, request, said):
        for each in said:
            await whisper(request, each)


async def answer_view(desk: Desk, work: Awaitable[Answer], request: Request, ack: AsyncAck) -> None:
    """Answer a submitted modal with its acknowledgement; what is left to say goes to where it was opened."""
    task = asyncio.ensure_future(guarded(work))
    done, _ = await asyncio.wait({task}, timeout=ACK_WITHIN)
    if not done:
        await ack(response_action="update", view=notice("One moment", "This takes longer than usual. Leave it open."))
        await _answer_late(desk, await task, request)
        return
    answer = task.result()
    if isinstance(answer, Broken) and (field := _first_input(request)):
        answer = FormErrors({field: answer.text})
    if isinstance(answer, FormErrors):
        await ack(response_action="errors", errors=_under_fields(answer, request))
    elif isinstance(answer, SwapForm | OpenForm):
        await ack(response_action="update", view=with_home(answer.view, request))
    else:
        await ack()
    await _say_rest(desk, answer, request)


def _under_fields(answer: FormErrors, request: Request) -> dict[str, str]:
    """What is wrong, under the blocks Slack knows the fields by."""
    anywhere = _first_input(request)
    return {block_of(request.view, name) or anywhere or name: text for name, text in answer.errors.items()}


async def _answer_late(desk: Desk, answer: Answer | Broken, request: Request) -> None:
    """The form was acknowledged before its outcome was known: the outcome takes the place of the notice."""
    if isinstance(answer, SwapForm | OpenForm):
        await _update(SwapForm(answer.view), request)
        return
    if isinstance(answer, FormErrors):
        said = " ".join(answer.errors.values())
        text = f"Nothing was saved. {literal(said)}\n{_typed_in(request)}"
    else:
        text = answer.text if isinstance(answer, Broken) else "Done. You can close this."
    if not await _update(SwapForm(notice("Thank you for waiting", text)), request):
        await whisper(request, tell(text))
    await _say_rest(desk, answer, request)


def _typed_in(request: Request) -> str:
    """What was typed into a form that cannot come back: to be copied from here."""
    values = ((request.view.get("state") or {}).get("values") or {}).values()
    words = (element.get("value") for block in values for element in block.values())
    return "\n".join(f"You wrote: “{literal(str(each), 1000)}”" for each in words if each)[:2800]


async def _say_rest(desk: Desk, answer: Answer | Broken, request: Request) -> None:
    left = answer.then if isinstance(answer, CloseForm) else getattr(answer, "message", None)
    if is_from_home(request):
        if not isinstance(answer, FormErrors | SwapForm | OpenForm):
            await _say_at_home(desk, request, left, always=True)
    elif left:
        await whisper(request, left)


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
        await request.client.views_open(trigger_id=request.trigger_id or "", view=with_home(answer.view, request))
    except SLACK_FAILURES as failure:
        log.warning("views.open failed: %s", failure)
        name = error_name(failure)
        return Reply(answer.otherwise or tell(f"Slack did not open the form ({name}). Try the same again."))
    return Quiet()


async def _update(answer: SwapForm, request: Request) -> bool:
    """Show something else in the open modal; whether Slack took it."""
    try:
        await request.client.views_update(view_id=request.view.get("id"), view=with_home(answer.view, request))
    except SLACK_FAILURES as failure:
        log.warning("views.update failed: %s", failure)
        return False
    return True


async def _say(answer: Answer, request: Request, respond: AsyncRespond) -> None:
    if not isinstance(answer, Reply):
        return
    if not respond.response_url:
        await whisper(request, answer.message)
        return
    try:
        given = await respond(response_type="ephemeral", replace_original=answer.replaces, **_sendable(answer.message))
    except SLACK_FAILURES as failure:
        log.warning("an answer could not be given by its response URL: %s", failure)
    else:
        if given.status_code < 300:
            return
        log.warning("an answer was not taken: HTTP %s %s", given.status_code, given.body[:200])
    await whisper(request, answer.message)


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
