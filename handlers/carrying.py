"""The form for what last time left: all that was said about it is recorded together, or nothing is."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.closing import back_to, ended
from handlers.consequences import follow
from handlers.desk import Answer, CloseForm, Desk, FormErrors, OpenForm, Quiet, Reply, Request, SwapForm
from handlers.fields import chosen, day, typed
from handlers.recording import settle
from handlers.sittings import locked, sitting_of
from reviews.carry import Settling, settle_all
from reviews.decision import Decision, Refusal
from reviews.messages.answers import tell
from reviews.messages.carried_forms import carried_form, carried_key
from reviews.messages.ids import CARRIED_CHOICE, unpack
from reviews.messages.words import said
from reviews.model import CarriedChoice, ReviewState
from reviews.sitting import Sitting

_DATE_REFUSALS = {"date_missing", "past_date", "far_date", "same_date"}


async def press_carried(desk: Desk, request: Request) -> Answer:
    """Settle them."""
    sitting = await sitting_of(desk, request)
    if sitting is None or sitting.review.state is not ReviewState.OPEN:
        return Reply(ended(sitting))
    if not sitting.unsettled:
        return Reply(tell("Everything from last time is settled already."))
    return OpenForm(carried_form(sitting, {"channel": sitting.review.channel}))


async def submit_carried(desk: Desk, request: Request) -> Answer:
    """What was said about each thing from last time; items left alone stay unsettled."""
    errors: dict[str, str] = {}

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        sitting = await locked(tx, desk, request)
        if isinstance(sitting, Refusal):
            return sitting
        decided = settle_all(sitting, _said(request, sitting), by=request.user_id, now=request.now)
        if isinstance(decided, Decision):
            return await follow(tx, desk, request, decided)
        errors.update({_field(carried_key(item), refusal): refusal.text for item, refusal in decided})
        return decided[0][1]

    done = await settle(desk, request, decide)
    if errors:
        return await _with_errors(desk, request, errors)
    if isinstance(done, Refusal) and done.code != "already":
        return CloseForm(tell(said(done.text, 600)))
    return await back_to(desk, request, None)


def _said(request: Request, sitting: Sitting) -> list[Settling]:
    chosen_for = _choices(request, sitting)
    return [
        Settling(
            item,
            CarriedChoice(chosen_for[key]),
            new_date=day(request.view, f"date.{key}"),
            why=typed(request.view, f"why.{key}") or "",
        )
        for item in sitting.unsettled
        if chosen_for.get(key := carried_key(item)) in set(CarriedChoice)
    ]


def _field(key: str, refusal: Refusal) -> str:
    return f"{'date' if refusal.code in _DATE_REFUSALS else 'why'}.{key}"


async def _with_errors(desk: Desk, request: Request, errors: Mapping[str, str]) -> Answer:
    """Say what is missing under its field; where the client never showed that field, show it."""
    shown = {block.get("block_id") for block in request.view.get("blocks") or []}
    sitting = await sitting_of(desk, request)
    if set(errors) <= shown or sitting is None:
        return FormErrors({field: text for field, text in errors.items() if field in shown})
    return SwapForm(carried_form(sitting, request.value, _choices(request, sitting)))


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
