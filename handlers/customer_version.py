"""What the customer may read of a review: prepared, read through and sent by a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import actors, people
from handlers.account_forms import open_edit
from handlers.account_lookup import account_named, account_of_room, near_names
from handlers.customer_room import destination
from handlers.customers import in_front, instead
from handlers.desk import Answer, CloseForm, Desk, FormErrors, Reply, Request, SwapForm
from handlers.fields import number, typed
from handlers.recording import settle
from handlers.sittings import load
from handlers.speak import whisper
from reviews.customer_version import (
    LastSent,
    Wording,
    actions_offered,
    first_wording,
    gaps_offered,
    last_sent,
    send,
    told,
)
from reviews.decision import Decision, Message, Refusal
from reviews.messages.account_card import account_unknown
from reviews.messages.answers import tell
from reviews.messages.customer_version import (
    CHANNEL,
    PICKS,
    customer_message,
    preview_form,
    text_kept,
    words_form,
)
from reviews.messages.item_forms import View
from reviews.messages.parts import run_button
from reviews.messages.words import clock, said
from reviews.model import Account, ReviewState
from reviews.people import first_name
from reviews.rights import Deed
from reviews.sitting import Sitting
from storage import accounts, audit, drafts
from storage import reviews as review_store
from storage.values import Draft as KeptDraft

_KIND = "customer"
_GONE = tell("This review is not here any more.")


async def customer_command(desk: Desk, request: Request, words: str) -> Answer:
    """`/review customer …`: the last closed review of the customer named, or of this channel's own."""
    account = await _meant(desk, request, words)
    if isinstance(account, Reply):
        return account
    async with desk.db.read() as tx:
        closed = await review_store.last_closed(tx, request.workspace_id, account.id)
        running = await review_store.open_on(tx, request.workspace_id, account.id)
    if closed is not None:
        return await _prepare(desk, request, closed.id)
    name = said(account.name, 80)
    if running is not None:
        text = f"The review of *{name}* is still open. Close it first: what the customer reads comes from it."
        return Reply(tell(text, [run_button("Close it", "close")] if account.channel == request.channel else []))
    text = f"No review of *{name}* has been closed yet, so there is nothing to tell the customer of."
    return Reply(tell(text, [run_button("Start a review", "start")] if account.channel == request.channel else []))


async def press_prepare(desk: Desk, request: Request) -> Answer:
    """The button below a summary, and those of the look before it goes: back, or to the channel's choice."""
    if request.action_id.endswith(f".{CHANNEL}"):
        return await _choose_channel(desk, request)
    wording = None
    if token := request.value.get("draft"):
        kept = await _kept(desk, request, token)
        wording = _wording(kept.payload) if kept else None
    return await _prepare(desk, request, number(request.value.get("review")) or 0, wording)


async def _choose_channel(desk: Desk, request: Request) -> Answer:
    """The account's own form in place of the text, which is kept behind a button where all began."""
    ready = await _ready(desk, request, number(request.value.get("review")) or 0)
    if not isinstance(ready, Sitting):
        return ready
    kept = {"review": ready.review.id, "draft": request.value.get("draft")}
    await whisper(replace(request, channel=actors.asked_from(request)), text_kept(ready.account.name, kept))
    return await open_edit(desk, request, ready.account)


async def submit_words(desk: Desk, request: Request) -> Answer:
    """What was picked and written: shown as it will read."""
    ready = await _ready(desk, request, number(request.value.get("review")) or 0)
    if not isinstance(ready, Sitting):
        return ready
    heard, expect = typed(request.view, "heard") or "", typed(request.view, "expect") or ""
    wording = Wording(_picked(request.view), heard, expect)
    words = told(ready, wording)
    if isinstance(words, Refusal):
        return FormErrors({"heard": words.text})
    return SwapForm(await _preview(desk, request, ready, wording, customer_message(words)))


async def submit_send(desk: Desk, request: Request) -> Answer:
    """Sent to the customer by the person's click, word for word as it was shown."""
    token, review_id = request.value.get("draft", ""), number(request.value.get("review")) or 0
    ready = await _ready(desk, request, review_id)
    if not isinstance(ready, Sitting):
        return ready
    kept = await _kept(desk, request, token)
    if kept is None:
        return CloseForm(tell("This text is not here any more, so nothing was sent. Prepare it once more."))
    if kept.used_at is None:
        where = await destination(desk, request, ready.account)
        if where.trouble or where.channel != kept.payload["channel"]:
            return SwapForm(await _preview(desk, request, ready, _wording(kept.payload), kept.payload["message"]))

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        return await _send(tx, request, kept, review_id)

    done = await settle(desk, request, decide)
    if not isinstance(done, Refusal):
        return CloseForm(tell(f"Sent to <#{kept.payload['channel']}>. {said(ready.account.name, 80)} can read it now."))
    if done.code == "changed":
        return SwapForm(await _preview(desk, request, ready, _wording(kept.payload), kept.payload["message"]))
    return CloseForm(tell(said(done.text, 300)))


