"""Forms behind the answers to a nudge: one screen each, the item in words at the top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from reviews.dates import say_date
from reviews.messages import ids
from reviews.messages.parts import Block, date_input, field, menu, modal, option, person_input, section, text_input
from reviews.messages.words import join_facts, moved, said
from reviews.model import Action, Gap
from reviews.sitting import action_id, gap_id

View = dict[str, Any]
About = Mapping[str, object]
_WORDS = 300
_MOST_DAYS = 3


def blocked_form(item: Action, about: About, *, today: date, note: str = "") -> View:
    """What blocks an action. Fields: who, why, until."""
    blocks = [
        *_head(item, today, note),
        field("why", "What blocks it?", text_input("why", example="Needs a review of the pull request", most=_WORDS)),
        field(
            "who",
            "Who can clear it?",
            person_input("who"),
            optional=True,
            hint="They are asked instead of you, with these words, and you hear at once when it is cleared.",
        ),
        field(
            "until",
            "When shall I ask you again?",
            date_input("until"),
            optional=True,
            hint="Without a day: when it is due, and as soon as it is cleared.",
        ),
    ]
    return _form(ids.FORM_BLOCKED, "Blocked", blocks, "Mark as blocked", item, about)


def not_mine_form(item: Action | Gap, about: About, *, today: date, back_to: str | None = None, note: str = "") -> View:
    """Whose an item is instead. `back_to`: who gets it when nobody is named. Fields: who, word."""
    nobody = f"Empty: back to {back_to}, who looks after this customer." if back_to else None
    blocks = [
        *_head(item, today, note),
        field("who", "Whose is it?", person_input("who"), optional=back_to is not None, hint=nobody),
        _word("Billing is Lena's since October"),
    ]
    return _form(ids.FORM_NOT_MINE, "Not mine", blocks, "Pass it on", item, about)


def not_blocking_form(item: Action, about: About, *, owner_name: str, today: date, note: str = "") -> View:
    """Who says that they do not block an action. Fields: who, word."""
    hint = f"Empty: {owner_name} hears that it is not you."
    blocks = [
        *_head(item, today, note),
        field("who", "Who can clear it?", person_input("who"), optional=True, hint=hint),
        _word("The contract is with legal"),
    ]
    return _form(ids.FORM_NOT_MINE, "Not me", blocks, "Tell them", item, about)


def hand_on_form(item: Action | Gap, about: About, *, today: date, note: str = "") -> View:
    """Another owner for somebody's item. Fields: who, word."""
    hint = "They hear of it by their next morning; the date stays."
    blocks = [
        *_head(item, today, note),
        field("who", "Who takes it on?", person_input("who"), hint=hint),
        _word("You know their finance team"),
    ]
    return _form(ids.FORM_HAND_ON, "Hand it on", blocks, "Hand it on", item, about)


def wont_do_form(item: Action, about: About, *, today: date, note: str = "") -> View:
    """Why an action will not be done. Field: why."""
    example = text_input("why", example="The customer dropped it", lines=True, most=_WORDS)
    blocks = [
        *_head(item, today, note),
        field("why", "Why will it not be done?", example, hint="The reason is kept with it."),
    ]
    return _form(ids.FORM_WONT_DO, "Won't do", blocks, "End it", item, about)


def customer_form(item: Action, about: About, *, today: date, until: date, note: str = "") -> View:
    """What the customer owes us, and when to look again: `until` to begin with. Fields: why, until."""
    blocks = [
        *_head(item, today, note),
        field("why", "What do we wait for?", text_input("why", example="The signed order", most=_WORDS)),
        field(
            "until",
            "When shall I ask you again?",
            date_input("until", until),
            hint="Until then nobody is asked about it. The promised date stays.",
        ),
    ]
    return _form(ids.FORM_CUSTOMER, "Waiting for them", blocks, "Wait", item, about)


def snooze_form(item: Action, about: About, *, days: Sequence[date], today: date, note: str = "") -> View:
    """One of the next working days, once. Field: day."""
    options = [option(say_date(day, today), day.isoformat()) for day in days[:_MOST_DAYS]]
    chosen = options[0]["value"] if options else None
    day = menu("day", options, chosen=chosen, kind="radio_buttons")
    hint = "Once only; the promised date stays."
    blocks = [*_head(item, today, note), field("day", "On which day shall I ask again?", day, hint=hint)]
    return _form(ids.FORM_SNOOZE, "Remind me later", blocks, "Remind me", item, about)


def why_form(item: Action | Gap, about: About, *, to: date, today: date, why: str = "", note: str = "") -> View:
    """Why a date moves `to` another day. Field: why."""
    words = text_input("why", typed=why, example="Legal needs another week", most=_WORDS)
    blocks = [*_head(item, today, note), field("why", f"Why does it move to {say_date(to, today)}?", words)]
    return _form(ids.FORM_WHY, "Why it moves", blocks, "Move it", item, about)


def _form(callback: str, title: str, blocks: Sequence[Block], submit: str, item: Action | Gap, about: About) -> View:
    return modal(callback, f"{title}: {_ref(item)}", blocks, submit=submit, about=about, subject=_ref(item))


def _head(item: Action | Gap, today: date, note: str) -> list[Block]:
    """What it is about; and why the form is there again, where it is. `note` is plain."""
    if isinstance(item, Gap):
        day, noun = item.update_on, "next update"
    else:
        day, noun = item.due, "due"
    when = f"{noun} {say_date(day, today)}" if day else "no date yet"
    facts = join_facts(when, moved(item.moves))
    head = section(f"*{_ref(item)}* {said(item.what, 300)}\n{facts[:1].upper()}{facts[1:]}")
    return [head, section(said(note, 600))] if note else [head]


def _word(example: str) -> Block:
    return field("word", "A word to go with it", text_input("word", example=example, most=_WORDS), optional=True)


def _ref(item: Action | Gap) -> str:
    return gap_id(item.id) if isinstance(item, Gap) else action_id(item.id)
