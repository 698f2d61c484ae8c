"""The questions that wait for a person's next nudge, and those that were put.

The sweep serves all workspaces, so its questions run over all of them and its rows say whose they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.asks import Ask, AskState
from storage.rows import every, selected, to_row
from storage.statements import insert_into
from storage.tables import asks
from storage.tables.following import WAITING

_HERE = asks.c.workspace_id == bindparam("ws")
_OF_SUBJECTS = selected(Ask).where(_HERE, asks.c.subject.in_(bindparam("subjects", expanding=True))).order_by(asks.c.id)
_WAITING_FOR = (
    selected(Ask)
    .where(_HERE, asks.c.user_id.in_(bindparam("persons", expanding=True)), WAITING)
    .order_by(asks.c.user_id, asks.c.id)
)
_OF_NUDGES = (
    selected(Ask)
    .where(_HERE, asks.c.nudge_id.in_(bindparam("nudges", expanding=True)))
    .order_by(asks.c.nudge_id, asks.c.place)
)
_WAITED = (
    select(asks.c.workspace_id, asks.c.user_id, asks.c.not_before)
    .where(WAITING, asks.c.not_before <= bindparam("now"))
    .cte("waited")
    # Apart, because SQLite would rather walk all that waits in the groups' order than only what is due.
    .prefix_with("MATERIALIZED")
)
_DUE = (
    select(_WAITED.c.workspace_id, _WAITED.c.user_id)
    .group_by(_WAITED.c.workspace_id, _WAITED.c.user_id)
    .order_by(func.min(_WAITED.c.not_before), _WAITED.c.workspace_id, _WAITED.c.user_id)
    .limit(bindparam("most"))
)
_NEXT = select(func.min(asks.c.not_before)).where(WAITING)
_WAKE_FOR = (
    update(asks).where(_HERE, asks.c.user_id == bindparam("person"), WAITING).values(not_before=bindparam("now"))
)
_THIS = asks.c.id == bindparam("ask")
_SET = (
    update(asks)
    .where(_HERE, _THIS, WAITING)
    .values(
        state=bindparam("new_state"),
        not_before=bindparam("when"),
        nudge_id=bindparam("nudge"),
        place=bindparam("its_place"),
    )
)
_TAKE_BACK = (
    update(asks)
    .where(_HERE, asks.c.nudge_id == bindparam("nudge"))
    .values(state=AskState.WAITING, nudge_id=None, place=None, not_before=bindparam("when"))
)


async def add(tx: AsyncConnection, new: Sequence[Ask]) -> int:
    """Keeps new asks; one that was kept before for the same person, subject, kind and matter stays as it is.

    One that was dropped, because it did not hold for a while, waits again.

    Ids are the database's: those of `new` are ignored. Answers how many were new.
    """
    if not new:
        return 0
    rows = [{name: value for name, value in to_row(each).items() if name != "id"} for each in new]
    # Counted by what comes back: drivers do not agree on the rows of a statement made many times.
    return len((await tx.execute(_add(tx.dialect.name), rows)).all())


@cache
def _add(dialect: str) -> Any:
    keys = ["workspace_id", "subject", "user_id", "kind", "about"]
    new = insert_into(dialect, asks)
    again = {"state": AskState.WAITING, "nudge_id": None, "place": None}
    fresh = {name: new.excluded[name] for name in ("not_before", "created_at")}
    revived = new.on_conflict_do_update(index_elements=keys, set_=again | fresh, where=asks.c.state == AskState.DROPPED)
    return revived.returning(asks.c.id)


async def of_subjects(tx: AsyncConnection, workspace_id: str, subjects: Iterable[str]) -> list[Ask]:
    """Every ask there ever was about these subjects, oldest first."""
    return await every(tx, Ask, _OF_SUBJECTS, ws=workspace_id, subjects=sorted(set(subjects)))


async def waiting_for(tx: AsyncConnection, workspace_id: str, user_ids: Iterable[str]) -> list[Ask]:
    """What waits for these people's next nudge, person by person, oldest first."""
    return await every(tx, Ask, _WAITING_FOR, ws=workspace_id, persons=sorted(set(user_ids)))


async def of_nudges(tx: AsyncConnection, workspace_id: str, nudge_ids: Iterable[int]) -> list[Ask]:
    """What these nudges asked, in the order shown."""
    return await every(tx, Ask, _OF_NUDGES, ws=workspace_id, nudges=sorted(set(nudge_ids)))


async def due(tx: AsyncConnection, now: datetime, limit: int) -> list[tuple[str, str]]:
    """Workspaces and people for whom something waits that may be asked by now, longest waiting first."""
    return [(row[0], row[1]) for row in await tx.execute(_DUE, {"now": now, "most": limit})]


async def next_due(tx: AsyncConnection) -> datetime | None:
    """When the next waiting ask may be put, or None when none waits."""
    when: datetime | None = await tx.scalar(_NEXT)
    return when


async def settle(tx: AsyncConnection, workspace_id: str, changed: Sequence[Ask]) -> None:
    """Writes down what became of waiting asks: asked in a nudge, dropped, or put off to another moment."""
    rows = [
        {
            "ws": workspace_id,
            "ask": each.id,
            "new_state": each.state,
            "when": each.not_before,
            "nudge": each.nudge_id,
            "its_place": each.place,
        }
        for each in changed
    ]
    if rows:
        await tx.execute(_SET, rows)


async def take_back(tx: AsyncConnection, workspace_id: str, nudge_id: int, when: datetime) -> None:
    """A nudge was never said: what it asked waits again, from a moment on."""
    await tx.execute(_TAKE_BACK, {"ws": workspace_id, "nudge": nudge_id, "when": when})


async def wake_for(tx: AsyncConnection, workspace_id: str, user_id: str, now: datetime) -> None:
    """Somebody's working time has changed: what waits for them is looked at now, and put off anew where it must be."""
    await tx.execute(_WAKE_FOR, {"ws": workspace_id, "person": user_id, "now": now})


def put_off(ask: Ask, when: datetime) -> Ask:
    """The same ask, waiting for a later moment."""
    return replace(ask, not_before=when)
