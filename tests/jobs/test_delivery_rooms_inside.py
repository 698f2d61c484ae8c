"""Guests and strangers inside a room, what may be said there all the same, and what is taken out of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jobs.deliver_say import RETRY_AFTER, UNTIL_IT_IS_SAID
from jobs.room_members import MOST_ASKED
from jobs.rooms import MEMBERS_REMEMBERED, REMEMBERED
from reviews.decision import Decision, TellCustomer, Withdraw
from reviews.rooms import News
from storage import people, room_changes
from storage.values import Say
from tests.builders import NOW, WS, person
from tests.jobs.conftest import Desk
from tests.jobs.slack_double import LOST, Answer, busy, refusal

INSIDE = "conversations.members"
DELETE = "chat.delete"


def there(desk: Desk, channel: str = "C1") -> list[str]:
    """What stands in a room."""
    return [each["text"] for each in desk.slack.standing if each["channel"] == channel]


async def knows(desk: Desk, *found: object) -> None:
    async with desk.db.write() as tx:
        for each in found:
            await people.save(tx, each)  # type: ignore[arg-type]


async def becomes(desk: Desk, news: News, key: str = "Ev1", channel: str = "C1") -> None:
    async with desk.db.write() as tx:
        await room_changes.leave(tx, WS, channel, news, key=key, now=desk.now)


@pytest.mark.parametrize("given", [{"is_guest": True}, {"team_id": "T9"}])
async def test_somebody_inside_who_is_none_of_ours_holds_posts_back(desk: Desk, given: dict[str, object]) -> None:
    await knows(desk, person("U5", "Dana Brooks", **given), person("U8", "Ada Admin", is_admin=True))
    desk.slack.members["C1"] = ["U8", "U5"]
    await desk.post("one")
    await desk.deliver()
    row = (await desk.rows())["one"]
    assert (row.state, row.error, there(desk)) == ("failed", "guests_inside", [])
    (words,) = there(desk, "D8")
    assert words.startswith("A guest reads <#C1> now")


async def test_bots_inside_hold_nothing_back(desk: Desk) -> None:
    await knows(desk, person("U5", "Reports", is_bot=True, team_id="T9"))
    desk.slack.members["C1"] = ["U5"]
    await desk.post("one")
    await desk.deliver()
    assert there(desk) == ["This is one"]


async def test_who_is_not_known_is_asked_for_once_and_kept(desk: Desk) -> None:
    desk.slack.members["C1"] = ["U5", "U6"]
    await desk.post("one")
    await desk.deliver()
    assert [each["user"] for each in desk.slack.said("users.info")] == ["U5", "U6"]
    async with desk.db.read() as tx:
        kept = await people.by_ids(tx, WS, ["U5", "U6"])
    assert [each.real_name for each in kept] == ["Person U5", "Person U6"]
    desk.now += MEMBERS_REMEMBERED
    await desk.post("two")
    await desk.deliver()
    assert len(desk.slack.said("users.info")) == 2
    assert there(desk) == ["This is one", "This is two"]


@pytest.mark.parametrize("facts", [{"is_restricted": True}, {"is_ultra_restricted": True}, {"team_id": "T9"}])
async def test_who_turns_out_to_be_none_of_ours_holds_posts_back(desk: Desk, facts: dict[str, object]) -> None:
    desk.slack.members["C1"] = ["U5"]
    desk.slack.people["U5"] = facts
    await desk.post("one")
    await desk.deliver()
    assert (await desk.states())["one"] == "failed"
    assert there(desk) == []


@pytest.mark.parametrize("error", ["user_not_found", "user_not_visible"])
async def test_a_stranger_slack_will_not_show_is_none_of_ours(desk: Desk, error: str) -> None:
    desk.slack.members["C1"] = ["U5"]
    desk.slack.scripts["users.info"].append(refusal(error))
    await desk.post("one")
    await desk.deliver()
    assert (await desk.rows())["one"].error == "guests_inside"


async def test_more_people_than_can_be_asked_for_at_once_are_waited_for(desk: Desk) -> None:
    desk.slack.members["C1"] = [f"U{number}" for number in range(100, 101 + MOST_ASKED)]
    await desk.post("one")
    await desk.deliver()
    assert (await desk.states(), there(desk)) == ({"one": "queued"}, [])
    desk.later(seconds=5)
    await desk.deliver()
    assert there(desk) == ["This is one"]
    assert len(desk.slack.said("users.info")) == MOST_ASKED + 1


async def test_a_guest_on_a_later_page_is_found_too(desk: Desk) -> None:
    desk.slack.page = 2
    await knows(desk, *(person(f"U{number}") for number in (1, 2, 3)), person("U4", "Dana", is_guest=True))
    desk.slack.members["C1"] = ["U1", "U2", "U3", "U4"]
    await desk.post("one")
    await desk.deliver()
    assert (await desk.rows())["one"].error == "guests_inside"
    assert desk.slack.counts == ["C1", "C1"]


async def test_a_server_that_lists_no_members_has_no_guests(desk: Desk) -> None:
    desk.slack.scripts[INSIDE].append(refusal("unknown_method"))
    await desk.post("one")
    await desk.deliver()
    assert there(desk) == ["This is one"]


@pytest.mark.parametrize("answer", [LOST, refusal("internal_error"), busy("20")], ids=["cut", "internal", "busy"])
async def test_while_slack_does_not_say_who_is_inside_nothing_is_said(desk: Desk, answer: Answer) -> None:
    desk.slack.scripts[INSIDE].extend([answer] * 2)
    await desk.post("one")
    await desk.deliver()
    assert (await desk.states(), there(desk)) == ({"one": "queued"}, [])
    desk.slack.scripts.clear()
    desk.now += RETRY_AFTER
    await desk.deliver()
    assert there(desk) == ["This is one"]


async def test_who_is_inside_is_asked_less_often_than_who_reads(desk: Desk) -> None:
    await desk.post("one")
    await desk.deliver()
    desk.now += REMEMBERED
    await desk.post("two")
    await desk.deliver()
    assert (desk.slack.looks, desk.slack.counts) == (["C1", "C1"], ["C1"])
    desk.now += MEMBERS_REMEMBERED - REMEMBERED
    await desk.post("three")
    await desk.deliver()
    assert desk.slack.counts == ["C1", "C1"]


@pytest.mark.parametrize(("forgotten", "looks"), [("C1", 2), (None, 2), ("C2", 1)])
async def test_what_is_known_of_a_room_is_dropped_when_it_changes(
    desk: Desk, forgotten: str | None, looks: int
) -> None:
    await desk.post("one")
    await desk.deliver()
    desk.office.rooms.forget(WS, forgotten)
    desk.office.rooms.forget("T2", "C1")
    await desk.post("two")
    await desk.deliver()
    assert (len(desk.slack.looks), len(desk.slack.counts)) == (looks, looks)


async def test_only_what_is_meant_for_the_customer_is_said_where_they_read(desk: Desk) -> None:
    desk.slack.rooms["C1"] = {"is_ext_shared": True}
    words = {"text": "What we do next", "blocks": []}
    await desk.decide(Decision(says=(TellCustomer("customer:7", "C1", words),)))
    for kind in (Say.POST, Say.NUDGE):
        await desk.queue(f"{kind} inside", "C1", kind)
    await desk.deliver()
    assert there(desk) == ["What we do next"]


async def test_what_stood_there_is_taken_away(desk: Desk) -> None:
    await desk.post("one")
    await desk.deliver()
    (stood,) = desk.slack.standing
    await becomes(desk, News.SHARED)
    await becomes(desk, News.SHARED, "Ev2")
    await desk.deliver()
    assert [(each["channel"], each["ts"]) for each in desk.slack.said(DELETE)] == [("C1", stood["ts"])]
    assert there(desk) == []


@pytest.mark.parametrize("news", [News.ARCHIVED, News.REMOVED, News.DELETED])
async def test_what_stands_in_a_room_that_is_only_closed_stays(desk: Desk, news: News) -> None:
    await desk.post("one")
    await desk.deliver()
    await becomes(desk, news)
    await desk.deliver()
    assert not desk.slack.said(DELETE)


async def test_what_is_gone_already_is_as_wanted(desk: Desk) -> None:
    desk.slack.scripts[DELETE].append(refusal("message_not_found"))
    await desk.decide(Decision(says=(Withdraw("withdraw:C1:1", "C1", "1"),)))
    await desk.deliver()
    assert await desk.states() == {"withdraw:C1:1": "sent"}


async def test_while_slack_is_busy_it_is_taken_away_later(desk: Desk) -> None:
    desk.slack.scripts[DELETE].append(busy("7"))
    await desk.decide(Decision(says=(Withdraw("withdraw:C1:1", "C1", "1"),)))
    await desk.deliver()
    assert await desk.states() == {"withdraw:C1:1": "queued"}
    desk.later(seconds=7)
    await desk.deliver()
    assert await desk.states() == {"withdraw:C1:1": "sent"}


async def test_what_cannot_be_taken_away_is_told_and_tried_again_at_the_next_news(desk: Desk) -> None:
    await knows(desk, person("U8", "Ada Admin", is_admin=True))
    await desk.post("one")
    await desk.deliver()
    desk.slack.scripts[DELETE].append(refusal("not_in_channel"))
    await becomes(desk, News.SHARED)
    await desk.deliver()
    assert there(desk) == ["This is one"]
    (words,) = there(desk, "D8")
    assert words.startswith("I could not take back what I had said in <#C1>, where others read it now")
    await becomes(desk, News.SHARED, "Ev2")
    await desk.deliver()
    assert there(desk) == []


async def test_what_was_being_said_at_that_moment_is_taken_away_when_it_stands(desk: Desk) -> None:
    desk.slack.scripts["chat.postMessage"].append(Answer(cut=True, accepted=True))
    await desk.post("one")
    await desk.deliver()
    assert (await desk.states(), there(desk)) == ({"one": "sending"}, ["This is one"])
    await becomes(desk, News.SHARED)
    await desk.deliver()
    assert not desk.slack.said(DELETE)
    desk.later(minutes=2)
    await desk.deliver()
    desk.now += UNTIL_IT_IS_SAID
    await desk.deliver()
    assert there(desk) == []
    assert set((await desk.states()).values()) == {"sent"}


async def test_what_was_being_said_and_never_was_leaves_nothing_to_take_away(desk: Desk) -> None:
    await desk.post("one")
    await desk.take_and_die()
    await becomes(desk, News.SHARED)
    desk.slack.rooms["C1"] = {"is_ext_shared": True}
    desk.later(minutes=2)
    for _ in range(3):
        await desk.deliver()
        desk.now += timedelta(seconds=30)
    assert not desk.slack.said(DELETE)
    assert there(desk) == []
    assert desk.now > NOW


async def test_a_message_that_got_lost_is_looked_for_even_in_a_room_that_is_shared_now(desk: Desk) -> None:
    desk.slack.scripts["chat.postMessage"].append(Answer(cut=True, accepted=True))
    await desk.post("one")
    await desk.deliver()
    desk.slack.rooms["C1"] = {"is_ext_shared": True}
    desk.later(minutes=2)
    await desk.deliver()
    assert await desk.states() == {"one": "sent"}
    assert desk.slack.looks == ["C1"]


async def test_a_message_that_got_lost_is_not_said_again_where_a_customer_reads_now(desk: Desk) -> None:
    desk.slack.scripts["chat.postMessage"].append(LOST)
    await desk.post("one")
    await desk.deliver()
    desk.slack.rooms["C1"] = {"is_ext_shared": True}
    desk.later(minutes=2)
    await desk.deliver()
    assert await desk.states() == {"one": "failed"}
    assert not desk.slack.standing
