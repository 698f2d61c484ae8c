"""What was promised, and what stays broken. It is our own book, so it is known wherever anything was ever agreed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from math import prod
from typing import Final

from reviews.account_facts import QUARTER
from reviews.health.model import NotKnown, Part, Reading, Signal, SignalName, View
from reviews.health.windows import WEEKS, counted, day_of, said_day, start_of
from reviews.model import Action, ActionState, ChecklistMark, Gap, GapState, MarkColour, Question, Severity
from reviews.reasons import find_reason

TWO_QUARTERS: Final = timedelta(days=182)
_OURS: Final = "what was agreed here"
_NOTHING_AGREED: Final = "Nothing was ever agreed with them here: no review, no gap and no action."
_ONE_REASON_SAYS_NOTHING: Final = "other"
_LATE, _MOVED = 0.85, 0.92
"""What each late promise, and each that was moved twice or more, leaves of the part."""
_OFTEN_MOVED: Final = 2
_PART_OF: Final = {
    Question.RELIABILITY: Part.RELIABILITY,
    Question.USAGE: Part.USAGE,
    Question.WORKAROUNDS: Part.PROMISES,
    Question.OWNERS: Part.PROMISES,
}
_WEAK: Final = {MarkColour.YELLOW: 1, MarkColour.RED: 2}
_WEAK_STRENGTH: Final = {2: 0.25, 3: 0.4, 4: 0.5}
_ASKED_ABOUT: Final = {
    Question.RELIABILITY: "Reliability was",
    Question.USAGE: "Use was",
    Question.WORKAROUNDS: "Workarounds were",
    Question.OWNERS: "Owners and dates were",
}


def blocking_gaps(view: View) -> Reading:
    """Open gaps that block the customer's work, and for how long."""
    if not _anything(view):
        return NotKnown(SignalName.BLOCKING_GAPS, Part.PROMISES, _NOTHING_AGREED)
    blocking = [gap for gap in _open(view) if gap.severity is Severity.BLOCKS]
    others = len(_open(view)) - len(blocking)
    if not blocking:
        sentence = "No open gap blocks their work"
        sentence += f", {counted(others, 'other is', 'others are')} open" if others else ""
        return _ours(
            SignalName.BLOCKING_GAPS, min(0.2, 0.05 * others), sentence, 0, 1, _LOGGED, spoken_for=_is_spoken_for(view)
        )
    oldest = min(blocking, key=lambda gap: (gap.logged_at, gap.id))
    since = day_of(oldest.logged_at)
    is_old = view.today - since > TWO_QUARTERS
    gaps = counted(len(blocking), "open gap blocks", "open gaps block")
    age = "open over two quarters" if is_old else "open"
    sentence = f"{gaps} their work, the oldest {age} since {said_day(view, since)} (G-{oldest.id})"
    strength = min(0.85, 0.35 + 0.1 * (len(blocking) - 1) + 0.02 * min(others, 5) + (0.15 if is_old else 0))
    return _ours(
        *(SignalName.BLOCKING_GAPS, strength, sentence, len(blocking), 1, _LOGGED),
        link=oldest.link,
        spoken_for=_is_spoken_for(view),
    )


def repeated_gaps(view: View) -> Reading:
    """The same reason again, within 26 weeks."""
    if not _anything(view):
        return NotKnown(SignalName.REPEATED_GAPS, Part.PROMISES, _NOTHING_AGREED)
    still = {gap.reason for gap in _open(view)} - {None, _ONE_REASON_SAYS_NOTHING}
    often = Counter(gap.reason for gap in view.gaps if gap.reason in still)
    code, most = min(often.items(), key=lambda item: (-item[1], item[0] or ""), default=(None, 0))
    if most < 2:
        sentence = "No gap has come back for the same reason in 26 weeks"
        return _ours(SignalName.REPEATED_GAPS, 0, sentence, most, 2, _CODED, spoken_for=_is_spoken_for(view))
    known = find_reason(code or "")
    label = known.label if known else str(code)
    more = sum(number for number in often.values() if number > 1) - most
    sentence = f"{counted(most, 'gap')} for the same reason, “{label}”, open now or ended within 26 weeks"
    strength = min(0.6, 0.25 + 0.1 * (most - 2) + 0.05 * more)
    return _ours(SignalName.REPEATED_GAPS, strength, sentence, most, 2, _CODED, spoken_for=_is_spoken_for(view))


