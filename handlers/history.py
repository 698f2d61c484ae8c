"""Who changed what, when and why, and the way back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import people
from handlers.account_lookup import account_called
from handlers.actors import actor_of, shown
from handlers.desk import Answer, Desk, OpenForm, Reply, Request, SwapForm
from handlers.fields import number
from handlers.history_subjects import subjects_of
from handlers.incident_cards import incident_shown
from handlers.logging_items import account_here, me_and_today
from handlers.undoing import lines_of, may_undo, undo_deed, undoing_of
from reviews.audit_entry import AuditEntry, file_of
from reviews.decision import Refusal
from reviews.history import Lookup, people_in, sentence
from reviews.item_id import IncidentId, ItemId, parse_incident_id, parse_item_id
from reviews.messages.answers import tell
from reviews.messages.history import PAGE_SIZE, HistoryPage, history_message, history_view
from reviews.messages.outcomes import undone
from reviews.messages.words import said
from reviews.model import Account, Action, Gap
from reviews.people import short_names, zone_of
from reviews.rights import Actor
from reviews.undo import UNDO_FOR
from storage import accounts, actions, audit, gaps

ACCOUNT = "ACC-"
_MYSELF = "holdfast"
_CHANNEL = re.compile(r"^<#([A-Z0-9]+)(?:\|[^<>]*)?>$")
_SLACK_ID = re.compile(r"[UW][A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class Thing:
    """What a history is about: how buttons name it, what people call it, and its records by kind.

    `facts`: whether the facts of its account belong to it.
    """

    of: str
    title: str
    refs: Mapping[str, Sequence[str]]
    account: Account | None
    facts: bool = False


async def history_command(desk: Desk, request: Request, words: str) -> Answer:
    """`/review history A-34`, `G-4`, `I-7`, a customer's name, or nothing for this channel's customer."""
    found = await _named(desk, request, words.strip())
    if isinstance(found, Refusal):
        return Reply(tell(found.text))
    return Reply(history_message(await _page(desk, request, found, 1)))


async def press_history(desk: Desk, request: Request) -> Answer:
    """A Details button: the history in a window."""
    of = request.value.get("item") or f"{ACCOUNT}{request.value.get('account', '')}"
    return await _window(desk, request, of, 1)


async def press_page(desk: Desk, request: Request) -> Answer:
    """Another page of it."""
    return await _again(desk, request)


async def press_undo(desk: Desk, request: Request) -> Answer:
    """Undo of the newest deed, from its history."""
    done = await undo_deed(desk, request, request.value.get("deed", ""))
    if isinstance(done, Refusal):
        return await _again(desk, request, said(done.text, 300))
    async with desk.db.read() as tx:
        lines = await lines_of(tx, desk, request, done)
    return await _again(desk, request, str(undone(lines)["blocks"][0]["text"]["text"]))


async def _again(desk: Desk, request: Request, note: str = "") -> Answer:
    """The page whose button was pressed, as it is now, where it stands."""
    of, page = request.value.get("of", ""), number(request.value.get("page")) or 1
    if request.view:
        return await _window(desk, request, of, page, note)
    found = await _thing(desk, request, of)
    if isinstance(found, Refusal):
        return Reply(tell(found.text))
    return Reply(history_message(await _page(desk, request, found, page, note)), replaces=request.is_ephemeral)


async def _window(desk: Desk, request: Request, of: str, page: int, note: str = "") -> Answer:
    found = await _thing(desk, request, of)
    if isinstance(found, Refusal):
        return Reply(tell(found.text))
    view = history_view(await _page(desk, request, found, page, note), {"channel": request.channel})
    return SwapForm(view) if request.view else OpenForm(view)


async def _named(desk: Desk, request: Request, words: str) -> Thing | Refusal:
    """What somebody typed."""
    if not words:
        account, _ = await account_here(desk, request)
        if account is None:
            text = f"Which one? Type `{desk.command} history A-34`, `G-4`, `I-7` or a customer's name."
            return Refusal("which", text)
        return await _of_account(desk, request, account, words)
    if parse_item_id(words) or parse_incident_id(words):
        return await _thing(desk, request, words)
    channel = _CHANNEL.match(words)
    async with desk.db.read() as tx:
        account = await accounts.by_channel(tx, request.workspace_id, channel[1]) if channel else None
    account = account or await account_called(desk, request, words)
    async with desk.db.read() as tx:
        matches = [account] if account else await accounts.search(tx, request.workspace_id, words, 6)
    visible = [each for each in matches if await shown(desk, request, account=each)]
    if len(visible) > 1:
        names = ", ".join(said(each.name, 60) for each in visible)
        return Refusal("which", f"“{said(words, 60)}” could be {names}. Type the whole name.")
    return await _of_account(desk, request, visible[0] if visible else None, words)


async def _thing(desk: Desk, request: Request, of: str) -> Thing | Refusal:
    """What a button names."""
    if of.startswith(ACCOUNT):
        async with desk.db.read() as tx:
            account = await accounts.by_id(tx, request.workspace_id, number(of.removeprefix(ACCOUNT)) or 0)
        return await _of_account(desk, request, account, of)
    if incident := parse_incident_id(of):
        return await _of_incident(desk, request, incident)
    item = parse_item_id(of)
    stored = await _item(desk, request, item) if item else None
    if item is None or stored is None or not await shown(desk, request, item=stored):
        return Refusal("unknown", f"There is no {said(str(item or of), 40)} in this workspace.")
    async with desk.db.read() as tx:
        account = await accounts.by_id(tx, request.workspace_id, stored.account_id) if stored.account_id else None
        of_gap = await audit.refs_of_gap(tx, request.workspace_id, item.number) if item.kind == "gap" else None
    refs = of_gap or {"action": [str(item.number)]}
    return Thing(str(item), f"{item} {said(stored.what, 100)}", refs, account)


async def _item(desk: Desk, request: Request, item: ItemId) -> Action | Gap | None:
    async with desk.db.read() as tx:
        if item.kind == "gap":
            return await gaps.by_id(tx, request.workspace_id, item.number)
        return await actions.by_id(tx, request.workspace_id, item.number)


async def _of_incident(desk: Desk, request: Request, incident: IncidentId) -> Thing | Refusal:
    """An incident belongs to its customer: who may not see that one may not see this."""
    found = await incident_shown(desk, request, incident)
    if found is None:
        return Refusal("unknown", f"There is no {incident} in this workspace.")
    stored, account = found
    title = f"{incident} {said(stored.what, 100)}"
    return Thing(str(incident), title, {"incident": [str(stored.id)]}, account)


async def _of_account(desk: Desk, request: Request, account: Account | None, words: str) -> Thing | Refusal:
    if account is None or not await shown(desk, request, account=account):
        text = f"There is no {said(words, 60)} here. Type A-34, G-4, I-7 or a customer's name after `history`."
        return Refusal("unknown", text)
    async with desk.db.read() as tx:
        refs = await audit.refs_of_account(tx, request.workspace_id, account.id)
    return Thing(f"{ACCOUNT}{account.id}", said(account.name, 100), refs, account, facts=True)


async def _page(desk: Desk, request: Request, thing: Thing, page: int, note: str = "") -> HistoryPage:
    """One page in words, by its reader's clock; past the last one, the last."""
    workspace, actor = request.workspace_id, await actor_of(desk, request)
    async with desk.db.read() as tx:
        entries, total = await _entries(tx, workspace, thing, page)
        if not entries and total:
            page = -(-total // PAGE_SIZE)
            entries, _ = await _entries(tx, workspace, thing, page)
        subjects = await subjects_of(tx, workspace, entries, request.now.date())
        undo = await _undoable(tx, request, actor, entries[0]) if page == 1 and entries else None
    look = await _lookup(desk, request, thing, entries, subjects)
    lines = [sentence(entry, look) for entry in entries]
    return HistoryPage(thing.of, thing.title, lines, total, page, undo, note)


async def _entries(tx: AsyncConnection, workspace_id: str, thing: Thing, page: int) -> tuple[list[AuditEntry], int]:
    facts_of = thing.account.id if thing.facts and thing.account else None
    return await audit.page(tx, workspace_id, thing.refs, (page - 1) * PAGE_SIZE, PAGE_SIZE, facts_of=facts_of)


async def _undoable(tx: AsyncConnection, request: Request, actor: Actor, newest: AuditEntry) -> str | None:
    """The newest deed, if it can be taken back now and by this reader."""
    if newest.deed is None or file_of(newest.deed) or request.now - newest.at > UNDO_FOR:
        return None
    entries = await audit.of_deed(tx, request.workspace_id, newest.deed)
    decision = await undoing_of(tx, request, entries)
    if isinstance(decision, Refusal) or not await may_undo(tx, actor, entries, decision):
        return None
    return newest.deed


async def _lookup(
    desk: Desk,
    request: Request,
    thing: Thing,
    entries: Sequence[AuditEntry],
    subjects: Mapping[tuple[str, str], str],
) -> Lookup:
    me, today = await me_and_today(desk, request)
    known = await people.names(desk, request, sorted(each for each in people_in(entries) if _SLACK_ID.fullmatch(each)))
    names = {_MYSELF: "Holdfast", **short_names(known.values())}
    customers = {thing.account.id: thing.account.name} if thing.account else {}
    others = {int(ref.split("/")[1]) for ref in thing.refs.get("gap_account", ())}
    others |= {value for entry in entries if isinstance(value := entry.after.get("account_id"), int)}
    for account_id in others - customers.keys():
        async with desk.db.read() as tx:
            account = await accounts.by_id(tx, request.workspace_id, account_id)
        if account and await shown(desk, request, account=account):
            customers[account.id] = account.name
    return Lookup(today, names, customers, subjects, zone_of(me.time_zone, desk.default_zone))
