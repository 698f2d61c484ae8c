"""The same trouble at several customers becomes one gap over them: the gap form, with all of them filled in."""

from __future__ import annotations

from typing import Final

from handlers.actors import actor_of
from handlers.desk import Answer, Desk, OpenForm, Reply, Request
from handlers.forms import form_of
from handlers.logging_items import keep_draft
from reviews.draft import Draft
from reviews.messages.answers import tell
from reviews.messages.words import quoted
from reviews.shared_gap import MOST_SHARED
from reviews.shared_patterns import Shared, SharedPattern, pattern_of
from reviews.sitting import gap_id
from storage import shared_patterns

_AGAIN: Final = tell("Slack did not open the form in time. Press it once more.")


async def press_gap(desk: Desk, request: Request) -> Answer:
    """Make it one gap: over those of its customers that the one who presses may see."""
    kind, key = request.value.get("kind", ""), request.value.get("key", "")
    viewer = await actor_of(desk, request)
    async with desk.db.read() as tx:
        found = await shared_patterns.of_viewer(tx, request.workspace_id, viewer, request.now)
    pattern = pattern_of(found, kind, key)
    if pattern is None:
        return Reply(tell(f"{quoted(key, 80)} is not seen at three customers any more, so there is nothing to join."))
    if pattern.gap_id is not None:
        return Reply(tell(f"{quoted(pattern.label, 80)} is one gap already: {gap_id(pattern.gap_id)}."))
    draft = _draft(pattern, request.channel)
    token = await keep_draft(desk, request, draft)
    return OpenForm(await form_of(desk, request, draft, token), otherwise=_AGAIN)


def _draft(pattern: SharedPattern, channel: str | None) -> Draft:
    """One gap about all of them; its first customer is the one with the lowest number."""
    first, *others = sorted(pattern.accounts)
    is_reason = pattern.kind is Shared.REASON
    return Draft(
        kind="gap",
        what=pattern.words or f"{pattern.label} fails at several customers",
        account_id=first,
        channel=channel,
        reason=pattern.key if is_reason else None,
        also=tuple(others[:MOST_SHARED]),
    )
