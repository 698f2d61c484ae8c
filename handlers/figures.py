"""`/review nudges`: how the bot's own nudges fared; and the answer to a nudge that did not help."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import people
from handlers.consequences import show_again
from handlers.desk import Answer, Desk, Reply, Request
from handlers.fields import number
from handlers.recording import settle
from reviews.decision import Decision, Refusal
from reviews.figures import FiguresSheet, NudgeFigures, stretches
from reviews.messages.answers import tell
from reviews.messages.figures import nudge_figures
from reviews.messages.settings_said import not_helpful_noted
from reviews.people import short_names
from storage import digest_votes, figures, nudges
from storage import people as people_store
from storage.rosters import LOOKED_BACK, SILENT_AFTER


async def figures_command(desk: Desk, request: Request) -> Answer:
    """What was sent, answered and moved, against the thirty days before. Who does not answer is named to admins."""
    me = await people.person(desk, request, request.user_id)
    async with desk.db.read() as tx:
        sheet = await _counted(tx, request)
        silent = await _silent(tx, request)
        names = short_names(await people_store.by_ids(tx, request.workspace_id, silent))
    others = sorted(names.get(each, each) for each in silent - {request.user_id})
    named = tuple(others) if me.is_admin else ()
    shown = replace(sheet, silent=len(others), named=named, is_silent_too=request.user_id in silent)
    return Reply(nudge_figures(shown))


async def _counted(tx: AsyncConnection, request: Request) -> FiguresSheet:
    last, before = stretches(request.now)
    return FiguresSheet(
        now=await figures.between(tx, request.workspace_id, *last) or NudgeFigures(),
        before=await figures.between(tx, request.workspace_id, *before) or NudgeFigures(),
        live=await figures.live(tx, request.workspace_id),
        ever=await figures.any_sent(tx, request.workspace_id),
        votes=await digest_votes.counted(tx, request.workspace_id, *last),
        votes_before=await digest_votes.counted(tx, request.workspace_id, *before),
    )


async def _silent(tx: AsyncConnection, request: Request) -> set[str]:
    since = request.now - LOOKED_BACK
    asked = await figures.asked(tx, request.workspace_id, since, request.now)
    return await nudges.silent(tx, request.workspace_id, asked, since, SILENT_AFTER)


async def press_unhelpful(desk: Desk, request: Request) -> Answer:
    """Not helpful, on a nudge: noted once, shown on it, and asked what would help."""
    nudge_id = number(request.value.get("nudge"))

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        nudge = await nudges.by_id(tx, request.workspace_id, nudge_id) if nudge_id else None
        if nudge is None or nudge.user_id != request.user_id:
            return Refusal("unknown", "That message is not yours, or not here any more.")
        if await nudges.not_helpful(tx, request.workspace_id, nudge.id, request.now):
            await show_again(tx, request, nudge.id)
        return Decision()

    done = await settle(desk, request, decide)
    return Reply(tell(done.text) if isinstance(done, Refusal) else not_helpful_noted())
