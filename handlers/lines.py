"""`/gap` and `/action`: one line is enough; what is missing or unclear is asked, and nothing typed is lost."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from handlers import people
from handlers.desk import Answer, Desk, OpenForm, Reply, Request
from handlers.forms import empty_form, form_of
from handlers.item_cards import show_item
from handlers.logging_items import NO_CUSTOMER_HERE, account_here, keep_draft, log_draft, me_and_today
from handlers.shared_gaps import also_named
from handlers.vagueness import vague
from reviews.dates import DateAmbiguous, DatePast, DateRead, DateReading, DateUnknown, order_for
from reviews.decision import Message, Refusal
from reviews.draft import Draft
from reviews.item_id import parse_item_id
from reviews.lines import ActionDraft, GapDraft, Tag, read_action, read_gap
from reviews.mentions import Mention, find_mentions
from reviews.messages.answers import fill_in, tell, vague_action, which_date
from reviews.messages.item_forms import typed_note
from reviews.messages.words import said
from reviews.text import from_slack, name_people
from reviews.vague import Vague, judge

_CODES = re.compile(r"<(?:#\w+\|?([^<>\n]*)|!(here|channel|everyone)(?:\|[^<>\n]*)?|!subteam\^\w+\|?@?([^<>\n]*))>")


def _named(code: re.Match[str]) -> str:
    """A channel, a group or everybody, as a person would write it."""
    if code[2] or code[3]:
        return f"@{code[2] or code[3]}"
    return f"#{code[1] or 'channel'}" if code[0].startswith("<#") else "@group"


_NAMES_ITEM = re.compile(
    r"(?:(?:done|close|closes|finish|edit|show|move|undo)\s+)?([ag]-?\s?\d{1,9})[.!]?", re.IGNORECASE
)


async def _show_named(desk: Desk, request: Request, named: str) -> Answer:
    """Somebody names what is logged already: it is shown with its buttons, not logged again."""
    item = parse_item_id(named)
    return await show_item(desk, request, item) if item else Reply(tell("Which one? Type its number, such as A-34."))


async def action_line(desk: Desk, request: Request) -> Answer:
    """`/action @nina sends the revised onboarding checklist by May 14`."""
    if not request.text.strip():
        return await empty_form(desk, request, "action")
    if named := _NAMES_ITEM.fullmatch(request.text.strip()):
        return await _show_named(desk, request, named[1])
    me, today = await me_and_today(desk, request)
    read = read_action(request.text, today=today, order=order_for(me.locale))
    draft = replace(await _action_draft(desk, request, read), notes=_date_notes(read.check_on))
    return await _answer(desk, request, draft, read.owner, read.due, today)


async def gap_line(desk: Desk, request: Request) -> Answer:
    """`/gap Month-end export fails twice a week, affects finance, blocks, @nina, update fri #exports`."""
    if not request.text.strip():
        return await empty_form(desk, request, "gap")
    if named := _NAMES_ITEM.fullmatch(request.text.strip()):
        return await _show_named(desk, request, named[1])
    me, today = await me_and_today(desk, request)
    also = await also_named(desk, request)
    read = read_gap(also.rest, today=today, order=order_for(me.locale))
    draft = replace(await _gap_draft(desk, request, read), also=also.numbers or None)
    return await _answer(desk, request, draft, read.owner, read.update, today)


async def _action_draft(desk: Desk, request: Request, read: ActionDraft) -> Draft:
    check = read.check_on.date if isinstance(read.check_on, DateRead) else None
    return Draft(
        kind="action",
        typed=await spoken(desk, request, from_slack(request.text), at="@"),
        what=await spoken(desk, request, read.what),
        channel=request.channel,
        closes=int(read.closes.removeprefix("G-")) if read.closes else None,
        counterpart=await spoken(desk, request, read.counterpart) or None,
        check_on=check,
        assumed=tuple(read.assumed),
    )


async def _gap_draft(desk: Desk, request: Request, read: GapDraft) -> Draft:
    return Draft(
        kind="gap",
        typed=await spoken(desk, request, from_slack(request.text), at="@"),
        what=await spoken(desk, request, read.what),
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


async def spoken(desk: Desk, request: Request, text: str | None, *, at: str = "") -> str:
    """Typed text with names in place of Slack's tokens, so that it reads as typed and pings nobody.

    `at` goes before each name, where the line is said back as it was typed.
    """
    text = _CODES.sub(_named, text or "")
    ids = [m.id for m in find_mentions(text) if m.kind == "user" and m.id]
    if not ids:
        return text
    known = await people.names(desk, request, ids)
    return name_people(text, {user_id: f"{at}{person.real_name}" for user_id, person in known.items()})


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
        draft = await _about_here(desk, request, replace(draft, notes=(*draft.notes, owner.text)))
        return await _form(desk, request, draft)
    draft = replace(draft, owner=owner.user_id if owner else None)
    if _says_all(draft) and _is_clear(draft):
        logged = await log_draft(desk, request, _noted(draft), here=True)
        if logged is not NO_CUSTOMER_HERE:
            return await _logged(desk, request, draft, logged, today)
    return await _ask(desk, request, await _about_here(desk, request, draft), reading, today)


async def _about_here(desk: Desk, request: Request, draft: Draft) -> Draft:
    account, _ = await account_here(desk, request)
    return replace(draft, account_id=account.id if account else None)


async def _ask(desk: Desk, request: Request, draft: Draft, reading: DateReading | None, today: date) -> Answer:
    """Ask for what is missing or unclear."""
    if isinstance(reading, DateAmbiguous) and _has_all_but_date(draft):
        token = await keep_draft(desk, request, draft)
        return Reply(which_date(draft.what, reading.why, reading.choices, token, today))
    if not _is_complete(draft):
        return await _form(desk, request, draft)
    if found := await vague(desk, request, draft):
        token = await keep_draft(desk, request, replace(draft, example=found.example))
        return Reply(vague_action(found.why, found.example, token))
    return await _logged(desk, request, draft, await log_draft(desk, request, _noted(draft)), today)


async def _logged(desk: Desk, request: Request, draft: Draft, logged: Message | Refusal, today: date) -> Answer:
    """Say what was logged; a line that is refused opens the form with everything in it."""
    if not isinstance(logged, Refusal):
        return Reply(logged)
    if logged.code in {"already", "busy"}:
        return Reply(tell(said(logged.text, 600)))
    closes = None if logged.code == "gap_unknown" else draft.closes
    draft = replace(draft, closes=closes, notes=(*draft.notes, logged.text))
    draft = await _about_here(desk, request, draft)
    return await _form(desk, request, draft)


def _noted(draft: Draft) -> Draft:
    """What is worth a word about a line that is logged all the same."""
    return replace(draft, assumed=(*draft.assumed, *draft.notes))


def _with_date(draft: Draft, reading: DateReading | None) -> Draft:
    if isinstance(reading, DateRead):
        return replace(draft, day=reading.date)
    if reading is None:
        return draft
    return replace(draft, notes=(*draft.notes, *_date_notes(reading)))


def _date_notes(reading: DateReading | None) -> tuple[str, ...]:
    return (reading.why,) if isinstance(reading, DatePast | DateUnknown | DateAmbiguous) else ()


def _has_all_but_date(draft: Draft) -> bool:
    return bool(draft.what and draft.owner and (draft.kind == "action" or (draft.severity and draft.account_id)))


def _says_all(draft: Draft) -> bool:
    if draft.kind == "action" and draft.notes:
        # The day of the later check could not be read: asked, not swallowed.
        return False
    return bool(draft.what and draft.owner and draft.day and (draft.kind == "action" or draft.severity))


def _is_clear(draft: Draft) -> bool:
    """Whether an action names its end; the customer's name matters only to the example that is shown otherwise."""
    return draft.kind != "action" or not isinstance(judge(draft.what, owner_name=None, account_name=None), Vague)


