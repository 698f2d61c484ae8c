"""The board's buttons and the forms they open: steps and skips."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import people
from handlers.closing import back_to, ended
from handlers.desk import Answer, CloseForm, Desk, FormErrors, OpenForm, Quiet, Reply, Request, SwapForm
from handlers.fields import chosen, day, has_field, typed
from handlers.forms import form_of
from handlers.logging_items import keep_draft
from handlers.recording import Decide, settle
from handlers.sittings import locked, sitting_of
from reviews.closing import contradiction
from reviews.decision import Change, Decision, Refusal
from reviews.draft import Draft
from reviews.messages.answers import tell
from reviews.messages.ids import unpack
from reviews.messages.review_forms import StepFill, notice, skip_form, step_form
from reviews.messages.words import clock, quoted, said
from reviews.model import ChecklistMark, MarkColour, ReviewState, Step, StepName, StepState
from reviews.sitting import QUESTION_OF_STEP, STEP_ORDER, Sitting
from reviews.steps import STEP_LABELS, finish_step, mark_step, skip_step

Decider = Callable[[Sitting], Decision | Refusal]


async def press_step(desk: Desk, request: Request) -> Answer:
    """The current step's own button."""
    return await _open_step(desk, request, request.value.get("step"))


async def press_go(desk: Desk, request: Request) -> Answer:
    """The menu that goes to any step."""
    review_id, _, step = (request.chosen or "").partition(":")
    return await _open_step(desk, replace(request, value={"review": review_id}), step)


async def _open_step(desk: Desk, request: Request, step: str | None) -> Answer:
    sitting = await sitting_of(desk, request)
    if sitting is None or sitting.review.state is not ReviewState.OPEN or step not in set(StepName):
        return Reply(ended(sitting))
    return OpenForm(step_form(sitting, StepName(step), _about(sitting)))


async def press_skip(desk: Desk, request: Request) -> Answer:
    """Skip…, which asks why."""
    sitting, step = await sitting_of(desk, request), request.value.get("step")
    if sitting is None or sitting.review.state is not ReviewState.OPEN or step not in set(StepName):
        return Reply(ended(sitting))
    if (done := sitting.step(StepName(step))).state is not StepState.OPEN:
        return Reply(
            tell(f"{STEP_LABELS[done.name]} is {done.state} already: “{said(done.note)}”, {_by(sitting, done)}.")
        )
    return OpenForm(skip_form(sitting, StepName(step), _about(sitting)))


async def press_gap(desk: Desk, request: Request) -> Answer:
    """Log gap."""
    return await _open_item(desk, request, "gap")


async def press_action(desk: Desk, request: Request) -> Answer:
    """Log action."""
    return await _open_item(desk, request, "action")


async def press_link(desk: Desk, request: Request) -> Answer:
    """A button that is only a link; Slack still reports the press."""
    del desk, request
    return Quiet()


async def _open_item(desk: Desk, request: Request, kind: str) -> Answer:
    sitting = await sitting_of(desk, request)
    if sitting is None or sitting.review.state is not ReviewState.OPEN:
        return Reply(ended(sitting))
    draft = Draft(kind=kind, account_id=sitting.account.id, channel=sitting.review.channel)
    token = await keep_draft(desk, request, draft)
    return OpenForm(await form_of(desk, request, draft, token))


def _by(sitting: Sitting, step: Step) -> str:
    return f"by {said(sitting.name(step.by))}" + (f", {clock(step.at)}" if step.at else "")


def _about(sitting: Sitting) -> dict[str, object]:
    return {"channel": sitting.review.channel}


async def press_first(desk: Desk, request: Request) -> Answer:
    """Do the first one: the earlier step's form in the same modal."""
    sitting, step = await sitting_of(desk, request), request.value.get("step")
    if sitting is None or sitting.review.state is not ReviewState.OPEN or step not in set(StepName):
        return SwapForm(notice("Review", ended(sitting)["text"]))
    return SwapForm(step_form(sitting, StepName(step), unpack(request.view.get("private_metadata"))))


async def submit_step(desk: Desk, request: Request) -> Answer:
    """A step's form: its mark and evidence, or its note."""
    name = _step_of(request)

    def decide(sitting: Sitting) -> Decision | Refusal:
        if sitting.step(name).seen != request.value.get("seen"):
            return Refusal("changed", _saved_meanwhile(sitting, name))
        return _decide_step(sitting, name, request)

    fields = {"evidence_missing": "evidence", "note_missing": "note", "both_true": "confirmed"}
    return await _submit(desk, request, decide, fields)


