"""One gap over several customers: shared, taken off, and each of them told once it is gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reviews.calendar import WorkCalendar
from reviews.customer import GapAccount
from reviews.decision import Change, Refusal
from reviews.model import Action, ActionState, GapState
from reviews.shared_gap import (
    MOST_SHARED,
    Teller,
    also_at,
    is_closing,
    is_reopening,
    share,
    tell_each,
    teller_of,
    withdrawn,
)
from tests.builders import NOW, WS, account, action, gap

LATER = NOW + timedelta(hours=1)
BERLIN = WorkCalendar("Europe/Berlin")


def link(number: int, **fields: object) -> GapAccount:
    return GapAccount(WS, 1, number, "U1", NOW, **fields)  # type: ignore[arg-type]


def shared(wanted: list[int], *links: GapAccount) -> tuple[Change, ...]:
    changes = share(gap(1), wanted, links, by="U2", now=LATER)
    assert not isinstance(changes, Refusal)
    return changes


def test_a_gap_is_shared_with_others_and_never_with_its_own_customer_again() -> None:
    assert shared([2, 1, 3, 2]) == (
        Change(None, GapAccount(WS, 1, 2, "U2", LATER)),
        Change(None, GapAccount(WS, 1, 3, "U2", LATER)),
    )


def test_what_is_shared_already_stays_as_it_is() -> None:
    assert shared([2], link(2)) == ()


def test_who_is_left_out_is_taken_off() -> None:
    assert shared([], link(2)) == (Change(link(2), link(2, ended_at=LATER)),)


def test_who_was_taken_off_can_come_back() -> None:
    gone = link(2, ended_at=NOW)
    (change,) = shared([2], gone)
    assert change == Change(gone, replace(gone, added_by="U2", added_at=LATER, ended_at=None))


def test_a_form_full_of_customers_says_how_many_it_holds() -> None:
    refused = share(gap(1), range(2, MOST_SHARED + 3), (), by="U2", now=LATER)
    assert isinstance(refused, Refusal)
    assert str(MOST_SHARED) in refused.text


@pytest.mark.parametrize(
    ("owner", "of_gap", "left", "tells"),
    [
        ("U3", "U1", (), "U3"),
        ("U3", "U1", ("U3",), "U1"),
        (None, "U1", (), "U1"),
        (None, None, (), "U2"),
        ("U3", "U1", ("U1", "U3"), "U2"),
    ],
)
def test_a_customer_is_told_by_who_looks_after_them(
    owner: str | None, of_gap: str | None, left: tuple[str, ...], tells: str
) -> None:
    assert teller_of(account(owner=owner), gap(1, owner=of_gap), "U2", frozenset(left)) == tells


def told(*tellers: Teller) -> list[Action]:
    closed = gap(4, state=GapState.CLOSED, ended_at=NOW, ended_by="U2")
    changes = tell_each(closed, tellers, 31, by="U2", now=NOW)
    assert all(change.before is None for change in changes)
    return [change.after for change in changes if isinstance(change.after, Action)]


def test_each_customer_of_a_closed_gap_is_told_within_two_working_days_of_who_tells() -> None:
    first, second = told(
        Teller(account(id=1, name="Northwind"), "U1", BERLIN),
        Teller(account(id=2, name="Kestrel"), "U3", WorkCalendar("Asia/Dubai", weekend=frozenset({2, 3}))),
    )
    assert (first.id, first.what) == (31, "Tell Northwind that “Month-end export fails” is solved")
    assert (first.owner, first.due, first.first_due) == ("U1", date(2026, 11, 26), date(2026, 11, 26))
    assert (first.account_id, first.gap_id, first.counterpart, first.state) == (1, 4, None, ActionState.OPEN)
    assert (second.id, second.account_id, second.owner) == (32, 2, "U3")
    assert second.due == date(2026, 11, 28)


def test_a_gap_of_one_customer_makes_nobody_tell() -> None:
    assert told(Teller(account(), "U1", BERLIN)) == []


def test_only_closing_tells_and_only_reopening_takes_back() -> None:
    open_one, closed, withdrawn_one = gap(1), gap(1, state=GapState.CLOSED), gap(1, state=GapState.WITHDRAWN)
    assert is_closing(open_one, closed)
    assert not any(is_closing(*each) for each in ((None, closed), (open_one, withdrawn_one), (closed, open_one)))
    assert is_reopening(closed, open_one)
    assert not is_reopening(open_one, closed)
    assert not is_closing(action(), action(state=ActionState.DONE))


def test_what_was_done_meanwhile_is_not_taken_back() -> None:
    made = (action(31), action(32, state=ActionState.DONE), action(33, state=ActionState.WAITING))
    taken = withdrawn(made, by="U2", now=LATER)
    assert [(each.after.id, each.after.state) for each in taken if isinstance(each.after, Action)] == [
        (31, ActionState.WITHDRAWN),
        (33, ActionState.WITHDRAWN),
    ]
    assert {each.why for each in taken} == {"undone"}


def test_customers_one_may_not_see_are_counted() -> None:
    assert also_at({2: "Kestrel", 3: "Harbor Lane"}, (2, 3, 4)) == (("Kestrel", "Harbor Lane"), 1)
    assert also_at({}, ()) == ((), 0)
