"""A customer's card, what a change of it made of it, and what is said where a line about it was not understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reviews.account_changes import MOST_NAME
from reviews.account_line import NotUnderstood
from reviews.customer import Contact
from reviews.decision import Message
from reviews.messages import ids
from reviews.messages.account_menu import account_menu
from reviews.messages.account_words import changes_words, field_words, renewal_words
from reviews.messages.answers import tell
from reviews.messages.parts import (
    Element,
    actions,
    button,
    context,
    lines_that_fit,
    message,
    run_button,
    section,
)
from reviews.messages.rhythm import RhythmSheet, rhythm_line
from reviews.messages.words import count, join_facts, quoted, said, spoken
from reviews.model import Account, Action, Gap, Severity
from reviews.text import clean, one_line


@dataclass(frozen=True, slots=True)
class AccountSheet:
    """A customer with what is known about it. `names`: Slack ids to people's names; `may_edit`: for who looks at it.

    `contacts` and `goals` count those who are still there and those still open; `sponsors` are the customer's own.
    """

    account: Account
    rhythm: RhythmSheet
    names: Mapping[str, str]
    contacts: int = 0
    sponsors: Sequence[Contact] = ()
    champions_left: Sequence[Contact] = ()
    goals: int = 0
    gaps: Sequence[Gap] = ()
    actions: Sequence[Action] = ()
    may_edit: bool = True

    @property
    def today(self) -> date:
        """The account's own day."""
        return self.rhythm.today


def account_card(sheet: AccountSheet, *, note: str = "") -> Message:
    """The card, with buttons for what its viewer may do. `note` (mrkdwn) comes first."""
    lines = [line for line in (_people(sheet), _contract(sheet), _rooms(sheet)) if line]
    text = "\n".join([*([note] if note else []), _head(sheet), *lines])
    small = [rhythm_line(sheet.rhythm), _counts(sheet)]
    findings = _findings(sheet)
    blocks = [section(text), *map(context, small)]
    if findings:
        blocks.append(section("\n".join(f"• {each}" for each in findings)))
    blocks.append(actions(_buttons(sheet), block_id="account"))
    heard = (line.rstrip(".") for line in (*text.splitlines(), *small, *findings))
    return message(spoken(f"{'. '.join(heard)}."), blocks)


def _head(sheet: AccountSheet) -> str:
    account = sheet.account
    facts = (
        f"tier {said(account.tier, 40)}" if account.tier else "",
        str(account.stage or ""),
        "private: only its people, leaders and admins know of it" if account.is_private else "",
    )
    return join_facts(f"*{said(account.name, 80)}*", *facts)


def _people(sheet: AccountSheet) -> str:
    account = sheet.account
    ours = f"our sponsor {_field(sheet, 'sponsor')}" if account.sponsor else "no sponsor on our side"
    met = f" (last met {_field(sheet, 'sponsor_met_on')})" if account.sponsor_met_on else ""
    theirs = ", ".join(said(each.name, 60) for each in sheet.sponsors[:2])
    owner = f"Owner *{_field(sheet, 'owner')}*" if account.owner else "*No owner*"
    return join_facts(owner, f"{ours}{met}", f"theirs {theirs}" if theirs else "")


def _contract(sheet: AccountSheet) -> str:
    account = sheet.account
    arr = f"{_field(sheet, 'arr')} a year" if account.arr is not None else "ARR not known"
    seats = _field(sheet, "seats") if account.seats is not None else "seats not known"
    return join_facts(arr, seats, renewal_words(account, sheet.today))


def _rooms(sheet: AccountSheet) -> str:
    account = sheet.account
    shared = f"shared with them {_field(sheet, 'shared_channel')}" if account.shared_channel else "no shared channel"
    return join_facts(f"Home {_field(sheet, 'channel')}" if account.channel else "No home channel", shared)


def _field(sheet: AccountSheet, name: str) -> str:
    return field_words(sheet.account, name, sheet.names, sheet.today)


def _counts(sheet: AccountSheet) -> str:
    blocking = sum(1 for gap in sheet.gaps if gap.severity is Severity.BLOCKS)
    late = sum(1 for action in sheet.actions if action.due < sheet.today)
    return join_facts(
        f"{sheet.contacts} {'person' if sheet.contacts == 1 else 'people'} known there",
        count(sheet.goals, "open goal"),
        count(len(sheet.gaps), "open gap") + (f", {blocking} blocking" if blocking else ""),
        count(len(sheet.actions), "open action") + (f", {late} late" if late else ""),
    )


def _findings(sheet: AccountSheet) -> list[str]:
    """What is missing or has gone, each as one line."""
    left = ", ".join(said(each.name, 60) for each in sheet.champions_left[:3])
    return [
        finding
        for finding in (
            f"*{left}* championed us there and has left." if left else "",
            "*No written goals*: nobody can say whether this customer got what it came for." if not sheet.goals else "",
            "*Nobody owns it*, so nobody is asked about it." if not sheet.account.owner else "",
            "*No home channel*, so no review can run." if not sheet.account.channel else "",
        )
        if finding
    ]


