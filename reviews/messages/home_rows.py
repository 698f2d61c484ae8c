"""The open items of Home: somebody's own with their buttons, and what others owe them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from reviews.dates import say_date
from reviews.home import Home, HomeItem, Urgency, due_day, urgency
from reviews.ladder import ref_of_item
from reviews.messages import ids
from reviews.messages.nudge_buttons import MENU_LABELS
from reviews.messages.parts import Block, Element, actions, button, option, run_button, section
from reviews.messages.words import SEVERITY_WORDS, is_old, join_facts, lateness, moved, quoted, said
from reviews.model import Action, ActionState, Gap
from reviews.text import plain

_WHAT: Final = 160
_HEARD: Final = 50
"""Characters that say which item a button is about; Slack takes 75 with the button's own words."""
_DEEDS: Final[Mapping[str, str]] = {
    "Closed": ids.ASK_DONE,
    "Update given, next on…": ids.ASK_DATE,
    "Done": ids.ASK_DONE,
    "New date": ids.ASK_DATE,
    "Blocked": ids.ASK_BLOCKED,
    "Still blocked": ids.ASK_STILL,
    "Still waiting": ids.ASK_STILL,
    "It goes on": ids.ASK_CLEARED,
}
# Made once: they differ from row to row only in what they are about.
_BUTTONS: Final = {label: button(label, deed) for label, deed in _DEEDS.items()}
_OPTIONS: Final = {deed: option(label, deed) for deed, label in MENU_LABELS.items()}


def mine_blocks(shown: Home) -> list[Block]:
    """How much is open and late, and the page of it with what can be done at once."""
    rows = [block for row in shown.mine.rows for block in _mine(row, shown)]
    return [section(mine_headline(shown)), *rows]


def mine_headline(shown: Home) -> str:
    """The point of Home in one line: what is late of how much."""
    total, late = shown.mine.total, shown.mine.late
    if not total:
        return "*Nothing of yours is open.*"
    if not late:
        return f"*My open items: {total}*, none late"
    return f"*My open items: {total}, {late} late*, worst first"


def waiting_blocks(shown: Home) -> list[Block]:
    """What others owe the one who looks; nothing where nobody does."""
    total, late = shown.waiting.total, shown.waiting.late
    if not total:
        return []
    behind = f", {late} late" if late else ""
    head = section(f"*Waiting on others: {total}{behind}*")
    return [head, *(_waiting(row, shown) for row in shown.waiting.rows)]


def _mine(row: HomeItem, shown: Home) -> list[Block]:
    ref = ref_of_item(row.item)
    facts = join_facts(_customer(row), _when(row.item, shown.today), *_state(row, shown))
    line = f"*{ref}* {said(row.item.what, _WHAT)}\n{facts}"
    return [section(line), actions(_buttons(row.item, shown.today), block_id=f"mine.{ref}")]


def _waiting(row: HomeItem, shown: Home) -> Block:
    item = row.item
    held_up = isinstance(item, Action) and item.owner == shown.viewer
    owner = "*nobody*" if item.owner is None else f"*{said(shown.name(item.owner), 60)}*"
    facts = [_customer(row), _when(item, shown.today), *_state(row, shown)]
    lead = facts if held_up else [owner, *facts]
    line = f"*{ref_of_item(item)}* {said(item.what, _WHAT)}\n{join_facts(*lead)}"
    show = run_button("Show", f"show {ref_of_item(item)}")
    return section(line, _heard(show, _which(item)), block_id=f"waiting.{ref_of_item(item)}")


def _customer(row: HomeItem) -> str:
    return f"{said(row.account, 80)}{' (paused)' if row.paused else ''}" if row.account else ""


def _when(item: Action | Gap, today: date) -> str:
    """When it is or was due, with how late it is."""
    noun, day = "update " if isinstance(item, Gap) else "", due_day(item)
    if day is None:
        return "*no date*"
    if day < today:
        days_late = lateness(day, today)
        late = f", *{days_late}*" if days_late.endswith("late") else ", *late*"
        return f"{noun}was due {say_date(day, today)}{late}"
    if day == today:
        return f"{noun}*due today*"
    return f"{noun}due {'tomorrow, ' if day == today + timedelta(days=1) else ''}{say_date(day, today)}"


def _state(row: HomeItem, shown: Home) -> Sequence[str]:
    """What holds it up, how often its date was moved, and what a gap does."""
    item = row.item
    if isinstance(item, Gap):
        weight = SEVERITY_WORDS[item.severity] if item.severity else ""
        return weight, moved(item.moves), "open over two quarters" if is_old(item, shown.today) else ""
    return _held(item, shown), moved(item.moves)


def _held(action: Action, shown: Home) -> str:
    if action.state is ActionState.OPEN:
        return ""
    why = f", {quoted(action.blocked_why, 100)}" if action.blocked_why else ""
    if action.state is ActionState.WAITING:
        return f"*waiting for the customer*{why}"
    by = action.blocked_by
    who = "" if by is None else " by you" if by == shown.viewer else f" by {said(shown.name(by), 60)}"
    return f"*blocked{who}*{why}"


def _buttons(item: Action | Gap, today: date) -> list[Element]:
    """The same answers as in a nudge: the commonest as buttons, the rest in the menu."""
    ref, which = ref_of_item(item), _which(item)
    value = ids.pack({"item": ref})
    pressed = [{**_heard(_BUTTONS[each], which), "value": value} for each in _answers(item)]
    options = [{**_OPTIONS[deed], "value": ids.pack_choice(deed, ref)} for deed in _deeds(item, today)]
    return [*pressed, {"type": "overflow", "action_id": ids.ASK_MORE, "options": options}]


def _answers(item: Action | Gap) -> tuple[str, ...]:
    if isinstance(item, Gap):
        return "Closed", "Update given, next on…"
    if item.state is ActionState.OPEN:
        return "Done", "New date", "Blocked"
    still = "Still blocked" if item.state is ActionState.BLOCKED else "Still waiting"
    return still, "It goes on", "Done", "New date"


def _deeds(item: Action | Gap, today: date) -> list[str]:
    if isinstance(item, Gap):
        return ["notmine", "details"]
    is_open = item.state is ActionState.OPEN
    pressing = urgency(item, today) in {Urgency.LATE, Urgency.TODAY}
    return [
        *("notmine", "wontdo"),
        *(["customer"] if is_open and item.account_id is not None else []),
        *(["snooze"] if is_open and pressing and item.snoozed_until is None else []),
        "details",
    ]


def _which(item: Action | Gap) -> str:
    """Which of the many alike a button is about, for who hears it instead of seeing it."""
    return plain(f"{ref_of_item(item)}: {item.what}", _HEARD)


def _heard(pressed: Element, which: str) -> Element:
    return {**pressed, "accessibility_label": f"{pressed['text']['text']}, {which}"}
