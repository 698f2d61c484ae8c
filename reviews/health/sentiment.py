"""What they say when asked, weighed by who says it. A promoter without a budget never offsets a silent executive."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final

from reviews.customer import Level
from reviews.facts import SurveyAnswer
from reviews.health.model import NotKnown, Part, Reading, Signal, SignalName, View
from reviews.health.sponsors import quiet_executives
from reviews.health.windows import counted, day_of, said_day, source_words
from reviews.touch_reading import is_low

_WEIGHT: Final = {Level.EXECUTIVE: 3, Level.MANAGER: 2, Level.USER: 1, None: 1}
_BELOW: Final = ((30, 0.6), (50, 0.4), (60, 0.25), (70, 0.1))
_LOW_EXECUTIVE: Final = 0.45
_FALLEN_BY: Final = 15
_FALLEN: Final = 0.2
_OLD: Final = timedelta(days=182)
_HUNDRED: Final = 100


def surveys(view: View) -> Reading:
    """Each person's newest answer of a year, from 0 to 100: executives count three times, managers twice."""
    answers = _newest_of_each(view.facts.surveys)
    if not answers:
        return NotKnown(SignalName.SURVEYS, Part.SENTIMENT, "Nobody answered a survey in the last year.")
    mean, before = _mean(answers), _mean(_earlier(view.facts.surveys, answers))
    newest = max(answers, key=lambda each: (each.at, each.source_id, each.id))
    unhappy = [each for each in answers if each.level is Level.EXECUTIVE and is_low(each)]
    fell = before is not None and before - (mean or 0) >= _FALLEN_BY
    strength = next((strength for below, strength in _BELOW if (mean or 0) < below), 0.0)
    strength = max(strength, _LOW_EXECUTIVE if unhappy else 0.0, _FALLEN if fell else 0.0)
    on = day_of(newest.at)
    is_old = view.today - on > _OLD
    hollow = not strength and _is_hollow(view, answers)
    return Signal(
        name=SignalName.SURVEYS,
        part=Part.SENTIMENT,
        strength=strength,
        sentence=_words(view, answers, mean or 0, before, unhappy, hollow),
        number=round(mean or 0),
        threshold=70,
        source=source_words(newest.source),
        on=on,
        cannot_know="those who did not answer",
        link=newest.link,
        spoken_for=not is_old and not hollow,
    )


def _newest_of_each(answers: Iterable[SurveyAnswer]) -> list[SurveyAnswer]:
    last: dict[object, SurveyAnswer] = {}
    for each in sorted(answers, key=_order):
        last[_who(each)] = each
    return list(last.values())


def _earlier(answers: Iterable[SurveyAnswer], newest: Sequence[SurveyAnswer]) -> list[SurveyAnswer]:
    """What the same people said the time before."""
    kept = {id(each) for each in newest}
    return _newest_of_each(each for each in answers if id(each) not in kept)


def _who(answer: SurveyAnswer) -> object:
    return answer.contact_id or (answer.person or "").casefold() or (answer.source_id, answer.id)


def _order(answer: SurveyAnswer) -> tuple[object, ...]:
    return answer.at, answer.source_id, answer.id


def _mean(answers: Sequence[SurveyAnswer]) -> float | None:
    weight = sum(_WEIGHT[each.level] for each in answers)
    if not weight:
        return None
    return sum(_WEIGHT[each.level] * _scaled(each) for each in answers) / weight


def _scaled(answer: SurveyAnswer) -> float:
    return min(_HUNDRED, max(0.0, _HUNDRED * answer.score / answer.best)) if answer.best > 0 else 0.0


def _is_hollow(view: View, answers: Sequence[SurveyAnswer]) -> bool:
    """Good answers say nothing where the executives have gone quiet and none of them answered."""
    quiet, _ = quiet_executives(view)
    return bool(quiet) and not any(each.level is Level.EXECUTIVE for each in answers)


def _words(
    view: View,
    answers: Sequence[SurveyAnswer],
    mean: float,
    before: float | None,
    unhappy: Sequence[SurveyAnswer],
    hollow: bool,
) -> str:
    newest = max(day_of(each.at) for each in answers)
    then = f", {before:.0f} the time before" if before is not None else ""
    head = (
        f"{mean:.0f} of 100 from {counted(len(answers), 'answer')} of a year{then} (last on {said_day(view, newest)})"
    )
    who = f"; {unhappy[0].person or 'an executive'} (executive) is unhappy" if unhappy else ""
    empty = "; but no executive answered, and theirs have gone quiet" if hollow else ""
    old = "; older than half a year" if view.today - newest > _OLD else ""
    return f"{head}{who}{empty}{old}"
