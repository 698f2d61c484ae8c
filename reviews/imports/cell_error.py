"""A cell that cannot be taken."""

from __future__ import annotations


class CellError(Exception):
    """Why a cell cannot be taken, and what would do. `field`: ours that is at fault, if not the one read."""

    def __init__(self, reason: str, field: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field


def quoted(text: str) -> str:
    """What was read, short enough to be said."""
    said = " ".join(text.split())
    return f"“{said[:60]}…”" if len(said) > 60 else f"“{said}”"
