"""Showing a message with a chart to the person who asked: with a table where their Slack draws none."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from handlers import customers
from handlers.desk import Answer, Quiet, Reply, Request
from handlers.slack_errors import SLACK_FAILURES, error_name
from reviews.decision import Message
from reviews.messages.answers import tell

log = logging.getLogger(__name__)
_CANNOT_DRAW = "invalid_blocks"
Saying = Callable[[Message], Awaitable[Any]]


async def show_charted(request: Request, charted: Message, plain: Message, what: str) -> Answer:
    """Only to the person, where they asked; out of Home or a form, into their own messages.

    `plain` has a table in place of the chart. `what` names it there: "The brief".
    """
    if request.channel is None:
        return await _sent(request, charted, plain, what)
    if charted == plain or await _trouble(_whisper(request), charted):
        return Reply(plain)
    return Quiet()


async def _sent(request: Request, charted: Message, plain: Message, what: str) -> Answer:
    """Into the person's own messages: neither Home nor a form can hold a chart or a table."""
    say = _direct(request)
    trouble = await _trouble(say, charted)
    if trouble == _CANNOT_DRAW and charted != plain:
        trouble = await _trouble(say, plain)
    sent = f"{what} is in your messages with me."
    refused = f"Slack did not take {what[:1].lower()}{what[1:]} ({trouble}). Try once more."
    return customers.instead(request, tell(refused if trouble else sent))


def _whisper(request: Request) -> Saying:
    """Where the person is, and only to them. An answer to the command could not tell whether it was shown."""

    async def say(told: Message) -> None:
        await request.client.chat_postEphemeral(
            channel=request.channel or "", user=request.user_id, text=told["text"], blocks=told["blocks"]
        )

    return say


def _direct(request: Request) -> Saying:
    async def say(told: Message) -> None:
        await request.client.chat_postMessage(channel=request.user_id, **told)

    return say


async def _trouble(say: Saying, told: Message) -> str:
    """Say it; what Slack called the trouble, or nothing."""
    try:
        await say(told)
    except SLACK_FAILURES as failure:
        log.info("a message with a chart was not taken: %s", error_name(failure))
        return error_name(failure)
    return ""