def _decide_step(sitting: Sitting, name: StepName, request: Request) -> Decision | Refusal:
    question, view, passed = QUESTION_OF_STEP.get(name), request.view, _passed(request)
    if question is None:
        words = typed(view, "note") or ""
        done = finish_step(sitting, name, words, by=request.user_id, now=request.now, passed=passed)
        return done if isinstance(done, Refusal) or name is not StepName.FACTS else _with_renewal(sitting, view, done)
    confirmed = typed(view, "confirmed")
    marked = mark_step(
        sitting,
        question,
        _colour(view),
        typed(view, "evidence") or "",
        by=request.user_id,
        now=request.now,
        confirmed=confirmed,
        passed=passed,
    )
    if isinstance(marked, Refusal) or confirmed or not has_field(view, "confirmed"):
        return marked
    mark = next(c.after for c in marked.changes if isinstance(c.after, ChecklistMark))
    still = contradiction(sitting, mark)
    return Refusal("both_true", "Change the mark, or say why both are true.") if still else marked


def _with_renewal(sitting: Sitting, view: Mapping[str, Any], done: Decision) -> Decision:
    """The facts form is where a renewal date is told."""
    account = replace(sitting.account, renewal_on=day(view, "renewal"))
    if account == sitting.account or not has_field(view, "renewal"):
        return done
    return replace(done, changes=(*done.changes, Change(sitting.account, account)))


def _colour(view: Mapping[str, Any]) -> MarkColour:
    picked = chosen(view, "colour")
    return MarkColour(picked) if picked in set(MarkColour) else MarkColour.UNKNOWN


def _saved_meanwhile(sitting: Sitting, name: StepName) -> str:
    """Whose words would be put aside, said before they are."""
    step, question = sitting.step(name), QUESTION_OF_STEP.get(name)
    mark = sitting.mark(question) if question else None
    colour = f"{mark.colour}, " if mark else ""
    return f"{sitting.name(step.by)} saved {colour}“{step.note}” meanwhile. Save again to put yours in its place."


async def submit_skip(desk: Desk, request: Request) -> Answer:
    """Why a step is skipped."""
    name, why = _step_of(request), typed(request.view, "why") or ""

    def decide(sitting: Sitting) -> Decision | Refusal:
        return skip_step(sitting, name, why, by=request.user_id, now=request.now, passed=_passed(request))

    return await _submit(desk, request, decide, {"reason_missing": "why"})


def _step_of(request: Request) -> StepName:
    """The step a form is about; a form that names none of ours is about the first."""
    named = request.value.get("step", "")
    return StepName(named) if named in set(StepName) else StepName.GOALS


def _passed(request: Request) -> dict[StepName, str]:
    """One reason, for whichever steps would be passed."""
    why = typed(request.view, "pass")
    return dict.fromkeys(STEP_ORDER, why) if why else {}


async def _submit(desk: Desk, request: Request, decide: Decider, fields: Mapping[str, str]) -> Answer:
    await people.person(desk, request, request.user_id)
    done = await settle(desk, request, _loaded(desk, request, decide))
    if not isinstance(done, Refusal) or done.code == "already":
        return await back_to(desk, request, None)
    if done.code in fields:
        return FormErrors({fields[done.code]: done.text})
    if done.code in {"steps_before", "changed"}:
        sitting = await sitting_of(desk, request)
        name = _step_of(request)
        if sitting is not None:
            fill = StepFill(
                chosen(request.view, "colour"), typed(request.view, "note") or typed(request.view, "evidence")
            )
            return SwapForm(step_form(sitting, name, request.value, done.text, fill))
    wrote = typed(request.view, "note") or typed(request.view, "evidence") or typed(request.view, "why")
    kept = f" You wrote: {quoted(wrote, 1500)}" if wrote else ""
    return CloseForm(tell(said(done.text, 600) + kept))


def _loaded(desk: Desk, request: Request, decide: Decider) -> Decide:
    async def both(tx: AsyncConnection) -> Decision | Refusal:
        sitting = await locked(tx, desk, request)
        return sitting if isinstance(sitting, Refusal) else decide(sitting)

    return both
