"""`/gap` and `/action`: one line is enough; what is missing or unclear is asked, and nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handlers import people
from handlers.desk import Answer, Desk, OpenForm, Reply, Request
from handlers.forms import empty_form, form_of
from handlers.logging_items import account_here, keep_draft, log_draft, me_and_today
from handlers.vagueness import vague
from reviews.dates import DateAmbiguous, DatePast, DateRead, DateReading, DateUnknown, order_for
from reviews.decision import Refusal
from reviews.draft import Draft
from reviews.lines import ActionDraft, GapDraft, Tag, read_action, read_gap
from reviews.mentions import Mention, find_mentions
from reviews.messages.answers import fill_in, tell, vague_action, which_date
from reviews.messages.item_forms import typed_note
from reviews.messages.words import said
from reviews.model import Account
from reviews.text import from_slack, name_people


async def action_line(desk: Desk, request: Request) -> Answer:
    """`/action @nina sends the revised onboarding checklist by May 14`."""
    if not request.text.strip():
        return await empty_form(desk, request, "action")
    me, today = await me_and_today(desk, request)
    read = read_action(request.text, today=today, order=order_for(me.locale))
    account, _ = await account_here(desk, request)
    draft = replace(
        await _action_draft(desk, request, read, account),
        notes=_date_notes(read.check_on),
    )
    return await _answer(desk, request, draft, read.owner, read.due, today)


async def gap_line(desk: Desk, request: Request) -> Answer:
    """`/gap Month-end export fails twice a week, affects finance, blocks, @nina, update fri #exports`."""
    if not request.text.strip():
        return await empty_form(desk, request, "gap")
    me, today = await me_and_today(desk, request)
    read = read_gap(request.text, today=today, order=order_for(me.locale))
    account, _ = await account_here(desk, request)
    draft = await _gap_draft(desk, request, read, account)
    return await _answer(desk, request, draft, read.owner, read.update, today)


async def _action_draft(desk: Desk, request: Request, read: ActionDraft, account: Account | None) -> Draft:
    check = read.check_on.date if isinstance(read.check_on, DateRead) else None
    return Draft(
        kind="action",
        typed=await spoken(desk, request, from_slack(request.text)),
        what=await spoken(desk, request, read.what),
        account_id=account.id if account else None,
        channel=request.channel,
        closes=int(read.closes.removeprefix("G-")) if read.closes else None,
        counterpart=await spoken(desk, request, read.counterpart) or None,
        check_on=check,
        assumed=tuple(read.assumed),
    )


async def _gap_draft(desk: Desk, request: Request, read: GapDraft, account: Account | None) -> Draft:
    return Draft(
        kind="gap",
        typed=await spoken(desk, request, from_slack(request.text)),
        what=await spoken(desk, request, read.what),
        account_id=account.id if account else None,
        channel=request.channel,
        affects=await spoken(desk, request, read.affects) or None,
        frequency=read.frequency,
        severity=read.severity,
        reason=read.reason,
        assumed=tuple(read.assumed),
        notes=tuple(_tag_note(tag) for tag in read.tags),
    )


def _tag_note(tag: Tag) -> str:
    """A hashtag that names no reason is said, not swallowed."""
    near = f"; the nearest is #{tag.nearest}" if tag.nearest else ""
    return f"#{tag.word or tag.channel} is none of the reasons{near}."


async def spoken(desk: Desk, request: Request, text: str | None) -> str:
    """Typed text with names in place of people's ids, so that showing it pings nobody."""
    ids = [m.id for m in find_mentions(text or "") if m.kind == "user" and m.id]
    if not text or not ids:
        return text or ""
    known = await people.names(desk, request, ids)
    return name_people(text, {user_id: person.real_name for user_id, person in known.items()})


async def _answer(
    desk: Desk,
    request: Request,
    draft: Draft,
    mentions: tuple[Mention, ...],
    reading: DateReading | None,
    today: date,
) -> Answer:
    """Refuse, ask, or log; whatever is asked keeps everything that was understood."""
    owner = await people.owner(desk, request, mentions)
    draft = _with_date(draft, reading)
    if isinstance(owner, Refusal):
        return await _form(desk, request, replace(draft, notes=(*draft.notes, owner.text)), today)
    draft = replace(draft, owner=owner.user_id if owner else None)
    if isinstance(reading, DateAmbiguous) and _has_all_but_date(draft):
        token = await keep_draft(desk, request, draft)
        return Reply(which_date(reading.why, reading.choices, token, today))
    if not _is_complete(draft):
        return await _form(desk, request, draft, today)
    if found := await vague(desk, request, draft):
        token = await keep_draft(desk, request, replace(draft, example=found.example))
        return Reply(vague_action(found.why, found.example, token))
    logged = await log_draft(desk, request, draft)
    return Reply(tell(said(logged.text, 600)) if isinstance(logged, Refusal) else logged)


def _with_date(draft: Draft, reading: DateReading | None) -> Draft:
    if isinstance(reading, DateRead):
        return replace(draft, day=reading.date)
    if reading is None:
        return draft
    return replace(draft, date_text=reading.text, notes=(*draft.notes, *_date_notes(reading)))


def _date_notes(reading: DateReading | None) -> tuple[str, ...]:
    return (reading.why,) if isinstance(reading, DatePast | DateUnknown | DateAmbiguous) else ()


def _has_all_but_date(draft: Draft) -> bool:
    return bool(draft.what and draft.owner and (draft.kind == "action" or (draft.severity and draft.account_id)))


def _is_complete(draft: Draft) -> bool:
    """Whether nothing is left to ask. An action may be our own work and belong to no customer;
    yet where the channel does not say, the customer is asked for, never guessed.
    """
    return _has_all_but_date(draft) and draft.day is not None and draft.account_id is not None


async def _form(desk: Desk, request: Request, draft: Draft, today: date) -> OpenForm:
    if draft.notes:
        draft = replace(draft, notes=(*draft.notes, typed_note(draft.typed)))
    token = await keep_draft(desk, request, draft)
    view = await form_of(desk, request, draft, token)
    missing = " and ".join(_missing(draft)) or "something"
    return OpenForm(
        view,
        otherwise=fill_in(f"I read {said(draft.what, 200) or 'nothing'}, but {missing} is missing.", token),
    )


def _missing(draft: Draft) -> list[str]:
    asked = (
        ("what", draft.what),
        ("the owner", draft.owner),
        ("the date", draft.day),
        ("what it does to their work", draft.kind == "action" or draft.severity),
        ("the customer", draft.account_id),
    )
    return [word for word, known in asked if not known]
