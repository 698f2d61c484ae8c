"""The short ids people type: G-12 for a gap, A-34 for an action, I-7 for an incident."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from reviews.facts import incident_id

_DASH = r"[-–—_ ]?"


def _ids(words: str) -> re.Pattern[str]:
    return re.compile(rf"[#(\[\"']*(?:({words})\s?){_DASH}\s?#?0*([1-9]\d{{0,8}})[.,;:!?)\]\"']*", re.IGNORECASE)


_ID = _ids("g|gap|a|action")
_INCIDENT = _ids("i|inc|incident")


@dataclass(frozen=True, slots=True)
class ItemId:
    """A gap's or an action's number in its workspace; `str()` is what people see."""

    kind: Literal["gap", "action"]
    number: int

    def __str__(self) -> str:
        """Show it as everywhere else: G-12, A-34."""
        return f"{'G' if self.kind == 'gap' else 'A'}-{self.number}"


@dataclass(frozen=True, slots=True)
class IncidentId:
    """An incident's number in its workspace. It is no item: nobody owns it, and it is never done."""

    number: int

    def __str__(self) -> str:
        """Show it as everywhere else: I-7."""
        return incident_id(self.number)


def parse_incident_id(text: str) -> IncidentId | None:
    """Read "i7", "I-7", "incident 7"; None when the whole text is no incident's id."""
    found = _INCIDENT.fullmatch(text.strip())
    return IncidentId(int(found[2])) if found else None


def parse_item_id(text: str) -> ItemId | None:
    """Read "g12", "G-12", "a 34", "gap 12"; None when the whole text is not an id."""
    found = _ID.fullmatch(text.strip())
    if not found:
        return None
    return ItemId("gap" if found[1].lower().startswith("g") else "action", int(found[2]))
