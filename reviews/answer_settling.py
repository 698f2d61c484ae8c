"""From clauses to what is recorded and what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reviews import answer_questions as ask
from reviews.answer_clauses import Clause
from reviews.answer_heard import Heard
from reviews.answer_model import Asking, Deed, Part, Question, Reading, Shown
from reviews.dates import DateRead


@dataclass(frozen=True, slots=True)
class _About:
    """A clause with the items it is about; None when that has to be asked."""

    clause: Clause
    heard: Heard
    refs: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Settler:
    """Settles clauses about one list on one day."""

    shown: Sequence[Shown]
    today: date
    holidays: frozenset[date]

    def settle(self, clauses: Sequence[Clause]) -> Reading:
        """Record what is said once and plainly, ask about the rest."""
        said = [self._about(clause, clause.heard, clauses) for clause in clauses if clause.heard]
        twice = self._twice(said)
        parts: list[Part] = []
        questions = [ask.two_answers(self.shown, ref, deeds) for ref, deeds in twice.items()]
        for each in said:
            refs = tuple(ref for ref in each.refs or () if ref not in twice)
            if each.refs is None:
                questions.append(
                    ask.which_item(self.shown, each.heard, each.clause.named.missing if each.clause.named else ())
                )
            elif refs:
                found = self._one(refs, each)
                parts += found.parts
                questions += found.questions
        unheard = [clause for clause in clauses if not clause.heard]
        questions += [ask.what(self.shown, self._left(clause, said), clause.text) for clause in unheard]
        return Reading(tuple(dict.fromkeys(parts)), tuple(questions))

    def _about(self, clause: Clause, heard: Heard, clauses: Sequence[Clause]) -> _About:
        named = clause.named
        if named is None:
            return _About(clause, heard, self._only(heard))
        if named.missing:
            return _About(clause, heard, None)
        if not named.rest:
            return _About(clause, heard, named.refs)
        taken = {ref for other in clauses if other.named for ref in other.named.refs}
        left = tuple(each.ref for each in self.shown if each.ref not in taken)
        return _About(clause, heard, left if taken and left else None)

    def _only(self, heard: Heard) -> tuple[str, ...] | None:
        """The item a clause is about that names none: the only one, or the only one that can be cleared."""
        if len(self.shown) == 1:
            return (self.shown[0].ref,)
        blocked = tuple(each.ref for each in self.shown if each.blocked)
        return blocked if heard.deed is Deed.CLEARED and len(blocked) == 1 else None

    def _twice(self, said: Sequence[_About]) -> dict[str, tuple[Deed, ...]]:
        """Items that got two answers which do not agree."""
        heard: dict[str, list[Heard]] = {}
        for each in said:
            for ref in each.refs or ():
                heard.setdefault(ref, []).append(each.heard)
        return {
            ref: tuple(each.deed or Deed.STILL_ON for each in answers)
            for ref, answers in heard.items()
            if any(each != answers[0] for each in answers)
        }

    def _left(self, clause: Clause, said: Sequence[_About]) -> tuple[str, ...]:
        """The items that words nobody understood may be about."""
        taken = {ref for each in said for ref in each.refs or ()}
        return tuple(each.ref for each in self.shown if each.ref not in taken)

    def _one(self, refs: tuple[str, ...], about: _About) -> Reading:
        heard = about.heard
        if heard.deed is None or heard.asking is Asking.WHAT:
            return Reading((), (ask.what(self.shown, refs, about.clause.text, heard),))
        if heard.asking is Asking.IS_IT_DONE:
            return Reading((), (ask.is_it_done(self.shown, refs, heard),))
        if heard.asking is Asking.WHICH_PERSON:
            return Reading((), (ask.which_person(self.shown, refs, heard),))
        if heard.asking is Asking.WHICH_DATE or not isinstance(heard.when, DateRead | None):
            return Reading((), (self._which_date(refs, heard),))
        if heard.deed is Deed.MOVE:
            return self._moved(refs, heard)
        if heard.asking is Asking.WHY:
            return Reading((), (ask.why(self.shown, refs, heard, self.today),))
        return Reading(tuple(self._part(ref, heard) for ref in refs))

    def _which_date(self, refs: tuple[str, ...], heard: Heard) -> Question:
        soon = ask.next_working_days(self.today, self.holidays)
        known = (heard.when.date,) if isinstance(heard.when, DateRead) else ()
        return ask.which_date(self.shown, refs, heard, known or soon)

    def _moved(self, refs: tuple[str, ...], heard: Heard) -> Reading:
        """Keep what the day does not change; ask why for the rest when no reason was given."""
        day = heard.when.date if isinstance(heard.when, DateRead) else None
        due = {each.ref: each.due for each in self.shown}
        kept = tuple(
            ref for ref in refs if day and (limit := due[ref]) and (day == limit or (heard.plan and day < limit))
        )
        moved = tuple(ref for ref in refs if ref not in kept)
        parts = [Part(ref, Deed.STILL_ON) for ref in kept]
        if not moved:
            return Reading(tuple(parts))
        if heard.asking is Asking.WHY or not heard.why:
            return Reading(tuple(parts), (ask.why(self.shown, moved, heard, self.today),))
        return Reading((*parts, *(self._part(ref, heard) for ref in moved)))

    def _part(self, ref: str, heard: Heard) -> Part:
        day = heard.when.date if isinstance(heard.when, DateRead) else None
        return Part(ref, heard.deed or Deed.STILL_ON, day, heard.why, heard.person)

    def ask_all(self, clauses: Sequence[Clause], said: str) -> Reading:
        """Record nothing, and ask about everything in one question."""
        heard = [self._about(clause, clause.heard, clauses) for clause in clauses if clause.heard]
        refs = tuple(dict.fromkeys(ref for each in heard for ref in each.refs or ()))
        every = refs or tuple(each.ref for each in self.shown)
        if len(heard) == 1 and heard[0].heard.deed is Deed.DONE and len(every) == 1:
            return Reading((), (ask.is_it_done(self.shown, every, heard[0].heard),))
        return Reading((), (ask.what(self.shown, every, said, heard[0].heard if len(heard) == 1 else None),))
