"""A person's round: one nudge a day while they work, of what still holds, worst first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from reviews.asks import Ask, AskKind, AskState
from reviews.model import Account, Action, ActionState, Gap, GapState, Person
from reviews.nudge_sheet import Sorted, Subject, placed, rows_of, sort_asks, still_holds
from reviews.preferences import Preferences
from reviews.roster import Roster
from tests.builders import WS, account, action, gap, person

K = AskKind
MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
"""A Tuesday, nine o'clock in Berlin."""
TOMORROW = MORNING + timedelta(days=1)
DUE = date(2026, 11, 23)
LONG_AGO = datetime(2026, 1, 5, tzinfo=UTC)
NORTHWIND, KESTREL = account(id=1, owner="U3"), account(id=2, name="Kestrel", owner="U3")


def promise(number: int = 1, **fields: Any) -> Action:
    return action(number, **({"due": DUE, "first_due": DUE, "logged_at": LONG_AGO} | fields))


def ask(subject: str = "A-1", kind: AskKind = K.LATE, about: str = f"U1|{DUE}", **fields: Any) -> Ask:
    given: dict[str, Any] = {"id": 1, "user_id": "U1", "not_before": MORNING, "state": AskState.WAITING}
    return Ask(WS, kind=kind, subject=subject, about=about, created_at=MORNING, **(given | fields))


def roster(*wishes: Preferences, people: tuple[Person, ...] = ()) -> Roster:
    known = {each: person(each) for each in ("U1", "U2", "U3")} | {each.user_id: each for each in people}
    chosen = {"U1": Preferences(WS, "U1", manager="U2")} | {each.user_id: each for each in wishes}
    return Roster("UTC", known, chosen)


SUBJECTS = {"A-1": Subject(promise(), NORTHWIND), "A-2": Subject(promise(2), NORTHWIND)}


def sort(
    *waiting: Ask,
    subjects: dict[str, Subject] | None = None,
    people: Roster | None = None,
    nudged: bool = False,
    now: datetime = MORNING,
) -> Sorted:
    return sort_asks("U1", waiting, subjects or SUBJECTS, people or roster(), nudged_today=nudged, now=now)


def test_what_waits_for_the_morning_is_asked_in_the_morning() -> None:
    assert sort(ask(), ask("A-2", id=2)) == Sorted(now=(ask(), ask("A-2", id=2)))


def test_what_is_for_later_waits_for_its_own_moment() -> None:
    later = ask("A-2", id=2, not_before=TOMORROW)
    assert sort(ask(), later) == Sorted(now=(ask(),))


def test_who_was_nudged_today_hears_the_rest_tomorrow_morning() -> None:
    later = ask("A-2", id=2, not_before=TOMORROW + timedelta(days=3))
    found = sort(ask(), later, nudged=True, now=MORNING + timedelta(hours=2))
    assert found == Sorted(settled=(ask(not_before=TOMORROW),))


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-11-24T07:59", "2026-11-24T08:00"),
        ("2026-11-24T17:00", "2026-11-25T08:00"),
        ("2026-11-27T20:00", "2026-11-30T08:00"),
        ("2026-12-25T10:00", "2026-12-28T08:00"),
    ],
    ids=["before nine", "at six in the evening", "Friday night", "a holiday"],
)
def test_outside_working_time_everything_waits_for_the_next_morning(now: str, morning: str) -> None:
    moment, opens = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (now, morning))
    waiting = ask(not_before=LONG_AGO)
    assert sort(waiting, now=moment) == Sorted(settled=(replace(waiting, not_before=opens),))


