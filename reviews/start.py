"""Opening a review: who leads it, its steps, and what comes over from last time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from reviews.decision import Change, Decision, Message, Post, Record, Refusal, Say, ShowBoard
from reviews.model import (
    LIVE_ACTIONS,
    Account,
    Action,
    Carried,
    CarriedKind,
    Gap,
    Review,
    ReviewState,
)
from reviews.model import Step as StepRow
from reviews.sitting import STEP_ORDER, LastTime, quarter_of

MOVED: Message = {"text": "This board has moved: it is further down, as it stands now.", "blocks": []}
_CHANNEL_AFFIXES = re.compile(
    r"^(acct|account|cust|customer|client|cs|ext|shared|team|proj)[-_]+|[-_]+(internal|int|private|team|acct)$"
)


def guess_name(channel_name: str) -> str:
    """A customer's name from a channel's: `acct-blue-fern-internal` becomes `Blue Fern`."""
    bare = channel_name.lstrip("#").lower()
    while (shorter := _CHANNEL_AFFIXES.sub("", bare)) != bare:
        bare = shorter
    return " ".join(word.capitalize() for word in re.split(r"[-_\s]+", bare) if word)


def customer_of(channel_name: str) -> str | None:
    """The customer a channel's name speaks of, as `acct-kestrel` does and `general` does not."""
    bare = channel_name.lstrip("#").lower()
    return guess_name(bare) if _CHANNEL_AFFIXES.search(bare) else None


def start_review(
    account: Account,
    *,
    number: int,
    facilitator: str,
    last: LastTime | None,
    gaps: Iterable[Gap],
    actions: Iterable[Action],
    today: date,
    now: datetime,
    channel: str | None = None,
) -> Decision | Refusal:
    """Open review `number`, carrying over last time's marks, open gaps and late actions.

    It runs in the account's channel, or in another `channel`: a person's id for their direct conversation with us.
    """
    room = channel or account.channel
    if room is None:
        return Refusal("no_channel", "This account has no channel yet. Type `/review start` in the one it should use.")
    review = Review(
        workspace_id=account.workspace_id,
        id=number,
        account_id=account.id,
        channel=room,
        quarter=quarter_of(today),
        state=ReviewState.OPEN,
        facilitator=facilitator,
        started_at=now,
        last_review_id=last.review.id if last else None,
        board_version=0,
    )
    steps = [StepRow(account.workspace_id, number, name) for name in STEP_ORDER]
    carried = _carry_over(account.workspace_id, number, last, gaps, actions, today)
    records: list[Record] = [review, *steps, *carried]
    return Decision(
        changes=tuple(Change(None, record) for record in records),
        says=(ShowBoard(number),),
    )


def _carry_over(
    workspace_id: str,
    number: int,
    last: LastTime | None,
    gaps: Iterable[Gap],
    actions: Iterable[Action],
    today: date,
) -> list[Carried]:
    refs = [(CarriedKind.MARK, str(m.question)) for m in (last.marks if last else ())]
    refs += [(CarriedKind.GAP, str(g.id)) for g in gaps]
    refs += [(CarriedKind.ACTION, str(a.id)) for a in actions if a.state in LIVE_ACTIONS and a.due < today]
    return [Carried(workspace_id, number, kind, ref) for kind, ref in refs]


def abandon_review(review: Review, *, by: str, why: str, now: datetime) -> Decision | Refusal:
    """Stop a review without a summary. The reason is kept and shown; it can be resumed."""
    if review.state is not ReviewState.OPEN:
        return Refusal("not_open", "This review is not open, so there is nothing to abandon.")
    after = replace(review, state=ReviewState.ABANDONED, ended_at=now, ended_by=by, ended_why=why)
    return Decision((Change(review, after, why),), (ShowBoard(review.id),))


def resume_review(review: Review) -> Decision | Refusal:
    """Open an abandoned review again, with a board of its own at the channel's end."""
    if review.state is not ReviewState.ABANDONED:
        return Refusal("not_abandoned", "This review was not abandoned, so there is nothing to resume.")
    after = replace(review, state=ReviewState.OPEN, ended_at=None, ended_by=None, ended_why=None, board_ts=None)
    return Decision((Change(review, after, "resumed"),), (ShowBoard(review.id),))


def bring_board_down(review: Review) -> Decision:
    """Show the board again at the channel's end; the old one stops being updated."""
    after = replace(review, board_ts=None)
    says: list[Say] = [ShowBoard(review.id)]
    if review.board_ts:
        # In place of the old board, so that nobody works on one that is not kept up to date.
        moved: Message = {"ts": review.board_ts, **MOVED}
        says.append(Post(f"board-moved:{review.id}:{review.board_ts}", review.channel, moved, review.id))
    return Decision((Change(review, after, "board shown again"),), tuple(says))
