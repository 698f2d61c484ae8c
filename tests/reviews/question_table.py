"""Evidence, and the question it becomes with the fact beside it."""

from __future__ import annotations

from typing import Any

from reviews.account_facts import AccountFacts
from reviews.customer import GoalState
from reviews.facts import TicketKind
from reviews.model import ActionState, Severity
from tests.builders import NOW, action, days, gap, last_time
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
