"""What happened, for the page and for people who look for a fault: a log, and hints to who listens."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import datetime
from typing import Any

KEPT = 2_000


class ActivityLog:
    """The last entries of what came in, went out and was refused, numbered without gaps."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._entries: deque[dict[str, Any]] = deque(maxlen=KEPT)
        self._seq = 0

    def add(self, kind: str, **facts: Any) -> None:
        """Write one entry."""
        self._seq += 1
        self._entries.append({"seq": self._seq, "at": self._clock().isoformat(), "kind": kind, **facts})

    def entries(self) -> list[dict[str, Any]]:
        """Return what is kept, oldest first."""
        return list(self._entries)

    def clear(self) -> None:
        """Forget the entries; numbering goes on."""
        self._entries.clear()


class Stream:
    """Hints that something changed, sent to every page that listens."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[dict[str, Any] | None]] = set()

    def say(self, kind: str, **where: str | None) -> None:
        """Tell every listener that something of this kind changed."""
        hint = {"type": kind, **{name: value for name, value in where.items() if value}}
        for queue in self._listeners:
            queue.put_nowait(hint)

    def listen(self) -> asyncio.Queue[dict[str, Any] | None]:
        """Return a new queue of hints; `None` in it means that the server stops."""
        queue: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        self._listeners.add(queue)
        return queue

    def leave(self, queue: asyncio.Queue[dict[str, Any] | None]) -> None:
        """Stop sending hints to a queue."""
        self._listeners.discard(queue)

    def close(self) -> None:
        """Let every listener go."""
        for queue in self._listeners:
            queue.put_nowait(None)
