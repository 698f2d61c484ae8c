"""Opening the gap and action forms with what they need to offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from handlers.actors import actor_of
from handlers.desk import Desk, OpenForm, Request
from handlers.logging_items import account_here, keep_draft, me_and_today
from handlers.shared_gaps import seen_others
from reviews.draft import Draft, version_of
from reviews.item_id import ItemId
from reviews.messages.item_forms import (
    ActionFill,
    FormContext,
    GapFill,
    View,
    action_form,
    fill_of_action,
    fill_of_gap,
    gap_form,
    gone_form,
)
from reviews.model import Action, Gap
from reviews.start import customer_of
from storage import accounts, actions, gap_accounts, gaps
from storage import reviews as review_store

NOTHING: Mapping[str, object] = MappingProxyType({})


async def empty_form(desk: Desk, request: Request, kind: str) -> OpenForm:
    """The form with nothing filled in but the customer this channel is for."""
    account, _ = await account_here(desk, request)
    draft = Draft(kind=kind, account_id=account.id if account else None, channel=request.channel)
    token = await keep_draft(desk, request, draft)
    return OpenForm(await form_of(desk, request, draft, token))


async def form_of(desk: Desk, request: Request, draft: Draft, token: str, *, insist: bool = False) -> View:
    """The form of a draft, filled in; submitting it uses the draft up."""
    context = await form_context(desk, request, draft.account_id, {"draft": token, "channel": draft.channel})
    new_account = draft.new_account or context.new_account
    context = replace(context, notes=draft.notes, insist=insist, new_account=new_account)
    if draft.kind == "gap":
        return gap_form(gap_fill(draft), await _also(desk, request, context, draft.also or ()))
    return action_form(action_fill(draft), context)


async def form_context(
    desk: Desk, request: Request, account_id: int | None, about: Mapping[str, object]
) -> FormContext:
    """What a form offers: the customer or the choice of one, the gaps an action may close, and what may wait."""
    if account_id is None:
        may_pick = await _knows_any(desk, request)
        return FormContext(about, may_pick=may_pick, new_account=customer_of(request.channel_name or ""))
    async with desk.db.read() as tx:
        account = await accounts.by_id(tx, request.workspace_id, account_id)
        review = await review_store.open_on(tx, request.workspace_id, account_id)
        open_gaps: list[Gap] = await gaps.open_on(tx, request.workspace_id, account_id)
    return FormContext(
        {**about, "account": account_id},
        account_name=account.name if account else None,
        may_wait=review is not None and about.get("back") != "close",
        gaps=open_gaps,
    )


async def _knows_any(desk: Desk, request: Request) -> bool:
    """Whether there is a customer that the one who asks could pick."""
    viewer = await actor_of(desk, request)
    async with desk.db.read() as tx:
        return bool(await accounts.offered(tx, request.workspace_id, "", 1, viewer, request.channel))


async def edit_form_of(
    desk: Desk,
    request: Request,
    item: ItemId,
    draft: Draft | None = None,
    *,
    about: Mapping[str, object] = NOTHING,
    insist: bool = False,
) -> View:
    """The form of something logged, as it stands or as `draft` has it. `about` says where it leads back to."""
    stored = await load_item(desk, request, item)
    if stored is None:
        return gone_form(str(item))
    kept = {key: request.value[key] for key in ("back", "review") if key in request.value and request.view}
    about = {"item": str(item), "channel": request.channel, "seen": version_of(stored), **kept, **about}
    context = await form_context(desk, request, stored.account_id, about)
    _, today = await me_and_today(desk, request)
    context = replace(context, notes=draft.notes if draft else (), insist=insist, today=today)
    if isinstance(stored, Gap):
        fill = gap_fill(draft) if draft else fill_of_gap(stored)
        context = replace(context, moved_from=stored.update_on)
        return gap_form(fill, await _also(desk, request, context, draft.also if draft else None, stored.id))
    offered = await _with_its_own(desk, request, stored, context.gaps)
    context = replace(
        context, moved_from=stored.due, state=str(stored.state), blocked_why=stored.blocked_why or "", gaps=offered
    )
    return action_form(action_fill(draft) if draft else fill_of_action(stored), context)


async def _also(
    desk: Desk, request: Request, context: FormContext, chosen: tuple[int, ...] | None, gap_id: int | None = None
) -> FormContext:
    """The other customers of a gap: as they are, or as somebody has `chosen` them in this form."""
    shown, hidden = await seen_others(desk, request, gap_id) if gap_id else ([], 0)
    if chosen is not None:
        async with desk.db.read() as tx:
            found = await gap_accounts.accounts_of(
                tx, request.workspace_id, chosen, viewer=await actor_of(desk, request), here=request.channel
            )
        shown = [(each.id, each.name) for each in found]
    return replace(context, also=shown, also_hidden=hidden)


async def _with_its_own(desk: Desk, request: Request, stored: Action, offered: Sequence[Gap]) -> list[Gap]:
    """The gaps an action may close, and the one it closes though that has ended since."""
    if stored.gap_id is None or any(gap.id == stored.gap_id for gap in offered):
        return list(offered)
    async with desk.db.read() as tx:
        own = await gaps.by_id(tx, request.workspace_id, stored.gap_id)
    return [own, *offered] if own else list(offered)


async def load_item(desk: Desk, request: Request, item: ItemId) -> Action | Gap | None:
    """A gap or an action of this workspace by its short id."""
    async with desk.db.read() as tx:
        if item.kind == "gap":
            return await gaps.by_id(tx, request.workspace_id, item.number)
        return await actions.by_id(tx, request.workspace_id, item.number)


def gap_fill(draft: Draft) -> GapFill:
    """A draft as the gap form shows it."""
    return GapFill(draft.what, draft.affects, draft.frequency, draft.severity, draft.owner, draft.day, draft.reason)


def action_fill(draft: Draft) -> ActionFill:
    """A draft as the action form shows it."""
    return ActionFill(draft.what, draft.owner, draft.day, draft.closes, draft.counterpart, draft.check_on)
