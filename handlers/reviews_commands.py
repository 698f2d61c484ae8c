"""`/review`: one word each, and the nearest one where it is none of them."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.accounts import account_command
from handlers.actors import about, actor_of, refusal
from handlers.brief import brief_command
from handlers.closing import close_command, ended
from handlers.customer_version import customer_command
from handlers.desk import Answer, CloseForm, Desk, FormErrors, OpenForm, Quiet, Reply, Request
from handlers.digests import digest_command
from handlers.exporting import export_command
from handlers.fact_lines import fact_line
from handlers.fact_lists import facts_command
from handlers.fields import typed
from handlers.figures import figures_command
from handlers.health import health_command
from handlers.history import history_command
from handlers.imports import imports_command
from handlers.item_cards import show_item
from handlers.lines import action_line, gap_line
from handlers.listening import listen_command
from handlers.lists import list_gaps, list_items
from handlers.logging_items import account_here
from handlers.recording import settle
from handlers.rhythm import rhythm, sheet_of
from handlers.roles import roles_command
from handlers.settings import settings_command
from handlers.sittings import load, load_here, no_review, sitting_of
from handlers.starting import board_buttons, start
from reviews.commands import (
    Abandon,
    AccountCard,
    ActionLine,
    Brief,
    Close,
    CustomerVersion,
    DigestAsked,
    Export,
    FactLine,
    Facts,
    GapLine,
    HealthAsked,
    Help,
    History,
    Imports,
    Listen,
    ListItems,
    NudgeFigures,
    Resume,
    ReviewCommand,
    Rhythm,
    Roles,
    Settings,
    Show,
    Start,
    Status,
    Unknown,
    read_review,
)
from reviews.decision import Decision, Message, Refusal
from reviews.messages.answers import tell
from reviews.messages.help import help_text, unknown_command
from reviews.messages.parts import run_button
from reviews.messages.review_forms import abandon_form
from reviews.messages.rhythm import with_rhythm
from reviews.messages.status import status
from reviews.messages.words import said
from reviews.model import Account, Review
from reviews.rights import Deed, may
from reviews.start import abandon_review, bring_board_down, resume_review
from storage import reviews as review_store

_BARE_NUMBER = re.compile(r"^\s*(?:show\s+)?#?(\d{1,9})\s*$", re.IGNORECASE)
_GAP_LIST = re.compile(r"^\s*(?:list\s+)?(?:open\s+)?gaps\s*$", re.IGNORECASE)


async def review_command(desk: Desk, request: Request) -> Answer:
    """`/review …`, dispatched by its first word."""
    if _GAP_LIST.match(request.text):
        return await list_gaps(desk, request)
    if number := _BARE_NUMBER.match(request.text):
        text = f"Which one? Type `{desk.command} show A-{number[1]}` for the action, or `G-{number[1]}` for the gap."
        return Reply(tell(text))
    asked = read_review(request.text)
    match asked:
        case Start(words):
            return await start(desk, request, words)
        case Abandon(reason):
            return await _abandon(desk, request, reason)
        case GapLine(text):
            return await gap_line(desk, replace(request, text=text))
        case ActionLine(text):
            return await action_line(desk, replace(request, text=text))
        case Rhythm(words):
            return await rhythm(desk, request, words)
        case Status() | Close() | Resume():
            return await _ABOUT_THE_REVIEW[type(asked)](desk, request)
        case _:
            return await _shown(desk, request, asked)


async def _shown(desk: Desk, request: Request, asked: ReviewCommand) -> Answer:
    match asked:
        case AccountCard(words):
            return await account_command(desk, request, words)
        case CustomerVersion(words):
            return await customer_command(desk, request, words)
        case History(words):
            return await history_command(desk, request, words)
        case Export(words):
            return await export_command(desk, request, words)
        case Roles(kind, words):
            return await roles_command(desk, request, kind, words)
        case FactLine() | Brief() | Facts() | Imports():
            return await _known(desk, request, asked)
        case HealthAsked(words):
            return await health_command(desk, request, words)
        case DigestAsked(words):
            return await digest_command(desk, request, words)
        case Listen(words):
            return await listen_command(desk, request, words)
        case _:
            return await _told(desk, request, asked)


async def _known(desk: Desk, request: Request, asked: FactLine | Brief | Facts | Imports) -> Answer:
    match asked:
        case FactLine(kind, text):
            return await fact_line(desk, replace(request, text=text), kind)
        case Brief(words):
            return await brief_command(desk, request, words)
        case Facts(words):
            return await facts_command(desk, request, words)
        case Imports():
            return await imports_command(desk, request)


async def _told(desk: Desk, request: Request, asked: ReviewCommand) -> Answer:
    match asked:
        case ListItems():
            return await list_items(desk, request, asked)
        case Show(item):
            return await show_item(desk, request, item)
        case Settings():
            return await settings_command(desk, request)
        case NudgeFigures():
            return await figures_command(desk, request)
        case Help(topic):
            return Reply(help_text(desk.command, topic))
        case Unknown(text, nearest):
            return Reply(unknown_command(desk.command, text, nearest))
        case _:
            return Reply(help_text(desk.command, None))


async def press_run(desk: Desk, request: Request) -> Answer:
    """A button that types a command for the person."""
    return await review_command(desk, replace(request, text=request.value.get("text", "")))


async def press_help(desk: Desk, request: Request) -> Answer:
    """All commands."""
    del request
    return Reply(help_text(desk.command, None))


async def _status(desk: Desk, request: Request) -> Answer:
    """Where the open review stands, or that none is open; and when the customer's next review is."""
    sitting = await load_here(desk, request)
    if sitting is not None:
        asked = await about(desk, request, account=sitting.account, review=sitting.review)
        may_close = may(await actor_of(desk, request), Deed.CLOSE_REVIEW, asked)
        shown = status(sitting, await board_buttons(desk, request, sitting.review), may_close=may_close)
        return Reply(with_rhythm(shown, await sheet_of(desk, request, sitting.account)))
    answer, (account, _) = await no_review(desk, request), await account_here(desk, request)
    if account is None or not isinstance(answer, Reply):
        return answer
    return Reply(with_rhythm(answer.message, await sheet_of(desk, request, account)))


