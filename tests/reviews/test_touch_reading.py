"""Who of the customer was heard from, who stays away, and whose answer weighs more."""

from __future__ import annotations

from typing import Any

import pytest

from reviews.customer import Level
from reviews.facts import Direction, FactKind, SurveyKind, TookPart, Touch
from reviews.touch_reading import is_low, read_touches, was_there
from tests.builders import days
from tests.reviews.fact_builders import answer, declined, executive, facts, person, touch, was_read


@pytest.mark.parametrize(
    ("fields", "there"),
    [
        ({"took_part": TookPart.ATTENDED}, True),
        ({"took_part": TookPart.DECLINED}, False),
        ({"took_part": TookPart.ABSENT}, False),
        ({"direction": Direction.THEIRS}, True),
        ({"direction": Direction.OURS}, False),
        ({"direction": Direction.OURS, "took_part": TookPart.ATTENDED}, True),
    ],
)
def test_a_mail_of_ours_is_not_a_word_from_them(fields: dict[str, Any], there: bool) -> None:
    assert was_there(touch("Dana", 5, **fields)) is there


def test_people_are_counted_once_and_by_quarter() -> None:
    found = read_touches(facts(touches=[touch("Dana", 5), touch("Dana", 9), touch("Raj", 30), touch("Ole", 100)]))
    assert (found.now, found.before) == (("Dana", "Raj"), ("Ole",))
    assert found.last
    assert found.last.person == "Dana"


@pytest.mark.parametrize(
    ("touches", "heard_on", "away"),
    [
        ([touch("Ines", 120)], None, True),
        ([touch("Ines", 20)], None, False),
        ([], days(-20), False),
        ([], days(-200), True),
        ([], None, True),
        ([declined("Ines", 20), touch("Ines", 120)], None, True),
        ([declined("Ines", 20), touch("Ines", 10)], None, False),
    ],
)
def test_an_executive_who_was_not_heard_from_this_quarter_stays_away(
    touches: list[Touch], heard_on: Any, away: bool
) -> None:
    found = read_touches(facts(touches=touches, people=[executive("Ines", heard_on=heard_on)]))
    assert bool(found.quiet) is away


def test_where_no_conversations_are_read_nobody_is_said_to_stay_away() -> None:
    held = {"touches": [touch("Ines", 120)], "people": [executive("Ines")]}
    assert read_touches(facts(**held, reads=())).quiet == ()
    assert read_touches(facts(**held, reads=(was_read(FactKind.TOUCH, 40),))).quiet == ()


def test_who_declined_stays_away_whether_or_not_a_source_was_read() -> None:
    (quiet,) = read_touches(facts(touches=[declined("Ines", 9)], people=[executive("Ines")], reads=())).quiet
    assert len(quiet.declined) == 1


def test_who_declined_comes_before_who_was_only_not_heard() -> None:
    known = [executive("Alan", heard_on=days(-300)), executive("Ines", heard_on=days(-100))]
    found = read_touches(facts(touches=[declined("Ines", 9)], people=known))
    assert [each.name for each in found.quiet] == ["Ines", "Alan"]


def test_an_executive_who_left_is_not_waited_for() -> None:
    assert read_touches(facts(people=[executive("Ines", left_on=days(-5))])).quiet == ()


@pytest.mark.parametrize(("left", "is_news"), [(-1, True), (-270, True), (-271, False)])
def test_a_champion_who_left_is_news_for_a_while(left: int, is_news: bool) -> None:
    found = read_touches(facts(people=[person("Pia", champion=True, left_on=days(left)), person("Raj", champion=True)]))
    assert bool(found.champions_left) is is_news


def test_answers_are_weighed_by_who_gave_them() -> None:
    user, boss = answer("Lea", 10), answer("Ines", 7, level=Level.EXECUTIVE)
    lead = answer("Raj", 2, level=Level.MANAGER)
    assert read_touches(facts(surveys=[user, lead, boss])).answers == (boss, lead, user)


def test_only_the_last_answer_of_a_person_counts() -> None:
    old, new = answer("Lea", 2, 200), answer("Lea", 9, 10)
    assert read_touches(facts(surveys=[new, old])).answers == (new,)


@pytest.mark.parametrize(
    ("score", "best", "survey", "low"),
    [(6, 10, "nps", True), (7, 10, "nps", False), (3, 5, "csat", False), (2, 5, "csat", True), (3.5, 7, "ces", True)],
)
def test_a_low_answer_is_known_on_every_scale(score: float, best: float, survey: str, low: bool) -> None:
    assert is_low(answer("Lea", score, best=best, survey=SurveyKind(survey))) is low