def _is_complete(draft: Draft) -> bool:
    """Whether nothing is left to ask. An action may be our own work and belong to no customer;
    yet where the channel does not say, the customer is asked for, never guessed.
    """
    return _says_all(draft) and draft.account_id is not None


async def _form(desk: Desk, request: Request, draft: Draft) -> OpenForm:
    # What went wrong first, then what is left, then the line itself: nothing typed is out of sight.
    draft = replace(draft, notes=(*draft.notes, _read_note(draft), typed_note(draft.typed)))
    token = await keep_draft(desk, request, draft)
    view = await form_of(desk, request, draft, token)
    reasons = " ".join(said(note, 300) for note in draft.notes[:-1])
    return OpenForm(view, otherwise=fill_in(reasons, token))


def _read_note(draft: Draft) -> str:
    """What is left to say, first of all."""
    missing = _listed([word for word, known in _asked(draft) if not known])
    return f"Still to fill in: {missing}." if missing else "Everything else is filled in."


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _asked(draft: Draft) -> list[tuple[str, object]]:
    """What each kind cannot be without, in words, with what is known of it."""
    asked: list[tuple[str, object]] = [
        ("what is wrong" if draft.kind == "gap" else "what will be done", draft.what),
        ("who owns it" if draft.kind == "gap" else "who does it", draft.owner),
        ("the day", draft.day),
        ("which customer it is for", draft.account_id),
    ]
    if draft.kind == "gap":
        asked.append(("what it does to their work", draft.severity))
    return asked
