"""Text from people: made safe before Slack shows it, and read back from what Slack sends.

Three ways out: `escape` for mrkdwn (bold and lists stay as typed), `literal` for mrkdwn that must show every
sign as typed, `plain` for plain_text objects. One way in: `from_slack`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

ELLIPSIS = "…"
JOINER = "\u2060"
"""Word joiner: no width, no line break; parts `@` and `#` from the word Slack would link."""

_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_ENDS = {"\u2028": "\n", "\u2029": "\n", "\x85": "\n", "\x0b": "\n", "\x0c": "\n"}
_BROADCAST = re.compile(r"@(?=(?:here|channel|everyone|group)\b)", re.IGNORECASE)
_BARE_CHANNEL = re.compile(r"(?<!\w)#(?=\w|\Z)")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LOOKALIKES = {"*": "∗", "~": "∼", "`": "ˋ", "_": "ˍ"}
# At either end they would touch a sign of ours.
_FORMATTING = re.compile(r"(?<!\w)[*~_]+(?=\S)|(?<=\S)[*~_]+(?!\w)|\A[*~_]+|[*~_]+\Z|`")
_QUOTE_START = re.compile(r"^([^\S\n]*)&gt;", re.MULTILINE)
_TOKEN = re.compile(r"<([^<>\n]{1,2000})>")
_FORGED = re.compile(r"<(?=[@#!]|https?:|mailto:|tel:)", re.IGNORECASE)
_PERSON = re.compile(r"<@([A-Za-z0-9]+)(?:\|([^<>]*))?>")


def escape(text: str, limit: int | None = None) -> str:
    """Make text safe inside mrkdwn; the escaped result is at most `limit` characters, cut with "…"."""
    return _fit(_isolate_lines(clean(text)), limit, _escape_marks)


def literal(text: str, limit: int | None = None) -> str:
    """Like `escape`, and `*_~` and backticks show as typed instead of formatting what follows."""
    return _fit(_isolate_lines(clean(text)), limit, lambda raw: _unformat(_escape_marks(raw)))


def plain(text: str, limit: int | None = None) -> str:
    """Make text fit for a plain_text object, which Slack does not parse; at most `limit` characters."""
    return _fit(_isolate_lines(clean(text)), limit, lambda raw: raw)


def one_line(text: str, limit: int | None = None) -> str:
    """Fold text to one line with single spaces. Not escaped: pass it on to `escape` or `plain`."""
    return _fit(" ".join(clean(text).split()), limit, lambda raw: raw)


def unescape(text: str) -> str:
    """Read Slack's three entities back. A token somebody typed out stays text and can't become a mention."""
    typed = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return _FORGED.sub("<" + JOINER, typed)


def from_slack(text: str) -> str:
    """Read a message as its writer saw it: links as text, entities undone, mentions left as tokens."""
    parts: list[str] = []
    end = 0
    for token in _TOKEN.finditer(text):
        parts += [unescape(clean(text[end : token.start()])), _token_text(token[1])]
        end = token.end()
    return clean("".join([*parts, unescape(clean(text[end:]))]))


def name_people(text: str, names: Mapping[str, str]) -> str:
    """Put names in place of `<@U…>` tokens, so that showing the text pings nobody."""
    return _PERSON.sub(lambda found: names.get(found[1]) or found[2] or "someone", text)


def clean(text: str) -> str:
    """Drop what Slack refuses or what reorders its surroundings: controls, lone surrogates, overrides."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    if unified.isascii() and unified.replace("\n", "").isprintable():
        return unified
    return "".join(_kept(sign) for sign in unified)


def _kept(sign: str) -> str:
    if sign == "\n" or sign.isprintable():
        return sign
    if sign == "\t":
        return " "
    if sign in _LINE_ENDS:
        return _LINE_ENDS[sign]
    refused = sign in _BIDI_CONTROLS or sign == "\ufeff" or ord(sign) & 0xFFFE == 0xFFFE
    return "" if refused or unicodedata.category(sign) in {"Cc", "Cs"} else sign


def _token_text(inner: str) -> str:
    """The visible side of `<…>` as Slack sends it; mentions of people, groups and channels stay tokens."""
    target, _, label = inner.partition("|")
    if target.startswith(("@", "#", "!subteam^")):
        return f"<{inner}>"
    if target.startswith("!"):
        return f"<{target}>" if target in {"!here", "!channel", "!everyone"} else unescape(label or target)
    address = unescape(target.removeprefix("mailto:").removeprefix("tel:"))
    shown = unescape(label)
    if not shown or shown in {address, address.removeprefix("http://"), address.removeprefix("https://")}:
        return address
    return f"{shown} ({address})"


def _escape_marks(raw: str) -> str:
    bare = _BROADCAST.sub("@" + JOINER, raw)
    bare = _BARE_CHANNEL.sub("#" + JOINER, bare)
    return re.sub(r"[&<>]", lambda sign: _ENTITIES[sign[0]], bare)


def _unformat(escaped: str) -> str:
    shown = _FORMATTING.sub(lambda run: "".join(_LOOKALIKES[sign] for sign in run[0]), escaped)
    return _QUOTE_START.sub(rf"\g<1>{JOINER}&gt;", shown)


def _isolate_lines(text: str) -> str:
    """Close each line that holds right-to-left letters in itself, so numbers after it keep their place."""
    if text.isascii():
        return text
    return "\n".join(_isolate(line) for line in text.split("\n"))


def _isolate(line: str) -> str:
    turned = any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in line)
    return f"{_ISOLATE}{line}{_END_ISOLATE}" if turned else line


def _fit(raw: str, limit: int | None, render: Callable[[str], str]) -> str:
    """Render the longest beginning whose rendering fits, so no entity and no isolate is ever cut in half."""
    whole = render(raw)
    if limit is None or len(whole) <= limit:
        return whole
    low, high = 0, min(len(raw), max(limit, 0))
    while low < high:
        middle = (low + high + 1) // 2
        if len(render(_cut(raw, middle))) <= limit:
            low = middle
        else:
            high = middle - 1
    cut = render(_cut(raw, low))
    return cut if len(cut) <= limit else ""


def _cut(raw: str, length: int) -> str:
    """Cut before a whole character as people see it, end with "…", and close an isolate left open."""
    while 0 < length < len(raw) and _hangs_on(raw[length - 1], raw[length]):
        length -= 1
    kept = raw[:length].rstrip()
    close = _END_ISOLATE if kept.count(_ISOLATE) > kept.count(_END_ISOLATE) else ""
    return kept + ELLIPSIS + close


def _hangs_on(before: str, after: str) -> bool:
    """Whether `after` belongs to the sign before it: accents, emoji variants, joined emoji."""
    return (
        "\u200d" in {before, after}
        or unicodedata.category(after) in {"Mn", "Me"}
        or "\U0001f3fb" <= after <= "\U0001f3ff"
    )
