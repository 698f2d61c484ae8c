"""Short answers to the person who typed or pressed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reviews.dates import say_date
from reviews.decision import Message
from reviews.messages import ids
from reviews.messages.parts import Element, actions, button, context, message, section
from reviews.messages.words import SEVERITY_WORDS, join_facts, link_words, promise, quoted, said, spoken
from reviews.model import Action, Gap
from reviews.sitting import action_id, gap_id


def tell(text: str, buttons: Sequence[Element] = ()) -> Message:
    """A line of mrkdwn with perhaps a next step. The fallback is the same line without bold marks."""
    blocks = [section(text)]
    if buttons:
        blocks.append(actions(buttons, block_id="answer"))
    return message(spoken(text), blocks)


def logged_action(
    action: Action, owner: str, today: date, *, account: str | None, assumed: Sequence[str] = ()
) -> Message:
    """What was logged, said back in one line with the weekday, and how to change it."""
    line = f"*{action_id(action.id)}* {promise(owner, action.what)}, by *{say_date(action.due, today)}*"
    extra = [
        said(account),
        f"closes {gap_id(action.gap_id)}" if action.gap_id else "",
        f"with {said(action.counterpart)}" if action.counterpart else "",
        f"checked again {say_date(action.check_on, today)}" if action.check_on else "",
        "kept in your words" if action.insisted else "",
        link_words(action.link),
        *map(said, assumed),
    ]
    return _logged("Logged: ", line, extra, action_id(action.id))


def logged_gap(
    gap: Gap, owner: str, today: date, *, account: str | None, assumed: Sequence[str] = (), also: str = ""
) -> Message:
    """What was logged, said back in one line with the weekday, and how to change it. `also`: its other customers."""
    who = f"*{said(owner)}*" if gap.owner else "no owner yet"
    when = f"update *{say_date(gap.update_on, today)}*" if gap.update_on else "no date yet"
    line = f"*{gap_id(gap.id)}* {said(gap.what, 300)} · {who}, {when}"
    extra = [
        said(account),
        also,
        SEVERITY_WORDS[gap.severity] if gap.severity else "",
        f"affects {said(gap.affects)}" if gap.affects else "",
        said(gap.frequency),
        said(gap.reason),
        link_words(gap.link),
        *map(said, assumed),
    ]
    return _logged("Logged: ", line, extra, gap_id(gap.id))


def _logged(lead: str, line: str, extra: Sequence[str], item: str) -> Message:
    below = join_facts(*extra)
    about = {"item": item}
    blocks = [section(line)]
    if below:
        blocks.append(context(below))
    blocks.append(
        actions([button("Change", ids.ITEM_EDIT, about), button("Undo", ids.ITEM_UNDO, about)], block_id="answer")
    )
    heard = f"{lead}{line}{'. ' + below if below else ''}"
    return message(spoken(heard), blocks)


def vague_action(why: str, example: str, draft: str) -> Message:
    """A vague action sent back with what is missing and an example from the person's own words."""
    text = f"*Not logged yet.* {said(why, 400)}\nTry: _{said(example, 300)}_"
    buttons = [
        button("Use this", ids.DRAFT_USE, {"draft": draft}, style="primary"),
        button("Write it again", ids.DRAFT_OPEN, {"draft": draft}),
        button("Keep mine", ids.DRAFT_KEEP, {"draft": draft}),
    ]
    heard = spoken(text).replace("\n", " ")
    return message(heard, [section(text), actions(buttons, block_id="answer")])


def which_date(what: str, why: str, choices: Sequence[date], draft: str, today: date) -> Message:
    """A date that can be read in more than one way, given back to be picked; `what` is what it is about."""
    buttons = [
        button(say_date(day, today), ids.DRAFT_DATE, {"draft": draft, "date": day.isoformat()}) for day in choices[:5]
    ]
    # Slack wants each action_id once in a block.
    for number, each in enumerate(buttons):
        each["action_id"] = f"{ids.DRAFT_DATE}.{number}"
    buttons.append(button("Another date", ids.DRAFT_OPEN, {"draft": draft}))
    text = f"*Not logged yet.* {said(why, 400)} Which day is it for {quoted(what, 120)}?"
    return message(spoken(text), [section(text), actions(buttons, block_id="answer")])


def fill_in(understood: str, draft: str) -> Message:
    """What was read, what was not, and the way to fill in the rest. `understood` is mrkdwn, escaped."""
    buttons = [button("Fill in the rest", ids.DRAFT_OPEN, {"draft": draft}, style="primary")]
    text = f"*Not logged yet.* {understood}"
    return message(spoken(text), [section(text), actions(buttons, block_id="answer")])
