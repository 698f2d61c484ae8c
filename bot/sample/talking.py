"""Conversations and survey answers over two years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import cycle
from random import Random

from bot.sample.days import Days, at
from bot.sample.story import Answer, Known, Talk
from reviews.facts import Direction, SurveyKind, TookPart, TouchKind


def talk(
    day: date,
    who: Known,
    ours: str,
    about: str,
    *,
    kind: TouchKind = TouchKind.CALL,
    direction: Direction = Direction.BOTH,
    took_part: TookPart | None = None,
    hour: int = 13,
) -> Talk:
    """One person and us, once."""
    return Talk(at(day, hour, 30), who.name, who.level, kind, direction, ours, about, took_part)


def meeting(
    day: date,
    ours: str,
    about: str,
    came: Iterable[Known],
    declined: Iterable[Known] = (),
    absent: Iterable[Known] = (),
) -> tuple[Talk, ...]:
    """A meeting: who came, who declined, and who did not turn up."""
    parts = ((came, TookPart.ATTENDED), (declined, TookPart.DECLINED), (absent, TookPart.ABSENT))
    return tuple(
        talk(day, who, ours, about, kind=TouchKind.MEETING, took_part=part, hour=9)
        for group, part in parts
        for who in group
    )


def regular(
    days: Days,
    name: str,
    who: Sequence[Known],
    ours: str,
    about: Sequence[str],
    *,
    every: int,
    first: int,
    last: int = 3,
    kind: TouchKind = TouchKind.CALL,
    direction: Direction = Direction.BOTH,
) -> tuple[Talk, ...]:
    """One conversation each `every` days from `first` days ago until `last` days ago, the people and subjects in turn.

    Nobody is spoken with before they were there, or after they left.
    """
    random = Random(f"{name} {kind} {every}")  # noqa: S311 - believable, not secret
    people, subjects = cycle(who), cycle(about)
    found: list[Talk] = []
    for back in range(first, last - 1, -every):
        day = days.ago(max(last, back + random.randint(-2, 2)))
        there = [each for each in who if each.is_there(day)]
        if there:
            found.append(
                talk(
                    day,
                    next(each for each in people if each in there),
                    ours,
                    next(subjects),
                    kind=kind,
                    direction=direction,
                    hour=random.randint(8, 15),
                )
            )
    return tuple(found)


def answers(
    days: Days,
    survey: SurveyKind,
    who: Known,
    scores: Sequence[int],
    *,
    every: int,
    last: int,
    words: str | None = None,
) -> tuple[Answer, ...]:
    """One person's answers, the oldest first, `every` days apart and the newest `last` days ago, which has `words`."""
    found = []
    for place, score in enumerate(scores):
        left = len(scores) - 1 - place
        day = days.ago(last + left * every)
        said = words if left == 0 else None
        found.append(Answer(at(day, 10, 5 + place), survey, score, who.name, who.level, said))
    return tuple(found)
