"""The weekly digest: asked for, set, and said to be useful or not."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import health
from handlers.actors import refusal
from handlers.desk import Answer, CloseForm, Desk, FormErrors, OpenForm, Quiet, Reply, Request
from handlers.digest_choosing import choice_of, known_to_the_clock, place_of, reader_of, save
from handlers.fields import chosen, clock_time, conversation
from handlers.recording import ALREADY, settle
from handlers.slack_errors import SLACK_FAILURES, error_name
from reviews.decision import Decision, Message, Post, Refusal
from reviews.digest_line import DigestSet, DigestUnknown, Wish, read_digest
from reviews.digest_sheet import DigestSheet
from reviews.digest_turns import WEEK, allowed, covered, usual
from reviews.digests import DigestSettings, Scope
from reviews.messages.answers import tell
from reviews.messages.digest import digest_messages, digest_now
from reviews.messages.digest_menu import SEE, USEFUL, account_of, read_vote
from reviews.messages.digest_settings import digest_form, digest_not_read, digest_not_yours, digest_set, vote_noted
from reviews.messages.words import said
from reviews.rights import Deed
from storage import digest_readers, digest_votes, digests
from storage.outbox import BELONGS_TO

log = logging.getLogger(__name__)
_NOTHING: Final = DigestSet()


async def digest_command(desk: Desk, request: Request, words: str) -> Answer:
    """`/review digest [when and whose]`."""
    match read_digest(words):
        case Wish.SHOW:
            return await _shown(desk, request)
        case Wish.FULL:
            return await _sent_whole(desk, request)
        case Wish.SETTINGS:
            return await press_settings(desk, request)
        case Wish.OFF:
            return await _chosen(desk, request, off=True)
        case Wish.ON:
            return await _chosen(desk, request)
        case DigestSet() as wanted:
            return await _chosen(desk, request, wanted)
        case DigestUnknown() as unknown:
            return Reply(digest_not_read(unknown, desk.command))


async def press_settings(desk: Desk, request: Request) -> Answer:
    """The form."""
    if refused := await refusal(desk, request, Deed.OWN_SETTINGS):
        return Reply(refused)
    choice = replace(await choice_of(desk, request), about={"channel": request.channel})
    otherwise = tell(f"Type `{desk.command} digest settings` once more.")
    return OpenForm(digest_form(choice), otherwise=otherwise)


async def submit_settings(desk: Desk, request: Request) -> Answer:
    """The form, filled in."""
    if refused := await refusal(desk, request, Deed.OWN_SETTINGS):
        return CloseForm(refused)
    view, scope = request.view, chosen(request.view, "scope")
    if scope not in set(allowed(await known_to_the_clock(desk, request))):
        return FormErrors({"scope": "You do not lead these customers any more. Choose another."})
    channel = conversation(view, "channel")
    place = await place_of(desk, request, channel) if channel else None
    if isinstance(place, Refusal):
        return FormErrors({"channel": place.text})
    weekday = chosen(view, "weekday") or "0"
    wanted = DigestSet(int(weekday) if weekday in set("0123456") else 0, scope=Scope(scope), place=place or "dm")
    hour = clock_time(view, "hour")
    wanted = replace(wanted, hour=hour, morning=hour is None)
    done = await save(desk, request, wanted, off=chosen(view, "on") == "off")
    return CloseForm(
        tell(said(done.text, 400)) if isinstance(done, Refusal) else digest_set(await choice_of(desk, request))
    )


async def press_vote(desk: Desk, request: Request) -> Answer:
    """Whether a line was worth reading; or the way to all that is known of its customer."""
    vote = read_vote(request.chosen)
    if vote is None:
        return Reply(tell(f"This menu is from an older version of me. `{desk.command} digest` shows it anew."))
    if refused := await refusal(desk, request, Deed.ANSWER):
        return Reply(refused)
    if vote.deed == SEE:
        return await health.press_health(desk, replace(request, value={"account": str(account_of(vote.line) or "")}))
    useful = vote.deed == USEFUL
    async with desk.db.write() as tx:
        await digest_votes.vote(tx, request.workspace_id, request.user_id, vote.digest, vote.line, useful, request.now)
    return Reply(vote_noted(useful=useful))


async def _chosen(desk: Desk, request: Request, wanted: DigestSet = _NOTHING, *, off: bool = False) -> Answer:
    """What was typed, kept; or why it cannot be."""
    if refused := await refusal(desk, request, Deed.OWN_SETTINGS):
        return Reply(refused)
    may = allowed(await known_to_the_clock(desk, request))
    if wanted.scope is not None and wanted.scope not in may:
        return Reply(digest_not_yours(wanted.scope, may, desk.command))
    channel = request.channel if wanted.place == "here" else wanted.place
    if channel and channel != "dm":
        place = await place_of(desk, request, channel)
        if isinstance(place, Refusal):
            return Reply(tell(f"Nothing was changed. {place.text}"))
        wanted = replace(wanted, place=place)
    done = await save(desk, request, wanted, off=off)
    if isinstance(done, Refusal) and done != ALREADY:
        return Reply(tell(said(done.text, 400)))
    return Reply(digest_set(await choice_of(desk, request)))


async def _shown(desk: Desk, request: Request) -> Answer:
    """Now, only to the person: what the next weekly one counts as changed stays as it is."""
    sheet = await _sheet(desk, request)
    if sheet is None or not (sheet.counts.total or sheet.counts.paused):
        return Reply(_nothing(desk))
    name = f"now:{request.user_id}:{sheet.today.isoformat()}"
    charted = digest_now(sheet, name, command=desk.command)
    plain = digest_now(sheet, name, charted=False, command=desk.command)
    if charted == plain or request.channel is None or await _refused(request, charted):
        return Reply(plain)
    return Quiet()


async def _refused(request: Request, shown: Message) -> bool:
    """Show it where the person is, and only to them; whether Slack did not take it."""
    try:
        await request.client.chat_postEphemeral(
            channel=request.channel or "", user=request.user_id, text=shown["text"], blocks=shown["blocks"]
        )
    except SLACK_FAILURES as failure:
        log.info("a digest was not taken: %s", error_name(failure))
        return True
    return False


async def _sent_whole(desk: Desk, request: Request) -> Answer:
    """All of it into the person's direct messages, as one message after the other."""
    sheet = await _sheet(desk, request)
    if sheet is None or not (sheet.counts.total or sheet.counts.paused):
        return Reply(_nothing(desk))
    key = f"digest_full:{request.user_id}:{request.key}"
    # Where charts are not known is not known here: a table says the same.
    messages = digest_messages(sheet, f"now:{request.user_id}:{sheet.today}", charted=False, command=desk.command)

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        del tx
        says = [Post(key, request.user_id, messages[0])]
        says += [
            Post(f"{key}:{place}", request.user_id, {**each, BELONGS_TO: key})
            for place, each in enumerate(messages[1:], 2)
        ]
        return Decision(says=tuple(says))

    done = await settle(desk, request, decide)
    if isinstance(done, Refusal) and done != ALREADY:
        return Reply(tell(said(done.text, 400)))
    return Reply(tell("All of it is in your direct messages with me."))


async def _sheet(desk: Desk, request: Request) -> DigestSheet | None:
    """The digest as the person would get it now; None where they may not have one."""
    reader = await reader_of(desk, request)
    async with desk.db.read() as tx:
        kept = await digest_readers.of(tx, request.workspace_id, request.user_id)
    settings: DigestSettings = kept or usual(request.workspace_id, request.user_id, reader.actor.leads)
    scope = covered(settings.scope, reader.actor) or (Scope.OWN if allowed(reader.actor) else None)
    if scope is None:
        return None
    since = settings.said_at or request.now - WEEK
    async with desk.db.read() as tx:
        return await digests.load(tx, request.workspace_id, reader, scope, since, request.now)


def _nothing(desk: Desk) -> Message:
    return tell(
        "No customer is in your care, so your digest is empty. "
        f"`{desk.command} account` shows a customer and its owner, `{desk.command} digest settings` whose it covers."
    )
