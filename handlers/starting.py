"""`/review start`: the customer of this channel, one review at a time, and its board."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import people
from handlers.account_lookup import account_by_number, account_called
from handlers.actors import shown
from handlers.customers import may_do
from handlers.desk import Answer, CloseForm, Desk, FormErrors, OpenForm, Reply, Request
from handlers.fields import chosen, number, typed
from handlers.logging_items import account_here, first_open
from handlers.places import Place, opened, place_for
from handlers.recording import settle
from handlers.rooms import look_at_room
from reviews.decision import Change, Decision, Refusal
from reviews.messages import ids
from reviews.messages.answers import tell
from reviews.messages.parts import button, run_button
from reviews.messages.review_forms import account_form
from reviews.messages.words import clock, said
from reviews.model import Account, Person, Review
from reviews.people import first_name, is_person, today_of
from reviews.rights import Deed
from reviews.start import guess_name, start_review
from reviews.text import one_line
from storage import accounts, actions, direct_channels, gaps, numbers, sittings
from storage import reviews as review_store

JUST_CLOSED = timedelta(hours=24)
_MOST_LIKE = 6
"""More than the two that tell whether a name is clear: some may be hidden from who asks."""


async def start(desk: Desk, request: Request, words: str) -> Answer:
    """Open the review of this channel's customer, or of the one named; a new channel is asked about first."""
    if words:
        return await _start_named(desk, request, words)
    account, _ = await account_here(desk, request)
    if account is None:
        return await _ask_customer(desk, request)
    return await _open_or_ask(desk, request, account)


async def _open_or_ask(desk: Desk, request: Request, account: Account) -> Answer:
    if not request.value.get("anew") and (asked := await _ask_which(desk, request, account)):
        return asked
    return await _open(desk, request, account)


async def _ask_which(desk: Desk, request: Request, account: Account) -> Answer | None:
    """After one that was abandoned, or closed within the day, a second review is asked for, not assumed."""
    async with desk.db.read() as tx:
        if await review_store.open_on(tx, request.workspace_id, account.id):
            return None
        abandoned = await review_store.latest_abandoned(tx, request.workspace_id, account.id)
        closed = await review_store.last_closed(tx, request.workspace_id, account.id)
    elsewhere = "" if account.channel == request.channel else f" {account.name}"
    anew = run_button("Start a new one", f"start{elsewhere}", anew=True)
    if abandoned and (closed is None or abandoned.started_at > closed.started_at):
        by = await people.person(desk, request, abandoned.ended_by or abandoned.facilitator)
        text = f"{said(first_name(by))} abandoned the {abandoned.quarter} review: “{said(abandoned.ended_why)}”."
        resume = [] if elsewhere else [run_button("Resume it", "resume", style="primary")]
        return Reply(tell(text, [*resume, anew]))
    if closed and closed.ended_at and request.now - closed.ended_at < JUST_CLOSED:
        by = await people.person(desk, request, closed.ended_by or closed.facilitator)
        text = f"{said(first_name(by))} closed the {closed.quarter} review {clock(closed.ended_at)}."
        return Reply(tell(text, [anew]))
    return None


async def _start_named(desk: Desk, request: Request, words: str) -> Answer:
    account = await account_called(desk, request, words)
    async with desk.db.read() as tx:
        like = [] if account else await accounts.search(tx, request.workspace_id, words, _MOST_LIKE)
        here = await accounts.by_channel(tx, request.workspace_id, request.channel or "")
    found = [account] if account else [each for each in like if await shown(desk, request, account=each)]
    account = found[0] if len(found) == 1 else None
    if account and (account.channel or account.shared_channel):
        return await _open_or_ask(desk, request, account)
    if here and not account:
        text = f"I know no customer “{said(words, 80)}”. This channel is for *{said(here.name, 80)}*."
        return Reply(tell(text, [run_button(f"Start {here.name}", "start")]))
    return await _ask_customer(desk, request, words)


async def _ask_customer(desk: Desk, request: Request, words: str = "") -> Answer:
    room = await look_at_room(desk, request)
    if isinstance(room, Reply):
        return room
    guess = words or guess_name(room.name or request.channel_name or "")
    async with desk.db.read() as tx:
        may_pick = await accounts.has_homeless(tx, request.workspace_id)
    called = await account_called(desk, request, guess) if may_pick and guess else None
    picked = (called.id, called.name) if called and called.channel is None else None
    about = {"channel": request.channel}
    form = account_form(guess, request.user_id, about, may_pick=may_pick, picked=picked)
    return OpenForm(form, otherwise=tell(f"Type `{desk.command} start` once more to say which customer this is."))


async def submit_account(desk: Desk, request: Request) -> Answer:
    """Which customer the channel is for: the account is made or linked, and its review opens."""
    view, name = request.view, one_line(typed(request.view, "name") or "", 80)
    owner = await people.checked_owner(desk, request, chosen(view, "person"))
    if isinstance(owner, Refusal):
        return FormErrors({"person": owner.text})
    known = number(chosen(view, "known"))
    if known is None and not name:
        return FormErrors({"name": "Type the customer's name."})
    stored = await _meant(desk, request, known, name)
    if known is not None and stored is None:
        return FormErrors({"known": "That customer is not here any more."})
    if stored and stored.channel is None and not await may_do(desk, request, Deed.EDIT_ACCOUNT, stored):
        # Anybody may start its review; whose it is and where it is at home stays as it is.
        return _closed(await _open(desk, request, stored))
    linked = await _link(desk, request, stored, name, owner.user_id if owner else request.user_id)
    if isinstance(linked, Refusal):
        return FormErrors({"name" if known is None else "known": linked.text})
    return _closed(await _open(desk, replace(request, key=f"{request.key}:start"), linked))