def _buttons(sheet: AccountSheet) -> list[Element]:
    about = {"account": sheet.account.id}
    edit = [button("Edit", ids.ACCOUNT_EDIT, about)] if sheet.may_edit else []
    return [
        *edit,
        button("People", ids.CONTACTS_OPEN, about),
        button("Goals", ids.GOALS_OPEN, about),
        run_button("Open actions", f"list {_kept(sheet.account.name)}"),
        button("History", ids.ITEM_HISTORY, {"item": f"ACC-{sheet.account.id}"}),
    ]


def _kept(words: str) -> str:
    """Words fit to be carried by a button and sent back."""
    return one_line(words, MOST_NAME)


def account_changed(
    before: Account, after: Account, names: Mapping[str, str], today: date, *, undo: str, notes: Sequence[str] = ()
) -> Message:
    """What a change made of an account, field by field, with the way back. `notes` are mrkdwn, each a small line."""
    name = f"*{said(after.name, 80)}*"
    changed = changes_words(before, after, names, today)
    if not changed:
        return tell(f"{name} is as it was.", [button("Edit", ids.ACCOUNT_EDIT, {"account": after.id})])
    text = f"{name}: {' · '.join(changed)}"
    about = {"account": after.id}
    buttons = [
        button("Undo", f"{ids.ACCOUNT_EDIT}.undo", {**about, "undo": undo}),
        button("Edit", ids.ACCOUNT_EDIT, about),
        button("Show", ids.ACCOUNT_SHOW, about),
    ]
    blocks = [section(text), *map(context, notes), actions(buttons, block_id="account")]
    return message(spoken(" ".join([f"{text}.", *notes])), blocks)


def account_undone(account: Account, why_not: str = "") -> Message:
    """A change was taken back, or why it was not."""
    name = f"*{said(account.name, 80)}*"
    text = f"{name}: {said(why_not, 300)}" if why_not else f"{name} is as it was before."
    return tell(text, [button("Show", ids.ACCOUNT_SHOW, {"account": account.id})])


def line_not_understood(
    name: str | None, understood: Sequence[str], unread: Sequence[NotUnderstood], form: Mapping[str, object]
) -> Message:
    """Nothing was changed: what cannot be taken and why, what can, and the form filled in with that.

    `understood` is mrkdwn, escaped; `form` goes into its button.
    """
    subject = f" about *{said(name, 80)}*" if name else ""
    lines = [f"• {quoted(each.words, 120)}: {said(each.why, 300)}" for each in unread]
    text = f"*Nothing was changed*{subject}.\n{lines_that_fit(lines, most=8)}"
    small = [f"I read: {', '.join(understood)}."] if understood else []
    buttons = [button("Fill in the form", ids.ACCOUNT_EDIT, form, style="primary")]
    blocks = [section(text), *map(context, small), actions(buttons, block_id="answer")]
    return message(spoken(" ".join([text.replace("\n", " "), *small])), blocks)


def account_unknown(
    name: str, near: Sequence[tuple[int, str]], form: Mapping[str, object], line: str | None
) -> Message:
    """No customer has that name: those it may stand for, and the way to add it. `line` is what was typed about it."""
    text = f"I know no customer {quoted(name, 80)}."
    if near:
        text += " Did you mean one of these?" if len(near) > 1 else " Did you mean this one?"
    buttons = [
        button(each, f"{ids.ACCOUNT_SHOW}.{number}", {"account": number, "line": clean(line) if line else None})
        for number, each in near[:4]
    ]
    about = {**form, "name": _kept(name)}
    buttons.append(button(f"Add {name}", f"{ids.ACCOUNT_EDIT}.add", about))
    return tell(text, buttons)


def pick_account(command: str, *, note: str = "", guess: str = "", channel: str | None = None) -> Message:
    """Where no customer was named: a menu to find one, and the way to add one. `note` is mrkdwn."""
    text = note or "No customer belongs to this channel."
    small = f"Or name it: `{command} account Northwind`."
    form = {"name": _kept(guess) or None, "home": channel}
    controls = [account_menu(ids.ACCOUNT_FIND), button("Add a customer", f"{ids.ACCOUNT_EDIT}.add", form)]
    blocks = [section(f"{text} Which one do you mean?"), actions(controls, block_id="find"), context(small)]
    return message(spoken(f"{text} Which one do you mean? {small}"), blocks)


def now_yours(account: Account, by: str) -> Message:
    """To who was made the owner of a customer by somebody else."""
    text = f"{said(by, 60)} made you the owner of *{said(account.name, 80)}*. You will be asked about it from now on."
    return tell(text, [button("Show it", ids.ACCOUNT_SHOW, {"account": account.id})])
