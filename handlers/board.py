"""The board's buttons and the forms they open: steps, skips, and what last time left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import people
from handlers.closing import back_to, ended
from handlers.desk import Answer, CloseForm, Desk, FormErrors, OpenForm, Quiet, Reply, Request, SwapForm
from handlers.fields import chosen, day, number, typed
from handlers.forms import form_of
from handlers.logging_items import keep_draft
from handlers.recording import Decide, settle
from handlers.sittings import load, sitting_of
from reviews.carry import settle as settle_carried
from reviews.decision import Decision, Refusal
from reviews.draft import Draft
from reviews.messages.answers import tell
from reviews.messages.carried_forms import carried_form, carried_key
from reviews.messages.ids import CARRIED_CHOICE, unpack
from reviews.messages.review_forms import skip_form, step_form
from reviews.messages.words import clock, said
from reviews.model import Carried, CarriedChoice, MarkColour, ReviewState, Step, StepName, StepState
from reviews.sitting import QUESTION_OF_STEP, STEP_ORDER, Sitting
from reviews.steps import STEP_LABELS, finish_step, mark_step, skip_step
from storage import sittings

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


async def press_carried(desk: Desk, request: Request) -> Answer:
    """Settle them."""
    sitting = await sitting_of(desk, request)
    if sitting is None or sitting.review.state is not ReviewState.OPEN:
        return Reply(ended(sitting))
    if not sitting.unsettled:
        return Reply(tell("Everything from last time is settled already."))
    return OpenForm(carried_form(sitting, _about(sitting)))


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


async def submit_step(desk: Desk, request: Request) -> Answer:
    """A step's form: its mark and evidence, or its note."""
    view, passed = request.view, _passed(request)
    name = StepName(request.value.get("step", StepName.GOALS))
    question = QUESTION_OF_STEP.get(name)

    def decide(sitting: Sitting) -> Decision | Refusal:
        by, now = request.user_id, request.now
        if (stored := sitting.step(name)).seen != request.value.get("seen"):
            was = f"{sitting.name(stored.by)} saved this step meanwhile: “{stored.note}”."
            return Refusal("changed", f"{was} Save again to put yours in its place.")
        if question is None:
            return finish_step(sitting, name, typed(view, "note") or "", by=by, now=now, passed=passed)
        colour = MarkColour(chosen(view, "colour") or MarkColour.UNKNOWN)
        evidence, confirmed = typed(view, "evidence") or "", typed(view, "confirmed")
        return mark_step(sitting, question, colour, evidence, by=by, now=now, confirmed=confirmed, passed=passed)

    return await _submit(desk, request, decide, {"evidence_missing": "evidence", "note_missing": "note"})


async def submit_skip(desk: Desk, request: Request) -> Answer:
    """Why a step is skipped."""
    name, why = StepName(request.value.get("step", StepName.GOALS)), typed(request.view, "why") or ""

    def decide(sitting: Sitting) -> Decision | Refusal:
        return skip_step(sitting, name, why, by=request.user_id, now=request.now, passed=_passed(request))

    return await _submit(desk, request, decide, {"reason_missing": "why"})


async def submit_carried(desk: Desk, request: Request) -> Answer:
    """What was said about each thing from last time; items left alone stay unsettled."""
    sitting = await sitting_of(desk, request)
    if sitting is None:
        return CloseForm(ended(None))
    errors: dict[str, str] = {}
    for item in sitting.unsettled:
        refusal = await _settle_one(desk, request, item)
        if refusal is not None:
            key = carried_key(item)
            prefix = {"date_missing": "date", "past_date": "date", "same_date": "date"}.get(refusal.code, "why")
            errors[f"{prefix}.{key}"] = refusal.text
    if errors:
        return await _carried_errors(desk, request, sitting, errors)
    after = await load(desk, request, sitting.review.id)
    if after and after.unsettled and len(after.unsettled) < len(sitting.unsettled) and request.value.get("back"):
        return SwapForm(carried_form(after, {**_about(after), "back": "close"}))
    return await back_to(desk, request, None)


async def _carried_errors(desk: Desk, request: Request, sitting: Sitting, errors: Mapping[str, str]) -> Answer:
    """Say what is missing under its field; where the client never showed that field, show it."""
    shown = {block.get("block_id") for block in request.view.get("blocks") or []}
    if set(errors) <= shown:
        return FormErrors(errors)
    after = await load(desk, request, sitting.review.id)
    return SwapForm(carried_form(after or sitting, _about(sitting), _choices(request, sitting)))


async def _settle_one(desk: Desk, request: Request, item: Carried) -> Refusal | None:
    key, view = carried_key(item), request.view
    choice = chosen(view, f"choice.{key}")
    if choice is None:
        return None

    def decide(sitting: Sitting) -> Decision | Refusal:
        still = next((c for c in sitting.unsettled if carried_key(c) == key), None)
        if still is None:
            return Decision()
        return settle_carried(
            sitting,
            still,
            CarriedChoice(choice),
            by=request.user_id,
            now=request.now,
            new_date=day(view, f"date.{key}"),
            why=typed(view, f"why.{key}") or "",
        )

    done = await settle(desk, request, _loaded(desk, request, decide), key=f"{request.key}:{key}:{choice}")
    return done if isinstance(done, Refusal) and done.code != "already" else None


async def choose_carried(desk: Desk, request: Request) -> Answer:
    """A choice in the form of carried items: a new date brings its own fields."""
    sitting = await sitting_of(desk, request)
    if sitting is None:
        return Quiet()
    choices = {
        **_choices(request, sitting),
        request.action_id.removeprefix(f"{CARRIED_CHOICE}."): request.chosen or "",
    }
    about = unpack(request.view.get("private_metadata"))
    return SwapForm(carried_form(sitting, about, choices))


def _choices(request: Request, sitting: Sitting) -> dict[str, str]:
    keys = [carried_key(item) for item in sitting.unsettled]
    return {key: picked for key in keys if (picked := chosen(request.view, f"choice.{key}"))}


def _passed(request: Request) -> dict[StepName, str]:
    reasons = {step: typed(request.view, f"pass.{step}") for step in STEP_ORDER}
    return {step: why for step, why in reasons.items() if why}


async def _submit(desk: Desk, request: Request, decide: Decider, fields: Mapping[str, str]) -> Answer:
    await people.person(desk, request, request.user_id)
    done = await settle(desk, request, _loaded(desk, request, decide))
    if not isinstance(done, Refusal) or done.code == "already":
        return await back_to(desk, request, None)
    if done.code in fields:
        return FormErrors({fields[done.code]: done.text})
    if done.code in {"steps_before", "changed"}:
        sitting = await sitting_of(desk, request)
        name = StepName(request.value.get("step", StepName.GOALS))
        if sitting is not None:
            return SwapForm(step_form(sitting, name, request.value, done.text))
    return CloseForm(tell(said(done.text, 600)))


def _loaded(desk: Desk, request: Request, decide: Decider) -> Decide:
    async def both(tx: AsyncConnection) -> Decision | Refusal:
        review_id = number(request.value.get("review")) or 0
        sitting = await sittings.load(
            tx, request.workspace_id, review_id, now=request.now, default_zone=desk.default_zone, lock=True
        )
        return decide(sitting) if sitting else Refusal("gone", "This review is not here any more.")

    return both
