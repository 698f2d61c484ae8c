"""What is said when a playbook is chosen, when it runs already, and when it is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reviews.dates import say_date
from reviews.decision import Message
from reviews.health.kept import PlaybookRun
from reviews.health.playbooks import Playbook
from reviews.messages import ids
from reviews.messages.brief_words import bare, joined
from reviews.messages.parts import actions, button, context, message, section
from reviews.messages.words import count, promise, said
from reviews.model import Action
from reviews.sitting import action_id


def playbook_chosen(
    playbook: Playbook, made: Sequence[Action], run: PlaybookRun, *, account: str, owner: str, today: date
) -> Message:
    """What was made of it, each with its owner and date, and how to change or undo that."""
    head = f"*{said(playbook.name)}* for {said(account, 80)}: {count(len(made), 'action')} for *{said(owner, 60)}*"
    lines = [f"• *{action_id(each.id)}* {promise(owner, each.what)}, by *{say_date(each.due, today)}*" for each in made]
    below = "They are asked for like any action. Another owner, another day or other words: press Change."
    buttons = [button("Undo", ids.PLAYBOOK_UNDO, {"run": run.id})]
    for each in made:
        name = action_id(each.id)
        buttons.append(button(f"Change {name}", f"{ids.ITEM_EDIT}.{each.id}", {"item": name}))
    blocks = [section("\n".join([head, *lines])), context(below), actions(buttons, block_id="playbook")]
    heard = " ".join([f"{head}.", *(f"{each[2:]}." for each in lines), below])
    return message(bare(heard), blocks)


def playbook_runs(playbook: Playbook, run: PlaybookRun, *, account: str, by: str, today: date) -> Message:
    """That it runs already: since when, by whom and with which actions."""
    named = joined([action_id(each) for each in run.actions])
    since = say_date(run.at.date(), today)
    text = (
        f"*{said(playbook.name)}* runs for {said(account, 80)} already, since {since}: "
        f"{said(by, 60)} chose it. Its actions are {named}; nothing was made twice."
    )
    buttons = [
        button(f"Show {action_id(each)}", f"{ids.RUN_COMMAND}.show{each}", {"text": f"show {action_id(each)}"})
        for each in run.actions
    ]
    return message(bare(text), [section(text), actions(buttons, block_id="playbook")])


def playbook_undone(name: str, ended: Sequence[Action], left: Sequence[int], *, account: str) -> Message:
    """What was taken back, and what was not because it had ended."""
    taken = joined([action_id(each.id) for each in ended])
    text = f"*{said(name)}* for {said(account, 80)} is taken back: {taken} will not be asked for."
    if left:
        verb = "stays" if len(left) == 1 else "stay"
        text += f" {joined([action_id(each) for each in left])} {verb} as ended before."
    return message(bare(text), [section(text)])
