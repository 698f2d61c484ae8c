"""Every function that asks or changes the tables, with something to ask it and whose rows it may see."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from datetime import timedelta
from types import ModuleType
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.asks import AskState
from reviews.model import Review
from reviews.rights import Actor, Reach, RoleKind, Standing
from storage import (
    account_keys,
    accounts,
    actions,
    answers,
    asks,
    audit,
    cadence,
    contacts,
    delivering,
    direct_channels,
    drafts,
    fact_pages,
    fact_records,
    facts,
    figures,
    gap_accounts,
    gaps,
    goals,
    handovers,
    heartbeats,
    home_books,
    home_items,
    homes,
    housekeeping,
    import_news,
    import_undo,
    imports,
    inbox,
    loading,
    loading_sqlite,
    loading_told,
    nudges,
    numbers,
    outbox,
    outbox_desk,
    people,
    planning,
    preferences,
    roles,
    room_changes,
    room_homes,
    rooms,
    source_reads,
    visible,
    workspaces,
)
from storage import reviews as review_store
from storage.values import ActionFilter, Say
from storage.visible import Named
from tests.storage.examples import NOW, ask, review
from tests.storage.fact_functions import FACTS_ASKED
from tests.storage.health_functions import (
    HEALTH_ASKED,
    HEALTH_CHANGED,
    HEALTH_HOLDING,
    HEALTH_MODULES,
    HEALTH_OF_ALL,
    HEALTH_SAY_NOT_WHOSE,
    HEALTH_WITH_THEIR_OWN,
)
from tests.storage.import_functions import (
    IMPORTS_ASKED,
    IMPORTS_CHANGED,
    IMPORTS_OF_ALL,
    IMPORTS_SAY_NOT_WHOSE,
    IMPORTS_WITH_THEIR_OWN,
)
from tests.storage.room_functions import ROOMS_ASKED, ROOMS_CHANGED

MODULES = (
    *(accounts, actions, answers, asks, audit, cadence, delivering, direct_channels, drafts, figures),
    *(gaps, heartbeats, housekeeping, inbox, nudges, numbers, outbox, outbox_desk),
    *(people, planning, preferences, review_store, roles, visible),
    *(contacts, gap_accounts, goals, home_books, home_items, homes),
    *(handovers, room_changes, room_homes, rooms),
    *(account_keys, import_news, import_undo, imports, loading, loading_sqlite, loading_told, workspaces),
    *(fact_pages, fact_records, facts, source_reads),
    *HEALTH_MODULES,
)
TODAY = NOW.date().replace(year=2030)
TOMORROW = NOW + timedelta(days=1)
LEADER = Actor("T1", "U8", Standing.MEMBER, leads=Reach.ALL)

ASKING: dict[str, tuple[Any, ...]] = {
    "accounts.by_id": (1,),
    "accounts.by_channel": ("C1",),
    "accounts.by_name": ("northwind",),
    "accounts.with_review": (1,),
    "accounts.search": ("north", 9),
    "accounts.offered": ("wind", 9),
    "accounts.named": (["northwind"],),
    "accounts.using_rooms": (["C1"],),
    "accounts.has_homeless": (),
    "accounts.of_length": (1, 90, 9),
    "actions.by_id": (1,),
    "actions.by_ids": ([1],),
    "actions.live_on": (1,),
    "actions.due_between": ("U1", NOW.date(), TODAY),
    "actions.of_review": (1,),
    "actions.page": (ActionFilter(), 0, 9),
    "answers.get": ("D1", "18.1"),
    "answers.latest": ("U1", 9),
    "asks.of_nudges": ([1],),
    "asks.of_subjects": (["A-1"],),
    "asks.waiting_for": (["U1"],),
    "audit.of": ("action", "1"),
    "audit.of_deed": ("deed",),
    "audit.page": ({"action": ["1"], "gap": ["1"]}, 0, 9),
    "audit.record_of": ("action", "1"),
    "audit.refs_of_account": (1,),
    "audit.refs_of_gap": (1,),
    "cadence.has_later": (review(),),
    "cadence.next_reviews": (9,),
    "contacts.by_id": (1,),
    "contacts.champions_left": (1,),
    "contacts.count_on": (1,),
    "contacts.on_account": (1,),
    "contacts.page": (1, 0, 9),
    "contacts.sponsors_on": (1,),
    "delivering.is_coming": (Say.NUDGE, 2),
    "direct_channels.of": ("U1",),
    "drafts.get": ("d1",),
    "figures.any_sent": (),
    "figures.asked": (NOW - timedelta(days=30), TOMORROW),
    "figures.between": (NOW - timedelta(days=30), TOMORROW),
    "figures.live": (),
    "gap_accounts.accounts_of": ([1],),
    "gap_accounts.links": (1,),
    "gap_accounts.others": ([1],),
    "gaps.by_id": (1,),
    "gaps.open_on": (1,),
    "gaps.of_review": (1,),
    "gaps.page": (None, 0, 9),
    "goals.by_id": (1,),
    "goals.count_on": (1,),
    "goals.ended_since": (1, NOW),
    "goals.open_on": (1,),
    "goals.page": (1, 0, 9),
    "goals.reading_on": (1, NOW.date()),
    "goals.readings": ([1],),
    "handovers.by_id": (1,),
    "handovers.open_of": ("U9",),
    "handovers.open_since": (),
    "handovers.said": ("nudge:2",),
    "handovers.things_of": ("U8",),
    "nudges.at": ("D1", "17.1"),
    "nudges.by_id": (1,),
    "nudges.by_ids": ([1],),
    "nudges.last_days": (["U1"],),
    "nudges.latest": ("U1", 9),
    "nudges.silent": (["U1"], NOW.replace(year=2020), 1),
    "outbox.by_key": ("nudge:2",),
    "people.admins": (),
    "people.by_id": ("U1",),
    "people.by_ids": (["U1"],),
    "people.by_handle": ("nina",),
    "people.with_items": (),
    "planning.accounts_of": ([1],),
    "planning.changed_since": ([1],),
    "planning.subjects": (["A-1", "G-1", "ACC-1"],),
    "home_books.of_team": (LEADER, TODAY, 1),
    "home_books.own": ("U8", TODAY, 1),
    "home_items.mine": ("U1", TODAY, 1),
    "home_items.waiting": (LEADER, TODAY, 1),
    "homes.first_opened": ("U1",),
    "preferences.of": ("U1",),
    "roles.get": ("U1", RoleKind.LEADER),
    "roles.held_by": ("U1",),
    "roles.named": (RoleKind.LEADER,),
    "roles.reports_of": ("U8",),
    **ROOMS_ASKED,
    **IMPORTS_ASKED,
    **FACTS_ASKED,
    **HEALTH_ASKED,
    "visible.has_item": ("U1", 1),
    "visible.private_among": (Named(accounts=frozenset({1, 2})),),
    "preferences.of_several": (["U1"],),
    "reviews.by_id": (1,),
    "reviews.all_open": (),
    "reviews.open_on": (1,),
    "reviews.last_closed": (1,),
    "reviews.latest_abandoned": (1,),
    "reviews.steps": (1,),
    "reviews.marks": (2,),
    "reviews.carried": (1,),
    "reviews.marks_history": (1, 9),
}
CHANGING: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {
    "asks.settle": (([ask(id=number, state=AskState.DROPPED) for number in range(1, 9)],), {}),
    "asks.take_back": ((1, NOW), {}),
    "asks.wake_for": (("U1", TOMORROW), {}),
    "cadence.look_again": ((1, TOMORROW), {}),
    "cadence.look_at_account": ((1, TOMORROW), {}),
    "cadence.look_at_accounts_of": (("U8", TOMORROW), {}),
    "cadence.set_summarised": ((1, 5), {}),
    "delivering.put_off": ((TOMORROW,), {}),
    "answers.undone": (("U1", "deed"), {}),
    "drafts.use": (("d1", "A-9", NOW), {}),
    "handovers.amend": (("nudge:2", {"text": "other words"}), {}),
    "handovers.unsay": (("nudge:2",), {}),
    "homes.note_opened": (("U7", NOW), {}),
    "inbox.receive": (("Ev2", "event", {}), {"now": NOW}),
    "inbox.handled": (("Ev1", NOW), {}),
    "nudges.answered": ((1, NOW), {}),
    "nudges.forget": ((2,), {}),
    "nudges.not_helpful": ((1, NOW), {}),
    "nudges.raise_version": ((1,), {}),
    "numbers.next_number": (("action",), {}),
    "outbox.queue": ((), {"key": "new", "channel": "C1", "operation": Say.POST, "now": NOW}),
    "outbox.obsolete_boards": ((1, 9), {}),
    "outbox.obsolete_nudges_again": ((1, 9), {}),
    "outbox.queue_nudge_again": ((1, 2, "D1", NOW), {}),
    "people.set_manager": (("U1", "U7"), {}),
    "planning.look_at_all_of": (("U1", TOMORROW), {}),
    "reviews.set_board_ts": ((1, "17.5"), {}),
    **ROOMS_CHANGED,
    **IMPORTS_CHANGED,
    **HEALTH_CHANGED,
}
# These name people and numbers, which are the same everywhere here: tests of their own show whose they are.
SAYS_NOT_WHOSE = {
    *IMPORTS_SAY_NOT_WHOSE,
    *HEALTH_SAY_NOT_WHOSE,
    "audit.refs_of_account",
    "audit.refs_of_gap",
    "handovers.open_since",
    "accounts.has_homeless",
    "accounts.of_length",
    "accounts.offered",
    "cadence.has_later",
    "contacts.count_on",
    "goals.count_on",
    "homes.first_opened",
    "delivering.is_coming",
    "fact_pages.counts",
    "fact_pages.open_tickets",
    "fact_pages.teams",
    "facts.has_any",
    "figures.any_sent",
    "figures.asked",
    "figures.between",
    "figures.live",
    "gap_accounts.others",
    "nudges.last_days",
    "nudges.silent",
    "people.with_items",
    "planning.changed_since",
    "roles.reports_of",
    "rooms.standing_in",
    "rooms.under_way_to",
    "visible.has_item",
}
WITH_THEIR_OWN_WORKSPACE = {
    *IMPORTS_WITH_THEIR_OWN,
    *HEALTH_WITH_THEIR_OWN,
    "answers.keep",
    "asks.add",
    "direct_channels.learn",
    "drafts.put",
    "inbox.tried",
    "nudges.add",
    "nudges.said",
    "people.save",
    "planning.look_again",
    "source_reads.upsert",
}
FOR_THE_CLOCK_AND_DELIVERY_OF_ALL = {
    *IMPORTS_OF_ALL,
    *HEALTH_OF_ALL,
    "asks.due",
    "asks.next_due",
    "cadence.next_look",
    "cadence.to_look_at",
    "delivering.claim",
    "delivering.due",
    "delivering.failed",
    "delivering.left_behind",
    "delivering.next_after",
    "delivering.obsolete",
    "delivering.one_claimer",
    "delivering.requeue",
    "delivering.sent",
    "delivering.under_way",
    "delivering.unsure",
    "delivering.when_left",
    "handovers.to_look_at",
    "housekeeping.clear_out",
    "inbox.waiting",
    "outbox_desk.by_id",
    "outbox_desk.counts",
    "outbox_desk.drop",
    "outbox_desk.of_states",
    "outbox_desk.retry",
    "people.stale",
    "planning.next_look",
    "planning.to_look_at",
    "room_homes.with_boards",
}
HOLDING = {"cadence.held", *HEALTH_HOLDING}
# What one table is asked like another is told which of them before it is told whose.
WHICH_TABLE = {"cadence.look_again": Review}
# The bot's own pulse: there is one bot for all workspaces, and it tells nothing about any of them.
ABOUT_THE_BOT_ITSELF = {"heartbeats.beat", "heartbeats.last"}
OF_NO_WORKSPACE = {"heartbeats"}
APART = (HOLDING, WITH_THEIR_OWN_WORKSPACE, FOR_THE_CLOCK_AND_DELIVERY_OF_ALL, ABOUT_THE_BOT_ITSELF)


def public(module: ModuleType) -> dict[str, Callable[..., Any]]:
    name = module.__name__.rpartition(".")[2]
    return {
        f"{name}.{word}": thing
        for word, thing in vars(module).items()
        if inspect.iscoroutinefunction(thing) and thing.__module__ == module.__name__ and word[0] != "_"
    }


FUNCTIONS = {name: function for module in MODULES for name, function in public(module).items()}


def call(name: str, tx: AsyncConnection, ws: str, *given: Any, **named: Any) -> Awaitable[Any]:
    """Any function of the lists, for a workspace."""
    first = [WHICH_TABLE[name]] if name in WHICH_TABLE else []
    return FUNCTIONS[name](tx, *first, ws, *given, **named)