async def _abandon(desk: Desk, request: Request, reason: str | None) -> Answer:
    sitting = await load_here(desk, request)
    if sitting is None:
        return await no_review(desk, request)
    if refused := await _refused(desk, request, sitting.account, sitting.review):
        return Reply(refused)
    form = abandon_form(sitting, reason, {"channel": sitting.review.channel})
    return OpenForm(form, otherwise=tell(f"Type `{desk.command} abandon` once more."))


async def submit_abandon(desk: Desk, request: Request) -> Answer:
    """The reason a review is given up."""
    sitting, why = await sitting_of(desk, request), typed(request.view, "why")
    if not why:
        return FormErrors({"why": "Say why; the reason stays with the review."})
    if sitting is None:
        return CloseForm(ended(None))
    if refused := await _refused(desk, request, sitting.account, sitting.review):
        return CloseForm(refused)

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        stored = await review_store.by_id(tx, request.workspace_id, sitting.review.id, lock=True)
        if stored is None:
            return Refusal("gone", "This review is not here any more.")
        return abandon_review(stored, by=request.user_id, why=why, now=request.now)

    done = await settle(desk, request, decide)
    if not isinstance(done, Refusal):
        return CloseForm(tell("The review is abandoned.", [run_button("Resume it", "resume")]))
    return CloseForm(ended(await load(desk, request, sitting.review.id)))


async def _resume(desk: Desk, request: Request) -> Answer:
    """Go on with the abandoned review; an open one shows its board again at the channel's end."""
    account, running = await account_here(desk, request)
    if account is None:
        return await no_review(desk, request)
    if running is None and (refused := await _may_not_resume(desk, request, account)):
        return Reply(refused)

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        now_open = await review_store.open_on(tx, request.workspace_id, account.id, lock=True)
        if now_open is not None:
            return bring_board_down(now_open)
        stored = await review_store.latest_abandoned(tx, request.workspace_id, account.id)
        closed = await review_store.last_closed(tx, request.workspace_id, account.id)
        if stored is None or (closed and closed.started_at > stored.started_at):
            return Refusal("none", "")
        return resume_review(stored)

    done = await settle(desk, request, decide)
    if isinstance(done, Refusal):
        return await no_review(desk, request) if done.code == "none" else Reply(tell(said(done.text, 600)))
    return Quiet() if running is None else Reply(tell("The board is below, as it stands now."))


async def _may_not_resume(desk: Desk, request: Request, account: Account) -> Message | None:
    async with desk.db.read() as tx:
        stored = await review_store.latest_abandoned(tx, request.workspace_id, account.id)
    return await _refused(desk, request, account, stored) if stored else None


async def _refused(desk: Desk, request: Request, account: Account, review: Review) -> Message | None:
    asked = await about(desk, request, account=account, review=review)
    return await refusal(desk, request, Deed.ABANDON_REVIEW, asked)


_ABOUT_THE_REVIEW = {Status: _status, Close: close_command, Resume: _resume}
