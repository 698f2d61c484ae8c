"""Gaps about several accounts: shared by a form or a line, shown on every board, each customer told in the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import actors
from handlers.desk import Desk, Request
from handlers.recording import with_board
from reviews.also_at_line import AlsoAt, names_in, take_also_at
from reviews.customer import GapAccount
from reviews.decision import Change, Decision, Refusal
from reviews.messages.words import also_words
from reviews.model import Account, Action, Gap
from reviews.shared_gap import Teller, also_at, is_closing, is_reopening, share, tell_each, teller_of, withdrawn
from storage import accounts, actions, audit, gap_accounts, numbers, rosters
from storage.statements import fold


async def with_shared(tx: AsyncConnection, desk: Desk, request: Request, decision: Decision) -> Decision:
    """The same decision with what it means for every account of a gap, in the same transaction."""
    for change in decision.changes:
        if isinstance(change.after, Gap):
            decision = await _of_one(tx, desk, request, decision, change)
    return decision


async def _of_one(tx: AsyncConnection, desk: Desk, request: Request, decision: Decision, change: Change) -> Decision:
    gap = change.after
    assert isinstance(gap, Gap)  # noqa: S101 - who calls has looked
    stored = (await gap_accounts.others(tx, request.workspace_id, [gap.id])).get(gap.id, ())
    others, touched = _as_decided(gap, stored, decision)
    for account_id in touched:
        decision = await with_board(tx, request.workspace_id, account_id, decision)
    if is_closing(change.before, gap) and others:
        made = await _tell_each(tx, desk, request, gap, others)
    elif is_reopening(change.before, gap):
        made = await _take_back(tx, request, gap)
    else:
        made = ()
    for each in made:
        assert isinstance(each.after, Action)  # noqa: S101 - only actions are made and taken back here
        decision = await with_board(tx, request.workspace_id, each.after.account_id, decision)
    return replace(decision, changes=(*decision.changes, *made))


def _as_decided(gap: Gap, stored: tuple[int, ...], decision: Decision) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The other accounts of a gap once a decision is recorded; and all that show it, before or after."""
    links = [each.after for each in decision.changes if isinstance(each.after, GapAccount)]
    turned = {link.account_id: link.ended_at is None for link in links if link.gap_id == gap.id}
    touched = tuple(dict.fromkeys((*stored, *turned)))
    return tuple(number for number in touched if turned.get(number, True)), touched


async def _tell_each(
    tx: AsyncConnection, desk: Desk, request: Request, gap: Gap, others: tuple[int, ...]
) -> tuple[Change, ...]:
    customers = await gap_accounts.accounts_of(tx, request.workspace_id, [gap.account_id, *others])
    involved = [request.user_id, gap.owner, *(each.owner for each in customers)]
    roster = await rosters.load(tx, request.workspace_id, involved, default_zone=desk.default_zone)
    left = frozenset(user for user in roster.people if roster.has_left(user))
    owners = [teller_of(account, gap, request.user_id, left) for account in customers]
    tellers = [Teller(account, owner, roster.calendar(owner)) for account, owner in zip(customers, owners, strict=True)]
    first = await numbers.next_number(tx, request.workspace_id, "action", len(tellers))
    return tell_each(gap, tellers, first, by=request.user_id, now=request.now)


async def _take_back(tx: AsyncConnection, request: Request, gap: Gap) -> tuple[Change, ...]:
    """What was made when the gap was closed last, found by the deed that closed it."""
    entries = await audit.of(tx, request.workspace_id, "gap", str(gap.id))
    closing = [entry for entry in entries if entry.after.get("state") == "closed" and entry.deed]
    if not closing:
        return ()
    made = [
        int(entry.ref)
        for entry in await audit.of_deed(tx, request.workspace_id, closing[-1].deed or "")
        if entry.kind == "action" and not entry.before and entry.after.get("gap_id") == gap.id
    ]
    stored = await actions.by_ids(tx, request.workspace_id, made, lock=True)
    return withdrawn(stored, by=request.user_id, now=request.now)


async def also_named(desk: Desk, request: Request) -> AlsoAt:
    """The customers that a gap's line names after "also at", and the line without them."""
    names = names_in(request.text)
    if not names:
        return AlsoAt((), request.text)
    async with desk.db.read() as tx:
        found = await accounts.named(tx, request.workspace_id, names)
    by_name = {fold(each.name): each.id for each in reversed(await _seen(desk, request, [each.id for each in found]))}
    return take_also_at(request.text, {name: by_name[fold(name)] for name in names if fold(name) in by_name})


async def asked_to_share(
    desk: Desk, request: Request, wanted: tuple[int, ...] | None, gap_id: int | None = None
) -> tuple[int, ...] | None:
    """The customers a gap is to be shared with, as a form or a line asks; None where it says nothing of that.

    Only those that the one who asks may see can be added, and those that they may not see stay as they are.
    """
    if wanted is None:
        return None
    async with desk.db.read() as tx:
        now = (await gap_accounts.others(tx, request.workspace_id, [gap_id])).get(gap_id, ()) if gap_id else ()
    if not wanted and not now:
        return ()
    seen = {each.id for each in await _seen(desk, request, (*wanted, *now))}
    return (*(number for number in wanted if number in seen), *(number for number in now if number not in seen))


async def sharing(
    tx: AsyncConnection, request: Request, decision: Decision | Refusal, wanted: tuple[int, ...] | None
) -> Decision | Refusal:
    """The same decision about a gap, which is then shared with these customers and with no others."""
    if wanted is None or isinstance(decision, Refusal):
        return decision
    gap = next((each.after for each in decision.changes if isinstance(each.after, Gap)), None)
    if gap is None:
        return decision
    links = await gap_accounts.links(tx, request.workspace_id, gap.id, lock=True)
    shared = share(gap, wanted, links, by=request.user_id, now=request.now)
    return shared if isinstance(shared, Refusal) else replace(decision, changes=(*decision.changes, *shared))


async def seen_others(desk: Desk, request: Request, gap_id: int) -> tuple[list[tuple[int, str]], int]:
    """The other customers of a gap that the one who asks may see, and how many more there are."""
    async with desk.db.read() as tx:
        others = (await gap_accounts.others(tx, request.workspace_id, [gap_id])).get(gap_id, ())
    shown = await _seen(desk, request, others)
    return [(each.id, each.name) for each in shown], len(others) - len(shown)


async def also_of(desk: Desk, request: Request, items: Sequence[Action | Gap]) -> dict[int, str]:
    """What is said of the other customers of each gap, for the one who asks; nothing for a gap of one."""
    numbers_of = [item.id for item in items if isinstance(item, Gap)]
    async with desk.db.read() as tx:
        others = await gap_accounts.others(tx, request.workspace_id, numbers_of) if numbers_of else {}
    seen = await _seen(desk, request, [number for each in others.values() for number in each])
    names = {each.id: each.name for each in seen}
    return {gap_id: also_words(*also_at(names, each)) for gap_id, each in others.items()}


async def _seen(desk: Desk, request: Request, account_ids: Sequence[int]) -> list[Account]:
    if not account_ids:
        return []
    viewer, here = await actors.actor_of(desk, request), actors.asked_from(request)
    async with desk.db.read() as tx:
        return await gap_accounts.accounts_of(tx, request.workspace_id, account_ids, viewer=viewer, here=here)
