"""What can be pressed on a row of a nudge. The commonest answers are buttons, the rest is in a menu."""

from __future__ import annotations

from collections.abc import Sequence

from reviews.asks import ABOUT_REVIEWS, LADDER, AskKind
from reviews.messages import ids
from reviews.messages.nudge_since import is_snoozed
from reviews.messages.parts import Element, button, option
from reviews.model import Action, ActionState, Gap
from reviews.nudge_sheet import NudgeSheet, Row

MENU_LABELS = {
    "notmine": "Not mine…",
    "wontdo": "Won't do…",
    "customer": "Waiting for the customer…",
    "snooze": "Remind me on another day…",
    "details": "Details",
}
"""Each deed of a row's menu, as it is read."""

_Buttons = tuple[tuple[str, str], ...]
_GAP_BUTTONS: _Buttons = (("Closed", ids.ASK_DONE), ("Update given, next on…", ids.ASK_DATE))
_OF_OTHERS = (AskKind.MANAGER, AskKind.MOVED)


def controls(row: Row, sheet: NudgeSheet) -> list[Element]:
    """The buttons of a row that still asks, and its menu last."""
    if row.kind in ABOUT_REVIEWS or row.item is None:
        return []
    about = {"item": row.subject, "nudge": sheet.nudge.id}
    if isinstance(row.item, Gap):
        pressed, deeds = _GAP_BUTTONS, ["notmine", "details"]
    else:
        pressed, deeds = _buttons(row, row.item, sheet), _deeds(row, row.item, sheet)
    menu = [_menu(row, deeds, sheet)] if deeds else []
    return [*(button(label, deed, about) for label, deed in pressed), *menu]


def _buttons(row: Row, action: Action, sheet: NudgeSheet) -> _Buttons:
    if row.kind is AskKind.RECHECK:
        return ("It helped", ids.ASK_HELPED), ("Not really", ids.ASK_NOT_HELPED)
    if row.kind is AskKind.BLOCKING:
        return (("Cleared", ids.ASK_CLEARED),)
    if _is_others(row, sheet):
        return ("Hand it on…", ids.ASK_HAND_ON), ("New date", ids.ASK_DATE)
    if action.state is not ActionState.OPEN:
        still = "Still blocked" if action.state is ActionState.BLOCKED else "Still waiting"
        return (
            *((still, ids.ASK_STILL), ("It goes on", ids.ASK_CLEARED)),
            *(("Done", ids.ASK_DONE), ("New date", ids.ASK_DATE)),
        )
    return ("Done", ids.ASK_DONE), ("New date", ids.ASK_DATE), ("Blocked", ids.ASK_BLOCKED)


def _deeds(row: Row, action: Action, sheet: NudgeSheet) -> list[str]:
    if row.kind is AskKind.RECHECK:
        return []
    if row.kind is AskKind.BLOCKING:
        return ["notmine", "details"]
    if _is_others(row, sheet):
        return ["wontdo", "details"]
    waits = action.account_id is not None and action.state is ActionState.OPEN
    return [
        *("notmine", "wontdo"),
        *(["customer"] if waits else []),
        *(["snooze"] if _may_snooze(row, action) else []),
        "details",
    ]


def _may_snooze(row: Row, action: Action) -> bool:
    """Once, and only while its owner is still on the ladder."""
    on_ladder = row.kind in (*LADDER, AskKind.HANDED) and not is_snoozed(row)
    return on_ladder and action.snoozed_until is None and action.state is ActionState.OPEN


def _is_others(row: Row, sheet: NudgeSheet) -> bool:
    left = {each.user_id for each in sheet.absent if each.left}
    if row.item is not None and row.item.owner in left:
        return True
    return row.kind in _OF_OTHERS or (row.kind is AskKind.DECISION and "|manager|" in row.about)


def _menu(row: Row, deeds: Sequence[str], sheet: NudgeSheet) -> Element:
    labels = MENU_LABELS | ({"notmine": "Not me…"} if row.kind is AskKind.BLOCKING else {})
    options = [option(labels[deed], ids.pack_choice(deed, row.subject, sheet.nudge.id)) for deed in deeds]
    return {"type": "overflow", "action_id": ids.ASK_MORE, "options": options}
