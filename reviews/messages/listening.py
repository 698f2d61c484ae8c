"""What is said about counting who writes in a channel: before it begins, in the channel itself, and as it stands."""

from __future__ import annotations

from datetime import date

from reviews.dates import say_date
from reviews.decision import Message
from reviews.messages import ids
from reviews.messages.answers import tell
from reviews.messages.parts import button
from reviews.messages.words import count, said

_COUNTED = "who writes here and on which day. Never what: no word of a message is kept"


def explained(account: str, shared: bool, command: str) -> Message:
    """Before it is switched on: what is counted, what for, and that everybody here will read of it."""
    who = "everybody here, the customer too," if shared else "everybody here"
    text = (
        f"I would count {_COUNTED}. It tells you when people of {said(account, 60)} go quiet.\n"
        f"Once you switch it on, {who} reads one short line about it. `{command} listen off` ends it."
    )
    return tell(text, [button("Switch it on", ids.LISTEN_ON, {}, style="primary")])


def notice(name: str, shared: bool, command: str) -> Message:
    """In the channel, once it is on. Where the customer reads along nothing is said of what it is for."""
    end = "Ask them to switch it off at any time." if shared else f"Anybody of us ends it with `{command} listen off`."
    return tell(f"{said(name, 60)} had me count {_COUNTED}. {end}")


def ended_notice(name: str) -> Message:
    """In the channel, once it is off."""
    return tell(f"{said(name, 60)} ended it: I do not count any more who writes here.")


def ended(people: int) -> Message:
    """To the one who ended it: what was counted stays, unless it is to be forgotten."""
    if not people:
        return tell("I do not count any more who writes here. Nothing had been counted.")
    text = f"I do not count any more who writes here. The days of {count(people, 'person', 'people')} are kept."
    return tell(text, [button("Forget them", ids.LISTEN_OFF, {"forget": "1"}, style="danger")])


def forgotten(days: int) -> Message:
    """What was counted is gone."""
    return tell(f"Forgotten: {count(days, 'day')} of people writing here." if days else "There is nothing to forget.")


def stands(name: str, since: date, people: int, today: date, command: str) -> Message:
    """How it stands where it is on."""
    told = f"{count(people, 'person', 'people')} so far" if people else "nobody so far"
    text = (
        f"I count {_COUNTED} ({told}). {said(name, 60)} switched it on {say_date(since, today)}."
        f" `{command} listen off` ends it."
    )
    return tell(text, [button("Switch it off", ids.LISTEN_OFF, {})])


def is_off(command: str) -> Message:
    """How it stands where it is off."""
    return tell(
        f"I do not count who writes here. `{command} listen on` says first what would be counted.",
        [button("What would be counted", ids.LISTEN_ON, {"ask": "1"})],
    )


def archived() -> Message:
    """Nobody can write there."""
    return tell("This channel is archived: nobody writes here, so there is nobody to count.")


def read_by_others(account: str, command: str) -> Message:
    """The customer's own channel has got readers from outside, who would read a line meant for us."""
    return tell(
        f"People from outside read this channel, though it is set as {said(account, 60)}'s own. Set it as the channel"
        f" you share with them first (`{command} account`), then type `{command} listen on` again."
    )


def no_customer(command: str) -> Message:
    """The channel is nobody's home."""
    return tell(
        f"No customer belongs to this channel, so there is nobody to count for. `{command} account` says which"
        " channels a customer has."
    )
