"""What a weekly digest is made of: counted and chosen in the database, so that it costs what it shows.

Only customers that are shown whole are read whole; all that is red is read at least in short.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.digest_sheet import Counts, DigestSheet, Line, count_up
from reviews.digest_turns import Reader
from reviews.digests import Scope
from reviews.health.packing import unpack
from reviews.health.reasons import told_reasons
from reviews.model import LIVE_ACTIONS, Account, Action, MarkColour
from reviews.people import short_names
from storage import digest_parts, people
from storage.digest_patterns import patterns
from storage.digest_scope import IN_CARE, covered, covered_or_hidden
from storage.rows import every, field_names, selected
from storage.tables import accounts, actions, healths

WHOLE: Final = 30
"""So many lines of a part are shown whole; what is red beyond them in short."""
TOP: Final = 10
"""So many of what is not red."""
REASONS: Final = 3

_NUMBERS: Any = bindparam("numbers", expanding=True)
_BESIDE = (healths.c.workspace_id == accounts.c.workspace_id) & (healths.c.account_id == accounts.c.id)
_JOINED = accounts.outerjoin(healths, _BESIDE)
_CHANGED = and_(
    healths.c.was.is_not(None),
    healths.c.was != healths.c.mark,
    healths.c.since > bindparam("since"),
    healths.c.mark != MarkColour.UNKNOWN,
)
_IS_RED = healths.c.mark == MarkColour.RED
_RANK = case((healths.c.mark == MarkColour.YELLOW, 0), else_=1)
_WORST = (healths.c.score.asc().nulls_last(), accounts.c.arr.desc().nulls_last(), accounts.c.id)
_STANDING = ("mark", "score", "since", "was")
_LINES = selected(Account).add_columns(*(healths.c[name] for name in _STANDING)).select_from(_JOINED)
_READ = select(healths.c.account_id, healths.c.read).where(
    healths.c.workspace_id == bindparam("ws"), healths.c.account_id.in_(_NUMBERS)
)
_PLACE = func.row_number().over(partition_by=actions.c.account_id, order_by=(actions.c.due, actions.c.id))
_PROMISED = (
    select(*(actions.c[name] for name in field_names(Action)), _PLACE.label("place"))
    .where(
        actions.c.workspace_id == bindparam("ws"),
        actions.c.account_id.in_(_NUMBERS),
        actions.c.state.in_(LIVE_ACTIONS),
    )
    .subquery("promised")
)
_EARLIEST = select(*(_PROMISED.c[name] for name in field_names(Action))).where(_PROMISED.c.place == 1)


async def load(
    tx: AsyncConnection, workspace_id: str, reader: Reader, scope: Scope, since: datetime, now: datetime
) -> DigestSheet:
    """One reader's digest as it stands now. What changed after `since` is news.

    A fixed number of statements. Of private customers only those the reader may know of, and none where others read
    along; none that is gone; those whose reviews are paused are counted.
    """
    mine, today = covered(reader, scope), reader.calendar.today(now)
    given = {"ws": workspace_id, "since": since}
    counts = await _counts(tx, reader, scope, given)
    changed = await _changed(tx, mine, given)
    reds = await _listed(tx, _LINES.where(mine, IN_CARE, _IS_RED, ~_CHANGED).order_by(*_WORST), given)
    at_risk, at_risk_total = await _at_risk(tx, mine, given)
    renewals = await digest_parts.renewals(tx, workspace_id, mine, today)
    silence = await digest_parts.silence(tx, workspace_id, mine, today, now)
    follow = await digest_parts.follow_through(tx, workspace_id, mine, today)
    told = await _told(tx, workspace_id, [*changed[:WHOLE], *reds[:WHOLE], *at_risk])
    read_until, read_kind = await digest_parts.read_until(tx, workspace_id)
    sheet = DigestSheet(
        user_id=reader.actor.user_id,
        scope=scope,
        today=today,
        since=since,
        now=now,
        zone=reader.calendar.zone,
        counts=counts,
        changed=_whole(changed, told),
        changed_total=counts.changed,
        reds=_whole(reds, told),
        at_risk=_whole(at_risk, told),
        at_risk_total=at_risk_total,
        renewals=renewals,
        patterns=await patterns(tx, workspace_id, mine, now),
        silence=silence,
        follow=follow,
        read_until=read_until,
        read_kind=read_kind,
    )
    return replace(sheet, names=await _names(tx, sheet, workspace_id))


async def _counts(tx: AsyncConnection, reader: Reader, scope: Scope, given: dict[str, Any]) -> Counts:
    paused = case((accounts.c.paused_at.is_not(None), 1), else_=0)
    was = case((_CHANGED, healths.c.was))
    grouped = (
        select(paused, healths.c.mark, was, func.count()).select_from(_JOINED).group_by(paused, healths.c.mark, was)
    )
    rows = [
        (bool(row[0]), row[1], MarkColour(row[2]) if row[2] else None, int(row[3]))
        for row in await tx.execute(grouped.where(covered(reader, scope)), given)
    ]
    hidden = 0
    if reader.in_channel:
        whole = (
            select(func.count()).select_from(accounts).where(covered_or_hidden(reader, scope), accounts.c.is_private)
        )
        hidden = int(await tx.scalar(whole, {"ws": given["ws"]}) or 0)
    return count_up(rows, hidden)


async def _changed(tx: AsyncConnection, mine: ColumnElement[bool], given: dict[str, Any]) -> list[Line]:
    """All that turned red, then the first of what else changed, those that got worse in front."""
    news = _LINES.where(mine, IN_CARE, _CHANGED)
    reds = await _listed(tx, news.where(_IS_RED).order_by(*_WORST), given)
    rest = await _listed(tx, news.where(~_IS_RED).order_by(_RANK, *_WORST).limit(TOP), given)
    return [*reds, *rest]


async def _at_risk(tx: AsyncConnection, mine: ColumnElement[bool], given: dict[str, Any]) -> tuple[list[Line], int]:
    """The worst of those that are yellow and were before, and how many there are."""
    where = (mine, IN_CARE, healths.c.mark == MarkColour.YELLOW, ~_CHANGED)
    found = await _listed(tx, _LINES.where(*where).order_by(*_WORST).limit(TOP), given)
    total = select(func.count()).select_from(_JOINED).where(*where)
    return found, int(await tx.scalar(total, given) or 0)


async def _listed(tx: AsyncConnection, statement: Select[Any], given: dict[str, Any]) -> list[Line]:
    width = len(field_names(Account))
    rows = await tx.execute(statement, given)
    return [_line(Account(*row[:width]), *row[width:]) for row in rows]


def _line(account: Account, mark: MarkColour, score: int | None, since: datetime, was: MarkColour | None) -> Line:
    return Line(account, mark, score, since, was, in_short=True)


async def _told(tx: AsyncConnection, workspace_id: str, lines: Iterable[Line]) -> dict[int, Line]:
    """Those lines with their reasons and with what is promised next, by customer."""
    wanted = {each.account.id: each for each in lines}
    given = {"ws": workspace_id, "numbers": sorted(wanted)}
    read = {row[0]: told_reasons(unpack(row[1]).reasons, REASONS) for row in await tx.execute(_READ, given)}
    promised = {each.account_id: each for each in await every(tx, Action, _EARLIEST, **given)}
    return {
        number: replace(line, reasons=read.get(number, ()), next=promised.get(number), in_short=False)
        for number, line in wanted.items()
    }


def _whole(lines: Sequence[Line], told: dict[int, Line]) -> tuple[Line, ...]:
    return tuple(told.get(each.account.id, each) for each in lines)


async def _names(tx: AsyncConnection, sheet: DigestSheet, workspace_id: str) -> dict[str, str]:
    lines = (*sheet.changed, *sheet.reds, *sheet.at_risk)
    wanted = {each.next.owner for each in lines if each.next} | set(sheet.silence.owners)
    return short_names(await people.by_ids(tx, workspace_id, wanted))
