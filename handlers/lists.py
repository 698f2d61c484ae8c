"""`/review list` and its pages."""

from __future__ import annotations

from datetime import date

from handlers import people
from handlers.account_lookup import account_called
from handlers.actors import actor_of, asked_from, shown
from handlers.desk import Answer, Desk, Reply, Request
from handlers.fields import number
from handlers.logging_items import account_here, me_and_today
from handlers.shared_gaps import also_of
from reviews.commands import ListFilter, ListItems
from reviews.decision import Refusal
from reviews.mentions import Mention
from reviews.messages.answers import tell
from reviews.messages.lists import PAGE_SIZE, ListPage, ListScope, item_list
from reviews.messages.words import said
from reviews.model import Action, Gap
from reviews.people import short_names
from storage import accounts, actions, gaps
from storage.values import ActionFilter


async def list_items(desk: Desk, request: Request, asked: ListItems) -> Answer:
    """The list a person asked for: all, mine, late, blocked, somebody's, or one customer's."""
    scope = await scope_of(desk, request, asked)
    if isinstance(scope, Refusal):
        return Reply(tell(said(scope.text, 600)))
    return await _page(desk, request, scope, 1, replaces=False)


async def list_gaps(desk: Desk, request: Request) -> Answer:
    """The open gaps of this channel's customer, or of all."""
    here, _ = await account_here(desk, request)
    return await _page(desk, request, ListScope("gaps", account_id=here.id if here else None), 1, replaces=False)


async def list_again(desk: Desk, request: Request, note: str = "", undo: str | None = None) -> Answer:
    """The page a pressed row stands on, as it is now."""
    value = request.value
    scope = ListScope(value.get("f", "all"), number(value.get("account")), value.get("person"))
    page = number(value.get("page")) or 1
    return await _page(desk, request, scope, page, replaces=request.is_ephemeral, note=note, undo=undo)


async def choose_filter(desk: Desk, request: Request) -> Answer:
    """The menu above the list."""
    word, _, account = (request.chosen or "all:").partition(":")
    scope = ListScope(word, number(account))
    if scope.account_id:
        async with desk.db.read() as tx:
            only = await accounts.by_id(tx, request.workspace_id, scope.account_id)
        if only and not await shown(desk, request, account=only):
            scope = ListScope(word)
    return await _page(desk, request, scope, 1, replaces=request.is_ephemeral)


async def scope_of(desk: Desk, request: Request, asked: ListItems) -> ListScope | Refusal:
    """What was asked for, or why that is not clear."""
    only = str(asked.only or ListFilter.ALL)
    if asked.filter is ListFilter.MINE:
        return ListScope(only, person=request.user_id) if asked.only else ListScope("mine")
    if asked.filter is ListFilter.PERSON and asked.mention:
        person = await people.meant(desk, request, asked.mention)
        return person if isinstance(person, Refusal) else ListScope(only, person=person.user_id)
    if asked.filter is ListFilter.ACCOUNT:
        return await _account_scope(desk, request, asked, only)
    if "all" in request.text.casefold().split():
        return ListScope(str(asked.filter))
    here, _ = await account_here(desk, request)
    return ListScope(str(asked.filter), account_id=here.id if here else None)


async def _account_scope(desk: Desk, request: Request, asked: ListItems, only: str) -> ListScope | Refusal:
    words, channel = (asked.words or "").strip(), asked.mention.id if asked.mention else None
    async with desk.db.read() as tx:
        found = await accounts.by_channel(tx, request.workspace_id, channel) if channel else None
    found = found or (await account_called(desk, request, words) if words else None)
    async with desk.db.read() as tx:
        matches = [found] if found else await accounts.search(tx, request.workspace_id, words, 6) if words else []
    matches = [each for each in matches if await shown(desk, request, account=each)]
    if len(matches) == 1:
        return ListScope(only, account_id=matches[0].id)
    if (
        not matches
        and words
        and not isinstance(
            person := await people.meant(desk, request, Mention("name", None, words.removeprefix("@"), 0, 0)), Refusal
        )
    ):
        return ListScope(only, person=person.user_id)
    if not matches:
        text = f"I know no customer “{words}”. Type mine, late, blocked, gaps, @somebody or a customer's name."
        return Refusal("unknown_account", text)
    names = ", ".join(a.name for a in matches)
    return Refusal("which_account", f"“{words}” could be {names}. Type the whole name.")


async def _page(
    desk: Desk,
    request: Request,
    scope: ListScope,
    page: int,
    *,
    replaces: bool,
    note: str = "",
    undo: str | None = None,
) -> Answer:
    _, today = await me_and_today(desk, request)
    items, total = await items_of(desk, request, scope, today, offset=(page - 1) * PAGE_SIZE)
    if not items and page > 1:
        page = max(1, -(-total // PAGE_SIZE))
        items, total = await items_of(desk, request, scope, today, offset=(page - 1) * PAGE_SIZE)
    owners = [i.owner for i in items if i.owner] + ([scope.person] if scope.person else [])
    known = await people.names(desk, request, owners)
    customers = await _customers(desk, request, scope, items)
    shown = ListPage(
        scope=scope,
        items=items,
        total=total,
        page=page,
        today=today,
        names=short_names(known.values()),
        accounts=customers,
        note=note,
        undo=undo,
        viewer=request.user_id,
        also=await also_of(desk, request, items),
    )
    return Reply(item_list(shown), replaces=replaces)


async def items_of(
    desk: Desk, request: Request, scope: ListScope, today: date, *, offset: int
) -> tuple[list[Action | Gap], int]:
    """Some of a list's items from `offset` on, as far as the person may see them, and how many there are."""
    viewer, here = await actor_of(desk, request), asked_from(request)
    async with desk.db.read() as tx:
        if scope.filter == "gaps":
            every = await gaps.page(
                tx, request.workspace_id, scope.account_id, offset, PAGE_SIZE, viewer=viewer, here=here
            )
            return list(every[0]), every[1]
        wanted = wanted_by(scope, request.user_id, today)
        found, total = await actions.page(tx, request.workspace_id, wanted, offset, PAGE_SIZE, viewer=viewer, here=here)
    return list(found), total


def wanted_by(scope: ListScope, me: str, today: date) -> ActionFilter:
    """Which actions a list is about."""
    return ActionFilter(
        owner=me if scope.filter == "mine" else scope.person,
        account_id=scope.account_id,
        late_before=today if scope.filter == "late" else None,
        blocked=scope.filter == "blocked",
    )


async def _customers(desk: Desk, request: Request, scope: ListScope, items: list[Action | Gap]) -> dict[int, str]:
    """The names of the customers a list is about."""
    wanted = {i.account_id for i in items if i.account_id} | ({scope.account_id} if scope.account_id else set())
    async with desk.db.read() as tx:
        found = [await accounts.by_id(tx, request.workspace_id, account_id) for account_id in sorted(wanted)]
    # Nobody is asked about these while they are paused, which is worth knowing beside what is late.
    return {a.id: f"{a.name} (paused)" if a.paused_at else a.name for a in found if a}
