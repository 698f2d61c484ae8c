"""Counting who writes in a channel: switched on by the account's owner, off by anybody of ours."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import people
from handlers.account_lookup import account_of_room
from handlers.actors import about, refusal
from handlers.desk import Answer, Desk, Reply, Request
from handlers.recording import settle
from handlers.rooms import look_at, not_in
from reviews.decision import Decision, Message, Refusal
from reviews.health.kept import Listening
from reviews.listening import ListenWish, begin, end, read_wish
from reviews.messages import listening as words_of
from reviews.messages.answers import tell
from reviews.messages.words import said
from reviews.model import Account
from reviews.people import first_name, today_of
from reviews.rights import Deed
from storage import accounts
from storage import listening as listening_store


async def listen_command(desk: Desk, request: Request, words: str) -> Answer:
    """`/review listen [on|off]`: in the channel it is about."""
    wish = read_wish(words)
    if isinstance(wish, Refusal):
        text = f"{said(wish.text, 200)} Type `{desk.command} listen on` or `{desk.command} listen off`."
        return Reply(tell(text))
    match wish:
        case ListenWish.ON:
            return Reply(await _explain(desk, request))
        case ListenWish.OFF:
            return Reply(await _off(desk, request))
        case ListenWish.SHOW:
            return Reply(await _shown(desk, request))


async def press_on(desk: Desk, request: Request) -> Answer:
    """Yes, count; or first say what would be counted."""
    if request.value.get("ask"):
        return Reply(await _explain(desk, request), replaces=request.is_ephemeral)
    return Reply(await _on(desk, request), replaces=request.is_ephemeral)


async def press_off(desk: Desk, request: Request) -> Answer:
    """Stop counting; or forget what was counted."""
    if request.value.get("forget"):
        return Reply(await _forget(desk, request), replaces=request.is_ephemeral)
    return Reply(await _off(desk, request), replaces=request.is_ephemeral)


async def _explain(desk: Desk, request: Request) -> Message:
    account = await _to_listen_to(desk, request)
    if not isinstance(account, Account):
        return account
    if is_on(await _stands(desk, request)):
        return await _shown(desk, request)
    return words_of.explained(account.name, _is_shared(account, request), desk.command)


async def _to_listen_to(desk: Desk, request: Request) -> Account | Message:
    """The customer of the channel, where somebody may switch it on and everybody there will read that it is."""
    account = await account_of_room(desk, request, request.channel)
    if account is None or not request.channel:
        return words_of.no_customer(desk.command)
    if refused := await _refused(desk, request, account):
        return refused
    again = f"`{desk.command} listen on` again"
    room = await look_at(desk, request, request.channel, again)
    if isinstance(room, Reply):
        return room.message
    if not room.member:
        return not_in(desk, room, again).message
    if room.archived:
        return words_of.archived()
    if room.outside and not _is_shared(account, request):
        return words_of.read_by_others(account.name, desk.command)
    return account


async def _on(desk: Desk, request: Request) -> Message:
    account = await _to_listen_to(desk, request)
    if not isinstance(account, Account):
        return account
    name = first_name(await people.person(desk, request, request.user_id))
    notice = words_of.notice(name, _is_shared(account, request), desk.command)

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        channel = request.channel or ""
        stored = await accounts.by_id(tx, request.workspace_id, account.id)
        if stored is None:
            return Refusal("gone", "This customer is not here any more.")
        before = await listening_store.of_channel(tx, request.workspace_id, channel, lock=True)
        return begin(stored, channel, before, notice, by=request.user_id, now=request.now)

    return await _settled(desk, request, await settle(desk, request, decide))


async def _off(desk: Desk, request: Request) -> Message:
    """One command, no question: whoever does not want it has it off at once."""
    notice = words_of.ended_notice(first_name(await people.person(desk, request, request.user_id)))

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        before = await listening_store.of_channel(tx, request.workspace_id, request.channel or "", lock=True)
        account = await accounts.by_id(tx, request.workspace_id, before.account_id) if before else None
        return end(account, before, notice, by=request.user_id, now=request.now)

    done = await settle(desk, request, decide)
    if isinstance(done, Refusal):
        return words_of.is_off(desk.command) if done.code == "off" else tell(said(done.text, 300))
    desk.ears.forget()
    return words_of.ended(await _counted(desk, request))


async def _forget(desk: Desk, request: Request) -> Message:
    """What was counted in a channel that is not listened to any more."""
    if is_on(await _stands(desk, request)):
        return await _shown(desk, request)
    account = await _counted_for(desk, request)
    if account is not None and (refused := await _refused(desk, request, account)):
        return refused
    async with desk.db.write() as tx:
        return words_of.forgotten(await listening_store.forget(tx, request.workspace_id, request.channel or ""))


async def _counted_for(desk: Desk, request: Request) -> Account | None:
    """Whose people were counted in a channel, also where it is that customer's no more."""
    stood = await _stands(desk, request)
    async with desk.db.read() as tx:
        return await accounts.by_id(tx, request.workspace_id, stood.account_id) if stood else None


async def _shown(desk: Desk, request: Request) -> Message:
    before = await _stands(desk, request)
    if before is None or before.ended_at is not None:
        account = await account_of_room(desk, request, request.channel)
        return words_of.is_off(desk.command) if account else words_of.no_customer(desk.command)
    name = first_name(await people.person(desk, request, before.by))
    me = await people.person(desk, request, request.user_id)
    today = today_of(request.now, me.time_zone, desk.default_zone)
    since = today_of(before.at, me.time_zone, desk.default_zone)
    counted = await _counted(desk, request)
    return words_of.stands(name, since, counted, today, desk.command)


async def _settled(desk: Desk, request: Request, done: Decision | Refusal) -> Message:
    if isinstance(done, Refusal) and done.code != "on":
        return tell(said(done.text, 300))
    desk.ears.forget()
    return await _shown(desk, request)


async def _stands(desk: Desk, request: Request) -> Listening | None:
    async with desk.db.read() as tx:
        return await listening_store.of_channel(tx, request.workspace_id, request.channel or "")


async def _counted(desk: Desk, request: Request) -> int:
    async with desk.db.read() as tx:
        return await listening_store.counted(tx, request.workspace_id, request.channel or "")


async def _refused(desk: Desk, request: Request, account: Account) -> Message | None:
    return await refusal(desk, request, Deed.LISTEN, await about(desk, request, account=account))


def is_on(listening: Listening | None) -> bool:
    """Whether it is switched on."""
    return listening is not None and listening.ended_at is None


def _is_shared(account: Account, request: Request) -> bool:
    return account.channel != request.channel
