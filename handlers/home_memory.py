"""What each person's Home shows at present: who publishes it next goes on from there."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime

from reviews.decision import Message

_MOST = 2000
"""People whose Homes are remembered; of the others only the last notes are forgotten."""


@dataclass(slots=True)
class LastShown:
    """One person's Home. Whoever reads and publishes holds `lock`, so that what was read last is what stays."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    notes: tuple[Message, ...] = ()
    first_opened: datetime | None = None
    """When they first opened it, once that is known: it never changes."""


class Homes:
    """The Homes shown last, by workspace and person."""

    def __init__(self) -> None:
        self._shown: OrderedDict[tuple[str, str], LastShown] = OrderedDict()

    def of(self, workspace_id: str, user_id: str) -> LastShown:
        """One person's; an empty one where nothing is remembered."""
        key = (workspace_id, user_id)
        found = self._shown.setdefault(key, LastShown())
        self._shown.move_to_end(key)
        if len(self._shown) > _MOST:
            oldest, held = next(iter(self._shown.items()))
            if not held.lock.locked():
                del self._shown[oldest]
        return found
