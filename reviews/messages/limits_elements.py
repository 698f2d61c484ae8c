"""Slack's limits for the elements inside blocks: buttons, menus, pickers and inputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reviews.messages.limits_checks import (
    Check,
    also,
    anything,
    array,
    boolean,
    by_type,
    exactly_one_of,
    one_of,
    shape,
    string,
    text,
    whole_number,
)
from reviews.messages.limits_parts import (
    CONFIRM,
    DATE,
    DIGITS,
    ID,
    LINK,
    MARKED_OPTION,
    OPTION_GROUP,
    PLAIN_OPTION,
    STYLE,
    TIME,
    initial_known,
    option,
    values_differ,
)
from reviews.messages.limits_rich_text import RICH_TEXT

PLACEHOLDER: dict[str, Check] = {"placeholder": text(150, "plain_text")}
FOCUS: dict[str, Check] = {"focus_on_load": boolean}
CONFIRMED: dict[str, Check] = {"confirm": CONFIRM}
DISPATCH: dict[str, Check] = {
    "dispatch_action_config": shape(
        {}, {"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), most=2)}
    )
}
SEVERAL: dict[str, Check] = {"max_selected_items": whole_number(1, 1000)}
FILTER = shape(
    {},
    {
        "include": array(one_of("im", "mpim", "private", "public"), most=4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)


def _element(
    name: str, required: Mapping[str, Check], *optional: Mapping[str, Check], checks: tuple[Check, ...] = ()
) -> Check:
    fields: dict[str, Check] = {"action_id": ID}
    for more in optional:
        fields |= more
    return also(shape({"type": one_of(name), **required}, fields), *checks)


def _menu(name: str, own: Mapping[str, Check], *, required: Mapping[str, Check] | None = None) -> Check:
    several = SEVERAL if name.startswith("multi_") else {}
    return _element(name, required or {}, own, PLACEHOLDER, FOCUS, CONFIRMED, several)


def _static(name: str, initial: Mapping[str, Check]) -> Check:
    own = {
        "options": array(PLAIN_OPTION, most=100),
        "option_groups": array(OPTION_GROUP, most=100),
        **initial,
    }
    return also(_menu(name, own), exactly_one_of("options", "option_groups"), initial_known, values_differ)


def _choices(name: str, initial: Mapping[str, Check]) -> Check:
    return _element(
        name,
        {"options": array(MARKED_OPTION, most=10)},
        initial,
        FOCUS,
        CONFIRMED,
        checks=(initial_known, values_differ),
    )


def _typed(name: str, own: Mapping[str, Check], **required: Check) -> Check:
    return _element(name, required, own, PLACEHOLDER, FOCUS, DISPATCH)


def _lengths_fit(element: Any, path: str) -> Iterator[str]:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if least > most:
        yield f"{path}: min_length {least} is over max_length {most}"
    if len(element.get("initial_value", "")) > most:
        yield f"{path}.initial_value: {len(element['initial_value']):,} characters, at most {most:,}"


def _range_fits(element: Any, path: str) -> Iterator[str]:
    if "min_value" in element and "max_value" in element and float(element["min_value"]) > float(element["max_value"]):
        yield f"{path}: min_value {element['min_value']} is over max_value {element['max_value']}"


IMAGE_SOURCE: dict[str, Check] = {
    "image_url": LINK,
    "slack_file": also(shape({}, {"url": LINK, "id": string(255)}), exactly_one_of("url", "id")),
}
IMAGE_ELEMENT = also(
    shape({"type": one_of("image"), "alt_text": string(2000)}, IMAGE_SOURCE),
    exactly_one_of("image_url", "slack_file"),
)
ACCESSIBLE: dict[str, Check] = {"accessibility_label": string(75)}
BUTTON = _element(
    "button",
    {"text": text(75, "plain_text")},
    {"value": string(2000), "url": LINK, "style": STYLE},
    CONFIRMED,
    ACCESSIBLE,
)
FEEDBACK = shape({"text": text(75, "plain_text"), "value": string(2000)}, ACCESSIBLE)

ELEMENTS: dict[str, Check] = {
    "button": BUTTON,
    "image": IMAGE_ELEMENT,
    "workflow_button": _element(
        "workflow_button",
        {"text": text(75, "plain_text"), "workflow": shape({"trigger": anything})},
        {"style": STYLE},
        ACCESSIBLE,
    ),
    "overflow": _element(
        "overflow",
        {"options": array(option("plain_text", url=True), most=5)},
        CONFIRMED,
        checks=(values_differ,),
    ),
    "checkboxes": _choices("checkboxes", {"initial_options": array(MARKED_OPTION, most=10)}),
    "radio_buttons": _choices("radio_buttons", {"initial_option": MARKED_OPTION}),
    "static_select": _static("static_select", {"initial_option": PLAIN_OPTION}),
    "multi_static_select": _static("multi_static_select", {"initial_options": array(PLAIN_OPTION, most=100)}),
    "external_select": _menu(
        "external_select", {"initial_option": PLAIN_OPTION, "min_query_length": whole_number(0, 3000)}
    ),
    "multi_external_select": _menu(
        "multi_external_select",
        {"initial_options": array(PLAIN_OPTION, most=100), "min_query_length": whole_number(0, 3000)},
    ),
    "users_select": _menu("users_select", {"initial_user": ID}),
    "multi_users_select": _menu("multi_users_select", {"initial_users": array(ID, most=1000)}),
    "conversations_select": _menu(
        "conversations_select",
        {
            "initial_conversation": ID,
            "default_to_current_conversation": boolean,
            "filter": FILTER,
            "response_url_enabled": boolean,
        },
    ),
    "multi_conversations_select": _menu(
        "multi_conversations_select",
        {
            "initial_conversations": array(ID, most=1000),
            "default_to_current_conversation": boolean,
            "filter": FILTER,
        },
    ),
    "channels_select": _menu("channels_select", {"initial_channel": ID, "response_url_enabled": boolean}),
    "multi_channels_select": _menu("multi_channels_select", {"initial_channels": array(ID, most=1000)}),
    "datepicker": _menu("datepicker", {"initial_date": DATE}),
    "timepicker": _menu("timepicker", {"initial_time": TIME, "timezone": string(255)}),
    "datetimepicker": _element(
        "datetimepicker", {}, {"initial_date_time": whole_number(10**9, 10**10 - 1)}, FOCUS, CONFIRMED
    ),
    "plain_text_input": also(
        _typed(
            "plain_text_input",
            {
                "initial_value": string(3000, least=0),
                "multiline": boolean,
                "min_length": whole_number(0, 3000),
                "max_length": whole_number(1, 3000),
            },
        ),
        _lengths_fit,
    ),
    "email_text_input": _typed("email_text_input", {"initial_value": string(3000)}),
    "url_text_input": _typed("url_text_input", {"initial_value": string(3000)}),
    "number_input": also(
        _typed(
            "number_input",
            {"initial_value": DIGITS, "min_value": DIGITS, "max_value": DIGITS},
            is_decimal_allowed=boolean,
        ),
        _range_fits,
    ),
    "rich_text_input": _typed(
        "rich_text_input",
        {"initial_value": RICH_TEXT, "min_lines": whole_number(1, 100), "max_lines": whole_number(1, 100)},
    ),
    "file_input": _element(
        "file_input", {}, {"filetypes": array(string(255), most=100), "max_files": whole_number(1, 10)}
    ),
    "feedback_buttons": _element("feedback_buttons", {"positive_button": FEEDBACK, "negative_button": FEEDBACK}),
    "icon_button": _element(
        "icon_button",
        {"icon": string(255), "text": text(75, "plain_text")},
        {"value": string(2000), "visible_to_user_ids": array(ID, most=1000)},
        CONFIRMED,
        ACCESSIBLE,
    ),
}

SELECTS = frozenset(name for name in ELEMENTS if name.endswith("_select"))
IN_SECTION = SELECTS | {
    "button",
    "checkboxes",
    "datepicker",
    "image",
    "overflow",
    "radio_buttons",
    "timepicker",
    "workflow_button",
}
IN_ACTIONS = (IN_SECTION | {"datetimepicker", "rich_text_input"}) - {"image"}
IN_INPUT = SELECTS | {
    "checkboxes",
    "datepicker",
    "datetimepicker",
    "email_text_input",
    "file_input",
    "number_input",
    "plain_text_input",
    "radio_buttons",
    "rich_text_input",
    "timepicker",
    "url_text_input",
}


def elements(names: frozenset[str] | set[str]) -> Check:
    """Check for one of the named elements."""
    return by_type({name: ELEMENTS[name] for name in names}, called="an element allowed here")
