"""What readers said of the lines of a digest: once each, changeable."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.figures import DigestVotes
from storage.statements import insert_into
from storage.tables import digest_votes

_COUNTED = select(
    func.coalesce(func.sum(case((digest_votes.c.useful, 1), else_=0)), 0),
    func.coalesce(func.sum(case((digest_votes.c.useful, 0), else_=1)), 0),
).where(
    digest_votes.c.workspace_id == bindparam("ws"),
    digest_votes.c.at >= bindparam("since"),
    digest_votes.c.at < bindparam("until"),
)


async def vote(
    tx: AsyncConnection, workspace_id: str, user_id: str, digest: str, line: str, useful: bool, now: datetime
) -> None:
    """Keep what somebody said of a line; a later word replaces it."""
    said = {"user_id": user_id, "digest": digest, "line": line, "useful": useful, "at": now}
    await tx.execute(_vote(tx.dialect.name), {"workspace_id": workspace_id, **said})


async def counted(tx: AsyncConnection, workspace_id: str, since: datetime, until: datetime) -> DigestVotes:
    """How many lines were called useful and not useful from `since` on and before `until`."""
    row = (await tx.execute(_COUNTED, {"ws": workspace_id, "since": since, "until": until})).one()
    return DigestVotes(int(row[0]), int(row[1]))


@cache
def _vote(dialect: str) -> Any:
    new = insert_into(dialect, digest_votes)
    keys = [column.name for column in digest_votes.primary_key]
    return new.on_conflict_do_update(index_elements=keys, set_={"useful": new.excluded.useful, "at": new.excluded.at})