def _closed(answer: Answer) -> CloseForm:
    return CloseForm(answer.message if isinstance(answer, Reply) else None)


async def _meant(desk: Desk, request: Request, known: int | None, name: str) -> Account | None:
    """The customer picked or typed, as far as the one who asks may know of it."""
    if known is not None:
        return await account_by_number(desk, request, known)
    return await account_called(desk, request, name)


async def _link(desk: Desk, request: Request, meant: Account | None, name: str, owner: str) -> Account | Refusal:
    """The account with this channel as its home, made where it is new."""
    made: list[Account] = []

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        here = await accounts.by_channel(tx, request.workspace_id, request.channel or "")
        if here is not None:
            made.append(here)
            return Decision()
        # The number first: whoever names the same new customer at this moment waits here, and then finds it.
        number = await numbers.next_number(tx, request.workspace_id, "account") if meant is None else 0
        stored = await _stored(tx, request, meant, name)
        if stored and stored.channel:
            return Refusal(
                "has_channel",
                f"{stored.name} has another channel already. Start its review there, or type another name.",
            )
        after = _homed(request, stored, name, owner, number)
        made.append(after)
        return Decision((Change(stored, after),))

    done = await settle(desk, request, decide)
    if isinstance(done, Refusal) and done.code != "already":
        return done
    async with desk.db.read() as tx:
        here = await accounts.by_channel(tx, request.workspace_id, request.channel or "")
    return here or made[0]


async def _stored(tx: AsyncConnection, request: Request, meant: Account | None, name: str) -> Account | None:
    if meant is not None:
        return await accounts.by_id(tx, request.workspace_id, meant.id)
    # Made by somebody else at this moment; one that is hidden is not in the way.
    return first_open(await accounts.named(tx, request.workspace_id, [name]))


def _homed(request: Request, stored: Account | None, name: str, owner: str, number: int) -> Account:
    if stored:
        return replace(stored, channel=request.channel, owner=owner)
    return Account(
        workspace_id=request.workspace_id,
        id=number,
        name=name,
        owner=owner,
        channel=request.channel,
        created_at=request.now,
    )


async def _open(desk: Desk, request: Request, account: Account) -> Answer:
    place = await place_for(desk, request, account)
    if isinstance(place, Reply):
        return place
    account = place.account
    me = await people.person(desk, request, request.user_id)
    owner = await people.person(desk, request, account.owner) if account.owner else me

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        running = await review_store.open_on(tx, request.workspace_id, account.id, lock=True)
        if running is not None:
            return Refusal("running", str(running.id))
        return await _start_decision(tx, desk, request, place, owner)

    done = await settle(desk, request, decide)
    if isinstance(done, Refusal):
        return await _running(desk, request, account) if done.code == "running" else Reply(tell(said(done.text, 600)))
    return opened(place, request)


async def _start_decision(
    tx: AsyncConnection, desk: Desk, request: Request, place: Place, owner: Person
) -> Decision | Refusal:
    account = place.account
    return start_review(
        account,
        number=await numbers.next_number(tx, request.workspace_id, "review"),
        facilitator=request.user_id,
        last=await sittings.last_time(tx, request.workspace_id, account.id),
        gaps=await gaps.open_on(tx, request.workspace_id, account.id),
        actions=await actions.live_on(tx, request.workspace_id, account.id),
        today=today_of(request.now, account.time_zone or owner.time_zone, desk.default_zone),
        now=request.now,
        channel=place.channel,
    )


async def _running(desk: Desk, request: Request, account: Account) -> Answer:
    """A review is open already: who leads it, and the way to its board."""
    async with desk.db.read() as tx:
        review = await review_store.open_on(tx, request.workspace_id, account.id)
    if review is None:
        return Reply(tell(f"That review has just ended. Type `{desk.command} start` once more."))
    leader = await people.person(desk, request, review.facilitator)
    name = said(account.name, 80)
    text = f"The review of *{name}* is open already, led by {said(leader.real_name)}."
    return Reply(tell(text, await board_buttons(desk, request, review)))


async def board_buttons(desk: Desk, request: Request, review: Review) -> list[dict[str, Any]]:
    """The ways to a running review's board. One in somebody's own conversation is for nobody else to see."""
    alone = is_person(review.channel)
    here = request.channel == review.channel or (alone and review.channel == request.user_id)
    buttons = [run_button("Show the board here", "resume")] if here else []
    if review.board_ts is None or (alone and not here):
        return buttons
    async with desk.db.read() as tx:
        direct = await direct_channels.of(tx, request.workspace_id, review.channel) if alone else review.channel
    link = await people.permalink(request, direct, review.board_ts) if direct else None
    if link:
        go = button("Go to the board", ids.BOARD_LINK)
        buttons.insert(0, {**go, "url": link})
    return buttons
