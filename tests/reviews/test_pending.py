"""Questions asked back: what finishes them, and what does not."""

from __future__ import annotations

import pytest

from reviews.pending import is_reason


@pytest.mark.parametrize(
    "said", ["thanks", "help", "ok will tell you later", "i don't know", "dunno", "ok", "why?", "settings", "no reason"]
)
def test_what_is_no_reason_is_not_told_to_the_channel_as_one(said: str) -> None:
    assert not is_reason(said)


@pytest.mark.parametrize("said", ["legal is late", "because sick", "they moved the date", "I'm out sick"])
def test_a_reason_is_taken_in_the_persons_own_words(said: str) -> None:
    assert is_reason(said)
