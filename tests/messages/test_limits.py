"""Slack's limits: what may be sent is let through, and what Slack refuses is named with its place."""

from __future__ import annotations

from typing import Any

import pytest

from reviews.messages.limits import block_problems, interactive_elements, message_problems, view_problems


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "Fine", **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(label: str = "Go", **more: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain(label), **more}


def option(value: str, label: str | None = None) -> dict[str, Any]:
    return {"text": plain(label or value), "value": value}


def ask(element: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "input", "label": plain("What?"), "element": element, **more}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "modal",
        "title": plain("Log gap"),
        "submit": plain("Log"),
        "blocks": list(blocks),
        **more,
    }


def rich(*inside: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(inside)}]}


def cell(text: str) -> dict[str, Any]:
    return {"type": "raw_text", "text": text}


def chart(**more: Any) -> dict[str, Any]:
    series = [{"name": "Kept", "data": [{"label": "Sep", "value": 14}, {"label": "Oct", "value": 18}]}]
    axis = {"categories": ["Sep", "Oct"]}
    drawn = {"type": "line", "series": series, "axis_config": axis, **more}
    return {"type": "data_visualization", "title": "Promises", "chart": drawn}


SELECT = {"type": "static_select", "action_id": "a", "options": [option("x"), option("y")]}
CARD = {"type": "card", "title": mrkdwn("Northwind"), "actions": [button(action_id="open")]}
CONFIRM = {
    "title": plain("Sure?"),
    "text": plain("It is final."),
    "confirm": plain("Yes"),
    "deny": plain("No"),
}

SENT_AS_IS: dict[str, dict[str, Any]] = {
    "a section": section(),
    "fields without text": {"type": "section", "fields": [mrkdwn("*Owner*"), plain("Nina")]},
    "a header": {"type": "header", "text": plain("Northwind")},
    "a divider": {"type": "divider"},
    "a full row of buttons": {"type": "actions", "elements": [button(action_id=f"a{i}") for i in range(25)]},
    "a button with everything": {
        "type": "actions",
        "elements": [button(action_id="a", value="7", style="danger", confirm=CONFIRM, accessibility_label="Go on")],
    },
    "a menu beside a section": section(accessory=SELECT),
    "a menu with a first choice": section(accessory={**SELECT, "initial_option": option("y")}),
    "groups of options": section(
        accessory={
            "type": "static_select",
            "option_groups": [{"label": plain("A"), "options": [option("x")]}],
            "initial_option": option("x"),
        }
    ),
    "an overflow menu": section(accessory={"type": "overflow", "options": [option("x")]}),
    "radio buttons": {"type": "actions", "elements": [{"type": "radio_buttons", "options": [option("x")]}]},
    "context": {"type": "context", "elements": [mrkdwn("Since Oct"), plain("by Nina")]},
    "an image": {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A chart"},
    "markdown": {"type": "markdown", "text": "**Bold**"},
    "rich text": rich({"type": "text", "text": "Hello", "style": {"bold": True}}, {"type": "tag", "text": "red"}),
    "a table": {"type": "table", "rows": [[cell("Account"), cell("Score")], [cell("Kestrel"), rich()]]},
    "a data table": {
        "type": "data_table",
        "caption": "Book",
        "rows": [[cell("Account"), cell("ARR")], [cell("Kestrel"), {"type": "raw_number", "value": 40}]],
    },
    "a line chart": chart(),
    "a pie": {
        "type": "data_visualization",
        "title": "Marks",
        "chart": {"type": "pie", "segments": [{"label": "red", "value": 1}]},
    },
    "a card": CARD,
    "a carousel": {"type": "carousel", "elements": [CARD]},
    "an input in a message": ask({"type": "plain_text_input", "action_id": "t"}),
    "feedback": {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "positive_button": {"text": plain("Good"), "value": "1"},
                "negative_button": {"text": plain("Bad"), "value": "0"},
            }
        ],
    },
    "a video": {
        "type": "video",
        "video_url": "https://example.com/v",
        "thumbnail_url": "https://example.com/t.png",
        "alt_text": "How to",
        "title": plain("How to"),
    },
    "a remote file": {"type": "file", "external_id": "f1", "source": "remote"},
}