def broken_promises(view: View) -> Reading:
    """What is late now, and what was moved again and again."""
    if not view.actions:
        return NotKnown(SignalName.BROKEN_PROMISES, Part.PROMISES, "No action was ever logged for them.")
    late = sorted(
        (each for each in view.actions if each.state is ActionState.OPEN and each.due < view.today),
        key=lambda each: (each.due, each.id),
    )
    moved = [each for each in view.actions if each.moves >= _OFTEN_MOVED and _is_of_quarter(view, each)]
    strength = min(0.7, 1 - prod([_LATE] * len(late) + [_MOVED] * len(moved)))
    sentence = "; ".join([*_late_words(view, late), *_moved_words(moved), _kept_words(view)])
    said = (strength, sentence, len(late), 1, "promises made elsewhere")
    return _ours(SignalName.BROKEN_PROMISES, *said, spoken_for=_is_spoken_for(view))


def weak_twice(view: View) -> Reading:
    """The same question weak in both last reviews."""
    if len(view.marks) < 2:
        missing = "Two closed reviews are needed to say that a mark was weak twice."
        return NotKnown(SignalName.WEAK_TWICE, Part.PROMISES, missing)
    last, before = ({mark.question: mark for mark in marks} for marks in view.marks[:2])
    weak = [(_both(last[each], before[each]), each) for each in Question if each in last and each in before]
    weak = [each for each in weak if each[0] >= 2 and min(_depth(last[each[1]]), _depth(before[each[1]])) > 0]
    if not weak:
        return _ours(SignalName.WEAK_TWICE, 0, "No mark was weak in both last reviews", 0, 1, _MARKED)
    depth, question = max(weak, key=lambda each: each[0])
    colours = f"{before[question].colour.value}, then {last[question].colour.value}"
    sentence = f"{_ASKED_ABOUT[question]} weak in both last reviews ({colours})"
    strength = _WEAK_STRENGTH[depth] + 0.05 * (len(weak) - 1)
    on = last[question].at
    return Signal(
        *(SignalName.WEAK_TWICE, _PART_OF[question], strength, sentence, len(weak), 1),
        *("your own reviews", day_of(on), _MARKED),
    )


_LOGGED: Final = "gaps nobody logged"
_CODED: Final = "gaps that were given no reason"
_MARKED: Final = "what has changed since that review"


def _ours(
    name: SignalName,
    strength: float,
    sentence: str,
    number: float,
    threshold: float,
    cannot_know: str,
    *,
    link: str | None = None,
    spoken_for: bool = True,
) -> Signal:
    said = (name, Part.PROMISES, strength, sentence, number, threshold, _OURS, None, cannot_know, link)
    return Signal(*said, spoken_for=spoken_for)


def _anything(view: View) -> bool:
    return bool(view.reviewed_on or view.gaps or view.actions)


def _is_spoken_for(view: View) -> bool:
    """Whether there was a review, or a promise that ended. A first gap, or a first promise that is late, is only bad
    news: it must not make their promises known, and so better.
    """
    return view.reviewed_on is not None or any(each.ended_at is not None for each in view.actions)


def _open(view: View) -> list[Gap]:
    return [gap for gap in view.gaps if gap.state is GapState.OPEN]


def _is_of_quarter(view: View, action: Action) -> bool:
    return action.ended_at is None or action.ended_at >= start_of(view.today - QUARTER)


def _late_words(view: View, late: Sequence[Action]) -> list[str]:
    if not late:
        return []
    first = late[0]
    return [
        f"{counted(len(late), 'promise is', 'promises are')} late,"
        f" the oldest was due {said_day(view, first.due)} (A-{first.id})"
    ]


def _moved_words(moved: Sequence[Action]) -> list[str]:
    return [f"{counted(len(moved), 'was', 'were')} moved twice or more"] if moved else []


def _kept_words(view: View) -> str:
    ended = [each for each in view.actions if each.state is ActionState.DONE and _is_of_quarter(view, each)]
    if not ended:
        return "nothing was finished in 13 weeks"
    kept = sum(1 for each in ended if each.ended_at and day_of(each.ended_at) <= each.first_due)
    return f"{kept} of {len(ended)} kept by their first day in {WEEKS}"


def _depth(mark: ChecklistMark) -> int:
    return _WEAK.get(mark.colour, 0)


def _both(one: ChecklistMark, other: ChecklistMark) -> int:
    return _depth(one) + _depth(other)
