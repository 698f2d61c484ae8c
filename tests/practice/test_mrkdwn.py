"""Typed text becomes Slack's mark-up without loss, and cannot forge what it is not."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from bot.practice import world
from bot.practice.mrkdwn import Typed, rich_text_of, stored

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PEOPLE = world.users("Holdfast", NOW)
NAMES = {user["id"]: f"@{user['name']}" for user in PEOPLE}
ROOMS = world.channels(NOW)
TYPED = Typed(PEOPLE, ROOMS)
PIECES = ["<", ">", "&", "!", "@", "#", "|", "^", " ", "\n", "a", "ſ", "@nina", "#general", "<!channel>", "&lt;"]
PIECES += [
    "<@U0NINA001|x>",
    "https://a.example/?b&c",
    "<https://a.example|bank>",
    "x@y.example",
    "\u202e",
    "🔴",
    "\x00",
]


def seen(element: dict[str, Any]) -> str:
    """Return what a person reads of one rich text element."""
    if element["type"] == "user":
        return NAMES[element["user_id"]]
    if element["type"] == "channel":
        return next(f"#{room['name']}" for room in ROOMS if room["id"] == element["channel_id"])
    if element["type"] == "broadcast":
        return f"@{element['range']}"
    return str(element.get("text") or element.get("url"))


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("<!channel> <!here|x> <!subteam^bad> <!date^1^{date}|x>")
@example("<@U0NINA001> <https://evil.example|https://bank.example>")
def test_nothing_typed_pings_a_channel_or_disguises_a_link(text: str) -> None:
    sent = TYPED.sent(text)
    assert "<!" not in sent
    for target, label in re.findall(r"<(https?://[^|>]*)\|([^>]*)>", sent):
        assert target == label


@given(st.text(alphabet=st.characters(exclude_characters="@#<"), max_size=60))
def test_words_without_names_come_through_as_they_were(text: str) -> None:
    elements = rich_text_of(TYPED.sent(text))[0]["elements"]
    assert "".join(seen(element) for element in elements) == text


@given(
    st.lists(st.sampled_from(["@nina", "#general", "@here", " and ", " <b> & ", "https://a.example/?b&c "]), max_size=9)
)
def test_mentions_and_links_read_as_they_were_typed(pieces: list[str]) -> None:
    text = " ".join(pieces)
    elements = rich_text_of(TYPED.sent(text))[0]["elements"]
    assert "".join(seen(element) for element in elements) == text


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_storing_an_apps_text_twice_changes_nothing_more(text: str) -> None:
    assert stored(stored(text)) == stored(text)


def test_an_apps_own_tokens_are_stored_as_they_are() -> None:
    text = "<@U0NINA001> <!date^1795000000^{date_short}|Fri> <https://a.example|here> <#C0GENERAL0|general>"
    assert stored(text) == text
