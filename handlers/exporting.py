"""`/review export`: the list or the book as a file, sent to the person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from handlers import people
from handlers.actors import actor_of, asked_from
from handlers.desk import Answer, Desk, Reply, Request
from handlers.fields import number
from handlers.files import send_file
from handlers.lists import scope_of, wanted_by
from handlers.logging_items import me_and_today
from reviews.decision import Refusal
from reviews.export import (
    ACTION_COLUMNS,
    BOOK_COLUMNS,
    GAP_COLUMNS,
    BookEntry,
    CsvFile,
    action_row,
    book_row,
    file_name,
    gap_row,
)
from reviews.list_command import read_list
from reviews.messages.answers import tell
from reviews.messages.lists import ListScope
from reviews.messages.words import count, said
from reviews.model import Gap
from reviews.people import short_names
from storage import export, gap_accounts

BATCH: Final = 500
_BOOK: Final = frozenset({"book", "customers", "accounts", "my book", "the book"})
_GAPS: Final = re.compile(r"\bgaps?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _File:
    """What goes out: its title in plain words, its rows, and what one of them is called."""

    title: str
    content: CsvFile
    noun: str


async def export_command(desk: Desk, request: Request, words: str) -> Answer:
    """`/review export …`: `book` for customers, else the words of `list`, or `gaps` with a customer."""
    if words.strip().casefold() in _BOOK:
        return await _send(desk, request, await _book(desk, request))
    found = await scope_of(desk, request, read_list(words))
    if isinstance(found, Refusal):
        return Reply(tell(said(found.text, 600)))
    scope = ListScope("gaps", found.account_id) if _GAPS.search(words) else found
    return await _send(desk, request, await _list(desk, request, scope))


async def press_export(desk: Desk, request: Request) -> Answer:
    """The list's Export button: what it shows, whole."""
    value = request.value
    scope = ListScope(value.get("f", "all"), number(value.get("account")), value.get("person"))
    return await _send(desk, request, await _list(desk, request, scope))


async def _list(desk: Desk, request: Request, scope: ListScope) -> _File:
    """Two looks: whom it names, whose names are asked of Slack where they are not known, then row after row."""
    _, today = await me_and_today(desk, request)
    viewer, here = await actor_of(desk, request), asked_from(request)
    if scope.filter == "gaps":
        listed = export.open_gaps(request.workspace_id, scope.account_id, viewer, here)
    else:
        wanted = wanted_by(scope, request.user_id, today)
        listed = export.live_actions(request.workspace_id, wanted, viewer, here)
    names, customers = await _named(desk, request, scope, listed)
    is_gaps = scope.filter == "gaps"
    file = CsvFile(GAP_COLUMNS if is_gaps else ACTION_COLUMNS)
    async with desk.db.read() as tx:
        async for item in export.items(tx, listed):
            known = names, customers, today
            file.add(gap_row(item, *known) if isinstance(item, Gap) else action_row(item, *known))
    return _File(_title(scope, names, customers), file, "gap" if is_gaps else "action")


async def _named(
    desk: Desk, request: Request, scope: ListScope, listed: export.Listed
) -> tuple[dict[str, str], dict[int, str]]:
    """The names of everybody and of every customer in a list."""
    whose, numbers = {scope.person}, {scope.account_id}
    async with desk.db.read() as tx:
        async for account_id, people_there in export.named(tx, listed):
            numbers.add(account_id)
            whose.update(people_there)
        wanted = sorted(each for each in numbers if each)
        customers: dict[int, str] = {}
        for batch in (wanted[at : at + BATCH] for at in range(0, len(wanted), BATCH)):
            found = await gap_accounts.accounts_of(tx, request.workspace_id, batch)
            customers |= {each.id: each.name for each in found}
    return await _names(desk, request, sorted(each for each in whose if each)), customers


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
    file = CsvFile(BOOK_COLUMNS)
    for each in found:
        file.add(book_row(each, names, today))
    return _File("book of customers", file, "customer")


async def _names(desk: Desk, request: Request, user_ids: Sequence[str]) -> dict[str, str]:
    known = await people.names(desk, request, [who for who in dict.fromkeys(user_ids) if who[:1] in {"U", "W"}])
    return short_names(known.values())


async def _send(desk: Desk, request: Request, made: _File) -> Answer:
    if not made.content.rows:
        return Reply(tell(f"There is nothing to export: no {made.noun} that you see fits."))
    _, today = await me_and_today(desk, request)
    name, rows = file_name(made.title, today), count(made.content.rows, made.noun)
    refused = await send_file(
        desk,
        request,
        name=name,
        title=_headed(made.title),
        content=made.content.content(),
        comment=tell(f"{said(_headed(made.title), 120)}: {rows}, as of today."),
    )
    if refused:
        return Reply(tell(said(refused.text, 400)))
    return Reply(tell(f"{said(_headed(made.title), 120)}: {rows} as `{name}`, in your direct messages with me."))


def _headed(title: str) -> str:
    return f"{title[0].upper()}{title[1:]}"
