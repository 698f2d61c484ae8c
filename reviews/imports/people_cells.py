"""Cells that name several things at once: people in one talk, and what a team does every week."""

from __future__ import annotations

import re
from typing import Final

from reviews.facts import KeyAction
from reviews.imports.cell_error import CellError, quoted
from reviews.imports.texts import clean, is_nothing

_MOST_PEOPLE: Final = 50
_MOST_ACTIONS: Final = 20
_LONGEST_NAME: Final = 120
_BREAKS: Final = re.compile(r"[;|\n\r]+|\s[&+]\s")
_ADDRESS: Final = re.compile(r"\s*[<(\[]([^<>()\[\]\s]+@[^<>()\[\]\s]+)[>)\]]")
_ACTION: Final = re.compile(
    r"(?P<what>[^:]{1,120}):\s*(?:(?P<week>\d{1,7}(?:[.,]\d{1,2})?)\s*(?:x|times)?\s*(?:/|per |a )?\s*(?:week|wk|w)?)?"
    r"[\s,]*(?:(?:by|from)?\s*(?P<people>\d{1,6})\s*(?:people|persons?|users?|of them)?)?\s*\Z",
    re.IGNORECASE,
)


def read_people(cell: str) -> tuple[str, ...]:
    """Everybody a cell names: `Dana Wu; Bo Lee`, `Dana Wu <dana@kestrel.example>`, `Dana Wu, Bo Lee`."""
    people: dict[str, str] = {}
    for part in _BREAKS.split(cell):
        for each in _by_comma(part):
            name = clean(_ADDRESS.sub("", each)) or clean(each).strip("<>()[]")
            if is_nothing(name):
                continue
            if len(name) > _LONGEST_NAME:
                raise CellError(f"{quoted(name)} is too long for a name. Part several people with a semicolon.")
            people.setdefault(name.casefold(), name)
    if len(people) > _MOST_PEOPLE:
        raise CellError(f"It names {len(people)} people; at most {_MOST_PEOPLE} are read.")
    return tuple(people.values())


def _by_comma(part: str) -> list[str]:
    """`Dana Wu, Bo Lee` are two people, `Wu, Dana` is one."""
    pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
    several = len(pieces) > 1 and all(" " in piece or "@" in piece for piece in pieces)
    return pieces if several or len(pieces) > 2 else [part]


def read_actions(cell: str) -> tuple[KeyAction, ...]:
    """What people do every week: `Reports: 12/week by 6 people; Exports: 4 by 2`."""
    text = clean(cell)
    if is_nothing(text):
        return ()
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if len(parts) > _MOST_ACTIONS:
        raise CellError(f"It names {len(parts)} actions; at most {_MOST_ACTIONS} are read.")
    return tuple(map(_action, parts))


def _action(part: str) -> KeyAction:
    found = _ACTION.match(part) if ":" in part else None
    if found is None and ":" in part:
        raise CellError(f"{quoted(part)} does not read as an action. Write it as Reports: 12/week by 6 people.")
    if found is None:
        return KeyAction(part[:120])
    week = float(found["week"].replace(",", ".")) if found["week"] else None
    return KeyAction(found["what"].strip(), week, int(found["people"]) if found["people"] else None)
