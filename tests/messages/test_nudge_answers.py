"""What the ladder asks is asked in the nudge, and whatever is answered settles its row: the two cannot drift apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from reviews.actions import note_help
from reviews.answer_model import Deed, Shown
from reviews.answers import read_answer
from reviews.asks import Ask, AskKind, AskState, Nudge
from reviews.dates import say_date
from reviews.decision import Decision
from reviews.follow_through import Answer, Circumstance, carry_out, handed, snooze_days
from reviews.ladder import plan_item
from reviews.messages.limits import message_problems
from reviews.messages.nudge import nudge_message
from reviews.messages.nudge_since import since
from reviews.messages.outcomes import outcome, stands
from reviews.model import Action, ActionState, Gap
from reviews.nudge_sheet import NudgeSheet, Subject, placed, rows_of
from reviews.preferences import Preferences
from reviews.roster import Roster
from tests.builders import NAMES, WS, account, action, gap, person
from tests.messages.nudge_samples import (
    BLOCKED,
    EXPORT_GAP,
    LATE,
    OWED,
    SOON,
    THEIRS,
    WORN,
    everything_asked,
    row,
    sheet,
)

DUE = date(2026, 11, 24)
LOGGED = datetime(2026, 11, 2, 9, tzinfo=UTC)
ROSTER = Roster(
    "Europe/Berlin",
    {user: person(user, name) for user, name in NAMES.items()},
    {"U1": Preferences(WS, "U1", manager="U3")},
)
CUSTOMER = account(owner="U2")
OPEN = action(31, due=DUE, first_due=DUE, logged_at=LOGGED)
ITEMS: dict[str, Action | Gap] = {
    "open": OPEN,
    "moved often": replace(OPEN, moves=3),
    "put off": replace(OPEN, snoozed_until=date(2026, 11, 25)),
    "blocked": replace(OPEN, state=ActionState.BLOCKED, blocked_by="U3", blocked_why="legal", wake_on=DUE),
    "owed": replace(OPEN, state=ActionState.WAITING, blocked_why="the order", wake_on=date(2026, 11, 30)),
    "done": replace(OPEN, state=ActionState.DONE, ended_at=LOGGED, ended_by="U1"),
    "gap": gap(12, update_on=DUE, logged_at=LOGGED),
}
MORNINGS = [datetime(2026, 11, 20, 8, tzinfo=UTC) + timedelta(days=n) for n in range(40)]


def asked(item: Action | Gap) -> Iterator[tuple[Ask, datetime]]:
    """Every question the ladder puts over the weeks while nobody answers, with its moment."""
    known: set[tuple[AskKind, str]] = set()
    for now in MORNINGS:
        for ask in plan_item(item, CUSTOMER, known, ROSTER, now=now).asks:
            known.add((ask.kind, ask.about))
            yield ask, now


def sheet_of(ask: Ask, item: Action | Gap, now: datetime) -> NudgeSheet:
    """The nudge that holds that question, with the item as it stands."""
    calendar = ROSTER.calendar(ask.user_id)
    nudge = Nudge(WS, 12, ask.user_id, calendar.today(now), now)
    rows = rows_of(placed([ask], nudge.id), {ask.subject: Subject(item, CUSTOMER)})
    return NudgeSheet(nudge, rows, nudge.day, calendar, NAMES)


def answers(item: Action | Gap, here: Circumstance) -> Iterator[Answer]:
    """Each deed as a person would give it."""
    later = here.calendar.add_working(here.today, 4)
    for deed in Deed:
        why = "legal is late"
        if deed is Deed.SNOOZE:
            days = snooze_days(item, here) if isinstance(item, Action) else ()
            yield Answer(deed, days[0] if days else later)
        elif deed in {Deed.MOVE, Deed.BLOCKED, Deed.WAITING}:
            yield Answer(deed, later, why, "U2" if deed is Deed.BLOCKED else None)
        else:
            yield Answer(deed, why=why)


@pytest.mark.parametrize("name", ITEMS)
def test_whatever_the_ladder_asks_is_asked_and_can_be_pressed(name: str) -> None:
    item = ITEMS[name]
    found = list(asked(item))
    assert found
    for ask, now in found:
        sheet = sheet_of(ask, item, now)
        made = nudge_message(sheet)
        assert since(sheet.rows[0], sheet) is None, ask
        assert message_problems(made) == []
        assert any(block["type"] == "actions" and block["block_id"] == "ask.1" for block in made["blocks"]), ask


@pytest.mark.parametrize("name", [name for name in ITEMS if name != "done"])
def test_whatever_is_answered_settles_its_row_and_is_said(name: str) -> None:
    item, settled = ITEMS[name], 0
    for ask, asked_at in asked(item):
        now = asked_at + timedelta(minutes=5)
        calendar = ROSTER.calendar(ask.user_id)
        here = Circumstance(ask.user_id, now, calendar.today(now), calendar, CUSTOMER)
        for answer in answers(item, here):
            done = carry_out(item, answer, here)
            if not isinstance(done, Decision) or not done.changes:
                continue
            if answer.deed is Deed.CLEARED and ask.kind in {AskKind.MANAGER, AskKind.DECISION}:
                continue  # It goes on, and is as late as it was: that still needs a word.
            (change,) = done.changes
            assert isinstance(change.after, Action | Gap)
            after = replace(change.after, touched_at=now)
            sheet = sheet_of(ask, after, asked_at)
            assert since(sheet.rows[0], sheet) is not None, (ask.kind, ask.about, answer.deed)
            said = outcome(item, after, change.why, NAMES, here.today)
            assert said
            assert stands(after, NAMES, here.today)
            settled += 1
    assert settled > 20


@pytest.mark.parametrize("helped", [True, False])
def test_whether_it_helped_settles_its_row(helped: bool) -> None:
    item = ITEMS["done"]
    assert isinstance(item, Action)
    ((ask, now),) = asked(item)
    assert ask.kind is AskKind.RECHECK
    done = note_help(item, helped=helped)
    assert isinstance(done, Decision)
    after = done.changes[0].after
    assert isinstance(after, Action)
    sheet = sheet_of(ask, after, now)
    assert since(sheet.rows[0], sheet) == ("it helped" if helped else "it did not change much")


def test_who_was_given_something_is_told_whose_it_was_and_a_day_moved_settles_it() -> None:
    now = MORNINGS[0]
    after = replace(OPEN, owner="U3", touched_at=now)
    ask = handed(OPEN, after, by="U1", now=now)
    assert ask is not None
    sheet = sheet_of(replace(ask, state=AskState.WAITING), after, now + timedelta(hours=1))
    assert "Nina handed this to you · due Tue 24 Nov" in nudge_message(sheet)["text"]
    later = replace(after, due=date(2026, 11, 30), touched_at=now + timedelta(hours=2))
    moved = sheet_of(ask, later, now + timedelta(hours=1))
    assert since(moved.rows[0], moved) is not None


def test_a_gap_that_was_handed_on_says_so_too() -> None:
    before = ITEMS["gap"]
    ask = handed(before, replace(before, owner="U3"), by="U2", now=MORNINGS[0])
    assert ask is not None
    text = nudge_message(sheet_of(ask, replace(before, owner="U3"), MORNINGS[0]))["text"]
    assert "Omar handed this to you · update due Tue 24 Nov" in text


def shown_rows(now: NudgeSheet) -> list[Shown]:
    """The list as the reader of answers is given it."""
    rows = []
    for each in now.rows:
        if each.item is not None:
            day = each.item.due if isinstance(each.item, Action) else each.item.update_on
            held = isinstance(each.item, Action) and each.item.state is ActionState.BLOCKED
            rows.append(Shown(each.place, each.subject, each.item.what, day, blocked=held))
    return rows


BLOCKS_OMAR = replace(BLOCKED, owner="U2", blocked_by="U1")
SHEETS = {
    "one": sheet(row(AskKind.SOON, SOON)),
    "two": sheet(row(AskKind.LATE_THREE, LATE), row(AskKind.SOON, SOON)),
    "gap": sheet(row(AskKind.LATE, EXPORT_GAP)),
    "gap and another": sheet(row(AskKind.LATE, EXPORT_GAP), row(AskKind.SOON, SOON)),
    "another and gap": sheet(row(AskKind.SOON, SOON), row(AskKind.LATE, EXPORT_GAP)),
    "who blocks": sheet(row(AskKind.BLOCKING, BLOCKS_OMAR)),
    "who blocks, and another": sheet(row(AskKind.BLOCKING, BLOCKS_OMAR), row(AskKind.SOON, SOON)),
    "back": sheet(row(AskKind.BACK, BLOCKED)),
    "back, and another": sheet(row(AskKind.BACK, BLOCKED), row(AskKind.SOON, SOON)),
    "owed": sheet(row(AskKind.BACK, OWED)),
    "manager": sheet(row(AskKind.MANAGER, THEIRS)),
    "manager of two": sheet(row(AskKind.MANAGER, THEIRS), row(AskKind.MOVED, WORN)),
    "everything": everything_asked(),
}


@pytest.mark.parametrize("days_on", range(7))
@pytest.mark.parametrize("name", SHEETS)
def test_the_example_below_a_nudge_is_an_answer_that_is_understood(name: str, days_on: int) -> None:
    now = replace(SHEETS[name], today=SHEETS[name].today + timedelta(days=days_on))
    (line,) = [each for each in nudge_message(now)["text"].splitlines() if each.startswith("Or answer here: ")]
    for example in re.findall(r"“([^”]*)”", line):
        read = read_answer(example, shown_rows(now), today=now.today, order=None)
        assert read.questions == (), example
        assert len(read.parts) == example.count(",") + 1
        for part, words in zip(read.parts, example.split(", "), strict=True):
            assert (part.deed is Deed.MOVE) is ("legal" in words), (example, part)


def test_the_days_said_to_come_next_are_those_of_the_ladder() -> None:
    found = {ask.kind: (ask, now) for ask, now in asked(OPEN)}
    texts = {kind: nudge_message(sheet_of(ask, OPEN, now))["text"] for kind, (ask, now) in found.items()}
    day = {kind: say_date(now.date(), DUE) for kind, (_, now) in found.items()}
    assert f"Next after this: {day[AskKind.DUE]}, if" in texts[AskKind.SOON]
    assert f"once more on {day[AskKind.LATE_THREE]}" in texts[AskKind.LATE]
    for kind in (AskKind.LATE, AskKind.LATE_THREE):
        assert f"your manager's list on {day[AskKind.MANAGER]}, then" in texts[kind]
