"""Logging a gap or an action from a draft: refused, asked about, or recorded and said back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import people
from handlers.account_lookup import account_called
from handlers.desk import Desk, Request
from handlers.recording import settle, showing
from handlers.shared_gaps import also_of, asked_to_share, sharing, with_shared
from reviews.actions import log_action, refuse_gap
from reviews.decision import Change, Decision, Message, Refusal
from reviews.draft import Draft, action_words, gap_words, to_json
from reviews.gaps import log_gap
from reviews.messages.answers import logged_action, logged_gap
from reviews.model import Account, Action, Gap, Person, Review
from reviews.people import assumed_of, first_name, today_of
from reviews.text import one_line
from storage import accounts, drafts, gap_accounts, gaps, numbers, rooms
from storage.values import Draft as KeptDraft

NO_CUSTOMER_HERE = Refusal("no_customer_here", "No customer belongs to this channel yet.")


async def keep_draft(desk: Desk, request: Request, draft: Draft) -> str:
    """Keep what was typed; the answer names the draft in its buttons."""
    token = desk.token()
    async with desk.db.write() as tx:
        await drafts.put(
            tx,
            KeptDraft(
                workspace_id=request.workspace_id,
                id=token,
                user_id=request.user_id,
                kind=draft.kind,
                payload=to_json(draft),
                created_at=request.now,
            ),
        )
    return token


async def me_and_today(desk: Desk, request: Request) -> tuple[Person, date]:
    """Who asks, and which day it is for them."""
    me = await people.person(desk, request, request.user_id)
    return me, today_of(request.now, me.time_zone, desk.default_zone)


async def account_here(desk: Desk, request: Request) -> tuple[Account | None, Review | None]:
    """The customer this conversation is about, and the review open on it."""
    if not request.channel:
        return None, None
    async with desk.db.read() as tx:
        found = await rooms.customer_here(tx, request.workspace_id, request.channel, request.user_id)
    return found or (None, None)


async def log_draft(
    desk: Desk,
    request: Request,
    draft: Draft,
    *,
    token: str | None = None,
    key: str | None = None,
    here: bool = False,
) -> Message | Refusal:
    """Record a complete draft and say it back; a draft with a `token` is used once.

    `here`: it is about the customer this channel is for; where there is none, the answer is NO_CUSTOMER_HERE.
    """
    me, today = await me_and_today(desk, request)
    also = await asked_to_share(desk, request, draft.also)
    draft = await _about_known(desk, request, draft)
    made: list[tuple[Action | Gap, Account | None]] = []

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        place = await _place(tx, request, draft, here)
        if isinstance(place, Refusal):
            return place
        decision = await _decide(tx, request, place, today)
        if isinstance(decision, Refusal):
            return decision
        item = next(each.after for each in decision.changes if isinstance(each.after, Action | Gap))
        decision = await sharing(tx, request, decision, also)
        if isinstance(decision, Refusal):
            return decision
        if token and not await drafts.use(tx, request.workspace_id, token, _short_id(item), request.now):
            return await _used(tx, request, token)
        made.append((item, place.account))
        return await with_shared(tx, desk, request, showing(place.review, decision))

    done = await settle(desk, request, decide, key=key)
    if isinstance(done, Refusal):
        return done
    item, account = made[-1]
    owner = await people.person(desk, request, item.owner) if item.owner else None
    assumed = (*draft.assumed, *assumed_of(me, desk.default_zone))
    shared = (await also_of(desk, request, [item])).get(item.id, "") if isinstance(item, Gap) else ""
    return _said_back(item, owner, account, assumed, today, shared)


async def _about_known(desk: Desk, request: Request, draft: Draft) -> Draft:
    """The same draft, about the customer of the name it gives, where the person may know of one."""
    if draft.account_id is not None or not draft.new_account:
        return draft
    known = await account_called(desk, request, draft.new_account)
    return replace(draft, account_id=known.id) if known else draft


@dataclass(frozen=True, slots=True)
class _Place:
    """A draft with the customer it is about, the review open on it, and the customer's making where it is new."""

    draft: Draft
    account: Account | None = None
    review: Review | None = None
    made: Change | None = None


