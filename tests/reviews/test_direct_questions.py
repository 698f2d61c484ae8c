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
from reviews.customer import GoalState, Level
from reviews.direct_questions import ENOUGH, MOST, RULES
from reviews.facts import TicketKind
from reviews.model import ActionState, Severity
from tests.builders import NOW, TODAY, account, action, days, gap, last_time
from tests.messages.brief_samples import AWAY, BROKEN_EXPORT, HEALTHY, LEAVING, NEW, NOTHING, POWER_USER
from tests.messages.goal_samples import at, goal
from tests.reviews.fact_builders import (
    answer,
    declined,
    does,
    executive,
    facts,
    incident,
    months,
    person,
    ticket,
    touch,
    usage,
)

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


def export(ago: int, number: int = 7, **fields: Any) -> Any:
    return incident("Export", ago, **({"id": number, "workflow": "month-end export", "felt_by": "finance"} | fields))


OWED = action(31, "Fix the month-end export", due=days(-4), first_due=days(-55), moves=2)
OTHER = action(40, "Train a second person", due=days(-4), first_due=days(-40))
DONE = action(29, "Name a second contact", state=ActionState.DONE, ended_at=NOW)

TABLE: dict[str, tuple[AccountFacts, dict[str, Any], str, str]] = {
    "what came back": (
        facts(incidents=[export(85), export(55), export(24)]),
        {},
        "Month-end export failed three times since Mon 31 Aug: who in finance makes up for it each time, and what "
        "does that cost them?",
        "I-7, Sat 31 Oct",
    ),
    "what came back, and what was promised about it": (
        facts(incidents=[export(85), export(24)]),
        {"last": last_time(promised=(OWED,))},
        "Month-end export failed twice since Mon 31 Aug, and what we promised for Wed 30 Sep is not there: who in "
        "finance makes up for it each time, and what does that cost them?",
        "I-7, Sat 31 Oct; A-31, moved twice",
    ),
    "what came back and has no fix": (
        facts(incidents=[export(85), export(24, fixed=None)]),
        {},
        "Month-end export failed twice and we noted no fix: is it still failing, and what can people not do because "
        "of it?",
        "I-7, Sat 31 Oct",
    ),
    "what came once and has no fix": (
        facts(incidents=[incident("Login loops", 4, id=9, fixed=None)]),
        {},
        "We noted no fix for “Login loops”: is it still failing, and what can people not do because of it?",
        "I-9, Fri 20 Nov",
    ),
    "what came once": (
        facts(incidents=[incident("Login loops", 4, id=9, workflow="login")]),
        {},
        "Login loops on Fri 20 Nov: did you hear from us soon enough?",
        "I-9, Fri 20 Nov",
    ),
    "a late promise": (
        facts(),
        {"last": last_time(promised=(OTHER,))},
        "“Train a second person” was promised for Thu 15 Oct and is not done: what has waiting for it cost you?",
        "A-40",
    ),
    "a promise kept": (
        facts(),
        {"last": last_time(promised=(DONE,))},
        "“Name a second contact” is done as promised: what is different for you since?",
        "A-29",
    ),
    "an executive who declines": (
        facts(touches=[declined("Ines Falk", 9), touch("Ines Falk", 120)], people=[executive("Ines Falk")]),
        {},
        "We have not heard from Ines Falk since Mon 27 Jul: what would bring them back, and who decides now?",
        "declined once",
    ),
    "a champion who left": (
        facts(people=[person("Pia Sommer", champion=True, left_on=days(-20))]),
        {},
        "Pia Sommer spoke for this and left on Wed 4 Nov: who would miss it now if it stopped?",
        "contacts, champion who left",
    ),
    "a gap that blocks": (
        facts(),
        {"gaps": (gap(9, "No export by cost centre", severity=Severity.BLOCKS),)},
        "“No export by cost centre”: how many people in finance does it stop, how often, and what do they do instead?",
        "G-9",
    ),
    "a gap people work around": (
        facts(),
        {"gaps": (gap(9, "No export by cost centre", severity=Severity.WORKAROUND),)},
        "Who still works around “No export by cost centre”, and how long does it take them?",
        "G-9",
    ),
    "a team that went": (
        facts(usage=[*months(20, 20, 20, 15, seats=None), *months(9, 9, 8, 4, team="finance")]),
        {},
        "Finance went from 9 to 4 people: what do the others use now?",
        "usage until Sat 31 Oct",
    ),
    "everybody went": (
        facts(usage=months(20, 20, 20, 10, seats=None)),
        {},
        "20 people worked with it last quarter, 10 do now: where did they go?",
        "usage until Sat 31 Oct",
    ),
    "one person": (
        facts(usage=[usage(24, 1, seats=None)]),
        {},
        "One person works with it: what happens when they are away for two weeks?",
        "usage until Sat 31 Oct",
    ),
    "what one person does": (
        facts(usage=[usage(24, 4, seats=None, key_actions=(does("Hours signed off", 9, 1), does("Rotas", 3, 4)))]),
        {},
        "Hours signed off is done by one person alone: who takes over when they are away?",
        "usage until Sat 31 Oct",
    ),
    "work that leaves": (
        facts(usage=[usage(24, 4, seats=None, key_actions=(does("CSV to a spreadsheet", 9, 3),))]),
        {},
        "“CSV to a spreadsheet” 9 times a week: what do people do with it there that they cannot do here?",
        "usage until Sat 31 Oct",
    ),
    "seats nobody sits on": (
        facts(usage=[usage(24, 16, seats=40)]),
        {},
        "24 of 40 seats were idle for 30 days: who were they meant for, and what keeps them away?",
        "usage until Sat 31 Oct",
    ),
    "growth": (
        facts(usage=months(10, 10, 10, 20, seats=None)),
        {},
        "10 people became 20: which team is next, and what do they need first?",
        "usage until Sat 31 Oct",
    ),
    "a turn to data and terms": (
        facts(tickets=[ticket(word, 10, TicketKind.DATA) for word in ("Copy", "Archive", "Ledger")]),
        {},
        "3 of 3 tickets ask for exports, data or terms: what are you building with it elsewhere?",
        "ticket of Sat 14 Nov",
    ),
    "a wish repeated": (
        facts(tickets=[ticket("Totals per site", ago, TicketKind.REQUEST) for ago in (9, 40)]),
        {},
        "“Totals per site” was asked twice: what would you do with it that you cannot do today?",
        "ticket of Sun 15 Nov",
    ),
    "a question repeated": (
        facts(tickets=[ticket("How do I add a role?", ago) for ago in (9, 40)]),
        {},
        "“How do I add a role?” was asked twice: where do people get stuck?",
        "ticket of Sun 15 Nov",
    ),
    "fewer tickets": (
        facts(tickets=[ticket(word * 3, 100) for word in "abcdefgh"]),
        {},
        "Tickets went from 8 to 0 in a quarter: is it working better, or have people stopped asking?",
        "ticket of Sun 16 Aug",
    ),
    "a goal that is late": (
        facts(),
        {"goals": (at(goal(1, "Close in two days", due=days(-9), state=GoalState.OPEN)),)},
        "You wanted “Close in two days” by Sun 15 Nov: is that still the goal, and what is in the way?",
        "goal, late",
    ),
    "a low answer": (
        facts(surveys=[answer("Farid", 4, words="The export again")]),
        {},
        "Farid gave 4 of 10 (“The export again”): what would have to change first?",
        "survey, Sun 25 Oct",
    ),
}


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
