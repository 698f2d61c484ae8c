"""Finding the review a request is about."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.desk import Answer, Desk, Reply, Request
from handlers.fields import number
from handlers.logging_items import account_here
from handlers.people import person
from reviews.decision import Refusal
from reviews.messages import ids
from reviews.messages.answers import tell
from reviews.messages.parts import run_button
from reviews.messages.words import clock, said
from reviews.people import first_name
from reviews.sitting import Sitting
from storage import reviews as review_store
from storage import sittings


async def load(desk: Desk, request: Request, review_id: int) -> Sitting | None:
    """One review of this workspace."""
    async with desk.db.read() as tx:
        return await sittings.load(tx, request.workspace_id, review_id, now=request.now, default_zone=desk.default_zone)


async def sitting_of(desk: Desk, request: Request) -> Sitting | None:
    """The review that a button or a form names."""
    review_id = number(request.value.get("review")) or _in_view(request)
    return await load(desk, request, review_id) if review_id else None


async def locked(tx: AsyncConnection, desk: Desk, request: Request) -> Sitting | Refusal:
    """The review that a form names, held until the transaction ends, for a decision about it."""
    review_id, zone = number(request.value.get("review")) or 0, desk.default_zone
    held = await sittings.load(tx, request.workspace_id, review_id, now=request.now, default_zone=zone, lock=True)
    return held or Refusal("gone", "This review is not here any more.")


async def load_here(desk: Desk, request: Request) -> Sitting | None:
    """The review open on this channel's customer."""
    _, review = await account_here(desk, request)
    return await load(desk, request, review.id) if review else None


async def no_review(desk: Desk, request: Request) -> Answer:
    """What is said where no review is open: what to do instead."""
    account, _ = await account_here(desk, request)
    if account is None:
        text = f"No customer belongs to this channel yet. `{desk.command} start` asks which one it is for."
        return Reply(tell(text, [run_button("Start a review", "start")]))
    async with desk.db.read() as tx:
        abandoned = await review_store.latest_abandoned(tx, request.workspace_id, account.id)
        closed = await review_store.last_closed(tx, request.workspace_id, account.id)
    buttons = [run_button("Start a review", "start", style="primary")]
    name = said(account.name, 80)
    text = f"No review of *{name}* is open."
    if closed and closed.ended_at:
        by = await person(desk, request, closed.ended_by or closed.facilitator)
        text += f" {said(first_name(by))} closed the {closed.quarter} review, {clock(closed.ended_at)}."
    if abandoned and (closed is None or abandoned.started_at > closed.started_at):
        text += f" The last one was abandoned: “{said(abandoned.ended_why)}”."
        buttons.append(run_button("Resume it", "resume"))
    return Reply(tell(text, buttons))


def _in_view(request: Request) -> int | None:
    """A button inside a modal: the review is in the modal's metadata."""
    return number(ids.unpack(request.view.get("private_metadata")).get("review"))
