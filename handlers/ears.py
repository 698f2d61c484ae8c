"""What this process remembers for counting who writes where: the channels, and what waits to be written down."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from storage.listening import Spoken

Room = tuple[str, str]


@dataclass(slots=True)
class Ears:
    """`rooms`: workspace and channel of all that is listened to, None before they were read.

    `read_at` is by the loop's own clock: another copy of the bot may have switched one on meanwhile. `waiting` is
    counted together by `counting`, the next batch's `done` tells when it is written down.

    `unmet`: people, with their workspace, of whom it is not known who they are. `asked`: of whom Slack was asked
    lately, so that it is asked once. `meeting`: the asking that is under way.
    """

    rooms: frozenset[Room] | None = None
    read_at: float = 0.0
    waiting: list[Spoken] = field(default_factory=list)
    done: asyncio.Future[None] | None = None
    counting: asyncio.Task[None] | None = None
    unmet: set[Room] = field(default_factory=set)
    asked: set[Room] = field(default_factory=set)
    meeting: set[asyncio.Task[None]] = field(default_factory=set)

    def forget(self) -> None:
        """Something was switched on or off: the channels are read anew."""
        self.rooms = None
