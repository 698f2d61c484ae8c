"""The Web API, judged by the real SDK: argument forms, Slack's answers, and each of its refusals."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from slack_sdk.errors import SlackApiError

NORTHWIND, GENERAL, KESTREL = "C0NORTHWND", "C0GENERAL0", "C0KESTREL0"
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "*Main risk*"}}
METADATA = {"event_type": "summary", "event_payload": {"key": "k1"}}


async def refused(call: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def test_an_app_learns_who_it_is(desk: Any) -> None:
    me = await desk.api.auth_test()
    assert (me["team"], me["user"], me["user_id"]) == ("Fieldstone", "holdfast", "U0PRACTICE")
    assert "chat:write" in me.headers["X-OAuth-Scopes"]


@pytest.mark.parametrize(
    ("token", "error"),
    [(None, "not_authed"), ("xoxb-someone", "invalid_auth"), ("xapp-practice", "not_allowed_token_type")],
)
async def test_a_wrong_token_is_refused(desk: Any, token: str | None, error: str) -> None:
    assert await refused(desk.client(token).auth_test()) == error


async def test_an_unknown_method_is_refused(desk: Any) -> None:
    assert await refused(desk.api.api_call("chat.shout")) == "unknown_method"


async def test_a_call_answers_the_same_by_json_form_and_query(desk: Any) -> None:
    url, token = f"{desk.server.api_url}conversations.info", desk.server.bot_token
    header = {"Authorization": f"Bearer {token}"}
    by_json = await desk.http.post(url, json={"channel": NORTHWIND}, headers=header)
    by_form = await desk.http.post(url, data={"channel": NORTHWIND, "token": token})
    by_query = await desk.http.get(url, params={"channel": NORTHWIND, "token": token})
    assert by_json.json() == by_form.json() == by_query.json()
    assert by_json.json()["channel"]["name"] == "acct-northwind"


async def test_blocks_and_metadata_are_read_from_a_form_as_json(desk: Any) -> None:
    form = {
        "channel": NORTHWIND,
        "text": "Main risk",
        "blocks": json.dumps([SECTION]),
        "metadata": json.dumps(METADATA),
        "token": desk.server.bot_token,
    }
    answer = (await desk.http.post(f"{desk.server.api_url}chat.postMessage", data=form)).json()
    assert answer["message"]["blocks"][0]["text"]["text"] == "*Main risk*"
    assert answer["message"]["metadata"] == METADATA


async def test_broken_json_in_a_form_is_refused(desk: Any) -> None:
    form = {"channel": NORTHWIND, "blocks": "[{", "token": desk.server.bot_token}
    answer = (await desk.http.post(f"{desk.server.api_url}chat.postMessage", data=form)).json()
    assert answer["error"] == "invalid_blocks_format"


async def test_a_posted_message_carries_what_slack_adds(desk: Any) -> None:
    posted = await desk.api.chat_postMessage(channel="#acct-northwind", text="Hello", blocks=[SECTION])
    message = posted["message"]
    assert (message["bot_id"], message["app_id"], message["team"]) == ("B0PRACTICE", "A0PRACTICE", "T0FIELD")
    assert message["bot_profile"]["name"] == "Holdfast"
    assert message["blocks"][0]["block_id"]
    assert message["blocks"][0]["text"]["verbatim"] is False
    assert posted["channel"] == NORTHWIND


async def test_loose_brackets_are_escaped_and_tokens_stay(desk: Any) -> None:
    text = "a < b & c, <@U0NINA001> see https://example.com/x."
    posted = await desk.api.chat_postMessage(channel=NORTHWIND, text=text)
    assert posted["message"]["text"] == "a &lt; b &amp; c, <@U0NINA001> see <https://example.com/x>."


async def test_names_become_mentions_only_when_the_app_asks(desk: Any) -> None:
    asked = await desk.api.chat_postMessage(channel=NORTHWIND, text="for @omar <@U0NINA001>", link_names=True)
    plain = await desk.api.chat_postMessage(channel=NORTHWIND, text="for @omar")
    assert asked["message"]["text"] == "for <@U0OMAR001> <@U0NINA001>"
    assert plain["message"]["text"] == "for @omar"


async def test_a_text_over_the_limit_is_cut(desk: Any) -> None:
    posted = await desk.api.chat_postMessage(channel=NORTHWIND, text="x" * 40_010)
    assert len(posted["message"]["text"]) == 40_000


async def test_a_post_to_a_person_opens_the_direct_conversation(desk: Any) -> None:
    posted = await desk.api.chat_postMessage(channel="U0NINA001", text="Two of yours need a word")
    opened = await desk.api.conversations_open(users="U0NINA001", return_im=True)
    assert posted["channel"] == opened["channel"]["id"]
    assert opened["channel"]["user"] == "U0NINA001"


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
        ({"channel": GENERAL, "text": "x"}, "not_in_channel"),
        ({"channel": NORTHWIND}, "no_text"),
        ({"text": "x"}, "invalid_arguments"),
        ({"channel": "U0SVEN001", "text": "x"}, "channel_not_found"),
        ({"channel": NORTHWIND, "text": "x", "thread_ts": "1.000001"}, "thread_not_found"),
        ({"channel": NORTHWIND, "attachments": "5"}, "invalid_attachments"),
        ({"channel": NORTHWIND, "attachments": [{"blocks": [{"type": "board"}]}]}, "invalid_blocks"),
        ({"channel": NORTHWIND, "text": "x", "metadata": {"event_type": "a"}}, "invalid_metadata_format"),
    ],
)
async def test_a_post_slack_refuses_is_refused(desk: Any, given: dict[str, Any], error: str) -> None:
    assert await refused(desk.api.api_call("chat.postMessage", json=given)) == error


async def test_a_post_to_an_archived_channel_is_refused(desk: Any) -> None:
    desk.server.practice.workspace.channels[NORTHWIND].facts["is_archived"] = True
    assert await refused(desk.api.chat_postMessage(channel=NORTHWIND, text="x")) == "is_archived"


async def test_refused_blocks_come_with_the_reason(desk: Any) -> None:
    long = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}
    with pytest.raises(SlackApiError) as caught:
        await desk.api.chat_postMessage(channel=NORTHWIND, text="x", blocks=[long])
    answer = caught.value.response
    assert answer["error"] == "invalid_blocks"
    assert answer["errors"] == ["blocks[0].text.text: 3,001 characters, at most 3,000"]
    assert answer["response_metadata"]["messages"] == ["[ERROR] blocks[0].text.text: 3,001 characters, at most 3,000"]


async def test_blocks_can_be_checked_without_posting(desk: Any) -> None:
    assert (await desk.api.api_call("blocks.validate", json={"blocks": [SECTION]}))["ok"]
    bad = desk.api.api_call("blocks.validate", json={"blocks": [{"type": "board"}]})
    assert await refused(bad) == "invalid_blocks"


async def test_an_update_changes_what_is_given_and_keeps_the_rest(desk: Any) -> None:
    posted = await desk.api.chat_postMessage(channel=NORTHWIND, text="One", blocks=[SECTION], metadata=METADATA)
    changed = await desk.api.chat_update(channel=NORTHWIND, ts=posted["ts"], text="Two")
    assert (changed["text"], changed["message"]["edited"]["user"]) == ("Two", "U0PRACTICE")
    assert changed["message"]["blocks"] == posted["message"]["blocks"]
    assert changed["message"]["metadata"] == METADATA


async def test_an_empty_list_takes_the_blocks_off(desk: Any) -> None:
    posted = await desk.api.chat_postMessage(channel=NORTHWIND, text="One", blocks=[SECTION])
    changed = await desk.api.chat_update(channel=NORTHWIND, ts=posted["ts"], text="Two", blocks=[])
    assert "blocks" not in changed["message"]


@pytest.mark.parametrize(("method", "error"), [("update", "cant_update_message"), ("delete", "cant_delete_message")])
async def test_a_persons_message_is_not_the_apps_to_change(desk: Any, method: str, error: str) -> None:
    ts = (await desk.said(NORTHWIND))[0]["ts"]
    given = {"channel": NORTHWIND, "ts": ts, "text": "x"}
    assert await refused(desk.api.api_call(f"chat.{method}", json=given)) == error


async def test_a_message_that_is_not_there_is_not_changed(desk: Any) -> None:
    assert await refused(desk.api.chat_update(channel=NORTHWIND, ts="1.0", text="x")) == "message_not_found"
    assert await refused(desk.api.chat_delete(channel=NORTHWIND, ts="1.0")) == "message_not_found"


async def test_an_update_that_is_too_long_is_refused(desk: Any) -> None:
    posted = await desk.api.chat_postMessage(channel=NORTHWIND, text="One")
    too_long = desk.api.chat_update(channel=NORTHWIND, ts=posted["ts"], text="x" * 40_001)
    assert await refused(too_long) == "msg_too_long"


async def test_a_deleted_message_is_gone_for_everybody(desk: Any) -> None:
    posted = await desk.api.chat_postMessage(channel=NORTHWIND, text="Mistake")
    await desk.api.chat_delete(channel=NORTHWIND, ts=posted["ts"])
    assert posted["ts"] not in [each["ts"] for each in await desk.said(NORTHWIND)]


async def test_an_ephemeral_message_is_seen_by_one_person_only(desk: Any) -> None:
    sent = await desk.api.chat_postEphemeral(channel=NORTHWIND, user="U0NINA001", text="Only you")
    hers, his = await desk.said(NORTHWIND, "nina"), await desk.said(NORTHWIND, "omar")
    assert (hers[-1]["text"], hers[-1]["ephemeral"], hers[-1]["user"]) == ("Only you", True, "U0NINA001")
    assert hers[-1]["ts"] == sent["message_ts"] not in [each["ts"] for each in his]
    history = await desk.api.conversations_history(channel=NORTHWIND)
    assert "Only you" not in [each["text"] for each in history["messages"]]


async def test_an_ephemeral_message_is_not_updated_by_its_ts(desk: Any) -> None:
    sent = await desk.api.chat_postEphemeral(channel=NORTHWIND, user="U0NINA001", text="Only you")
    update = desk.api.chat_update(channel=NORTHWIND, ts=sent["message_ts"], text="x")
    assert await refused(update) == "message_not_found"


async def test_an_ephemeral_message_needs_its_person_in_the_channel(desk: Any) -> None:
    outsider = desk.api.chat_postEphemeral(channel=NORTHWIND, user="U0RUTH001", text="x")
    unknown = desk.api.chat_postEphemeral(channel=NORTHWIND, user="U0NOBODY0", text="x")
    assert await refused(outsider) == "user_not_in_channel"
    assert await refused(unknown) == "user_not_found"


async def test_a_thread_counts_its_answers(desk: Any) -> None:
    parent = await desk.api.chat_postMessage(channel=NORTHWIND, text="Question")
    await desk.api.chat_postMessage(channel=NORTHWIND, text="One", thread_ts=parent["ts"])
    await desk.do("message", channel=NORTHWIND, user="nina", text="Two", thread_ts=parent["ts"])
    thread = (await desk.api.conversations_replies(channel=NORTHWIND, ts=parent["ts"]))["messages"]
    assert [each["text"] for each in thread] == ["Question", "One", "Two"]
    assert (thread[0]["reply_count"], thread[0]["reply_users"]) == (2, ["U0PRACTICE", "U0NINA001"])
    await desk.api.chat_delete(channel=NORTHWIND, ts=thread[1]["ts"])
    thread = (await desk.api.conversations_replies(channel=NORTHWIND, ts=parent["ts"]))["messages"]
    assert thread[0]["reply_count"] == 1


async def test_answers_in_threads_stay_out_of_the_history_unless_sent_to_all(desk: Any) -> None:
    parent = await desk.api.chat_postMessage(channel=NORTHWIND, text="Question")
    await desk.api.chat_postMessage(channel=NORTHWIND, text="Quiet", thread_ts=parent["ts"])
    await desk.api.chat_postMessage(channel=NORTHWIND, text="Loud", thread_ts=parent["ts"], reply_broadcast=True)
    texts = [each["text"] for each in (await desk.api.conversations_history(channel=NORTHWIND))["messages"]]
    assert texts[:2] == ["Loud", "Question"]
    assert "Quiet" not in texts


async def test_metadata_comes_back_only_when_asked_for(desk: Any) -> None:
    posted = await desk.api.chat_postMessage(channel=NORTHWIND, text="Summary", metadata=METADATA)
    near = {"channel": NORTHWIND, "oldest": posted["ts"], "inclusive": True}
    without = await desk.api.conversations_history(**near)
    whole = await desk.api.conversations_history(**near, include_all_metadata=True)
    assert "metadata" not in without["messages"][0]
    assert whole["messages"][0]["metadata"] == METADATA


async def test_history_is_paged_and_bounded_by_time(desk: Any) -> None:
    sent = [(await desk.api.chat_postMessage(channel="C0SOLSTICE", text=f"m{i}"))["ts"] for i in range(5)]
    pages = await desk.api.conversations_history(channel="C0SOLSTICE", limit=2)
    texts = [[each["text"] async for each in _each(page)] async for page in pages]
    assert texts[:2] == [["m4", "m3"], ["m2", "m1"]]
    between = await desk.api.conversations_history(channel="C0SOLSTICE", oldest=sent[1], latest=sent[3])
    assert [each["text"] for each in between["messages"]] == ["m2"]


async def _each(page: Any) -> Any:
    for message in page["messages"]:
        yield message


async def test_a_made_up_cursor_is_refused(desk: Any) -> None:
    assert await refused(desk.api.users_list(cursor="next:1")) == "invalid_cursor"


async def test_users_are_listed_in_pages_without_strangers(desk: Any) -> None:
    pages = [page["members"] async for page in await desk.api.users_list(limit=4)]
    names = [member["name"] for page in pages for member in page]
    assert max(map(len, pages)) == 4
    assert "nina" in names
    assert "dana" not in names
    assert "locale" not in pages[0][0]


async def test_a_stranger_can_be_looked_up_and_belongs_to_another_team(desk: Any) -> None:
    dana = (await desk.api.users_info(user="U0DANA001"))["user"]
    assert dana["is_stranger"] is True
    assert dana["team_id"] != "T0FIELD"


async def test_a_person_is_found_by_id_and_by_address(desk: Any) -> None:
    nina = (await desk.api.users_info(user="U0NINA001", include_locale=True))["user"]
    assert (nina["locale"], nina["tz"]) == ("en-GB", "Europe/Berlin")
    found = await desk.api.users_lookupByEmail(email="nina@fieldstone.example")
    assert found["user"]["id"] == "U0NINA001"
    assert (await desk.api.users_profile_get(user="U0NINA001"))["profile"]["title"] == "Customer success manager"
    assert await refused(desk.api.users_info(user="U0NOBODY0")) == "user_not_found"
    assert await refused(desk.api.users_lookupByEmail(email="no@where.example")) == "users_not_found"


async def test_private_channels_without_the_bot_do_not_exist_for_it(desk: Any) -> None:
    desk.server.practice.workspace.channels[KESTREL].members.remove("U0PRACTICE")
    assert await refused(desk.api.conversations_info(channel=KESTREL)) == "channel_not_found"
    listed = await desk.api.conversations_list(types="public_channel,private_channel")
    names = {each["name"]: each["is_member"] for each in listed["channels"]}
    assert "acct-kestrel" not in names
    assert (names["general"], names["cs-leaders"]) == (False, True)


async def test_a_shared_channel_says_so(desk: Any) -> None:
    shared = (await desk.api.conversations_info(channel="shared-northwind"))["channel"]
    assert (shared["is_ext_shared"], shared["connected_team_ids"]) == (True, ["T0NORTHWD"])


async def test_the_bot_joins_a_public_channel_and_then_may_post(desk: Any) -> None:
    await desk.api.conversations_join(channel=GENERAL)
    assert (await desk.api.chat_postMessage(channel=GENERAL, text="Hello"))["ok"]
    direct = desk.api.conversations_join(channel="D0NINA001")
    assert await refused(direct) == "method_not_supported_for_channel_type"


async def test_members_and_a_persons_conversations_are_listed(desk: Any) -> None:
    members = (await desk.api.conversations_members(channel="shared-northwind"))["members"]
    assert {"U0DANA001", "U0NINA001", "U0PRACTICE"} <= set(members)
    theirs = await desk.api.users_conversations(user="U0RUTH001", types="public_channel,private_channel")
    assert {"acct-harbor-lane", "acct-juniper"} <= {each["name"] for each in theirs["channels"]}


async def test_one_group_conversation_is_opened_for_the_same_people(desk: Any) -> None:
    first = await desk.api.conversations_open(users="U0NINA001,U0OMAR001")
    again = await desk.api.conversations_open(users="U0OMAR001,U0NINA001")
    assert first["channel"]["id"] == again["channel"]["id"]
    assert await refused(desk.api.conversations_open(users="U0SVEN001")) == "user_disabled"


async def test_a_permalink_leads_into_the_page(desk: Any) -> None:
    ts = (await desk.said(NORTHWIND))[0]["ts"]
    link = (await desk.api.chat_getPermalink(channel=NORTHWIND, message_ts=ts))["permalink"]
    followed: httpx.Response = await desk.http.get(link)
    assert followed.status_code == 302
    assert followed.headers["Location"].endswith(f"/{NORTHWIND}/{ts}")


async def test_reactions_are_added_read_and_removed(desk: Any) -> None:
    ts = (await desk.said(NORTHWIND))[0]["ts"]
    place = {"channel": NORTHWIND, "timestamp": ts}
    await desk.api.reactions_add(**place, name="eyes")
    held = (await desk.api.reactions_get(**place))["message"]["reactions"]
    assert held == [{"name": "eyes", "users": ["U0PRACTICE"], "count": 1}]
    assert await refused(desk.api.reactions_add(**place, name="eyes")) == "already_reacted"
    await desk.api.reactions_remove(**place, name="eyes")
    assert await refused(desk.api.reactions_remove(**place, name="eyes")) == "no_reaction"


async def test_the_team_and_the_bot_are_described(desk: Any) -> None:
    assert (await desk.api.team_info())["team"]["name"] == "Fieldstone"
    assert (await desk.api.bots_info(bot="B0PRACTICE"))["bot"]["name"] == "Holdfast"
    assert (await desk.api.api_test(foo="bar"))["args"]["foo"] == "bar"
