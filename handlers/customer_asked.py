"""Which customer a command like `/review brief Northwind` asks about, or what to answer where it is none."""

from __future__ import annotations

import re

from handlers.account_lookup import account_called, account_of_room, near_names
from handlers.desk import Desk, Request
from handlers.logging_items import account_here
from reviews.decision import Message
from reviews.messages.answers import tell
from reviews.messages.parts import button
from reviews.messages.words import quoted, said
from reviews.model import Account
from reviews.text import from_slack

_NEXT = "Type `{0} {1}` in the customer's own channel, or look for the name in my Home tab."
_ROOM = re.compile(r"^<#([A-Z0-9]+)(?:\|([^<>]*))?>$")


async def customer_asked(desk: Desk, request: Request, words: str, *, command: str, opens: str) -> Account | Message:
    """The customer named by its name or its channel, or this channel's own; only one the person may know of.

    `command` is the word that was typed ("brief"), `opens` the button that shows the same of a customer by number.
    """
    name = from_slack(words).strip()
    room = _ROOM.match(words.strip())
    if room:
        name = f"#{from_slack(room[2])}" if room[2] else ""
        return await account_of_room(desk, request, room[1]) or tell(_no_ones(desk, name, command))
    found = await (account_called(desk, request, name) if name else _here(desk, request))
    return found or await _nobody(desk, request, name, command, opens)


async def _here(desk: Desk, request: Request) -> Account | None:
    """The channel's customer; in somebody's own messages the one whose review they lead there."""
    return await account_of_room(desk, request, request.channel) or (await account_here(desk, request))[0]


async def _nobody(desk: Desk, request: Request, name: str, command: str, opens: str) -> Message:
    """There is no such customer, or none here: which may have been meant, or how to say it."""
    if not name:
        return tell(f"No customer belongs to this channel. Name one: `{desk.command} {command} Northwind`.")
    near = await near_names(desk, request, name)
    text = f"No customer is called {quoted(name, 80)}."
    offered = [button(each, f"{opens}.near{number}", {"account": number}) for number, each in near]
    asked = f"Did you mean {'this one' if len(near) == 1 else 'one of these'}?"
    return tell(f"{text} {asked if near else _NEXT.format(desk.command, command)}", offered)


def _no_ones(desk: Desk, name: str, command: str) -> str:
    """That a channel is nobody's, as far as the one who asks may know."""
    return f"No customer belongs to {said(name, 80) or 'that channel'}. Name one: `{desk.command} {command} Northwind`."
