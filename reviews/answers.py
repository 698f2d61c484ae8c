"""How people answer a nudge in plain words.

    >>> from datetime import date
    >>> shown = [Shown(1, "A-31", "Export fix", date(2026, 11, 19)), Shown(2, "A-34", "Send checklist", None)]
    >>> reading = read_answer("1 done, 2 friday because legal is late", shown, today=date(2026, 11, 24), order=None)
    >>> [(part.ref, part.deed.value, part.why) for part in reading.parts]
    [('A-31', 'done', None), ('A-34', 'move', 'legal is late')]

Nothing is guessed. A clause counts only when all of its words are understood; only a reason may be free text.
What is left open comes back as a question that holds all that was understood. Greetings and thanks are no answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from reviews.answer_clauses import Clause, Listener
from reviews.answer_heard import Ear
from reviews.answer_items import find_named
from reviews.answer_model import Asking, Deed, Part, Question, Reading, Shown
from reviews.answer_questions import what
from reviews.answer_settling import Settler
from reviews.answer_small_talk import is_about_work, is_chatter, is_taken_back
from reviews.answer_text import LONGEST, Words, prepare
from reviews.dates import DayOrder

__all__ = ["Asking", "Deed", "Part", "Question", "Reading", "Shown", "read_answer"]

_MOST_SHOWN = 50
# What nobody understood may turn what was; less so where it begins with the number of another item.
_MAY_TURN = re.compile(
    r"\b(?:maybe|perhaps|probably|hopefully|if|unless|almost|nearly|never|but|when|once|until|once|think|guess|supposed)\b"
)
_SMALL = frozenset({None, Deed.STILL_ON})
_TURNS = re.compile(r"\b(?:no|not|wait|actually|sorry|instead|rather|meant|mean|only|except|or)\b|n't\b")


def read_answer(
    text: str,
    shown: Sequence[Shown],
    *,
    today: date,
    order: DayOrder | None,
    holidays: frozenset[date] = frozenset(),
) -> Reading:
    """Read a reply, as Slack sends it, about the list as it was shown to that person.

    `today` is their own day, `order` settles 5/6. Never raises; of a very long text only a question comes back.
    """
    rows = list(shown)[:_MOST_SHOWN]
    said = prepare(text)
    if is_chatter(said):
        return Reading()
    everything = tuple(each.ref for each in rows)
    if len(text) > LONGEST or not rows:
        return Reading((), (what(rows, everything, said.cased),)) if is_about_work(said) else Reading()
    clauses = Listener(rows, Ear(today, order, holidays)).clauses(said)
    return _settled(said, clauses, Settler(rows, today, holidays))


def _settled(said: Words, clauses: Sequence[Clause], settler: Settler) -> Reading:
    heard = [clause for clause in clauses if clause.heard]
    unheard = [clause for clause in clauses if not clause.heard]
    if not heard:
        return settler.ask_all((), said.cased) if is_about_work(said) else Reading()
    quoted = said.plain.startswith('"') and said.plain.endswith('"')
    turned = any(_turns(clause, settler.shown) for clause in unheard)
    if is_taken_back(said) or quoted or turned or _is_astray(heard):
        return settler.ask_all(clauses, said.cased)
    return settler.settle(clauses)


def _is_astray(heard: Sequence[Clause]) -> bool:
    """Whether a clause that names no item stands beside one that names a wrong one, or says too little by itself."""
    loose = [clause.heard for clause in heard if not clause.named and clause.heard]
    missing = any(clause.named and clause.named.missing for clause in heard)
    return bool(loose) and (missing or (len(heard) > len(loose) and any(each.deed in _SMALL for each in loose)))


def _turns(clause: Clause, shown: Sequence[Shown]) -> bool:
    """Whether words that were not understood may take back those that were."""
    text = clause.text.lower()
    first = next(iter(find_named(text, shown)), None)
    own = first is not None and first.loud and first.start == 0
    return bool(_TURNS.search(text)) or (not own and bool(_MAY_TURN.search(text)))
