"""Everything Slack can send us, and who answers it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from handlers import (
    asked,
    asked_back,
    asked_forms,
    board,
    carrying,
    closing,
    drafts,
    figures,
    item_changes,
    lists,
    reviews_commands,
    settings,
    starting,
    submitted_items,
    undoing,
)
from handlers.desk import Answer, Desk, Request
from handlers.lines import action_line, gap_line
from handlers.shortcuts import log_as_gap
from reviews.messages import ids

Handler = Callable[[Desk, Request], Awaitable[Answer]]
ShortcutHandler = Callable[[Desk, Request, Mapping[str, Any]], Awaitable[Answer]]

COMMANDS: Mapping[str, Handler] = {"/gap": gap_line, "/action": action_line}
"""Beside the review command, whose name is configured."""

PRESSES: Mapping[str, Handler] = {
    ids.BOARD_STEP: board.press_step,
    ids.BOARD_SKIP: board.press_skip,
    ids.BOARD_GO: board.press_go,
    ids.BOARD_CARRIED: carrying.press_carried,
    ids.BOARD_GAP: board.press_gap,
    ids.BOARD_ACTION: board.press_action,
    ids.BOARD_CLOSE: closing.press_close,
    ids.BOARD_LINK: board.press_link,
    ids.ITEM_DONE: item_changes.press_done,
    ids.ITEM_REOPEN: item_changes.press_reopen,
    ids.ITEM_DATE: item_changes.press_date,
    ids.ITEM_EDIT: item_changes.press_edit,
    ids.ITEM_UNDO: item_changes.press_undo,
    ids.LIST_PAGE: lists.list_again,
    ids.LIST_NEXT: lists.list_again,
    ids.LIST_FILTER: lists.choose_filter,
    ids.DRAFT_OPEN: drafts.press_open,
    ids.DRAFT_USE: drafts.press_use,
    ids.DRAFT_KEEP: drafts.press_keep,
    ids.DRAFT_DATE: drafts.press_date,
    ids.RUN_COMMAND: reviews_commands.press_run,
    ids.SHOW_HELP: reviews_commands.press_help,
    ids.CARRIED_CHOICE: carrying.choose_carried,
    ids.CLOSE_FIX: closing.press_fix,
    ids.STEP_FIRST: board.press_first,
    ids.ASK_DONE: asked.press_done,
    ids.ASK_DATE: asked.press_new_date,
    ids.ASK_BLOCKED: asked.press_blocked,
    ids.ASK_MORE: asked.press_more,
    ids.ASK_STILL: asked.press_still,
    ids.ASK_CLEARED: asked.press_cleared,
    ids.ASK_HELPED: asked.press_helped,
    ids.ASK_NOT_HELPED: asked.press_not_helped,
    ids.ASK_HAND_ON: asked.press_hand_on,
    ids.ASK_UNDO: undoing.press_undo,
    ids.ASK_PICK: asked_back.press_pick,
    ids.NUDGE_UNHELPFUL: figures.press_unhelpful,
    ids.SETTINGS_OPEN: settings.press_settings,
    ids.ASK_WHY: asked_back.press_why,
}

SUBMISSIONS: Mapping[str, Handler] = {
    ids.FORM_ACCOUNT: starting.submit_account,
    ids.FORM_STEP: board.submit_step,
    ids.FORM_SKIP: board.submit_skip,
    ids.FORM_CARRIED: carrying.submit_carried,
    ids.FORM_GAP: submitted_items.submit_gap,
    ids.FORM_ACTION: submitted_items.submit_action,
    ids.FORM_DATE: asked_forms.submit_date,
    ids.FORM_CLOSE: closing.submit_close,
    ids.FORM_ABANDON: reviews_commands.submit_abandon,
    ids.FORM_SETTINGS: settings.submit_settings,
    ids.FORM_WORKSPACE_SETTINGS: settings.submit_workspace_settings,
    ids.FORM_BLOCKED: asked_forms.submit_blocked,
    ids.FORM_NOT_MINE: asked_forms.submit_not_mine,
    ids.FORM_HAND_ON: asked_forms.submit_not_mine,
    ids.FORM_WONT_DO: asked_forms.submit_wont_do,
    ids.FORM_CUSTOMER: asked_forms.submit_customer,
    ids.FORM_SNOOZE: asked_forms.submit_snooze,
    ids.FORM_WHY: asked_back.submit_why,
}


SHORTCUTS: Mapping[str, ShortcutHandler] = {ids.LOG_AS_GAP: log_as_gap}
"""On a message; the handler is given the message too."""


def command_handler(command: str, review_command: str) -> Handler | None:
    """Who answers a slash command."""
    if command == review_command:
        return reviews_commands.review_command
    return COMMANDS.get(command)


def press_handler(action_id: str) -> Handler | None:
    """Who answers a press. Where one block holds several of a kind, a part follows the name."""
    while action_id:
        if action_id in PRESSES:
            return PRESSES[action_id]
        action_id = action_id.rpartition(".")[0]
    return None
