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

# Buttons of nudges and of answers to them; a value names the item and the nudge it stands in
ASK_DONE = "ask.done"
ASK_DATE = "ask.date"
ASK_BLOCKED = "ask.blocked"
ASK_MORE = "ask.more"
ASK_STILL = "ask.still"
ASK_CLEARED = "ask.cleared"
ASK_HELPED = "ask.helped"
ASK_NOT_HELPED = "ask.nothelped"
ASK_HAND_ON = "ask.handon"
ASK_UNDO = "ask.undo"
ASK_PICK = "ask.pick"
ASK_WHY = "ask.why"
NUDGE_UNHELPFUL = "nudge.unhelpful"
SETTINGS_OPEN = "settings.open"

# Accounts, their people and goals
ACCOUNT_EDIT = "account.edit"
ACCOUNT_SHOW = "account.show"
ACCOUNT_FIND = "account.find"
ACCOUNT_CHANNEL = "account.channel"
CONTACTS_OPEN = "contacts.open"
CONTACT_EDIT = "contact.edit"
GOALS_OPEN = "goals.open"
GOAL_EDIT = "goal.edit"
GOAL_READ = "goal.read"
GOAL_PICTURE = "goal.picture"

# Facts, the brief and files of facts; values name the account, the kind of fact, the fact or the file
FACT_LOG = "fact.log"
FACT_EDIT = "fact.edit"
FACT_UNDO = "fact.undo"
FACTS_OPEN = "facts.open"
BRIEF_OPEN = "brief.open"
IMPORT_GO = "import.go"
IMPORT_KIND = "import.kind"
IMPORT_FORGET = "import.forget"
IMPORT_UNDO = "import.undo"

# Health, playbooks, patterns, listening and the digest; values name the account, the playbook or the line
HEALTH_OPEN = "health.open"
HEALTH_SETTINGS = "health.settings"
PLAYBOOK_USE = "playbook.use"
PLAYBOOK_UNDO = "playbook.undo"
PATTERN_GAP = "pattern.gap"
LISTEN_ON = "listen.on"
LISTEN_OFF = "listen.off"
DIGEST_SETTINGS = "digest.settings"
DIGEST_VOTE = "digest.vote"

# Rights
ROLE_ADD = "role.add"
ROLE_REMOVE = "role.remove"
ASK_OWNER = "right.ask"

# Rooms
ROOM_USE = "room.use"
ROOM_CHOOSE = "room.choose"
CUSTOMER_PREPARE = "customer.prepare"

# History, hand-over, export
ITEM_HISTORY = "item.history"
HISTORY_PAGE = "history.page"
HISTORY_UNDO = "history.undo"
HANDOVER_ALL = "handover.all"
HANDOVER_ONE = "handover.one"
LIST_EXPORT = "list.export"

# Home
HOME_PAGE = "home.page"
HOME_TAB = "home.tab"

# On a message
LOG_AS_GAP = "log.gap"
LOG_AS_ACTION = "log.action"

# Menus that ask while somebody types
FIND_ACCOUNT = "find.account"
FIND_ACCOUNTS = "find.accounts"

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
FORM_BLOCKED = "form.blocked"
FORM_NOT_MINE = "form.notmine"
FORM_WONT_DO = "form.wontdo"
FORM_CUSTOMER = "form.customer"
FORM_SNOOZE = "form.snooze"
FORM_WHY = "form.why"
FORM_HAND_ON = "form.handon"
FORM_SETTINGS = "form.settings"
FORM_WORKSPACE_SETTINGS = "form.workspace"
FORM_CUSTOMER_CARD = "form.card"
FORM_CONTACT = "form.contact"
FORM_CONTACTS = "form.contacts"
FORM_GOAL = "form.goal"
FORM_GOALS = "form.goals"
FORM_READING = "form.reading"
FORM_ROLE = "form.role"
FORM_ROOM = "form.room"
FORM_SAFE_WORDS = "form.safewords"
FORM_SAFE_SEND = "form.safesend"
FORM_HANDOVER = "form.handover"
FORM_HISTORY = "form.history"
FORM_INCIDENT = "form.incident"
FORM_USAGE = "form.usage"
FORM_TOUCH = "form.touch"
FORM_FACTS = "form.facts"
FORM_HEALTH = "form.health"
FORM_HEALTH_SETTINGS = "form.healthsettings"
FORM_DIGEST = "form.digest"


SUBJECT_MARK = "@"
"""Stands between a field's name and what its form is about."""


def pack(values: Mapping[str, object]) -> str:
    """Values as one short string for a button or a modal's metadata; empty ones are left out."""
    kept = {key: value for key, value in values.items() if value is not None}
    return json.dumps(kept, separators=(",", ":"), ensure_ascii=False)


def pack_choice(deed: str, item: str, nudge_id: int | None = None) -> str:
    """What an entry of a row's menu carries: `notmine:A-31:12`. Slack leaves room for 150 characters."""
    return f"{deed}:{item}:{'' if nudge_id is None else nudge_id}"


def unpack_choice(packed: str | None) -> tuple[str, dict[str, str]]:
    """The deed of a menu's entry, and what it is about as a button of that row would carry it."""
    deed, _, rest = (packed or "").partition(":")
    item, _, nudge = rest.partition(":")
    return deed, {key: value for key, value in (("item", item), ("nudge", nudge)) if value}


def unpack(packed: str | None) -> dict[str, str]:
    """The values of `pack`, each as a string; anything unreadable is empty, since anybody could send it."""
    try:
        values = json.loads(packed or "{}")
    except (TypeError, ValueError, RecursionError):
        return {}
    return {str(k): str(v) for k, v in values.items() if v is not None} if isinstance(values, dict) else {}
