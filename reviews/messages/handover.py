"""The one message about all that somebody left behind, updated in place as it goes to others; and its form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from reviews.dates import say_date
from reviews.decision import Message
from reviews.handover import Part, Standing, Thing
from reviews.messages import ids
from reviews.messages.parts import (
    Block,
    actions,
    button,
    context,
    divider,
    message,
    modal,
    person_input,
    section,
    text_input,
)
from reviews.messages.parts import (
    field as form_field,
)
from reviews.messages.words import SEVERITY_WORDS, count, held_up, join_facts, quoted, said, spoken
from reviews.model import Account, Action, ActionState, Gap, Review
from reviews.preferences import EVERYBODY, Preferences
from reviews.sitting import action_id, gap_id

MOST_SHOWN = 15
_MOST_HEARD = 10
_WORDS = 120


@dataclass(frozen=True, slots=True)
class HandoverSheet:
    """Everything the message shows. `today` is the day of who hands on."""

    standing: Standing
    today: date
    names: Mapping[str, str] = field(default_factory=dict)

    def name(self, user_id: str | None) -> str:
        """A person's name, escaped."""
        return said(self.names.get(user_id or "", user_id or "nobody"), 60)

    @property
    def leaver(self) -> str:
        """Who left."""
        return self.name(self.standing.handover.leaver)


def handover_message(sheet: HandoverSheet) -> Message:
    """How the hand-over stands: what is left with its buttons, or that it is over."""
    standing, progress = sheet.standing, _progress(sheet)
    if standing.is_back:
        left = count(len(standing.things), "thing")
        stays = f" {left} of theirs stay as they are." if standing.things else ""
        return _over(f"*{sheet.leaver} is back in Slack*, so nothing more needs to be handed on.{stays}", progress)
    if not standing.things:
        return _over(f"*{sheet.leaver} has left, and nothing of theirs is open any more.*", progress)
    total = count(len(standing.things), "thing")
    needs = "needs" if len(standing.things) == 1 else "need"
    head = f"*{sheet.leaver} has left Slack: {total} of theirs {needs} somebody else*"
    about = {"handover": standing.handover.id}
    hand_all = button(f"Hand all {len(standing.things)} on…", ids.HANDOVER_ALL, about, style="primary")
    if len(standing.things) == 1:
        hand_all = button("Hand it on…", ids.HANDOVER_ALL, about, style="primary")
    blocks = [section(f"{head}\n{progress}" if progress else head), actions([hand_all], block_id="handover")]
    blocks += _rows(sheet)
    heard = [spoken(thing_line(thing, sheet)) for thing in standing.things[:_MOST_HEARD]]
    rest = len(standing.things) - len(heard)
    more = f"; and {rest} more" if rest > 0 else ""
    return message(f"{spoken(head)}. {spoken(progress)} {'; '.join(heard)}{more}".replace("  ", " "), blocks)


def handover_form(sheet: HandoverSheet, thing: Thing | None, about: Mapping[str, object]) -> dict[str, Any]:
    """Who takes everything, or one thing. Fields: who, why."""
    things = sheet.standing.things
    if thing is not None:
        lead, submit, title = thing_line(thing, sheet), "Hand it on", "Hand it on"
    else:
        customers = {each.account.id for each in things if each.account}
        where = f" at {count(len(customers), 'customer')}" if customers else ""
        lead = f"*{count(len(things), 'thing')}* of {sheet.leaver}'s{where}, in one go. One Undo brings all of it back."
        submit, title = f"Hand {len(things)} on", "Hand everything on"
    blocks = [
        section(lead),
        form_field(
            "who",
            "Who takes it on?" if thing else "Who takes all of it on?",
            person_input("who"),
            hint="They find it in their next morning's message; the dates stay.",
        ),
        form_field(
            "why",
            "A word to go with it",
            text_input("why", example="Until somebody new is hired", most=300),
            optional=True,
        ),
    ]
    subject = f"{sheet.standing.handover.id}.{thing.ref.replace(':', '.') if thing else 'all'}"
    return modal(ids.FORM_HANDOVER, title, blocks, submit=submit, about=about, subject=subject)


