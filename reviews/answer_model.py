"""What an answer to a nudge says: deeds that can be recorded, and questions that hold all that was understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reviews.mentions import Mention


class Deed(StrEnum):
    """What a person says about one item."""

    DONE = "done"
    MOVE = "move"
    BLOCKED = "blocked"
    WAITING = "waiting"  # for the customer
    NOT_MINE = "not_mine"
    WONT_DO = "wont_do"
    SNOOZE = "snooze"  # ask again on a day; the promise stays
    STILL_ON = "still_on"  # nothing changes, but it is an answer
    CLEARED = "cleared"  # not blocked any more


class Asking(StrEnum):
    """What has to be asked before something is recorded."""

    WHICH_ITEM = "which_item"
    WHICH_DATE = "which_date"
    IS_IT_DONE = "is_it_done"
    WHICH_PERSON = "which_person"
    WHY = "why"
    WHAT = "what"


@dataclass(frozen=True, slots=True)
class Shown:
    """One row of the list as the person saw it; `ref` is "A-31" or "G-4"."""

    number: int
    ref: str
    what: str
    due: date | None
    blocked: bool = False
    account: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to record. `why` is in the person's own words; a plain name in `person` is not looked up yet, and
    has no place in the text (0, 0).

    NOT_MINE without a person hands back; the date of BLOCKED, WAITING and SNOOZE is the day to ask again.
    """

    ref: str
    deed: Deed
    date: date | None = None
    why: str | None = None
    person: Mention | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked back, as plain text not yet escaped, with all that was understood, so that a button can finish it.

    `refs` are the items it may be about, `dates` the days to choose from.
    """

    asking: Asking
    text: str
    deed: Deed | None
    refs: tuple[str, ...]
    dates: tuple[date, ...] = ()
    date: date | None = None
    why: str | None = None
    person: Mention | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one reply says."""

    parts: tuple[Part, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def is_answer(self) -> bool:
        """Whether it says anything about the items: thanks and greetings do not."""
        return bool(self.parts or self.questions)
