"""Whether a drafted action says what will be different when it is done."""

from __future__ import annotations

from handlers import people
from handlers.desk import Desk, Request
from reviews.draft import Draft
from reviews.people import first_name
from reviews.vague import Vague, judge
from storage import accounts


async def vague(desk: Desk, request: Request, draft: Draft) -> Vague | None:
    """What is missing, with an example from the person's own words; None for a gap, and when it is clear."""
    if draft.kind != "action" or draft.insisted:
        return None
    owner = await people.person(desk, request, draft.owner) if draft.owner else None
    async with desk.db.read() as tx:
        account = await accounts.by_id(tx, request.workspace_id, draft.account_id) if draft.account_id else None
    judged = judge(
        draft.what,
        owner_name=first_name(owner) if owner else None,
        account_name=account.name if account else None,
    )
    return judged if isinstance(judged, Vague) else None
