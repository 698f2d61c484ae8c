"""What is typed after `listen`, and what it means to begin and to end: one change and one line in the channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from reviews.decision import Change, Decision, Message, Post, Refusal, TellCustomer
from reviews.health.kept import Listening
from reviews.listening import ListenWish, begin, end, read_wish
from tests.builders import NOW, account

NOTICE: Final[Message] = {"text": "Nina had me count who writes here.", "blocks": []}
NORTHWIND = replace(account(), channel="C1", shared_channel="CS")
ON = Listening(NORTHWIND.workspace_id, "C1", NORTHWIND.id, "U1", NOW - timedelta(days=9))
OFF = replace(ON, ended_at=NOW - timedelta(days=1), ended_by="U2")


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        ("", ListenWish.SHOW),
        ("  status ", ListenWish.SHOW),
        ("on", ListenWish.ON),
        ("ON.", ListenWish.ON),
        ("off", ListenWish.OFF),
        ("Stop", ListenWish.OFF),
    ],
)
def test_on_and_off_are_read_however_they_are_typed(words: str, wish: ListenWish) -> None:
    assert read_wish(words) is wish


@pytest.mark.parametrize("words", ["onn", "on off", "everything", "o" * 500])
def test_another_word_is_said_back_and_does_nothing(words: str) -> None:
    refused = read_wish(words)
    assert isinstance(refused, Refusal)
    assert words[:60] in refused.text
    assert len(refused.text) < 120


def begun(channel: str = "C1", before: Listening | None = None) -> Decision | Refusal:
    return begin(NORTHWIND, channel, before, NOTICE, by="U1", now=NOW)


@pytest.mark.parametrize("before", [None, OFF, replace(ON, account_id=99)])
def test_to_begin_is_one_change_and_one_line_in_the_channel(before: Listening | None) -> None:
    done = begun(before=before)
    assert isinstance(done, Decision)
    assert done.changes == (Change(before, Listening(NORTHWIND.workspace_id, "C1", NORTHWIND.id, "U1", NOW)),)
    (said,) = done.says
    assert isinstance(said, Post)
    assert (said.channel, said.message) == ("C1", NOTICE)


def test_where_the_customer_reads_along_it_is_said_by_that_click_alone() -> None:
    done = begun("CS")
    assert isinstance(done, Decision)
    assert [type(each) for each in done.says] == [TellCustomer]
    over = end(NORTHWIND, replace(ON, channel="CS"), NOTICE, by="U2", now=NOW)
    assert isinstance(over, Decision)
    assert [type(each) for each in over.says] == [TellCustomer]


def test_what_is_on_already_is_not_begun_twice() -> None:
    refused = begun(before=ON)
    assert isinstance(refused, Refusal)
    assert refused.code == "on"


def test_a_channel_that_is_not_the_customers_any_more_is_not_listened_to() -> None:
    refused = begun("C9")
    assert isinstance(refused, Refusal)
    assert NORTHWIND.name in refused.text


def test_to_end_says_when_and_by_whom_and_keeps_who_began() -> None:
    done = end(NORTHWIND, ON, NOTICE, by="U2", now=NOW)
    assert isinstance(done, Decision)
    assert done.changes == (Change(ON, replace(ON, ended_at=NOW, ended_by="U2")),)


@pytest.mark.parametrize("before", [None, OFF])
def test_what_is_off_is_not_ended_twice(before: Listening | None) -> None:
    refused = end(NORTHWIND, before, NOTICE, by="U2", now=NOW)
    assert isinstance(refused, Refusal)
    assert refused.code == "off"


def test_a_channel_of_a_customer_who_is_not_known_any_more_hears_it_only_by_a_persons_click() -> None:
    done = end(None, ON, NOTICE, by="U2", now=NOW)
    assert isinstance(done, Decision)
    assert [type(each) for each in done.says] == [TellCustomer]


def test_each_time_it_is_switched_on_the_channel_reads_of_it() -> None:
    first, later = (begin(NORTHWIND, "C1", OFF, NOTICE, by="U1", now=NOW + timedelta(seconds=n)) for n in (0, 1))
    assert isinstance(first, Decision)
    assert isinstance(later, Decision)
    assert {each.key for each in first.says if isinstance(each, Post)} != {
        each.key for each in later.says if isinstance(each, Post)
    }
