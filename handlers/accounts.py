"""`/review account`: a customer's card, its form and its one line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers import contacts, goals
from handlers.account_cards import card_of, not_read
from handlers.account_forms import open_add, open_edit, said_back, submit_card
from handlers.account_lookup import account_by_number, account_named, account_of_room, near_names
from handlers.account_saving import did_it, save_account, undo_account
from handlers.account_values import looked_up, pack_values
from handlers.actors import about, refusal
from handlers.desk import Answer, Desk, Reply, Request
from handlers.fields import number
from handlers.logging_items import me_and_today
from reviews.account_line import AccountLine, NotUnderstood, read_account_line
from reviews.account_words import LABELS
from reviews.dates import order_for
from reviews.decision import Refusal
from reviews.messages.account_card import account_undone, account_unknown, pick_account
from reviews.messages.answers import tell
from reviews.model import Account
from reviews.rights import Deed
from reviews.start import customer_of

__all__ = ["account_command", "press_edit", "press_show", "submit_card"]

_MOST_CARRIED = 1200
"""Letters of a line that a button may carry; Slack leaves room for 2,000 in all."""


async def account_command(desk: Desk, request: Request, words: str) -> Answer:
    """`/review account …`: the card, the form, or a change, of the customer named or of this channel's own."""
    found = await account_named(desk, request, words) if words else None
    line = await _read(desk, request, words, found[0] if found else None)
    account = found[1] if found else await _meant(desk, request, line)
    if account is None:
        return await _unknown(desk, request, line, words)
    return await _about(desk, request, account, line)


async def press_show(desk: Desk, request: Request) -> Answer:
    """A button or a menu that shows a customer; one beside a line that named nobody uses the line on it."""
    account = await account_by_number(desk, request, number(request.chosen or request.value.get("account")))
    if account is None:
        return Reply(tell("That customer is not here any more."))
    if words := request.value.get("line"):
        line = await _read(desk, request, words, None)
        return await _about(desk, request, account, replace(line, name=account.name, verb=""))
    return await card_of(desk, request, account)


async def press_edit(desk: Desk, request: Request) -> Answer:
    """Edit opens the form filled in, Undo takes a change back, Add opens the form of somebody new."""
    if request.action_id.endswith(".add") or not request.value.get("account"):
        return await open_add(desk, request)
    account = await account_by_number(desk, request, number(request.value.get("account")))
    if account is None:
        return Reply(tell("That customer is not here any more."))
    if deed := request.value.get("undo"):
        return await _undo(desk, request, account, deed)
    return await open_edit(desk, request, account)


async def _read(desk: Desk, request: Request, words: str, known: str | None) -> AccountLine:
    me, today = await me_and_today(desk, request)
    return read_account_line(words, today=today, order=order_for(me.locale), known=known)


async def _meant(desk: Desk, request: Request, line: AccountLine) -> Account | None:
    """Without a name that is known: the channel named, or this channel's own customer where no name was typed."""
    if line.channel:
        return await account_of_room(desk, request, line.channel)
    return None if line.name or line.verb == "add" else await account_of_room(desk, request, request.channel)


async def _about(desk: Desk, request: Request, account: Account, line: AccountLine) -> Answer:
    if line.verb == "edit" and not line.said and not line.unread:
        return await open_edit(desk, request, account)
    if not line.said and not line.unread:
        return await _opened_on(desk, request, account)
    asked = await about(desk, request, account=account)
    if refused := await refusal(desk, request, Deed.EDIT_ACCOUNT, asked):
        return Reply(refused)
    values, missed = await looked_up(desk, request, line.said)
    if unread := [*line.unread, *missed]:
        return await not_read(desk, request, account, values, unread)
    return await _changed(desk, request, account, values)


async def _opened_on(desk: Desk, request: Request, account: Account) -> Answer:
    """`/review contacts` and `/review goals` lead to what they name, everything else to the card."""
    word = request.text.split(maxsplit=1)[0].casefold() if request.text.split() else ""
    there = replace(request, value={"account": str(account.id)})
    if word == "contacts":
        return await contacts.press_contacts(desk, there)
    if word == "goals":
        return await goals.press_goals(desk, there)
    return await card_of(desk, request, account)


async def _changed(desk: Desk, request: Request, account: Account, values: Mapping[str, Any]) -> Answer:
    saved = await save_account(desk, request, account.id, values)
    if isinstance(saved, Refusal):
        label = LABELS.get(saved.code)
        if label is None:
            return Reply(tell(saved.text))
        kept = {name: value for name, value in values.items() if name != saved.code}
        return await not_read(desk, request, account, kept, [NotUnderstood(label, saved.text)])
    return Reply(await said_back(desk, request, saved))


async def _undo(desk: Desk, request: Request, account: Account, deed: str) -> Answer:
    if not await did_it(desk, request, account, deed):
        asked = await about(desk, request, account=account)
        if refused := await refusal(desk, request, Deed.EDIT_ACCOUNT, asked):
            return Reply(refused)
    done = await undo_account(desk, request, account, deed)
    why_not = done.text if isinstance(done, Refusal) else ""
    stored = await account_by_number(desk, request, account.id) or account
    return Reply(account_undone(stored, why_not), replaces=request.is_ephemeral and not why_not)


async def _unknown(desk: Desk, request: Request, line: AccountLine, words: str) -> Answer:
    """No such customer: asked about, with the nearest names and the form of a new one; never made in silence."""
    if line.verb == "add" and not line.unread and (not line.name or not await near_names(desk, request, line.name)):
        values, missed = await looked_up(desk, request, line.said)
        if not missed:
            return await open_add(desk, request, name=line.name, fill=pack_values(values))
    if not line.name:
        guess = customer_of(request.channel_name or "") or ""
        note = "That channel belongs to no customer." if line.channel else ""
        home = request.channel if guess else None
        return Reply(pick_account(desk.command, note=note, guess=guess, channel=home))
    values, _ = await looked_up(desk, request, line.said)
    near = await near_names(desk, request, line.name)
    form = {"name": line.name[:80], "fill": pack_values(values)}
    carried = words if (line.said or line.unread) and len(words) <= _MOST_CARRIED else None
    return Reply(account_unknown(line.name, near, form, carried))
