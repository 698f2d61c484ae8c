"""What returns at several of a digest's customers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.digest_sheet import Pattern
from storage import gap_accounts, shared_patterns


async def patterns(
    tx: AsyncConnection, workspace_id: str, mine: ColumnElement[bool], now: datetime
) -> tuple[Pattern, ...]:
    """Reasons and workflows that came up at three customers or more in a quarter."""
    found = await shared_patterns.load(tx, workspace_id, mine, now)
    numbers = {number for each in found for number in each.accounts}
    known = {each.id: each for each in await gap_accounts.accounts_of(tx, workspace_id, numbers)} if numbers else {}
    return tuple(
        Pattern(
            label=each.label,
            accounts=tuple(known[number] for number in sorted(each.accounts) if number in known),
            about={"kind": each.kind.value, "key": each.key},
            gap_id=each.gap_id,
        )
        for each in found
    )