@pytest.mark.parametrize("name", sorted(SENT_AS_IS))
def test_a_message_slack_takes_has_no_problem(name: str) -> None:
    assert message_problems({"text": "The point", "blocks": [SENT_AS_IS[name]]}) == []


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("long section", section("x" * 3001), "blocks[0].text.text: 3,001 characters, at most 3,000"),
    ("empty section", section(""), "blocks[0].text.text: empty"),
    ("section without words", {"type": "section"}, "blocks[0]: a section needs text or fields"),
    ("eleven fields", {"type": "section", "fields": [plain("x")] * 11}, "blocks[0].fields: 11 items"),
    ("long field", {"type": "section", "fields": [plain("x" * 2001)]}, "blocks[0].fields[0].text: 2,001"),
    ("no fields", {"type": "section", "fields": []}, "blocks[0].fields: 0 items"),
    ("mrkdwn header", {"type": "header", "text": mrkdwn("x")}, "blocks[0].text.type: 'mrkdwn' is not"),
    ("long header", {"type": "header", "text": plain("x" * 151)}, "blocks[0].text.text: 151 characters"),
    ("unknown field", section(colour="red"), "blocks[0].colour: Slack knows no such field"),
    ("unknown block", {"type": "board"}, "blocks[0].type: 'board' is not a block for messages"),
    ("no type", {"text": plain("x")}, "blocks[0].type: missing"),
    ("26 buttons", {"type": "actions", "elements": [button()] * 26}, "blocks[0].elements: 26 items"),
    ("no buttons", {"type": "actions", "elements": []}, "blocks[0].elements: 0 items"),
    (
        "text in actions",
        {"type": "actions", "elements": [plain("x")]},
        "blocks[0].elements[0].type: 'plain_text'",
    ),
    (
        "mrkdwn button",
        {"type": "actions", "elements": [{"type": "button", "text": mrkdwn("x")}]},
        "text.type",
    ),
    ("long button", {"type": "actions", "elements": [button("x" * 76)]}, "elements[0].text.text: 76"),
    ("long value", {"type": "actions", "elements": [button(value="x" * 2001)]}, "elements[0].value: 2,001"),
    ("odd style", {"type": "actions", "elements": [button(style="loud")]}, "elements[0].style: 'loud'"),
    ("odd link", {"type": "actions", "elements": [button(url="javascript:1")]}, "elements[0].url"),
    ("long action_id", {"type": "actions", "elements": [button(action_id="x" * 256)]}, "action_id: 256"),
    (
        "same action_id twice",
        {"type": "actions", "elements": [button(action_id="a"), button(action_id="a")]},
        "blocks[0]: the action_id 'a' is there twice",
    ),
    (
        "confirm without text",
        {"type": "actions", "elements": [button(confirm={k: v for k, v in CONFIRM.items() if k != "text"})]},
        "elements[0].confirm.text: missing",
    ),
    (
        "six choices",
        section(accessory={"type": "overflow", "options": [option(str(i)) for i in range(6)]}),
        "6 items",
    ),
    (
        "eleven radios",
        {
            "type": "actions",
            "elements": [{"type": "radio_buttons", "options": [option(str(i)) for i in range(11)]}],
        },
        "options: 11 items",
    ),
    (
        "101 options",
        section(accessory={**SELECT, "options": [option(str(i)) for i in range(101)]}),
        "101 items",
    ),
    (
        "no options at all",
        section(accessory={"type": "static_select"}),
        "exactly one of options or option_groups",
    ),
    (
        "long option",
        section(accessory={**SELECT, "options": [option("x", "x" * 76)]}),
        "options[0].text.text: 76",
    ),
    (
        "long option value",
        section(accessory={**SELECT, "options": [option("x" * 151)]}),
        "options[0].value: 151",
    ),
    (
        "first choice of another text",
        section(accessory={**SELECT, "initial_option": option("x", "Another")}),
        "accessory.initial_option: equals none of the options",
    ),
    (
        "an input as accessory",
        section(accessory={"type": "plain_text_input"}),
        "accessory.type: 'plain_text_input'",
    ),
    ("eleven in context", {"type": "context", "elements": [plain("x")] * 11}, "blocks[0].elements: 11 items"),
    (
        "button in context",
        {"type": "context", "elements": [button()]},
        "blocks[0].elements[0].type: 'button'",
    ),
    ("image from nowhere", {"type": "image", "alt_text": "x"}, "exactly one of image_url or slack_file"),
    ("image unsaid", {"type": "image", "image_url": "https://e.com/a.png"}, "blocks[0].alt_text: missing"),
    ("bad date", ask({"type": "datepicker", "initial_date": "2026-02-30"}), "initial_date: '2026-02-30'"),
    ("bad time", ask({"type": "timepicker", "initial_time": "24:00"}), "initial_time: '24:00'"),
    (
        "long placeholder",
        ask({"type": "plain_text_input", "placeholder": plain("x" * 151)}),
        "placeholder.text: 151",
    ),
    (
        "number as number",
        ask({"type": "number_input", "is_decimal_allowed": True, "min_value": 1}),
        "min_value",
    ),
    (
        "range upside down",
        ask({"type": "plain_text_input", "min_length": 9, "max_length": 3}),
        "min_length 9",
    ),
    ("button in input", ask(button()), "blocks[0].element.type: 'button'"),
    ("alert in message", {"type": "alert", "text": plain("x")}, "blocks[0].type: 'alert'"),
    ("empty words in rich text", rich({"type": "text", "text": ""}), "elements[0].elements[0].text: empty"),
    ("unknown rich text", rich({"type": "blink", "text": "x"}), "elements[0].elements[0].type: 'blink'"),
    ("uneven table", {"type": "table", "rows": [[cell("a")], [cell("b"), cell("c")]]}, "rows[1]: 2 cells"),
    ("wide table", {"type": "table", "rows": [[cell("a")] * 21]}, "rows[0]: 21 items"),
    ("long table", {"type": "table", "rows": [[cell("a")]] * 101}, "rows: 101 items"),
    ("heavy table", {"type": "table", "rows": [[cell("a" * 5001)] * 2]}, "10,002 characters over all cells"),
    (
        "data table without caption",
        {"type": "data_table", "rows": [[cell("a")], [cell("b")]]},
        "blocks[0].caption: missing",
    ),
    (
        "rich header",
        {"type": "data_table", "caption": "Book", "rows": [[rich()], [cell("b")]]},
        "rows[0][0].type: 'rich_text'",
    ),
    (
        "chart without a point",
        chart(axis_config={"categories": ["Sep", "Oct", "Nov"]}),
        "one point for each category",
    ),
    ("empty pie", chart(type="pie"), "chart.segments: missing"),
    ("four buttons on a card", {**CARD, "actions": [button()] * 4}, "blocks[0].actions: 4 items"),
    ("bare card", {"type": "card", "subtitle": mrkdwn("x")}, "a card needs"),
    ("long markdown", {"type": "markdown", "text": "x" * 12_001}, "blocks[0].text: 12,001"),
    ("null text", {"type": "section", "text": None}, "blocks[0].text: must be an object, is null"),
]


