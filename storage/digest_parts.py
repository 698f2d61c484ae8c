"""Parts of a digest beside the marks: what is renewed soon, who is silent, which promises were kept."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Text, and_, bindparam, case, cast, func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.digest_sheet import (
    AHEAD_DAYS,
    WEEKS,
    FollowThrough,
    Renewal,
    Renewals,
    Silence,
    Unreviewed,
    weeks_of,
)
from reviews.health.model import SignalName
from reviews.model import Account, ActionState, GapState, ReviewState, Severity
from storage import nudges
from storage.digest_scope import IN_CARE
from storage.reviews import IS_OPEN
from storage.rosters import LOOKED_BACK, SILENT_AFTER
from storage.rows import field_names, selected
from storage.tables import accounts, actions, gap_accounts, gaps, health_days, healths, reviews, source_reads

TOP: Final = 8
_WIDTH = len(field_names(Account))
_REVIEWED = (
    select(func.max(reviews.c.ended_at, type_=reviews.c.ended_at.type))
    .where(
        reviews.c.workspace_id == accounts.c.workspace_id,
        reviews.c.account_id == accounts.c.id,
        reviews.c.state == ReviewState.CLOSED,
    )
    .scalar_subquery()
)
_IS_REVIEWED = (
    select(reviews.c.id)
    .where(reviews.c.workspace_id == accounts.c.workspace_id, reviews.c.account_id == accounts.c.id, IS_OPEN)
    .exists()
)
_BLOCKS = and_(gaps.c.state == GapState.OPEN, gaps.c.severity == Severity.BLOCKS)
_ITS_GAPS = (
    select(func.count())
    .select_from(gaps)
    .where(gaps.c.workspace_id == accounts.c.workspace_id, gaps.c.account_id == accounts.c.id, _BLOCKS)
    .scalar_subquery()
)
_SHARED_GAPS = (
    select(func.count())
    .select_from(
        gap_accounts.join(
            gaps, and_(gaps.c.workspace_id == gap_accounts.c.workspace_id, gaps.c.id == gap_accounts.c.gap_id)
        )
    )
    .where(
        gap_accounts.c.workspace_id == accounts.c.workspace_id,
        gap_accounts.c.account_id == accounts.c.id,
        gap_accounts.c.ended_at.is_(None),
        _BLOCKS,
    )
    .scalar_subquery()
)
_HEALTH = (healths.c.workspace_id == accounts.c.workspace_id) & (healths.c.account_id == accounts.c.id)
_LAST_DAY = (
    select(health_days.c.reasons)
    .where(health_days.c.workspace_id == accounts.c.workspace_id, health_days.c.account_id == accounts.c.id)
    .order_by(health_days.c.day.desc())
    .limit(1)
    .scalar_subquery()
)
_IS_UNHEARD = cast(_LAST_DAY, Text).like(f'%"{SignalName.SILENCE}"%')
_PROMISED = actions.join(
    accounts, and_(accounts.c.workspace_id == actions.c.workspace_id, accounts.c.id == actions.c.account_id)
)
_IN_TIME = func.date(actions.c.ended_at) <= actions.c.first_due
_KEPT = and_(actions.c.state == ActionState.DONE, _IN_TIME)
_GIVEN_UP = and_(actions.c.state == ActionState.DROPPED, _IN_TIME)
_BY_FIRST_DATE = (
    select(actions.c.first_due, func.count(), func.sum(case((_KEPT, 1), else_=0)), func.sum(actions.c.moves))
    .select_from(_PROMISED)
    .where(
        actions.c.workspace_id == bindparam("ws"),
        actions.c.state.in_([each for each in ActionState if each is not ActionState.WITHDRAWN]),
        # Dates are moved to later ones: the index knows by when, and `first_due` decides.
        actions.c.due >= bindparam("first"),
        actions.c.first_due.between(bindparam("first"), bindparam("yesterday")),
        or_(actions.c.state != ActionState.DROPPED, not_(_GIVEN_UP)),
    )
    .group_by(actions.c.first_due)
)
_LATE = (
    select(func.count())
    .select_from(_PROMISED)
    .where(
        actions.c.workspace_id == bindparam("ws"),
        actions.c.state == ActionState.OPEN,
        actions.c.due < bindparam("today"),
    )
)


async def renewals(tx: AsyncConnection, workspace_id: str, mine: ColumnElement[bool], today: date) -> Renewals:
    """Contracts that end within 120 days, the nearest first."""
    soon = accounts.c.renewal_on.between(bindparam("today"), bindparam("last"))
    given = {"ws": workspace_id, "today": today, "last": today + timedelta(days=AHEAD_DAYS)}
    where = (mine, IN_CARE, soon)
    shown = (
        selected(Account)
        .add_columns(healths.c.mark, healths.c.score, _REVIEWED, _ITS_GAPS + _SHARED_GAPS)
        .select_from(accounts.outerjoin(healths, _HEALTH))
        .where(*where)
        .order_by(accounts.c.renewal_on, accounts.c.arr.desc().nulls_last(), accounts.c.id)
        .limit(TOP)
    )
    worth = select(accounts.c.currency, func.count(), func.sum(accounts.c.arr)).where(*where).group_by("currency")
    sums = (await tx.execute(worth, given)).all()
    return Renewals(
        tuple(_renewal(row) for row in await tx.execute(shown, given)),
        sum(int(row[1]) for row in sums),
        {row[0] or "": int(row[2]) for row in sums if row[2]},
    )


def _renewal(row: Any) -> Renewal:
    mark, score, reviewed_at, blocking = row[_WIDTH:]
    reviewed_on = reviewed_at.date() if reviewed_at else None
    return Renewal(Account(*row[:_WIDTH]), mark, score, reviewed_on, int(blocking))


async def silence(
    tx: AsyncConnection, workspace_id: str, mine: ColumnElement[bool], today: date, now: datetime
) -> Silence:
    """Who was not reviewed, who is not heard from, and who does not answer."""
    given = {"ws": workspace_id, "today": today}
    late = (mine, IN_CARE, accounts.c.next_review_on < bindparam("today"), not_(_IS_REVIEWED))
    behind = selected(Account).add_columns(_REVIEWED).where(*late).order_by(accounts.c.next_review_on, accounts.c.id)
    unreviewed = [_unreviewed(row) for row in await tx.execute(behind.limit(TOP), given)]
    late_total = await tx.scalar(select(func.count()).select_from(accounts).where(*late), given)
    quiet = (mine, IN_CARE, _IS_UNHEARD)
    worst = selected(Account).where(*quiet).order_by(accounts.c.arr.desc().nulls_last(), accounts.c.id).limit(TOP)
    unheard = [Account(*row) for row in await tx.execute(worst, given)]
    quiet_total = await tx.scalar(select(func.count()).select_from(accounts).where(*quiet), given)
    owners = select(accounts.c.owner).distinct().where(mine, IN_CARE, accounts.c.owner.is_not(None))
    asked = [str(each) for each in await tx.scalars(owners, given)]
    silent = await nudges.silent(tx, workspace_id, asked, now - LOOKED_BACK, SILENT_AFTER) if asked else ()
    return Silence(
        tuple(unreviewed), int(late_total or 0), tuple(unheard), int(quiet_total or 0), tuple(sorted(silent))
    )


def _unreviewed(row: Any) -> Unreviewed:
    account, reviewed_at = Account(*row[:_WIDTH]), row[_WIDTH]
    return Unreviewed(account, account.next_review_on or date.min, reviewed_at.date() if reviewed_at else None)


async def follow_through(
    tx: AsyncConnection, workspace_id: str, mine: ColumnElement[bool], today: date
) -> FollowThrough:
    """Promises of twelve weeks by the day they were first due, and how many are late today.

    What was given up by its first date was openly changed and does not count; what was given up later was not kept.
    """
    span = {"first": today - timedelta(days=7 * WEEKS), "yesterday": today - timedelta(days=1)}
    rows = await tx.execute(_BY_FIRST_DATE.where(mine), {"ws": workspace_id, **span})
    weeks = weeks_of([(row[0], int(row[1]), int(row[2] or 0), int(row[3] or 0)) for row in rows], today)
    late = await tx.scalar(_LATE.where(mine), {"ws": workspace_id, "today": today})
    return FollowThrough(weeks, int(late or 0))


async def read_until(tx: AsyncConnection, workspace_id: str) -> tuple[date | None, str]:
    """The source that is furthest behind: the day up to which it has spoken, and what of. None where none was read."""
    reaches = func.max(source_reads.c.covers_until, type_=source_reads.c.covers_until.type)
    found = (
        select(reaches, source_reads.c.kind)
        .where(source_reads.c.workspace_id == bindparam("ws"))
        .group_by(source_reads.c.kind)
        .order_by(reaches, source_reads.c.kind)
        .limit(1)
    )
    row = (await tx.execute(found, {"ws": workspace_id})).first()
    return (row[0], str(row[1])) if row else (None, "")
