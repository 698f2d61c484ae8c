"""Every message and form is one Slack takes, whatever its size, and says what matters even when it is cut."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest

from reviews.closing import to_settle, vague_leftovers
from reviews.dates import say_date
from reviews.messages import ids
from reviews.messages.board import board
from reviews.messages.carried_forms import carried_form
from reviews.messages.closing_forms import settle_first
from reviews.messages.ids import unpack
from reviews.messages.limits import interactive_elements, message_problems, view_problems
from reviews.messages.lists import FILTERS, PAGE_SIZE, ListPage, ListScope, item_list
from reviews.messages.review_forms import step_form
from reviews.messages.status import status
from reviews.messages.summary import summary
from reviews.model import ActionState, Severity, StepName
from reviews.sitting import Sitting
from tests.builders import NAMES, TODAY, action, days, gap, ready_to_close, sitting, steps_before
from tests.messages.all_samples import SAMPLES
from tests.messages.everything import everything
from tests.messages.reading import read
from tests.messages.samples import ANSWERS, BOARDS, CARDS, LISTS, SUMMARIES, midway
from tests.messages.worlds import World

Payload = Mapping[str, Any]
LONG = {
    "letters": "x" * 10_000,
    "words": "Export fails " * 800,
    "ampersands": "&" * 10_000,
    "one word of brackets": "<" * 10_000,
    "line ends": "line\n" * 2_000,
    "emoji": "👩‍👩‍👧" * 2_000,
    "right to left": "שלום " * 2_000,
    "bold": "*a* " * 2_500,
}


def problems(payload: Payload) -> list[str]:
    return view_problems(payload) if payload.get("type") in {"modal", "home"} else message_problems(payload)


def texts(payload: Payload) -> list[str]:
    return [block["text"]["text"] for block in payload["blocks"] if block["type"] == "section"]


@pytest.mark.parametrize("name", SAMPLES)
def test_slack_takes_every_message_and_form(name: str) -> None:
    assert problems(SAMPLES[name]()) == []


@pytest.mark.parametrize("kind", LONG)
def test_slack_takes_them_with_texts_of_ten_thousand_characters(kind: str) -> None:
    rendered = everything(lambda slot: LONG[kind], many=12, carried_items=40)
    assert {each.name: found for each in rendered if (found := problems(each.payload))} == {}


@pytest.mark.parametrize("kind", ["letters", "ampersands"])
def test_slack_takes_them_with_two_hundred_gaps_and_actions_and_forty_carried_items(kind: str) -> None:
    rendered = everything(lambda slot: LONG[kind], many=200, carried_items=40)
    assert {each.name: found for each in rendered if (found := problems(each.payload))} == {}


@pytest.mark.parametrize("name", [None, *StepName])
def test_a_board_never_outgrows_one_message(name: StepName | None) -> None:
    at = World(lambda slot: LONG["words"], 200, 40).sitting(steps=steps_before(name))
    assert len(board(at)["blocks"]) <= 20


def crowded(blocking: int, others: int, **fields: Any) -> Sitting:
    """Gaps that only slow work came first; those that block were logged last."""
    slow = [gap(number, f"Slow {number}") for number in range(1, others + 1)]
    hard = [gap(500 + n, f"Blocking {n}", severity=Severity.BLOCKS) for n in range(1, blocking + 1)]
    return midway(gaps=(*slow, *hard), **fields)


@pytest.mark.parametrize("blocking", [1, 2, 12])
@pytest.mark.parametrize("at", [StepName.RELIABILITY, StepName.GAPS])
def test_a_gap_that_blocks_work_is_never_cut_for_one_that_does_not(at: StepName, blocking: int) -> None:
    crowd = crowded(blocking, 200 - blocking, steps=steps_before(at))
    hard = {f"G-{500 + n}" for n in range(1, blocking + 1)}
    for message in (board(crowd), step_form(crowd, StepName.GAPS, {}), summary(crowd, main_risk="Exports", expect="x")):
        shown = set(re.findall(r"G-\d+", read(message)))
        assert shown <= hard or hard <= shown
        assert len(shown & hard) >= min(2, blocking)


def test_how_many_gaps_block_work_is_said_even_when_not_all_are_shown() -> None:
    at = crowded(12, 188)
    assert "200 open, 12 block work" in read(board(at))
    assert "12 block work" in read(summary(at, main_risk="Exports", expect="A note"))


@pytest.mark.parametrize("number", [1, 4, 5, 200])
def test_a_board_counts_what_it_does_not_show(number: int) -> None:
    gaps = tuple(gap(n, f"Slow {n}") for n in range(1, number + 1))
    text = read(board(sitting(gaps=gaps)))
    named = len(re.findall(r"\*G-\d+\*", text))
    more = re.search(r"and (\d+) more", text)
    assert named + int(more[1] if more else 0) == number


@pytest.mark.parametrize("words", ["Send it", "Send the revised onboarding checklist " * 4, "&" * 200])
@pytest.mark.parametrize("number", [1, 12, 13, 200])
def test_a_summary_names_owner_and_date_of_each_step_it_shows_and_counts_the_rest(number: int, words: str) -> None:
    actions = tuple(action(n, words, due=days(n), counterpart="Dana Wu " * 7) for n in range(1, number + 1))
    at = ready_to_close(actions=actions, names={"U1": "N" * 60})
    steps = texts(summary(at, main_risk="Exports", expect="A note"))[2]
    lines = [line for line in steps.splitlines() if re.search(r"A-\d+", line)]
    for n, line in enumerate(lines, 1):
        assert re.search(rf"\bA-{n}\b", line)
        assert "N" * 60 in line
        assert say_date(days(n), TODAY) in line
    more = re.search(r"and (\d+) more", steps)
    assert len(lines) + int(more[1] if more else 0) == number
    assert lines


def test_everything_to_settle_can_be_reached_or_is_counted() -> None:
    at = sitting(gaps=tuple(gap(n, owner=None) for n in range(1, 201)))
    view = settle_first(at, to_settle(at), vague_leftovers(at))
    fixes = [e for block in view["blocks"] for e in interactive_elements(block)]
    more = re.search(r"and (\d+) more", read(view))
    assert more
    assert len(fixes) + int(more[1]) == len(to_settle(at)) == 206
    assert "206 things to settle" in read(view)


def test_forty_carried_items_come_ten_at_a_time_and_the_rest_is_counted() -> None:
    at = World(lambda slot: slot, 20, 40).sitting()
    text = read(carried_form(at, {}))
    assert text.count("What about it?") == 10
    assert f"{len(at.unsettled) - 10} more come after these" in text


def test_a_status_counts_what_it_does_not_show() -> None:
    at = sitting(gaps=tuple(gap(n, owner=None) for n in range(1, 201)))
    body = texts(status(at, []))[2]
    more = re.search(r"and (\d+) more", body)
    assert more
    assert len(re.findall(r"G-\d+", body)) + int(more[1]) == 200
    assert "206 things to settle" in status(at, [])["text"]


MESSAGES = {**BOARDS, **SUMMARIES, **LISTS, **CARDS, **ANSWERS}


@pytest.mark.parametrize("name", MESSAGES)
def test_what_is_spoken_says_something_and_carries_no_bold_marks(name: str) -> None:
    said = MESSAGES[name]()["text"]
    assert len(said) >= 10
    assert "*" not in said


@pytest.mark.parametrize("name", [*BOARDS, "answer status midway", "answer status ready"])
def test_who_hears_a_board_hears_the_customer_and_where_it_stands(name: str) -> None:
    assert re.match(
        r"Northwind(: |, ).*(step \d of 6, \w+|ready to close|all steps are done|closed by Omar|abandoned by Omar)",
        SAMPLES[name]()["text"],
    )


@pytest.mark.parametrize("name", LISTS)
def test_who_hears_a_list_hears_how_many_and_each_item_or_what_to_type(name: str) -> None:
    message = LISTS[name]()
    said = message["text"]
    assert re.match(r"\d+ (open|late|blocked) (action|gap)s?", said)
    rows = [unpack(e.get("value")).get("item") for b in message["blocks"] for e in interactive_elements(b)]
    assert all(item in said for item in rows if item)


def test_who_hears_a_summary_hears_the_risk_each_step_and_what_to_expect() -> None:
    said = SUMMARIES["summary"]()["text"]
    for part in ("three months running", "3 next steps", "Omar, Sat 21 Nov", "A-31", "A-35", "A note on Fri 27 Nov"):
        assert part in said


def test_a_board_does_not_call_a_review_ready_to_close_while_something_is_left_to_settle() -> None:
    ready = ready_to_close()
    assert "ready to close" in board(ready)["text"]
    for loose in (
        ready_to_close(gaps=(gap(owner=None),)),
        ready_to_close(carried=midway().carried),
        ready_to_close(actions=(action(due=days(-3)),)),
    ):
        assert to_settle(loose)
        assert "ready to close" not in board(loose)["text"]


def test_a_summary_says_that_a_step_is_blocked() -> None:
    at = ready_to_close(actions=(action(state=ActionState.BLOCKED, due=days(-3), blocked_why="legal"),))
    steps = texts(summary(at, main_risk="Exports", expect="A note"))[2]
    assert "blocked" in steps
    assert "late" not in steps


@pytest.mark.parametrize(("logged", "old"), [(-183, False), (-184, True), (-400, True), (0, False)])
def test_a_gap_open_over_two_quarters_says_so_in_those_words(logged: int, old: bool) -> None:
    since = gap().logged_at.replace(year=2026) + (days(logged) - TODAY)
    at = midway(gaps=(gap(12, logged_at=since),))
    for text in (read(board(at)), read(summary(at, main_risk="Exports", expect="A note"))):
        assert ("open over two quarters" in text) is old


@pytest.mark.parametrize(
    ("total", "page", "buttons"),
    [(0, 1, []), (8, 1, []), (9, 1, ["More"]), (17, 2, ["Earlier", "More"]), (17, 3, ["Earlier"])],
)
def test_long_lists_page(total: int, page: int, buttons: list[str]) -> None:
    shown = [action(n) for n in range((page - 1) * PAGE_SIZE, min(total, page * PAGE_SIZE))]
    given = ListPage(ListScope("late", 1, "U2"), shown, total, page, TODAY, NAMES, {1: "Northwind"})
    controls = item_list(given)["blocks"][-1]["elements"]
    pagers = [each for each in controls if each.get("action_id") in {ids.LIST_PAGE, ids.LIST_NEXT}]
    assert [each["text"]["text"] for each in pagers] == buttons
    for each in pagers:
        step = 1 if each["text"]["text"] == "More" else -1
        assert unpack(each["value"]) == {"f": "late", "account": "1", "person": "U2", "page": str(page + step)}


@pytest.mark.parametrize("word", FILTERS)
def test_the_list_shows_which_filter_is_on(word: str) -> None:
    (menu,) = [
        each
        for each in item_list(ListPage(ListScope(word), (), 0, 1, TODAY, NAMES, {}))["blocks"][-1]["elements"]
        if each["type"] == "static_select"
    ]
    assert menu["initial_option"]["text"]["text"] == FILTERS[word]
