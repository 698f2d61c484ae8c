"""Whatever people type: it pings nobody, forges nothing, breaks no message, and is not lost."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reviews.messages.help import help_text
from reviews.messages.limits import message_problems, view_problems
from tests.messages.everything import everything
from tests.messages.worlds import Rendered

PIECES = [
    "<!channel>",
    "<!here|here>",
    "<!everyone>",
    "<!subteam^S1|@all>",
    "<!date^0^{date}|now>",
    "<@U123>",
    "<@U123|nina>",
    "<#C1|general>",
    "<https://evil.example|https://good.example>",
    "https://evil.example",
    "mailto:a@b.c",
    "@here",
    "@channel",
    "@everyone",
    "#general",
    "&lt;!channel&gt;",
    "&amp;",
    "&",
    "<",
    ">",
    "\n> quote",
    "*bold*",
    "_it_",
    "~gone~",
    "`code`",
    "```",
    "*",
    "_",
    "~",
    "\x00",
    "\x1b[31m",
    "\u202e",
    "\u2066",
    "\u2069",
    "\u200b",
    "\ud800",
    "\udfff",
    "\ufeff",
    "\uffff",
    "\u2028",
    "שלום",
    "مرحبا 12",
    "👩‍👩‍👧",
    "🇩🇪",
    "👍🏽",
    "e\u0301",
    ":tada:",
    "\r\n",
    "\t",
    " ",
    "a",
    "b.c",
    "G-1",
    '"}',
    "\\",
    "…",
]
HOSTILE = st.lists(st.sampled_from(PIECES), max_size=8).map("".join) | st.text(st.characters(), max_size=40)
SHORT = HOSTILE.map(lambda text: text[:32])
LONG = st.builds(lambda text, times: (text or "x") * times, HOSTILE, st.integers(200, 400)).map(lambda t: t[:10_000])

OUR_TOKEN = re.compile(r"<!date\^\d+\^[^<>|]*\|[^<>]*>|<#C[12]>")
PINGS = re.compile(r"@(here|channel|everyone|group)\b", re.IGNORECASE)
CHANNEL = re.compile(r"(?<![\w&])#\w")
HALF_ENTITY = re.compile(r"&(?!amp;|lt;|gt;)")
FORMATTING = re.compile(r"(?<!\w)[*~_]+(?=\S)|(?<=\S)[*~_]+(?!\w)|`")
LOOKALIKES = str.maketrans("∗∼ˋˍ", "*~`_")
SHORTLY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FEW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def rendered(text: str) -> list[Rendered]:
    return list(everything(lambda slot: f"{slot}={text}"))


def strings(payload: Any) -> Iterator[str]:
    """Every string anywhere in a payload."""
    if isinstance(payload, str):
        yield payload
    elif isinstance(payload, Mapping):
        for value in payload.values():
            yield from strings(value)
    elif isinstance(payload, list):
        for value in payload:
            yield from strings(value)


def parsed(payload: Any) -> Iterator[str]:
    """Every string that Slack parses: mrkdwn objects and a message's own text."""
    if isinstance(payload, Mapping):
        if payload.get("type") == "mrkdwn" or ("blocks" in payload and "text" in payload):
            yield payload["text"]
        for value in payload.values():
            yield from parsed(value)
    elif isinstance(payload, list):
        for value in payload:
            yield from parsed(value)


EXAMPLES = frozenset(parsed(help_text("/review", None)))
"""Our own examples of what to type, shown as code."""


def problems(payload: Mapping[str, Any]) -> list[str]:
    return view_problems(payload) if payload.get("type") in {"modal", "home"} else message_problems(payload)


def bare(text: str) -> str:
    """Only the characters one can see; the signs that stand in for formatting read as what was typed."""
    return "".join(sign for sign in text.translate(LOOKALIKES) if unicodedata.category(sign)[0] not in "CZ")


