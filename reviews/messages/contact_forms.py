"""The form of one person at a customer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reviews.contact_sheet import ContactLook
from reviews.contacts import ContactWords
from reviews.customer import Contact, Level
from reviews.messages import ids
from reviews.messages.item_forms import View
from reviews.messages.parts import Block, Element, context, date_input, field, menu, modal, option, text_input
from reviews.messages.words import said

LEVEL_WORDS = {
    Level.EXECUTIVE: ("Executive", "decides about money and direction"),
    Level.MANAGER: ("Manager", "leads the people who use it"),
    Level.USER: ("User", "works with it"),
}


def contact_form(look: ContactLook, about: Mapping[str, object]) -> View:
    """Somebody new, or somebody known as they stand.

    Fields: name, title, level, champion, sponsor, email, heard, left. Only who may edit the account names a sponsor.
    """
    known = look.contact
    fill = known or ContactWords("")
    blocks = [context(f"At {said(look.account.name, 80)}"), *_who(fill), *_marks(fill, look.may_edit), *_contact(fill)]
    title, submit = ("Change a person", "Save") if known else ("Add somebody", "Add")
    where = {**about, "account": look.account.id, "contact": known.id if known else None}
    subject = f"contact{known.id}" if known else "contact"
    return modal(ids.FORM_CONTACT, title, blocks, submit=submit, about=where, subject=subject)


def _who(fill: Contact | ContactWords) -> Iterator[Block]:
    levels = [option(label, str(level), says) for level, (label, says) in LEVEL_WORDS.items()]
    level = menu("level", levels, placeholder="Pick one", chosen=str(fill.level) if fill.level else None)
    title = text_input("title", typed=fill.title, example="Head of finance operations", most=120)
    yield field("name", "Name", text_input("name", typed=fill.name, example="Dana Wu", most=120))
    yield field("title", "What do they do there?", title, optional=True)
    yield field("level", "Level", level, optional=True)


def _marks(fill: Contact | ContactWords, may_edit: bool) -> Iterator[Block]:
    yield field("champion", "Do they speak for us there?", _box("champion", "Champion", fill.champion), optional=True)
    if may_edit:
        yield field(
            "sponsor",
            "Are they the executive sponsor on their side?",
            _box("sponsor", "Sponsor", fill.sponsor),
            optional=True,
            hint="One at a time: naming somebody takes it off the one before.",
        )


def _contact(fill: Contact | ContactWords) -> Iterator[Block]:
    """How they are reached, when we last spoke, and when they left."""
    email = text_input("email", typed=fill.email, example="dana@northwind.example", most=200)
    yield field("email", "E-mail", email, optional=True)
    yield field("heard", "When did we last speak?", date_input("heard", fill.heard_on), optional=True)
    left = date_input("left", fill.left_on)
    yield field("left", "Left on", left, optional=True, hint="Who left stays on the list, marked.")


def _box(action_id: str, label: str, ticked: bool) -> Element:
    """One box to tick."""
    options = [option(label, action_id)]
    made: Element = {"type": "checkboxes", "action_id": action_id, "options": options}
    if ticked:
        made["initial_options"] = options
    return made
