"""A draft survives being kept, and nothing of what was typed is lost on the way."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from reviews.draft import Draft, from_json, to_json
from reviews.model import Severity

TEXT = st.text(min_size=1, max_size=60)
MAYBE = st.none() | TEXT
NUMBER = st.none() | st.integers(1, 10**9)
DAY = st.none() | st.dates()
LINES = st.lists(TEXT, max_size=3).map(tuple)
DRAFTS = st.builds(
    Draft,
    kind=st.sampled_from(["gap", "action"]),
    typed=st.text(max_size=60),
    what=st.text(max_size=60),
    owner=MAYBE,
    day=DAY,
    account_id=NUMBER,
    new_account=MAYBE,
    channel=MAYBE,
    example=MAYBE,
    closes=NUMBER,
    counterpart=MAYBE,
    check_on=DAY,
    insisted=st.booleans(),
    affects=MAYBE,
    frequency=MAYBE,
    severity=st.none() | st.sampled_from(Severity),
    reason=MAYBE,
    also=st.none() | st.lists(st.integers(1, 10**9), min_size=1, max_size=4).map(tuple),
    link=MAYBE,
    assumed=LINES,
    notes=LINES,
)


@given(DRAFTS)
def test_a_draft_comes_back_as_it_was_put_away(draft: Draft) -> None:
    assert from_json(json.loads(json.dumps(to_json(draft)))) == draft


def test_what_is_empty_is_left_out() -> None:
    assert to_json(Draft("gap", "Export fails")) == {"kind": "gap", "typed": "Export fails"}


def test_a_draft_of_a_button_pressed_without_typing_comes_back_too() -> None:
    empty = Draft("action", "", account_id=3, channel="C1")
    assert from_json(json.loads(json.dumps(to_json(empty)))) == empty


def test_days_and_severity_come_back_as_themselves() -> None:
    back = from_json({"kind": "gap", "typed": "x", "day": "2026-12-04", "severity": "blocks", "notes": ["a"]})
    assert (back.day, back.severity, back.notes) == (date(2026, 12, 4), Severity.BLOCKS, ("a",))


def test_a_field_of_another_version_is_ignored() -> None:
    assert from_json({"kind": "gap", "typed": "x", "mood": "calm"}) == Draft("gap", "x")
