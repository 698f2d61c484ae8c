"""What the facts of one file say that others would want to know."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.facts import ContractFact, Direction, TookPart
from storage.rows import every, selected
from storage.tables import accounts, contract_facts, touches

_SPOKE = or_(touches.c.direction != Direction.OURS, touches.c.took_part == TookPart.ATTENDED)
_CAME = or_(touches.c.took_part.is_(None), touches.c.took_part == TookPart.ATTENDED)
_HEARD = (
    select(touches.c.contact_id, func.max(touches.c.at, type_=touches.c.at.type))
    .where(
        touches.c.workspace_id == bindparam("ws"),
        touches.c.import_id == bindparam("import"),
        touches.c.contact_id.is_not(None),
        _SPOKE,
        _CAME,
    )
    .group_by(touches.c.contact_id)
    .order_by(touches.c.contact_id)
)
_UNTOLD = (
    select(accounts.c.id)
    .where(accounts.c.workspace_id == bindparam("ws"), or_(accounts.c.renewal_on.is_(None), accounts.c.arr.is_(None)))
    .scalar_subquery()
)
_CONTRACTS = (
    selected(ContractFact)
    .where(
        contract_facts.c.workspace_id == bindparam("ws"),
        contract_facts.c.import_id == bindparam("import"),
        contract_facts.c.account_id.in_(_UNTOLD),
    )
    .order_by(contract_facts.c.account_id, contract_facts.c.starts_on, contract_facts.c.id)
)


async def heard(tx: AsyncConnection, workspace_id: str, import_id: int) -> list[tuple[int, datetime]]:
    """Which of the known people at customers spoke with us by this file, and when last."""
    rows = await tx.execute(_HEARD, {"ws": workspace_id, "import": import_id})
    return [(int(row[0]), row[1]) for row in rows]


async def contracts(tx: AsyncConnection, workspace_id: str, import_id: int) -> list[ContractFact]:
    """The contracts of a file whose customers lack a renewal or a value, each customer's last one last."""
    given = {"ws": workspace_id, "import": import_id}
    return await every(tx, ContractFact, _CONTRACTS, **given)
