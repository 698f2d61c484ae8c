"""How a customer fares, asked for: only for the person who asks."""

from __future__ import annotations

from handlers import customers, health_settings
from handlers.charted import show_charted
from handlers.customer_asked import customer_asked
from handlers.desk import Answer, Desk, Reply, Request
from handlers.health_reading import read_health
from reviews.messages import ids
from reviews.messages.answers import tell
from reviews.messages.health import every_number, health_gone, health_message
from reviews.model import Account, Stage
from reviews.rights import Deed


async def health_command(desk: Desk, request: Request, words: str) -> Answer:
    """`/review health [customer]`, or `health settings`."""
    first, _, rest = words.strip().partition(" ")
    if first.casefold() == "settings":
        return await health_settings.settings_command(desk, request, rest.strip())
    found = await customer_asked(desk, request, words, command="health", opens=ids.HEALTH_OPEN)
    if not isinstance(found, Account):
        return Reply(found)
    return await _health_of(desk, request, found.id)


async def press_health(desk: Desk, request: Request) -> Answer:
    """The health of the customer a button names; with `every`, all that it is made from."""
    return await _health_of(desk, request)


async def _health_of(desk: Desk, request: Request, account_id: int | None = None) -> Answer:
    account = await customers.customer_for(desk, request, Deed.LOOK, account_id)
    if not isinstance(account, Account):
        return account
    sheet = None if account.stage is Stage.GONE else await read_health(desk, request, account)
    if sheet is None:
        return customers.instead(request, health_gone(account.name))
    if request.value.get("every"):
        again = tell(f"Type `{desk.command} health` once more.")
        return customers.in_front(request, every_number(sheet, desk.command), again)
    return await show_charted(request, health_message(sheet), health_message(sheet, charted=False), "The health")
