"""The small menu beside a line of a digest, and what its entries carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from reviews.messages import ids
from reviews.messages.parts import Element, option

USEFUL: Final = "useful"
NOT_USEFUL: Final = "not"
SEE: Final = "see"
_APART: Final = ";"


@dataclass(frozen=True, slots=True)
class Vote:
    """An entry that was chosen: what it does, at which line of which digest."""

    deed: str
    line: str
    digest: str


def line_of(account_id: int) -> str:
    """What a customer's line is called in a vote."""
    return f"ACC-{account_id}"


def account_of(line: str) -> int | None:
    """The customer a line is about, if it is about one."""
    number = line.removeprefix("ACC-")
    return int(number) if line != number and number.isascii() and number.isdigit() and len(number) < 10 else None


def vote_menu(digest: str, line: str) -> Element:
    """Useful, not useful, and for a customer the way to all that is known of its health."""
    entries = [(USEFUL, "Useful"), (NOT_USEFUL, "Not useful")]
    if account_of(line) is not None:
        entries.append((SEE, "See health"))
    options = [option(label, _APART.join((deed, line, digest))) for deed, label in entries]
    return {"type": "overflow", "action_id": ids.DIGEST_VOTE, "options": options}


def read_vote(chosen: str | None) -> Vote | None:
    """What was chosen; None for anything that no menu of ours carries."""
    deed, _, rest = (chosen or "").partition(_APART)
    line, _, digest = rest.partition(_APART)
    known = deed in {USEFUL, NOT_USEFUL, SEE} and line and digest and len(rest) < 150
    return Vote(deed, line, digest) if known else None
