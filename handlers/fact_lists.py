"""Everything known of a customer, kind by kind, with where it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from handlers import customers, people
from handlers.account_lookup import account_called, account_of_room, near_names
from handlers.desk import Answer, Desk, Reply, Request
from handlers.fields import number
from handlers.logging_items import me_and_today
from reviews.decision import Message
from reviews.fact_list import PAGE_SIZE, FactPage, Overview, recent_since
from reviews.facts import Fact, FactKind, Touch
from reviews.messages.answers import tell
from reviews.messages.fact_lists import page_message, page_view, unknown_customer
from reviews.messages.fact_overview import overview_message, overview_view
from reviews.messages.ids import unpack
from reviews.messages.item_forms import View
from reviews.model import Account
from reviews.people import short_names, zone_of
from reviews.rights import Deed
from storage import fact_pages, source_reads

_MOST_TEAMS = 98
_SLACK_ID = re.compile(r"[UW][A-Z0-9]{5,}")
"""Who was there on our side may also be a name, as a file has it."""


async def facts_command(desk: Desk, request: Request, words: str) -> Answer:
    """`/review facts [customer]`: the overview, said to the one who asked only."""
    account = await _meant(desk, request, words.strip())
    if isinstance(account, Reply):
        return account
    found = await customers.customer_for(desk, request, Deed.LOOK, account.id)
    if not isinstance(found, Account):
        return found
    return Reply(overview_message(await _overview(desk, request, found), desk.command))


async def press_facts(desk: Desk, request: Request) -> Answer:
    """The overview, or a page of facts of one kind, in a window."""
    request = replace(request, value=unpack(request.chosen) or request.value)
    account = await customers.customer_for(desk, request, Deed.LOOK)
    if not isinstance(account, Account):
        return account
    return await show_facts(desk, request, account, request.value.get("kind"))


async def show_facts(desk: Desk, request: Request, account: Account, kind: str | None, note: str = "") -> Answer:
    """Facts of one kind, or of all where it is none of them, in the window that is open or in a new one.

    The page and the team are those of the request; `note` is said above, in plain words.
    """
    view, otherwise = await _shown(desk, request, account, kind, note)
    return customers.in_front(request, view, otherwise)


async def _shown(desk: Desk, request: Request, account: Account, kind: str | None, note: str) -> tuple[View, Message]:
    about = customers.where_from(request)
    if kind in set(FactKind):
        page = await _page(desk, request, account, FactKind(kind), note)
        return page_view(page, about), page_message(page)
    sheet = replace(await _overview(desk, request, account), note=note)
    return overview_view(sheet, desk.command, about), overview_message(sheet, desk.command)


async def _meant(desk: Desk, request: Request, words: str) -> Account | Reply:
    if not words:
        here = await account_of_room(desk, request, request.channel)
        text = f"No customer belongs to this channel. Name one: `{desk.command} facts Northwind`."
        return here or Reply(tell(text))
    found = await account_called(desk, request, words)
    return found or Reply(unknown_customer(words, await near_names(desk, request, words)))


async def _overview(desk: Desk, request: Request, account: Account) -> Overview:
    me, today = await me_and_today(desk, request)
    zone, since = zone_of(me.time_zone, desk.default_zone), recent_since(today)
    ws, begins = request.workspace_id, datetime.combine(since, time(), zone)
    async with desk.db.read() as tx:
        sources = await fact_pages.counts(tx, ws, account.id, since, begins)
        reads = await source_reads.of_account(tx, ws, account.id)
        still = await fact_pages.open_tickets(tx, ws, account.id)
    return Overview(
        account=account,
        today=today,
        zone=zone,
        sources=tuple(sources),
        reads=tuple(reads),
        open_tickets=still,
        may_log=await customers.may_do(desk, request, Deed.LOG, account),
    )


async def _page(desk: Desk, request: Request, account: Account, kind: FactKind, note: str) -> FactPage:
    """The page asked for; past the last one, the last."""
    me, today = await me_and_today(desk, request)
    zone: ZoneInfo = zone_of(me.time_zone, desk.default_zone)
    ws, wanted = request.workspace_id, max(1, number(request.value.get("page")) or 1)
    team = request.value.get("team") if kind is FactKind.USAGE else None
    async with desk.db.read() as tx:
        facts, total = await fact_pages.page(tx, ws, account.id, kind, (wanted - 1) * PAGE_SIZE, PAGE_SIZE, team)
        if not facts and total:
            wanted = -(-total // PAGE_SIZE)
            facts, _ = await fact_pages.page(tx, ws, account.id, kind, (wanted - 1) * PAGE_SIZE, PAGE_SIZE, team)
        teams = await fact_pages.teams(tx, ws, account.id, _MOST_TEAMS) if kind is FactKind.USAGE else []
    return FactPage(
        account=account,
        kind=kind,
        facts=tuple(facts),
        total=total,
        page=wanted if facts else 1,
        today=today,
        zone=zone,
        names=await names_in(desk, request, facts),
        team=team,
        teams=tuple(teams),
        may_log=await customers.may_do(desk, request, Deed.LOG, account),
        note=note,
    )


async def names_in(desk: Desk, request: Request, facts: Iterable[Fact]) -> dict[str, str]:
    """What our own people are called that these facts name by Slack id."""
    named = {fact.noted_by for fact in facts} | {fact.ours for fact in facts if isinstance(fact, Touch) and fact.ours}
    known = await people.names(desk, request, sorted(each for each in named if _SLACK_ID.fullmatch(each)))
    return short_names(known.values())
