"""What somebody's Home holds, read in a question for each part of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import people
from handlers.actors import actor_of
from handlers.desk import Desk, Request
from handlers.slack_people import remembered
from reviews.home import ClosedHome, Home, Part, Place, Wishes
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
        first = await _first_opened(tx, desk, request)
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
        shown = await _filled(tx, shown, viewer)
        return replace(shown, names=await _names(tx, desk, request, shown))


async def _filled(tx: AsyncConnection, shown: Home, viewer: Actor) -> Home:
    workspace, today, place = viewer.workspace_id, shown.today, shown.place
    if place.team:
        team = await home_books.of_team(tx, workspace, viewer, today, place.page(Part.TEAM))
        return replace(shown, team=team)
    mine = await home_items.mine(tx, workspace, viewer.user_id, today, place.page(Part.MINE))
    book = await home_books.own(tx, workspace, viewer.user_id, today, place.page(Part.BOOK))
    waiting = await home_items.waiting(tx, workspace, viewer, today, place.page(Part.WAITING))
    return replace(shown, mine=mine, book=book, waiting=waiting)


async def _names(tx: AsyncConnection, desk: Desk, request: Request, shown: Home) -> Mapping[str, str]:
    """What everybody in it is called; those at hand are not asked for."""
    wanted = {shown.viewer, *(each for each in _named_in(shown) if each)}
    known = [person for each in wanted if (person := remembered(desk, request, each))]
    missing = wanted - {person.user_id for person in known}
    return short_names([*known, *(await people_store.by_ids(tx, request.workspace_id, missing) if missing else ())])


def _named_in(shown: Home) -> Iterator[str | None]:
    yield shown.wishes.stand_in
    yield from (line.account.owner for line in (shown.team.lines.rows if shown.team else ()))
    for row in (*shown.mine.rows, *shown.waiting.rows):
        yield row.item.owner
        yield row.item.blocked_by if isinstance(row.item, Action) else None


async def _first_opened(tx: AsyncConnection, desk: Desk, request: Request) -> datetime | None:
    last = desk.homes.of(request.workspace_id, request.user_id)
    if last.first_opened is None:
        last.first_opened = await homes.first_opened(tx, request.workspace_id, request.user_id)
    return last.first_opened


async def _wishes(tx: AsyncConnection, request: Request) -> Wishes:
    """How they are asked: as they chose, else as everybody is."""
    chosen = await preferences.of_several(tx, request.workspace_id, [request.user_id, EVERYBODY])
    common, own = chosen.get(EVERYBODY), chosen.get(request.user_id) or Preferences(request.workspace_id, "")
    morning = own.morning or hours_of(common)[0]
    away = own.away_from, own.away_until, own.stand_in
    return Wishes(own.pace or pace_of(common), f"{morning:%H:%M}", *away)
