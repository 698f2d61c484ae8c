"""Direct conversations: finding one's own messages again, and hearing how people edit and delete theirs."""

from __future__ import annotations

import json
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

NINA, OMAR, IM = "U0NINA001", "U0OMAR001", "D0NINA001"


class Ear:
    """A connection that acknowledges every event and keeps it."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket

    async def event(self) -> dict[str, Any]:
        """Return the next event."""
        while True:
            envelope = json.loads(await self._socket.receive_str(timeout=5))
            if "envelope_id" in envelope:
                await self._socket.send_json({"envelope_id": envelope["envelope_id"]})
                return dict(envelope["payload"]["event"])


@pytest.fixture
async def ear(desk: Any) -> Any:
    opened = await desk.client("xapp-practice").apps_connections_open(app_token="xapp-practice")
    async with desk.session.ws_connect(opened["url"]) as socket:
        yield Ear(socket)


async def say(desk: Any, text: str, **more: Any) -> dict[str, Any]:
    return dict(await desk.do("message", channel=IM, user="nina", text=text, **more))


def posted(key: str) -> dict[str, Any]:
    return {"channel": NINA, "text": key, "metadata": {"event_type": "nudge", "event_payload": {"key": key}}}


async def test_a_conversation_with_one_person_is_opened_and_posts_name_it(desk: Any) -> None:
    for users in ([NINA], NINA):
        assert (await desk.api.conversations_open(users=users))["channel"] == {"id": IM}
    whole = (await desk.api.conversations_open(users=[NINA], return_im=True))["channel"]
    assert (whole["id"], whole["is_im"], whole["user"]) == (IM, True, NINA)
    assert (await desk.api.chat_postMessage(**posted("k1")))["channel"] == IM
    with pytest.raises(SlackApiError, match="user_not_found"):
        await desk.api.conversations_open(users=["U0NOBODY0"])


async def test_a_message_of_ones_own_is_found_by_its_metadata(desk: Any) -> None:
    sent = [(await desk.api.chat_postMessage(**posted(f"k{number}")))["ts"] for number in range(5)]
    found = await desk.api.conversations_history(
        channel=IM, oldest=sent[2], inclusive=True, limit=100, include_all_metadata=True
    )
    keys = {each["metadata"]["event_payload"]["key"]: each["ts"] for each in found["messages"]}
    assert keys == {"k2": sent[2], "k3": sent[3], "k4": sent[4]}
    bare = await desk.api.conversations_history(channel=IM)
    assert not any("metadata" in each for each in bare["messages"])


async def test_history_begins_with_the_newest_and_with_oldest_alone_at_the_oldest(desk: Any) -> None:
    sent = [(await desk.api.chat_postMessage(**posted(f"k{number}")))["ts"] for number in range(6)]

    async def texts(**bounds: Any) -> list[str]:
        answer = await desk.api.conversations_history(channel=IM, **bounds)
        return [str(each["text"]) for each in answer["messages"]]

    assert await texts(limit=2) == ["k5", "k4"]
    assert await texts(oldest=sent[1], limit=2) == ["k3", "k2"]
    assert await texts(oldest=sent[1], limit=1, inclusive=True) == ["k1"]
    assert await texts(latest=sent[4], limit=2) == ["k3", "k2"]
    assert await texts(latest=sent[4], limit=1, inclusive=True) == ["k4"]
    assert await texts(oldest=sent[1], latest=sent[4]) == ["k3", "k2"]
    assert await texts(oldest=sent[1], latest=sent[4], inclusive=True) == ["k4", "k3", "k2", "k1"]
    assert await texts(oldest=sent[1].partition(".")[0], latest="9999999999") != []
    assert await texts(oldest="0") == ["k5", "k4", "k3", "k2", "k1", "k0"]


async def test_pages_after_oldest_go_on_to_the_newest(desk: Any) -> None:
    sent = [(await desk.api.chat_postMessage(**posted(f"k{number}")))["ts"] for number in range(5)]
    pages: list[list[str]] = []
    cursor = ""
    while not pages or cursor:
        answer = await desk.api.conversations_history(channel=IM, oldest=sent[0], limit=2, cursor=cursor or None)
        pages.append([str(each["text"]) for each in answer["messages"]])
        cursor = (answer.get("response_metadata") or {}).get("next_cursor", "")
        assert answer["has_more"] == bool(cursor)
    assert pages == [["k2", "k1"], ["k4", "k3"]]


@pytest.mark.parametrize("name", ["oldest", "latest"])
async def test_a_bound_that_is_no_ts_is_refused_by_its_name(desk: Any, name: str) -> None:
    with pytest.raises(SlackApiError, match=f"invalid_ts_{name}"):
        await desk.api.conversations_history(channel=IM, **{name: "yesterday"})


async def test_a_thread_is_bounded_and_gives_its_metadata(desk: Any) -> None:
    root = (await say(desk, "1 done"))["ts"]
    answers = [(await desk.api.chat_postMessage(**posted(f"a{number}"), thread_ts=root))["ts"] for number in range(3)]
    whole = await desk.api.conversations_replies(channel=IM, ts=root, include_all_metadata=True)
    assert [each["ts"] for each in whole["messages"]] == [root, *answers]
    assert whole["messages"][1]["metadata"]["event_payload"] == {"key": "a0"}
    later = await desk.api.conversations_replies(channel=IM, ts=root, oldest=answers[0])
    assert [each["ts"] for each in later["messages"]] == [root, *answers[1:]]
    assert "metadata" not in later["messages"][1]
    first = await desk.api.conversations_replies(channel=IM, ts=root, limit=2)
    assert ([each["ts"] for each in first["messages"]], first["has_more"]) == ([root, answers[0]], True)
    until = await desk.api.conversations_replies(channel=IM, ts=root, latest=answers[1], inclusive=True)
    assert [each["ts"] for each in until["messages"]] == [root, *answers[:2]]


async def test_an_edited_answer_reaches_the_app_with_what_it_was(desk: Any, ear: Ear) -> None:
    ts = (await say(desk, "1 done"))["ts"]
    first = await ear.event()
    assert (first["channel_type"], first["channel"], "subtype" in first) == ("im", IM, False)
    await desk.do("edit", channel=IM, user="nina", ts=ts, text="1 not done")
    event = await ear.event()
    assert (event["type"], event["subtype"], event["hidden"]) == ("message", "message_changed", True)
    assert (event["channel"], event["channel_type"]) == (IM, "im")
    assert (event["message"]["text"], event["previous_message"]["text"]) == ("1 not done", "1 done")
    assert event["message"]["ts"] == event["previous_message"]["ts"] == ts
    assert event["message"]["user"] == event["message"]["edited"]["user"] == NINA
    assert "edited" not in event["previous_message"]
    assert event["ts"] == event["event_ts"] > ts
    assert "user" not in event
    assert "text" not in event


async def test_saving_the_same_words_again_is_no_edit(desk: Any, ear: Ear) -> None:
    ts = (await say(desk, "1 done"))["ts"]
    await ear.event()
    answer = await desk.do("edit", channel=IM, user="nina", ts=ts, text="1 done")
    assert "edited" not in answer["message"]
    await say(desk, "2 done")
    assert (await ear.event())["text"] == "2 done"


async def test_a_deleted_answer_reaches_the_app_with_what_it_was(desk: Any, ear: Ear) -> None:
    ts = (await say(desk, "1 done"))["ts"]
    await ear.event()
    await desk.do("delete", channel=IM, user="nina", ts=ts)
    event = await ear.event()
    assert (event["subtype"], event["hidden"], event["channel_type"]) == ("message_deleted", True, "im")
    assert (event["deleted_ts"], event["previous_message"]["text"]) == (ts, "1 done")
    assert event["previous_message"]["user"] == NINA
    assert await desk.said(IM) == []


async def test_an_answer_in_a_thread_is_edited_and_deleted_there(desk: Any, ear: Ear) -> None:
    root = (await desk.api.chat_postMessage(**posted("k1")))["ts"]
    await ear.event()
    ts = (await say(desk, "done", thread_ts=root))["ts"]
    await ear.event()
    await desk.do("edit", channel=IM, user="nina", ts=ts, text="not done")
    edited = await ear.event()
    assert edited["message"]["thread_ts"] == edited["previous_message"]["thread_ts"] == root
    await desk.do("delete", channel=IM, user="nina", ts=ts)
    assert (await ear.event())["previous_message"]["thread_ts"] == root
    assert (await desk.api.conversations_replies(channel=IM, ts=root))["messages"][0].get("reply_count") is None


async def test_a_deleted_message_with_answers_leaves_a_mark_until_they_are_gone(desk: Any, ear: Ear) -> None:
    root = (await say(desk, "1 done"))["ts"]
    await ear.event()
    answer = (await desk.api.chat_postMessage(**posted("Recorded"), thread_ts=root))["ts"]
    await ear.event()
    await desk.do("delete", channel=IM, user="nina", ts=root)
    event = await ear.event()
    assert (event["subtype"], event["message"]["subtype"]) == ("message_changed", "tombstone")
    assert event["previous_message"]["text"] == "1 done"
    assert (event["message"]["ts"], event["message"]["user"], event["message"]["reply_count"]) == (root, "USLACKBOT", 1)
    assert [each["ts"] for each in await desk.said(IM)] == [root, answer]
    await desk.api.chat_delete(channel=IM, ts=answer)
    gone = [await ear.event(), await ear.event()]
    assert {each["deleted_ts"] for each in gone} == {root, answer}
    assert await desk.said(IM) == []


async def test_the_apps_own_message_leaves_a_mark_as_well(desk: Any) -> None:
    root = (await desk.api.chat_postMessage(**posted("k1")))["ts"]
    await say(desk, "done", thread_ts=root)
    await desk.api.chat_delete(channel=IM, ts=root)
    mark = (await desk.api.conversations_history(channel=IM))["messages"][0]
    assert (mark["subtype"], mark["text"]) == ("tombstone", "This message was deleted.")
    with pytest.raises(SlackApiError, match="cant_update_message"):
        await desk.api.chat_update(channel=IM, ts=root, text="Back")
