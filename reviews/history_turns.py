"""How a change of one field is put into words.

A field that is `aside` is bookkeeping: another field beside it says what happened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reviews.history_values import Lookup

Show = Callable[[object, Lookup], str]
Turn = Callable[[str, str, object, object], str]
"""A change in words, from how the values before and after are said and from the values themselves; None is nothing."""


@dataclass(frozen=True, slots=True)
class Field:
    """How one field is spoken of: what it is called, how a value is said, and how a change is, if not as usual."""

    label: str
    show: Show
    turn: Turn | None = None
    aside: bool = False


def moved(what: str) -> Turn:
    """A date that goes from one day to another."""

    def turn(was: str, now: str, before: object, after: object) -> str:
        if before is None:
            return f"set {what} for {now}"
        return f"moved {what} from {was} to {now}" if after is not None else f"took away {what} ({was})"

    return turn


def handed(what: str) -> Turn:
    """Something that goes from one person to another."""

    def turn(was: str, now: str, before: object, after: object) -> str:
        if before is None:
            return f"gave {what} to {now}"
        return f"handed {what} from {was} to {now}" if after is not None else f"took {what} from {was}"

    return turn


def told(words: Mapping[object, str]) -> Turn:
    """A change that its new value says alone; `None` in `words` goes for nothing, `...` for everything else."""

    def turn(was: str, now: str, before: object, after: object) -> str:
        del before
        return words.get(after, words.get(..., "")).format(was=was, now=now)

    return turn


def state(ended: Mapping[str, str]) -> Turn:
    """How far something is; `ended` has the words for each state but open."""

    def turn(was: str, now: str, before: object, after: object) -> str:
        del was, now
        if after == "open":
            return "cleared what stood in its way" if before in {"blocked", "waiting"} else "opened it again"
        return ended.get(str(after), "")

    return turn


def aside(label: str, show: Show) -> Field:
    """A field that is only bookkeeping."""
    return Field(label, show, aside=True)
