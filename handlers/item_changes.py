"""Done, New date, Edit and Undo on one gap or action, wherever its buttons stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.closing import back_to
from handlers.consequences import follow
from handlers.desk import Answer, CloseForm, Desk, FormErrors, OpenForm, Quiet, Reply, Request, SwapForm
from handlers.fields import chosen, day, typed
from handlers.forms import edit_form_of, form_context, load_item
from handlers.item_cards import as_it_stands, card, is_live, undo_of
from handlers.lists import list_again
from handlers.logging_items import me_and_today
from handlers.recording import Decide, settle
from handlers.shared_gaps import asked_to_share, sharing
from reviews import actions as action_rules
from reviews import gaps as gap_rules
from reviews.decision import Change, Decision, Refusal
from reviews.draft import Draft, action_words, gap_words, version_of
from reviews.item_id import ItemId, parse_item_id
from reviews.messages.answers import tell
from reviews.messages.item_forms import View, date_form, gone_form
from reviews.messages.words import quoted
from reviews.model import Action, ActionState, Gap, GapState
from storage import actions, gaps

FIELD_OF_REFUSAL = {
    "what_missing": "what",
    "past_date": "date",
    "far_date": "date",
    "date_missing": "date",
    "same_date": "date",
    "reason_missing": "why",
    "blocker_missing": "blocked",
    "check_before_due": "check",
    "owner_or_date_missing": "owner",
    "incomplete": "owner",
    "no_account": "newname",
    "gap_unknown": "closes",
    "too_many": "also",
}
"""Under which field of a form each refusal is said."""


async def press_done(desk: Desk, request: Request) -> Answer:
    """Done (an action) or Closed (a gap)."""
    item = _item(request)

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        stored = await _load(tx, request, item)
        if isinstance(stored, Gap):
            return gap_rules.close_gap(stored, by=request.user_id, now=request.now)
        if isinstance(stored, Action):
            return action_rules.finish_action(stored, by=request.user_id, now=request.now)
        return Refusal("unknown", "That is not here any more.")

    verb = "is closed" if item and item.kind == "gap" else "is done"
    return await _change(desk, request, item, decide, verb=verb)


async def press_reopen(desk: Desk, request: Request) -> Answer:
    """Undo of a Done."""
    item = _item(request)

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        stored = await _load(tx, request, item)
        if isinstance(stored, Action):
            return action_rules.reopen_action(stored)
        if isinstance(stored, Gap) and stored.state is GapState.CLOSED:
            opened = replace(stored, state=GapState.OPEN, ended_at=None, ended_by=None)
            return Decision((Change(stored, opened, "undone"),))
        return Refusal("unknown", "There is nothing to undo.")

    return await _change(desk, request, item, decide, verb="is open again")


async def press_undo(desk: Desk, request: Request) -> Answer:
    """Undo of logging it."""
    item = _item(request)

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        stored = await _load(tx, request, item)
        if isinstance(stored, Gap):
            return gap_rules.withdraw_gap(stored, by=request.user_id, now=request.now)
        if isinstance(stored, Action):
            return action_rules.withdraw_action(stored, by=request.user_id, now=request.now)
        return Refusal("unknown", "That is not here any more.")

    return await _change(desk, request, item, decide, verb="is taken back")


async def press_date(desk: Desk, request: Request) -> Answer:
    """New date: the form that asks for the day and the reason."""
    item = _item(request)
    stored = await load_item(desk, request, item) if item else None
    if item is None or stored is None:
        return Reply(tell("That is not here any more."))
    if not is_live(stored):
        return Reply(await as_it_stands(desk, request, stored))
    _, today = await me_and_today(desk, request)
    about = {"item": str(item), "channel": request.channel}
    context = replace(await form_context(desk, request, stored.account_id, about), today=today)
    return OpenForm(date_form(stored, context))


async def press_edit(desk: Desk, request: Request) -> Answer:
    """Edit: the item's own form, filled in."""
    item = _item(request)
    stored = await load_item(desk, request, item) if item else None
    if item is None or stored is None:
        return Reply(tell("That is not here any more."))
    if not is_live(stored):
        return Reply(await as_it_stands(desk, request, stored))
    return OpenForm(await edit_form_of(desk, request, item))


async def submit_date(desk: Desk, request: Request) -> Answer:
    """The new date and its reason."""
    item = _item(request)
    _, today = await me_and_today(desk, request)
    new_date, why = day(request.view, "date"), typed(request.view, "why") or ""

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        stored = await _load(tx, request, item)
        if isinstance(stored, Gap):
            return gap_rules.move_gap(stored, new_date, why=why, today=today)
        if isinstance(stored, Action):
            return action_rules.move_action(stored, new_date, why=why, today=today)
        return Refusal("unknown", "That is not here any more.")

    return await _save(desk, request, item, decide) or Quiet()


