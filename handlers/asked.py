"""The buttons beside what was asked: each records at once, or opens the form that asks for the rest."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.asked_forms import open_form
from handlers.carrying_out import Told, locked_item, record_answers
from handlers.consequences import follow
from handlers.desk import Answer as Said
from handlers.desk import Desk, Quiet, Reply, Request
from handlers.forms import load_item
from handlers.item_cards import as_it_stands, show_item
from handlers.logging_items import keep_draft
from handlers.recording import settle
from reviews.actions import note_help
from reviews.answer_model import Deed
from reviews.decision import Decision, Refusal
from reviews.draft import Draft
from reviews.follow_through import Answer
from reviews.item_id import parse_item_id
from reviews.messages import ids
from reviews.messages.answers import tell
from reviews.messages.parts import Element, button
from reviews.messages.words import said
from reviews.model import Action


async def press_done(desk: Desk, request: Request) -> Said:
    """Done, or Closed for a gap."""
    return await _at_once(desk, request, Answer(Deed.DONE))


async def press_still(desk: Desk, request: Request) -> Said:
    """It holds as it is."""
    return await _at_once(desk, request, Answer(Deed.STILL_ON))


async def press_cleared(desk: Desk, request: Request) -> Said:
    """Nothing stands in the way any more."""
    return await _at_once(desk, request, Answer(Deed.CLEARED))


async def press_new_date(desk: Desk, request: Request) -> Said:
    """New date: the form that asks for the day and the reason."""
    return await open_form(desk, request, "date")


async def press_blocked(desk: Desk, request: Request) -> Said:
    """Blocked: by what, by whom."""
    return await open_form(desk, request, "blocked")


async def press_hand_on(desk: Desk, request: Request) -> Said:
    """Somebody's manager gives it to another."""
    return await open_form(desk, request, "handon")


async def press_more(desk: Desk, request: Request) -> Said:
    """The menu of an item: not mine, won't do, waiting for the customer, another day, details."""
    deed, about = ids.unpack_choice(request.chosen)
    request = replace(request, value=about)
    item = parse_item_id(about.get("item", ""))
    if deed == "details" and item is not None:
        return await show_item(desk, request, item)
    return await open_form(desk, request, deed)


async def press_helped(desk: Desk, request: Request) -> Said:
    """The check after it was done: it changed something."""
    return await _helped(desk, request, helped=True)


async def press_not_helped(desk: Desk, request: Request) -> Said:
    """The check after it was done: it did not change much, so the next step is offered."""
    return await _helped(desk, request, helped=False)


async def _helped(desk: Desk, request: Request, *, helped: bool) -> Said:
    ref = request.value.get("item", "")

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        item = await locked_item(tx, request.workspace_id, ref)
        if not isinstance(item, Action):
            return Refusal("gone", "That is not here any more.")
        decision = note_help(item, helped=helped)
        return decision if isinstance(decision, Refusal) else await follow(tx, desk, request, decision)

    done = await settle(desk, request, decide)
    if isinstance(done, Refusal):
        return Reply(tell(said(done.text, 400)))
    if helped:
        return Quiet()
    buttons = [await _to_log(desk, request, ref, kind) for kind in ("action", "gap")]
    return Reply(tell(f"Noted: *{said(ref, 20)}* did not change much. What would?", buttons))


async def _to_log(desk: Desk, request: Request, ref: str, kind: str) -> Element:
    """A button for a new action or gap of the same customer."""
    item = parse_item_id(ref)
    stored = await load_item(desk, request, item) if item else None
    draft = Draft(kind=kind, account_id=stored.account_id if stored else None, channel=request.channel)
    token = await keep_draft(desk, request, draft)
    label = "Log an action" if kind == "action" else "Log a gap"
    return button(label, f"{ids.DRAFT_OPEN}.{kind}", {"draft": token})


async def _at_once(desk: Desk, request: Request, answer: Answer) -> Said:
    done = await record_answers(desk, request, [_told(request, answer)], thread=request.message_ts)
    if not isinstance(done, Refusal):
        return Quiet()
    item = parse_item_id(request.value.get("item", ""))
    stored = await load_item(desk, request, item) if item else None
    if stored is not None and done.code in {"ended", "not_blocked", "already"}:
        return Reply(await as_it_stands(desk, request, stored))
    return Reply(tell(said(done.text, 400)))


def _told(request: Request, answer: Answer) -> Told:
    ref = request.value.get("item", "")
    return Told(ref, answer, ref)
