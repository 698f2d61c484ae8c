"""The brief posts itself: two working days before the review, once for each day a review is set for."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from jobs.deliver_say import OTHERWISE
from jobs.following import Following
from reviews.brief import make_brief
from reviews.brief_model import BriefMaterial
from reviews.cadence import BriefDue
from reviews.messages.brief import brief_message
from reviews.model import Account
from reviews.roster import Roster
from storage import briefs, handovers, outbox
from storage.values import Say

log = logging.getLogger(__name__)


async def post_brief(
    following: Following, tx: AsyncConnection, account: Account, due: BriefDue, roster: Roster, now: datetime
) -> None:
    """Queue the brief in the account's home, or in its owner's direct messages; never twice for one review."""
    key, where = f"brief:{account.id}:{due.review_on}", account.channel or _reader(account, roster, now)
    if where is None or await handovers.said(tx, account.workspace_id, key):
        return
    material = await briefs.load(tx, account, now=now, default_zone=following.default_zone)
    payload = _payload(material, following.command)
    if payload is None:
        return
    await outbox.queue(
        tx,
        account.workspace_id,
        key=key,
        channel=where,
        operation=Say.POST,
        payload=payload,
        not_after=due.until,
        now=now,
    )


def _reader(account: Account, roster: Roster, now: datetime) -> str | None:
    """Who reads it where the account has no home: its owner, or whoever stands in or leads them now."""
    owner = account.owner or ""
    instead = roster.asked_instead(owner, now, account)
    return instead or (None if roster.has_left(owner) else account.owner)


def _payload(material: BriefMaterial, command: str) -> dict[str, Any] | None:
    """The message, with its blocks for a Slack that knows no charts; None where the rules broke on what is known."""
    try:
        sheet = make_brief(material)
        charted = brief_message(sheet, command=command)
        plain = brief_message(sheet, charted=False, command=command)
    except Exception:
        # A brief that cannot be made must not hold back the reminder of its review.
        log.exception("the brief of account %s of %s broke", material.account.id, material.account.workspace_id)
        return None
    return charted if charted == plain else {**charted, OTHERWISE: {"blocks": plain["blocks"]}}
