"""Three or four questions out of the evidence: direct, open, each with its fact, never two about the same."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.account_facts import AccountFacts
from reviews.brief import make_brief
from reviews.brief_model import BriefMaterial, DirectQuestion
from reviews.customer import Level
from reviews.direct_questions import ENOUGH, MOST, RULES
from reviews.model import Severity
from tests.builders import TODAY, account, days, gap, last_time
from tests.messages.brief_samples import AWAY, BROKEN_EXPORT, HEALTHY, LEAVING, NEW, NOTHING, POWER_USER
from tests.messages.goal_samples import at, goal
from tests.reviews.fact_builders import (
    answer,
    facts,
    months,
    usage,
)
from tests.reviews.question_table import OWED, TABLE, export

SAMPLES = {
    "broken export": BROKEN_EXPORT,
    "power user": POWER_USER,
    "healthy": HEALTHY,
    "executive away": AWAY,
    "new": NEW,
    "asks for exports": LEAVING,
}


def asked(known: AccountFacts | None = None, **held: Any) -> tuple[DirectQuestion, ...]:
    """The questions of a customer with goals, of whom nothing else is known than what is said."""
    given_: dict[str, Any] = {"goals": (at(goal(1, "Close in two days", due=days(90))),)}
    material = BriefMaterial(account=account(), facts=known or facts(), today=TODAY, **(given_ | held))
    return make_brief(material).questions


def first(known: AccountFacts | None = None, **held: Any) -> tuple[str, str]:
    """The heaviest question, and the fact beside it."""
    found = asked(known, **held)[0]
    return found.question, found.fact


@pytest.mark.parametrize("known", TABLE)
def test_evidence_becomes_a_question_with_its_fact(known: str) -> None:
    found, held, question, fact = TABLE[known]
    assert first(found, **held) == (question, fact)


@pytest.mark.parametrize("name", SAMPLES)
def test_each_sample_has_three_or_four_questions_and_each_names_its_fact(name: str) -> None:
    found = make_brief(SAMPLES[name]).questions
    assert ENOUGH <= len(found) <= MOST
    assert all(each.question.endswith("?") and each.fact for each in found)
    assert len({each.about for each in found}) == len(found)


def test_with_little_evidence_the_questions_name_what_is_not_known() -> None:
    found = make_brief(NOTHING).questions
    assert len(found) == ENOUGH
    assert all("no" in each.fact.split() for each in found)


def test_with_every_source_read_and_nothing_found_nothing_is_made_up() -> None:
    assert asked() == ()


def test_old_numbers_ask_nothing_about_today() -> None:
    assert asked(facts(usage=[usage(60, 1)])) == ()


def test_a_pattern_its_promise_and_its_gap_are_one_question() -> None:
    found = asked(
        facts(incidents=[export(85), export(24)]),
        last=last_time(promised=(OWED,)),
        gaps=(gap(9, "Month-end export breaks off", severity=Severity.BLOCKS),),
    )
    assert len(found) == 1


def test_one_fall_of_use_is_asked_about_once() -> None:
    found = asked(facts(usage=[*months(20, 20, 20, 10), *months(9, 9, 8, 4, team="Finance")]))
    assert len(found) == 1


def test_an_executive_s_low_answer_weighs_more_than_a_user_s() -> None:
    known = facts(surveys=[answer("Lea", 1), answer("Ines", 6, level=Level.EXECUTIVE)])
    assert first(known)[0].startswith("Ines gave 6 of 10")


def test_a_happy_user_asks_nothing() -> None:
    assert asked(facts(surveys=[answer("Lea", 10)])) == ()


def test_there_are_never_five() -> None:
    everything = [found for found, _, _, _ in TABLE.values()]
    known = facts(
        incidents=[each for found in everything for each in found.incidents],
        tickets=[each for found in everything for each in found.tickets],
        touches=[each for found in everything for each in found.touches],
        surveys=[each for found in everything for each in found.surveys],
        people=[each for found in everything for each in found.people],
        usage=months(20, 20, 20, 10),
    )
    found = asked(known, gaps=tuple(gap(n, f"Gap {n}", severity=Severity.BLOCKS) for n in range(1, 9)))
    assert len(found) == MOST


@given(st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_change_the_questions(random: Random) -> None:
    for material in SAMPLES.values():
        known = material.facts

        def mixed(many: tuple[Any, ...]) -> tuple[Any, ...]:
            return tuple(random.sample(many, len(many)))

        again = AccountFacts(
            known.today,
            incidents=mixed(known.incidents),
            usage=mixed(known.usage),
            tickets=mixed(known.tickets),
            touches=mixed(known.touches),
            surveys=mixed(known.surveys),
            contract=known.contract,
            people=mixed(known.people),
            reads=mixed(known.reads),
        )
        held = BriefMaterial(account=material.account, facts=again, today=TODAY, last=material.last, gaps=material.gaps)
        as_it_was = BriefMaterial(
            account=material.account, facts=known, today=TODAY, last=material.last, gaps=material.gaps
        )
        assert make_brief(held).questions == make_brief(as_it_was).questions


def test_every_rule_of_the_table_is_named_once() -> None:
    assert len(set(RULES)) == len(RULES)
