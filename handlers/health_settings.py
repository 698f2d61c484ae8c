"""What counts how much in the score, as a workspace wants it: by its admins. Everybody may see how it stands."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import customers, people
from handlers.actors import refusal
from handlers.desk import Answer, CloseForm, Desk, FormErrors, Reply, Request
from handlers.fields import typed
from handlers.recording import settle
from handlers.slack_people import ask_slack
from reviews.decision import Change, Decision, Message, Refusal
from reviews.health.kept import HealthSettings
from reviews.health.model import Part
from reviews.health.settings_line import read_line
from reviews.health.settings_values import HealthFilled, WrongHealth, read_health_settings
from reviews.messages.answers import tell
from reviews.messages.health_settings import health_settings_form, health_settings_saved, health_settings_stand
from reviews.messages.words import said
from reviews.people import short_names
from reviews.rights import Deed
from reviews.text import from_slack, literal
from storage import healths


async def settings_command(desk: Desk, request: Request, words: str) -> Answer:
    """`/review health settings`: how they stand, the form for admins; `health settings red 45` sets one at once."""
    if not words:
        return await press_settings(desk, request)
    if refused := await _refused(desk, request):
        return Reply(refused)
    stored, line = await _stored(desk, request), from_slack(words)
    wanted = read_line(line, stored, workspace_id=request.workspace_id, by=request.user_id, now=request.now)
    if isinstance(wanted, Refusal):
        return Reply(tell(literal(wanted.text)))
    return Reply(await _saved(desk, request, wanted))


async def press_settings(desk: Desk, request: Request) -> Answer:
    """The form; for who is no admin, how they stand."""
    if await _refused(desk, request):
        return await _stand(desk, request)
    return await _form(desk, request)


async def submit_settings(desk: Desk, request: Request) -> Answer:
    """The form, filled in. Who is no admin any more is refused here too."""
    if refused := await _refused(desk, request):
        return CloseForm(refused)
    wanted = read_health_settings(
        _filled(request), workspace_id=request.workspace_id, by=request.user_id, now=request.now
    )
    if isinstance(wanted, WrongHealth):
        return FormErrors(wanted.errors)
    return CloseForm(await _saved(desk, request, wanted))


def _filled(request: Request) -> HealthFilled:
    view = request.view
    return HealthFilled(
        {part: typed(view, part.value) or "" for part in Part},
        typed(view, "yellow") or "",
        typed(view, "red") or "",
        typed(view, "repair") or "",
        typed(view, "tiers") or "",
    )


async def _saved(desk: Desk, request: Request, wanted: HealthSettings) -> Message:
    """Record it, or say why not. Recording it marks every customer to be counted anew."""

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        stored = await healths.settings(tx, request.workspace_id, lock=True)
        return Decision() if stored and _same(stored, wanted) else Decision((Change(stored, wanted),))

    done = await settle(desk, request, decide)
    if isinstance(done, Refusal) and done.code != "already":
        return tell(said(done.text, 600))
    return health_settings_saved(await _stored(desk, request))


def _same(one: HealthSettings, other: HealthSettings) -> bool:
    return (one.weights, one.tiers, one.repair_days) == (other.weights, other.tiers, other.repair_days)


async def _form(desk: Desk, request: Request) -> Answer:
    view = health_settings_form(await _stored(desk, request), customers.where_from(request))
    return customers.in_front(request, view, tell(f"Type `{desk.command} health settings` once more."))


async def _stand(desk: Desk, request: Request) -> Answer:
    stored = await _stored(desk, request)
    named = [await people.person(desk, request, stored.by)] if stored else []
    return customers.instead(request, health_settings_stand(stored, short_names(named)))


async def _stored(desk: Desk, request: Request) -> HealthSettings | None:
    async with desk.db.read() as tx:
        return await healths.settings(tx, request.workspace_id)


async def _refused(desk: Desk, request: Request) -> Message | None:
    """Only admins, by the rights Slack gives at this moment: who was one this morning may be none any more."""
    await ask_slack(desk, request, request.user_id)
    return await refusal(desk, request, Deed.WORKSPACE_SETTINGS)
