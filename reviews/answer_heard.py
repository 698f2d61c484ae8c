"""What is shared by all that hears a clause: what was heard, and the words deeds are made of.

In a clause the items it names stand as `ITEM`, so that "2 is done" and "the export is done" look alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import islice

from reviews.answer_model import Asking, Deed
from reviews.answer_text import SLIP, TICK
from reviews.dates import DateReading, DayOrder
from reviews.mentions import Mention

ITEM = "¤"
IT = rf"(?:{ITEM}|it|this|that|them|these|those)(?: one)?"
"""What is done, moved or dropped."""
IS = (
    rf"(?:(?:{ITEM}|it|this|that|they|these|those)(?: one)?"
    r"(?:(?:'s|s|'re| is| are| was| were| has been| have been| got|'s been)(?= ))?(?: all)?(?: ?[:=,–→-])? )"
)
"""It is …"""
DONE = (
    rf"(?:done{SLIP}?|finished{SLIP}?|completed{SLIP}?|complete|shipped{SLIP}?|sent|delivered|closed|fixed|"
    rf"sorted|resolved|"
    r"merged|deployed|released|live|in prod(?:uction)?|handled|submitted|wrapped up|taken care of|dealt with|"
    rf"out the door|went out|went live|{TICK})"
)
PAST = (
    r"(?:yesterday|this morning|last (?:night|week|evening|month|mon(?:day)?|tues?(?:day)?|wed(?:nesday)?|"
    r"thu(?:rs)?(?:day)?|"
    r"fri(?:day)?)|(?:an?|\d{1,2}|two|three|a few|a couple of|few) (?:minutes?|mins?|hours?|hrs?|days?|weeks?) ago|"
    r"earlier(?: today| this week)?|already|just now|now|a while ago|here|too|as well|for real|at last|dusted)"
)
EASY = (
    r"(?:now|just|finally|already|also|all|officially|completely|totally|fully|both|only|is|are|has been|"
    r"have been|been|was)"
)
CUSTOMER = (
    r"(?:(?:the |our |my )?(?:customers?|clients?|cust)\b|their (?:side|end|team|it|legal|lawyers?|security|"
    r"finance|procurement|\w+)\b)"
)
BECAUSE = (
    r"(?:because of|because|due to|since|as|bc of|bcos|bcoz|bc|b/c|cuz of|cuz|coz|cos|'cause|cause of|"
    r"reason being|reason is|reason:?|given)"
)


@dataclass(frozen=True, slots=True)
class Ear:
    """Whose words these are, and what they can be about: customers' names and whether the items are blocked."""

    today: date
    order: DayOrder | None
    holidays: frozenset[date]
    accounts: tuple[str, ...] = ()
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """What one clause says. `asking` is set when it may not be recorded as it stands.

    `plan` marks a day that was told rather than a wish to move: nothing moves when it is not after the due day.
    """

    deed: Deed | None
    asking: Asking | None = None
    when: DateReading | None = None
    plan: bool = False
    why: str | None = None
    person: Mention | None = None


def first_cuts(shape: re.Pattern[str], text: str, most: int = 6) -> list[tuple[int, int]]:
    """The first places where `shape` cuts the text; what makes an answer stands near its start."""
    return [found.span() for found in islice(shape.finditer(text), most)]


def pattern(text: str) -> re.Pattern[str]:
    """Compile a whole-clause pattern; blanks in it are single blanks."""
    return re.compile(text)
