"""The forms behind the buttons beside what was asked: opened with what they need, and submitted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from handlers import item_changes, people
from handlers.carrying_out import Told, record_answers
from handlers.desk import Answer as Said
from handlers.desk import CloseForm, Desk, FormErrors, OpenForm, Reply, Request
from handlers.fields import chosen, day, typed
from handlers.forms import form_context, load_item
from handlers.item_cards import as_it_stands, is_live
from handlers.logging_items import me_and_today
from handlers.questions import is_asked_back, settle_question
from reviews.answer_model import Deed
from reviews.decision import Refusal
from reviews.follow_through import Answer, Circumstance, snooze_days
from reviews.item_id import parse_item_id
from reviews.messages import asked_forms as forms
from reviews.messages.answers import tell
from reviews.messages.item_forms import View, date_form
from reviews.messages.words import said
from reviews.model import Action, Gap
from reviews.people import first_name
from storage import accounts, rosters

CUSTOMER_DAYS = 7
"""When to look again at what waits for the customer, unless another day is picked."""
FIELDS = {
    "reason_missing": "why",
    "blocker_missing": "why",
    "blocked_by_owner": "who",
    "whose": "who",
    "same_owner": "who",
    "past_date": "until",
    "far_date": "until",
    "snooze_day": "day",
}
"""Under which field of a form each refusal is said."""

Opens = Callable[[Desk, Request, "Action | Gap", "dict[str, object]", date], Awaitable["View | None"]]


async def open_form(desk: Desk, request: Request, deed: str) -> Said:
    """The form that asks for what a deed needs, filled with what it is about."""
    opens = FORMS.get(deed)
    item = parse_item_id(request.value.get("item", ""))
    stored = await load_item(desk, request, item) if item else None
    if stored is None or opens is None:
        return Reply(tell("That is not here any more."))
    _, today = await me_and_today(desk, request)
    at = request.message_ts
    about: dict[str, object] = {**request.value, "item": str(item), "channel": request.channel, "at": at}
    view = await opens(desk, request, stored, about, today)
    return OpenForm(view) if view else Reply(await as_it_stands(desk, request, stored))


async def _blocked(
    desk: Desk, request: Request, item: Action | Gap, about: dict[str, object], today: date
) -> View | None:
    del desk, request
    return forms.blocked_form(item, about, today=today) if isinstance(item, Action) else None


async def _hand_on(desk: Desk, request: Request, item: Action | Gap, about: dict[str, object], today: date) -> View:
    del desk, request
    return forms.hand_on_form(item, about, today=today)


async def _not_mine(desk: Desk, request: Request, item: Action | Gap, about: dict[str, object], today: date) -> View:
    if isinstance(item, Action) and item.blocked_by == request.user_id != item.owner:
        owner = await people.person(desk, request, item.owner)
        return forms.not_blocking_form(item, about, owner_name=first_name(owner), today=today)
    async with desk.db.read() as tx:
        account = await accounts.by_id(tx, request.workspace_id, item.account_id) if item.account_id else None
    owns = account.owner if account and account.owner != item.owner else None
    back_to = first_name(await people.person(desk, request, owns)) if owns else None
    return forms.not_mine_form(item, about, today=today, back_to=back_to)


async def _wont_do(
    desk: Desk, request: Request, item: Action | Gap, about: dict[str, object], today: date
) -> View | None:
    del desk, request
    return forms.wont_do_form(item, about, today=today) if isinstance(item, Action) else None


async def _customer(
    desk: Desk, request: Request, item: Action | Gap, about: dict[str, object], today: date
) -> View | None:
    here = await _circumstance(desk, request)
    until = here.calendar.working_on_or_after(today + timedelta(days=CUSTOMER_DAYS))
    return forms.customer_form(item, about, today=today, until=until) if isinstance(item, Action) else None


async def _snooze(
    desk: Desk, request: Request, item: Action | Gap, about: dict[str, object], today: date
) -> View | None:
    if not isinstance(item, Action) or item.snoozed_until is not None:
        return None
    days = snooze_days(item, await _circumstance(desk, request))
    return forms.snooze_form(item, about, days=days, today=today) if days else None


async def _date(desk: Desk, request: Request, item: Action | Gap, about: dict[str, object], today: date) -> View | None:
    context = replace(await form_context(desk, request, item.account_id, about), today=today)
    return date_form(item, context) if is_live(item) else None


FORMS: dict[str, Opens] = {
    "blocked": _blocked,
    "date": _date,
    "handon": _hand_on,
    "notmine": _not_mine,
    "wontdo": _wont_do,
    "customer": _customer,
    "snooze": _snooze,
}


async def _circumstance(desk: Desk, request: Request) -> Circumstance:
    async with desk.db.read() as tx:
        roster = await rosters.load(tx, request.workspace_id, [request.user_id], default_zone=desk.default_zone)
    calendar = roster.calendar(request.user_id)
    return Circumstance(request.user_id, request.now, calendar.today(request.now), calendar)


async def submit_blocked(desk: Desk, request: Request) -> Said:
    """What blocks it."""
    answer = Answer(Deed.BLOCKED, day(request.view, "until"), typed(request.view, "why") or "")
    return await _submit(desk, request, answer, by="who")


async def submit_date(desk: Desk, request: Request) -> Said:
    """The new date and its reason: beside what was asked it is said back in the thread, elsewhere on the card."""
    if not request.value.get("at"):
        return await item_changes.submit_date(desk, request)
    answer = Answer(Deed.MOVE, day(request.view, "date"), typed(request.view, "why") or "")
    return await _submit(desk, request, answer, fields=item_changes.FIELD_OF_REFUSAL)


async def submit_not_mine(desk: Desk, request: Request) -> Said:
    """Whose it is."""
    return await _submit(desk, request, Answer(Deed.NOT_MINE, None, typed(request.view, "word") or ""), by="who")


async def submit_wont_do(desk: Desk, request: Request) -> Said:
    """Why it will not be done."""
    return await _submit(desk, request, Answer(Deed.WONT_DO, None, typed(request.view, "why") or ""))


async def submit_customer(desk: Desk, request: Request) -> Said:
    """What the customer owes us, and when to look again."""
    answer = Answer(Deed.WAITING, day(request.view, "until"), typed(request.view, "why") or "")
    return await _submit(desk, request, answer)


async def submit_snooze(desk: Desk, request: Request) -> Said:
    """The one day it is put off to."""
    picked = chosen(request.view, "day")
    return await _submit(desk, request, Answer(Deed.SNOOZE, date.fromisoformat(picked) if picked else None))


async def _submit(
    desk: Desk, request: Request, answer: Answer, *, by: str | None = None, fields: Mapping[str, str] = FIELDS
) -> Said:
    """Record what a form holds, or say what is wrong under its field."""
    if by is not None:
        person = await people.checked_owner(desk, request, chosen(request.view, by))
        if isinstance(person, Refusal):
            return FormErrors({by: person.text})
        answer = replace(answer, person=person.user_id if person else None)
    ref, at = request.value.get("item", ""), request.value.get("at")
    asked_back = is_asked_back(request)
    where = {"instead_of": at} if asked_back else {"thread": at}
    done = await record_answers(desk, request, [Told(ref, answer, ref)], **where)
    if isinstance(done, Refusal):
        if done.code in fields:
            return FormErrors({fields[done.code]: done.text})
        return CloseForm(tell(said(done.text, 400)))
    if asked_back:
        await settle_question(desk, request)
    return CloseForm()
