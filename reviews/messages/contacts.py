"""A customer's people and both sponsors: the list, in a modal or as a message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from reviews.contact_sheet import ContactSheet
from reviews.customer import Contact
from reviews.dates import say_date
from reviews.decision import Message
from reviews.messages import ids
from reviews.messages.item_forms import View
from reviews.messages.parts import Block, Element, actions, button, context, divider, message, modal, section
from reviews.messages.words import count, join_facts, said, spoken

NOTED = f"{ids.CONTACTS_OPEN}.heard"
"""Notes that somebody was spoken with today, and shows the list again."""
_MOST_LEFT = 3


def contact_view(sheet: ContactSheet, about: Mapping[str, object]) -> View:
    """The list as a modal; `about` comes back with what is pressed in it."""
    where = {**about, "account": sheet.account.id, "page": sheet.page}
    return modal(ids.FORM_CONTACTS, "People", _blocks(sheet), close="Close", about=where)


def contact_message(sheet: ContactSheet) -> Message:
    """The same list as a message to one person."""
    heard = [*_champions_left(sheet), _headline(sheet), _ours(sheet), _theirs(sheet)]
    return message(spoken(". ".join(heard)), _blocks(sheet))


def spoke(day: date | None, today: date) -> str:
    """When we last spoke with somebody: `last spoke Mon 12 Oct, 6 weeks ago`, `never noted`."""
    if day is None:
        return "never noted"
    ago = (today - day).days
    if ago <= 0:
        return "last spoke today"
    return f"last spoke {say_date(day, today)}, {_ago(ago)}"


def _ago(days: int) -> str:
    if days == 1:
        return "yesterday"
    if days < 14:
        return f"{days} days ago"
    if days < 70:
        return f"{days // 7} weeks ago"
    return f"{round(days / 30.44)} months ago"


def _blocks(sheet: ContactSheet) -> list[Block]:
    blocks: list[Block] = [context(said(sheet.note, 600))] if sheet.note else []
    blocks += [section(f"*{line}*") for line in (*_champions_left(sheet), _headline(sheet))]
    blocks += _sponsor_map(sheet)
    blocks.append(divider())
    for place, person in enumerate(sheet.people):
        blocks += _person(sheet, person, place)
    if controls := list(_controls(sheet)):
        blocks.append(actions(controls, block_id="people"))
    return blocks


def _headline(sheet: ContactSheet) -> str:
    name, left = said(sheet.account.name, 80), sheet.total - sheet.here
    if not sheet.total:
        return f"{name}: nobody is listed yet"
    gone = f", {left} left" if left else ""
    return f"{name}: {count(sheet.here, 'person', 'people')}{gone}"


def _champions_left(sheet: ContactSheet) -> list[str]:
    """Said before anything else: who spoke for us and does no more."""
    shown = [
        f"Their champion {said(each.name, 80)} left {say_date(each.left_on, sheet.today)}"
        for each in sheet.champions_left[:_MOST_LEFT]
        if each.left_on
    ]
    more = len(sheet.champions_left) - len(shown)
    return [*shown, f"and {more} champions more before"] if more > 0 else shown


def _sponsor_map(sheet: ContactSheet) -> Iterator[Block]:
    """Both sides on one view, each with the button that notes a contact today."""
    about = {"account": sheet.account.id, "page": sheet.page}
    met = sheet.account.sponsor is not None and sheet.may_note
    yield section(_ours(sheet, "*"), button("Spoke today", NOTED, {**about, "met": "yes"}) if met else None, "ours")
    theirs = next((each for each in sheet.sponsors if each.left_on is None), None)
    noted = button("Spoke today", NOTED, {**about, "contact": theirs.id}) if theirs and sheet.may_note else None
    yield section(_theirs(sheet, "*"), noted, "theirs")


def _ours(sheet: ContactSheet, bold: str = "") -> str:
    lead = f"{bold}Our sponsor:{bold}"
    if sheet.account.sponsor is None:
        return f"{lead} nobody named yet"
    return f"{lead} {said(sheet.our_sponsor, 80)}, {spoke(sheet.account.sponsor_met_on, sheet.today)}"


def _theirs(sheet: ContactSheet, bold: str = "") -> str:
    lead = f"{bold}Their sponsor:{bold}"
    if not sheet.sponsors:
        return f"{lead} nobody named yet"
    theirs = sheet.sponsors[0]
    title = f", {said(theirs.title, 80)}" if theirs.title else ""
    if theirs.left_on is not None:
        return f"{lead} nobody since {said(theirs.name, 80)}{title} left {say_date(theirs.left_on, sheet.today)}"
    return f"{lead} {said(theirs.name, 80)}{title}, {spoke(theirs.heard_on, sheet.today)}"


def _person(sheet: ContactSheet, person: Contact, place: int) -> Iterator[Block]:
    yield section(_line(person, sheet.today))
    about = {"account": sheet.account.id, "contact": person.id, "page": sheet.page}
    elements = []
    if sheet.may_note and person.left_on is None:
        elements.append(button("Spoke today", NOTED, about))
    if sheet.may_edit:
        elements.append(button("Edit", ids.CONTACT_EDIT, about))
    if elements:
        yield actions(elements, block_id=f"person.{place}")


def _line(person: Contact, today: date) -> str:
    """Somebody in one line: who, how high, what to us, and when we last spoke or when they left."""
    title = f", {said(person.title, 80)}" if person.title else ""
    left = f"*left {say_date(person.left_on, today)}*" if person.left_on else ""
    return join_facts(
        f"*{said(person.name, 80)}*{title}",
        str(person.level or ""),
        "champion" if person.champion else "",
        "sponsor" if person.sponsor else "",
        left or spoke(person.heard_on, today),
        said(person.email, 120),
    )


def _controls(sheet: ContactSheet) -> Iterator[Element]:
    about = {"account": sheet.account.id}
    if sheet.may_note:
        yield button("Add somebody", ids.CONTACT_EDIT, {**about, "page": sheet.page})
    if not sheet.is_first:
        yield button("Earlier", f"{ids.CONTACTS_OPEN}.earlier", {**about, "page": sheet.page - 1})
    if not sheet.is_last:
        yield button("More", f"{ids.CONTACTS_OPEN}.more", {**about, "page": sheet.page + 1})
