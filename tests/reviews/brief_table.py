"""Small histories, and what a brief says of them; and what reads a brief."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from reviews.account_facts import AccountFacts
from reviews.brief import make_brief
from reviews.brief_model import BriefMaterial
from reviews.facts import FactKind, Incident, TicketKind
from reviews.messages.brief import brief_message
from reviews.model import ActionState
from tests.builders import NAMES, NOW, TODAY, account, action, days, last_time
from tests.messages.brief_samples import (
    AWAY,
    BROKEN_EXPORT,
    HEALTHY,
    LEAVING,
    NEW,
    NOTHING,
    POWER_USER,
)
from tests.messages.reading import read
from tests.reviews.fact_builders import (
    DESK,
    all_read,
    answer,
    declined,
    does,
    executive,
    facts,
    incident,
    months,
    ticket,
    touch,
    usage,
    was_read,
)

SAMPLES = {
    "broken export": BROKEN_EXPORT,
    "power user": POWER_USER,
    "healthy": HEALTHY,
    "executive away": AWAY,
    "new": NEW,
    "asks for exports": LEAVING,
    "nothing known": NOTHING,
}


def material(known: AccountFacts | None = None, **held: Any) -> BriefMaterial:
    return BriefMaterial(account=account(), facts=known or facts(), today=TODAY, names=NAMES, **held)


def told(of: BriefMaterial) -> str:
    """What a person reads, without what is heard."""
    return read(brief_message(make_brief(of))).split("\n", 1)[1]


def line(of: BriefMaterial, word: str) -> str:
    """The first line that has a word in it."""
    return next(each for each in told(of).splitlines() if word in each)


def export(ago: int, **fields: Any) -> Incident:
    return incident("Export", ago, **({"id": ago, "workflow": "month-end export", "felt_by": "finance"} | fields))


KEPT = action(29, "Name a second contact", state=ActionState.DONE, ended_at=NOW - timedelta(days=50))
LATE = action(31, "Fix the export", owner="U2", due=days(-4), first_due=days(-55), moves=2)
OPEN = action(34, "Send the checklist", due=days(6), first_due=days(6))

PROMISES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "no review yet": ({}, ["*Promises*: none yet, there was no review"]),
    "nothing promised": ({"last": last_time()}, ["*Promised last time* (Tue 25 Aug): nothing was promised"]),
    "all kept": (
        {"last": last_time(promised=(KEPT,))},
        ["1 promised, 1 kept", "• Kept: Name a second contact (Mon 5 Oct)"],
    ),
    "late after two moves": (
        {"last": last_time(promised=(LATE,))},
        [
            "1 promised, none kept, 1 moved, *1 late*",
            "• Late: A-31 Fix the export, Omar, first due Wed 30 Sep, moved twice to Fri 20 Nov",
        ],
    ),
    "still open": (
        {"last": last_time(promised=(OPEN, KEPT))},
        ["2 promised, 1 kept, 1 still open", "• Open: A-34 Send the checklist, Nina, Mon 30 Nov"],
    ),
    "promised before the first review": (
        {"actions": (OPEN,)},
        ["*Promised since the start*: 1 promised, none kept, 1 still open"],
    ),
    "blocked past its day is open, not late": (
        {"last": last_time(promised=(replace(LATE, state=ActionState.BLOCKED),))},
        ["1 promised, none kept, 1 moved, 1 still open", "• Open: A-31"],
    ),
}
INCIDENTS: dict[str, tuple[AccountFacts, list[str]]] = {
    "none, as a source says": (
        facts(),
        ["*Incidents*: Nothing reached Northwind in 13 weeks (zendesk, until Sat 21 Nov)"],
    ),
    "none, and no source says so": (facts(reads=()), ["*Incidents*: ⚪ unknown: no incident log was read"]),
    "none, and the source is old": (
        facts(reads=all_read(40)),
        ["*Incidents*: ⚪ unknown: zendesk was last read up to Thu 15 Oct"],
    ),
    "none, somebody's old word": (
        facts(reads=(was_read(FactKind.INCIDENT, 40, "slack"),)),
        ["*Incidents*: ⚪ unknown: the last word on incidents is of Thu 15 Oct"],
    ),
    "none, somebody's word": (
        facts(reads=(was_read(FactKind.INCIDENT, 1, "slack"),)),
        ["Nothing reached Northwind in 13 weeks (noted here, until Mon 23 Nov)"],
    ),
    "a pattern and one more": (
        facts(incidents=[export(85, fixed=30), export(55), export(24, fixed=52), incident("Login slow", 12)]),
        [
            "*Incidents*: 4 incidents felt in 13 weeks, 1 pattern, 1 came once",
            "• *Month-end export* failed 3 times: 31 Aug, 30 Sep, 31 Oct; acknowledged in 30 min; fixed in 30 h, "
            "at worst 2 days; felt by finance",
            "• Once: Login slow, 12 Nov; acknowledged in 30 min; fixed in 6 h",
        ],
    ),
    "one without a fix": (
        facts(incidents=[incident("Login slow", 12, fixed=None)]),
        [
            "1 incident felt in 13 weeks, nothing came back, *1 without a noted fix*",
            "• Once: Login slow, 12 Nov; *no fix noted*; acknowledged in 30 min",
        ],
    ),
    "only days are known": (
        facts(incidents=[incident("Login slow", 12, fixed=24, seen=0, day_only=True)]),
        ["Login slow, 12 Nov; acknowledged the same day; fixed the next day"],
    ),
    "noted by hand, no log": (
        facts(incidents=[export(20, source="slack")], reads=()),
        [
            "1 incident felt in 13 weeks; ⚪ others unknown: no incident log was read",
            "• Once: Export, 4 Nov (I-20); acknowledged",
        ],
    ),
    "where it came from": (
        facts(incidents=[incident("Login slow", 12, link=f"{DESK}/12")]),
        [f"Login slow, <{DESK}/12|12 Nov>; ack"],
    ),
}
USE: dict[str, tuple[AccountFacts, list[str]]] = {
    "never counted": (facts(), ["*Use*: ⚪ unknown: no usage data"]),
    "counted long ago": (
        facts(usage=[usage(80, 11)]),
        ["*Use*: ⚪ unknown: the last numbers are 11 of 40 seats active in 30 days, until Sat 5 Sep, zendesk"],
    ),
    "against last quarter and their usual": (
        facts(usage=months(26, 26, 26, 11, active_90=24)),
        [
            "*Use*: 11 of 40 seats active in 30 days, 24 in 90 (until Sat 31 Oct, zendesk); 26 last quarter, usually "
            "26",
            "• 58% fewer than last quarter",
        ],
    ),
    "for the first time": (
        facts(usage=[usage(5, 11, link=f"{DESK}/u")]),
        [f"11 of 40 seats active in 30 days (<{DESK}/u|until Thu 19 Nov>); nothing to compare with yet"],
    ),
    "only who logged in": (
        facts(usage=[usage(5, 40)]),
        ["• Only logins are known: they do not say what people do"],
    ),
    "one person": (
        facts(usage=[usage(5, 6, key_actions=(does("Hours signed off", 9, 1), does("Rotas", 2, 4)))]),
        [
            "• Every week: Rotas (2×, 4 people), Hours signed off (9×, 1 person)",
            "• *Hangs on one person*: Hours signed off",
        ],
    ),
    "one of three done by one": (
        facts(usage=[usage(5, 6, key_actions=(does("Hours", 9, 1), does("Rotas", 2, 4), does("Shifts", 2, 3)))]),
        ["• One person alone: Hours"],
    ),
    "work that leaves": (
        facts(usage=[usage(5, 6, key_actions=(does("CSV to a spreadsheet", 9, 2),))]),
        ["• Still done outside: CSV to a spreadsheet"],
    ),
    "by team": (
        facts(usage=[*months(20, 20, 20, 16), *months(9, 9, 8, 4, team="Finance"), *months(7, 7, 7, 7, team="Depot")]),
        ["• Finance 9 → 4 and 1 more team"],
    ),
}
TICKETS: dict[str, tuple[AccountFacts, list[str]]] = {
    "none, as a source says": (facts(), ["*Tickets*: none in 26 weeks (zendesk, until Sat 21 Nov)"]),
    "none, and no source says so": (facts(reads=()), ["*Tickets*: ⚪ unknown: no tickets were read"]),
    "not read lately": (
        facts(tickets=[ticket("Old", 100), ticket("New", 80)], reads=all_read(60)),
        ["*Tickets*: ⚪ unknown, zendesk was last read up to Fri 25 Sep; 1 known of 13 weeks"],
    ),
    "open ones": (
        facts(tickets=[ticket("Totals", 20, solved=False, reopened=1), ticket("New", 2, solved=False)]),
        [
            "2 in 13 weeks, none in the 13 before; 2 open, the oldest “Totals” for 20 days",
            "• 1 of the open ones had been solved before",
        ],
    ),
    "a fall": (
        facts(tickets=[ticket(word * 4, 100) for word in "abcdefgh"]),
        ["*Tickets*: none in 13 weeks, 8 in the 13 before", "• Far fewer than before: a warning, not good news"],
    ),
    "a turn": (
        facts(tickets=[ticket(word * 4, 9, TicketKind.CONTRACT) for word in "abc"]),
        ["• 3 of 3 ask for exports, data or terms, last “cccc”"],
    ),
    "a wish repeated": (
        facts(tickets=[ticket("Totals per site", ago, TicketKind.REQUEST) for ago in (41, 9)]),
        ["• Asked twice: “Totals per site” (14 Oct, 15 Nov)"],
    ),
    "work by hand": (
        facts(tickets=[ticket("We do it by hand", 9)]),
        ["• Speaks of work by hand: “We do it by hand”"],
    ),
}
PEOPLE: dict[str, tuple[AccountFacts, list[str]]] = {
    "nobody, as a source says": (facts(), ["*People*: nobody was heard from in 26 weeks"]),
    "nobody, and no source says so": (facts(reads=()), ["*People*: ⚪ unknown: no conversations were noted"]),
    "some": (
        facts(touches=[touch("Dana", 7), touch("Raj", 120)]),
        ["*People*: heard from 1 person in 13 weeks, 1 in the 13 before; last Dana, 17 Nov"],
    ),
    "somebody without a name": (facts(touches=[touch("", 7)]), ["heard from somebody in 13 weeks"]),
    "a word noted by hand, no log": (
        facts(touches=[touch("Dana", 7)], reads=()),
        ["*People*: ⚪ heard from 1 person in 13 weeks, others unknown; last Dana, 17 Nov"],
    ),
    "an executive who declines": (
        facts(
            touches=[declined("Ines", 9), declined("Ines", 40)],
            people=[executive("Ines", heard_on=days(-150))],
        ),
        ["• Executive Ines: not since Sat 27 Jun, declined 15 Oct, 15 Nov"],
    ),
    "answers": (
        facts(surveys=[answer("Lea", 9, words="Fine", link=f"{DESK}/s")]),
        [f"• Lea gave <{DESK}/s|9 of 10>, 25 Oct: “Fine”"],
    ),
}
OF_FACTS = {
    f"{part}: {name}": row
    for part, table in (("incidents", INCIDENTS), ("use", USE), ("tickets", TICKETS), ("people", PEOPLE))
    for name, row in table.items()
}
