"""Whatever somebody chooses a shortcut on, its words go along."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.message_words import words_of


def rich(*elements: dict[str, Any], kind: str = "rich_text_section") -> dict[str, Any]:
    return {"blocks": [{"type": "rich_text", "elements": [{"type": kind, "elements": list(elements)}]}]}


def text(words: str) -> dict[str, Any]:
    return {"type": "text", "text": words}


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ({"text": "The export stops &amp; nobody told <@U1>"}, "The export stops & nobody told <@U1>"),
        ({"text": "", **rich(text("Ask "), {"type": "user", "user_id": "U1"}, text(" <now>"))}, "Ask <@U1> <now>"),
        (
            rich(
                {"type": "rich_text_section", "elements": [text("one")]},
                {"type": "rich_text_section", "elements": [text("two")]},
                kind="rich_text_list",
            ),
            "one\ntwo",
        ),
        ({"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "*Alert* &lt;5&gt;"}}]}, "*Alert* <5>"),
        (
            {
                "blocks": [
                    {"type": "header", "text": {"type": "plain_text", "text": "Export failed &amp;"}},
                    {"type": "context", "elements": [{"type": "mrkdwn", "text": "twice"}, {"type": "image"}]},
                ]
            },
            "Export failed &amp;\ntwice",
        ),
        ({"attachments": [{"title": "Ticket 81", "text": "Export fails", "fallback": "x"}]}, "Ticket 81\nExport fails"),
        ({"attachments": [{"fallback": "[no preview]"}]}, "[no preview]"),
        ({"text": "", "files": [{"title": "export.csv"}, {"name": "log.txt"}]}, "File: export.csv\nFile: log.txt"),
        ({"blocks": [{"type": "image", "alt_text": "A screenshot"}]}, "A screenshot"),
        ({"text": "  ", "blocks": [{"type": "divider"}]}, ""),
        ({}, ""),
    ],
)
def test_the_words_of_a_message_are_found(message: dict[str, Any], words: str) -> None:
    assert words_of(message) == words


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "text", "elements", "blocks", "files", "fields"]), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(["text", "blocks", "attachments", "files"]), anything))
def test_what_slack_might_send_one_day_breaks_nothing(message: dict[str, Any]) -> None:
    assert isinstance(words_of(message), str)
