"""Finding people, groups and channels in what somebody typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

MentionKind = Literal["user", "name", "group", "broadcast", "channel"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention at `text[start:end]`. `id` as Slack knows it; `name` without its @ or #, None if not said.

    A possessive "'s" and punctuation after the name are outside the span.
    """

    kind: MentionKind
    id: str | None
    name: str | None
    start: int
    end: int


_BROADCASTS = frozenset({"here", "channel", "everyone"})
_FORMS = re.compile(
    r"""
    <@(?P<user>[A-Za-z0-9]+)(?:\|(?P<user_name>[^<>\n]*))?>
  | <!subteam\^(?P<group>[A-Za-z0-9]+)(?:\|@?(?P<group_name>[^<>\n]*))?>
  | <!(?P<broadcast>here|channel|everyone)(?:\|[^<>\n]*)?>
  | <\#(?P<channel>[A-Za-z0-9]+)(?:\|(?P<channel_name>[^<>\n]*))?>
  | (?<![\w.@+])@(?P<plain>[^\W_][\w.\-]*)
    """,
    re.VERBOSE,
)
_TIME_OF_DAY = re.compile(r"\d{1,2}(?:[.:h]?\d\d)?(?:am|pm|h)?", re.IGNORECASE)


def find_mentions(text: str) -> tuple[Mention, ...]:
    """Find every mention in `text`, left to right. "@3pm" and e-mail addresses are none."""
    found: list[Mention] = []
    for form in _FORMS.finditer(text):
        mention = _mention(form)
        if mention and (text[: mention.start][-1:] != "/" or _beside(found, mention.start - 1)):
            found.append(mention)
    return tuple(found)


def _beside(found: list[Mention], slash: int) -> bool:
    """Whether the slash follows a mention: "@nina/@omar" is two people, "a/@b" is a path."""
    return bool(found) and found[-1].end == slash


def _mention(form: re.Match[str]) -> Mention | None:
    if form["plain"] is not None:
        return _plain(form)
    start, end = form.span()
    if form["user"]:
        return Mention("user", form["user"], form["user_name"] or None, start, end)
    if form["group"]:
        return Mention("group", form["group"], form["group_name"] or None, start, end)
    if form["channel"]:
        return Mention("channel", form["channel"], form["channel_name"] or None, start, end)
    return Mention("broadcast", None, form["broadcast"], start, end)


def _plain(form: re.Match[str]) -> Mention | None:
    name = form["plain"].rstrip(".-")
    if _TIME_OF_DAY.fullmatch(name):
        return None
    kind: MentionKind = "broadcast" if name.lower() in _BROADCASTS else "name"
    return Mention(kind, None, name, form.start(), form.start() + 1 + len(name))
