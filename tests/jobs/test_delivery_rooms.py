"""Nothing is said in a channel before it is known that only our own people read it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jobs.deliver_say import LOCKED_OUT_FOR, RETRY_AFTER
from jobs.delivery import next_moment
from jobs.rooms import REMEMBERED, is_room
from storage import people
from storage.values import Say
from tests.builders import person
from tests.jobs.conftest import Desk
from tests.jobs.slack_double import LOST, Answer, busy, refusal

LOOK = "conversations.info"
PENDING = ["is_pending_ext_shared", "pending_shared", "pending_connected_team_ids"]
NOT_TOLD = [
    LOST,
    Answer(503, "<html>try later</html>", "text/html"),
    Answer(200, {"ok": True}),
    Answer(200, {"ok": True, "channel": {}}),
    Answer(200, "[]"),
    refusal("internal_error"),
]


def told(desk: Desk, user_id: str) -> list[str]:
    """What stands in the conversation with a person."""
    return [each["text"] for each in desk.slack.standing if each["channel"] == f"D{user_id[1:]}"]


def shared(desk: Desk, channel: str = "C1", **facts: object) -> None:
    desk.slack.rooms[channel] = facts or {"is_ext_shared": True}


async def knows_an_admin(desk: Desk) -> None:
    async with desk.db.write() as tx:
        await people.save(tx, person("U8", "Ada Admin", is_admin=True))


async def test_what_was_meant_for_a_home_a_customer_reads_goes_to_who_leads(desk: Desk) -> None:
    await desk.open_review()
    await desk.deliver()
    desk.later(minutes=2)
    shared(desk)
    await desk.post("summary:7", review_id=7)
    await desk.deliver()
    row = (await desk.rows())["summary:7"]
    assert (row.state, row.error) == ("sent", None)
    assert "This is summary:7" in told(desk, "U1")
    assert not [each for each in desk.slack.standing if each["channel"] == "C1"]


async def test_who_owns_and_leads_hears_once_what_became_of_the_home_and_may_choose(desk: Desk) -> None:
    await desk.open_review()
    await desk.deliver()
    shared(desk)
    for number in range(3):
        desk.later(minutes=2)
        await desk.post(f"m{number}", review_id=7)
        await desk.deliver()
    heard = [each for each in told(desk, "U1") if each.startswith("Another organisation reads <#C1> now, so nothing")]
    assert len(heard) == 1
    assert "I took away 1 message of mine there." in heard[0]
    assert "The open review goes on here" in heard[0]
    (said,) = [each for each in desk.slack.standing if each["text"] == heard[0]]
    assert "room.choose" in str(said["blocks"])


async def test_nothing_is_said_in_a_channel_a_customer_reads(desk: Desk) -> None:
    shared(desk)
    await knows_an_admin(desk)
    await desk.post("one")
    await desk.deliver()
    row = (await desk.rows())["one"]
    assert (row.state, row.error) == ("failed", "shared_outside")
    (words,) = told(desk, "U8")
    assert words.startswith("Another organisation reads <#C1> now, so I did not say this there: “This is one”.")
    assert not [each for each in desk.slack.standing if each["channel"] == "C1"]


@pytest.mark.parametrize("fact", PENDING)
async def test_a_channel_about_to_be_shared_is_told_nothing_any_more(desk: Desk, fact: str) -> None:
    shared(desk, "C1", **{fact: ["T9"]})
    await desk.post("one")
    await desk.deliver()
    assert await desk.states() == {"one": "failed"}
    assert not desk.slack.calls


@pytest.mark.parametrize("facts", [{"is_shared": True}, {"is_org_shared": True}, {"pending_shared": []}])
async def test_a_channel_shared_inside_one_organisation_is_ours(desk: Desk, facts: dict[str, object]) -> None:
    shared(desk, "C1", **facts)
    await desk.post("one")
    await desk.deliver()
    assert await desk.states() == {"one": "sent"}


async def test_a_board_that_stands_is_taken_away_where_a_customer_reads_it_and_goes_on_with_who_leads(
    desk: Desk,
) -> None:
    await desk.open_review()
    await desk.deliver()
    before = await desk.board_ts()
    shared(desk)
    desk.later(minutes=2)
    await desk.show_board()
    await desk.deliver()
    assert not desk.slack.said("chat.update")
    assert [(each["channel"], each["ts"]) for each in desk.slack.said("chat.delete")] == [("C1", before)]
    (board,) = [each for each in desk.slack.standing if "step 1 of 6" in each["text"]]
    assert (board["channel"], board["ts"]) == ("D1", await desk.board_ts())


async def test_who_is_near_is_told_once_a_day_however_much_is_held_back(desk: Desk) -> None:
    await knows_an_admin(desk)
    shared(desk)
    for day in range(2):
        desk.later(minutes=2)
        for number in range(3):
            await desk.post(f"m{day}{number}")
            await desk.deliver()
        assert len(told(desk, "U8")) == day + 1
        desk.later(days=1)


async def test_where_nobody_is_near_an_administrator_hears_of_it(desk: Desk) -> None:
    await knows_an_admin(desk)
    shared(desk, "C7")
    await desk.post("news", "C7")
    await desk.deliver()
    assert "<#C7>" in told(desk, "U8")[0]


async def test_words_held_back_can_neither_ping_nor_format_where_they_are_told(desk: Desk) -> None:
    await knows_an_admin(desk)
    shared(desk)
    await desk.post("slip", text=f"*A-1* moved: &lt;!channel&gt; {'late ' * 60}<@U9>")
    await desk.deliver()
    (words,) = told(desk, "U8")
    assert "“A-1 moved:" in words
    assert "<!channel>" not in words
    assert "<@U9>" not in words
    assert len(words) < 600


async def test_what_is_said_later_is_said_as_soon_as_the_channel_is_ours_again(desk: Desk) -> None:
    shared(desk)
    await desk.post("one")
    await desk.deliver()
    desk.slack.rooms.clear()
    desk.now += REMEMBERED
    await desk.post("two")
    await desk.deliver()
    assert await desk.states() == {"one": "failed", "two": "sent"}


@pytest.mark.parametrize("answer", NOT_TOLD, ids=["cut", "no json", "no channel", "empty", "a list", "internal"])
async def test_while_slack_does_not_say_who_reads_it_what_is_meant_for_it_waits(desk: Desk, answer: Answer) -> None:
    # A read that breaks off is asked once more by the HTTP client itself.
    desk.slack.scripts[LOOK].extend([answer] * 2)
    await desk.post("one")
    await desk.deliver()
    desk.later(seconds=5)
    await desk.post("two")
    await desk.deliver()
    assert set((await desk.states()).values()) == {"queued"}
    assert not desk.slack.calls
    assert await next_moment(desk.office) == desk.now + RETRY_AFTER - timedelta(seconds=5)
    desk.slack.scripts.clear()
    desk.now += RETRY_AFTER
    await desk.deliver()
    assert desk.slack.standing_keys() == ["one", "two"]


async def test_a_board_waits_too_while_slack_does_not_say_who_reads_it(desk: Desk) -> None:
    desk.slack.scripts[LOOK].append(refusal("internal_error"))
    await desk.open_review()
    await desk.deliver()
    assert not desk.slack.calls
    desk.now += RETRY_AFTER
    await desk.deliver()
    assert len(desk.slack.said()) == 1


async def test_a_look_that_hangs_does_not_hold_up_the_message_for_good(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobs.rooms.ANSWER_WITHIN", 0.0)
    await desk.post("one")
    await desk.deliver()
    row = (await desk.rows())["one"]
    assert (row.state, row.error) == ("queued", "who reads the room is not known: TimeoutError")


async def test_a_slack_that_says_nothing_again_and_again_is_left_alone_for_longer(desk: Desk) -> None:
    desk.slack.scripts[LOOK].extend([refusal("internal_error")] * 99)
    for number in range(9):
        await desk.post(f"m{number}", f"C{number}")
    await desk.deliver()
    assert len(desk.slack.looks) < 13
    assert not desk.slack.calls


@pytest.mark.parametrize("error", ["channel_not_found", "not_in_channel", "missing_scope", "team_access_not_granted"])
async def test_where_slack_will_not_let_us_look_nothing_is_said(desk: Desk, error: str) -> None:
    await desk.open_review()
    await desk.deliver()
    desk.later(minutes=2)
    desk.slack.scripts[LOOK].append(refusal(error))
    await desk.post("summary:7", review_id=7)
    await desk.deliver()
    row = (await desk.rows())["summary:7"]
    assert (row.state, row.error) == ("failed", error)
    (words,) = told(desk, "U1")
    assert f"`{error}`" in words or error.replace("_", "ˍ") in words
    assert ("manifest.yaml" in words) == (error == "missing_scope")


async def test_when_slack_asks_for_time_only_the_rooms_not_looked_at_wait(desk: Desk) -> None:
    await desk.post("known")
    await desk.deliver()
    desk.slack.scripts[LOOK].append(busy("20"))
    for key, channel in (("two", "C2"), ("three", "C3"), ("again", "C1"), ("nudge", "U4"), ("two more", "C2")):
        await desk.post(key, channel)
        await desk.deliver()
    assert desk.slack.standing_keys() == ["known", "again", "nudge"]
    assert desk.slack.looks == ["C1", "C2"]
    desk.later(seconds=19)
    await desk.deliver()
    assert desk.slack.looks == ["C1", "C2"]
    desk.later(seconds=1)
    await desk.deliver()
    said = desk.slack.standing_keys()[3:]
    assert sorted(said) == ["three", "two", "two more"]
    assert said.index("two") < said.index("two more")


async def test_a_token_that_is_not_taken_stops_everything_before_anything_is_said(desk: Desk) -> None:
    desk.slack.scripts[LOOK].append(refusal("invalid_auth"))
    await desk.post("one")
    await desk.deliver()
    assert not desk.slack.calls
    desk.now += LOCKED_OUT_FOR
    await desk.deliver()
    assert desk.slack.standing_keys() == ["one"]


async def test_a_channel_is_looked_at_once_a_minute_however_much_is_said_there(desk: Desk) -> None:
    for number in range(5):
        await desk.post(f"m{number}")
    await desk.deliver()
    desk.now += REMEMBERED - timedelta(seconds=1)
    await desk.post("still known")
    await desk.deliver()
    assert desk.slack.looks == ["C1"]
    desk.later(seconds=1)
    await desk.post("looked at again")
    await desk.deliver()
    assert desk.slack.looks == ["C1", "C1"]


async def test_each_workspace_has_rooms_of_its_own(desk: Desk) -> None:
    await desk.queue("one", "C1", Say.POST)
    await desk.queue("two", "C1", Say.POST, workspace_id="T2")
    await desk.deliver()
    assert desk.slack.looks == ["C1", "C1"]


async def test_people_and_the_conversations_with_them_are_not_looked_at(desk: Desk) -> None:
    for destination in ("U4", "W4", "D4"):
        await desk.post(destination, destination)
    await desk.deliver()
    assert len(desk.slack.standing_keys()) == 3
    assert not desk.slack.looks


@pytest.mark.parametrize(("destination", "looked_at"), [("C1", True), ("G1", True), ("", True), ("D1", False)])
def test_whatever_is_not_surely_a_person_counts_as_a_room(destination: str, looked_at: bool) -> None:
    assert is_room(destination) is looked_at
