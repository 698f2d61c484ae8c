"""Answers to what the bot asked back: a pressed choice, or the form that asks for what was missing."""

from __future__ import annotations

from datetime import date

from handlers.answer_parts import told_of
from handlers.asked_forms import open_form
from handlers.carrying_out import Told, record_answers
from handlers.desk import Answer as Said
from handlers.desk import CloseForm, Desk, FormErrors, OpenForm, Quiet, Reply, Request
from handlers.fields import typed
from handlers.forms import load_item
from handlers.logging_items import me_and_today
from handlers.questions import asked, settle_question
from reviews.answer_model import Deed, Part, Question
from reviews.decision import Refusal
from reviews.follow_through import Answer
from reviews.item_id import parse_item_id
from reviews.messages.answers import tell
from reviews.messages.asked_forms import why_form
from reviews.messages.words import said

_GONE = "That question is not open any more."
_FORM_OF = {
    Deed.BLOCKED: "blocked",
    Deed.NOT_MINE: "notmine",
    Deed.WONT_DO: "wontdo",
    Deed.WAITING: "customer",
    Deed.MOVE: "date",
}


async def press_pick(desk: Desk, request: Request) -> Said:
    """A choice: which item, which day, whether it is done."""
    _, question = await asked(desk, request)
    if question is None:
        return Reply(tell(_GONE))
    refs = _refs(request, question)
    if not refs:
        await settle_question(desk, request)
        return Reply(tell("Nothing was recorded."), replaces=True)
    deed = Deed(request.value["deed"]) if request.value.get("deed") in set(Deed) else question.deed
    when = date.fromisoformat(request.value["date"]) if request.value.get("date") else question.date
    if deed is None:
        return Reply(tell(_GONE))
    if deed is Deed.MOVE and not question.why:
        return await _ask_why(desk, request, refs[0], when)
    parts = [Part(ref, deed, when, question.why, question.person) for ref in refs]
    told = [await told_of(desk, request, part, part.ref) for part in parts]
    done = await record_answers(desk, request, told, instead_of=request.message_ts)
    if isinstance(done, Refusal):
        return Reply(tell(said(done.text, 400)))
    await settle_question(desk, request)
    return Quiet()


async def press_why(desk: Desk, request: Request) -> Said:
    """Write it: the form for what was missing, with what was understood filled in."""
    _, question = await asked(desk, request)
    if question is None or question.deed is None:
        return Reply(tell(_GONE))
    if question.deed is Deed.MOVE and question.date is not None:
        return await _ask_why(desk, request, question.refs[0], question.date)
    return await open_form(desk, request, _FORM_OF.get(question.deed, "date"))


async def submit_why(desk: Desk, request: Request) -> Said:
    """Why a date moves."""
    ref, day = request.value.get("item", ""), request.value.get("date")
    answer = Answer(Deed.MOVE, date.fromisoformat(day) if day else None, typed(request.view, "why") or "")
    done = await record_answers(desk, request, [Told(ref, answer, ref)], instead_of=request.value.get("at"))
    if isinstance(done, Refusal) and done.code == "reason_missing":
        return FormErrors({"why": done.text})
    if isinstance(done, Refusal):
        return CloseForm(tell(said(done.text, 400)))
    await settle_question(desk, request)
    return CloseForm()


async def _ask_why(desk: Desk, request: Request, ref: str, when: date | None) -> Said:
    item = parse_item_id(ref)
    stored = await load_item(desk, request, item) if item else None
    if stored is None or when is None:
        return Reply(tell(_GONE))
    _, today = await me_and_today(desk, request)
    at, channel = request.message_ts, request.channel
    about = {**request.value, "item": ref, "date": when.isoformat(), "at": at, "channel": channel}
    return OpenForm(why_form(stored, about, to=when, today=today))


def _refs(request: Request, question: Question) -> list[str]:
    """The items a press names; those of the question where it is about another thing than which."""
    if "refs" in request.value:
        return [ref for ref in request.value["refs"].split(",") if ref in question.refs]
    return list(question.refs[:1])