LAPSED: dict[str, tuple[Ask, Subject | None]] = {
    "gone": (ask(), None),
    "done": (ask(), Subject(promise(state=ActionState.DONE, ended_at=MORNING), NORTHWIND)),
    "dropped": (ask(), Subject(promise(state=ActionState.DROPPED, ended_at=MORNING), NORTHWIND)),
    "another owner": (ask(), Subject(promise(owner="U3"), NORTHWIND)),
    "another date": (ask(), Subject(promise(due=date(2026, 11, 24)), NORTHWIND)),
    "blocked": (ask(), Subject(promise(state=ActionState.BLOCKED, wake_on=DUE), NORTHWIND)),
    "put off": (ask(), Subject(promise(snoozed_until=date(2026, 11, 25)), NORTHWIND)),
    "paused": (ask(), Subject(promise(), replace(NORTHWIND, paused_at=MORNING))),
    "closed gap": (ask("G-1"), Subject(gap(1, update_on=DUE, state=GapState.CLOSED), NORTHWIND)),
    "not blocked any more": (ask(kind=K.BLOCKING, about=f"U1|{DUE}|0"), Subject(promise(owner="U2"), NORTHWIND)),
    "checked already": (
        ask(kind=K.RECHECK, about=f"U1|{LONG_AGO.isoformat()}"),
        Subject(promise(state=ActionState.DONE, ended_at=LONG_AGO, helped=True), NORTHWIND),
    ),
    "handed on again": (ask(kind=K.HANDED, about=f"U1|{DUE}|by U3"), Subject(promise(owner="U2"), NORTHWIND)),
    "handed over and done": (
        ask(kind=K.HANDED, about=f"U1|{DUE}|by U3"),
        Subject(promise(state=ActionState.DONE), NORTHWIND),
    ),
    "reviewed": (
        ask("ACC-1", K.PREPARE, "U3|2026-12-01"),
        Subject(None, replace(NORTHWIND, next_review_on=date(2027, 3, 1))),
    ),
    "somebody else's customer": (
        ask("ACC-1", K.PREPARE, "U3|2026-12-01"),
        Subject(None, replace(NORTHWIND, owner="U2", next_review_on=date(2026, 12, 1))),
    ),
}


@pytest.mark.parametrize("case", LAPSED)
def test_what_does_not_hold_any_more_is_dropped(case: str) -> None:
    waiting, subject = LAPSED[case]
    subjects = {waiting.subject: subject} if subject else {}
    assert not still_holds(waiting, subject, roster(), now=MORNING)
    found = sort_asks("U1", [waiting], subjects, roster(), nudged_today=False, now=MORNING)
    assert found == Sorted(settled=(replace(waiting, state=AskState.DROPPED),))


HOLDING: dict[str, tuple[Ask, Subject]] = {
    "late": (ask(), Subject(promise(), NORTHWIND)),
    "an earlier step": (ask(kind=K.SOON), Subject(promise(), NORTHWIND)),
    "without a customer": (ask(), Subject(promise(account_id=None), None)),
    "gap": (ask("G-1"), Subject(gap(1, update_on=DUE), NORTHWIND)),
    "handed over, moved since": (
        ask(kind=K.HANDED, about="U1|2026-11-01|by U3"),
        Subject(promise(), NORTHWIND),
    ),
    "in the way": (
        ask(kind=K.BLOCKING, about="U1|2026-01-05T00:00|0"),
        Subject(promise(owner="U2", state=ActionState.BLOCKED, blocked_by="U1", wake_on=DUE), NORTHWIND),
    ),
    "review": (
        ask("ACC-1", K.PREPARE, "U3|2026-12-01"),
        Subject(None, replace(NORTHWIND, next_review_on=date(2026, 12, 1))),
    ),
}


@pytest.mark.parametrize("case", HOLDING)
def test_what_still_holds_is_asked(case: str) -> None:
    waiting, subject = HOLDING[case]
    assert sort(waiting, subjects={waiting.subject: subject}) == Sorted(now=(waiting,))


AWAY: dict[str, Any] = {"away_from": date(2026, 11, 23), "away_until": date(2026, 11, 27)}


def test_while_somebody_is_away_their_stand_in_is_asked_instead() -> None:
    people = roster(Preferences(WS, "U1", stand_in="U3", **AWAY))
    dropped, theirs = replace(ask(), state=AskState.DROPPED), replace(ask(), user_id="U3")
    assert sort(ask(), people=people) == Sorted(settled=(dropped,), readdressed=(theirs,))


def test_without_a_stand_in_it_waits_until_they_are_back() -> None:
    back = datetime(2026, 11, 30, 8, tzinfo=UTC)
    people = roster(Preferences(WS, "U1", **AWAY))
    assert sort(ask(), people=people) == Sorted(settled=(ask(not_before=back),))


def test_who_is_away_without_an_end_is_looked_for_each_morning() -> None:
    people = roster(Preferences(WS, "U1", away_from=date(2026, 11, 23)))
    assert sort(ask(), people=people) == Sorted(settled=(ask(not_before=TOMORROW),))


