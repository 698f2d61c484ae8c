"""The two-minute brief, asked for: only for the person who asks."""

from __future__ import annotations

from handlers import customers
from handlers.charted import show_charted
from handlers.customer_asked import customer_asked
from handlers.desk import Answer, Desk, Reply, Request
from reviews.brief import make_brief
from reviews.messages import ids
from reviews.messages.brief import brief_message
from reviews.model import Account
from reviews.rights import Deed
from storage import briefs


async def brief_command(desk: Desk, request: Request, words: str) -> Answer:
    """`/review brief [customer]`: of the customer named by its name or its channel, or of this channel's own."""
    found = await customer_asked(desk, request, words, command="brief", opens=ids.BRIEF_OPEN)
    if not isinstance(found, Account):
        return Reply(found)
    return await _brief_of(desk, request, found.id)


async def press_brief(desk: Desk, request: Request) -> Answer:
    """The brief of the customer a button names."""
    return await _brief_of(desk, request)


async def _brief_of(desk: Desk, request: Request, account_id: int | None = None) -> Answer:
    account = await customers.customer_for(desk, request, Deed.LOOK, account_id)
    if not isinstance(account, Account):
        return account
    async with desk.db.read() as tx:
        material = await briefs.load(tx, account, now=request.now, default_zone=desk.default_zone)
    sheet = make_brief(material)
    charted = brief_message(sheet, command=desk.command)
    plain = brief_message(sheet, charted=False, command=desk.command)
    return await show_charted(request, charted, plain, "The brief")
