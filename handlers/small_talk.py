"""What is said back to a direct message that answers nothing: help where it was asked for, one line, or nothing."""

from __future__ import annotations

import re

from reviews.decision import Message
from reviews.messages.answers import tell
from reviews.messages.help import help_text
from reviews.text import from_slack

_HELP = frozenset(
    {
        *("help", "help me", "commands", "what can you do", "how does this work", "what can i type", ""),
        *("hi", "hello", "hey", "hi there", "hello there"),
    }
)
_THANKS = frozenset(
    {
        *("thanks", "thank you", "thx", "ty", "ok", "okay", "k", "cool", "great", "nice", "got it", "cheers", "np"),
        *("lol", "thanks a lot", "thank you so much", "many thanks", "perfect", "super", "good", "sure"),
    }
)
_SHORTCODE = re.compile(r":[\w+'-]+(?:::skin-tone-\d)?:")
_UNREAD = (
    "I read nothing in that to record. Answer like “1 done, 2 friday because legal is late”, "
    "or type “help” for all I can do."
)


def small_talk(text: str, command: str) -> Message | None:
    """The answer to a message in which nothing was understood; None where none is due."""
    said = _SHORTCODE.sub(" ", from_slack(text)).casefold()
    word = " ".join("".join(sign if sign.isalnum() or sign in "'?" else " " for sign in said).split())
    asked = word.strip("? ")
    if not word or asked in _THANKS:
        return None
    return help_text(command, None, answering=True) if asked in _HELP else tell(_UNREAD)
