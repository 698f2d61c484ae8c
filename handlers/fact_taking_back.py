"""Facts taken back: noted by mistake, or not felt by this customer after all."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import customers
from handlers.desk import Answer, CloseForm, Desk, FormErrors, Quiet, Reply, Request
from handlers.fact_saving import GONE, record, typist
from handlers.fields import number
from handlers.undoing import undo_deed
from reviews.audit_entry import AuditEntry
from reviews.decision import Change, Decision, Refusal
from reviews.fact_entry import may_take_back, take_back
from reviews.fact_list import is_typed_here
from reviews.facts import Fact, FactKind
from reviews.messages.answers import tell
from reviews.messages.fact_forms import FORMS
from reviews.messages.fact_rows import Reader, fact_row
from reviews.messages.fact_said import taken_back
from reviews.messages.words import said
from reviews.model import Account
from reviews.rights import Deed
from reviews.undo import undo_entries
from storage import audit, facts

_KEPT_ALONG = frozenset({"contact", "account"})
"""What changes with a conversation that is noted, and goes back with it."""


async def press_undo(desk: Desk, request: Request) -> Answer:
    """Undo of noting it, or of a change to it, for a day; who may edit the customer may later too."""
    wanted, deed = request.value.get("kind"), request.value.get("deed", "")
    account = await customers.customer_for(desk, request, Deed.LOG)
    if not isinstance(account, Account):
        return account
    if wanted not in set(FORMS):
        return customers.instead(request, tell(GONE.text))
    kind, own = FactKind(wanted), number(request.value.get("fact")) or 0
    async with desk.db.read() as tx:
        entries = await audit.of_deed(tx, request.workspace_id, deed) if deed else []
    if any(each.kind == str(kind) and each.ref == str(own) and each.before for each in entries):
        return await _undo_change(desk, request, deed)
    made = [int(each.ref) for each in entries if each.kind == str(kind) and not each.before and each.ref.isdigit()]
    return await _take_back(desk, request, account, kind, made or [own], entries)


async def _undo_change(desk: Desk, request: Request, deed: str) -> Answer:
    done = await undo_deed(desk, request, deed)
    if isinstance(done, Refusal):
        return Reply(tell(said(done.text, 300)))
    return Reply(tell("The change is taken back; it stands as it was before."), replaces=request.is_ephemeral)


async def _take_back(
    desk: Desk, request: Request, account: Account, kind: FactKind, wanted: Sequence[int], entries: Sequence[AuditEntry]
) -> Answer:
    who, gone = await typist(desk, request), list[Fact]()
    may_edit = await customers.may_do(desk, request, Deed.EDIT_ACCOUNT, account)

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        found = await _stored(tx, request, account, kind, wanted)
        if not found or not all(map(is_typed_here, found)):
            return GONE
        if not may_edit and not may_take_back(found, request.user_id, request.now):
            return Refusal("not_yours", "Who noted it can take it back for a day, and the customer's owner later too.")
        gone[:] = found
        done = take_back(found, who.noting(account), "taken back")
        return done if isinstance(done, Refusal) else Decision((*done.changes, *await _along(tx, request, entries)))

    done = await record(desk, request, account, decide)
    if isinstance(done, Refusal):
        return Quiet() if done.code == "already" else Reply(tell(said(done.text, 300)))
    reader = Reader(who.clocked.today, {}, who.clocked.zone)
    lines = "\n".join(fact_row(each, reader).partition("\n")[0] for each in gone)
    return Reply(taken_back(lines), replaces=request.is_ephemeral)


async def _stored(
    tx: AsyncConnection, request: Request, account: Account, kind: FactKind, wanted: Sequence[int]
) -> list[Fact]:
    found = [await facts.by_id(tx, request.workspace_id, kind, each, lock=True) for each in wanted if each]
    return [each for each in found if each is not None and each.account_id == account.id]


async def _along(tx: AsyncConnection, request: Request, entries: Sequence[AuditEntry]) -> list[Change]:
    """What was changed beside it goes back, as far as nobody has changed it since."""
    changes: list[Change] = []
    for entry in entries:
        if entry.kind not in _KEPT_ALONG or not entry.before:
            continue
        stored = await audit.record_of(tx, request.workspace_id, entry.kind, entry.ref, lock=True)
        undone = undo_entries([entry], {(entry.kind, entry.ref): stored} if stored else {}, now=request.now)
        changes += [] if isinstance(undone, Refusal) else undone.changes
    return changes


async def take_out(desk: Desk, request: Request, account: Account, kind: FactKind, why: str) -> Answer:
    """What another system says of this customer, and did not reach them, counts no more; the reason is kept."""
    if not why:
        return FormErrors({"why": "How do you know? Say it in a few words."})
    who, wanted = await typist(desk, request), number(request.value.get("fact")) or 0

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        found = await _stored(tx, request, account, kind, [wanted])
        return take_back(found, who.noting(account), why) if found else GONE

    done = await record(desk, request, account, decide)
    if isinstance(done, Refusal):
        return CloseForm(tell(said(done.text, 300)))
    return CloseForm(tell(f"It counts no more for *{said(account.name, 80)}*: {said(why, 200)}"))
