"""A nudge says what matters first, whatever its size, and offers on each row what fits it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from reviews.asks import LADDER, AskKind
from reviews.messages import ids
from reviews.messages.limits import interactive_elements, message_problems
from reviews.messages.nudge import nudge_message
from reviews.nudge_sheet import Absent, NudgeSheet, Row
from tests.builders import NOW, account, action, days, gap
from tests.messages.nudge_samples import (
    BLOCKED,
    CHECKED,
    EXPORT_GAP,
    LATE,
    SOON,
    THEIRS,
    WORN,
    everything_asked,
    nudge,
    reviewed,
    row,
    sheet,
)
from tests.messages.reading import read

Payload = Mapping[str, Any]


def pressable(payload: Payload) -> list[Mapping[str, Any]]:
    return [each for block in payload["blocks"] for each in interactive_elements(block)]


def labels(payload: Payload) -> list[str]:
    """What can be pressed, a menu's entries one by one."""
    texts = []
    for each in pressable(payload):
        texts += [o["text"]["text"] for o in each["options"]] if "options" in each else [each["text"]["text"]]
    return texts


def said_of(asked: Row, **fields: Any) -> str:
    return read(nudge_message(sheet(asked, **fields)))


def crowd(number: int) -> NudgeSheet:
    """As many rows, over ten customers; the latest are those of the last customer."""
    rows = []
    for place in range(number):
        customer = account(id=place * 10 // number + 1, name=f"Customer {place * 10 // number + 1}")
        due = days(-1 if place * 10 // number < 9 else -30)
        rows.append(row(AskKind.LATE, action(100 + place, "Send the list", due=due), customer))
    return sheet(*rows)


@pytest.mark.parametrize("number", [1, 2, 19, 20, 21, 22, 23, 60, 200])
def test_a_nudge_of_any_size_fits_one_message_and_names_every_row(number: int) -> None:
    made = nudge_message(crowd(number))
    assert message_problems(made) == []
    assert len(made["text"]) <= 3500
    text = read(made)
    assert {int(n) for n in re.findall(r"A-(\d+)", text)} == set(range(100, 100 + number))
    assert {int(n) for n in re.findall(r"\*(\d+)\*", text)} >= set(range(1, number + 1))


@pytest.mark.parametrize("number", [60, 200])
def test_what_is_latest_is_shown_with_its_buttons_though_it_stands_last(number: int) -> None:
    latest = {f"A-{100 + n}" for n in range(number) if n * 10 // number == 9}
    made = nudge_message(crowd(number))
    asked = {ids.unpack(each["value"]).get("item") for each in pressable(made) if each["type"] == "button"}
    assert latest <= asked or asked - {None} <= latest
    assert "`/review list mine` shows all" in read(made)


def test_long_words_in_two_hundred_rows_still_fit() -> None:
    full = crowd(200)
    rows = tuple(replace(each, item=replace(each.item, what="&" * 3000)) for each in full.rows if each.item)
    made = nudge_message(replace(full, rows=rows))
    assert message_problems(made) == []
    assert len(made["text"]) <= 3500


def test_a_nudge_read_aloud_says_how_many_and_each_row_and_how_to_answer() -> None:
    made = nudge_message(everything_asked())
    heard = made["text"]
    assert heard.startswith("Four of yours need a word, Lena waits for you, and 3 more")
    for number in range(1, 9):
        assert re.search(rf"^[\w ]+: {number} ", heard, re.MULTILINE)
    assert "Or answer here: “1 done, 2 friday because legal is late”." in heard


KINDS = {
    AskKind.SOON: SOON,
    AskKind.DUE: replace(SOON, due=days(0)),
    AskKind.LATE: replace(SOON, due=days(-1)),
    AskKind.LATE_THREE: LATE,
    AskKind.HANDED: SOON,
    AskKind.DECISION: replace(LATE, due=days(-20)),
    AskKind.MANAGER: THEIRS,
    AskKind.MOVED: WORN,
    AskKind.BACK: BLOCKED,
    AskKind.BLOCKING: replace(BLOCKED, owner="U2", blocked_by="U1"),
    AskKind.RECHECK: CHECKED,
}
BUTTONS = {
    **{kind: ["Done", "New date", "Blocked"] for kind in (*LADDER, AskKind.HANDED, AskKind.DECISION)},
    **{kind: ["Hand it on…", "New date"] for kind in (AskKind.MANAGER, AskKind.MOVED)},
    AskKind.BACK: ["Still blocked", "It goes on", "Done", "New date"],
    AskKind.BLOCKING: ["Cleared"],
    AskKind.RECHECK: ["It helped", "Not really"],
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_row_carries_its_own_buttons(kind: AskKind) -> None:
    made = nudge_message(sheet(row(kind, KINDS[kind])))
    pressed = [each for each in pressable(made) if each["type"] == "button"]
    assert [each["text"]["text"] for each in pressed] == [*BUTTONS[kind], "Not helpful"]
    for each in pressed[:-1]:
        assert ids.unpack(each["value"]) == {"item": f"A-{KINDS[kind].id}", "nudge": "12"}


@pytest.mark.parametrize("kind", KINDS)
def test_remind_me_is_offered_once_and_only_on_the_owners_ladder(kind: AskKind) -> None:
    item = KINDS[kind]
    offered = "Remind me on another day…" in labels(nudge_message(sheet(row(kind, item))))
    assert offered is (kind in (*LADDER, AskKind.HANDED))
    again = nudge_message(sheet(row(kind, replace(item, snoozed_until=days(-1)))))
    assert "Remind me on another day…" not in labels(again)


def test_what_has_no_customer_cannot_wait_for_one() -> None:
    made = nudge_message(sheet(row(AskKind.SOON, replace(SOON, account_id=None), None)))
    assert "Waiting for the customer…" not in labels(made)
    assert "Waiting for the customer…" in labels(nudge_message(sheet(row(AskKind.SOON, SOON))))


def test_a_menus_entry_names_the_deed_the_item_and_the_nudge() -> None:
    made = nudge_message(sheet(row(AskKind.SOON, SOON)))
    (menu,) = [each for each in pressable(made) if each["type"] == "overflow"]
    assert [each["value"] for each in menu["options"]] == [
        *("notmine:A-34:12", "wontdo:A-34:12", "customer:A-34:12", "snooze:A-34:12", "details:A-34:12")
    ]
    assert ids.unpack_choice("notmine:A-34:12") == ("notmine", {"item": "A-34", "nudge": "12"})
    assert ids.unpack_choice(ids.pack_choice("details", "G-1")) == ("details", {"item": "G-1"})
    assert ids.unpack_choice(None) == ("", {})


HEADLINES = {
    "One of yours needs a word": [row(AskKind.SOON, SOON)],
    "Two of yours need a word": [row(AskKind.SOON, SOON), row(AskKind.LATE, EXPORT_GAP)],
    "Omar has something 8 working days late": [row(AskKind.MANAGER, THEIRS)],
    "Something of Omar's needs a decision": [row(AskKind.DECISION, THEIRS)],
    "Omar moved something a third time": [row(AskKind.MOVED, WORN)],
    "Two of Omar's need a word": [row(AskKind.MOVED, WORN), row(AskKind.MANAGER, THEIRS)],
    "Omar waits for you": [row(AskKind.BLOCKING, replace(BLOCKED, owner="U2", blocked_by="U1"))],
    "A look back at one you finished": [row(AskKind.RECHECK, CHECKED)],
    "Northwind's review is today": [row(AskKind.TODAY, None, reviewed(days(0)))],
    "Northwind's review is on Thu 26 Nov": [row(AskKind.BRIEF, None, reviewed(days(2)))],
    "Northwind's review is 4 working days late": [row(AskKind.OVERDUE, None, reviewed(days(-6)))],
    "One of yours needs a word and Northwind's review is on Thu 26 Nov": [
        *(row(AskKind.SOON, SOON), row(AskKind.BRIEF, None, reviewed(days(2))))
    ],
    "One of yours needs a word and 2 reviews near or late": [
        row(AskKind.SOON, SOON),
        row(AskKind.BRIEF, None, reviewed(days(2))),
        row(AskKind.OVERDUE, None, reviewed(days(-6), id=2)),
    ],
}


@pytest.mark.parametrize("words", HEADLINES)
def test_the_first_line_says_how_many_and_whose(words: str) -> None:
    made = nudge_message(sheet(*HEADLINES[words]))
    assert made["blocks"][0]["text"]["text"] == f"*{words}*"
    assert made["text"].splitlines()[0] == words


@pytest.mark.parametrize(
    ("kind", "due", "words"),
    [
        (AskKind.SOON, 2, "Next after this: Thu 26 Nov, if it is still open then."),
        (AskKind.DUE, 0, "Next after this: Wed 25 Nov, only if it is still open then."),
        (AskKind.LATE, -1, "Next after this: once more on Thu 26 Nov, then your manager's list on Wed 2 Dec, then"),
        (AskKind.LATE_THREE, -5, "Next after this: your manager's list on Mon 30 Nov, then nothing more from me"),
        (AskKind.DECISION, -15, "Next after this: the weekly list, and nothing in between."),
    ],
)
def test_what_comes_next_is_said_with_its_day(kind: AskKind, due: int, words: str) -> None:
    assert words in said_of(row(kind, replace(SOON, due=days(due))))


def test_nobody_is_told_of_a_managers_list_that_nobody_reads() -> None:
    text = read(nudge_message(sheet(row(AskKind.LATE_THREE, LATE)), manager=""))
    assert "manager" not in text
    assert "Next after this: nothing more from me but the weekly list." in text


def test_what_is_said_of_next_names_the_row_it_is_about() -> None:
    text = read(nudge_message(sheet(row(AskKind.SOON, SOON), row(AskKind.LATE_THREE, LATE))))
    assert "Next for 2: your manager's list on Mon 30 Nov" in text


def test_the_bots_absence_is_said_in_the_readers_own_time() -> None:
    away = nudge(away_from=NOW - timedelta(days=3), away_until=NOW - timedelta(minutes=50))
    text = said_of(row(AskKind.SOON, SOON), nudge=away)
    assert "I was away from Sat 21 Nov 10:30 to today, 09:40. Nothing was lost; this is today's list." in text
    assert "away" not in said_of(row(AskKind.SOON, SOON))


def test_a_nudge_that_did_not_help_says_so_instead_of_asking_again() -> None:
    made = nudge_message(sheet(row(AskKind.SOON, SOON), nudge=nudge(not_helpful_at=NOW)))
    assert "Not helpful" not in labels(made)
    assert "You said this did not help." in made["text"]


def test_what_falls_due_next_is_one_line_and_the_rest_is_counted() -> None:
    coming = tuple(action(n, f"Step {n}", due=days(n % 7)) for n in range(41, 49))
    assert "Due next: A-41 Step 41, Mon 30 Nov; " in said_of(row(AskKind.SOON, SOON), coming=coming)
    assert "; and 4 more" in said_of(row(AskKind.SOON, SOON), coming=coming)


def test_somebody_elses_row_says_whose_it_is() -> None:
    assert "(A-40, *Omar*): was due" in said_of(row(AskKind.MANAGER, THEIRS))
    assert "(A-40, for *Omar*): was due" in said_of(row(AskKind.LATE, THEIRS))
    assert "(A-34): due tomorrow" in said_of(row(AskKind.SOON, SOON))


def test_a_customers_name_stands_once_above_all_its_rows() -> None:
    text = read(nudge_message(sheet(row(AskKind.LATE, LATE), row(AskKind.SOON, SOON)))).split("\n\n", 1)[1]
    assert text.count("*Northwind* (renews in 61 days)") == 1


@pytest.mark.parametrize(
    ("ahead", "words"),
    [(0, " (renews today)"), (1, " (renews tomorrow)"), (120, " (renews in 120 days)"), (121, ""), (-1, "")],
)
def test_a_renewal_is_said_only_when_it_is_near(ahead: int, words: str) -> None:
    text = said_of(row(AskKind.SOON, SOON, account(renewal_on=days(ahead))))
    assert f"*Northwind*{words}\n" in text


def test_a_weekend_between_does_not_make_a_promise_later() -> None:
    friday = gap(3, update_on=days(-4))
    assert "was due Fri 20 Nov, *2 working days ago*" in said_of(row(AskKind.LATE, friday))


def test_what_belongs_to_somebody_who_left_can_be_handed_on() -> None:
    left = replace(sheet(row(AskKind.DUE, replace(SOON, owner="U2"))), absent=(Absent("U2", left=True),))
    text = read(nudge_message(left))
    assert "Omar has left Slack, so this comes to you: hand it on." in text
    assert "[Hand it on…]" in text


def test_who_stands_in_reads_for_whom_and_until_when() -> None:
    away = replace(sheet(row(AskKind.DUE, replace(SOON, owner="U2"))), absent=(Absent("U2", until=days(3)),))
    assert "Omar is away until Fri 27 Nov; you stand in." in read(nudge_message(away))