def undone(mrkdwn: str) -> str:
    return mrkdwn.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@SHORTLY
@given(SHORT | HOSTILE)
@example("<!channel> @here #general <https://evil.example|https://good.example>")
def test_nothing_typed_pings_anybody_or_forges_a_link(text: str) -> None:
    for each in rendered(text):
        for shown in parsed(each.payload):
            ours = OUR_TOKEN.sub("", shown)
            assert not set("<>") & set(ours), (each.name, shown)
            assert not PINGS.search(shown), (each.name, shown)
            assert not CHANNEL.search(ours) or shown in EXAMPLES, (each.name, shown)
            assert not HALF_ENTITY.search(shown), (each.name, shown)


@SHORTLY
@given(HOSTILE)
@example("\ud800 \x00 \u202e")
def test_nothing_typed_makes_a_message_that_slack_refuses_or_that_cannot_be_sent(text: str) -> None:
    for each in rendered(text):
        assert problems(each.payload) == [], each.name
        json.dumps(each.payload, ensure_ascii=False).encode()


@FEW
@given(LONG)
def test_nothing_typed_is_too_long_to_be_sent(text: str) -> None:
    for each in rendered(text):
        assert problems(each.payload) == [], each.name
        json.dumps(each.payload, ensure_ascii=False).encode()
        for shown in parsed(each.payload):
            assert not HALF_ENTITY.search(OUR_TOKEN.sub("", shown)), (each.name, shown)


@SHORTLY
@given(HOSTILE)
def test_no_control_sign_or_open_direction_reaches_slack(text: str) -> None:
    for each in rendered(text):
        for shown in strings(each.payload):
            assert not [s for s in shown if s != "\n" and unicodedata.category(s) in {"Cc", "Cs"}], each.name
            assert shown.count("\u2068") == shown.count("\u2069"), (each.name, shown)
            assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067") & set(shown), (each.name, shown)


@SHORTLY
@given(SHORT)
@example("*_~`> <&amp;&")
def test_every_visible_character_is_shown_where_it_belongs(text: str) -> None:
    for each in rendered(text):
        found = [bare(undone(shown)) for shown in parsed(each.payload)]
        found += [bare(shown) for shown in strings(each.payload)]
        for slot in each.shows:
            assert any(bare(f"{slot}={text}") in shown for shown in found), (each.name, slot)


@SHORTLY
@given(SHORT)
@example("5*3 seats in export_v2")
def test_who_hears_a_message_hears_it_too(text: str) -> None:
    for each in rendered(text):
        for slot in each.speaks:
            assert bare(f"{slot}={text}") in bare(undone(str(each.payload["text"]))), (each.name, slot)


def shape(each: Rendered) -> list[tuple[str, int, int]]:
    """What a message is made of: its blocks, their lines, and the formatting that is at work in them."""
    kinds = [block["type"] for block in each.payload["blocks"]]
    lines = [shown.count("\n") for shown in parsed(each.payload)]
    marks = [len(FORMATTING.findall(shown)) for shown in parsed(each.payload)]
    return [(",".join(kinds), sum(lines), sum(marks))]


HARMLESS = {each.name: shape(each) for each in rendered("words")}


@SHORTLY
@given(SHORT)
@example("*")
@example("`")
@example("\n> forged\n*A-9* done")
def test_nothing_typed_adds_a_line_a_quote_or_formatting_to_what_we_say(text: str) -> None:
    for each in rendered(f"{text}."):
        assert shape(each) == HARMLESS[each.name], (each.name, text)


@FEW
@given(LONG)
def test_a_text_that_is_cut_shows_its_beginning(text: str) -> None:
    first = bare(text[:25])
    for each in rendered(text):
        found = [bare(undone(shown)) for shown in parsed(each.payload)]
        found += [bare(shown) for shown in strings(each.payload)]
        for slot in each.shows:
            assert any(f"{slot}={first}" in shown for shown in found), (each.name, slot)
