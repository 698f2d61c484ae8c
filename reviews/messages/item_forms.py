"""Forms for one gap or one action, filled with everything that is known already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reviews.dates import say_date
from reviews.messages import ids
from reviews.messages.account_menu import account_menu, accounts_menu
from reviews.messages.parts import (
    Block,
    context,
    date_input,
    divider,
    field,
    menu,
    modal,
    option,
    person_input,
    section,
    text_input,
)
from reviews.messages.words import SEVERITY_WORDS, count, said
from reviews.model import Action, ActionState, Gap, Severity
from reviews.reasons import REASON_CODES
from reviews.shared_gap import MOST_SHARED
from reviews.sitting import action_id, gap_id

View = dict[str, Any]
MOST_OPTIONS = 100


@dataclass(frozen=True, slots=True)
class GapFill:
    """What is known of a gap before its form opens."""

    what: str = ""
    affects: str | None = None
    frequency: str | None = None
    severity: Severity | None = None
    owner: str | None = None
    update_on: date | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ActionFill:
    """What is known of an action before its form opens."""

    what: str = ""
    owner: str | None = None
    due: date | None = None
    gap_id: int | None = None
    counterpart: str | None = None
    check_on: date | None = None


@dataclass(frozen=True, slots=True)
class FormContext:
    """Where a form stands. `about` comes back with it; `may_pick`: the customer is not known yet and one of those there
    are may be picked, and `new_account` is a name to begin with where it is a new one;
    `notes` are lines (plain) on what was and was not understood; `may_wait`: owner and date may come later.
    `also` are the other customers of a gap, as far as who looks may see them, and `also_hidden` counts the rest.
    """

    about: Mapping[str, object]
    may_pick: bool = False
    account_name: str | None = None
    new_account: str | None = None
    notes: Sequence[str] = ()
    may_wait: bool = False
    insist: bool = False
    moved_from: date | None = None
    state: str | None = None
    blocked_why: str = ""
    gaps: Sequence[Gap] = ()
    today: date | None = None
    also: Sequence[tuple[int, str]] = ()
    also_hidden: int = 0


def gap_form(fill: GapFill, where: FormContext) -> View:
    """The gap form. Fields: what, affects, frequency, severity, owner, date, reason, also, why, customer."""
    item = where.about.get("item")
    blocks = [
        *_head(where),
        *_gap_needs(fill, where.may_wait),
        *_gap_extras(fill),
        *_also_at(where),
        *_why_moved(where),
    ]
    title, submit = (f"Change {item}", "Save") if item else ("Log a gap", "Log gap")
    return modal(ids.FORM_GAP, title, blocks, submit=submit, about=where.about, subject=_subject(item))


def _subject(item: object) -> str | None:
    return str(item) if item else None


def _gap_needs(fill: GapFill, may_wait: bool) -> list[Block]:
    what = text_input("what", typed=fill.what, example="Month-end export fails twice a week", lines=True)
    severities = [option(_capital(words), str(severity)) for severity, words in SEVERITY_WORDS.items()]
    severity = menu("severity", severities, chosen=fill.severity, kind="radio_buttons")
    later = "May wait until the review closes." if may_wait else None
    return [
        field("what", "What is happening, in the customer's words?", what),
        field("severity", "What does it do to their work?", severity),
        field("owner", "Who owns it?", person_input("owner", fill.owner), optional=may_wait, hint=later),
        field("date", "When is the next update?", date_input("date", fill.update_on), optional=may_wait),
    ]


def _gap_extras(fill: GapFill) -> list[Block]:
    affects = text_input("affects", typed=fill.affects, example="Finance, at each month's close", most=300)
    frequency = text_input("frequency", typed=fill.frequency, example="Twice a week", most=300)
    reasons = [option(reason.label, reason.code) for reason in REASON_CODES]
    reason = menu("reason", reasons, placeholder="Pick the nearest", chosen=fill.reason)
    return [
        field("affects", "Who does it affect?", affects, optional=True),
        field("frequency", "How often?", frequency, optional=True),
        field("reason", "Reason", reason, optional=True),
    ]


def _also_at(where: FormContext) -> list[Block]:
    if not where.account_name and not where.may_pick:
        # The first customer there is: it has no others beside it.
        return []
    more = f"It is also at {count(where.also_hidden, 'customer')} you do not see." if where.also_hidden else None
    element = accounts_menu(ids.FIND_ACCOUNTS, initial=where.also) | {"max_selected_items": MOST_SHARED}
    hint = more or "It stays one gap with one owner. Each customer is told when it is gone."
    return [field("also", "Also at these customers?", element, optional=True, hint=hint)]


def action_form(fill: ActionFill, where: FormContext) -> View:
    """The action form. Fields: what, keep, owner, date, closes, counterpart, check, state, blocked, why, customer."""
    item = where.about.get("item")
    blocks = [
        *_head(where),
        field(
            "what",
            "What exactly will be done?",
            text_input("what", typed=fill.what, example="Send the revised onboarding checklist", lines=True),
            hint="Say what will be different when it is done.",
        ),
        *_insist(where),
        field("owner", "Who does it? One person.", person_input("owner", fill.owner)),
        field("date", "By when?", date_input("date", fill.due)),
        *_closes(fill, where),
        field(
            "counterpart",
            "Who at the customer's side?",
            text_input("counterpart", typed=fill.counterpart, example="Dana Wu", most=300),
            optional=True,
        ),
        field(
            "check",
            "Check on a later day that it worked?",
            date_input("check", fill.check_on),
            optional=True,
        ),
        *_blocked(where),
        *_why_moved(where),
    ]
    title, submit = (f"Change {item}", "Save") if item else ("Log an action", "Log action")
    return modal(ids.FORM_ACTION, title, blocks, submit=submit, about=where.about, subject=_subject(item))


def date_form(item: Action | Gap, where: FormContext, *, chosen: date | None = None, why: str = "") -> View:
    """A new date for one item, with the reason. Fields: date, why."""
    if isinstance(item, Gap):
        name, now, deed = gap_id(item.id), item.update_on, "next update"
    else:
        name, now, deed = action_id(item.id), item.due, "due"
    was = say_date(now, where.today or now) if now else "no date yet"
    blocks = [
        section(f"*{name}* {said(item.what, 300)}\n{deed.capitalize()}: {was}"),
        *map(_note, where.notes),
        field("date", "New date", date_input("date", chosen or now)),
        field(
            "why",
            "Why does it move?",
            text_input("why", typed=why, example="Legal needs another week", most=300),
        ),
    ]
    return modal(ids.FORM_DATE, f"New date for {name}", blocks, submit="Move it", about=where.about, subject=name)


def gone_form(item: str) -> View:
    """What opens for something that is not there."""
    return modal(ids.FORM_GONE, "Not found", [section(f"There is no {said(item, 20)} here.")], close="Close")


def fill_of_gap(gap: Gap) -> GapFill:
    """A logged gap as its form shows it."""
    return GapFill(gap.what, gap.affects, gap.frequency, gap.severity, gap.owner, gap.update_on, gap.reason)


def fill_of_action(action: Action) -> ActionFill:
    """A logged action as its form shows it."""
    return ActionFill(action.what, action.owner, action.due, action.gap_id, action.counterpart, action.check_on)


def _head(where: FormContext) -> list[Block]:
    blocks = [_note(note) for note in where.notes]
    if where.account_name:
        return [context(f"For {said(where.account_name, 80)}"), *blocks]
    if where.may_pick:
        picked = account_menu(ids.FIND_ACCOUNT)
        blocks.append(field("customer", "Which customer is it for?", picked, optional=True))
    name = text_input("newname", typed=where.new_account, example="Northwind", most=80)
    label = "Or a new customer's name" if where.may_pick else "Which customer is it for?"
    return [*blocks, field("newname", label, name, optional=where.may_pick)]


def _note(note: str) -> Block:
    return section(said(note, 600))


def _insist(where: FormContext) -> list[Block]:
    if not where.insist:
        return []
    keep = {
        "type": "checkboxes",
        "action_id": "keep",
        "options": [option("Log it as I wrote it", "keep")],
    }
    return [field("keep", "Or keep your wording", keep, optional=True)]


def _closes(fill: ActionFill, where: FormContext) -> list[Block]:
    if not where.gaps:
        return []
    options = [option(f"{gap_id(g.id)} {g.what}", str(g.id)) for g in where.gaps[:MOST_OPTIONS]]
    element = menu("closes", options, placeholder="None", chosen=str(fill.gap_id or ""))
    return [field("closes", "Which gap does it close?", element, optional=True)]


def _blocked(where: FormContext) -> list[Block]:
    """Only a logged action can be blocked or wait for the customer."""
    if where.state is None:
        return []
    options = [
        option("Open", str(ActionState.OPEN)),
        option("Blocked", str(ActionState.BLOCKED)),
        option("Waiting for the customer", str(ActionState.WAITING)),
    ]
    return [
        field("state", "Can it go on?", menu("state", options, chosen=where.state, kind="radio_buttons")),
        field(
            "blocked",
            "If it cannot go on: what is in the way?",
            text_input("blocked", typed=where.blocked_why, example="Waiting for legal", most=300),
            optional=True,
        ),
    ]


def _why_moved(where: FormContext) -> list[Block]:
    if where.moved_from is None:
        return []
    shown = say_date(where.moved_from, where.today or where.moved_from)
    return [
        divider(),
        field(
            "why",
            f"If the date moves from {shown}: why?",
            text_input("why", example="Legal needs another week", most=300),
            optional=True,
        ),
    ]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def typed_note(typed: str) -> str:
    """The line that keeps what was typed in sight, plain."""
    return f"You typed: “{typed}”"
