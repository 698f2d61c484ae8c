"""The brief posts itself: two working days before the review, once for each day a review is set for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncConnection

from jobs.deliver_say import OTHERWISE
from jobs.following import Following
from reviews.asks import Ask, AskKind
from reviews.brief import make_brief
from reviews.messages.brief import brief_message
from reviews.model import Account
from storage import briefs, outbox
from storage.values import Say

AHEAD: Final = frozenset({AskKind.BRIEF, AskKind.TODAY})
"""With the reminder of the day itself it still comes in time, where the earlier one fell into an outage."""
IN_TIME: Final = timedelta(hours=4)
"""Later on the day of the review nobody reads one for it."""


async def post_brief(
    following: Following, tx: AsyncConnection, account: Account, asked: Iterable[Ask], now: datetime
) -> None:
    """Queue the brief in the account's home, or to its owner, with the reminder that a review is near."""
    due = next((each for each in asked if each.kind in AHEAD), None)
    where = account.channel or account.owner
    if due is None or where is None or account.next_review_on is None:
        return
    if due.kind is AskKind.TODAY and now - due.not_before > IN_TIME:
        return
    sheet = make_brief(await briefs.load(tx, account, now=now, default_zone=following.default_zone))
    await outbox.queue(
        tx,
        account.workspace_id,
        key=f"brief:{account.id}:{account.next_review_on}",
        channel=where,
        operation=Say.POST,
        payload=_payload(brief_message(sheet, command=following.command), brief_message(sheet, charted=False)),
        not_before=due.not_before,
        now=now,
    )


def _payload(with_chart: dict[str, Any], plain: dict[str, Any]) -> dict[str, Any]:
    """The message, and its blocks for a Slack that knows no charts."""
    return (
        with_chart
        if with_chart["blocks"] == plain["blocks"]
        else {**with_chart, OTHERWISE: {"blocks": plain["blocks"]}}
    )
