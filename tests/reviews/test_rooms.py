"""What a room is, and what follows when it changes hands."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reviews.decision import Change, Post, ShowBoard, Withdraw
from reviews.model import Account, Person
from reviews.rooms import (
    CLOSED,
    READ_BY_OTHERS,
    WHY,
    News,
    Standing,
    follow_id,
    is_other,
    is_shared,
    leave_room,
    others_among,
    take_away,
    who_is_told,
)
from tests.builders import account, person, review

WORDS = {"text": "What became of it", "blocks": []}


@pytest.mark.parametrize(
    ("facts", "read"),
    [
        ({}, False),
        ({"is_ext_shared": False, "is_shared": True, "is_org_shared": True}, False),
        ({"is_ext_shared": True}, True),
        ({"is_pending_ext_shared": True}, True),
        ({"pending_shared": []}, False),
        ({"pending_shared": ["T9"]}, True),
        ({"pending_connected_team_ids": ["T9"]}, True),
    ],
)
def test_a_room_is_shared_when_another_organisation_reads_it_or_is_about_to(facts: dict[str, Any], read: bool) -> None:
    assert is_shared(facts) is read


@pytest.mark.parametrize(
    ("given", "other"),
    [
        ({}, False),
        ({"team_id": "T1"}, False),
        ({"team_id": "T9"}, True),
        ({"team_id": ""}, True),
        ({"is_guest": True}, True),
        ({"is_guest": True, "team_id": "T1"}, True),
        ({"is_bot": True, "team_id": "T9"}, False),
        ({"deactivated": True}, False),
    ],
)
def test_guests_and_people_of_other_organisations_are_none_of_ours(given: dict[str, Any], other: bool) -> None:
    somebody = replace(person(), **given)
    assert is_other(somebody) is other
    assert others_among([person("U7"), somebody]) == ([somebody] if other else [])


@pytest.mark.parametrize(
    ("news", "before", "after"),
    [
        (News.SHARED, ("C1", None), (None, "C1")),
        (News.SHARED, ("C1", "C5"), (None, "C5")),
        (News.GUESTS, ("C1", None), (None, None)),
        (News.ARCHIVED, ("C1", "C5"), (None, "C5")),
        (News.ARCHIVED, ("C2", "C1"), ("C2", None)),
        (News.DELETED, ("C1", None), (None, None)),
        (News.REMOVED, ("C2", "C1"), ("C2", None)),
        (News.SHARED, ("C2", "C1"), ("C2", "C1")),
    ],
)
def test_a_customer_keeps_the_channels_it_has_left(
    news: News, before: tuple[str | None, str | None], after: tuple[str | None, str | None]
) -> None:
    held = account(channel=before[0], shared_channel=before[1])
    decision = leave_room(held, None, news, "C1", key="Ev1", tell={})
    (change,) = decision.changes
    assert isinstance(change.after, Account)
    assert (change.after.channel, change.after.shared_channel) == after
    assert change.why == WHY[news]
    assert decision.says == ()


@pytest.mark.parametrize("news", sorted(READ_BY_OTHERS | CLOSED))
def test_the_review_that_ran_there_goes_on_with_who_leads_it(news: News) -> None:
    running = review(facilitator="U3", board_ts="17.1")
    decision = leave_room(account(), running, news, "C1", key="Ev1", tell={"U1": WORDS, "U3": WORDS})
    assert decision.changes[1] == Change(running, replace(running, channel="U3", board_ts=None), WHY[news])
    assert decision.says == (ShowBoard(7), Post("room:Ev1:U1", "U1", WORDS), Post("room:Ev1:U3", "U3", WORDS))


def test_a_review_that_runs_elsewhere_stays_where_it_is() -> None:
    decision = leave_room(account(), review(channel="U3"), News.SHARED, "C1", key="Ev1", tell={"U1": WORDS})
    assert [type(each.after) for each in decision.changes] == [Account]
    assert decision.says == (Post("room:Ev1:U1", "U1", WORDS),)


def test_each_message_that_stands_there_is_taken_away_once() -> None:
    decision = take_away([Standing("C1", "17.1"), Standing("C1", "17.2")])
    assert decision.changes == ()
    assert decision.says == (Withdraw("withdraw:C1:17.1", "C1", "17.1"), Withdraw("withdraw:C1:17.2", "C1", "17.2"))


@pytest.mark.parametrize(
    ("before", "after"),
    [(("C1", None), ("C9", None)), (("C2", "C1"), ("C2", "C9")), (("C1", "C5"), ("C9", "C5"))],
)
def test_a_channels_new_id_is_followed(before: tuple[str, str | None], after: tuple[str, str | None]) -> None:
    held = account(channel=before[0], shared_channel=before[1])
    (change,) = follow_id(held, None, "C1", "C9").changes
    assert change == Change(held, replace(held, channel=after[0], shared_channel=after[1]), WHY[News.MOVED])


def test_the_open_review_follows_a_new_id_with_its_board() -> None:
    running = review(board_ts="17.1")
    decision = follow_id(account(), running, "C1", "C9")
    assert decision.changes[1].after == replace(running, channel="C9")
    elsewhere = follow_id(account(), review(channel="U1"), "C1", "C9")
    assert len(elsewhere.changes) == 1


@pytest.mark.parametrize(
    ("owner", "leads", "told"),
    [
        ("U1", "U3", ["U1", "U3"]),
        ("U1", "U1", ["U1"]),
        ("U1", None, ["U1"]),
        (None, "U3", ["U3"]),
        (None, None, ["U8"]),
    ],
)
def test_owner_and_leader_are_told_and_an_admin_where_there_is_neither(
    owner: str | None, leads: str | None, told: list[str]
) -> None:
    running = review(facilitator=leads) if leads else None
    assert who_is_told(account(owner=owner), running, ["U8", "U9"]) == told


def test_where_there_is_nobody_nobody_is_told() -> None:
    assert who_is_told(account(owner=None), None, []) == []


def test_a_person_who_cannot_be_read_counts_as_one_of_ours_only_without_another_team() -> None:
    assert not is_other(Person("T1", "U5", "omar", "Omar"))
