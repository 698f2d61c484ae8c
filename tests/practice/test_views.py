"""Modals: opening by a trigger, submitting, what the app's answers do, and the state of every input."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def ask(block_id: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    whole = {"action_id": f"{block_id}_in", **element}
    return {"type": "input", "block_id": block_id, "label": plain(block_id.title()), "element": whole, **more}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    shown = blocks or (ask("what", {"type": "plain_text_input"}),)
    names = {"callback_id": "form", "title": plain("Log gap"), "submit": plain("Log gap")}
    return {"type": "modal", **names, "blocks": list(shown), **more}


async def refused(call: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def open_modal(desk: Any, view: dict[str, Any] | None = None, user: str = "nina") -> dict[str, Any]:
    trigger = await desk.trigger(user)
    return dict((await desk.api.views_open(trigger_id=trigger, view=view or modal()))["view"])


@pytest.fixture
async def answering(desk: Any) -> Any:
    """Join with an app that answers submissions of the form with the given ack, and keeps what it got."""

    async def join(**ack_with: Any) -> list[dict[str, Any]]:
        app, bodies = desk.app(), []

        @app.command("/review")
        async def on_review(ack: Any) -> None:
            await ack()

        @app.view("form")
        async def on_form(ack: Any, body: dict[str, Any]) -> None:
            bodies.append(body)
            await ack(**ack_with)

        @app.view_closed("form")
        async def on_closed(ack: Any, body: dict[str, Any]) -> None:
            bodies.append(body)
            await ack()

        @app.action("press")
        async def on_press(ack: Any, body: dict[str, Any]) -> None:
            bodies.append(body)
            await ack()

        await desk.join(app)
        return bodies

    return join


async def test_a_trigger_opens_a_modal_once(desk: Any) -> None:
    trigger = await desk.trigger()
    opened = (await desk.api.views_open(trigger_id=trigger, view=modal()))["view"]
    assert (opened["type"], opened["callback_id"], opened["root_view_id"]) == ("modal", "form", opened["id"])
    assert await refused(desk.api.views_open(trigger_id=trigger, view=modal())) == "exchanged_trigger_id"


async def test_a_trigger_is_good_for_three_seconds(desk: Any) -> None:
    trigger = await desk.trigger()
    desk.clock.forward(seconds=3.1)
    assert await refused(desk.api.views_open(trigger_id=trigger, view=modal())) == "expired_trigger_id"


async def test_a_made_up_trigger_is_refused(desk: Any) -> None:
    assert await refused(desk.api.views_open(trigger_id="1.2.3", view=modal())) == "invalid_trigger_id"


async def test_a_refused_view_comes_with_the_reason_and_leaves_the_trigger(desk: Any) -> None:
    trigger = await desk.trigger()
    with pytest.raises(SlackApiError) as caught:
        await desk.api.views_open(trigger_id=trigger, view=modal(title=plain("x" * 25)))
    assert caught.value.response["error"] == "invalid_arguments"
    said = caught.value.response["response_metadata"]["messages"]
    assert said == ["[ERROR] view.title.text: 25 characters, at most 24"]
    assert (await desk.api.views_open(trigger_id=trigger, view=modal()))["ok"]


async def test_a_home_is_not_opened_as_a_modal(desk: Any) -> None:
    home = {"type": "home", "blocks": []}
    assert await refused(desk.api.views_open(trigger_id=await desk.trigger(), view=home)) == "invalid_arguments"
    assert await refused(desk.api.views_publish(user_id="U0NINA001", view=modal())) == "invalid_arguments"


async def test_a_submission_carries_the_state_and_an_empty_answer_closes(desk: Any, answering: Any) -> None:
    bodies = await answering()
    view = await open_modal(desk, modal(private_metadata="keep"))
    done = await desk.do("submit", user="nina", viewId=view["id"], values={"what": "Export fails"})
    assert (done["acknowledged"], done["response_action"]) == (True, None)
    sent = bodies[0]["view"]
    assert bodies[0]["user"]["id"] == "U0NINA001"
    assert sent["state"]["values"]["what"]["what_in"] == {"type": "plain_text_input", "value": "Export fails"}
    assert sent["private_metadata"] == "keep"
    assert (await desk.read("views"))["views"] == []


async def test_an_empty_required_input_is_not_submitted(desk: Any, answering: Any) -> None:
    bodies = await answering()
    blocks = (ask("what", {"type": "plain_text_input"}), ask("by", {"type": "datepicker"}, optional=True))
    view = await open_modal(desk, modal(*blocks))
    answer = await desk.try_to("submit", user="nina", viewId=view["id"], values={})
    assert (answer["error"], answer["labels"]) == ("missing_input", ["What"])
    assert bodies == []


@pytest.mark.parametrize(
    ("element", "value", "said"),
    [
        ({"type": "plain_text_input", "min_length": 5}, "abc", "at least 5"),
        ({"type": "plain_text_input", "max_length": 2}, "abc", "at most 2"),
        ({"type": "email_text_input"}, "nina", "e-mail"),
        ({"type": "url_text_input"}, "nowhere", "link"),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "whole number"),
        ({"type": "number_input", "is_decimal_allowed": True, "min_value": "3"}, "1.5", "3 or more"),
        ({"type": "number_input", "is_decimal_allowed": True, "max_value": "1"}, "1.5", "1 or less"),
    ],
)
async def test_what_slacks_client_would_not_submit_is_not_submitted(
    desk: Any, element: dict[str, Any], value: str, said: str
) -> None:
    view = await open_modal(desk, modal(ask("what", element)))
    answer = await desk.try_to("submit", user="nina", viewId=view["id"], values={"what": value})
    assert answer["error"] == "invalid_input"
    assert said in answer["errors"]["what"]


async def test_errors_keep_the_modal_open_with_what_was_typed(desk: Any, answering: Any) -> None:
    await answering(response_action="errors", errors={"what": "Say what will be different"})
    view = await open_modal(desk)
    answer = await desk.do("submit", user="nina", viewId=view["id"], values={"what": "Review onboarding"})
    assert answer["response_action"] == "errors"
    assert answer["errors"] == {"what": "Say what will be different"}
    still = await desk.view_of("U0NINA001")
    assert still["state"]["values"]["what"]["what_in"]["value"] == "Review onboarding"


async def test_an_update_in_the_answer_changes_the_modal(desk: Any, answering: Any) -> None:
    await answering(response_action="update", view=modal(title=plain("Sure?")))
    view = await open_modal(desk)
    answer = await desk.do("submit", user="nina", viewId=view["id"], values={"what": "x"})
    now = await desk.view_of("U0NINA001")
    assert (now["title"]["text"], now["id"]) == ("Sure?", view["id"])
    assert answer["view"]["hash"] == now["hash"] != view["hash"]


async def test_pushes_stack_up_to_three(desk: Any, answering: Any) -> None:
    await answering(response_action="push", view=modal())
    view = await open_modal(desk)
    for _ in range(2):
        await desk.do("submit", user="nina", viewId=(await desk.view_of("U0NINA001"))["id"], values={"what": "x"})
    opened = (await desk.read("views"))["views"]
    assert [each["depth"] for each in opened] == [1, 2, 3]
    assert opened[2]["view"]["root_view_id"] == view["id"]
    assert opened[2]["view"]["previous_view_id"] == opened[1]["view"]["id"]
    fourth = await desk.do("submit", user="nina", viewId=opened[2]["view"]["id"], values={"what": "x"})
    assert (fourth["acknowledged"], fourth["refusal"]["error"]) == (False, "push_limit_reached")
    covered = await desk.try_to("submit", user="nina", viewId=view["id"], values={"what": "x"})
    assert covered["error"] == "view_covered"


async def test_clear_closes_the_whole_stack(desk: Any, answering: Any) -> None:
    await answering(response_action="clear")
    view = await open_modal(desk)
    trigger = desk.server.practice.triggers.new("U0NINA001", view_id=view["id"])
    pushed = (await desk.api.views_push(trigger_id=trigger, view=modal()))["view"]
    await desk.do("submit", user="nina", viewId=pushed["id"], values={"what": "x"})
    assert (await desk.read("views"))["views"] == []


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"nowhere": "x"}},
        {"response_action": "update", "view": modal(title=plain("x" * 25))},
        {"response_action": "shout"},
    ],
)
async def test_an_answer_slack_cannot_use_is_shown_as_trouble(
    desk: Any, answering: Any, answer: dict[str, Any]
) -> None:
    await answering(**answer)
    view = await open_modal(desk)
    got = await desk.do("submit", user="nina", viewId=view["id"], values={"what": "Typed with care"})
    assert got["failure"] == "We had some trouble connecting. Try again?"
    assert (await desk.log("refused"))[-1]["what"] == "view_submission answer"
    assert (await desk.view_of("U0NINA001"))["state"]["values"]["what"]["what_in"]["value"] == "Typed with care"


async def test_a_submission_nobody_acknowledges_keeps_the_modal(desk: Any) -> None:
    view = await open_modal(desk)
    answer = await desk.do("submit", user="nina", viewId=view["id"], values={"what": "x"})
    assert (answer["acknowledged"], answer["reason"]) == (False, "dispatch_failed")
    assert (await desk.view_of("U0NINA001"))["id"] == view["id"]


async def test_an_update_keeps_what_was_typed_where_block_and_action_are_the_same(desk: Any, answering: Any) -> None:
    await answering()
    press = {
        "type": "actions",
        "block_id": "row",
        "elements": [{"type": "button", "text": plain("Add"), "action_id": "press"}],
    }
    view = await open_modal(desk, modal(ask("what", {"type": "plain_text_input"}), press))
    await desk.do("interact", user="nina", viewId=view["id"], action="press", values={"what": "Half a sentence"})
    changed = modal(
        ask("what", {"type": "plain_text_input", "initial_value": "Not this"}),
        ask("by", {"type": "datepicker", "initial_date": "2026-11-27"}),
    )
    updated = await desk.api.views_update(view_id=view["id"], view=changed, hash=view["hash"])
    values = updated["view"]["state"]["values"]
    assert values["what"]["what_in"]["value"] == "Half a sentence"
    assert values["by"]["by_in"]["selected_date"] == "2026-11-27"


async def test_what_stands_in_the_inputs_goes_along_with_a_button(desk: Any, answering: Any) -> None:
    bodies = await answering()
    press = {
        "type": "actions",
        "block_id": "row",
        "elements": [{"type": "button", "text": plain("Add"), "action_id": "press"}],
    }
    view = await open_modal(desk, modal(ask("what", {"type": "plain_text_input"}), press))
    await desk.do("interact", user="nina", viewId=view["id"], action="Add", values={"what_in": "Typed"})
    body = bodies[0]
    assert body["container"] == {"type": "view", "view_id": view["id"]}
    assert body["view"]["state"]["values"]["what"]["what_in"]["value"] == "Typed"
    assert "message" not in body
    pushed = await desk.api.views_push(trigger_id=body["trigger_id"], view=modal())
    assert pushed["view"]["previous_view_id"] == view["id"]


async def test_only_inputs_that_ask_for_it_tell_the_app_at_once(desk: Any, answering: Any) -> None:
    bodies = await answering()
    loud = ask("loud", {"type": "datepicker", "action_id": "press"}, dispatch_action=True)
    quiet = ask("quiet", {"type": "datepicker"})
    view = await open_modal(desk, modal(loud, quiet))
    day = {"selected_date": "2026-11-27"}
    await desk.do("interact", user="nina", viewId=view["id"], action={"action_id": "quiet_in", **day})
    assert bodies == []
    await desk.do("interact", user="nina", viewId=view["id"], action={"action_id": "press", **day})
    assert bodies[0]["actions"][0]["selected_date"] == "2026-11-27"
    assert bodies[0]["view"]["state"]["values"]["quiet"]["quiet_in"]["selected_date"] == "2026-11-27"


async def test_an_update_with_an_old_hash_is_refused(desk: Any) -> None:
    view = await open_modal(desk)
    await desk.api.views_update(view_id=view["id"], view=modal(), hash=view["hash"])
    late = desk.api.views_update(view_id=view["id"], view=modal(), hash=view["hash"])
    assert await refused(late) == "hash_conflict"


async def test_a_closed_view_is_not_found(desk: Any) -> None:
    view = await open_modal(desk)
    await desk.do("close-view", user="nina", viewId=view["id"])
    assert await refused(desk.api.views_update(view_id=view["id"], view=modal())) == "not_found"
    assert (await desk.try_to("submit", user="nina", viewId=view["id"], values={}))["error"] == "view_not_found"


async def test_a_view_is_found_by_the_apps_own_id(desk: Any) -> None:
    await open_modal(desk, modal(external_id="gap-12"))
    updated = await desk.api.views_update(external_id="gap-12", view=modal(title=plain("New")))
    assert updated["view"]["title"]["text"] == "New"
    assert await refused(desk.api.views_update(external_id="gap-13", view=modal())) == "not_found"


async def test_closing_tells_the_app_only_when_it_wants_to_know(desk: Any, answering: Any, wait_until: Any) -> None:
    bodies = await answering()
    await desk.do("close-view", user="nina", viewId=(await open_modal(desk))["id"])
    view = await open_modal(desk, modal(notify_on_close=True))
    await desk.do("close-view", user="nina", viewId=view["id"])
    await wait_until(lambda: bodies)
    assert [(body["type"], body["view"]["id"], body["is_cleared"]) for body in bodies] == [
        ("view_closed", view["id"], False)
    ]


async def test_another_persons_view_is_not_submitted(desk: Any) -> None:
    view = await open_modal(desk)
    answer = await desk.try_to("submit", user="omar", viewId=view["id"], values={"what": "x"})
    assert answer["error"] == "view_of_another"


async def test_a_push_needs_a_trigger_from_a_modal(desk: Any) -> None:
    assert await refused(desk.api.views_push(trigger_id=await desk.trigger(), view=modal())) == "not_found"


async def test_a_view_can_change_while_its_submission_is_on_the_way(open_desk: Any) -> None:
    desk = await open_desk(ack_seconds=2)
    app, opened = desk.app(), asyncio.Event()

    @app.view("form")
    async def on_form(ack: Any, body: dict[str, Any], client: Any) -> None:
        await client.views_update(view_id=body["view"]["id"], view=modal(title=plain("Saving")))
        opened.set()
        await ack(response_action="errors", errors={"what": "Again"})

    view = await open_modal(desk)
    await desk.join(app)
    await desk.do("submit", user="nina", viewId=view["id"], values={"what": "x"})
    assert opened.is_set()
    assert (await desk.view_of("U0NINA001"))["title"]["text"] == "Saving"


def option(value: str) -> dict[str, Any]:
    return {"text": plain(value.title()), "value": value}


def slack_option(value: str) -> dict[str, Any]:
    return {"text": {**plain(value.title()), "emoji": True}, "value": value}


OPTIONS = {"options": [option("red"), option("green")]}
# the element, what is given, and the field and value of the state that the app receives
SHAPES: list[tuple[dict[str, Any], Any, str, Any]] = [
    ({"type": "plain_text_input"}, "Words", "value", "Words"),
    ({"type": "email_text_input"}, "a@b.example", "value", "a@b.example"),
    ({"type": "url_text_input"}, "https://b.example", "value", "https://b.example"),
    ({"type": "number_input", "is_decimal_allowed": True}, "2.5", "value", "2.5"),
    ({"type": "static_select", **OPTIONS}, "red", "selected_option", slack_option("red")),
    ({"type": "static_select", **OPTIONS}, "Green", "selected_option", slack_option("green")),
    ({"type": "radio_buttons", **OPTIONS}, "red", "selected_option", slack_option("red")),
    ({"type": "checkboxes", **OPTIONS}, ["red"], "selected_options", [slack_option("red")]),
    ({"type": "multi_static_select", **OPTIONS}, ["green"], "selected_options", [slack_option("green")]),
    ({"type": "users_select"}, "omar", "selected_user", "U0OMAR001"),
    ({"type": "multi_users_select"}, ["U0OMAR001", "nina"], "selected_users", ["U0OMAR001", "U0NINA001"]),
    ({"type": "conversations_select"}, "acct-kestrel", "selected_conversation", "C0KESTREL0"),
    ({"type": "multi_conversations_select"}, ["C0KESTREL0"], "selected_conversations", ["C0KESTREL0"]),
    ({"type": "channels_select"}, "#general", "selected_channel", "C0GENERAL0"),
    ({"type": "multi_channels_select"}, ["general"], "selected_channels", ["C0GENERAL0"]),
    ({"type": "datepicker"}, "2026-11-27", "selected_date", "2026-11-27"),
    ({"type": "timepicker"}, "09:30", "selected_time", "09:30"),
    ({"type": "datetimepicker"}, 1_795_000_000, "selected_date_time", 1_795_000_000),
    ({"type": "external_select"}, {"selected_option": option("red")}, "selected_option", option("red")),
]


@pytest.mark.parametrize(
    ("element", "given", "field", "value"), SHAPES, ids=[f"{row[0]['type']} {row[1]}" for row in SHAPES]
)
async def test_each_input_arrives_in_slacks_own_shape(
    desk: Any, answering: Any, element: dict[str, Any], given: Any, field: str, value: Any
) -> None:
    bodies = await answering()
    view = await open_modal(desk, modal(ask("what", element)))
    await desk.do("submit", user="nina", viewId=view["id"], values={"what": given})
    held = bodies[0]["view"]["state"]["values"]["what"]["what_in"]
    assert held == {"type": element["type"], field: value}


async def test_slacks_own_shape_is_taken_as_it_is(desk: Any, answering: Any) -> None:
    bodies = await answering()
    rich = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}],
    }
    blocks = (ask("pick", {"type": "static_select", **OPTIONS}), ask("say", {"type": "rich_text_input"}))
    view = await open_modal(desk, modal(*blocks))
    values = {
        "pick": {"pick_in": {"type": "static_select", "selected_option": {"value": "red"}}},
        "say": {"say_in": {"type": "rich_text_input", "rich_text_value": rich}},
    }
    await desk.do("submit", user="nina", viewId=view["id"], values=values)
    held = bodies[0]["view"]["state"]["values"]
    assert held["pick"]["pick_in"]["selected_option"] == slack_option("red")
    assert held["say"]["say_in"]["rich_text_value"] == rich


async def test_an_untouched_optional_input_arrives_empty(desk: Any, answering: Any) -> None:
    bodies = await answering()
    blocks = [
        ask("one", {"type": "static_select", **OPTIONS}, optional=True),
        ask("many", {"type": "checkboxes", **OPTIONS}, optional=True),
        ask("first", {"type": "static_select", **OPTIONS, "initial_option": option("red")}),
    ]
    view = await open_modal(desk, modal(*blocks))
    await desk.do("submit", user="nina", viewId=view["id"], values={"one": None})
    held = bodies[0]["view"]["state"]["values"]
    assert held["one"]["one_in"]["selected_option"] is None
    assert held["many"]["many_in"]["selected_options"] == []
    assert held["first"]["first_in"]["selected_option"] == slack_option("red")


@pytest.mark.parametrize(
    ("element", "given"),
    [
        ({"type": "static_select", **OPTIONS}, "blue"),
        ({"type": "checkboxes", **OPTIONS}, "red"),
        ({"type": "users_select"}, "nobody"),
        ({"type": "datepicker"}, "27 Nov"),
        ({"type": "plain_text_input"}, 7),
        ({"type": "datetimepicker"}, "soon"),
        ({"type": "external_select"}, "kes"),
    ],
)
async def test_a_value_that_cannot_be_entered_is_refused(desk: Any, element: dict[str, Any], given: Any) -> None:
    view = await open_modal(desk, modal(ask("what", element)))
    answer = await desk.try_to("submit", user="nina", viewId=view["id"], values={"what": given})
    assert answer["error"] == "invalid_value"


async def test_a_value_for_no_input_is_refused(desk: Any) -> None:
    view = await open_modal(desk)
    answer = await desk.try_to("submit", user="nina", viewId=view["id"], values={"waht": "x"})
    assert answer["error"] == "unknown_input"
    assert "what" in answer["detail"]
