"""Taking back what a deed changed."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from reviews.answer_model import Deed
from reviews.audit_entry import AuditEntry, plain
from reviews.calendar import WorkCalendar
from reviews.customer import Contact, Goal, GoalState, Level
from reviews.decision import Change, Decision, Refusal
from reviews.facts import FactKind, KeyAction, TookPart
from reviews.follow_through import Answer, Circumstance, carry_out
from reviews.model import Action, ActionState, Gap, GapState, ReviewState
from reviews.preferences import Pace, Preferences
from reviews.rights import Reach, Role, RoleKind
from reviews.undo import Undoable, can_go_back, undo_entries
from storage.audit import KINDS, ref_of
from tests.builders import NOW, TODAY, WS, account, action, days, gap, review
from tests.messages.fact_list_samples import contract, incident, read, survey, ticket, touch, usage

HERE = Circumstance("U1", NOW, TODAY, WorkCalendar("Europe/Berlin"), account(owner="U3"))
Items = dict[tuple[str, str], Undoable]


def entry(change: Change, at: datetime = NOW) -> AuditEntry:
    """A change as the trail keeps it."""
    before, after = change.before, change.after
    names = [field.name for field in fields(after) if field.name not in {"workspace_id", "touched_at"}]
    moved = [name for name in names if before is None or getattr(before, name) != getattr(after, name)]
    was = {name: plain(getattr(before, name)) for name in moved} if before else {}
    now = {name: plain(getattr(after, name)) for name in moved}
    return AuditEntry(WS, 1, at, "U1", KINDS[type(after)], ref_of(after), was, now, change.why, "k1")


def items(*values: Undoable) -> Items:
    return {(KINDS[type(value)], ref_of(value)): value for value in values}


def undone(decision: Decision | Refusal) -> list[Any]:
    assert isinstance(decision, Decision), decision
    return [change.after for change in decision.changes]


def deed(item: Action | Gap, answer: Answer) -> Change:
    done = carry_out(item, answer, HERE)
    assert isinstance(done, Decision), done
    (change,) = done.changes
    return change


OPEN = action(snoozed_until=None, check_on=days(12))
BLOCKED = action(state=ActionState.BLOCKED, blocked_by="U2", blocked_why="legal", wake_on=days(4))
DEEDS: list[tuple[Action | Gap, Answer]] = [
    (OPEN, Answer(Deed.DONE)),
    (OPEN, Answer(Deed.MOVE, days(20), "legal is late")),
    (BLOCKED, Answer(Deed.MOVE, days(20), "legal is late")),
    (replace(OPEN, snoozed_until=days(2)), Answer(Deed.MOVE, days(20), "legal is late")),
    (OPEN, Answer(Deed.BLOCKED, days(5), "legal", "U2")),
    (OPEN, Answer(Deed.WAITING, None, "the order")),
    (OPEN, Answer(Deed.WONT_DO, None, "the customer dropped it")),
    (OPEN, Answer(Deed.SNOOZE, days(1))),
    (OPEN, Answer(Deed.STILL_ON)),
    (OPEN, Answer(Deed.NOT_MINE, None, "", "U2")),
    (OPEN, Answer(Deed.NOT_MINE)),
    (BLOCKED, Answer(Deed.CLEARED)),
    (gap(), Answer(Deed.DONE)),
    (gap(), Answer(Deed.MOVE, days(20), "legal is late")),
    (gap(), Answer(Deed.STILL_ON)),
    (gap(), Answer(Deed.NOT_MINE, None, "", "U2")),
]


@pytest.mark.parametrize(("item", "answer"), DEEDS, ids=[f"{type(i).__name__} {a.deed}" for i, a in DEEDS])
def test_whatever_was_answered_can_be_taken_back_to_the_letter(item: Action | Gap, answer: Answer) -> None:
    change = deed(item, answer)
    assert change.after != item
    assert undone(undo_entries([entry(change)], items(change.after), now=NOW)) == [item]  # type: ignore[arg-type]


def test_all_that_one_deed_changed_goes_back_together() -> None:
    first, second = action(1), gap(2)
    changes = [deed(first, Answer(Deed.DONE)), deed(second, Answer(Deed.MOVE, days(20), "late"))]
    entries = [entry(change) for change in changes]
    after = items(*(change.after for change in changes))  # type: ignore[arg-type]
    decision = undo_entries(entries, after, now=NOW)
    assert undone(decision) == [second, first]
    assert isinstance(decision, Decision)
    assert {change.why for change in decision.changes} == {"undone"}


def test_a_day_later_to_the_second_it_still_works_and_then_no_more() -> None:
    change = deed(OPEN, Answer(Deed.DONE))
    done = items(change.after)  # type: ignore[arg-type]
    assert undone(undo_entries([entry(change)], done, now=NOW + timedelta(days=1))) == [OPEN]
    late = undo_entries([entry(change)], done, now=NOW + timedelta(days=1, seconds=1))
    assert isinstance(late, Refusal)
    assert late.code == "too_late"


def test_what_somebody_has_changed_since_is_not_taken_back() -> None:
    change = deed(OPEN, Answer(Deed.MOVE, days(20), "late"))
    assert isinstance(change.after, Action)
    moved_again = replace(change.after, due=days(25), moves=2)
    refused = undo_entries([entry(change)], items(moved_again), now=NOW)
    assert isinstance(refused, Refusal)
    assert refused.code == "changed_since"


def test_a_change_of_something_else_meanwhile_stays() -> None:
    change = deed(OPEN, Answer(Deed.MOVE, days(20), "late"))
    assert isinstance(change.after, Action)
    reworded = replace(change.after, what="Send the list to finance", touched_at=NOW)
    (after,) = undone(undo_entries([entry(change)], items(reworded), now=NOW))
    assert (after.what, after.due, after.moves) == ("Send the list to finance", OPEN.due, 0)


def test_one_changed_thing_keeps_the_whole_deed_from_being_undone() -> None:
    changes = [deed(action(1), Answer(Deed.DONE)), deed(gap(2), Answer(Deed.DONE))]
    reopened = replace(changes[1].after, state=GapState.OPEN)  # type: ignore[arg-type]
    after = items(changes[0].after, reopened)  # type: ignore[arg-type]
    assert isinstance(undo_entries([entry(change) for change in changes], after, now=NOW), Refusal)


def test_what_is_not_there_any_more_or_was_never_done_cannot_be_undone() -> None:
    change = deed(OPEN, Answer(Deed.DONE))
    gone = undo_entries([entry(change)], {}, now=NOW)
    assert isinstance(gone, Refusal)
    assert gone.code == "changed_since"
    nothing = undo_entries([], {}, now=NOW)
    assert isinstance(nothing, Refusal)
    assert nothing.code == "nothing"


def test_logging_something_is_not_undone_this_way() -> None:
    new = Change(None, OPEN)
    assert isinstance(undo_entries([entry(new)], items(OPEN), now=NOW), Refusal)


def test_two_changes_of_one_thing_in_one_deed_go_back_one_by_one() -> None:
    first = deed(OPEN, Answer(Deed.MOVE, days(20), "late"))
    assert isinstance(first.after, Action)
    second = deed(first.after, Answer(Deed.BLOCKED, None, "legal"))
    assert isinstance(second.after, Action)
    decision = undo_entries([entry(first), entry(second)], items(second.after), now=NOW)
    assert isinstance(decision, Decision)
    assert decision.changes[-1].after == OPEN


@pytest.mark.parametrize(
    "value", [date(2026, 11, 24), datetime(2026, 11, 24, 9, tzinfo=UTC), ActionState.BLOCKED, None, 3]
)
def test_each_kind_of_field_comes_back_as_it_was(value: object) -> None:
    name = {date: "wake_on", datetime: "confirmed_at", ActionState: "state", type(None): "helped", int: "moves"}[
        type(value)
    ]
    before = replace(OPEN, **{name: value})  # type: ignore[arg-type]
    after = replace(before, **{name: True if value is None else type(value)(2) if isinstance(value, int) else None})  # type: ignore[arg-type]
    (restored,) = undone(undo_entries([entry(Change(before, after))], items(after), now=NOW))
    assert getattr(restored, name) == value
    assert type(getattr(restored, name)) is type(value)


def test_what_followed_from_a_change_does_not_keep_it_from_being_undone() -> None:
    change = deed(gap(2), Answer(Deed.DONE))
    entries = [entry(change), entry(Change(None, action(9)))]
    assert undone(undo_entries(entries, items(change.after), now=NOW)) == [gap(2)]  # type: ignore[arg-type]


def test_customers_people_goals_and_roles_go_back_like_items() -> None:
    before: list[Any] = [
        account(owner="U1", renewal_on=days(60), arr=10, is_private=False),
        Contact(WS, 3, 1, "Dana Brooks", "U1", NOW, level=Level.MANAGER, left_on=days(-1)),
        Goal(WS, 2, 1, "Fewer manual steps", "U1", NOW, target=10.5, state=GoalState.OPEN),
        Role(WS, "U2", RoleKind.LEADER, "U1", NOW, Reach.REPORTS),
        Preferences(WS, "U2", pace=Pace.LIGHT, morning=time(8, 30), manager="U3"),
        review(facilitator="U1"),
    ]
    after: list[Any] = [
        replace(before[0], owner="U2", renewal_on=None, arr=None, is_private=True),
        replace(before[1], level=Level.EXECUTIVE, left_on=None),
        replace(before[2], target=3.0, state=GoalState.REACHED, ended_at=NOW),
        replace(before[3], reach=Reach.ALL, ended_at=NOW),
        replace(before[4], pace=None, morning=None, manager="U1"),
        replace(before[5], facilitator="U2"),
    ]
    entries = [entry(Change(was, now)) for was, now in zip(before, after, strict=True)]
    assert all(can_go_back(each) for each in entries)
    assert undone(undo_entries(entries, items(*after), now=NOW)) == before[::-1]


def test_a_review_that_was_closed_or_started_does_not_go_back() -> None:
    started = entry(Change(None, review()))
    closed = entry(Change(review(), review(state=ReviewState.CLOSED, ended_at=NOW)))
    assert not can_go_back(started)
    assert not can_go_back(closed)


def test_facts_changed_by_hand_go_back_to_the_letter() -> None:
    weekly = (KeyAction("exports", 4.0, 2), KeyAction("reports"))
    pairs = [
        (incident(), replace(incident(), fixed_at=NOW, felt_by="finance", as_of=NOW + timedelta(hours=1))),
        (usage(key_actions=weekly), replace(usage(), key_actions=(KeyAction("imports", None, 1),), active_30=4)),
        (usage(key_actions=weekly), replace(usage(), key_actions=())),
        (touch(), replace(touch(), at=NOW, level=Level.EXECUTIVE, took_part=TookPart.DECLINED)),
        (incident(), replace(incident(), withdrawn_at=NOW)),
    ]
    for before, after in pairs:
        kept_as = json.loads(json.dumps(entry(Change(before, after)), default=plain_entry))
        kept = AuditEntry(**{**kept_as, "at": NOW})
        assert undone(undo_entries([kept], items(after), now=NOW)) == [before]


def plain_entry(held: object) -> dict[str, Any]:
    """An entry as its columns hold it."""
    assert isinstance(held, AuditEntry)
    return {each.name: getattr(held, each.name) for each in fields(held)} | {"at": None}


def test_a_fact_that_somebody_changed_since_stays() -> None:
    change = entry(Change(incident(), replace(incident(), fixed_at=NOW)))
    now = items(replace(incident(), fixed_at=NOW + timedelta(hours=1)))
    assert isinstance(undo_entries([change], now, now=NOW), Refusal)


def test_what_came_with_a_file_goes_back_only_with_the_file() -> None:
    change = entry(Change(incident(), replace(incident(), fixed_at=NOW)))
    assert can_go_back(change)
    assert not can_go_back(replace(change, deed="import:4"))


def test_tickets_answers_contracts_and_what_a_source_says_are_nobodys_to_undo() -> None:
    for fact in (ticket(), survey(), contract(), read(FactKind.TICKET, "zendesk", TODAY)):
        assert not can_go_back(entry(Change(fact, replace(fact, source="csv"))))
