"""What a digest counts, and how it is written: nothing red is cut, whatever its length."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.digest_sheet import Counts, FollowThrough, count_up, weeks_of
from reviews.health.model import Part
from reviews.health.reasons import told_reasons
from reviews.messages.digest import digest_messages, digest_now
from reviews.messages.digest_menu import NOT_USEFUL, SEE, USEFUL, Vote, account_of, line_of, read_vote, vote_menu
from reviews.messages.limits import message_problems
from reviews.model import MarkColour
from tests.messages.digest_samples import KEY, NORTHWIND, TWELVE, customer, line, many, quiet, sheet, signal

RED, YELLOW, GREEN, UNKNOWN = MarkColour.RED, MarkColour.YELLOW, MarkColour.GREEN, MarkColour.UNKNOWN
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("mark", "was", "turn"),
    [
        (RED, GREEN, "turned_red"),
        (RED, UNKNOWN, "turned_red"),
        (YELLOW, GREEN, "turned_yellow"),
        (YELLOW, UNKNOWN, "turned_yellow"),
        (YELLOW, RED, "eased"),
        (GREEN, RED, "recovered"),
        (GREEN, YELLOW, "recovered"),
        (GREEN, UNKNOWN, "known"),
        (GREEN, None, "unchanged"),
        (RED, None, "unchanged"),
        (UNKNOWN, RED, "unknown"),
        (UNKNOWN, None, "unknown"),
        (None, None, "unknown"),
    ],
)
def test_a_customer_is_counted_by_its_turn(mark: MarkColour | None, was: MarkColour | None, turn: str) -> None:
    assert count_up([(False, mark, was, 3)]) == Counts(**{"total": 3, turn: 3})


marks = st.sampled_from([None, *MarkColour])


@given(st.lists(st.tuples(st.booleans(), marks, marks, st.integers(1, 9)), max_size=20))
def test_the_turns_add_up_to_the_total(rows: list[Any]) -> None:
    counts = count_up(rows)
    assert counts.changed + counts.unchanged + counts.unknown == counts.total
    assert counts.total + counts.paused == sum(row[3] for row in rows)


def test_reasons_are_of_different_parts_before_two_are_of_one() -> None:
    use = [signal(f"use {n}", strength=0.9 - n / 10) for n in range(4)]
    heard = signal("nobody heard", part=Part.ENGAGEMENT, strength=0.3)
    slight = signal("a slip", part=Part.OUTCOMES, strength=0.1)
    assert [each.sentence for each in told_reasons([*use, heard, slight], 3)] == ["use 0", "use 1", "nobody heard"]
    assert told_reasons(use, 3) == tuple(use[:3])
    assert told_reasons([], 3) == ()
    assert told_reasons([slight], 3) == (slight,)
    assert told_reasons([heard, slight], 3) == (heard,)


def test_weeks_run_up_to_yesterday_and_hold_each_day_once() -> None:
    every_day = [(TODAY - timedelta(days=n), 1, 1, 0) for n in range(-3, 100)]
    weeks = weeks_of(every_day, TODAY)
    assert [week.due for week in weeks] == [7] * 12
    assert weeks[-1].until == TODAY - timedelta(days=1)


def test_four_weeks_stand_against_the_four_before() -> None:
    follow = FollowThrough(TWELVE)
    assert (follow.now.kept, follow.now.due, follow.before.kept, follow.before.due) == (18, 23, 14, 25)


def said(messages: Any) -> str:
    return json.dumps(messages, ensure_ascii=False)


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 900))
def test_every_red_one_is_in_it_however_many_there_are(number: int) -> None:
    messages = digest_messages(many(number), KEY)
    found = set(re.findall(r"\*Customer (\d+)\*", said(messages)))
    assert found == {str(n) for n in range(1, number + 1)}
    for each in messages:
        assert message_problems(each) == []
        assert len(each["blocks"]) <= 40


def test_those_that_were_red_before_are_never_cut_either() -> None:
    old = tuple(replace(each, was=None) for each in many(300).changed)
    found = set(re.findall(r"\*Customer (\d+)\*", said(digest_messages(quiet(reds=old), KEY))))
    assert len(found) == 300


def test_what_changed_comes_first_and_then_what_is_red() -> None:
    text = digest_messages(sheet(), KEY)[0]["text"]
    parts = ("Changed since", "Still red", "At risk", "Renewing within", "Seen at three", "Silence", "Follow-through")
    places = [text.index(each) for each in parts]
    assert places == sorted(places)


def test_a_number_leads_to_where_it_came_from() -> None:
    assert "<https://status.example/31|incident log" in said(digest_messages(sheet(), KEY))


def test_a_quiet_week_says_so_with_the_age_of_what_was_read() -> None:
    assert "No account changed mark this week; 14 read, oldest source 3 days (usage)." in said(
        digest_messages(quiet(), KEY)
    )


def test_only_the_first_message_says_how_many_follow() -> None:
    messages = digest_messages(many(200), KEY)
    assert len(messages) > 2
    assert f"The rest is in this thread: {len(messages) - 1} messages." in said(messages[0])
    assert f"continued (2 of {len(messages)})" in messages[1]["text"]


def test_shown_now_it_is_one_message_and_counts_what_is_left_out() -> None:
    shown = digest_now(many(60), KEY)
    whole = said(digest_messages(many(60), KEY))
    left = int(re.findall(r"and (\d+) lines more", said(shown))[0])
    lines = len(re.findall(r"\*Customer \d+\*", said(shown)))
    assert left >= len(re.findall(r"\*Customer \d+\*", whole)) - lines
    assert message_problems(shown) == []


def test_no_message_names_another_readers_line_in_its_menus() -> None:
    told = digest_messages(sheet(), KEY)[0]
    menus = [each["accessory"] for each in told["blocks"] if each.get("accessory", {}).get("type") == "overflow"]
    votes = [read_vote(option["value"]) for menu in menus for option in menu["options"]]
    assert {vote.digest for vote in votes if vote} == {KEY}
    assert None not in votes
    assert len({vote.line for vote in votes if vote}) == len(menus)


@pytest.mark.parametrize(
    ("chosen", "vote"),
    [
        (f"{USEFUL};ACC-3;{KEY}", Vote(USEFUL, "ACC-3", KEY)),
        (f"{NOT_USEFUL};silence;{KEY}", Vote(NOT_USEFUL, "silence", KEY)),
        (f"{SEE};ACC-3;{KEY}", Vote(SEE, "ACC-3", KEY)),
        (None, None),
        ("", None),
        ("useful", None),
        ("useful;;", None),
        ("drop;ACC-3;digest", None),
        (f"useful;{'x' * 200};d", None),
    ],
)
def test_a_menus_entry_is_read_back_and_nothing_else_is(chosen: str | None, vote: Vote | None) -> None:
    assert read_vote(chosen) == vote


def test_only_a_customers_line_leads_to_its_health() -> None:
    assert account_of(line_of(31)) == 31
    assert [account_of(each) for each in ("silence", "ACC-", "ACC-x", "ACC-99999999999", "31")] == [None] * 5
    assert [option["text"]["text"] for option in vote_menu(KEY, "silence")["options"]] == ["Useful", "Not useful"]


def test_what_is_green_again_needs_no_reasons() -> None:
    green = line(NORTHWIND, GREEN, 90, was=RED)
    text = digest_messages(sheet(changed=(green,), changed_total=1, reds=(), at_risk=(), at_risk_total=0), KEY)[0][
        "text"
    ]
    assert "Northwind green since Sun 22 Nov, was 🔴 red" in text
    assert "Month-end export failed" not in text


def test_a_customer_without_a_next_step_says_so() -> None:
    alone = line(customer(1, "Northwind"), next=None)
    text = digest_messages(sheet(changed=(alone,), changed_total=1), KEY)[0]["text"]
    assert "Next: nothing is promised" in text
