"""The two-minute brief, asked for: only for the person who asks."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any

from handlers import customers
from handlers.account_lookup import account_called, account_of_room, near_names
from handlers.desk import Answer, Desk, Quiet, Reply, Request
from handlers.logging_items import account_here
from handlers.slack_errors import SLACK_FAILURES, error_name
from reviews.brief import make_brief
from reviews.decision import Message
from reviews.messages import ids
from reviews.messages.answers import tell
from reviews.messages.brief import brief_message
from reviews.messages.parts import button
from reviews.messages.words import quoted, said
from reviews.model import Account
from reviews.rights import Deed
from reviews.text import from_slack
from storage import briefs

log = logging.getLogger(__name__)
_SENT = tell("The brief is in your messages with me.")
_NEXT = "Type `{0} brief` in the customer's own channel, or look for the name in my Home tab."
_ROOM = re.compile(r"^<#([A-Z0-9]+)(?:\|([^<>]*))?>$")
_CANNOT_DRAW = "invalid_blocks"


async def brief_command(desk: Desk, request: Request, words: str) -> Answer:
    """`/review brief [customer]`: of the customer named by its name or its channel, or of this channel's own."""
    name = from_slack(words).strip()
    room = _ROOM.match(words.strip())
    if room:
        found = await account_of_room(desk, request, room[1])
        name = f"#{from_slack(room[2])}" if room[2] else ""
    else:
        found = await (account_called(desk, request, name) if name else _here(desk, request))
    if found is None and room:
        return Reply(tell(_no_ones(desk, name)))
    if found is None:
        return Reply(await _nobody(desk, request, name))
    return await _brief_of(desk, request, found.id)


async def press_brief(desk: Desk, request: Request) -> Answer:
    """The brief of the customer a button names."""
    return await _brief_of(desk, request)


async def _here(desk: Desk, request: Request) -> Account | None:
    """The channel's customer; in somebody's own messages the one whose review they lead there."""
    return await account_of_room(desk, request, request.channel) or (await account_here(desk, request))[0]


async def _brief_of(desk: Desk, request: Request, account_id: int | None = None) -> Answer:
    account = await customers.customer_for(desk, request, Deed.LOOK, account_id)
    if not isinstance(account, Account):
        return account
    async with desk.db.read() as tx:
        material = await briefs.load(tx, account, now=request.now, default_zone=desk.default_zone)
    sheet = make_brief(material)
    charted = brief_message(sheet, command=desk.command)
    plain = brief_message(sheet, charted=False, command=desk.command)
    if request.channel is None:
        return await _sent(request, charted, plain)
    if charted == plain or await _trouble(_whisper(request), charted):
        return Reply(plain)
    return Quiet()


async def _sent(request: Request, charted: Message, plain: Message) -> Answer:
    """Into the person's own messages: neither Home nor a form can hold a chart or a table."""
    say = _direct(request)
    trouble = await _trouble(say, charted)
    if trouble == _CANNOT_DRAW and charted != plain:
        trouble = await _trouble(say, plain)
    told = tell(f"Slack did not take the brief ({trouble}). Try once more.") if trouble else _SENT
    return customers.instead(request, told)


Saying = Callable[[Message], Awaitable[Any]]


def _whisper(request: Request) -> Saying:
    """Where the person is, and only to them. An answer to the command could not tell whether it was shown."""

    async def say(brief: Message) -> None:
        await request.client.chat_postEphemeral(
            channel=request.channel or "", user=request.user_id, text=brief["text"], blocks=brief["blocks"]
        )

    return say


def _direct(request: Request) -> Saying:
    async def say(brief: Message) -> None:
        await request.client.chat_postMessage(channel=request.user_id, **brief)

    return say


async def _trouble(say: Saying, brief: Message) -> str:
    """Say it; what Slack called the trouble, or nothing."""
    try:
        await say(brief)
    except SLACK_FAILURES as failure:
        log.info("a brief was not taken: %s", error_name(failure))
        return error_name(failure)
    return ""


async def _nobody(desk: Desk, request: Request, name: str) -> Message:
    """There is no such customer, or none here: which may have been meant, or how to say it."""
    if not name:
        return tell(f"No customer belongs to this channel. Name one: `{desk.command} brief Northwind`.")
    near = await near_names(desk, request, name)
    text = f"No customer is called {quoted(name, 80)}."
    offered = [button(each, f"{ids.BRIEF_OPEN}.near{number}", {"account": number}) for number, each in near]
    asked = f"Did you mean {'this one' if len(near) == 1 else 'one of these'}?"
    return tell(f"{text} {asked if near else _NEXT.format(desk.command)}", offered)


def _no_ones(desk: Desk, name: str) -> str:
    """That a channel is nobody's, as far as the one who asks may know."""
    return f"No customer belongs to {said(name, 80) or 'that channel'}. Name one: `{desk.command} brief Northwind`."