def handed_on(number: int, sheet: HandoverSheet, to: str, deed: str, why: str) -> Message:
    """What was just handed on, with the way back."""
    things = count(number, "thing")
    is_are = "is" if number == 1 else "are"
    reason = f", {quoted(why, 200)}" if why.strip() else ""
    text = f"*{things}* of {sheet.leaver}'s {is_are} *{sheet.name(to)}*'s now{reason}."
    return message(
        spoken(text), [section(text), actions([button("Undo", ids.ASK_UNDO, {"deed": deed})], block_id="answer")]
    )


def thing_line(thing: Thing, sheet: HandoverSheet) -> str:
    """One thing on one line, as mrkdwn."""
    match thing.record:
        case Action() as action:
            facts = join_facts(_when("due", action.due, sheet.today), _held(action, sheet.today))
            return f"*{action_id(action.id)}* {said(action.what, _WORDS)}: {facts}"
        case Gap() as gap:
            weight = SEVERITY_WORDS[gap.severity] if gap.severity else ""
            day = _when("update", gap.update_on, sheet.today) if gap.update_on else "no date yet"
            return f"*{gap_id(gap.id)}* {said(gap.what, _WORDS)}: {join_facts(day, weight)}"
        case Review() as review:
            customer = said(thing.account.name, 80) if thing.account else "a customer"
            return f"*Review of {customer}*: open, led by {sheet.leaver} ({said(review.quarter, 20)})"
        case Account() as account:
            return _account_line(thing, account, sheet)
        case Preferences() as wishes:
            return _person_line(thing, wishes, sheet)


def _account_line(thing: Thing, account: Account, sheet: HandoverSheet) -> str:
    role = "owner" if thing.part is Part.OWNER else "sponsor on our side"
    renewal = f"renews {say_date(account.renewal_on, sheet.today)}" if account.renewal_on else ""
    review = f"next review {say_date(account.next_review_on, sheet.today)}" if account.next_review_on else ""
    facts = join_facts(f"{sheet.leaver} was its {role}", renewal, review)
    return f"*{said(account.name, 80)}*, the customer: {facts}"


def _person_line(thing: Thing, wishes: Preferences, sheet: HandoverSheet) -> str:
    everybody = wishes.user_id == EVERYBODY
    whose = "everybody without a manager of their own" if everybody else f"*{sheet.name(wishes.user_id)}*"
    does = "leads" if thing.part is Part.MANAGER else "stands in for"
    return f"{sheet.leaver} {does} {whose}"


def _when(noun: str, day: date, today: date) -> str:
    return (
        f"*was {'due' if noun == 'due' else 'to be updated'} {say_date(day, today)}*"
        if day < today
        else (f"{noun} {say_date(day, today)}")
    )


def _held(action: Action, today: date) -> str:
    return held_up(action, today) if action.state in {ActionState.BLOCKED, ActionState.WAITING} else ""


def _progress(sheet: HandoverSheet) -> str:
    """`4 of 9 handed on: 3 to Lena, 1 to Omar.`; empty before the first."""
    handed = sheet.standing.handed
    done = sum(handed.values())
    if not done:
        return ""
    total = done + len(sheet.standing.things)
    whom = [f"{number} to {sheet.name(to)}" for to, number in sorted(handed.items(), key=lambda each: -each[1]) if to]
    return f"{done} of {total} handed on{': ' if whom else ''}{', '.join(whom[:10])}."


def _rows(sheet: HandoverSheet) -> list[Block]:
    """What comes first, by customer; the others come up as these go."""
    things = sheet.standing.things
    blocks: list[Block] = []
    for customer, group in groupby(things[:MOST_SHOWN], key=_group):
        blocks += [divider(), context(said(customer, 100))]
        blocks += [_row(thing, sheet) for thing in group]
    if len(things) > MOST_SHOWN:
        more = len(things) - MOST_SHOWN
        blocks.append(context(f"and {more} more, which come up here as these go; handing all on takes them too."))
    return blocks


def _group(thing: Thing) -> str:
    if isinstance(thing.record, Preferences):
        return "People"
    return thing.account.name if thing.account else "No customer"


def _row(thing: Thing, sheet: HandoverSheet) -> Block:
    about = {"handover": sheet.standing.handover.id, "ref": thing.ref}
    return section(thing_line(thing, sheet), button("Hand on…", ids.HANDOVER_ONE, about), block_id=f"thing.{thing.ref}")


def _over(text: str, progress: str) -> Message:
    whole = f"{text} {progress}".strip()
    return message(spoken(whole), [section(whole)])