async def save_edit(desk: Desk, request: Request, draft: Draft, *, why: str) -> Answer:
    """What the edit form holds, recorded as one change."""
    item = _item(request)
    _, today = await me_and_today(desk, request)
    also = await asked_to_share(desk, request, draft.also, item.number if item and item.kind == "gap" else None)

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        stored = await _load(tx, request, item)
        if stored and is_live(stored) and request.value.get("seen") != version_of(stored):
            return Refusal("changed", f"{item} was changed meanwhile. Save again to put yours in its place.")
        if isinstance(stored, Gap):
            return await sharing(tx, request, gap_rules.edit_gap(stored, gap_words(draft), why=why, today=today), also)
        if isinstance(stored, Action):
            return _edited(stored, request, draft, why, today)
        return Refusal("unknown", "That is not here any more.")

    saved = await _save(desk, request, item, decide)
    return saved or SwapForm(await _changed_meanwhile(desk, request, item, draft))


async def _changed_meanwhile(desk: Desk, request: Request, item: ItemId | None, draft: Draft) -> View:
    """The form as it was typed, above what somebody else has made of the item meanwhile."""
    if item is None:
        return gone_form("")
    stored = await load_item(desk, request, item)
    now = await card(desk, request, stored, "") if stored else tell("")
    notes = ("Somebody changed it meanwhile. Save again to put yours in its place.", f"Now: {now['text']}")
    return await edit_form_of(desk, request, item, replace(draft, notes=notes))


def _edited(stored: Action, request: Request, draft: Draft, why: str, today: date) -> Decision | Refusal:
    words = action_words(draft)
    if words is None:
        return Refusal("owner_or_date_missing", "An action needs one owner and one date.")
    edited = action_rules.edit_action(stored, words, why=why, today=today)
    if isinstance(edited, Refusal):
        return edited
    after = edited.changes[0].after
    assert isinstance(after, Action)  # noqa: S101 - editing an action gives an action
    moved = _blocked_or_not(after, request, today)
    if isinstance(moved, Refusal):
        return moved
    return Decision((Change(stored, moved.changes[0].after if moved.changes else after, why or None),))


def _blocked_or_not(action: Action, request: Request, today: date) -> Decision | Refusal:
    """What the form says of being blocked or of waiting for the customer."""
    wanted, reason = chosen(request.view, "state"), typed(request.view, "blocked") or ""
    if wanted == str(action.state) and reason == (action.blocked_why or ""):
        return Decision()
    if wanted == ActionState.BLOCKED:
        return action_rules.block_action(action, why=reason, blocker=None, today=today, now=request.now)
    if wanted == ActionState.WAITING:
        return action_rules.wait_for_customer(action, why=reason, today=today, now=request.now)
    return action_rules.unblock_action(action) if wanted == ActionState.OPEN else Decision()


async def _change(desk: Desk, request: Request, item: ItemId | None, decide: Decide, *, verb: str) -> Answer:
    """Record a press and show the outcome where it was pressed; a stale press shows how things stand."""
    done = await settle(desk, request, _with_consequences(desk, request, decide))
    stored = await load_item(desk, request, item) if item else None
    if stored is None:
        return Reply(tell("That is not here any more."))
    if isinstance(done, Refusal):
        return Reply(await as_it_stands(desk, request, stored), replaces=False)
    if request.value.get("f"):
        undo = str(item) if undo_of(stored) else None
        return await list_again(desk, request, note=f"{item} {verb}.", undo=undo)
    if is_live(stored):
        shown = await card(desk, request, stored, f"*{item}* {verb}.")
        return Reply(shown, replaces=request.is_ephemeral)
    return Reply(tell(f"*{item}* {verb}: {quoted(stored.what)}", undo_of(stored)), replaces=request.is_ephemeral)


async def _save(desk: Desk, request: Request, item: ItemId | None, decide: Decide) -> Answer | None:
    """Record a submitted form and say the outcome to the person; None when somebody was faster."""
    done = await settle(desk, request, _with_consequences(desk, request, decide))
    if isinstance(done, Refusal) and done.code == "changed":
        return None
    if isinstance(done, Refusal) and done.code in FIELD_OF_REFUSAL:
        return FormErrors({FIELD_OF_REFUSAL[done.code]: done.text})
    stored = await load_item(desk, request, item) if item else None
    if stored is None:
        return CloseForm(tell("That is not here any more."))
    if isinstance(done, Refusal):
        return CloseForm(await as_it_stands(desk, request, stored))
    note = f"*{item}* is changed." if done.changes else f"*{item}* is as it was."
    return await back_to(desk, request, await card(desk, request, stored, note))


def _with_consequences(desk: Desk, request: Request, decide: Decide) -> Decide:
    """The same decision, with everything that follows from it."""

    async def both(tx: AsyncConnection) -> Decision | Refusal:
        decision = await decide(tx)
        return decision if isinstance(decision, Refusal) else await follow(tx, desk, request, decision)

    return both


async def _load(tx: AsyncConnection, request: Request, item: ItemId | None) -> Action | Gap | None:
    if item is None:
        return None
    if item.kind == "gap":
        return await gaps.by_id(tx, request.workspace_id, item.number, lock=True)
    return await actions.by_id(tx, request.workspace_id, item.number, lock=True)


def _item(request: Request) -> ItemId | None:
    return parse_item_id(request.value.get("item", ""))
