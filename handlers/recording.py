"""Load, decide, record: one transaction, done once however often Slack sends the same thing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.at_home import said_at_home
from handlers.desk import Desk, Request
from reviews.decision import Decision, Refusal, ShowBoard
from reviews.model import Review
from storage import inbox
from storage import reviews as review_store
from storage.errors import ConflictError
from storage.record import record

Decide = Callable[[AsyncConnection], Awaitable[Decision | Refusal]]
ALREADY = Refusal("already", "That was recorded a moment ago; nothing was done twice.")


_TRIES = 5
"""Somebody else may be faster; the decision is then taken again on what they left."""


class _RefusedError(Exception):
    """Leaves the transaction without a trace."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal


async def settle(desk: Desk, request: Request, decide: Decide, *, key: str | None = None) -> Decision | Refusal:
    """Run `decide` on what the tables hold and record what it says; a refusal leaves nothing behind.

    `key` names the deed where the request's own does not: the same deed is recorded once.
    """
    for _ in range(_TRIES):
        try:
            async with desk.db.write() as tx:
                return await _settle(request, decide, key or request.key, tx)
        except _RefusedError as refused:
            return refused.refusal
        except ConflictError:
            continue
    return Refusal("busy", "Several people changed this at the same moment. Try once more.")


async def _settle(request: Request, decide: Decide, key: str, tx: AsyncConnection) -> Decision:
    """All that one deed changes carries its key, so that it can be taken back together."""
    if not await inbox.receive(tx, request.workspace_id, key, "deed", {}, now=request.now, done=True):
        raise _RefusedError(ALREADY)
    decision = said_at_home(request, await decide(tx))
    if isinstance(decision, Refusal):
        raise _RefusedError(decision)
    await record(tx, request.workspace_id, decision, by=request.user_id, now=request.now, deed=key)
    return decision


async def with_board(tx: AsyncConnection, workspace_id: str, account_id: int | None, decision: Decision) -> Decision:
    """The same decision, showing the account's board again when a review is open on it."""
    if account_id is None:
        return decision
    return showing(await review_store.open_on(tx, workspace_id, account_id), decision)


def showing(review: Review | None, decision: Decision) -> Decision:
    """The same decision, showing the board of a review again, if there is one."""
    if review is None or ShowBoard(review.id) in decision.says:
        return decision
    return replace(decision, says=(*decision.says, ShowBoard(review.id)))
