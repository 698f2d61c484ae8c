"""Messages and forms written out as a person reads them, for tests that compare whole ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_DATE = re.compile(r"<!date\^\d+\^[^|]*\|([^>]*)>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def read(payload: Mapping[str, Any]) -> str:
    """A message with its fallback text first, a modal with its title and buttons, or a Home."""
    if payload.get("type") == "modal":
        buttons = [payload[key]["text"] for key in ("submit", "close") if key in payload]
        head = f"== {payload['title']['text']} == {_row(buttons)}"
    elif payload.get("type") == "home":
        head = "== Home =="
    else:
        head = f"spoken: {shown(payload['text'])}"
    return "\n".join([head, "", *_blocks(payload["blocks"])]) + "\n"


def shown(mrkdwn: str) -> str:
    """Mrkdwn with its entities undone and its moments as their fallback; bold and quotes stay visible."""
    text = _DATE.sub(r"\1", mrkdwn)
    for entity, sign in _ENTITIES:
        text = text.replace(entity, sign)
    return text


def _blocks(blocks: list[dict[str, Any]]) -> Iterator[str]:
    for block in blocks:
        yield from _READERS[block["type"]](block)


def _section(block: dict[str, Any]) -> Iterator[str]:
    control = f"  {_element(block['accessory'])}" if "accessory" in block else ""
    yield shown(block["text"]["text"]) + control


def _context(block: dict[str, Any]) -> Iterator[str]:
    yield "  ".join(f"({shown(each['text'])})" for each in block["elements"])


def _actions(block: dict[str, Any]) -> Iterator[str]:
    yield "  ".join(_element(each) for each in block["elements"])


def _divider(_block: dict[str, Any]) -> Iterator[str]:
    yield "----"


def _input(block: dict[str, Any]) -> Iterator[str]:
    optional = " (optional)" if block.get("optional") else ""
    yield f"{block['label']['text']}{optional}"
    yield f"    {_element(block['element'])}"
    if "hint" in block:
        yield f"    ? {block['hint']['text']}"


def _rich_text(block: dict[str, Any]) -> Iterator[str]:
    for part in block["elements"]:
        words = "".join(each["text"] for each in part["elements"])
        yield f"> {words}" if part["type"] == "rich_text_quote" else words


def _chart(block: dict[str, Any]) -> Iterator[str]:
    chart = block["chart"]
    across, up = chart["axis_config"]["categories"], chart["axis_config"].get("y_label", "")
    yield f"{chart['type']} chart “{block['title']}”, up: {up}, across: {', '.join(across)}"
    for series in chart["series"]:
        yield f"    {series['name']}: {', '.join(str(point['value']) for point in series['data'])}"


def _table(block: dict[str, Any]) -> Iterator[str]:
    for row in block["rows"]:
        yield f"| {' | '.join(cell['text'] for cell in row)} |"


_READERS = {
    "data_visualization": _chart,
    "table": _table,
    "section": _section,
    "context": _context,
    "actions": _actions,
    "divider": _divider,
    "input": _input,
    "rich_text": _rich_text,
}


def _element(element: dict[str, Any]) -> str:
    kind = element["type"]
    if kind == "button":
        return f"[{element['text']['text']}]"
    if kind == "plain_text_input":
        return f"«{element.get('initial_value') or _placeholder(element)}»"
    if kind == "users_select":
        return f"@ {element.get('initial_user') or _placeholder(element)}"
    if kind == "conversations_select":
        return f"# {element.get('initial_conversation') or _placeholder(element)}"
    if kind.endswith("external_select"):
        chosen = element.get("initial_options") or [each for each in [element.get("initial_option")] if each]
        return f"{{asked while typing: {', '.join(each['text']['text'] for each in chosen) or _placeholder(element)}}}"
    if kind == "datepicker":
        return f"calendar {element.get('initial_date', '')}".rstrip()
    if kind == "timepicker":
        return f"clock {element.get('initial_time', '')}".rstrip()
    return _choices(element)


def _choices(element: dict[str, Any]) -> str:
    chosen = element.get("initial_option", {}).get("value")
    options = [
        f"{'(•) ' if each['value'] == chosen else ''}{each['text']['text']}"
        + (f" ({each['description']['text']})" if "description" in each else "")
        for each in element["options"]
    ]
    lead = f"{_placeholder(element)}: " if "placeholder" in element else ""
    return f"{{{lead}{' | '.join(options)}}}"


def _placeholder(element: dict[str, Any]) -> str:
    return f"{element['placeholder']['text']}…" if "placeholder" in element else ""


def _row(labels: list[str]) -> str:
    return " ".join(f"[{label}]" for label in labels)
