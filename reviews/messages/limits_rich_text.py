"""The structure of rich text: sections, lists, quotes and preformatted text, and what stands inside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reviews.messages.limits_checks import Check, array, boolean, by_type, one_of, shape, string, whole_number

LONG = string(40_000)
TAG_COLOURS = ("gray", "brown", "purple", "indigo", "blue", "green", "yellow", "orange", "red")
STYLES = ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink")
STYLE = shape({}, dict.fromkeys(STYLES, boolean))


def _inline(name: str, required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    return shape({"type": one_of(name), **required}, {"style": STYLE, **(optional or {})})


INLINE: dict[str, Check] = {
    "text": _inline("text", {"text": LONG}),
    "link": _inline("link", {"url": string(3000)}, {"text": LONG, "unsafe": boolean}),
    "user": _inline("user", {"user_id": string(255)}),
    "usergroup": _inline("usergroup", {"usergroup_id": string(255)}),
    "channel": _inline("channel", {"channel_id": string(255)}),
    "team": _inline("team", {"team_id": string(255)}),
    "broadcast": _inline("broadcast", {"range": one_of("here", "channel", "everyone")}),
    "color": _inline("color", {"value": string(255)}),
    "emoji": _inline(
        "emoji",
        {"name": string(255)},
        {"unicode": string(255), "url": string(3000), "skin_tone": whole_number(1, 6)},
    ),
    "date": _inline(
        "date",
        {"timestamp": whole_number(0, 10**11), "format": string(255)},
        {"url": string(3000), "fallback": string(3000)},
    ),
    "tag": _inline("tag", {"text": string(3000)}, {"color": one_of(*TAG_COLOURS)}),
}

_line = by_type(INLINE, called="something rich text can hold")
_plain = by_type({name: INLINE[name] for name in ("text", "link")}, called="allowed in preformatted text")
_border: dict[str, Check] = {"border": one_of(0, 1)}
SECTION = shape({"type": one_of("rich_text_section"), "elements": array(_line, least=0, most=10_000)})
_parts: dict[str, Check] = {
    "rich_text_section": SECTION,
    "rich_text_quote": shape(
        {"type": one_of("rich_text_quote"), "elements": array(_line, least=0, most=10_000)}, _border
    ),
    "rich_text_preformatted": shape(
        {"type": one_of("rich_text_preformatted"), "elements": array(_plain, least=0, most=10_000)},
        {**_border, "language": string(255)},
    ),
    "rich_text_list": shape(
        {
            "type": one_of("rich_text_list"),
            "elements": array(by_type({"rich_text_section": SECTION}, called="an item of a list"), most=10_000),
            "style": one_of("bullet", "ordered"),
        },
        {**_border, "indent": whole_number(0, 8), "offset": whole_number(0, 10_000)},
    ),
}
RICH_TEXT = shape(
    {
        "type": one_of("rich_text"),
        "elements": array(by_type(_parts, called="a part of rich text"), most=10_000),
    },
    {"block_id": string(255)},
)


def words(block: Any) -> Iterator[str]:
    """Yield every piece of text a rich text value shows, in order."""
    if isinstance(block, Mapping):
        yield from (str(block[name]) for name in ("text", "fallback", "name") if name in block)
        yield from words(block.get("elements"))
    elif isinstance(block, list | tuple):
        for each in block:
            yield from words(each)
