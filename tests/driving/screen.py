"""What a person reads: messages and forms as plain lines, with what can be pressed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """One message or form as it stood when it was looked at."""

    body: Body

    @property
    def ts(self) -> str:
        """Slack's id of a message."""
        return str(self.body["ts"])

    @property
    def id(self) -> str:
        """Slack's id of a form."""
        return str(self.body["id"])

    @property
    def title(self) -> str:
        """The words at the top of a form."""
        return str(self.body["title"]["text"])

    @property
    def blocks(self) -> Sequence[Body]:
        """What it is made of."""
        return list(self.body.get("blocks") or ())

    @property
    def text(self) -> str:
        """Everything that can be read, one block a line, without marks for bold; buttons as `[Label]`."""
        return "\n".join(_line(block) for block in self.blocks) or str(self.body.get("text", "")).replace("*", "")

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons, in order."""
        return [label(e) for block in self.blocks for e in pressable(block) if e["type"] == "button"]

    @property
    def filled(self) -> dict[str, Any]:
        """What stands in each input of a form: text, option's value, person, ISO day or a list of values."""
        typed = (self.body.get("state") or {}).get("values") or {}
        return {
            block["block_id"].partition("@")[0]: _value(next(iter((typed.get(block["block_id"]) or {}).values()), {}))
            for block in self.blocks
            if block["type"] == "input"
        }

    def line(self, words: str) -> str:
        """The first line that holds these words."""
        found = [line for line in self.text.splitlines() if words in line]
        assert found, f"no line with {words!r} in:\n{self.text}"
        return found[0]

    def __contains__(self, words: str) -> bool:
        return words in self.text

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__


def pressable(block: Body) -> Iterator[Body]:
    """The elements of a block that a person can use."""
    held = [block.get("accessory"), *(block.get("elements") or ())]
    yield from (e for e in held if isinstance(e, Mapping) and "action_id" in e)


def label(element: Body) -> str:
    """The words on a button; a menu's action id."""
    text = element.get("text")
    return str(text["text"]) if isinstance(text, Mapping) else str(element.get("action_id", ""))


def _line(block: Body) -> str:
    if block["type"] == "input":
        return f"{block['label']['text']} ({block['block_id'].partition('@')[0]})"
    texts = [block.get("text"), *(e for e in block.get("elements") or () if "action_id" not in e)]
    read = " ".join(str(t.get("text", "")) for t in texts if isinstance(t, Mapping))
    controls = "".join(f" [{label(e)}]" for e in pressable(block))
    return (read.replace("*", "") + controls).strip()


def _value(state: Body) -> Any:
    if chosen := state.get("selected_option"):
        return chosen["value"]
    if "selected_options" in state:
        return [each["value"] for each in state["selected_options"] or ()]
    return state.get("value") or state.get("selected_user") or state.get("selected_date")
