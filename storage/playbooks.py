"""The playbooks that were chosen for customers."""

from __future__ import annotations

from sqlalchemy import bindparam
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.health.kept import PlaybookRun
from storage.rows import every, one, selected
from storage.statements import locked
from storage.tables import playbook_runs

_HERE = playbook_runs.c.workspace_id == bindparam("ws")
_BY_ID = selected(PlaybookRun).where(_HERE, playbook_runs.c.id == bindparam("run"))
_OF = (
    selected(PlaybookRun)
    .where(_HERE, playbook_runs.c.account_id == bindparam("account"))
    .order_by(playbook_runs.c.at, playbook_runs.c.id)
)


async def by_id(tx: AsyncConnection, workspace_id: str, run_id: int, *, lock: bool = False) -> PlaybookRun | None:
    """One run."""
    return await one(tx, PlaybookRun, locked(_BY_ID, lock), ws=workspace_id, run=run_id)


async def of_account(tx: AsyncConnection, workspace_id: str, account_id: int) -> list[PlaybookRun]:
    """Every run of a customer, the oldest first."""
    return await every(tx, PlaybookRun, _OF, ws=workspace_id, account=account_id)
