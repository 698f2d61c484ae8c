"""Answers to what the bot asked back: a pressed choice, or the form that asks for what was missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handlers.asked_forms import open_form
from handlers.carrying_out import Told, record_answers
from handlers.desk import Answer as Said
from handlers.desk import CloseForm, Desk, FormErrors, OpenForm, Quiet, Reply, Request
from handlers.fields import number, typed
from handlers.forms import load_item
from handlers.logging_items import me_and_today
from reviews.answer_model import Deed, Question
from reviews.decision import Refusal
from reviews.follow_through import Answer
from reviews.item_id import parse_item_id
from reviews.messages.answers import tell
from reviews.messages.asked_forms import why_form
from reviews.messages.words import said
from reviews.pending import question_at, without
from storage import answers
from storage.values import Answered

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
    answer, question = await _asked(desk, request)
    if answer is None or question is None:
        return Reply(tell(_GONE), replaces=False)
    refs = _refs(request, question)
    if not refs:
        await _settle(desk, request, answer)
        return Reply(tell("Nothing was recorded."))
    deed = Deed(request.value["deed"]) if request.value.get("deed") in set(Deed) else question.deed
    when = date.fromisoformat(request.value["date"]) if request.value.get("date") else question.date
    if deed is None:
        return Reply(tell(_GONE))
    if deed is Deed.MOVE and not question.why:
        return await _ask_why(desk, request, refs[0], when)
    told = [Told(ref, Answer(deed, when, question.why or ""), ref) for ref in refs]
    done = await record_answers(desk, request, told, thread=request.message_ts)
    if isinstance(done, Refusal):
        return Reply(tell(said(done.text, 400)))
    await _settle(desk, request, answer)
    return Quiet()


async def press_why(desk: Desk, request: Request) -> Said:
    """Write it: the form for what was missing, with what was understood filled in."""
    _, question = await _asked(desk, request)
    if question is None or question.deed is None:
        return Reply(tell(_GONE))
    if question.deed is Deed.MOVE and question.date is not None:
        return await _ask_why(desk, request, question.refs[0], question.date)
    return await open_form(desk, request, _FORM_OF.get(question.deed, "date"))


async def submit_why(desk: Desk, request: Request) -> Said:
    """Why a date moves."""
    ref, day = request.value.get("item", ""), request.value.get("date")
    answer = Answer(Deed.MOVE, date.fromisoformat(day) if day else None, typed(request.view, "why") or "")
    done = await record_answers(desk, request, [Told(ref, answer, ref)], thread=request.value.get("at"))
    if isinstance(done, Refusal) and done.code == "reason_missing":
        return FormErrors({"why": done.text})
    kept, _ = await _asked(desk, request)
    if kept is not None and not isinstance(done, Refusal):
        await _settle(desk, request, kept)
    return CloseForm(tell(said(done.text, 400)) if isinstance(done, Refusal) else None)


async def _ask_why(desk: Desk, request: Request, ref: str, when: date | None) -> Said:
    item = parse_item_id(ref)
    stored = await load_item(desk, request, item) if item else None
    if stored is None or when is None:
        return Reply(tell(_GONE))
    _, today = await me_and_today(desk, request)
    at, channel = request.message_ts, request.channel
    about = {**request.value, "item": ref, "date": when.isoformat(), "at": at, "channel": channel}
    return OpenForm(why_form(stored, about, to=when, today=today))


async def _asked(desk: Desk, request: Request) -> tuple[Answered | None, Question | None]:
    """The answer that left a question open, and the question."""
    place = number(request.value.get("q"))
    async with desk.db.read() as tx:
        kept = await answers.get(tx, request.workspace_id, request.channel or "", request.value.get("a", ""))
    if kept is None or kept.user_id != request.user_id or place is None:
        return None, None
    return kept, question_at(kept.pending, place)


async def _settle(desk: Desk, request: Request, answer: Answered) -> None:
    """The question is answered: what is written next is not taken for its answer."""
    place = number(request.value.get("q")) or 0
    async with desk.db.write() as tx:
        await answers.keep(tx, replace(answer, pending=without(answer.pending, place)))


def _refs(request: Request, question: Question) -> list[str]:
    """The items a press names; those of the question where it is about another thing than which."""
    if "refs" in request.value:
        return [ref for ref in request.value["refs"].split(",") if ref in question.refs]
    return list(question.refs[:1])
