"""What every message of a scenario must be, whatever it says: within Slack's limits, whole, and safe to show."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reviews.messages.limits import message_problems, view_problems

Body = Mapping[str, Any]
_TOKEN = re.compile(r"<([^<>]*)>")
_ALLOWED = re.compile(
    r"!date\^\d+\^[^|]+\|[^|]+|#[CG][A-Z0-9]+|https?://[^|\s]+(?:\|(?:the message it came from|from this message))?"
    r"|https://[a-z]+\.fieldstone\.example/[^|\s]*\|[^|]+"
)
"""A link with words of its own leads only to where facts come from; nobody in a story types one of those."""
_AMPERSAND = re.compile(r"&(?!amp;|lt;|gt;)")
_PING = re.compile(r"(?<![\w`])@(?:here|channel|everyone)\b", re.IGNORECASE)
_SHORT_ID = re.compile(r"\b[AG]-\d+\b")
_SLIP = re.compile(r"\bNone\b(?!\. Nothing)|Traceback|\{'|datetime\.|StepName|MarkColour")
_GLANCE = re.compile(r"quarterly review\*|Expect from us:|Before it can close")
"""Board, summary and status: their fallback counts what the blocks list."""


def problems(entries: Sequence[Body]) -> list[str]:
    """What is wrong with anything the app sent, in the log of the practice workspace."""
    found = [f"{where}: {each}" for where, message in _messages(entries) for each in _of_message(message)]
    found += [f"{where}: {each}" for where, view in _views(entries) for each in _of_view(view)]
    return found + list(_refused(entries))


def _messages(entries: Sequence[Body]) -> Iterator[tuple[str, Body]]:
    for entry in entries:
        where = f"log {entry['seq']}"
        if entry["kind"] == "api" and str(entry["method"]).startswith("chat.") and "text" in entry["arguments"]:
            yield f"{where} {entry['method']}", _read(entry["arguments"])
        elif entry["kind"] == "ack" and isinstance(entry.get("payload"), dict) and "text" in entry["payload"]:
            yield f"{where} answer to a command", entry["payload"]
        elif entry["kind"] == "response_url":
            yield f"{where} response", entry["given"]


def _views(entries: Sequence[Body]) -> Iterator[tuple[str, Body]]:
    for entry in entries:
        payload = entry.get("payload")
        if entry["kind"] == "api" and str(entry["method"]).startswith("views."):
            yield f"log {entry['seq']} {entry['method']}", _read(entry["arguments"])["view"]
        elif entry["kind"] == "ack" and isinstance(payload, dict) and "view" in payload:
            yield f"log {entry['seq']} answer to a form", payload["view"]


def _read(arguments: Body) -> dict[str, Any]:
    """Arguments with lists and objects, however they were sent."""
    unread = {"blocks", "view", "metadata"}
    return {k: json.loads(v) if k in unread and isinstance(v, str) else v for k, v in arguments.items()}


def _of_message(message: Body) -> Iterator[str]:
    yield from message_problems({k: message[k] for k in ("text", "blocks", "metadata") if k in message})
    text, blocks = str(message.get("text") or ""), message.get("blocks") or []
    if len(text.strip()) < 12 or "*" in text:
        yield f"fallback text {text!r} does not say the point in plain words"
    shown = "\n".join(_texts(blocks))
    if not _GLANCE.search(shown):
        lead = "\n".join(_texts(b for b in blocks if b["type"] == "section" and "accessory" not in b))
        if len(lead) < 1_000 and (left := set(_SHORT_ID.findall(lead)) - set(_SHORT_ID.findall(text))):
            yield f"{sorted(left)} are shown and not in the fallback text {text!r}"
    yield from _unsafe(text)
    yield from _unsafe(shown)


def _of_view(view: Body) -> Iterator[str]:
    yield from view_problems(view)
    yield from _unsafe("\n".join(_texts(view["blocks"])))


def _texts(blocks: Any) -> Iterator[str]:
    """Every mrkdwn text in these blocks."""
    for block in blocks:
        texts = [block.get("text"), *(block.get("fields") or ()), *(block.get("elements") or ())]
        yield from (t["text"] for t in texts if isinstance(t, Mapping) and t.get("type") == "mrkdwn")


def _unsafe(mrkdwn: str) -> Iterator[str]:
    for token in _TOKEN.findall(mrkdwn):
        if not _ALLOWED.fullmatch(token):
            yield f"<{token}> is live in {mrkdwn!r}"
    bare = _TOKEN.sub("", mrkdwn)
    if "<" in bare or ">" in bare or _AMPERSAND.search(bare):
        yield f"not escaped: {mrkdwn!r}"
    if _PING.search(bare):
        yield f"could ping everybody: {mrkdwn!r}"
    if slip := _SLIP.search(bare):
        yield f"{slip[0]!r} is no word for people: {mrkdwn!r}"


def _refused(entries: Sequence[Body]) -> Iterator[str]:
    """What Slack would have refused as malformed."""
    for entry in entries:
        answer = entry.get("answer") or {}
        error = str(answer.get("error", ""))
        if entry["kind"] == "api" and error.startswith("invalid_") and error != "invalid_trigger_id":
            yield f"log {entry['seq']} {entry['method']} was refused: {answer}"
        if entry["kind"] == "refused" and not str(entry["what"]).startswith("/_control/"):
            yield f"log {entry['seq']} {entry['what']} was refused: {answer}"
