"""Who may not, who may, and the way from one to the other; and who is named admin or leader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reviews.decision import Message
from reviews.item_id import ItemId
from reviews.messages import ids
from reviews.messages.answers import tell
from reviews.messages.parts import Element, button, run_button
from reviews.messages.words import said
from reviews.model import Gap
from reviews.people import is_person
from reviews.rights import About, Deed, Standing, Tie

TURNED_AWAY: Final[Mapping[Standing, str]] = {
    Standing.OUTSIDE: "Only people of the team that runs me can use this, so nothing was done. "
    "Your contact there can help.",
    Standing.GUEST: "Guests cannot use this, so nothing was done. A member of this workspace can help.",
    Standing.DEACTIVATED: "Slack says this account is deactivated, so nothing was done.",
    Standing.BOT: "I answer people, not other apps, so nothing was done.",
    Standing.UNKNOWN: "Slack could not tell me who you are, so nothing was done. Try again in a minute.",
}
"""Said to who is no member. It names nothing of the workspace: a customer may be reading."""

DEED_WORDS: Final[Mapping[Deed, str]] = {
    Deed.LOOK: "see this",
    Deed.LOG: "log this",
    Deed.ANSWER: "answer this",
    Deed.START_REVIEW: "start this review",
    Deed.RUN_REVIEW: "fill in this review",
    Deed.CLOSE_REVIEW: "close this review",
    Deed.ABANDON_REVIEW: "abandon or resume this review",
    Deed.ADD_ACCOUNT: "add a customer",
    Deed.EDIT_ACCOUNT: "change what is kept of this customer",
    Deed.SET_RHYTHM: "change when this customer is reviewed",
    Deed.TELL_CUSTOMER: "send this to the customer",
    Deed.HAND_ON: "hand this on",
    Deed.OWN_SETTINGS: "change this",
    Deed.WORKSPACE_SETTINGS: "change what goes for everybody",
    Deed.NAME_PEOPLE: "name admins and leaders",
    Deed.EXPORT: "export this",
    Deed.IMPORT_FACTS: "bring in a file of facts",
    Deed.IMPORT_ACCOUNTS: "bring in a file of customers or their people",
    Deed.LISTEN: "have it counted who writes here",
}
"""What follows "can" in a refusal."""

_TIE_WORDS: Final[Mapping[Tie, str]] = {
    Tie.ACCOUNT_OWNER: "owner",
    Tie.FACILITATOR: "leads the review",
    Tie.ITEM_OWNER: "whose it is",
}


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who may do what another may not, and by which tie."""

    user_id: str
    name: str
    tie: Tie


def turned_away(standing: Standing) -> Message:
    """A polite no for somebody who is no member."""
    return tell(TURNED_AWAY[standing])


def not_there(about: About, command: str) -> Message:
    """What somebody may not see is answered as if it did not exist."""
    if item := item_name(about):
        return tell(f"There is no {item} in this workspace. `{command} list` shows what is open.")
    thing = "review" if about.review else "customer"
    return tell(f"This {thing} is not here any more.")


def only_these(deed: Deed, about: About, holders: Sequence[Holder]) -> Message:
    """Who may, by name where they are few, with a way to ask the first of them."""
    text = f"Only {_who(deed, holders)} can {DEED_WORDS[deed]}."
    if not holders:
        return tell(f"{text} Nobody is one here yet; whoever set me up can name somebody.")
    return tell(text, [ask_button(deed, about, holders[0])])


def ask_button(deed: Deed, about: About, holder: Holder) -> Element:
    """The button that asks somebody for a deed."""
    value = {
        "deed": deed,
        "person": holder.user_id,
        "review": about.review.id if about.review else None,
        "account": about.account.id if about.account else None,
        "item": item_name(about),
    }
    return button(f"Ask {_short(holder.name)}", ids.ASK_OWNER, value)


def item_name(about: About) -> str | None:
    """The short id of the item that is asked about."""
    if about.item is None:
        return None
    return str(ItemId("gap" if isinstance(about.item, Gap) else "action", about.item.id))


def asked_for(deed: Deed, about: About, asker: str, command: str) -> Message:
    """The request, as the one who may do it reads it in their own conversation, with the button that does it."""
    return tell(f"*{said(asker, 60)}* asks you to {_wish(deed, about, command)}.", _way(deed, about))


def was_asked(name: str, *, again: bool = False) -> Message:
    """Said to who asked."""
    if again:
        return tell(f"{said(name, 60)} was asked about this today already. I do not ask twice.")
    return tell(f"I asked {said(name, 60)} in a direct message.")


def _who(deed: Deed, holders: Sequence[Holder]) -> str:
    """As in “Nina (owner), Omar (leads the review) or a leader”; admins are named where nobody else may."""
    tied = [f"{said(each.name, 60)} ({_TIE_WORDS[each.tie]})" for each in holders if each.tie in _TIE_WORDS]
    if any(each.tie is Tie.LEADER for each in holders):
        return _either([*tied, "a leader"])
    admins = [said(each.name, 60) for each in holders if each.tie is Tie.ADMIN]
    if tied or not admins:
        return _either([*tied, "an admin"])
    return f"an admin ({_either(admins[:3])})"


def _either(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _short(name: str) -> str:
    return (name.split() or [name])[0]


def _wish(deed: Deed, about: About, command: str) -> str:
    name = f"*{said(about.account.name, 80)}*" if about.account else "this customer"
    there = about.review is not None and not is_person(about.review.channel)
    where = f" (`{command} abandon` in <#{about.review.channel}>)" if about.review and there else ""
    item = f"*{item_name(about)}*" if about.item else "something"
    wishes = {
        Deed.CLOSE_REVIEW: f"close the review of {name}",
        Deed.ABANDON_REVIEW: f"decide whether the review of {name} goes on{where}",
        Deed.EDIT_ACCOUNT: f"change what is kept of {name}",
        Deed.SET_RHYTHM: f"change when {name} is reviewed",
        Deed.TELL_CUSTOMER: f"send {name} their version of the review",
        Deed.HAND_ON: f"hand {item} on",
        Deed.WORKSPACE_SETTINGS: "change what goes for everybody here",
        Deed.NAME_PEOPLE: "name an admin or a leader",
    }
    return wishes.get(deed, DEED_WORDS[deed])


def _way(deed: Deed, about: About) -> list[Element]:
    """The button that does what was asked for, where one can."""
    review = {"review": about.review.id} if about.review else None
    account, item = about.account, item_name(about)
    ways = {
        Deed.CLOSE_REVIEW: review and button("Close the review", ids.BOARD_CLOSE, review),
        Deed.EDIT_ACCOUNT: account and button("Open the customer", ids.ACCOUNT_SHOW, {"account": account.id}),
        Deed.SET_RHYTHM: account
        and button("Show the rhythm", f"{ids.RUN_COMMAND}.rhythm", {"text": "rhythm", "account": account.id}),
        Deed.TELL_CUSTOMER: review and button("Prepare it", ids.CUSTOMER_PREPARE, review),
        Deed.HAND_ON: item and run_button(f"Show {item}", f"show {item}"),
        Deed.WORKSPACE_SETTINGS: button("Workspace settings", ids.SETTINGS_OPEN, {"of": "workspace"}),
        Deed.NAME_PEOPLE: run_button("Show admins", "admins"),
    }
    way = ways.get(deed)
    return [way] if way else []
