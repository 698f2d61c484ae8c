"""Choosing an account's channel anew, after its own was shared, archived or closed to us."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.actors import about, refusal
from handlers.desk import Answer, CloseForm, Desk, FormErrors, OpenForm, Reply, Request
from handlers.fields import conversation, number
from handlers.recording import settle, with_board
from handlers.rooms import cannot_hold, look_at, not_in
from reviews.decision import Change, Decision, Refusal
from reviews.messages.answers import tell
from reviews.messages.parts import run_button
from reviews.messages.rooms import room_form
from reviews.messages.words import said
from reviews.model import Account
from reviews.rights import Deed
from storage import accounts

_GONE = "That customer is not here any more."


async def press_use(desk: Desk, request: Request) -> Answer:
    """Use the named channel again."""
    account = await _account(desk, request)
    if account is None:
        return Reply(tell(_GONE))
    done = await _settled(desk, request, account, request.value.get("channel", ""))
    return Reply(tell(done.text) if isinstance(done, Refusal) else tell(done, [run_button("Start a review", "start")]))


async def press_choose(desk: Desk, request: Request) -> Answer:
    """Pick another channel."""
    account = await _account(desk, request)
    if account is None:
        return Reply(tell(_GONE))
    if refused := await refusal(desk, request, Deed.EDIT_ACCOUNT, await about(desk, request, account=account)):
        return Reply(refused)
    form = room_form(account.id, account.name, request.channel)
    return OpenForm(form, otherwise=tell(f"Type `{desk.command} account {said(account.name, 80)}` to choose it."))


async def submit_room(desk: Desk, request: Request) -> Answer:
    """The channel that was picked."""
    account, channel = await _account(desk, request), conversation(request.view, "home")
    if account is None:
        return CloseForm(tell(_GONE))
    if channel is None:
        return FormErrors({"home": "Pick a channel."})
    done = await _settled(desk, request, account, channel)
    return FormErrors({"home": done.text}) if isinstance(done, Refusal) else CloseForm(tell(done))


async def _account(desk: Desk, request: Request) -> Account | None:
    async with desk.db.read() as tx:
        return await accounts.by_id(tx, request.workspace_id, number(request.value.get("account")) or 0)


async def _settled(desk: Desk, request: Request, account: Account, channel: str) -> str | Refusal:
    """Make a channel the account's home, once it was looked at; what to say of it."""
    if refused := await refusal(desk, request, Deed.EDIT_ACCOUNT, await about(desk, request, account=account)):
        return Refusal("right", refused["text"])
    room = await look_at(desk, request, channel)
    if isinstance(room, Reply):
        return Refusal("unknown", room.message["text"])
    if not room.member and not room.outside:
        return Refusal("room", not_in(desk, room, "press the button again").message["text"])
    if refused_room := cannot_hold(desk, room):
        return Refusal("room", refused_room.message["text"])

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        return await _home(tx, request, account.id, channel)

    done = await settle(desk, request, decide)
    if isinstance(done, Refusal) and done.code != "already":
        return done
    return f"<#{channel}> is {said(account.name, 80)}'s channel now. Reviews and what follows from them go there."


async def _home(tx: AsyncConnection, request: Request, account_id: int, channel: str) -> Decision | Refusal:
    stored = await accounts.by_id(tx, request.workspace_id, account_id, lock=True)
    other = await accounts.by_channel(tx, request.workspace_id, channel)
    if stored is None:
        return Refusal("gone", _GONE)
    if other is not None and other.id != account_id:
        return Refusal("taken", f"That channel belongs to {other.name}. Pick another one.")
    shared = None if stored.shared_channel == channel else stored.shared_channel
    decision = Decision((Change(stored, replace(stored, channel=channel, shared_channel=shared)),))
    return await with_board(tx, request.workspace_id, account_id, decision)
