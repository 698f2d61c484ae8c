"""Who acts: what they are to the workspace and what they may do, asked before anything is done for them."""

from __future__ import annotations

from handlers import people
from handlers.desk import Desk, Request
from reviews.decision import Message
from reviews.messages.answers import tell
from reviews.rights import NOTHING, About, Actor, Deed, Standing, may


async def actor_of(desk: Desk, request: Request) -> Actor:
    """Who sent the request, with their rights at this moment."""
    me = await people.person(desk, request, request.user_id)
    outside = me.team_id is not None and me.team_id != request.workspace_id
    return Actor(request.workspace_id, request.user_id, Standing.OUTSIDE if outside else Standing.MEMBER, me.is_admin)


async def refusal(desk: Desk, request: Request, deed: Deed, about: About = NOTHING) -> Message | None:
    """Why the one who asks may not do it, fit to be shown to them; None when they may."""
    if may(await actor_of(desk, request), deed, about):
        return None
    return tell("You cannot do that here.")
