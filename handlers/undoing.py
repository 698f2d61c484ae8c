"""Undo: everything one deed changed goes back to what it was, for a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.carrying_out import locked_item
from handlers.consequences import follow
from handlers.desk import Answer, Desk, Quiet, Reply, Request
from handlers.recording import settle
from reviews.audit_entry import AuditEntry
from reviews.decision import Decision, Post, Refusal
from reviews.ladder import ref_of_item
from reviews.messages.answers import tell
from reviews.messages.outcomes import stands, undone
from reviews.messages.words import said
from reviews.model import Action, Gap
from reviews.nudge_sheet import Row
from reviews.people import short_names, today_of
from reviews.undo import undo_entries
from storage import answers, audit, people
from storage.values import AnswerState

_LOOKED_AT = 50
"""Answers of somebody's last day, more than anybody writes."""
_LETTERS = {"action": "A", "gap": "G"}


async def press_undo(desk: Desk, request: Request) -> Answer:
    """The Undo beside what was recorded."""
    deed = request.value.get("deed", "")

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        decision = await take_back(tx, desk, request, deed)
        if isinstance(decision, Refusal):
            return decision
        await _note_undone(tx, request, deed)
        message = undone(await lines_of(tx, desk, request, decision))
        at = request.message_ts
        placed = {**message, "ts": at} if at and not request.is_ephemeral else message
        post = Post(f"undone:{deed}", request.channel or request.user_id, placed)
        return Decision(decision.changes, (*decision.says, post), decision.asks)

    done = await settle(desk, request, decide, key=f"undo:{deed}")
    if isinstance(done, Refusal):
        return Reply(tell(said(done.text, 300)))
    return Quiet()


async def _note_undone(tx: AsyncConnection, request: Request, deed: str) -> None:
    """An answer that was taken back records nothing any more: changing or deleting it is another matter now."""
    for answer in await answers.latest(tx, request.workspace_id, request.user_id, _LOOKED_AT):
        if answer.deed == deed:
            await answers.keep(tx, replace(answer, state=AnswerState.UNDONE))


async def take_back(tx: AsyncConnection, desk: Desk, request: Request, deed: str) -> Decision | Refusal:
    """The decision that undoes a deed, with all that follows from it."""
    entries = [each for each in await audit.of_deed(tx, request.workspace_id, deed) if each.kind in _LETTERS]
    items: dict[tuple[str, str], Action | Gap] = {}
    for entry in entries:
        item = await locked_item(tx, request.workspace_id, _ref(entry))
        if item is not None:
            items[entry.kind, entry.ref] = item
    decision = undo_entries(entries, items, now=request.now)
    return decision if isinstance(decision, Refusal) else await follow(tx, desk, request, decision)


async def lines_of(tx: AsyncConnection, desk: Desk, request: Request, decision: Decision) -> list[tuple[str, str]]:
    """Each changed item with how it stands after a decision."""
    found = []
    for change in decision.changes:
        if isinstance(change.before, Action | Gap) and isinstance(change.after, Action | Gap):
            owners = [each for each in (change.after.owner, change.before.owner) if each]
            names = short_names(await people.by_ids(tx, request.workspace_id, owners))
            today = today_of(request.now, None, desk.default_zone)
            found.append((ref_of_item(change.after), stands(change.after, names, today)))
    return found


async def as_before(tx: AsyncConnection, request: Request, rows: Sequence[Row], deed: str) -> tuple[Row, ...]:
    """Rows with their items as they were before a deed, as far as it can be undone."""
    entries = [each for each in await audit.of_deed(tx, request.workspace_id, deed) if each.kind in _LETTERS]
    stored = {row.subject: row.item for row in rows if row.item}
    items = {(each.kind, each.ref): stored[_ref(each)] for each in entries if _ref(each) in stored}
    decision = undo_entries(entries, items, now=request.now)
    changes = () if isinstance(decision, Refusal) else decision.changes
    restored = {ref_of_item(each.after): each.after for each in changes if isinstance(each.after, Action | Gap)}
    return tuple(replace(row, item=restored.get(row.subject, row.item)) for row in rows)


def _ref(entry: AuditEntry) -> str:
    return f"{_LETTERS[entry.kind]}-{entry.ref}"
