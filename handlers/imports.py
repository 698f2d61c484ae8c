"""Files of facts: how they come in, and what a person says to the one they dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import actors, people
from handlers.desk import Answer, Desk, Quiet, Reply, Request
from handlers.fields import number
from handlers.recording import settle
from reviews.decision import Change, Decision, Message, Post, Refusal
from reviews.import_offer import can_undo, deed_of
from reviews.imports.model import FACTS_OF, FileImport, ImportKind, ImportState
from reviews.messages.answers import tell
from reviews.messages.import_help import import_help
from reviews.messages.imports import going, how_it_stands, taking_back, told
from reviews.people import today_of, zone_of
from storage import import_news, imports
from storage.record import record

_LAST: Final = 5
_AGAIN: Final = frozenset({ImportState.OFFERED, ImportState.REFUSED})
GONE: Final = tell("This file is not here any more. Drop it again.")


async def imports_command(desk: Desk, request: Request) -> Answer:
    """`/review import`: how to send a file, and what became of the person's last ones."""
    async with desk.db.read() as tx:
        last = await imports.latest(tx, request.workspace_id, request.user_id, _LAST)
    me = await people.person(desk, request, request.user_id)
    today = today_of(request.now, me.time_zone, desk.default_zone)
    return Reply(import_help(last, today, zone_of(me.time_zone, desk.default_zone)))


async def press_go(desk: Desk, request: Request) -> Answer:
    """Take the file in: with `good`, without the lines that cannot be taken."""
    found = await _mine(desk, request)
    if isinstance(found, Reply):
        return found
    if found.kind and (refused := await actors.refusal(desk, request, deed_of(found.kind))):
        return Reply(refused)
    good = request.value.get("good") == "yes"

    def confirmed(import_: FileImport) -> FileImport:
        return replace(import_, state=ImportState.CONFIRMED, keep_good=good)

    return await _on(desk, request, found, frozenset({ImportState.OFFERED}), confirmed, going)


async def choose_kind(desk: Desk, request: Request) -> Answer:
    """It is about something else: look at it anew."""
    kind, _, named = (request.chosen or "").partition(":")
    if kind not in set(ImportKind):
        return Reply(GONE)
    found = await _mine(desk, request, number(named))
    if isinstance(found, Reply):
        return found
    if refused := await actors.refusal(desk, request, deed_of(ImportKind(kind))):
        return Reply(refused)
    return await _on(desk, request, found, _AGAIN, lambda each: _anew(each, ImportKind(kind)), _reading)


def _anew(import_: FileImport, kind: ImportKind) -> FileImport:
    """The same file as it came, to be read as something else."""
    figures = dict.fromkeys(("rows", "new", "changed", "same", "older", "bad"), 0)
    fresh = replace(import_, state=ImportState.RECEIVED, kind=kind, source=None, keep_good=False)
    return replace(fresh, why=None, beat_at=None, ended_at=None, **figures)  # type: ignore[arg-type]


def _reading(import_: FileImport) -> Message:
    return told(how_it_stands(import_))


async def press_forget(desk: Desk, request: Request) -> Answer:
    """Leave the file alone."""
    found = await _mine(desk, request)
    if isinstance(found, Reply):
        return found

    def dropped(import_: FileImport) -> FileImport:
        return replace(import_, state=ImportState.DROPPED, ended_at=request.now)

    return await _on(desk, request, found, frozenset({ImportState.OFFERED}), dropped, _reading)


async def press_undo(desk: Desk, request: Request) -> Answer:
    """Take back all that came with a file; who brought it in may, or an admin, for a day. The clock's side does it."""
    import_ = await _named(desk, request, number(request.value.get("import")))
    if import_ is None:
        return Reply(GONE)
    if import_.by != request.user_id and not (await actors.actor_of(desk, request)).is_admin:
        return Reply(tell("Who brought a file in can take it back, and so can an admin."))
    if not can_undo(import_, request.now):
        return Reply(tell(_too_late(import_)))
    async with desk.db.write() as tx:
        if not await import_news.wish_undone(tx, import_, request.user_id, request.now):
            return Reply(taking_back(import_))
        said = Decision((), (_post(request, import_, taking_back(import_)),))
        await record(tx, request.workspace_id, said, by=request.user_id, now=request.now)
    return Quiet()


def _too_late(import_: FileImport) -> str:
    if import_.state is ImportState.DONE and import_.kind not in FACTS_OF:
        return f"{how_it_stands(import_)} Customers and their people are changed one by one: such a file stays."
    if import_.state is ImportState.DONE:
        return f"{how_it_stands(import_)} It can be taken back for a day, and that has passed."
    return how_it_stands(import_)


async def _mine(desk: Desk, request: Request, named: int | None = None) -> FileImport | Reply:
    """The file a button is about, for who dropped it; nobody else hears what is in it."""
    import_ = await _named(desk, request, named or number(request.value.get("import")))
    if import_ is None:
        return Reply(GONE)
    if import_.by != request.user_id:
        return Reply(tell("Only who dropped this file decides about it."))
    return import_


async def _named(desk: Desk, request: Request, import_id: int | None) -> FileImport | None:
    if import_id is None:
        return None
    async with desk.db.read() as tx:
        return await imports.by_id(tx, request.workspace_id, import_id)


async def _on(
    desk: Desk,
    request: Request,
    found: FileImport,
    states: frozenset[ImportState],
    step: Callable[[FileImport], FileImport],
    show: Callable[[FileImport], Message],
) -> Answer:
    """Let a file go on, shown in place of its offer; where it is elsewhere already, say how it stands."""

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        stored = await imports.by_id(tx, request.workspace_id, found.id, lock=True)
        if stored is None or stored.state not in states:
            return Refusal("elsewhere", how_it_stands(stored or found))
        after = step(replace(stored, message_ts=_pressed_at(request, stored) or stored.message_ts))
        return Decision((Change(stored, after),), (_post(request, after, show(after)),))

    done = await settle(desk, request, decide)
    return Reply(tell(done.text)) if isinstance(done, Refusal) else Quiet()


def _post(request: Request, import_: FileImport, message: Message) -> Post:
    """In place of the message that was pressed; what is in a file is said nowhere but where it was dropped."""
    at = _pressed_at(request, import_) or import_.message_ts
    placed = {**message, "ts": at} if at else message
    return Post(f"import:{import_.id}:{request.key}", import_.channel or import_.by, placed)


def _pressed_at(request: Request, import_: FileImport) -> str | None:
    """The message that was pressed, where it stands in the conversation in which the file was dropped."""
    return request.message_ts if request.channel == import_.channel and not request.is_ephemeral else None
