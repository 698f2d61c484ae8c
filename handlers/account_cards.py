"""A customer's card for the one who asks, and the answer to a line about it that was not understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from handlers.account_saving import names_of
from handlers.account_values import pack_values
from handlers.actors import about, actor_of
from handlers.desk import Answer, Desk, Reply, Request
from handlers.logging_items import me_and_today
from handlers.rhythm import sheet_of
from reviews.account_changes import with_values
from reviews.account_line import NotUnderstood
from reviews.account_words import LABELS
from reviews.decision import Message
from reviews.messages.account_card import AccountSheet, account_card, line_not_understood
from reviews.messages.account_words import field_words
from reviews.model import Account
from reviews.rights import Deed, may
from storage import actions, contacts, gaps, goals


async def card_of(desk: Desk, request: Request, account: Account, note: str = "") -> Answer:
    """The card, said only to the one who asks."""
    return Reply(await card_message(desk, request, account, note))


async def card_message(desk: Desk, request: Request, account: Account, note: str = "") -> Message:
    """The card with buttons for what this viewer may do. `note` (mrkdwn) comes first."""
    rhythm, names = await sheet_of(desk, request, account), await names_of(desk, request, account)
    ws, number = request.workspace_id, account.id
    async with desk.db.read() as tx:
        sheet = AccountSheet(
            account,
            rhythm,
            names,
            contacts=await contacts.count_on(tx, ws, number),
            sponsors=await contacts.sponsors_on(tx, ws, number),
            champions_left=await contacts.champions_left(tx, ws, number),
            goals=await goals.count_on(tx, ws, number),
            gaps=await gaps.open_on(tx, ws, number),
            actions=await actions.live_on(tx, ws, number),
        )
    asked = await about(desk, request, account=account)
    may_edit = may(await actor_of(desk, request), Deed.EDIT_ACCOUNT, asked)
    return account_card(replace(sheet, may_edit=may_edit), note=note)


async def not_read(
    desk: Desk, request: Request, account: Account, values: Mapping[str, Any], unread: Sequence[NotUnderstood]
) -> Answer:
    """Nothing was changed: what was not understood, what was, and the form with it."""
    _, today = await me_and_today(desk, request)
    wanted = with_values(account, values)
    names = await names_of(desk, request, wanted)
    shown = [name for name in LABELS if name in values]
    understood = [f"{LABELS[name]} {field_words(wanted, name, names, today)}" for name in shown]
    form = {"account": account.id, "fill": pack_values(values)}
    return Reply(line_not_understood(account.name, understood, unread, form))
