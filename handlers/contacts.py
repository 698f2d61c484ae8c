"""The customer's people: who they are, who champions us, who has left, and when we last spoke with them."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import customers, people
from handlers.desk import Answer, Desk, FormErrors, Request
from handlers.fields import chosen, day, has_field, number, ticked, typed
from handlers.logging_items import me_and_today
from handlers.recording import settle
from reviews.contact_sheet import PAGE_SIZE, ContactLook, ContactSheet
from reviews.contacts import (
    ContactWords,
    add_contact,
    edit_contact,
    heard_from,
    replaced_sponsors,
    sponsor_met,
)
from reviews.customer import Contact, Level
from reviews.decision import Decision, Refusal
from reviews.messages.answers import tell
from reviews.messages.contact_forms import contact_form
from reviews.messages.contacts import contact_message, contact_view
from reviews.model import Account
from reviews.people import first_name
from reviews.rights import Deed
from storage import accounts, contacts, numbers

_FIELDS = {"name", "email", "heard", "left"}


async def press_contacts(desk: Desk, request: Request) -> Answer:
    """The list of a customer's people; first, where that was pressed, that we spoke with one of them today."""
    noting = "met" in request.value or "contact" in request.value
    account = await customers.customer_for(desk, request, Deed.LOG if noting else Deed.LOOK)
    if not isinstance(account, Account):
        return account
    note = await _note_contact(desk, request, account) if noting else ""
    return await _list(desk, request, account, note)


async def _note_contact(desk: Desk, request: Request, account: Account) -> str:
    """Note that somebody, or our own sponsor, was spoken with today; what to say of it."""
    _, today = await me_and_today(desk, request)
    about: list[str] = []

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        if "met" in request.value:
            ours = await accounts.by_id(tx, request.workspace_id, account.id, lock=True)
            about.append("our sponsor")
            return sponsor_met(ours or account, today)
        theirs = await _contact(tx, request, account, lock=True)
        if theirs is None:
            return Refusal("gone", "That person is not on the list any more.")
        about.append(theirs.name)
        return heard_from(theirs, today)

    done = await settle(desk, request, decide)
    if isinstance(done, Refusal):
        return "" if done.code == "already" else done.text
    return f"Noted for today: {about[-1]}." if done.changes else f"That was noted for today already: {about[-1]}."


async def press_contact(desk: Desk, request: Request) -> Answer:
    """The form of one of them, or of somebody new."""
    known = "contact" in request.value
    account = await customers.customer_for(desk, request, Deed.EDIT_ACCOUNT if known else Deed.LOG)
    if not isinstance(account, Account):
        return account
    async with desk.db.read() as tx:
        contact = await _contact(tx, request, account)
    if known and contact is None:
        return await _list(desk, request, account, "That person is not on the list any more.")
    _, today = await me_and_today(desk, request)
    may_edit = await customers.may_do(desk, request, Deed.EDIT_ACCOUNT, account)
    about = {**customers.where_from(request), "page": number(request.value.get("page"))}
    view = contact_form(ContactLook(account, contact, today, may_edit), about)
    return customers.in_front(request, view, tell("Slack did not open the form in time. Press it once more."))


async def submit_contact(desk: Desk, request: Request) -> Answer:
    """Somebody at the customer, as filled in."""
    known = "contact" in request.value
    account = await customers.customer_for(desk, request, Deed.EDIT_ACCOUNT if known else Deed.LOG)
    if not isinstance(account, Account):
        return account
    _, today = await me_and_today(desk, request)
    may_edit = await customers.may_do(desk, request, Deed.EDIT_ACCOUNT, account)

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        stored = await _contact(tx, request, account, lock=True) if known else None
        if known and stored is None:
            return Refusal("gone", "That person is not on the list any more, so nothing was changed.")
        words, listed = (
            _words(request, stored, may_edit),
            await contacts.on_account(tx, account.workspace_id, account.id),
        )
        if stored:
            return edit_contact(stored, words, listed, today)
        new = await numbers.next_number(tx, request.workspace_id, "contact")
        return add_contact(account, new, words, listed, by=request.user_id, now=request.now, today=today)

    done = await settle(desk, request, decide)
    if isinstance(done, Refusal) and done.code in _FIELDS:
        return FormErrors({done.code: done.text})
    if isinstance(done, Refusal):
        return await _list(desk, request, account, "" if done.code == "already" else done.text)
    return await _list(desk, request, account, _saved(done, typed(request.view, "name") or ""))


def _saved(done: Decision, name: str) -> str:
    """What was changed, and who is sponsor no more."""
    before = replaced_sponsors(done)
    if before:
        no_more = " and ".join(before)
        return f"{name} is their sponsor now; {no_more} no longer {'is' if len(before) == 1 else 'are'}."
    return f"Saved: {name}." if done.changes else "Nothing was changed."


def _words(request: Request, stored: Contact | None, may_edit: bool) -> ContactWords:
    """What was filled in. Who may not edit the account names no sponsor."""
    view, level = request.view, chosen(request.view, "level")
    asked = may_edit and has_field(view, "sponsor")
    return ContactWords(
        name=typed(view, "name") or "",
        title=typed(view, "title"),
        level=Level(level) if level in set(Level) else None,
        champion=ticked(view, "champion"),
        sponsor=ticked(view, "sponsor") if asked else stored is not None and stored.sponsor,
        email=typed(view, "email"),
        heard_on=day(view, "heard"),
        left_on=day(view, "left"),
    )


async def _contact(tx: AsyncConnection, request: Request, account: Account, *, lock: bool = False) -> Contact | None:
    """The person that a button or a form names, if they are at this customer."""
    wanted = number(request.value.get("contact"))
    found = await contacts.by_id(tx, request.workspace_id, wanted, lock=lock) if wanted else None
    return found if found and found.account_id == account.id else None


async def _list(desk: Desk, request: Request, account: Account, note: str = "") -> Answer:
    sheet = await _sheet(desk, request, account, note)
    view = contact_view(sheet, customers.where_from(request))
    return customers.in_front(request, view, contact_message(sheet))


async def _sheet(desk: Desk, request: Request, account: Account, note: str) -> ContactSheet:
    """A page of the list, as the one who asks may see it."""
    _, today = await me_and_today(desk, request)
    ws, page = request.workspace_id, max(1, number(request.value.get("page")) or 1)
    async with desk.db.read() as tx:
        account = await accounts.by_id(tx, ws, account.id) or account
        shown, total = await contacts.page(tx, ws, account.id, (page - 1) * PAGE_SIZE, PAGE_SIZE)
        here = await contacts.count_on(tx, ws, account.id)
        sponsors = await contacts.sponsors_on(tx, ws, account.id)
        gone = await contacts.champions_left(tx, ws, account.id)
    ours = await people.person(desk, request, account.sponsor) if account.sponsor else None
    return ContactSheet(
        account=account,
        people=tuple(shown),
        total=total,
        here=here,
        page=page,
        today=today,
        sponsors=tuple(sponsors),
        champions_left=tuple(gone),
        our_sponsor=first_name(ours) if ours else None,
        may_edit=await customers.may_do(desk, request, Deed.EDIT_ACCOUNT, account),
        may_note=await customers.may_do(desk, request, Deed.LOG, account),
        note=note,
    )
