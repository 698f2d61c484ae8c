"""What has just happened, shown in Home: a line on top of it, or a long answer in its place with a way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from reviews.decision import Message
from reviews.home import Place
from reviews.messages import ids
from reviews.messages.limits import block_problems
from reviews.messages.parts import Block, actions, button, divider, section

MOST_NOTES: Final = 3
"""So many of the last answers stay, when somebody presses faster than Home is shown again."""
_SHORT: Final = 7
_SHORT_TEXT: Final = 900
"""Blocks and characters of an answer that still stands on top of Home: a phone shows the rest below it."""


def is_long(message: Message) -> bool:
    """Whether an answer takes the place of Home: a whole list or card would push it off the screen."""
    return len(message.get("blocks") or ()) > _SHORT or len(str(message.get("text") or "")) > _SHORT_TEXT


def note_blocks(messages: Sequence[Message]) -> list[Block]:
    """The last answers, newest first, above a line; block ids are their own, so that no two are alike."""
    shown = [messages[-1 - number] for number in range(min(len(messages), MOST_NOTES))]
    blocks = [_named(block, f"note{number}.{at}") for number, each in enumerate(shown) for at, block in _numbered(each)]
    return [*blocks, divider()] if blocks else []


def answer_view(message: Message, place: Place) -> dict[str, Any]:
    """A long answer in the place of Home."""
    back = button("Back to Home", f"{ids.HOME_TAB}.back", {"tab": "team" if place.team else "mine"})
    blocks = [actions([back], block_id="back"), *(_named(block, f"answer.{at}") for at, block in _numbered(message))]
    return {"type": "home", "blocks": blocks, "private_metadata": ids.pack(place.packed())}


def _numbered(message: Message) -> list[tuple[int, Block]]:
    blocks = list(message.get("blocks") or ())
    if not blocks or block_problems(blocks, "home"):
        # Not everything that a message may hold may stand in Home; its text says all of it.
        blocks = [section(str(message.get("text") or ""))]
    return list(enumerate(blocks))


def _named(block: Block, block_id: str) -> Block:
    return {**block, "block_id": block_id}
