"""One gap or action shown as it stands, with its buttons or the way back."""

from __future__ import annotations

from handlers import people
from handlers.actors import shown
from handlers.desk import Answer, Desk, Reply, Request
from handlers.forms import load_item
from handlers.incident_cards import show_incident
from handlers.logging_items import me_and_today
from handlers.shared_gaps import also_of
from reviews.decision import Message
from reviews.item_id import IncidentId, ItemId
from reviews.messages.answers import tell
from reviews.messages.ids import ITEM_REOPEN
from reviews.messages.lists import item_card
from reviews.messages.parts import Element, button
from reviews.messages.words import clock, said
from reviews.model import LIVE_ACTIONS, Action, ActionState, Gap, GapState
from reviews.people import first_name, short_names
from storage import accounts, gaps


def is_live(stored: Action | Gap) -> bool:
    """Whether it is still promised or open."""
    return stored.state is GapState.OPEN if isinstance(stored, Gap) else stored.state in LIVE_ACTIONS


async def as_it_stands(desk: Desk, request: Request, stored: Action | Gap) -> Message:
    """A stale press explains itself: who ended it and when, and how it stands now."""
    if is_live(stored) or stored.ended_at is None:
        note = "It has changed since. Here it is as it stands now."
    else:
        who = first_name(await people.person(desk, request, stored.ended_by)) if stored.ended_by else "somebody"
        note = f"This was {_ended_word(stored)} by {said(who)}, {clock(stored.ended_at)}. Here it is as it stands now."
    return await card(desk, request, stored, note)


def _ended_word(stored: Action | Gap) -> str:
    state = str(stored.state)
    return {"done": "finished", "withdrawn": "taken back"}.get(state, state)


def undo_of(stored: Action | Gap) -> list[Element]:
    """The way back from a Done."""
    if stored.state not in (ActionState.DONE, GapState.CLOSED):
        return []
    short = f"{'G' if isinstance(stored, Gap) else 'A'}-{stored.id}"
    return [button("Undo", ITEM_REOPEN, {"item": short})]


async def show_item(desk: Desk, request: Request, item: ItemId | IncidentId) -> Answer:
    """One gap, action or incident in full, by its short id."""
    if isinstance(item, IncidentId):
        return await show_incident(desk, request, item)
    stored = await load_item(desk, request, item)
    if stored is None or not await shown(desk, request, item=stored):
        return Reply(tell(f"There is no {item} in this workspace. `{desk.command} list` shows what is open."))
    return Reply(await card(desk, request, stored, ""))


async def card(desk: Desk, request: Request, stored: Action | Gap, note: str) -> Message:
    """The item as it stands, under a note (mrkdwn) on what has just happened."""
    _, today = await me_and_today(desk, request)
    blocker = stored.blocked_by if isinstance(stored, Action) else None
    known = await people.names(desk, request, [each for each in (stored.owner, blocker) if each])
    async with desk.db.read() as tx:
        account = await accounts.by_id(tx, request.workspace_id, stored.account_id) if stored.account_id else None
        closes = await gaps.by_id(tx, request.workspace_id, gap_id) if (gap_id := _closes(stored)) else None
    also = await also_of(desk, request, [stored])
    return item_card(
        stored,
        names=short_names(known.values()),
        account=account.name if account else None,
        today=today,
        note=note,
        ended=undo_of(stored),
        also=also.get(stored.id, "") if isinstance(stored, Gap) else "",
        told_after=closes is not None and closes.ended_at is not None and closes.ended_at <= stored.logged_at,
    )


def _closes(stored: Action | Gap) -> int | None:
    return stored.gap_id if isinstance(stored, Action) else None
