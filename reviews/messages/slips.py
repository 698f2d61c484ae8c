"""What others hear at once: that a date moved, and that what stood in somebody's way is gone."""

from __future__ import annotations

from datetime import date

from reviews.dates import say_date
from reviews.decision import Message
from reviews.messages import ids
from reviews.messages.answers import tell
from reviews.messages.parts import Block, Element, button, context, message, section
from reviews.messages.words import join_facts, moved, quoted, said, spoken
from reviews.model import Action, Gap
from reviews.sitting import action_id, gap_id
from reviews.text import one_line, plain
from reviews.verb_forms import bases
from reviews.verbs import ALSO_NOUNS, ENDING

_DETERMINERS = frozenset(
    ("the", "a", "an", "our", "your", "their", "its", "this", "that", "these", "those", "all", "both", "every", "new")
)


def slip_post(
    before: Action, after: Action, why: str, *, owner_name: str, customer: str | None, today: date
) -> Message:
    """A moved date, for the account's own channel: from, to, how often, why; and a line fit for the customer.

    Never for a channel that people outside read: it holds our own reason.
    """
    was, now = say_date(before.due, today), say_date(after.due, today)
    who = f"{action_id(after.id)}, {said(owner_name, 60)}"
    headline = f"*{said(after.what, 200)}* ({who}) moved to *{now}*, was {was}"
    often = f"{moved(after.moves)}, first due {say_date(after.first_due, today)}" if after.moves > 1 else ""
    facts = join_facts(quoted(why, 300) if why.strip() else "", often)
    blocks = [section(f"{headline}\n{facts}".strip())]
    heard = f"{headline}. {facts}".strip()
    if customer is not None:
        draft = draft_for_customer(before, after, today)
        lead = f"Draft for {said(customer, 80)}, to copy or change; nothing was sent:"
        blocks += [context(lead), _quote(draft)]
        heard += f". {lead} {quoted(draft, 400)}"
    return message(spoken(heard), blocks)


def closes_post(action: Action, gap: Gap, by_name: str) -> Message:
    """To a gap's owner, at once: the action that was to close it is done; is the gap gone?"""
    what = f"{said(action.what, 160)} ({action_id(action.id)})"
    line = f"{what} is done, says *{said(by_name, 60)}*. Is *{gap_id(gap.id)}* {quoted(gap.what, 160)} closed with it?"
    about = {"item": gap_id(gap.id)}
    buttons = [button("Closed", ids.ASK_DONE, about), button("Not yet", ids.ASK_STILL, about)]
    return tell(line, buttons)


def draft_for_customer(before: Action, after: Action, today: date) -> str:
    """One plain sentence on the new date, without our reason."""
    was, now = say_date(before.due, today), say_date(after.due, today)
    rather = f"instead of {was}" if after.due > before.due else f"earlier than {was}"
    what = one_line(after.what, 200).rstrip(" .")
    deed = _as_deed(what)
    if deed is None:
        return f"We now expect this on {now} {rather}: {what}."
    return f"We now expect to {deed} by {now}, {rather}."


def _as_deed(what: str) -> str | None:
    """The words after "to": `Fix the export` and `fixes the export` both do; None where they name no deed."""
    first, _, rest = what.partition(" ")
    verb = next((base for base in bases(first) if base in ENDING), None)
    follows = rest.split(" ", 1)[0].casefold()
    if verb is None or not rest or first.casefold().endswith(("ed", "ing")):
        return None
    # "Export fix live" begins with a thing, "Export the names" with a deed.
    if verb in ALSO_NOUNS and follows not in _DETERMINERS:
        return None
    return f"{verb} {rest}"


def _quote(text: str) -> Block:
    quote: Element = {"type": "rich_text_quote", "elements": [{"type": "text", "text": plain(text, 500)}]}
    return {"type": "rich_text", "elements": [quote]}


def not_me_post(action: Action, by_name: str, instead: str | None, today: date) -> Message:
    """To the owner, at once: who was named does not block it; who is asked instead, or that nobody is."""
    what = f"{said(action.what, 200)} ({action_id(action.id)}), due {say_date(action.due, today)}"
    line = f"*{said(by_name, 60)}* says somebody else has to clear this: {what}."
    if instead:
        return tell(f"{line} I ask *{said(instead, 60)}* instead.")
    buttons = [button("Somebody else", ids.ASK_BLOCKED, {"item": action_id(action.id)})]
    return tell(f"{line} Who is it?", buttons)


def cleared_post(action: Action, by_name: str, today: date) -> Message:
    """To the owner, at once: what stood in the way is gone, according to whom, and when the thing is due."""
    late = action.due < today
    when = f"{'was due' if late else 'due'} {say_date(action.due, today)}"
    what = f"{said(action.what, 200)} ({action_id(action.id)}), {when}"
    line = f"*{said(by_name, 60)}* says nothing blocks this any more: {what}."
    about = {"item": action_id(action.id)}
    return tell(line, [button("New date", ids.ITEM_DATE, about)] if late else ())
