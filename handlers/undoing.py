"""Undo: everything one deed changed goes back to what it was, for a day."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.actors import actor_of
from handlers.consequences import follow
from handlers.desk import Answer, Desk, Quiet, Reply, Request
from handlers.recording import settle
from reviews.audit_entry import AuditEntry, file_of
from reviews.decision import Decision, Post, Refusal
from reviews.history import Lookup, change_words, subject_words
from reviews.ladder import ref_of_item
from reviews.messages.answers import tell
from reviews.messages.outcomes import stands, undone
from reviews.messages.words import said
from reviews.model import Account, Action, Gap
from reviews.nudge_sheet import Row
from reviews.people import short_names, today_of
from reviews.rights import About, Actor, Deed, may
from reviews.undo import Undoable, can_go_back, undo_entries
from storage import accounts, answers, audit, people
from storage.audit import KINDS, ref_of

_LETTERS = {"action": "A", "gap": "G"}
_MOST_LINES = 12
SaidBack = Callable[[AsyncConnection, Decision], Awaitable[Decision]]
NOT_YOURS = Refusal("not_yours", "Who did it can undo it, and so can the customer's owner, a leader or an admin.")

OF_A_FILE = Refusal("of_a_file", "It came with a file, so it goes back only with all of that file.")


async def press_undo(desk: Desk, request: Request) -> Answer:
    """The Undo beside what was recorded."""
    deed = request.value.get("deed", "")

    async def said_back(tx: AsyncConnection, decision: Decision) -> Decision:
        message = undone(await lines_of(tx, desk, request, decision))
        at = request.message_ts
        placed = {**message, "ts": at} if at and not request.is_ephemeral else message
        post = Post(f"undone:{deed}", request.channel or request.user_id, placed)
        return replace(decision, says=(*decision.says, post))

    done = await undo_deed(desk, request, deed, said_back)
    if isinstance(done, Refusal):
        return Reply(tell(said(done.text, 300)))
    return Quiet()


async def undo_deed(desk: Desk, request: Request, deed: str, said_back: SaidBack | None = None) -> Decision | Refusal:
    """Take a deed back, if the one who asks may; `said_back` adds what is said of it."""
    if file_of(deed):
        return OF_A_FILE
    async with desk.db.read() as tx:
        entries = await audit.of_deed(tx, request.workspace_id, deed)
    is_own = all(entry.by == request.user_id for entry in entries)
    # Whoever takes back their own needs no further right; who others are is not asked while something is written.
    actor = None if is_own else await actor_of(desk, request)

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        decision = await take_back(tx, desk, request, deed)
        if isinstance(decision, Refusal):
            return decision
        if actor is not None and not await may_undo(tx, actor, entries, decision):
            return NOT_YOURS
        for person in {entry.by for entry in entries}:
            await answers.undone(tx, request.workspace_id, person, deed)
        return await said_back(tx, decision) if said_back else decision

    return await settle(desk, request, decide, key=f"undo:{deed}")


async def take_back(tx: AsyncConnection, desk: Desk, request: Request, deed: str) -> Decision | Refusal:
    """The decision that undoes a deed, with all that follows from it."""
    decision = await undoing_of(tx, request, await audit.of_deed(tx, request.workspace_id, deed), lock=True)
    return decision if isinstance(decision, Refusal) else await follow(tx, desk, request, decision)


async def undoing_of(
    tx: AsyncConnection, request: Request, entries: Sequence[AuditEntry], *, lock: bool = False
) -> Decision | Refusal:
    """What would put everything back that a deed changed, as things stand now."""
    if any(each.kind == "review" and not can_go_back(each) for each in entries):
        return Refusal("of_a_review", "It started or ended a review, or told of one, so it is not undone here.")
    entries = [each for each in entries if can_go_back(each)]
    records: dict[tuple[str, str], Undoable] = {}
    for entry in entries:
        record = await audit.record_of(tx, request.workspace_id, entry.kind, entry.ref, lock=lock)
        if record is not None:
            records[entry.kind, entry.ref] = record
    return undo_entries(entries, records, now=request.now)


async def may_undo(tx: AsyncConnection, actor: Actor, entries: Sequence[AuditEntry], decision: Decision) -> bool:
    """Whether somebody may take a deed back: their own, or one about customers they look after."""
    if all(entry.by == actor.user_id for entry in entries):
        return True
    for change in decision.changes:
        account = await account_of(tx, change.after)
        deed = Deed.EDIT_ACCOUNT if account else Deed.NAME_PEOPLE
        if not may(actor, deed, About(account=account)):
            return False
    return True


async def account_of(tx: AsyncConnection, record: object) -> Account | None:
    """The customer a record belongs to, if it belongs to any."""
    if isinstance(record, Account):
        return record
    number, workspace = getattr(record, "account_id", None), getattr(record, "workspace_id", "")
    return await accounts.by_id(tx, workspace, number) if number else None


async def lines_of(tx: AsyncConnection, desk: Desk, request: Request, decision: Decision) -> list[tuple[str, str]]:
    """Each changed thing with how it stands after a decision; of very many the first, and how many more."""
    found = []
    me = await people.by_id(tx, request.workspace_id, request.user_id)
    today = today_of(request.now, me.time_zone if me else None, desk.default_zone)
    for change in decision.changes[:_MOST_LINES]:
        before, after = change.before, change.after
        if isinstance(before, Action | Gap) and isinstance(after, Action | Gap):
            owners = [each for each in (after.owner, before.owner) if each]
            names = short_names(await people.by_ids(tx, request.workspace_id, owners))
            found.append((ref_of_item(after), stands(after, names, today)))
        elif before is not None:
            names = short_names(await people.by_ids(tx, request.workspace_id, _people_in(before, after)))
            kind, ref = KINDS[type(after)], ref_of(after)
            look = Lookup(today, names)
            found.append((subject_words(kind, ref, after, look), change_words(kind, before, after, look)))
    more = len(decision.changes) - len(found)
    return [*found, ("and", f"{more} more")] if more > 0 and found else found


def _people_in(*records: object) -> list[str]:
    fields = ("owner", "sponsor", "facilitator", "manager", "stand_in", "user_id")
    named = (getattr(record, name, None) for record in records for name in fields)
    return [str(each) for each in named if each]


async def as_before(tx: AsyncConnection, request: Request, rows: Sequence[Row], deed: str) -> tuple[Row, ...]:
    """Rows with their items as they were before a deed, as far as it can be undone."""
    entries = [each for each in await audit.of_deed(tx, request.workspace_id, deed) if each.kind in _LETTERS]
    stored = {row.subject: row.item for row in rows if row.item}
    items: dict[tuple[str, str], Undoable] = {
        (each.kind, each.ref): stored[_ref(each)] for each in entries if _ref(each) in stored
    }
    decision = undo_entries(entries, items, now=request.now)
    changes = () if isinstance(decision, Refusal) else decision.changes
    restored = {ref_of_item(each.after): each.after for each in changes if isinstance(each.after, Action | Gap)}
    return tuple(replace(row, item=restored.get(row.subject, row.item)) for row in rows)


def _ref(entry: AuditEntry) -> str:
    return f"{_LETTERS[entry.kind]}-{entry.ref}"
