"""Everything Slack can send us, and who answers it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from handlers import (
    accounts,
    asked,
    asked_back,
    asked_forms,
    board,
    brief,
    carrying,
    closing,
    contacts,
    customer_version,
    digests,
    drafts,
    exporting,
    fact_forms,
    fact_lists,
    figures,
    finding,
    goals,
    handover,
    health,
    health_settings,
    history,
    home_presses,
    homeless,
    imports,
    item_changes,
    listening,
    lists,
    playbooks,
    reviews_commands,
    roles,
    settings,
    shared_patterns,
    starting,
    submitted_items,
    undoing,
)
from handlers.desk import Answer, Desk, Request
from handlers.lines import action_line, gap_line
from handlers.shortcuts import log_as_action, log_as_gap
from reviews.messages import ids

Handler = Callable[[Desk, Request], Awaitable[Answer]]
OptionsHandler = Callable[[Desk, Request], Awaitable[list[dict[str, Any]]]]
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
    ids.ACCOUNT_EDIT: accounts.press_edit,
    ids.ACCOUNT_SHOW: accounts.press_show,
    ids.ACCOUNT_FIND: accounts.press_show,
    ids.CONTACTS_OPEN: contacts.press_contacts,
    ids.CONTACT_EDIT: contacts.press_contact,
    ids.GOALS_OPEN: goals.press_goals,
    ids.GOAL_EDIT: goals.press_goal,
    ids.GOAL_READ: goals.press_reading,
    ids.GOAL_PICTURE: goals.press_picture,
    ids.FACT_LOG: fact_forms.press_log,
    ids.FACT_EDIT: fact_forms.press_edit,
    ids.FACT_UNDO: fact_forms.press_undo,
    ids.FACTS_OPEN: fact_lists.press_facts,
    ids.BRIEF_OPEN: brief.press_brief,
    ids.IMPORT_GO: imports.press_go,
    ids.IMPORT_KIND: imports.choose_kind,
    ids.IMPORT_FORGET: imports.press_forget,
    ids.IMPORT_UNDO: imports.press_undo,
    ids.HEALTH_OPEN: health.press_health,
    ids.HEALTH_SETTINGS: health_settings.press_settings,
    ids.PLAYBOOK_USE: playbooks.press_use,
    ids.PLAYBOOK_UNDO: playbooks.press_undo,
    ids.PATTERN_GAP: shared_patterns.press_gap,
    ids.LISTEN_ON: listening.press_on,
    ids.LISTEN_OFF: listening.press_off,
    ids.DIGEST_SETTINGS: digests.press_settings,
    ids.DIGEST_VOTE: digests.press_vote,
    ids.ROLE_ADD: roles.press_add,
    ids.ROLE_REMOVE: roles.press_remove,
    ids.ASK_OWNER: roles.press_ask,
    ids.ROOM_USE: homeless.press_use,
    ids.ROOM_CHOOSE: homeless.press_choose,
    ids.CUSTOMER_PREPARE: customer_version.press_prepare,
    ids.ITEM_HISTORY: history.press_history,
    ids.HISTORY_PAGE: history.press_page,
    ids.HISTORY_UNDO: history.press_undo,
    ids.HANDOVER_ALL: handover.press_all,
    ids.HANDOVER_ONE: handover.press_one,
    ids.LIST_EXPORT: exporting.press_export,
    ids.HOME_PAGE: home_presses.press_page,
    ids.HOME_TAB: home_presses.press_tab,
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
    ids.FORM_CUSTOMER_CARD: accounts.submit_card,
    ids.FORM_CONTACT: contacts.submit_contact,
    ids.FORM_GOAL: goals.submit_goal,
    ids.FORM_READING: goals.submit_reading,
    ids.FORM_INCIDENT: fact_forms.submit_incident,
    ids.FORM_USAGE: fact_forms.submit_usage,
    ids.FORM_TOUCH: fact_forms.submit_touch,
    ids.FORM_HEALTH_SETTINGS: health_settings.submit_settings,
    ids.FORM_DIGEST: digests.submit_settings,
    ids.FORM_ROLE: roles.submit_role,
    ids.FORM_ROOM: homeless.submit_room,
    ids.FORM_SAFE_WORDS: customer_version.submit_words,
    ids.FORM_SAFE_SEND: customer_version.submit_send,
    ids.FORM_HANDOVER: handover.submit_handover,
}


SHORTCUTS: Mapping[str, ShortcutHandler] = {ids.LOG_AS_GAP: log_as_gap, ids.LOG_AS_ACTION: log_as_action}
"""On a message; the handler is given the message too."""


OPTIONS: Mapping[str, OptionsHandler] = {
    ids.ACCOUNT_FIND: finding.offered_accounts,
    ids.FIND_ACCOUNT: finding.offered_accounts,
    ids.FIND_ACCOUNTS: finding.offered_accounts,
}
"""Who offers what in menus that ask while somebody types, by action id."""


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
