"""The form of a customer: every field on one screen, as it stands or as somebody has typed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from reviews.messages import ids
from reviews.messages.item_forms import View
from reviews.messages.parts import (
    Block,
    Element,
    context,
    date_input,
    field,
    menu,
    modal,
    option,
    person_input,
    section,
    text_input,
)
from reviews.model import Account, Stage

NO_STAGE = "none"
_STAGE_WORDS = {
    Stage.TRIAL: "Trial or pilot",
    Stage.ONBOARDING: "Onboarding",
    Stage.LIVE: "Live",
    Stage.LEAVING: "Leaving: has said so",
    Stage.GONE: "Gone: no customer any more",
}


@dataclass(frozen=True, slots=True)
class AccountFill:
    """What stands in the form; `arr` and `seats` as typed."""

    name: str = ""
    owner: str | None = None
    sponsor: str | None = None
    sponsor_met_on: date | None = None
    channel: str | None = None
    shared_channel: str | None = None
    renewal_on: date | None = None
    arr: str = ""
    seats: str = ""
    tier: str = ""
    stage: str | None = None
    is_private: bool = False


def fill_of_account(account: Account) -> AccountFill:
    """An account as its form shows it."""
    amount = "" if account.arr is None else f"{account.arr:,} {account.currency or ''}".strip()
    return AccountFill(
        name=account.name,
        owner=account.owner,
        sponsor=account.sponsor,
        sponsor_met_on=account.sponsor_met_on,
        channel=account.channel,
        shared_channel=account.shared_channel,
        renewal_on=account.renewal_on,
        arr=amount,
        seats="" if account.seats is None else str(account.seats),
        tier=account.tier or "",
        stage=account.stage,
        is_private=account.is_private,
    )


@dataclass(frozen=True, slots=True)
class Merged:
    """What somebody typed beside what others have made of the account since the form was opened.

    `changed` are the fields that they changed, `clashes` those of them that somebody else changed too. `fill` is what
    then stands in the form: theirs where they changed something, the account's everywhere else.
    """

    fill: AccountFill
    changed: tuple[str, ...]
    clashes: tuple[str, ...]


def merge(opened: AccountFill, typed: AccountFill, stored: AccountFill) -> Merged:
    """Put a form's changes onto the account as it stands now."""
    names = [each.name for each in fields(AccountFill)]
    changed = {name: getattr(typed, name) for name in names if getattr(typed, name) != getattr(opened, name)}
    theirs = [name for name in changed if getattr(stored, name) not in {getattr(opened, name), changed[name]}]
    return Merged(replace(stored, **changed), tuple(changed), tuple(theirs))


def customer_form(fill: AccountFill, about: Mapping[str, object], command: str, *, notes: Sequence[str] = ()) -> View:
    """The form. Fields: name, owner, home, shared, renewal, arr, seats, tier, stage, sponsor, met, private.

    `about` holds the account's number where it is known. `notes` (mrkdwn, escaped) come first.
    """
    known = about.get("account")
    blocks = [section(note) for note in notes]
    blocks += [*_whose(fill), *_rooms(fill), *_contract(fill), *_sponsor(fill), _private(fill)]
    if known:
        line = f"To empty a menu, type `{command} account … sponsor none`, or owner, channel or shared."
        blocks.append(context(line))
    title, submit = ("Customer", "Save") if known else ("Add a customer", "Add customer")
    subject = f"ACC-{known}" if known else None
    return modal(ids.FORM_CUSTOMER_CARD, title, blocks, submit=submit, about=about, subject=subject)


def _whose(fill: AccountFill) -> list[Block]:
    name = text_input("name", typed=fill.name, example="Northwind", most=80)
    return [
        field("name", "Customer's name", name),
        field("owner", "Who on our side owns this customer?", person_input("owner", fill.owner), optional=True),
    ]


def _rooms(fill: AccountFill) -> list[Block]:
    home = "For us alone: reviews, gaps and promises are spoken of there."
    shared = "Where the customer reads along. Nothing goes there but what somebody sends."
    return [
        field("home", "Home channel", _room_input("home", fill.channel), optional=True, hint=home),
        field("shared", "Shared channel", _room_input("shared", fill.shared_channel), optional=True, hint=shared),
    ]


def _room_input(action_id: str, chosen: str | None) -> Element:
    """A menu of channels, private ones too."""
    made: Element = {
        "type": "conversations_select",
        "action_id": action_id,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
        "placeholder": {"type": "plain_text", "text": "A channel"},
    }
    if chosen:
        made["initial_conversation"] = chosen
    return made


def _contract(fill: AccountFill) -> list[Block]:
    stages = [option(words, str(stage)) for stage, words in _STAGE_WORDS.items()]
    stage = menu("stage", [*stages, option("Not known", NO_STAGE)], placeholder="Pick one", chosen=fill.stage)
    arr = text_input("arr", typed=fill.arr, example="120k EUR", most=40)
    seats = text_input("seats", typed=fill.seats, example="40", most=20)
    tier = text_input("tier", typed=fill.tier, example="A", most=30)
    return [
        field("renewal", "When does the contract renew?", date_input("renewal", fill.renewal_on), optional=True),
        field("arr", "What do they pay a year, in which currency?", arr, optional=True),
        field("seats", "How many seats do they pay for?", seats, optional=True),
        field("tier", "Tier", tier, optional=True),
        field("stage", "Stage", stage, optional=True),
    ]


def _sponsor(fill: AccountFill) -> list[Block]:
    met = date_input("met", fill.sponsor_met_on)
    return [
        field("sponsor", "Executive sponsor on our side", person_input("sponsor", fill.sponsor), optional=True),
        field("met", "When did the sponsor last speak with them?", met, optional=True),
    ]


def _private(fill: AccountFill) -> Block:
    choice = option("Private", "yes", "Only its people, leaders and admins see it")
    boxes: Element = {"type": "checkboxes", "action_id": "private", "options": [choice]}
    if fill.is_private:
        boxes["initial_options"] = [choice]
    return field("private", "Who may see it?", boxes, optional=True)
