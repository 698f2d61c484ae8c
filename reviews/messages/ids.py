"""The names of everything pressable, and what their values hold: showing and handling share this page."""

from __future__ import annotations

import json
from collections.abc import Mapping

# Buttons on the board
BOARD_STEP = "board.step"
BOARD_SKIP = "board.skip"
BOARD_GO = "board.go"
BOARD_CARRIED = "board.carried"
BOARD_GAP = "board.gap"
BOARD_ACTION = "board.action"
BOARD_CLOSE = "board.close"
BOARD_LINK = "board.link"

# Buttons in lists and answers; each value names one item
ITEM_DONE = "item.done"
ITEM_REOPEN = "item.reopen"
ITEM_DATE = "item.date"
ITEM_EDIT = "item.edit"
ITEM_UNDO = "item.undo"
LIST_PAGE = "list.page"
LIST_NEXT = "list.next"
LIST_FILTER = "list.filter"

# Buttons of answers that ask
DRAFT_OPEN = "draft.open"
DRAFT_USE = "draft.use"
DRAFT_KEEP = "draft.keep"
DRAFT_DATE = "draft.date"
RUN_COMMAND = "run.command"
SHOW_HELP = "show.help"

# On a message
LOG_AS_GAP = "log.gap"

# Inside modals
CARRIED_CHOICE = "choice"
CLOSE_FIX = "close.fix"
STEP_FIRST = "step.first"

# Modals
FORM_ACCOUNT = "form.account"
FORM_STEP = "form.step"
FORM_SKIP = "form.skip"
FORM_CARRIED = "form.carried"
FORM_GAP = "form.gap"
FORM_ACTION = "form.action"
FORM_DATE = "form.date"
FORM_CLOSE = "form.close"
FORM_GONE = "form.gone"
FORM_ABANDON = "form.abandon"


SUBJECT_MARK = "@"
"""Stands between a field's name and what its form is about."""


def pack(values: Mapping[str, object]) -> str:
    """Values as one short string for a button or a modal's metadata; empty ones are left out."""
    kept = {key: value for key, value in values.items() if value is not None}
    return json.dumps(kept, separators=(",", ":"), ensure_ascii=False)


def unpack(packed: str | None) -> dict[str, str]:
    """The values of `pack`, each as a string; anything unreadable is empty, since anybody could send it."""
    try:
        values = json.loads(packed or "{}")
    except (TypeError, ValueError, RecursionError):
        return {}
    return {str(k): str(v) for k, v in values.items() if v is not None} if isinstance(values, dict) else {}
