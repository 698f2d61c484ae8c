"""Which customer is meant by a channel, a name or a number, among those the one who asks may know of."""

from __future__ import annotations

from handlers.actors import actor_of, shown
from handlers.desk import Desk, Request
from handlers.finding import names_near
from reviews.account_line import leading_names
from reviews.model import Account
from storage import accounts
from storage.statements import fold


async def account_of_room(desk: Desk, request: Request, room: str | None) -> Account | None:
    """The customer a channel is for, as its home or as the one it is shared in."""
    if not room:
        return None
    async with desk.db.read() as tx:
        found = await accounts.using_rooms(tx, request.workspace_id, [room])
    own = sorted(found, key=lambda each: each.channel != room)
    return await _first_shown(desk, request, own)


async def account_by_number(desk: Desk, request: Request, number: int | None) -> Account | None:
    """The customer of that number."""
    if number is None:
        return None
    async with desk.db.read() as tx:
        found = await accounts.by_id(tx, request.workspace_id, number)
    return await _first_shown(desk, request, [found] if found else [])


async def account_named(desk: Desk, request: Request, words: str) -> tuple[str, Account] | None:
    """The customer a line begins with, by the longest name that is one, and that name."""
    names = leading_names(words)
    async with desk.db.read() as tx:
        found = await accounts.named(tx, request.workspace_id, names)
    by_name: dict[str, list[Account]] = {}
    for each in found:
        by_name.setdefault(fold(each.name), []).append(each)
    for name in names:
        account = await _first_shown(desk, request, by_name.get(fold(name), []))
        if account is not None:
            return name, account
    return None


async def account_called(desk: Desk, request: Request, name: str) -> Account | None:
    """The customer of exactly this name, whatever its case."""
    async with desk.db.read() as tx:
        found = await accounts.named(tx, request.workspace_id, [name])
    return await _first_shown(desk, request, found)


async def near_names(desk: Desk, request: Request, name: str) -> list[tuple[int, str]]:
    """Numbers and names of the customers that may have been meant by a name that none has."""
    actor = await actor_of(desk, request)
    async with desk.db.read() as tx:
        return await names_near(tx, actor, request.channel, name)


async def _first_shown(desk: Desk, request: Request, found: list[Account]) -> Account | None:
    for account in found:
        if await shown(desk, request, account=account):
            return account
    return None