async def _send(tx: AsyncConnection, request: Request, kept: KeptDraft, review_id: int) -> Decision | Refusal:
    """The decision, on what the tables hold now: one who was faster is shown first, and a double click sends once."""
    workspace, payload = request.workspace_id, kept.payload
    review = await review_store.by_id(tx, workspace, review_id, lock=True)
    account = await accounts.by_id(tx, workspace, review.account_id) if review else None
    if review is None or account is None or payload.get("review") != review_id:
        return Refusal("gone", "This review is not here any more, so nothing was sent.")
    if not await drafts.use(tx, workspace, kept.id, f"customer's version of review {review_id}", request.now):
        return Refusal("used", "This was sent a moment ago; it was not sent twice.")
    sent = await _sent_before(tx, workspace, review_id)
    if account.shared_channel != payload["channel"] or (sent.mark if sent else None) != payload.get("after"):
        return Refusal("changed", "It was sent by somebody else meanwhile, or the channel is another one now.")
    return send(review, payload["message"], channel=payload["channel"], token=kept.id)


async def _prepare(desk: Desk, request: Request, review_id: int, wording: Wording | None = None) -> Answer:
    ready = await _ready(desk, request, review_id)
    if not isinstance(ready, Sitting):
        return ready
    about = {"review": review_id, "channel": actors.asked_from(request)}
    async with desk.db.read() as tx:
        sent = await _sent_before(tx, request.workspace_id, review_id)
    view = words_form(
        ready.account.name,
        gaps_offered(ready),
        actions_offered(ready),
        wording or first_wording(ready),
        about,
        await _sent_note(desk, request, sent),
    )
    return in_front(request, view, tell(f"Slack did not open the form. Type `{desk.command} customer` once more."))


async def _ready(desk: Desk, request: Request, review_id: int) -> Sitting | Reply | SwapForm:
    """The closed review, where the one who asks may tell its customer of it; otherwise what to answer."""
    sitting = await load(desk, request, review_id) if review_id else None
    if sitting is None:
        return instead(request, _GONE)
    asked = await actors.about(desk, request, account=sitting.account, review=sitting.review)
    if refused := await actors.refusal(desk, request, Deed.TELL_CUSTOMER, asked):
        return instead(request, refused)
    if sitting.review.state is not ReviewState.CLOSED:
        return instead(request, tell("This review is not closed, so there is nothing to tell the customer of yet."))
    return sitting


async def _preview(desk: Desk, request: Request, sitting: Sitting, wording: Wording, message: Message) -> View:
    """The look before it goes. The text is kept as it is shown: nothing that changes meanwhile can alter it."""
    where = await destination(desk, request, sitting.account)
    async with desk.db.read() as tx:
        sent = await _sent_before(tx, request.workspace_id, sitting.review.id)
    token = desk.token()
    payload: dict[str, Any] = {
        "review": sitting.review.id,
        "picked": list(wording.picked),
        "heard": wording.heard,
        "expect": wording.expect,
        "message": message,
        "channel": where.channel,
        "after": sent.mark if sent else None,
    }
    kept = KeptDraft(request.workspace_id, token, request.user_id, _KIND, payload, request.now)
    async with desk.db.write() as tx:
        await drafts.put(tx, kept)
    about = {
        "review": sitting.review.id,
        "account": sitting.account.id,
        "draft": token,
        "channel": actors.asked_from(request),
    }
    before = await _sent_note(desk, request, sent)
    return preview_form(sitting.account.name, message, where, about, before=before)


async def _sent_before(tx: AsyncConnection, workspace_id: str, review_id: int) -> LastSent | None:
    return last_sent(await audit.of(tx, workspace_id, "review", str(review_id)))


async def _sent_note(desk: Desk, request: Request, sent: LastSent | None) -> str:
    if sent is None:
        return ""
    by = first_name(await people.person(desk, request, sent.by))
    return f"*This review was told to the customer already*, {clock(sent.at)}, by {said(by, 60)}."


async def _meant(desk: Desk, request: Request, words: str) -> Account | Reply:
    if not words:
        here = await account_of_room(desk, request, request.channel)
        text = f"No customer belongs to this channel. Name one: `{desk.command} customer Northwind`."
        return here or Reply(tell(text))
    found = await account_named(desk, request, words)
    if found is not None and found[0].casefold() == words.strip().casefold():
        return found[1]
    return Reply(account_unknown(words, await near_names(desk, request, words), {"name": words[:80]}, None))


async def _kept(desk: Desk, request: Request, token: str) -> KeptDraft | None:
    async with desk.db.read() as tx:
        kept = await drafts.get(tx, request.workspace_id, token)
    return kept if kept and kept.kind == _KIND and kept.user_id == request.user_id else None


def _wording(payload: Mapping[str, Any]) -> Wording:
    return Wording(tuple(payload.get("picked", ())), payload.get("heard", ""), payload.get("expect", ""))


def _picked(view: Mapping[str, Any]) -> tuple[str, ...]:
    """The boxes ticked, in all groups."""
    values = (view.get("state") or {}).get("values") or {}
    boxes = (held for name, elements in values.items() if name.startswith(PICKS) for held in elements.values())
    return tuple(str(each.get("value")) for held in boxes for each in held.get("selected_options") or [])
