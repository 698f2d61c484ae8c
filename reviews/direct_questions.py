"""Three or four questions to ask the customer, made from the evidence by rules. Each names the fact it came from.

A rule looks at one thing and gives at most a few questions with a weight; the heaviest are asked, never two about the
same thing. Where little is known, the question is about what is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from reviews import question_rules as rules
from reviews import question_rules_unknown as unknown
from reviews import question_rules_use as of_use
from reviews.alike import is_alike, words_of
from reviews.brief_model import BriefSheet, DirectQuestion
from reviews.question_words import Weighed

MOST: Final = 4
ENOUGH: Final = 3
Rule = Callable[[BriefSheet], Iterator[Weighed]]

OF_USE: Final[tuple[Rule, ...]] = (
    of_use.fewer_people,
    of_use.hangs_on_one,
    of_use.done_outside,
    of_use.after_onboarding,
    of_use.seats_unused,
    of_use.more_people,
    of_use.rests_on,
)
"""Numbers that are old or cannot be right ask nothing about today."""
RULES: Final[tuple[Rule, ...]] = (
    rules.not_fixed,
    rules.came_back,
    rules.still_promised,
    rules.executive_away,
    rules.champion_gone,
    rules.blocks_work,
    of_use.turned_to_leaving,
    of_use.never_shown,
    of_use.asked_again,
    of_use.gone_quiet,
    rules.goal_behind,
    rules.low_answer,
    rules.came_once,
    rules.kept_promise,
)
FILLING: Final[tuple[Rule, ...]] = (
    unknown.use_unknown,
    unknown.incidents_unknown,
    unknown.people_unknown,
    unknown.tickets_unknown,
    unknown.goals_unknown,
)
"""Asked only where the evidence does not give enough."""


def direct_questions(sheet: BriefSheet) -> tuple[DirectQuestion, ...]:
    """At most four, the heaviest first. With fewer than three, up to three with what is not known."""
    speaks = not sheet.usage.is_stale and not sheet.usage.is_doubtful
    found = _chosen(_asked(sheet, (*RULES, *OF_USE) if speaks else RULES), (), MOST)
    return found if len(found) >= ENOUGH else _chosen(_asked(sheet, FILLING), found, ENOUGH)


def _asked(sheet: BriefSheet, asking: Iterable[Rule]) -> list[DirectQuestion]:
    weighed = [(-each.weight, place, each.question) for place, rule in enumerate(asking) for each in rule(sheet)]
    return [question for _, _, question in sorted(weighed, key=lambda each: (each[0], each[1], each[2].question))]


def _chosen(
    questions: Iterable[DirectQuestion], already: tuple[DirectQuestion, ...], most: int
) -> tuple[DirectQuestion, ...]:
    """The first of them that are about different things."""
    chosen = list(already)
    for each in questions:
        if len(chosen) == most:
            break
        if not any(_same(each, other) for other in chosen):
            chosen.append(each)
    return tuple(chosen)


def _same(one: DirectQuestion, other: DirectQuestion) -> bool:
    """Whether two ask about the same fact, or about the same thing in other words."""
    if one.about == other.about:
        return True
    return bool(one.topic and other.topic) and is_alike(words_of(one.topic), words_of(other.topic))
