"""The button under a refusal: whoever may do it is asked to, once a day for one thing."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import people
from handlers.actors import about, refusal
from handlers.desk import Answer, Desk, Reply, Request
from handlers.fields import number
from handlers.logging_items import me_and_today
from handlers.recording import ALREADY, settle
from handlers.who_may import who_may
from reviews.decision import Decision, Post, Refusal
from reviews.item_id import parse_item_id
from reviews.messages.answers import tell
from reviews.messages.rights import asked_for, item_name, was_asked
from reviews.messages.words import said
from reviews.people import first_name
from reviews.rights import About, Deed
from storage import accounts, actions, gaps
from storage import reviews as review_store


async def press_ask(desk: Desk, request: Request) -> Answer:
    """Ask who may do it to do it."""
    word = request.value.get("deed", "")
    if word not in set(Deed):
        return Reply(tell("This button is from an older version of me. Try the command again."))
    deed, asked = Deed(word), await _about(desk, request)
    if await refusal(desk, request, deed, asked) is None:
        return Reply(tell("You can do that yourself by now. Try it again."))
    holders = await who_may(desk, request, deed, asked)
    wanted = next((each for each in holders if each.user_id == request.value.get("person")), None)
    if wanted is None and not holders:
        return Reply(tell("Nobody here can do that at the moment, so nobody was asked."))
    return await _ask(desk, request, deed, asked, (wanted or holders[0]).user_id)


async def _ask(desk: Desk, request: Request, deed: Deed, asked: About, whom: str) -> Answer:
    me, today = await me_and_today(desk, request)
    them = first_name(await people.person(desk, request, whom))
    key = f"asked:{deed}:{_subject(asked)}:{request.user_id}:{today.isoformat()}"

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        del tx
        message = asked_for(deed, asked, first_name(me), desk.command)
        return Decision(says=(Post(key, whom, message),))

    done = await settle(desk, request, decide, key=key)
    if isinstance(done, Refusal) and done != ALREADY:
        return Reply(tell(said(done.text, 600)))
    return Reply(was_asked(them, again=done == ALREADY))


async def _about(desk: Desk, request: Request) -> About:
    value, workspace = request.value, request.workspace_id
    item_id = parse_item_id(value.get("item", ""))
    async with desk.db.read() as tx:
        account = await accounts.by_id(tx, workspace, number(value.get("account")) or 0)
        review = await review_store.by_id(tx, workspace, number(value.get("review")) or 0)
        store = gaps if item_id and item_id.kind == "gap" else actions
        item = await store.by_id(tx, workspace, item_id.number) if item_id else None
    return await about(desk, request, account=account, review=review, item=item)


def _subject(asked: About) -> str:
    """What is asked about, for the key: the closest thing that is named."""
    if asked.review:
        return f"review-{asked.review.id}"
    return item_name(asked) or (f"account-{asked.account.id}" if asked.account else "workspace")
