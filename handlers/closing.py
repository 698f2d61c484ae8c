"""Closing a review: what is left to settle comes first, then the last form, then the summary."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.actors import about, refusal
from handlers.desk import Answer, CloseForm, Desk, FormErrors, OpenForm, Reply, Request, SwapForm
from handlers.fields import number, ticked, typed
from handlers.forms import edit_form_of
from handlers.recording import settle
from handlers.sittings import load_here, locked, no_review, sitting_of
from reviews.closing import (
    FindingKind,
    close_review,
    propose_expect,
    propose_main_risk,
    to_settle,
    vague_leftovers,
)
from reviews.decision import Decision, Message, Refusal
from reviews.item_id import ItemId
from reviews.messages.answers import tell
from reviews.messages.carried_forms import carried_form
from reviews.messages.closing_forms import close_form, settle_first
from reviews.messages.item_forms import View
from reviews.messages.review_forms import notice, step_form
from reviews.messages.summary import summary
from reviews.messages.words import said
from reviews.model import Question, ReviewState, StepName
from reviews.rights import Deed
from reviews.sitting import STEP_OF_QUESTION, Sitting


async def close_command(desk: Desk, request: Request) -> Answer:
    """`/review close`."""
    sitting = await load_here(desk, request)
    if sitting is None:
        return await no_review(desk, request)
    if refused := await _refused(desk, request, sitting):
        return Reply(refused)
    return OpenForm(close_view(sitting), otherwise=tell(f"Type `{desk.command} close` once more to close."))


async def press_close(desk: Desk, request: Request) -> Answer:
    """The board's own button."""
    sitting = await sitting_of(desk, request)
    if sitting is None or sitting.review.state is not ReviewState.OPEN:
        return Reply(ended(sitting))
    if refused := await _refused(desk, request, sitting):
        return Reply(refused)
    return OpenForm(close_view(sitting))


async def _refused(desk: Desk, request: Request, sitting: Sitting) -> Message | None:
    asked = await about(desk, request, account=sitting.account, review=sitting.review)
    return await refusal(desk, request, Deed.CLOSE_REVIEW, asked)


def close_view(sitting: Sitting) -> View:
    """What is left to settle, or the last form when nothing is."""
    vague = vague_leftovers(sitting)
    if findings := to_settle(sitting):
        return settle_first(sitting, findings, vague)
    return close_form(sitting, vague, main_risk=propose_main_risk(sitting), expect=propose_expect(sitting))


async def press_fix(desk: Desk, request: Request) -> Answer:
    """One finding's button: the form that settles it, in the same modal."""
    sitting = await sitting_of(desk, request)
    if sitting is None or sitting.review.state is not ReviewState.OPEN:
        return SwapForm(_ended_view(sitting))
    kind, ref = request.value.get("kind"), request.value.get("ref", "")
    about = {"back": "close", "review": sitting.review.id, "channel": sitting.review.channel}
    if kind == FindingKind.STEP and ref in set(StepName):
        return SwapForm(step_form(sitting, StepName(ref), about))
    if kind == FindingKind.MARK and ref in set(Question):
        return SwapForm(step_form(sitting, STEP_OF_QUESTION[Question(ref)], about))
    if kind == FindingKind.CARRIED:
        return SwapForm(carried_form(sitting, about))
    item = ItemId("gap" if kind == FindingKind.GAP else "action", number(ref) or 0)
    return SwapForm(await edit_form_of(desk, request, item, about=about))


async def submit_close(desk: Desk, request: Request) -> Answer:
    """The last form: the review closes and its summary is said, or what came up meanwhile is shown."""
    risk, expect = typed(request.view, "risk") or "", typed(request.view, "expect") or ""
    before = await sitting_of(desk, request)
    if before and (refused := await _refused(desk, request, before)):
        return CloseForm(refused)

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        sitting = await locked(tx, desk, request)
        if isinstance(sitting, Refusal):
            return sitting
        return close_review(
            sitting,
            main_risk=risk,
            expect=expect,
            keep_vague=ticked(request.view, "keep"),
            summary=summary(sitting, main_risk=risk, expect=expect),
            by=request.user_id,
            now=request.now,
        )

    done = await settle(desk, request, decide)
    if not isinstance(done, Refusal):
        return CloseForm()
    if done.code == "vague":
        return FormErrors({"keep": done.text})
    sitting = await sitting_of(desk, request)
    if done.code == "unsettled" and sitting is not None:
        return SwapForm(close_view(sitting))
    return CloseForm(ended(sitting) if done.code == "not_open" else tell(said(done.text, 600)))


async def back_to(desk: Desk, request: Request, message: Message | None) -> Answer:
    """Where a form leads once it is saved: back to closing, when it was opened from there."""
    if request.value.get("back") != "close":
        return CloseForm(message)
    sitting = await sitting_of(desk, request)
    if sitting is None or sitting.review.state is not ReviewState.OPEN:
        return CloseForm(message)
    return SwapForm(close_view(sitting))


def ended(sitting: Sitting | None) -> Message:
    """A stale button of a review explains itself."""
    if sitting is None:
        return tell("This review is not here any more.")
    review = sitting.review
    return tell(f"This review was {review.state} by {said(sitting.name(review.ended_by))}, so nothing was changed.")


def _ended_view(sitting: Sitting | None) -> View:
    return notice("Close the review", ended(sitting)["text"])
