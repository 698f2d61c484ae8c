"""A message that cannot be said fails loudly: the log has it, and one person who can be reached is told once a day."""

from __future__ import annotations

import logging
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from jobs.rooms import OUTSIDE, SHARED_OUTSIDE
from reviews.digest_turns import reader_of
from reviews.messages.answers import tell
from reviews.messages.words import quoted, said, spoken
from reviews.model import Review
from reviews.rooms import News
from reviews.text import from_slack
from storage import outbox, people, room_changes, rooms
from storage import reviews as review_store
from storage.values import Outgoing, Say

log = logging.getLogger(__name__)
UNREACHED = "undelivered:"
OF_A_REVIEW = (Say.BOARD, Say.POST)
OUT_OF_THE_ROOM = frozenset({"channel_not_found", "not_in_channel", "is_archived", "restricted_action"})


async def tell_somebody(tx: AsyncConnection, row: Outgoing, error: str, now: datetime) -> None:
    """Tell whoever is nearest to a message that it was not said: once a day for a channel and a reason."""
    if error in OUTSIDE and await _moved_out(tx, row, error, now):
        log.warning("%s was not said in %s (%s), and goes where only our own people read", row.key, row.channel, error)
        return
    log.error("not delivered: %s to %s: %s", row.key, row.channel, error)
    person = await _nearest(tx, row)
    if person is None:
        log.error("nobody can be told that %s was not delivered; see `python -m bot outbox --failed`", row.key)
        return
    await outbox.queue(
        tx,
        row.workspace_id,
        key=f"{UNREACHED}{row.channel}:{error}:{now.date()}",
        channel=person,
        operation=Say.POST,
        payload=tell(_what(row, error)),
        now=now,
    )


async def _moved_out(tx: AsyncConnection, row: Outgoing, error: str, now: datetime) -> bool:
    """Others read a customer's home, and no event has said so: the customer's things move out now."""
    news = News.SHARED if error == SHARED_OUTSIDE else News.GUESTS
    failed = row.id if row.operation is Say.POST and "ts" not in (row.payload or {}) else None
    key = f"{news}:{row.channel}:{row.id}"
    return await room_changes.leave(tx, row.workspace_id, row.channel, news, key=key, now=now, failed=failed)


async def _nearest(tx: AsyncConnection, row: Outgoing) -> str | None:
    """Whose digest it is, who leads the review, who owns the channel's account, or an administrator.

    Never who cannot be reached.
    """
    candidates: list[str | None] = []
    if not row.key.startswith(UNREACHED):
        review = await _review(tx, row)
        owners = [each.owner for each in await rooms.accounts_of(tx, row.workspace_id, row.channel)]
        candidates = [reader_of(row.key), review.facilitator if review else None, *owners]
    candidates += [admin.user_id for admin in await people.admins(tx, row.workspace_id)]
    return next((person for person in candidates if person and person != row.channel), None)


async def _review(tx: AsyncConnection, row: Outgoing) -> Review | None:
    if row.operation not in OF_A_REVIEW or row.subject_id is None:
        return None
    return await review_store.by_id(tx, row.workspace_id, row.subject_id)


def _what(row: Outgoing, error: str) -> str:
    if row.operation is Say.DELETE:
        return (
            f"I could not take back what I had said in <#{row.channel}>, where others read it now: "
            f"Slack says `{said(error, 80)}`. Whoever manages the channel can delete it there."
        )
    return _unsaid(row, error) if error in OUTSIDE else _words(row.channel, error)


def _unsaid(row: Outgoing, error: str) -> str:
    """What was held back from a room that is nobody's home, and what brings it back."""
    reader = "Another organisation" if error == SHARED_OUTSIDE else "A guest"
    text = str((row.payload or {}).get("text") or "")
    what = quoted(spoken(from_slack(text)), 150) if text else "the review's board"
    return (
        f"{reader} reads <#{row.channel}> now, so I did not say this there: {what}. "
        "Once only your own people read it, an admin can still have it said: "
        f"`python -m bot outbox --failed` shows it, `retry {row.id}` says it."
    )


def _words(channel: str, error: str) -> str:
    reason = f"Slack says `{said(error, 80)}`."
    if channel[:1] in {"U", "W"}:
        return f"I could not reach <@{channel}>: {reason} What waits for them there stays unsaid."
    if channel[:1] == "D":
        return (
            f"I could not answer in a direct conversation: {reason} `python -m bot outbox --failed` shows what it was."
        )
    if error == "missing_scope":
        return (
            f"I could not post in <#{channel}>: {reason} Whoever installed Holdfast gives it the rights "
            "named in `manifest.yaml` and installs it again."
        )
    if error in OUT_OF_THE_ROOM:
        return f"I could not post in <#{channel}>: {reason} Is Holdfast still in it?"
    return f"I could not post in <#{channel}>: {reason} `python -m bot outbox --failed` shows what it was."
