"""The two-minute brief: what it says of small histories, what comes first, and what it is made of."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from reviews.brief import make_brief
from reviews.brief_model import BriefMaterial
from reviews.facts import FactKind
from reviews.messages.brief import brief_fallback, brief_message
from reviews.messages.brief_lines import facts_lines, reliability_lines, suggested_evidence, usage_lines
from reviews.messages.ids import FACT_LOG, FACTS_OPEN
from reviews.messages.limits import message_problems
from reviews.model import Severity, StepName
from tests.builders import action, days, gap, last_time
from tests.messages.brief_samples import (
    AWAY,
    BROKEN_EXPORT,
    HEALTHY,
    LEAVING,
    NOTHING,
    POWER_USER,
)
from tests.reviews.brief_table import OF_FACTS, PROMISES, SAMPLES, line, material, told
from tests.reviews.fact_builders import (
    facts,
    incident,
    months,
    usage,
    was_read,
)

UTC = make_brief(NOTHING).material.zone


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
    assert lines[0] == "4 incidents felt in 13 weeks, 1 pattern, 1 came once"
    assert lines[1].startswith("*Month-end export* failed 3 times")
    assert usage_lines(known)[0].startswith("11 of 40 seats active in 30 days")
    for each in (lines, usage_lines(known)):
        assert 1 <= len(each) <= 3
    assert len(facts_lines(known, UTC)) <= 4


def test_evidence_is_suggested_in_plain_words_and_never_out_of_nothing() -> None:
    known = BROKEN_EXPORT.facts
    suggested = suggested_evidence(StepName.RELIABILITY, known, UTC)
    assert suggested
    assert suggested.startswith("4 incidents felt in 13 weeks, 1 pattern, 1 came once; Month-end export failed 3 times")
    assert not set("<>*|") & set(suggested)
    for step in StepName:
        assert suggested_evidence(step, NOTHING.facts, UTC) is None
    assert suggested_evidence(StepName.GAPS, known, UTC) is None


def test_a_late_promise_that_the_last_review_carried_on_does_not_vanish_from_the_brief() -> None:
    last = last_time(promised=())
    began = (last.review.ended_at or last.review.started_at) - timedelta(days=30)
    carried = action(62, "Export fix live", owner="U2", due=days(-4), first_due=days(-55), logged_at=began)
    later = action(90, "Send the list", owner="U1", due=days(3))
    sheet = make_brief(material(last=last, actions=(carried, later)))
    assert sheet.promises.late == (carried,)
    assert later not in sheet.promises.promised
    assert "1 promised" in str(brief_message(sheet))


def test_a_number_that_cannot_be_right_is_to_be_checked_and_asks_nothing() -> None:
    of = material(facts(usage=months(6, 6, 6, 1234, seats=2000)))
    text = told(of)
    assert "1234 of 2000 now, 6 before: check the number" in text
    assert "The number of people is doubtful" in text
    assert "more than" not in text
    assert not any(each.about == "use" for each in make_brief(of).questions)


def test_what_is_also_open_is_said_in_words_beside_its_number() -> None:
    promised = tuple(action(80 + n, f"Send list {n}", owner="U1", due=days(3 + n)) for n in range(5))
    also = line(material(actions=promised), "Also open")
    assert "A-84 Send list 4" in also
