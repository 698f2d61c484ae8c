"""Who else may do what somebody may not: by name, those closest to it first."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.desk import Desk, Request
from handlers.slack_people import read_everybody
from reviews.messages.rights import Holder
from reviews.model import Person
from reviews.people import short_names
from reviews.rights import RIGHTS, About, Deed, Reach, Role, RoleKind, Tie
from storage import people as people_store
from storage import roles


async def who_may(desk: Desk, request: Request, deed: Deed, about: About) -> list[Holder]:
    """Those who may, the owner first and admins last; never the one who asks, nor anybody who has left.

    Where nobody is known who could, the member list may say who it is.
    """
    found = await _who_may(desk, request, deed, about)
    if not found and await read_everybody(desk, request):
        return await _who_may(desk, request, deed, about)
    return found


async def _who_may(desk: Desk, request: Request, deed: Deed, about: About) -> list[Holder]:
    async with desk.db.read() as tx:
        tied = [each for each in await _tied(tx, desk, request.workspace_id, about) if each[1] in RIGHTS[deed]]
        wanted = dict(reversed(tied))
        known = {each.user_id: each for each in await people_store.by_ids(tx, request.workspace_id, wanted)}
    active = {user_id: each for user_id, each in known.items() if can_act(each) and user_id != request.user_id}
    names, order = short_names(active.values()), list(dict.fromkeys(user_id for user_id, _ in tied))
    # An owner is known to those around; an admin may be somebody nobody here has met.
    names |= {each.user_id: each.real_name for each in active.values() if wanted[each.user_id] is Tie.ADMIN}
    return [Holder(user_id, names[user_id], wanted[user_id]) for user_id in order if user_id in active]


async def admins(tx: AsyncConnection, desk: Desk, workspace_id: str) -> list[str]:
    """Everybody who is admin: those named, who set us up, and Slack's own."""
    named = [role.user_id for role in await roles.named(tx, workspace_id, RoleKind.ADMIN)]
    return list(dict.fromkeys([*named, *await standing_admins(tx, desk, workspace_id)]))


async def standing_admins(tx: AsyncConnection, desk: Desk, workspace_id: str) -> list[str]:
    """Those who are admin whoever is named: who set us up, and Slack's own, who control the app anyway."""
    theirs = [each.user_id for each in await people_store.admins(tx, workspace_id)]
    return list(dict.fromkeys([*filter(None, [desk.installer]), *theirs]))


async def _tied(tx: AsyncConnection, desk: Desk, workspace_id: str, about: About) -> list[tuple[str, Tie]]:
    """Everybody with a tie to it, closest first."""
    account, review, item = about.account, about.review, about.item
    owner = account.owner if account else None
    close = [
        (owner, Tie.ACCOUNT_OWNER),
        (review.facilitator if review else None, Tie.FACILITATOR),
        (item.owner if item else None, Tie.ITEM_OWNER),
    ]
    leaders = [
        (role.user_id, Tie.LEADER)
        for role in await roles.named(tx, workspace_id, RoleKind.LEADER)
        if await _leads(tx, role, owner)
    ]
    theirs = [(user_id, Tie.ADMIN) for user_id in await admins(tx, desk, workspace_id)]
    return [(user_id, tie) for user_id, tie in (*close, *leaders, *theirs) if user_id]


async def _leads(tx: AsyncConnection, role: Role, owner: str | None) -> bool:
    if role.reach is Reach.ALL or owner in {None, role.user_id}:
        return True
    return owner in await roles.reports_of(tx, role.workspace_id, role.user_id)


def can_act(person: Person) -> bool:
    """Whether somebody is a member who can do anything here."""
    ours = person.team_id in {None, person.workspace_id}
    return ours and bool(person.handle) and not (person.deactivated or person.is_bot or person.is_guest)
