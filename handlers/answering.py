"""Answers in words: a direct message is read against the list it answers, recorded, and said back."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.answer_parts import told_of, who_is_meant
from handlers.answer_reading import UNNUMBERED, Before, read, what_they_saw
from handlers.asking_back import ask_back
from handlers.carrying_out import CarriedOut, Told, carry_out_all, echo, refused
from handlers.desk import Desk, Request
from handlers.file_drops import comes_with_lines
from handlers.incoming import from_message, is_deletion, written_at, written_by
from handlers.small_talk import small_talk
from handlers.undoing import as_before, take_back
from reviews.answer_model import Deed, Part, Question
from reviews.decision import Decision, Message, Post, Refusal, Say
from reviews.messages.answers import tell
from reviews.messages.outcomes import changed_answer, deleted_answer
from reviews.messages.words import said
from reviews.pending import is_withdrawn, lines_of, pending_of
from reviews.text import one_line
from storage import answers, direct_channels, inbox, nudges
from storage.errors import ConflictError
from storage.record import record
from storage.values import Answered, AnswerState

log = logging.getLogger(__name__)
Work = Callable[[AsyncConnection], Awaitable[None]]
_TRIES = 5
_KEPT_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Heard:
    """One message: what it says, what each part becomes, and what was before the person when they wrote it."""

    text: str
    thread_ts: str | None
    before: Before
    told: tuple[Told, ...]
    questions: tuple[Question, ...]
    comes_with_lines: bool = False
    """Whether a file of lines came with it, which is answered by itself."""

    @property
    def is_answer(self) -> bool:
        """Whether it says anything about what was asked."""
        return bool(self.told or self.questions)

    @property
    def withdraws(self) -> bool:
        """Whether it says not to bother about what was asked back."""
        return self.before.waiting is not None and not self.is_answer and is_withdrawn(self.text)


async def take(desk: Desk, body: Mapping[str, Any], client: AsyncWebClient) -> None:
    """Handle one message event that a person caused: written, changed or deleted. Each is handled once."""
    event = body.get("event") or {}
    request = from_message(body, client, desk.clock())
    if is_deletion(event):
        await _once(desk, request, lambda tx: _deleted(tx, request))
        return
    message, changed = written_by(event), event.get("subtype") == "message_changed"
    heard = await hear(desk, request, str(message.get("text") or ""), message.get("thread_ts"), again=changed)
    heard = replace(heard, comes_with_lines=comes_with_lines(message))
    if changed:
        await _once(desk, request, lambda tx: _changed(tx, desk, request, heard))
    else:
        await _once(desk, request, lambda tx: _written(tx, desk, request, heard))


async def _once(desk: Desk, request: Request, work: Work) -> None:
    """Do the work and clear the event from the inbox in one transaction; again where somebody was faster."""
    for _ in range(_TRIES):
        with suppress(ConflictError):
            return await _in_one(desk, request, work)
    raise ConflictError(f"{request.key} could not be recorded: too many changed the same things at once")


async def _in_one(desk: Desk, request: Request, work: Work) -> None:
    async with desk.db.write() as tx:
        if await inbox.handled(tx, request.workspace_id, request.key, request.now):
            await work(tx)


async def hear(desk: Desk, request: Request, text: str, thread_ts: str | None, *, again: bool = False) -> Heard:
    """Read a message, and find who is meant by the names in it.

    `again`: it was read before, so it is read against what was there before it changed anything.
    """
    async with desk.db.read() as tx:
        before = await what_they_saw(tx, desk, request, thread_ts, text)
        known = await answers.get(tx, request.workspace_id, request.channel or "", request.message_ts or "")
        if again and known is not None and known.deed and known.state is not AnswerState.UNDONE:
            before = replace(before, rows=await as_before(tx, request, before.rows, known.deed))
    today = before.calendar.today(written_at(request))
    reading = read(text, before, today, again=again)
    told = [await told_of(desk, request, part, _shown_as(part, before)) for part in reading.parts]
    return Heard(text, thread_ts, before, tuple(told), reading.questions)


def _shown_as(part: Part, before: Before) -> str:
    """How its writer knows an item: by its number in the list, or by its id."""
    shown = next((row for row in before.rows if row.subject == part.ref), None)
    return str(shown.place) if shown and shown.place < UNNUMBERED else part.ref


async def _written(tx: AsyncConnection, desk: Desk, request: Request, heard: Heard) -> None:
    """A new message."""
    await direct_channels.learn(tx, [(request.workspace_id, request.user_id, request.channel or "")])
    if heard.withdraws:
        await _withdraw(tx, request, heard)
        return
    if not heard.is_answer:
        said_back = None if heard.comes_with_lines else small_talk(heard.text, desk.command)
        await _say(tx, request, heard, [said_back] if said_back else [])
        return
    done = await carry_out_all(tx, desk, request, heard.told)
    heard, done = _asking_who(heard, done)
    messages = [echo(done, request.key), refused(done), *_asked_back(request, heard)]
    await _record(tx, request, heard, done, [each for each in messages if each])


async def _withdraw(tx: AsyncConnection, request: Request, heard: Heard) -> None:
    """What was asked back need not be answered any more."""
    waiting = heard.before.waiting
    if waiting is not None:
        await answers.keep(tx, replace(waiting, pending=pending_of((), lines_of(waiting.pending))))
    await _say(tx, request, heard, [tell("Then nothing is recorded for it.")])


def _asking_who(heard: Heard, done: CarriedOut) -> tuple[Heard, CarriedOut]:
    """Where only the person is missing it is asked for, instead of refused."""
    names = {row.subject: row for row in heard.before.rows}
    asked, refusals = list(heard.questions), []
    for told, refusal in done.refusals:
        row = names.get(told.ref)
        what = f"{told.shown_as} {one_line(row.item.what, 60)}" if row and row.item else told.ref
        question = who_is_meant(told, refusal, what)
        if question is None:
            refusals.append((told, refusal))
        else:
            asked.append(question)
    return replace(heard, questions=tuple(asked)), replace(done, refusals=tuple(refusals))


def _asked_back(request: Request, heard: Heard) -> list[Message]:
    today = heard.before.calendar.today(written_at(request))
    ts = request.message_ts or ""
    return [ask_back(each, number, heard.before, ts, today) for number, each in enumerate(heard.questions)]


async def _record(
    tx: AsyncConnection, request: Request, heard: Heard, done: CarriedOut, messages: Sequence[Message]
) -> None:
    await record(tx, request.workspace_id, done.decision, by=request.user_id, now=request.now, deed=request.key)
    if heard.before.nudge:
        await nudges.answered(tx, request.workspace_id, heard.before.nudge.id, request.now)
    await _say(tx, request, heard, messages)
    state = AnswerState.ASKED if heard.questions else AnswerState.RECORDED if done.lines else AnswerState.IGNORED
    await answers.keep(tx, _kept(request, heard, done, state))


def _kept(request: Request, heard: Heard, done: CarriedOut, state: AnswerState) -> Answered:
    return Answered(
        workspace_id=request.workspace_id,
        channel=request.channel or "",
        ts=request.message_ts or "",
        user_id=request.user_id,
        text=heard.text[:_KEPT_TEXT],
        state=state,
        at=request.now,
        nudge_id=heard.before.nudge.id if heard.before.nudge else None,
        deed=request.key if done.lines else None,
        pending=pending_of(heard.questions, done.lines),
        reply_key=f"answer:{request.key}:0",
    )


async def _say(tx: AsyncConnection, request: Request, heard: Heard, messages: Sequence[Message]) -> None:
    """Reply where they wrote: in the thread of the nudge, or straight in the conversation."""
    thread = {"thread_ts": heard.thread_ts} if heard.thread_ts else {}
    posts = tuple(
        Post(f"answer:{request.key}:{number}", request.channel or request.user_id, {**message, **thread})
        for number, message in enumerate(messages)
    )
    await record(tx, request.workspace_id, Decision((), posts), by=request.user_id, now=request.now)


async def _changed(tx: AsyncConnection, desk: Desk, request: Request, heard: Heard) -> None:
    """An edited message is read again: what it recorded goes back, what it says now is recorded."""
    known = await answers.get(tx, request.workspace_id, request.channel or "", request.message_ts or "")
    if known is not None and known.text == heard.text[:_KEPT_TEXT]:
        return
    if known is None or known.deed is None or known.state is AnswerState.UNDONE:
        await _written(tx, desk, request, heard)
        return
    was = lines_of(known.pending)
    undone = await take_back(tx, desk, request, known.deed)
    if isinstance(undone, Refusal):
        await _say(tx, request, heard, [tell(f"You changed your answer. {said(undone.text, 300)}")])
        return
    if any(each.answer.deed is Deed.MOVE for each in heard.told):
        # The new date is said in the channel; that the old one was taken back on the way need not be.
        undone = replace(undone, says=tuple(say for say in undone.says if not _takes_back(say)))
    await record(tx, request.workspace_id, undone, by=request.user_id, now=request.now, deed=f"{request.key}:back")
    done = await carry_out_all(tx, desk, request, heard.told)
    heard, done = _asking_who(heard, done)
    message = changed_answer(was, done.lines, request.key if done.lines else None)
    rest = [refused(done), *_asked_back(request, heard)]
    await _record(tx, request, heard, done, [message, *(each for each in rest if each)])


def _takes_back(say: Say) -> bool:
    return isinstance(say, Post) and say.key.startswith("unslip:")


async def _deleted(tx: AsyncConnection, request: Request) -> None:
    """A deleted message takes nothing back by itself; that it stands is said, with Undo."""
    known = await answers.get(tx, request.workspace_id, request.channel or "", request.message_ts or "")
    if known is None or known.deed is None or known.state is not AnswerState.RECORDED:
        return
    message = deleted_answer(lines_of(known.pending), known.deed)
    post = Post(f"answer:{request.key}:0", request.channel or request.user_id, message)
    await record(tx, request.workspace_id, Decision((), (post,)), by=request.user_id, now=request.now)
