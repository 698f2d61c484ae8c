"""Writes a decision down, in the caller's transaction: changes, audit trail and what is to be said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Table, Update, and_, bindparam, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.asks import Ask
from reviews.audit_entry import plain
from reviews.decision import Change, Decision, Post, Record, ShowBoard, TellCustomer, Withdraw
from reviews.decision import Say as Speech
from storage import asks, listening, outbox
from storage.audit import KINDS, ref_of
from storage.errors import ConflictError, is_duplicate
from storage.health_looks import look_after
from storage.rows import TABLES, field_names, key_names, to_row
from storage.tables import audit_entries, reviews
from storage.values import Say
from storage.wake import outbox_grew

STAMPED: Final = ("touched_at", "look_at")
"""Set with every change: when it was, and that the clock must look again."""

_INSERTS: Final = {kind: TABLES[kind].insert() for kind in KINDS}
_INSERT_ENTRIES = audit_entries.insert().inline()
_RAISE_BOARD = (
    update(reviews)
    .where(reviews.c.workspace_id == bindparam("ws"), reviews.c.id == bindparam("review"))
    .values(board_version=reviews.c.board_version + 1)
    .returning(reviews.c.board_version, reviews.c.channel)
)


async def record(
    tx: AsyncConnection, workspace_id: str, decision: Decision, *, by: str, now: datetime, deed: str | None = None
) -> None:
    """Records a decision. Raises ConflictError when a record is no longer as the decision saw it.

    What is written is looked at by the clock at once. `deed` names all that changes here, so that it can be undone.
    """
    changes = [change for change in decision.changes if change.before != change.after]
    changes += await listening.left(tx, workspace_id, changes, by, now, lock=True)
    for change in changes:
        _check(workspace_id, change)
    for ask in decision.asks:
        _check_ours(workspace_id, ask)
    await _write(tx, changes, now)
    if changes:
        entries = [_entry(change, by, now, deed) for change in changes]
        await tx.execute(_INSERT_ENTRIES, entries)
        await look_after(tx, workspace_id, changes, now)
    for review_id in dict.fromkeys(_boards(decision)):
        await _queue_board(tx, workspace_id, review_id, now)
    await asks.add(tx, decision.asks)
    if changes or decision.asks:
        # The clock looks at what was written, so its loop is woken like delivery's.
        outbox_grew(tx)
    for say in decision.says:
        await _queue(tx, workspace_id, say, now)


async def _queue(tx: AsyncConnection, workspace_id: str, say: Speech, now: datetime) -> None:
    """What is said, into the outbox; boards are queued on their own."""
    match say:
        case Post(key, channel, message, review_id):
            operation, payload, subject = Say.POST, message, review_id
        case TellCustomer(key, channel, message):
            operation, payload, subject = Say.TO_CUSTOMER, message, None
        case Withdraw(key, channel, ts):
            operation, payload, subject = Say.DELETE, {"ts": ts}, None
        case ShowBoard():
            return
    await outbox.queue(
        tx,
        workspace_id,
        key=key,
        channel=channel,
        operation=operation,
        payload=payload,
        subject_id=subject,
        now=now,
    )


def _boards(decision: Decision) -> Iterable[int]:
    return (say.review_id for say in decision.says if isinstance(say, ShowBoard))


def _check(workspace_id: str, change: Change) -> None:
    """A decision that reaches into another workspace, or renames a record, is a mistake of ours."""
    _check_ours(workspace_id, change.after)
    before = change.before
    if before is not None and (type(before), _key(before)) != (type(change.after), _key(change.after)):
        raise ValueError(f"{before!r} cannot become {change.after!r}: they are two records")


def _check_ours(workspace_id: str, value: Record | Ask) -> None:
    if value.workspace_id != workspace_id:
        raise ValueError(f"{value!r} does not belong to {workspace_id}")


def _key(value: Record) -> tuple[Any, ...]:
    return tuple(getattr(value, name) for name in key_names(type(value)))


async def _write(tx: AsyncConnection, changes: list[Change], now: datetime) -> None:
    """In the decision's order, new records of one kind that follow each other together."""
    for (kind, new), group in groupby(changes, lambda change: (type(change.after), change.before is None)):
        try:
            if new:
                rows = [to_row(change.after) | _stamps(kind, now) for change in group]
                await tx.execute(_INSERTS[kind], rows)
            else:
                for change in group:
                    await _update(tx, change, now)
        except IntegrityError as error:
            if is_duplicate(error):
                raise ConflictError(f"such a {KINDS[kind]} is already there") from error
            raise


async def _update(tx: AsyncConnection, change: Change, now: datetime) -> None:
    """Only the changed columns, and only while they still hold what the decision saw in them."""
    if change.before is None:
        return
    before, after = to_row(change.before), to_row(change.after)
    kind = type(change.after)
    names = tuple(name for name in after if before[name] != after[name] and name not in STAMPED)
    stamps = _stamps(kind, now)
    values = {f"key_{name}": after[name] for name in key_names(kind)} | {f"new_{name}": now for name in stamps}
    for name in names:
        values |= {f"old_{name}": before[name], f"new_{name}": after[name]}
    if (await tx.execute(_update_of(TABLES[kind], names, tuple(stamps)), values)).rowcount != 1:
        raise ConflictError(f"{KINDS[kind]} {ref_of(change.after)} was changed by somebody else meanwhile")


@lru_cache(maxsize=256)
def _update_of(table: Table, names: tuple[str, ...], stamps: tuple[str, ...]) -> Update:
    columns = table.c
    named = [column == bindparam(f"key_{column.name}") for column in table.primary_key]
    unchanged = [columns[name].is_not_distinct_from(bindparam(f"old_{name}")) for name in names]
    new: dict[str, Any] = {name: bindparam(f"new_{name}") for name in (*names, *stamps)}
    return update(table).where(and_(*named, *unchanged)).values(new)


def _stamps(kind: type, now: datetime) -> dict[str, datetime]:
    """The columns that every change of such a record sets."""
    columns = TABLES[kind].c
    return {name: now for name in STAMPED if name in columns}


def _entry(change: Change, by: str, now: datetime, deed: str | None) -> dict[str, Any]:
    before, after = _difference(change.before, change.after)
    return {
        "workspace_id": change.after.workspace_id,
        "at": now,
        "by": by,
        "kind": KINDS[type(change.after)],
        "ref": ref_of(change.after),
        "before": before,
        "after": after,
        "why": change.why,
        "deed": deed,
    }


def _difference(before: Record | None, after: Record) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that differ, as they were and as they are; of something new, the fields that are filled."""
    names = [name for name in field_names(type(after)) if name not in {"workspace_id", *STAMPED}]
    if before is None:
        filled = {name: getattr(after, name) for name in names}
        return {}, {name: plain(value) for name, value in filled.items() if value is not None}
    moved = [name for name in names if getattr(before, name) != getattr(after, name)]
    was = {name: plain(getattr(before, name)) for name in moved}
    return was, {name: plain(getattr(after, name)) for name in moved}


async def _queue_board(tx: AsyncConnection, workspace_id: str, review_id: int, now: datetime) -> None:
    found = await tx.execute(_RAISE_BOARD, {"ws": workspace_id, "review": review_id})
    row = found.one_or_none()
    if row is None:
        raise ValueError(f"there is no review {review_id} in {workspace_id} to show the board of")
    await outbox.queue(
        tx,
        workspace_id,
        key=f"board:{review_id}:{row.board_version}",
        channel=row.channel,
        operation=Say.BOARD,
        subject_id=review_id,
        version=row.board_version,
        now=now,
    )
