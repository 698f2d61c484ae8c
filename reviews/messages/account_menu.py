"""Menus of customers that ask us what to offer while somebody types, so that thousands fit."""

from __future__ import annotations

from collections.abc import Sequence

from reviews.messages.parts import Element, option
from reviews.text import plain

_PLACEHOLDER = "Type a few letters of the name"


def account_menu(action_id: str, *, initial: tuple[int, str] | None = None, placeholder: str = _PLACEHOLDER) -> Element:
    """A menu of one customer; `initial` is the number and name of the one chosen at first."""
    made = _menu("external_select", action_id, placeholder)
    if initial:
        made["initial_option"] = account_option(*initial)
    return made


def accounts_menu(
    action_id: str, *, initial: Sequence[tuple[int, str]] = (), placeholder: str = _PLACEHOLDER
) -> Element:
    """A menu of several customers."""
    made = _menu("multi_external_select", action_id, placeholder)
    if initial:
        made["initial_options"] = [account_option(*each) for each in initial]
    return made


def account_option(number: int, name: str) -> Element:
    """One customer as such a menu offers it; its number comes back as the value."""
    return option(name, str(number))


def _menu(kind: str, action_id: str, placeholder: str) -> Element:
    return {
        "type": kind,
        "action_id": action_id,
        "min_query_length": 0,
        "placeholder": {"type": "plain_text", "text": plain(placeholder, 150)},
    }
