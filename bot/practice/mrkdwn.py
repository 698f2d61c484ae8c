"""What Slack does with typed text: escape it, and turn names, links and mentions into its own tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

TOKEN = re.compile(r"<(?:@[UW]\w+|#C\w+|![a-z]\w*|!subteam\^S\w+|!date\^\d+\^[^|>]+|https?://|mailto:|tel:)[^<>]*>")
ENTITY = re.compile(r"&(?!(?:amp|lt|gt);)")
LINK = re.compile(r"https?://[^\s<>|]+[^\s<>|.,;:!?)\]'\"]")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")


def escape(text: str) -> str:
    """Escape the three characters that Slack's mark-up is made of."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def stored(text: str) -> str:
    """Return an app's text as Slack stores it: tokens stay, stray brackets and ampersands are escaped."""
    out, at = [], 0
    for token in TOKEN.finditer(text):
        out += [_loose(text[at : token.start()]), token.group()]
        at = token.end()
    return "".join([*out, _loose(text[at:])])


def _loose(text: str) -> str:
    escaped = ENTITY.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
    return LINK.sub(lambda link: f"<{link.group()}>", escaped)


class Typed:
    """Turns what a person types into what Slack sends on, as its composer and `should_escape` do."""

    def __init__(self, users: Iterable[Mapping[str, Any]], channels: Iterable[Mapping[str, Any]]) -> None:
        self._users = _names(users)
        self._user_ids = set(self._users.values())
        self._channels = {each["name"]: each["id"] for each in channels if each.get("name")}
        self._channel_ids = {channel_id: name for name, channel_id in self._channels.items()}
        people = "|".join(re.escape(name) for name in sorted(self._users, key=len, reverse=True))
        rooms = "|".join(re.escape(name) for name in sorted(self._channels, key=len, reverse=True))
        self._pattern = re.compile(
            rf"(?P<token><@[UW]\w+(?:\|[^<>]*)?>|<#C\w+(?:\|[^<>]*)?>|<!subteam\^S\w+(?:\|[^<>]*)?>)"
            rf"|(?P<link>{LINK.pattern})|(?P<address>{ADDRESS.pattern})"
            rf"|(?<![\w@])@(?P<broadcast>here|channel|everyone)\b"
            rf"|(?<![\w@])@(?P<user>{people})(?!\w)|(?<![\w#])#(?P<channel>{rooms})(?![\w-])",
            re.IGNORECASE,
        )

    def sent(self, text: str) -> str:
        """Return typed text in Slack's mark-up."""
        out, at = [], 0
        for found in self._pattern.finditer(text):
            out += [escape(text[at : found.start()]), self._mark(found)]
            at = found.end()
        return "".join([*out, escape(text[at:])])

    def mentions(self, text: str) -> str:
        """Return an app's text with plain @names and #names as mentions, as `link_names` does."""
        out, at = [], 0
        for token in TOKEN.finditer(text):
            out += [self._pattern.sub(self._mention, text[at : token.start()]), token.group()]
            at = token.end()
        return "".join([*out, self._pattern.sub(self._mention, text[at:])])

    def _mention(self, found: re.Match[str]) -> str:
        return self._mark(found) if found.lastgroup in {"user", "channel", "broadcast"} else found.group()

    def _mark(self, found: re.Match[str]) -> str:
        whole, kind = found.group(), found.lastgroup
        if kind == "user":
            return self._person(whole)
        if kind == "channel":
            return self._room(whole[1:].lower(), whole)
        if kind == "broadcast":
            return f"<!{found.group('broadcast').lower()}>"
        if kind == "address":
            return f"<mailto:{whole}|{whole}>"
        return f"<{escape(whole)}>" if kind == "link" else self._token(whole)

    def _person(self, typed: str) -> str:
        # letters such as the long s match without regard to case, yet are no one's name
        user_id = self._users.get(typed[1:].lower())
        return f"<@{user_id}>" if user_id else escape(typed)

    def _room(self, name: str, typed: str) -> str:
        channel_id = self._channels.get(name)
        return f"<#{channel_id}|{name}>" if channel_id else escape(typed)

    def _token(self, token: str) -> str:
        """A token typed out stays one only when it names somebody or something there is."""
        held = token[2:-1].split("|", maxsplit=1)[0]
        if token.startswith("<@"):
            return f"<@{held}>" if held in self._user_ids else escape(token)
        if token.startswith("<#"):
            return self._room(self._channel_ids.get(held, ""), token)
        return token


def _names(users: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    names: dict[str, str] = {}
    for user in users:
        profile = user["profile"]
        for name in (user["name"], profile["display_name"], user["real_name"]):
            if name:
                names.setdefault(name.lower(), user["id"])
    return names


def rich_text_of(text: str) -> list[dict[str, Any]]:
    """Return a typed message as the elements of the rich text block Slack makes of it."""
    parts, at = [], 0
    for token in TOKEN.finditer(text):
        parts += [_words(text[at : token.start()]), _inline(token.group()[1:-1])]
        at = token.end()
    parts.append(_words(text[at:]))
    return [{"type": "rich_text_section", "elements": [part for part in parts if part]}]


def plain(text: str) -> str:
    """Return escaped text as it was typed."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _words(text: str) -> dict[str, Any] | None:
    return {"type": "text", "text": plain(text)} if text else None


def _inline(token: str) -> dict[str, Any]:
    target, _, label = token.partition("|")
    if target.startswith("@"):
        return {"type": "user", "user_id": target[1:]}
    if target.startswith("#"):
        return {"type": "channel", "channel_id": target[1:]}
    if target.startswith("!subteam^"):
        return {"type": "usergroup", "usergroup_id": target.removeprefix("!subteam^")}
    if target in {"!here", "!channel", "!everyone"}:
        return {"type": "broadcast", "range": target[1:]}
    if target.startswith("!"):
        return {"type": "text", "text": plain(label or f"<{token}>")}
    return {"type": "link", "url": plain(target), **({"text": plain(label)} if label else {})}
