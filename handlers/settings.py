"""`/review settings`: how somebody is asked, and for admins how everybody is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import people
from handlers.actors import actor_of, refusal
from handlers.desk import Answer, CloseForm, Desk, FormErrors, OpenForm, Reply, Request, SwapForm
from handlers.fields import chosen, clock_time, day, typed
from handlers.recording import settle
from handlers.slack_people import ask_slack
from reviews.decision import Change, Decision, Message, Refusal
from reviews.messages.answers import tell
from reviews.messages.ids import unpack
from reviews.messages.settings_forms import settings_form, workspace_form
from reviews.messages.settings_said import settings_saved, workspace_saved
from reviews.messages.words import said
from reviews.model import Person
from reviews.preferences import EVERYBODY, Preferences
from reviews.rights import Deed
from reviews.settings import Filled, Wrong, is_for_workspace, read_settings, read_workspace_settings
from reviews.settings_sheet import SettingsSheet
from storage import people as people_store
from storage import preferences, rosters
from storage.replanning import plan_anew


async def settings_command(desk: Desk, request: Request) -> Answer:
    """`/review settings`, or `/review settings workspace`."""
    whose = EVERYBODY if is_for_workspace(request.text) else request.user_id
    return await _open(desk, request, whose)


async def press_settings(desk: Desk, request: Request) -> Answer:
    """A Settings button on Home, in a message, or in the form of one's own settings."""
    whose = EVERYBODY if request.value.get("of") == "workspace" else request.user_id
    return await _open(desk, request, whose)


async def submit_settings(desk: Desk, request: Request) -> Answer:
    """Somebody's own settings."""
    me = await people.person(desk, request, request.user_id)
    sheet, filled = await _sheet(desk, request, me.user_id), await _filled(desk, request)
    before = sheet.own or Preferences(request.workspace_id, me.user_id)
    wanted = read_settings(filled, before, sheet.common, today=sheet.today)
    if isinstance(wanted, Wrong):
        return FormErrors(wanted.errors)
    if refusal := await _save(desk, request, wanted):
        return CloseForm(refusal)
    return CloseForm(settings_saved(await _sheet(desk, request, me.user_id)))


async def submit_workspace_settings(desk: Desk, request: Request) -> Answer:
    """What goes for everybody. Who is no admin any more is refused here too."""
    if refused := await _refused(desk, request):
        return CloseForm(refused)
    sheet, filled = await _sheet(desk, request, EVERYBODY), await _filled(desk, request)
    before = sheet.own or Preferences(request.workspace_id, EVERYBODY)
    wanted = read_workspace_settings(filled, before)
    if isinstance(wanted, Wrong):
        return FormErrors(wanted.errors)
    if refusal := await _save(desk, request, wanted):
        return CloseForm(refusal)
    return CloseForm(workspace_saved(await _sheet(desk, request, EVERYBODY)))


async def _open(desk: Desk, request: Request, whose: str) -> Answer:
    if whose == EVERYBODY and (refused := await _refused(desk, request)):
        return Reply(refused)
    is_admin = (await actor_of(desk, request)).is_admin
    sheet, about = await _sheet(desk, request, whose), _about(request)
    view = (
        workspace_form(sheet, about) if whose == EVERYBODY else settings_form(replace(sheet, is_admin=is_admin), about)
    )
    if request.view.get("type") == "modal":
        return SwapForm(view)
    words = "settings workspace" if whose == EVERYBODY else "settings"
    return OpenForm(view, otherwise=tell(f"Type `{desk.command} {words}` once more."))


def _about(request: Request) -> Mapping[str, object]:
    """Where the answer goes: where the first form was opened, also from the second."""
    return {"channel": request.channel or unpack(request.view.get("private_metadata")).get("channel")}


async def _sheet(desk: Desk, request: Request, user_id: str) -> SettingsSheet:
    async with desk.db.read() as tx:
        roster = await rosters.load(
            tx, request.workspace_id, [user_id], default_zone=desk.default_zone, now=request.now
        )
    return SettingsSheet(user_id, roster, request.now)


async def _filled(desk: Desk, request: Request) -> Filled:
    view = request.view
    return Filled(
        pace=chosen(view, "pace"),
        morning=clock_time(view, "morning"),
        evening=clock_time(view, "evening"),
        weekend=chosen(view, "weekend"),
        holidays=typed(view, "holidays"),
        manager=await _picked(desk, request, "manager"),
        away_from=day(view, "away"),
        away_until=day(view, "until"),
        stand_in=await _picked(desk, request, "standin"),
    )


async def _picked(desk: Desk, request: Request, name: str) -> Person | None:
    user_id = chosen(request.view, name)
    return await people.person(desk, request, user_id) if user_id else None


async def _save(desk: Desk, request: Request, wanted: Preferences) -> Message | None:
    """Record the wishes, and let the clock look again at everything they touch; what to say where that failed."""

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        stored = await preferences.of(tx, request.workspace_id, wanted.user_id, lock=True)
        if wanted == (stored or Preferences(request.workspace_id, wanted.user_id)):
            return Decision()
        await plan_anew(tx, request.workspace_id, await _touched(tx, request, wanted), request.now)
        return Decision((Change(stored, wanted),))

    done = await settle(desk, request, decide)
    return tell(said(done.text, 600)) if isinstance(done, Refusal) and done.code != "already" else None


async def _touched(tx: AsyncConnection, request: Request, wanted: Preferences) -> Iterable[str]:
    if wanted.user_id != EVERYBODY:
        return [wanted.user_id]
    return await people_store.with_items(tx, request.workspace_id)


async def _refused(desk: Desk, request: Request) -> Message | None:
    """Only admins, by the rights Slack gives at this moment: who was one this morning may be none any more."""
    await ask_slack(desk, request, request.user_id)
    return await refusal(desk, request, Deed.WORKSPACE_SETTINGS)
