"""What people wrote back, and what it recorded."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.rows import every, key_names, one, selected, to_row
from storage.statements import insert_into
from storage.tables import answers
from storage.values import Answered, AnswerState

_HERE = answers.c.workspace_id == bindparam("ws")
_GET = selected(Answered).where(
    _HERE, answers.c.channel == bindparam("its_channel"), answers.c.ts == bindparam("its_ts")
)
_LATEST = (
    selected(Answered)
    .where(_HERE, answers.c.user_id == bindparam("person"))
    .order_by(answers.c.at.desc(), answers.c.ts.desc())
    .limit(bindparam("most"))
)
_UNDONE = (
    update(answers)
    .where(_HERE, answers.c.user_id == bindparam("person"), answers.c.deed == bindparam("its_deed"))
    .values(state=AnswerState.UNDONE)
)


async def get(tx: AsyncConnection, workspace_id: str, channel: str, ts: str) -> Answered | None:
    """The answer that stands in Slack as this message."""
    return await one(tx, Answered, _GET, ws=workspace_id, its_channel=channel, its_ts=ts)


async def latest(tx: AsyncConnection, workspace_id: str, user_id: str, limit: int = 1) -> list[Answered]:
    """A person's last answers, newest first."""
    return await every(tx, Answered, _LATEST, ws=workspace_id, person=user_id, most=limit)


async def undone(tx: AsyncConnection, workspace_id: str, user_id: str, deed: str) -> None:
    """What a person's answer recorded was taken back: changing or deleting the answer is another matter now."""
    await tx.execute(_UNDONE, {"ws": workspace_id, "person": user_id, "its_deed": deed})


async def keep(tx: AsyncConnection, answer: Answered) -> None:
    """Keeps an answer, over what was known of the same message."""
    await tx.execute(_keep(tx.dialect.name), to_row(answer))


@cache
def _keep(dialect: str) -> Any:
    new = insert_into(dialect, answers)
    keys = key_names(Answered)
    fresh = {column.name: new.excluded[column.name] for column in answers.c if column.name not in keys}
    return new.on_conflict_do_update(index_elements=list(keys), set_=fresh)
