"""What was filled into a modal, field by field; anything missing is None."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from reviews.messages.ids import SUBJECT_MARK
from reviews.text import JOINER, clean

_MOST_TYPED = 3000


def _element(view: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    values = (view.get("state") or {}).get("values") or {}
    elements = next((held for block, held in values.items() if is_field(block, name)), None) or {}
    return next(iter(elements.values()), {}) or {}


def has_field(view: Mapping[str, Any], name: str) -> bool:
    """Whether the form had such a field."""
    return block_of(view, name) is not None


def block_of(view: Mapping[str, Any], name: str) -> str | None:
    """The block that holds a field of the form; None when the form has no such field."""
    blocks = (str(block.get("block_id") or "") for block in view.get("blocks") or [])
    return next((block for block in blocks if is_field(block, name)), None)


def is_field(block_id: str, name: str) -> bool:
    """Whether a block holds the field of that name, whatever its form is about."""
    return block_id.partition(SUBJECT_MARK)[0] == name


def typed(view: Mapping[str, Any], name: str) -> str | None:
    """The text of a field, without what Slack cannot show; None when empty."""
    text = clean(str(_element(view, name).get("value") or "")).strip()
    shows = any(sign.isprintable() and not sign.isspace() and sign != JOINER for sign in text)
    return text[:_MOST_TYPED] if shows else None


def chosen(view: Mapping[str, Any], name: str) -> str | None:
    """The value of the chosen entry, or the chosen person."""
    element = _element(view, name)
    option = element.get("selected_option") or {}
    value = option.get("value") or element.get("selected_user")
    return str(value) if value else None


def conversation(view: Mapping[str, Any], name: str) -> str | None:
    """The picked channel."""
    picked = _element(view, name).get("selected_conversation")
    return str(picked) if picked else None


def ticked(view: Mapping[str, Any], name: str) -> bool:
    """Whether any box of the field is ticked."""
    return bool(_element(view, name).get("selected_options"))


def day(view: Mapping[str, Any], name: str) -> date | None:
    """The picked day."""
    picked = _element(view, name).get("selected_date")
    try:
        return date.fromisoformat(str(picked)) if picked else None
    except ValueError:
        return None


def clock_time(view: Mapping[str, Any], name: str) -> time | None:
    """The picked time of day."""
    picked = _element(view, name).get("selected_time")
    try:
        return time.fromisoformat(str(picked)).replace(tzinfo=None) if picked else None
    except ValueError:
        return None


def number(text: str | None) -> int | None:
    """A whole number that came back in a button or a menu; None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