def test_what_somebody_who_left_promised_goes_to_who_leads_them_on_that_customer() -> None:
    gone = roster(Preferences(WS, "U1"), people=(person("U1", deactivated=True),))
    found = sort(ask(), people=gone)
    assert [each.user_id for each in found.readdressed] == ["U3"]
    alone = {"A-1": Subject(promise(account_id=None), None)}
    assert sort(ask(), subjects=alone, people=gone) == Sorted(settled=(ask(not_before=TOMORROW),))


def test_who_left_while_away_is_not_waited_for() -> None:
    gone = roster(Preferences(WS, "U1", **AWAY), people=(person("U1", deactivated=True),))
    alone = {"A-1": Subject(promise(account_id=None), None)}
    assert sort(ask(), subjects=alone, people=gone) == Sorted(settled=(ask(not_before=TOMORROW),))


def test_each_customers_part_of_what_somebody_left_goes_its_own_way() -> None:
    gone = roster(Preferences(WS, "U1"), people=(person("U1", deactivated=True),))
    nobodys = {"A-1": SUBJECTS["A-1"], "A-2": Subject(promise(2), replace(KESTREL, owner=None))}
    second = ask("A-2", id=2)
    found = sort(ask(), second, subjects=nobodys, people=gone)
    assert found.readdressed == (replace(ask(), user_id="U3"),)
    assert set(found.settled) == {replace(ask(), state=AskState.DROPPED), replace(second, not_before=TOMORROW)}


def put(item: Action | Gap, customer: Account | None, kind: AskKind, number: int) -> tuple[Ask, Subject]:
    ref = f"{'G' if isinstance(item, Gap) else 'A'}-{item.id}"
    day = item.update_on if isinstance(item, Gap) else item.due
    about = f"{item.owner}|moves 3" if kind is K.MOVED else f"{item.owner}|{day}"
    return ask(ref, kind, about, id=number), Subject(item, customer)


def order(*given: tuple[Ask, Subject]) -> list[str]:
    found = sort(*(each for each, _ in given), subjects={each.subject: subject for each, subject in given})
    return [each.subject for each in found.now]


def test_the_customer_with_the_worst_comes_first_and_its_things_stay_together() -> None:
    given = (
        put(promise(1), KESTREL, K.DUE, 1),
        put(promise(2), NORTHWIND, K.SOON, 2),
        put(promise(3), KESTREL, K.LATE_THREE, 3),
        put(promise(4), NORTHWIND, K.LATE, 4),
        put(promise(5, account_id=None), None, K.SOON, 5),
    )
    assert order(*given) == ["A-3", "A-1", "A-4", "A-2", "A-5"]


def test_of_equally_pressing_things_the_longest_late_comes_first() -> None:
    days = {1: date(2026, 11, 20), 2: date(2026, 11, 18), 3: date(2026, 11, 19)}
    given = [put(promise(n, due=day, first_due=day), NORTHWIND, K.LATE, n) for n, day in days.items()]
    assert order(*given) == ["A-2", "A-3", "A-1"]


def test_two_reasons_to_ask_about_one_thing_are_one_line_with_the_more_pressing() -> None:
    asked = placed(sort(ask(kind=K.SOON, id=1), ask("A-2", K.DUE, id=2), ask(kind=K.LATE, id=3)).now, 12)
    assert [(each.subject, each.kind, each.place) for each in asked] == [
        ("A-1", K.LATE, 1),
        ("A-1", K.SOON, 1),
        ("A-2", K.DUE, 2),
    ]
    assert {(each.state, each.nudge_id) for each in asked} == {(AskState.ASKED, 12)}
    rows = rows_of(asked, SUBJECTS)
    assert [(row.place, row.subject, row.kind) for row in rows] == [(1, "A-1", K.LATE), (2, "A-2", K.DUE)]


def test_a_line_about_something_that_is_gone_keeps_its_number() -> None:
    asked = placed([ask(), ask("A-2", id=2)], 12)
    rows = rows_of(asked, {"A-2": SUBJECTS["A-2"]})
    assert [(row.place, row.item is None) for row in rows] == [(1, True), (2, False)]
