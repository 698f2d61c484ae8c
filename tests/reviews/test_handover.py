"""What somebody left, in which order it is shown, and what becomes of each thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from reviews.asks import AskKind
from reviews.audit_entry import AuditEntry
from reviews.decision import Decision, Refusal
from reviews.handover import Part, Thing, hand_on, handed_so_far, in_order, told_of_accounts
from reviews.model import Account, Action, Gap, Review
from reviews.preferences import Preferences
from tests.builders import NOW, WS, account, action, days, gap, review

NORTHWIND = account(owner="U9", renewal_on=days(200))
KESTREL = account(id=2, name="Kestrel", channel="C2", owner="U9", sponsor="U9", renewal_on=days(30))


def of(thing: Any, customer: Account | None = NORTHWIND, part: Part | None = None) -> Thing:
    parts = {Action: Part.ACTION, Gap: Part.GAP, Review: Part.REVIEW, Account: Part.OWNER, Preferences: Part.MANAGER}
    return Thing(part or parts[type(thing)], thing, customer)


def refs(things: Any) -> list[str]:
    return [thing.ref for thing in in_order(things)]


def done(things: list[Thing], to: str = "U2", why: str = "") -> Decision:
    decision = hand_on(things, to=to, why=why)
    assert isinstance(decision, Decision), decision
    return decision


def test_the_customer_with_what_is_due_first_comes_first_and_people_last() -> None:
    things = [
        of(Preferences(WS, "U1", manager="U9"), None),
        of(action(1, owner="U9", due=days(5))),
        of(gap(4, owner="U9", update_on=days(-3)), KESTREL),
        of(NORTHWIND),
        of(KESTREL, KESTREL),
        of(action(7, owner="U9", account_id=None, due=days(-9)), None),
    ]
    assert refs(things) == ["action:7", "owner:2", "gap:4", "owner:1", "action:1", "manager:U1"]


def test_where_nothing_is_due_the_nearest_renewal_comes_first() -> None:
    assert refs([of(NORTHWIND), of(KESTREL, KESTREL)]) == ["owner:2", "owner:1"]


def test_within_a_customer_the_longest_late_comes_first() -> None:
    late = [of(action(number, owner="U9", due=days(day))) for number, day in ((1, 3), (2, -5), (12, -5), (3, 0))]
    assert refs(late) == ["action:2", "action:12", "action:3", "action:1"]


@pytest.mark.parametrize(
    ("thing", "field"),
    [
        (of(action(owner="U9")), "owner"),
        (of(gap(owner="U9")), "owner"),
        (of(NORTHWIND), "owner"),
        (of(KESTREL, KESTREL, Part.SPONSOR), "sponsor"),
        (of(review(facilitator="U9")), "facilitator"),
        (of(Preferences(WS, "U1", manager="U9"), None), "manager"),
        (of(Preferences(WS, "U1", stand_in="U9"), None, Part.STAND_IN), "stand_in"),
    ],
)
def test_each_thing_becomes_somebody_elses_with_the_reason(thing: Thing, field: str) -> None:
    (change,) = done([thing], why=" until spring ").changes
    assert getattr(change.before, field) == "U9"
    assert getattr(change.after, field) == "U2"
    assert change.why == "until spring"


def test_a_customer_that_was_theirs_in_two_ways_goes_in_two_steps() -> None:
    decision = done([of(KESTREL, KESTREL), of(KESTREL, KESTREL, Part.SPONSOR)])
    first, second = decision.changes
    assert second.before == first.after
    assert second.after == replace(KESTREL, owner="U2", sponsor="U2")


def test_a_new_sponsor_has_not_met_the_customer_yet() -> None:
    met = replace(KESTREL, sponsor_met_on=days(-20))
    (change,) = done([of(met, met, Part.SPONSOR)]).changes
    assert isinstance(change.after, Account)
    assert change.after.sponsor_met_on is None


def test_nobody_comes_to_lead_themselves_or_to_stand_in_for_themselves() -> None:
    own = Preferences(WS, "U2", manager="U9", stand_in="U9")
    decision = done([of(own, None), of(own, None, Part.STAND_IN)])
    assert decision.changes[-1].after == Preferences(WS, "U2")


def test_an_empty_hand_over_and_one_to_who_left_are_refused() -> None:
    nothing = hand_on([], to="U2", why="")
    assert isinstance(nothing, Refusal)
    assert nothing.code == "nothing_left"
    same = hand_on([of(action(owner="U9"))], to="U9", why="")
    assert isinstance(same, Refusal)


def test_who_gets_a_customer_is_told_and_who_takes_it_themselves_is_not() -> None:
    decision = done([of(NORTHWIND), of(KESTREL, KESTREL, Part.SPONSOR), of(action(owner="U9"))])
    (ask,) = told_of_accounts(decision, by="U3", now=NOW)
    assert (ask.user_id, ask.kind, ask.subject) == ("U2", AskKind.HANDED, "ACC-1")
    assert told_of_accounts(decision, by="U2", now=NOW) == ()


def entry(kind: str, ref: str, field: str, to: str | None, number: int = 1) -> AuditEntry:
    at = NOW + timedelta(minutes=number)
    return AuditEntry(WS, number, at, "U3", kind, ref, {field: "U9"}, {field: to}, None, f"d{number}")


def test_what_went_to_whom_is_counted_without_what_came_back() -> None:
    entries = [
        entry("action", "1", "owner", "U2"),
        entry("action", "2", "owner", "U2", 2),
        entry("account", "1", "owner", "U1", 3),
        entry("preferences", "U2", "manager", None, 4),
        entry("handover", "4", "version", "2", 5),
    ]
    assert handed_so_far(entries, "U9", ()) == {"U2": 2, "U1": 1, "": 1}
    back = [of(action(2, owner="U9")), of(NORTHWIND)]
    assert handed_so_far(entries, "U9", back) == {"U2": 1, "": 1}


def test_an_owner_and_a_sponsor_of_one_customer_are_two_things() -> None:
    entries = [entry("account", "2", "owner", "U2")]
    assert handed_so_far(entries, "U9", [of(KESTREL, KESTREL, Part.SPONSOR)]) == {"U2": 1}
