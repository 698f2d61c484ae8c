"""`/review export`: the list or the book as a file, sent to the person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers import people
from handlers.actors import actor_of, asked_from
from handlers.desk import Answer, Desk, Reply, Request
from handlers.fields import number
from handlers.files import send_file
from handlers.lists import customers_of, items_of, scope_of
from handlers.logging_items import me_and_today
from reviews.decision import Refusal
from reviews.export import (
    ACTION_COLUMNS,
    BOOK_COLUMNS,
    GAP_COLUMNS,
    BookEntry,
    Cell,
    action_row,
    book_row,
    csv_file,
    file_name,
    gap_row,
)
from reviews.list_command import read_list
from reviews.messages.answers import tell
from reviews.messages.lists import ListScope
from reviews.messages.words import count, said
from reviews.model import Action, Gap
from reviews.people import short_names
from storage import export

BATCH = 2000
_BOOK = frozenset({"book", "customers", "accounts", "my book", "the book"})


@dataclass(frozen=True, slots=True)
class _File:
    """What goes out: its title in plain words, its rows, and what one of them is called."""

    title: str
    columns: Sequence[str]
    rows: list[list[Cell]]
    noun: str


async def export_command(desk: Desk, request: Request, words: str) -> Answer:
    """`/review export …`: `book` for customers, else the words of `list`."""
    if words.strip().casefold() in _BOOK:
        return await _send(desk, request, await _book(desk, request))
    if "gaps" in words.casefold().split():
        scope = ListScope("gaps")
    else:
        found = await scope_of(desk, request, read_list(words))
        if isinstance(found, Refusal):
            return Reply(tell(said(found.text, 600)))
        scope = found
    return await _send(desk, request, await _list(desk, request, scope))


async def press_export(desk: Desk, request: Request) -> Answer:
    """The list's Export button: what it shows, whole."""
    value = request.value
    scope = ListScope(value.get("f", "all"), number(value.get("account")), value.get("person"))
    return await _send(desk, request, await _list(desk, request, scope))


async def _list(desk: Desk, request: Request, scope: ListScope) -> _File:
    _, today = await me_and_today(desk, request)
    items: list[Action | Gap] = []
    while True:
        batch, total = await items_of(desk, request, scope, today, offset=len(items), limit=BATCH)
        items += batch
        if not batch or len(items) >= total:
            break
    names = await _names(desk, request, [who for item in items for who in _people_of(item)])
    customers = await customers_of(desk, request, scope, items)
    title = _title(scope, names, customers)
    if scope.filter == "gaps":
        rows = [gap_row(item, names, customers, today) for item in items if isinstance(item, Gap)]
        return _File(title, GAP_COLUMNS, rows, "gap")
    rows = [action_row(item, names, customers, today) for item in items if isinstance(item, Action)]
    return _File(title, ACTION_COLUMNS, rows, "action")


def _people_of(item: Action | Gap) -> list[str]:
    blocker = item.blocked_by if isinstance(item, Action) else None
    return [who for who in (item.owner, item.logged_by, blocker) if who]


def _title(scope: ListScope, names: dict[str, str], customers: dict[int, str]) -> str:
    noun = {"gaps": "open gaps", "late": "late actions", "blocked": "blocked actions"}.get(scope.filter, "open actions")
    whose = "my " if scope.filter == "mine" else f"{names[scope.person]}'s " if scope.person in names else ""
    where = f" of {customers[scope.account_id]}" if scope.account_id in customers else ""
    return f"{whose}{noun}{where}"


async def _book(desk: Desk, request: Request) -> _File:
    _, today = await me_and_today(desk, request)
    viewer, here = await actor_of(desk, request), asked_from(request)
    async with desk.db.read() as tx:
        found: list[BookEntry] = [each async for each in export.book(tx, request.workspace_id, viewer, here, today)]
    whose = [who for each in found for who in (each.account.owner, each.account.sponsor) if who]
    names = await _names(desk, request, whose)
    return _File("book of customers", BOOK_COLUMNS, [book_row(each, names, today) for each in found], "customer")


async def _names(desk: Desk, request: Request, user_ids: Sequence[str]) -> dict[str, str]:
    known = await people.names(desk, request, [who for who in dict.fromkeys(user_ids) if who[:1] in {"U", "W"}])
    return short_names(known.values())


async def _send(desk: Desk, request: Request, made: _File) -> Answer:
    if not made.rows:
        return Reply(tell(f"There is nothing to export: no {made.noun} that you see fits."))
    _, today = await me_and_today(desk, request)
    name, rows = file_name(made.title, today), count(len(made.rows), made.noun)
    refused = await send_file(
        desk,
        request,
        name=name,
        title=_headed(made.title),
        content=csv_file(made.columns, made.rows),
        comment=tell(f"{said(_headed(made.title), 120)}: {rows}, as of today."),
    )
    if refused:
        return Reply(tell(said(refused.text, 400)))
    return Reply(tell(f"{said(_headed(made.title), 120)}: {rows} as `{name}`, in your direct messages with me."))


def _headed(title: str) -> str:
    return f"{title[0].upper()}{title[1:]}"
