"""The short ids people type: G-12 for a gap, A-34 for an action."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_DASH = r"[-–—_ ]?"
_ID = re.compile(rf"[#(\[\"']*(?:(g|gap|a|action)\s?){_DASH}\s?#?0*([1-9]\d{{0,8}})[.,;:!?)\]\"']*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ItemId:
    """A gap's or an action's number in its workspace; `str()` is what people see."""

    kind: Literal["gap", "action"]
    number: int

    def __str__(self) -> str:
        """Show it as everywhere else: G-12, A-34."""
        return f"{'G' if self.kind == 'gap' else 'A'}-{self.number}"


def parse_item_id(text: str) -> ItemId | None:
    """Read "g12", "G-12", "a 34", "gap 12"; None when the whole text is not an id."""
    found = _ID.fullmatch(text.strip())
    if not found:
        return None
    return ItemId("gap" if found[1].lower().startswith("g") else "action", int(found[2]))
