"""Menus that ask us while somebody types: what is offered for the letters typed so far."""

from __future__ import annotations

from typing import Any

from handlers.desk import Desk, Request


async def offered_accounts(desk: Desk, request: Request) -> list[dict[str, Any]]:
    """Accounts for the letters in `request.text`, as Slack options."""
    del desk, request
    return []
