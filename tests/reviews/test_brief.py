"""The two-minute brief: what it says of small histories, and what it never does whatever is known."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviews.account_facts import AccountFacts
from reviews.brief import make_brief
from reviews.brief_model import BriefMaterial
from reviews.facts import FactKind, Incident, Ticket, TicketKind
from reviews.messages.brief import MOST_WORDS, brief_fallback, brief_message
from reviews.messages.brief_lines import facts_lines, reliability_lines, suggested_evidence, usage_lines
from reviews.messages.brief_words import words_in
from reviews.messages.ids import FACT_LOG, FACTS_OPEN
from reviews.messages.limits import message_problems
from reviews.model import ActionState, Severity, StepName
from tests.builders import NAMES, NOW, TODAY, account, action, days, gap, last_time
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
SLOWLY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
UTC = make_brief(NOTHING).material.zone


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
        ["*Incidents*: ⚪ unknown: no incident log was read since zendesk, until Thu 15 Oct"],
    ),
    "none, somebody's word": (
        facts(reads=(was_read(FactKind.INCIDENT, 1, "slack"),)),
        ["Nothing reached Northwind in 13 weeks (noted here, until Mon 23 Nov)"],
    ),
    "a pattern and one more": (
        facts(incidents=[export(85, fixed=30), export(55), export(24, fixed=52), incident("Login slow", 12)]),
        [
            "*Incidents*: 4 incidents felt in 13 weeks, 1 pattern",
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
        ["*Tickets*: ⚪ unknown, no tickets were read since Fri 25 Sep (zendesk); 1 known of 13 weeks"],
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


@pytest.mark.parametrize("name", PROMISES)
def test_promises_are_said_as_they_stand(name: str) -> None:
    held, sentences = PROMISES[name]
    text = told(material(**held))
    assert [each for each in sentences if each not in text] == []


@pytest.mark.parametrize("name", OF_FACTS)
def test_a_small_history_is_said_in_a_few_words(name: str) -> None:
    known, sentences = OF_FACTS[name]
    text = told(material(known))
    assert [each for each in sentences if each not in text] == []


HEADLINES: dict[str, tuple[BriefMaterial, str]] = {
    "broken export": (BROKEN_EXPORT, "Month-end export failed 3 times in 13 weeks; 1 of 5 promises is late"),
    "power user": (POWER_USER, "Its use hangs on one person; 6 people last quarter, 4 now"),
    "healthy": (HEALTHY, "12 people last quarter, 19 now; all 3 promises kept"),
    "executive away": (AWAY, "Hanna Weiss has declined 3 times; their champion Pia Sommer has left"),
    "asks for exports": (LEAVING, "The one promise is late; tickets turn to exports, data and terms"),
    "nothing known": (NOTHING, "Little is known: neither use nor incidents"),
    "calm": (material(facts(usage=[usage(3, 9)])), "Nothing stands out in what is known"),
    "calm as far as anybody knows": (
        material(facts(usage=[usage(3, 9)], reads=(was_read(FactKind.INCIDENT),))),
        "Nothing stands out in what is known; not known: tickets and conversations",
    ),
    "one without a fix": (
        material(facts(incidents=[incident("Login slow", 12, fixed=None)])),
        "No fix noted for “Login slow”",
    ),
    "told twice, no workflow": (
        material(facts(incidents=[incident("Login page stays white", ago) for ago in (12, 40)])),
        "Login page stays white happened twice in 13 weeks",
    ),
    "gaps that block": (
        material(gaps=tuple(gap(n, severity=Severity.BLOCKS) for n in (1, 2))),
        "2 gaps block work",
    ),
}


@pytest.mark.parametrize("name", HEADLINES)
def test_the_worst_is_the_first_line(name: str) -> None:
    of, words = HEADLINES[name]
    assert brief_message(make_brief(of))["blocks"][0]["text"]["text"].splitlines()[1] == words


def test_the_review_s_day_is_said_until_it_has_passed() -> None:
    assert "*Northwind · review Thu 26 Nov*" in told(material(review_on=days(2)))
    assert "*Northwind · brief*" in told(material(review_on=days(-1)))
    assert "*Northwind · brief*" in told(material())


def test_what_is_missing_is_named_with_what_would_fill_it() -> None:
    known = facts(reads=(was_read(FactKind.TICKET), was_read(FactKind.INCIDENT, 60)))
    said = line(material(known), "Not known")
    assert "incident log (since Fri 25 Sep), usage and conversations" in said
    assert "`/review incident` or `/review usage` or `/review touch`" in said
    assert "tickets" not in said


def test_with_every_source_read_nothing_is_said_to_be_missing() -> None:
    assert "Not known" not in told(material(facts(usage=[usage(3, 9)])))


def test_a_brief_ends_with_what_to_do_next() -> None:
    buttons = brief_message(make_brief(BROKEN_EXPORT))["blocks"][-1]["elements"]
    assert [each["text"]["text"] for each in buttons] == ["Start review", "All facts", "Log incident"]
    assert [each["action_id"] for each in buttons][1:] == [FACTS_OPEN, FACT_LOG]


def test_a_slack_without_charts_gets_the_same_numbers_as_a_table() -> None:
    sheet = make_brief(BROKEN_EXPORT)
    assert brief_fallback(brief_message(sheet)) == brief_message(sheet, charted=False)
    kinds = {block["type"] for block in brief_message(sheet, charted=False)["blocks"]}
    assert "table" in kinds
    assert "data_visualization" not in kinds


def test_old_numbers_are_not_drawn() -> None:
    kinds = {
        block["type"] for block in brief_message(make_brief(material(facts(usage=months(9, 8, ago=80)))))["blocks"]
    }
    assert "data_visualization" not in kinds


def test_weekly_numbers_have_each_their_own_place_in_the_chart() -> None:
    weekly = facts(usage=[usage(7 * n, 10 + n) for n in range(12)])
    assert message_problems(brief_message(make_brief(material(weekly)))) == []


def shown_words(message: dict[str, Any]) -> int:
    """How many words a reader meets, buttons and chart aside."""
    texts = [block["text"]["text"] for block in message["blocks"] if block["type"] == "section"]
    texts += [each["text"] for block in message["blocks"] if block["type"] == "context" for each in block["elements"]]
    return words_in("\n".join(texts))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_brief_is_read_in_two_minutes(name: str) -> None:
    message = brief_message(make_brief(SAMPLES[name]))
    assert shown_words(message) <= MOST_WORDS
    assert len(message["blocks"]) < 30


VERBS = ("Upload", "Sync", "Search", "Approval", "Billing", "Import", "Invite", "Rota", "Printing", "Archive")
NOUNS = ("invoices", "orders", "sites", "teams", "labels", "costs", "shifts", "ledgers", "depots", "payroll")


def terrible(patterns: int = 60, unfixed: int = 40, late: int = 50, blocking: int = 30) -> BriefMaterial:
    """A customer of whom hundreds of bad things are known."""
    flows = [f"{verb} of {noun}" for noun in NOUNS for verb in VERBS]
    twice = [
        incident(f"{flow} went wrong", ago, workflow=flow, felt_by="finance, operations and the night shift")
        for flow in flows[:patterns]
        for ago in (70, 50, 30, 20, 10)
    ]
    left = [incident(each, 5 + n % 60, fixed=None) for n, each in enumerate(flows[60:][:unfixed])]
    wishes = [
        ticket(f"{flow} as a file for the auditors", ago, TicketKind.DATA, solved=False, reopened=1)
        for flow in flows
        for ago in (80, 40, 5)
    ]
    promised = tuple(
        action(100 + n, f"{flow} works again for everybody in finance", due=days(-5), first_due=days(-60), moves=3)
        for n, flow in enumerate(flows[:late])
    )
    held = facts(
        incidents=[*twice, *left],
        tickets=wishes,
        usage=[
            *months(*[60 - n for n in range(12)], key_actions=tuple(does(flow, 5, 1) for flow in flows[:10])),
            *(each for noun in NOUNS for each in months(9, 8, 7, 2, team=noun)),
        ],
        touches=[declined(f"Executive {n}", 9 + n) for n in range(20)],
        people=[executive(f"Executive {n}", heard_on=days(-200)) for n in range(20)],
        surveys=[
            answer(f"Person {n}", n % 5, words="It broke again, and nobody told us when it would end")
            for n in range(40)
        ],
    )
    gaps = tuple(
        gap(n, f"{flow} cannot be done", severity=Severity.BLOCKS) for n, flow in enumerate(flows[:blocking], 1)
    )
    return material(held, last=last_time(promised=promised), gaps=gaps, actions=promised)


def test_a_terrible_account_is_read_in_two_minutes_too() -> None:
    message = brief_message(make_brief(terrible()))
    assert shown_words(message) <= MOST_WORDS
    assert len(message["blocks"]) < 30
    assert message_problems(message) == []


def test_what_is_left_out_of_a_terrible_account_is_counted() -> None:
    text = told(terrible())
    for counted in (
        "340 incidents felt in 13 weeks, 60 patterns, *40 without a noted fix*",
        "50 promised",
        "*50 late*",
    ):
        assert counted in text
    assert re.search(r"Also came back: .* and 53 more", text)
    assert re.search(r"Also \*no fix noted\*: .* and 33 more", text)
    assert "Also late: 48 more" in text
    assert "28 more block work" in text
    assert re.search(r"and \d+ smaller points more: see \*All facts\*", text)


@pytest.mark.parametrize("unfixed", [0, 1, 3, 7])
@pytest.mark.parametrize("patterns", [0, 1, 3, 7])
def test_cutting_never_drops_a_pattern_or_an_open_incident(patterns: int, unfixed: int) -> None:
    of = terrible(patterns, unfixed)
    text = told(of).casefold()
    for pattern in make_brief(of).patterns.repeating:
        assert pattern.label.casefold() in text
    for still in make_brief(of).patterns.unfixed:
        assert still.what.casefold() in text


def test_no_line_is_lost_to_long_links() -> None:
    long = f"{DESK}/{'x' * 430}"
    bad = [incident("Went wrong", ago, workflow=flow, link=long) for flow in ("abc def", "ghi jkl") for ago in range(9)]
    message = brief_message(make_brief(material(facts(incidents=bad))))
    assert message_problems(message) == []
    text = read(message)
    assert "*Abc def* failed 9 times" in text
    assert "*Ghi jkl* failed 9 times" in text


FLOWS = ("nightly export", "Exports, nightly", "invoice upload", "login", "search", None)
INCIDENTS_ANY = st.lists(
    st.builds(
        lambda flow, ago, fixed, days_: incident(
            f"{flow or 'Payroll file'} broke", ago, workflow=flow, fixed=fixed, day_only=days_
        ),
        st.sampled_from(FLOWS),
        st.integers(0, 90),
        st.none() | st.integers(0, 300),
        st.booleans(),
    ),
    max_size=8,
)
TICKETS_ANY = st.lists(
    st.builds(
        lambda subject, ago, kind, solved: ticket(subject, ago, kind, solved=solved),
        st.sampled_from(["Export by cost centre", "Totals per site", "How do I add a role?", "Notice period"]),
        st.integers(1, 180),
        st.sampled_from(TicketKind),
        st.booleans(),
    ),
    max_size=12,
)
READS_ANY = st.lists(st.builds(was_read, st.sampled_from(FactKind), st.integers(0, 60)), max_size=5)


@SLOWLY
@given(INCIDENTS_ANY, TICKETS_ANY, READS_ANY, st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(
    incidents: list[Incident], tickets: list[Ticket], reads: list[Any], random: Random
) -> None:
    known = facts(incidents=incidents, tickets=tickets, reads=reads)
    mixed = facts(
        **{n: random.sample(m, len(m)) for n, m in (("incidents", incidents), ("tickets", tickets))}, reads=reads
    )
    assert told(material(mixed)) == told(material(known))


def gravity(of: BriefMaterial) -> tuple[int, ...]:
    """How bad the incidents of a brief sound: in all, patterns, in the largest, without a fix, the longest to fix."""
    found = make_brief(of).patterns
    took = [each.fixed_at - each.started_at for each in found.every if each.fixed_at]
    worst = int(max(took, default=timedelta()).total_seconds())
    largest = max((len(each.incidents) for each in found.repeating), default=0)
    return found.count, len(found.repeating), largest, len(found.unfixed), worst


@SLOWLY
@given(INCIDENTS_ANY, INCIDENTS_ANY.filter(bool))
def test_one_more_incident_never_makes_a_brief_sound_better(known: list[Incident], more: list[Incident]) -> None:
    before, after = material(facts(incidents=known)), material(facts(incidents=[*known, *more]))
    assert all(now >= then for now, then in zip(gravity(after), gravity(before), strict=True))
    assert "Nothing reached" not in told(after)


FINE = ("Nothing reached", "none open", "nothing came back", "none in 26 weeks", "a warning", "was heard from", "🟢")


@SLOWLY
@given(INCIDENTS_ANY, TICKETS_ANY)
def test_what_nobody_read_never_reads_as_fine(incidents: list[Incident], tickets: list[Ticket]) -> None:
    text = told(material(facts(incidents=incidents, tickets=tickets, reads=())))
    assert [each for each in FINE if each in text] == []
    assert "⚪" in line(material(facts(incidents=incidents, tickets=tickets, reads=())), "*Use*")


def test_a_mark_is_never_its_colour_alone() -> None:
    for name, of in SAMPLES.items():
        for found in re.finditer("[🔴🟡🟢⚪] *(.{0,12})", told(of)):
            assert re.match(r"\*?(unknown|Not known|others|heard)", found[1]), (name, found[0])


def test_who_hears_a_brief_hears_all_of_it() -> None:
    for of in SAMPLES.values():
        message = brief_message(make_brief(of))
        assert "<" not in message["text"]
        for block in message["blocks"]:
            if block["type"] == "section":
                plain = re.sub(r"<https?://[^|>]+\|([^>]*)>", r"\1", block["text"]["text"])
                for words in re.findall(r"\w{4,}", plain):
                    assert words in message["text"]


def test_the_board_s_lines_are_few_and_begin_with_the_count() -> None:
    known = BROKEN_EXPORT.facts
    lines = reliability_lines(known, UTC)
    assert lines[0] == "4 incidents felt in 13 weeks, 1 pattern"
    assert lines[1].startswith("*Month-end export* failed 3 times")
    assert usage_lines(known)[0].startswith("11 of 40 seats active in 30 days")
    for each in (lines, usage_lines(known)):
        assert 1 <= len(each) <= 3
    assert len(facts_lines(known, UTC)) <= 4


def test_evidence_is_suggested_in_plain_words_and_never_out_of_nothing() -> None:
    known = BROKEN_EXPORT.facts
    suggested = suggested_evidence(StepName.RELIABILITY, known, UTC)
    assert suggested
    assert suggested.startswith("4 incidents felt in 13 weeks, 1 pattern; Month-end export failed 3 times")
    assert not set("<>*|") & set(suggested)
    for step in StepName:
        assert suggested_evidence(step, NOTHING.facts, UTC) is None
    assert suggested_evidence(StepName.GAPS, known, UTC) is None