@pytest.mark.parametrize(("block", "said"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_a_block_slack_refuses_is_named_with_its_place(block: dict[str, Any], said: str) -> None:
    problems = block_problems([block], "message")
    assert any(said in problem for problem in problems), problems


def test_a_message_of_51_blocks_is_too_long() -> None:
    assert block_problems([section()] * 51, "message") == ["blocks: 51 blocks, at most 50 in a message"]


def test_a_modal_may_hold_100_blocks() -> None:
    assert view_problems(modal(*[section()] * 100)) == []


def test_a_block_id_may_stand_once() -> None:
    assert block_problems([section(block_id="b")] * 2, "message") == ["blocks: the block_id 'b' is there twice"]


def test_a_second_table_does_not_fit_in_a_message() -> None:
    table = {"type": "table", "rows": [[cell("a")]]}
    assert block_problems([table, table], "message") == ["blocks: 2 blocks of type table, at most 1"]


def test_a_third_chart_does_not_fit_in_a_message() -> None:
    assert block_problems([chart()] * 3, "message") == ["blocks: 3 blocks of type data_visualization, at most 2"]


def test_markdown_is_counted_over_the_whole_message() -> None:
    written = {"type": "markdown", "text": "x" * 7000}
    assert block_problems([written] * 2, "message") == ["blocks: 14,000 characters of markdown, at most 12,000"]


def test_a_message_with_nothing_in_it_is_refused() -> None:
    assert message_problems({"text": ""}) == ["text: a message needs text, blocks or attachments"]


def test_a_text_slack_would_cut_is_named() -> None:
    assert message_problems({"text": "x" * 40_001}) == ["text: 40,001 characters, Slack cuts at 40,000"]


def test_blocks_in_an_attachment_are_checked_too() -> None:
    found = message_problems({"attachments": [{"blocks": [section("")]}]})
    assert found == ["attachments[0].blocks[0].text.text: empty, at least 1 character"]


def test_metadata_needs_its_two_fields() -> None:
    assert message_problems({"text": "x", "metadata": {"event_type": "nudge"}}) == ["metadata.event_payload: missing"]


def test_a_form_slack_takes_has_no_problem() -> None:
    form = modal(
        ask({"type": "plain_text_input", "action_id": "what", "multiline": True}, hint=plain("In their words")),
        ask({"type": "datepicker", "action_id": "by", "initial_date": "2026-11-27"}, optional=True),
        ask({"type": "users_select", "action_id": "owner", "initial_user": "U0NINA001"}),
        ask({"type": "number_input", "action_id": "n", "is_decimal_allowed": False, "min_value": "0"}),
        {"type": "alert", "text": plain("Two people are at it"), "level": "info"},
        callback_id="log_gap",
        private_metadata="{}",
        notify_on_close=True,
    )
    assert view_problems(form) == []


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ({"type": "panel", "blocks": []}, "view.type: 'panel' is neither modal nor home"),
        (modal(section(), title=plain("x" * 25)), "view.title.text: 25 characters, at most 24"),
        (modal(section(), submit=mrkdwn("x")), "view.submit.type: 'mrkdwn'"),
        (modal(section(), private_metadata="x" * 3001), "view.private_metadata: 3,001 characters"),
        (modal(section(), callback_id="x" * 256), "view.callback_id: 256 characters"),
        (modal(section(), colour="red"), "view.colour: Slack knows no such field"),
        (modal(), "view.blocks: empty"),
        (modal({"type": "markdown", "text": "x"}), "view.blocks[0].type: 'markdown'"),
        (
            {"type": "modal", "title": plain("x"), "blocks": [ask({"type": "datepicker"})]},
            "view.submit: missing",
        ),
        ({"type": "home", "title": plain("x"), "blocks": []}, "view.title: Slack knows no such field"),
        ({"type": "home"}, "view.blocks: missing"),
        (modal(*[ask({"type": "datepicker", "focus_on_load": True})] * 2), "more than one element has focus"),
        (modal(*[section("x" * 3000)] * 100), "bytes, at most 250,000"),
    ],
)
def test_a_view_slack_refuses_is_named_with_its_place(view: dict[str, Any], said: str) -> None:
    problems = view_problems(view)
    assert any(said in problem for problem in problems), problems


@pytest.mark.parametrize("junk", [None, 7, "x", [1], {"type": 3}, {"type": "actions", "elements": 3}])
def test_anything_that_is_not_a_block_is_refused_without_a_crash(junk: Any) -> None:
    assert block_problems([junk], "home")


def test_a_cards_buttons_are_found_among_the_interactive_elements() -> None:
    found = interactive_elements({"type": "carousel", "elements": [CARD]})
    assert [element["action_id"] for element in found] == ["open"]
