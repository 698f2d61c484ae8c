"""What somebody's Home holds, read in a question for each part of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import people
from handlers.actors import actor_of
from handlers.desk import Desk, Request
from reviews.home import Book, ClosedHome, Home, Part, Place, Wishes
from reviews.model import Action
from reviews.people import short_names, today_of
from reviews.preferences import EVERYBODY, Preferences
from reviews.rights import Actor, Deed, Standing, may
from reviews.settings import hours_of, pace_of
from storage import home_books, home_items, homes, preferences
from storage import people as people_store


async def load_home(desk: Desk, request: Request, place: Place, *, opened_at: datetime | None) -> Home | ClosedHome:
    """Somebody's Home as the tables have it. `opened_at`: when they opened it, where they have just done so."""
    viewer = await actor_of(desk, request)
    if viewer.standing is not Standing.MEMBER:
        return ClosedHome(viewer.standing)
    me = await people.person(desk, request, request.user_id)
    if viewer.leads is None:
        place = Place(pages=place.pages)
    today = today_of(request.now, me.time_zone, desk.default_zone)
    async with desk.db.read() as tx:
        first = await homes.first_opened(tx, request.workspace_id, request.user_id)
        shown = Home(
            viewer=request.user_id,
            today=today,
            place=place,
            wishes=await _wishes(tx, request),
            # The same opening may be told of twice: it is known by its moment.
            first=opened_at is not None and first in {None, opened_at},
            leads=viewer.leads is not None,
            names_people=may(viewer, Deed.WORKSPACE_SETTINGS),
            command=desk.command,
        )
        return await _filled(tx, shown, viewer)


async def _filled(tx: AsyncConnection, shown: Home, viewer: Actor) -> Home:
    workspace, today, place = viewer.workspace_id, shown.today, shown.place
    if place.team:
        team = await home_books.of_team(tx, workspace, viewer, today, place.page(Part.TEAM))
        return replace(shown, team=team, names=await _names(tx, viewer, _owners(team)))
    mine = await home_items.mine(tx, workspace, viewer.user_id, today, place.page(Part.MINE))
    book = await home_books.own(tx, workspace, viewer.user_id, today, place.page(Part.BOOK))
    waiting = await home_items.waiting(tx, workspace, viewer, today, place.page(Part.WAITING))
    involved = [row.item for row in (*mine.rows, *waiting.rows)]
    people_of = {each.owner for each in involved} | {each.blocked_by for each in involved if isinstance(each, Action)}
    names = await _names(tx, viewer, {*people_of, shown.wishes.stand_in})
    return replace(shown, mine=mine, book=book, waiting=waiting, names=names)


def _owners(book: Book) -> Iterable[str | None]:
    return (line.account.owner for line in book.lines.rows)


async def _names(tx: AsyncConnection, viewer: Actor, user_ids: Iterable[str | None]) -> Mapping[str, str]:
    wanted = {viewer.user_id, *(each for each in user_ids if each)}
    return short_names(await people_store.by_ids(tx, viewer.workspace_id, wanted))


async def _wishes(tx: AsyncConnection, request: Request) -> Wishes:
    """How they are asked: as they chose, else as everybody is."""
    chosen = await preferences.of_several(tx, request.workspace_id, [request.user_id, EVERYBODY])
    common, own = chosen.get(EVERYBODY), chosen.get(request.user_id) or Preferences(request.workspace_id, "")
    morning = own.morning or hours_of(common)[0]
    away = own.away_from, own.away_until, own.stand_in
    return Wishes(own.pace or pace_of(common), f"{morning:%H:%M}", *away)
