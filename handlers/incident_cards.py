"""One incident by its short id, for those who may see its customer."""

from __future__ import annotations

from handlers import customers
from handlers.actors import shown
from handlers.desk import Answer, Desk, Reply, Request
from handlers.fact_lists import names_in
from handlers.logging_items import me_and_today
from reviews.facts import FactKind, Incident
from reviews.item_id import IncidentId
from reviews.messages.answers import tell
from reviews.messages.fact_lists import incident_card
from reviews.messages.fact_rows import Reader
from reviews.model import Account
from reviews.people import zone_of
from reviews.rights import Deed
from storage import accounts, fact_pages


async def show_incident(desk: Desk, request: Request, incident: IncidentId) -> Answer:
    """`/review show I-7`."""
    found = await incident_shown(desk, request, incident)
    if found is None:
        return Reply(tell(f"There is no {incident} in this workspace. `{desk.command} facts` shows what is known."))
    stored, account = found
    me, today = await me_and_today(desk, request)
    names = await names_in(desk, request, [stored])
    reader = Reader(today, names, zone_of(me.time_zone, desk.default_zone))
    may_log = await customers.may_do(desk, request, Deed.LOG, account)
    return Reply(incident_card(stored, account, reader, may_log=may_log))


async def incident_shown(desk: Desk, request: Request, incident: IncidentId) -> tuple[Incident, Account] | None:
    """An incident with its customer; None where there is none, or the one who asks may not know of it."""
    async with desk.db.read() as tx:
        stored = await fact_pages.known(tx, request.workspace_id, FactKind.INCIDENT, incident.number)
        account = await accounts.by_id(tx, request.workspace_id, stored.account_id) if stored else None
    if not isinstance(stored, Incident) or account is None or not await shown(desk, request, account=account):
        return None
    return stored, account
