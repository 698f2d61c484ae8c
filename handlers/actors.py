"""Who acts: what they are to the workspace and what they may do, asked before anything is done for them."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import people
from handlers.desk import Desk, Request
from handlers.slack_people import is_colleague
from handlers.who_may import who_may
from reviews.decision import Message
from reviews.messages.ids import unpack
from reviews.messages.rights import item_name, not_there, only_these
from reviews.model import Account, Action, Gap, Review
from reviews.people import standing_of as standing_as_known
from reviews.rights import NOTHING, About, Actor, Deed, Reach, RoleKind, Standing, may, sees
from storage import accounts, roles, visible
from storage import asks as ask_store


async def standing_of(desk: Desk, request: Request) -> Standing:
    """What the one who sent the request is to the workspace. Who was read within the day is asked of nobody."""
    key = f"standing {request.user_id}"
    if key not in request.found:
        request.found[key] = await _standing(desk, request)
    known: Standing = request.found[key]
    return known


async def _standing(desk: Desk, request: Request) -> Standing:
    me = await people.person(desk, request, request.user_id)
    standing = standing_as_known(me, request.team)
    if standing is Standing.OUTSIDE and await is_colleague(desk, request, request.user_id):
        me = await people.person(desk, request, request.user_id)
        return standing_as_known(me, request.team, is_colleague=True)
    return standing


async def actor_of(desk: Desk, request: Request) -> Actor:
    """Who sent the request, with their rights at this moment."""
    key = f"actor {request.user_id}"
    if key not in request.found:
        standing = await standing_of(desk, request)
        me = await people.person(desk, request, request.user_id)
        is_admin = me.is_admin or request.user_id == desk.installer
        plain = Actor(request.workspace_id, request.user_id, standing, is_admin=is_admin)
        request.found[key] = await _with_roles(desk, plain) if standing is Standing.MEMBER else plain
    known: Actor = request.found[key]
    return known


async def _with_roles(desk: Desk, plain: Actor) -> Actor:
    async with desk.db.read() as tx:
        held = {each.kind: each for each in await roles.held_by(tx, plain.workspace_id, plain.user_id)}
        reports = await roles.reports_of(tx, plain.workspace_id, plain.user_id)
    leading = held.get(RoleKind.LEADER)
    return replace(
        plain,
        is_admin=plain.is_admin or RoleKind.ADMIN in held,
        leads=(leading.reach or Reach.REPORTS) if leading else None,
        reports=reports,
    )


async def about(
    desk: Desk,
    request: Request,
    *,
    account: Account | None = None,
    review: Review | None = None,
    item: Action | Gap | None = None,
) -> About:
    """What is asked about, with all that its visibility needs. The account of the review or item is looked up."""
    account_id = review.account_id if review else item.account_id if item else None
    async with desk.db.read() as tx:
        if account is None and account_id is not None:
            account = await accounts.by_id(tx, request.workspace_id, account_id)
        if account is None or not account.is_private:
            return About(account, review, item)
        has_item = await visible.has_item(tx, request.workspace_id, request.user_id, account.id)
        has_item = has_item or await _was_asked(tx, request, item)
    here = account.channel is not None and account.channel == asked_from(request)
    return About(account, review, item, here=here, has_item=has_item)


async def _was_asked(tx: AsyncConnection, request: Request, item: Action | Gap | None) -> bool:
    """Who is asked about something was shown it already."""
    if item is None:
        return False
    asks = await ask_store.of_subjects(tx, request.workspace_id, [item_name(About(item=item)) or ""])
    return any(each.user_id == request.user_id for each in asks)


def asked_from(request: Request) -> str | None:
    """The channel somebody asked from, also out of a form that was opened there."""
    return request.channel or unpack(request.view.get("private_metadata")).get("channel")


async def shown(
    desk: Desk,
    request: Request,
    *,
    account: Account | None = None,
    review: Review | None = None,
    item: Action | Gap | None = None,
) -> bool:
    """Whether the one who asks may know of it; what they may not is answered as if it were not there."""
    asked = await about(desk, request, account=account, review=review, item=item)
    if asked.account is None or not asked.account.is_private:
        return await standing_of(desk, request) is Standing.MEMBER
    return sees(await actor_of(desk, request), asked)


async def refusal(desk: Desk, request: Request, deed: Deed, asked: About = NOTHING) -> Message | None:
    """Why the one who asks may not do it, who may, and a way to ask them; None when they may.

    Roles are looked up only where being a member, or what is asked about, does not settle it.
    """
    plain = Actor(request.workspace_id, request.user_id, await standing_of(desk, request))
    if may(plain, deed, asked):
        return None
    actor = await actor_of(desk, request)
    if may(actor, deed, asked):
        return None
    if not sees(actor, asked):
        return not_there(asked, desk.command)
    return only_these(deed, asked, await who_may(desk, request, deed, asked))
