"""The few blocks the bot speaks with, as plain dicts. Texts given here are escaped already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from reviews.messages.ids import RUN_COMMAND, SUBJECT_MARK, pack
from reviews.text import clean, plain

Block = dict[str, Any]
Element = dict[str, Any]
SECTION_LIMIT = 3000
MODAL_TITLE_LIMIT = 24


def message(text: str, blocks: Sequence[Block]) -> dict[str, Any]:
    """A message's arguments; `text` must say the whole point, since screen readers and notifications use it."""
    return {"text": text, "blocks": list(blocks), "unfurl_links": False, "unfurl_media": False}


def section(mrkdwn: str, accessory: Element | None = None, block_id: str | None = None) -> Block:
    """A paragraph, with perhaps one control at its right."""
    block: Block = {"type": "section", "text": _mrkdwn(mrkdwn, SECTION_LIMIT)}
    if accessory:
        block["accessory"] = accessory
    if block_id:
        block["block_id"] = block_id
    return block


def lines_that_fit(
    lines: Sequence[str], *, most: int = 100, room: int = SECTION_LIMIT, total: int | None = None
) -> str:
    """Whole lines, as many as fit, and how many more there are: a line is never cut in its middle.

    `total`: how many there are in all, where `lines` are only the first of them.
    """
    shown: list[str] = []
    left = room - len("\nand 10000 more")
    for line in lines[:most]:
        left -= len(line) + 1
        if left < 0:
            break
        shown.append(line)
    more = (total or len(lines)) - len(shown)
    return "\n".join([*shown, f"and {more} more"] if more else shown)


def context(mrkdwn: str) -> Block:
    """A small grey line."""
    return {"type": "context", "elements": [_mrkdwn(mrkdwn, SECTION_LIMIT)]}


def actions(elements: Iterable[Element], block_id: str | None = None) -> Block:
    """A row of controls."""
    block: Block = {"type": "actions", "elements": list(elements)}
    if block_id:
        block["block_id"] = block_id
    return block


def divider() -> Block:
    """A line between two parts."""
    return {"type": "divider"}


def button(
    label: str, action_id: str, value: Mapping[str, object] | None = None, *, style: str | None = None
) -> Element:
    """A button named by the deed. `value` comes back when it is pressed."""
    made: Element = {
        "type": "button",
        "text": {"type": "plain_text", "text": plain(label, 75), "emoji": True},
        "action_id": action_id,
    }
    if value:
        made["value"] = pack(value)
    if style:
        made["style"] = style
    return made


def run_button(label: str, text: str, *, style: str | None = None, anew: bool = False) -> Element:
    """A button that types a command for the person; each has an id of its own, so two may stand side by side."""
    name = f"{RUN_COMMAND}.{text.split(' ', 1)[0]}{'.anew' if anew else ''}"
    return button(label, name, {"text": text, "anew": "yes" if anew else None}, style=style)


def option(label: str, value: str, description: str | None = None) -> Element:
    """One choice of a menu."""
    made: Element = {"text": {"type": "plain_text", "text": plain(label, 75) or "—"}, "value": value}
    if description:
        made["description"] = {"type": "plain_text", "text": plain(description, 75)}
    return made


def menu(
    action_id: str,
    options: Sequence[Element],
    *,
    placeholder: str | None = None,
    chosen: str | None = None,
    kind: str = "static_select",
) -> Element:
    """A menu of one choice; `kind` may be `radio_buttons`."""
    made: Element = {"type": kind, "action_id": action_id, "options": list(options)}
    if placeholder and kind == "static_select":
        made["placeholder"] = {"type": "plain_text", "text": plain(placeholder, 150)}
    initial = next((o for o in options if o["value"] == chosen), None)
    if initial:
        made["initial_option"] = initial
    return made


def text_input(
    action_id: str,
    *,
    typed: str | None = None,
    example: str | None = None,
    lines: bool = False,
    most: int = 3000,
) -> Element:
    """A text field, filled with what was typed before."""
    made: Element = {
        "type": "plain_text_input",
        "action_id": action_id,
        "multiline": lines,
        "max_length": most,
    }
    if typed:
        made["initial_value"] = clean(typed)[:most]
    if example:
        made["placeholder"] = {"type": "plain_text", "text": plain(example, 150)}
    return made


def person_input(action_id: str, chosen: str | None = None) -> Element:
    """A menu of people."""
    made: Element = {
        "type": "users_select",
        "action_id": action_id,
        "placeholder": {"type": "plain_text", "text": "One person"},
    }
    if chosen:
        made["initial_user"] = chosen
    return made


def date_input(action_id: str, chosen: date | None = None) -> Element:
    """A calendar."""
    made: Element = {"type": "datepicker", "action_id": action_id}
    if chosen:
        made["initial_date"] = chosen.isoformat()
    return made


def field(
    name: str,
    label: str,
    element: Element,
    *,
    optional: bool = False,
    hint: str | None = None,
    live: bool = False,
) -> Block:
    """One question of a form. `live` reports each choice at once."""
    made: Block = {
        "type": "input",
        "block_id": name,
        "label": {"type": "plain_text", "text": plain(label, 2000)},
        "element": element,
        "optional": optional,
    }
    if hint:
        made["hint"] = {"type": "plain_text", "text": plain(hint, 2000)}
    if live:
        made["dispatch_action"] = True
    return made


def modal(
    callback_id: str,
    title: str,
    blocks: Sequence[Block],
    *,
    submit: str | None = None,
    close: str = "Cancel",
    about: Mapping[str, object] | None = None,
    subject: str | None = None,
) -> dict[str, Any]:
    """A modal. `about` comes back with what is submitted.

    `subject`: what the form is about, where one modal may show forms about several things in turn. Slack keeps what
    was typed wherever block and action are named alike, so the fields of two subjects must not be.
    """
    if subject:
        blocks = [_named_for(block, subject) for block in blocks]
    made: dict[str, Any] = {
        "type": "modal",
        "callback_id": callback_id,
        "title": {"type": "plain_text", "text": plain(title, MODAL_TITLE_LIMIT)},
        "close": {"type": "plain_text", "text": plain(close, MODAL_TITLE_LIMIT)},
        "blocks": list(blocks),
        "private_metadata": pack(about or {}),
    }
    if submit:
        made["submit"] = {"type": "plain_text", "text": plain(submit, MODAL_TITLE_LIMIT)}
    return made


def _named_for(block: Block, subject: str) -> Block:
    if block["type"] != "input":
        return block
    return {**block, "block_id": f"{block['block_id']}{SUBJECT_MARK}{subject}"}


def _mrkdwn(text: str, limit: int) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": _cut(text, limit), "verbatim": True}


def _cut(text: str, limit: int) -> str:
    """Text that was escaped already, never cut within `&…;` or `<…>`."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    for opens, closes in (("<", ">"), ("&", ";")):
        start = cut.rfind(opens)
        if start > cut.rfind(closes):
            cut = cut[:start]
    return cut + "…"