async def _place(tx: AsyncConnection, request: Request, draft: Draft, here: bool) -> _Place | Refusal:
    if here:
        found = await rooms.customer_here(tx, request.workspace_id, request.channel or "", request.user_id)
        return _Place(replace(draft, account_id=found[0].id), *found) if found else NO_CUSTOMER_HERE
    if draft.account_id is None and draft.new_account:
        account, made = await find_or_make_account(tx, request, draft)
        draft = replace(draft, account_id=account.id)
        if made:
            return _Place(draft, account, made=made)
    if draft.account_id is None:
        return _Place(draft)
    found = await accounts.with_review(tx, request.workspace_id, draft.account_id)
    return _Place(draft, *found) if found else _Place(draft)


async def _decide(tx: AsyncConnection, request: Request, place: _Place, today: date) -> Decision | Refusal:
    decide = _decide_action if place.draft.kind == "action" else _decide_gap
    decision = await decide(tx, request, place.draft, place.review.id if place.review else None, today)
    if place.made is None or isinstance(decision, Refusal):
        return decision
    return replace(decision, changes=(place.made, *decision.changes))


async def find_or_make_account(tx: AsyncConnection, request: Request, draft: Draft) -> tuple[Account, Change | None]:
    """A new customer by the draft's name, with its channel if that is free.

    Somebody may have made it a moment ago. One that is hidden is not in the way, and nothing is logged on it.
    """
    name, channel = draft.new_account or "", draft.channel
    # The number first: whoever names the same new customer at this moment waits here, and then finds it.
    number = await numbers.next_number(tx, request.workspace_id, "account")
    known = first_open(await accounts.named(tx, request.workspace_id, [name]))
    if known is not None:
        return known, None
    if channel and await accounts.by_channel(tx, request.workspace_id, channel):
        channel = None
    account = Account(
        workspace_id=request.workspace_id,
        id=number,
        name=one_line(name, 80),
        owner=request.user_id,
        channel=channel,
        created_at=request.now,
    )
    return account, Change(None, account)


def first_open(found: Iterable[Account]) -> Account | None:
    """The first of these that is hidden from no member."""
    return next((account for account in found if not account.is_private), None)


async def _decide_action(
    tx: AsyncConnection, request: Request, draft: Draft, review_id: int | None, today: date
) -> Decision | Refusal:
    words = action_words(draft)
    if words is None:
        return Refusal("incomplete", "An action needs one owner and one date.")
    gap = await gaps.by_id(tx, request.workspace_id, words.gap_id) if words.gap_id else None
    also = (await gap_accounts.others(tx, request.workspace_id, [gap.id])).get(gap.id, ()) if gap else ()
    if refusal := refuse_gap(words.gap_id, gap, draft.account_id, also):
        return refusal
    return log_action(
        words,
        number=await numbers.next_number(tx, request.workspace_id, "action"),
        workspace_id=request.workspace_id,
        account_id=draft.account_id,
        review_id=review_id,
        by=request.user_id,
        today=today,
        now=request.now,
    )


async def _decide_gap(
    tx: AsyncConnection, request: Request, draft: Draft, review_id: int | None, today: date
) -> Decision | Refusal:
    if draft.account_id is None:
        return Refusal("no_account", "Pick the customer this gap is about.")
    return log_gap(
        gap_words(draft),
        number=await numbers.next_number(tx, request.workspace_id, "gap"),
        workspace_id=request.workspace_id,
        account_id=draft.account_id,
        review_id=review_id,
        by=request.user_id,
        today=today,
        now=request.now,
    )


async def _used(tx: AsyncConnection, request: Request, token: str) -> Refusal:
    kept = await drafts.get(tx, request.workspace_id, token)
    logged = kept.used_for if kept else None
    return Refusal("used", f"This was logged already, as {logged}." if logged else "This was answered already.")


def _said_back(
    item: Action | Gap, owner: Person | None, account: Account | None, assumed: Sequence[str], today: date, also: str
) -> Message:
    name, account_name = first_name(owner) if owner else "nobody", account.name if account else None
    if isinstance(item, Action):
        return logged_action(item, name, today, account=account_name, assumed=assumed)
    return logged_gap(item, name, today, account=account_name, assumed=assumed, also=also)


def _short_id(item: Action | Gap) -> str:
    return f"{'A' if isinstance(item, Action) else 'G'}-{item.id}"
