"""Which rooms to look into though nothing is said there: homes of customers in which something of ours stands."""

from __future__ import annotations

from typing import Final

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import accounts, reviews

_STANDING: Final = (
    select(accounts.c.workspace_id, accounts.c.channel)
    .join(
        reviews,
        and_(
            reviews.c.workspace_id == accounts.c.workspace_id,
            reviews.c.account_id == accounts.c.id,
            reviews.c.channel == accounts.c.channel,
        ),
    )
    .where(accounts.c.channel.is_not(None), reviews.c.board_ts.is_not(None))
    .distinct()
    .order_by(accounts.c.workspace_id, accounts.c.channel)
)


async def with_boards(tx: AsyncConnection) -> list[tuple[str, str]]:
    """Workspace and room of every home in which a review was shown."""
    return [(row[0], row[1]) for row in await tx.execute(_STANDING)]
