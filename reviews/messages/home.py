"""The Home tab: my open actions, worst first, and what I can type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from reviews.dates import say_date
from reviews.messages.help import help_text
from reviews.messages.parts import Block, actions, divider, lines_that_fit, section
from reviews.messages.settings_said import settings_button
from reviews.messages.words import action_trouble, count, join_facts, said
from reviews.model import Action
from reviews.sitting import action_id

HOME_ITEMS = 20


def home(items: Sequence[Action], total: int, *, names: Mapping[int, str], today: date, command: str) -> dict[str, Any]:
    """The Home view. `items` are the worst of `total`; `names` maps accounts to their names."""
    lines = [f"• {_line(item, names, today)}" for item in items]
    shown = lines_that_fit(lines, room=2800, total=total)
    mine = f"*{count(total, 'open action')} of yours*\n{shown}" if lines else "*You have nothing open.*"
    blocks: list[Block] = [section(mine), actions([settings_button()]), divider(), *help_text(command, None)["blocks"]]
    return {"type": "home", "blocks": blocks}


def _line(action: Action, names: Mapping[int, str], today: date) -> str:
    return join_facts(
        f"*{action_id(action.id)}* {said(action.what, 120)}",
        said(names.get(action.account_id or 0, "")),
        f"by {say_date(action.due, today)}",
        action_trouble(action, today),
    )
