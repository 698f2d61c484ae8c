"""The few listeners Bolt walks; everything else is a look into our own table of routes."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from handlers import events
from handlers.actors import standing_of
from handlers.desk import Answer, Desk, Reply, Request, SwapForm
from handlers.hidden import hidden_from
from handlers.incoming import from_action, from_command, from_shortcut, from_suggestion, from_view
from handlers.routes import OPTIONS, SHORTCUTS, SUBMISSIONS, Handler, command_handler, press_handler
from handlers.speak import answer_command, answer_press, answer_view
from reviews.decision import Message
from reviews.messages.answers import tell
from reviews.messages.review_forms import notice
from reviews.messages.rights import not_there, turned_away
from reviews.rights import Standing

log = logging.getLogger(__name__)
ANY = re.compile("")


def register(app: AsyncApp, desk: Desk) -> None:
    """Let `app` hand everything to our handlers."""

    @app.command(ANY)
    async def on_command(body: Mapping[str, Any], ack: AsyncAck, respond: AsyncRespond, client: AsyncWebClient) -> None:
        request = from_command(body, client, desk.clock())
        handler = command_handler(str(body.get("command")), desk.command) or _unknown_command
        with desk.handling():
            await answer_command(admitted(desk, request, partial(handler, desk, request)), request, ack, respond)

    @app.action(ANY)
    async def on_press(body: Mapping[str, Any], ack: AsyncAck, respond: AsyncRespond, client: AsyncWebClient) -> None:
        request = from_action(body, client, desk.clock())
        handler = press_handler(request.action_id) or _unknown_press
        with desk.handling():
            await answer_press(desk, admitted(desk, request, partial(handler, desk, request)), request, ack, respond)

    @app.view(ANY)
    async def on_view(body: Mapping[str, Any], ack: AsyncAck, client: AsyncWebClient) -> None:
        request = from_view(body, client, desk.clock())
        handler: Handler = SUBMISSIONS.get(str(request.view.get("callback_id")), _unknown_press)
        with desk.handling():
            await answer_view(desk, admitted(desk, request, partial(handler, desk, request)), request, ack)

    @app.shortcut(ANY)
    async def on_shortcut(
        body: Mapping[str, Any], ack: AsyncAck, respond: AsyncRespond, client: AsyncWebClient
    ) -> None:
        request = from_shortcut(body, client, desk.clock())
        handler = SHORTCUTS.get(str(body.get("callback_id")), _unknown_shortcut)
        with desk.handling():
            work = partial(handler, desk, request, body.get("message") or {})
            await answer_press(desk, admitted(desk, request, work), request, ack, respond)

    @app.options(ANY)
    async def on_options(body: Mapping[str, Any], ack: AsyncAck, client: AsyncWebClient) -> None:
        request = from_suggestion(body, client, desk.clock())
        handler = OPTIONS.get(request.action_id)
        with desk.handling():
            is_member = await standing_of(desk, request) is Standing.MEMBER
            await ack(options=await handler(desk, request) if handler and is_member else [])

    @app.view_closed(ANY)
    async def on_the_rest(ack: AsyncAck) -> None:
        """What nobody handles is acknowledged, or Slack warns the person and sends it again."""
        await ack()

    events.register(app, desk)


async def admitted(desk: Desk, request: Request, work: Callable[[], Awaitable[Answer]]) -> Answer:
    """What a handler answers to a member. For anybody else it is not even begun: they are told so, and only they.

    The same for what a member may not see: whatever names it is answered as if it did not exist.
    """
    standing = await standing_of(desk, request)
    if standing is not Standing.MEMBER:
        log.info("%s turned away as %s", request.user_id, standing)
        return _instead(request, turned_away(standing))
    if (hidden := await hidden_from(desk, request)) is not None:
        return _instead(request, not_there(hidden, desk.command))
    return await work()


def _instead(request: Request, message: Message) -> Answer:
    """Said in the modal, where it was asked in one."""
    if request.view.get("type") == "modal":
        return SwapForm(notice("Nothing was done", message["text"]))
    return Reply(message)


async def _unknown_command(desk: Desk, request: Request) -> Answer:
    del request
    return Reply(tell(f"That command is not mine. `{desk.command} help` shows what I know."))


async def _unknown_shortcut(desk: Desk, request: Request, message: Mapping[str, Any]) -> Answer:
    del message
    return await _unknown_press(desk, request)


async def _unknown_press(desk: Desk, request: Request) -> Answer:
    log.warning("nobody answers %s", request.action_id or request.view.get("callback_id"))
    return Reply(tell(f"This button is from an older version of me. `{desk.command} help` shows what I know now."))
