"""What somebody who left still has open, and the messages in which it is asked for to be handed on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BindParameter, bindparam, or_, select, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.customer import Handover
from reviews.handover import Part, Thing, in_order
from reviews.model import LIVE_ACTIONS, Account, Action, Gap, GapState, Review, Stage
from reviews.preferences import Preferences
from storage import planning
from storage.people import LOOKS_AFTER, OWNS_ITEMS
from storage.reviews import IS_OPEN
from storage.rows import every, one, selected
from storage.statements import changed, locked
from storage.tables import accounts, actions, gaps, handovers, outbox, people, preferences, reviews
from storage.values import OutboxState, Outgoing

_HERE = handovers.c.workspace_id == bindparam("ws")
_IS_OPEN = handovers.c.done_at.is_(None)
_BY_ID = selected(Handover).where(_HERE, handovers.c.id == bindparam("number"))
_OPEN_OF = selected(Handover).where(_HERE, handovers.c.leaver == bindparam("person"), _IS_OPEN)
_SINCE = select(handovers.c.leaver, handovers.c.at).where(_HERE, _IS_OPEN)
_TO_LOOK_AT = union(
    select(handovers.c.workspace_id, handovers.c.leaver).where(_IS_OPEN),
    select(people.c.workspace_id, people.c.user_id).where(
        people.c.deactivated, people.c.is_bot.is_(False), or_(OWNS_ITEMS, LOOKS_AFTER)
    ),
)
_WHO: BindParameter[Any] = bindparam("person")
_WANTED: Final = {
    Part.OWNER: selected(Account).where(
        accounts.c.workspace_id == bindparam("ws"),
        accounts.c.owner == _WHO,
        # Of a customer who is gone nothing is to be looked after.
        accounts.c.stage.is_distinct_from(Stage.GONE),
    ),
    Part.SPONSOR: selected(Account).where(
        accounts.c.workspace_id == bindparam("ws"),
        accounts.c.sponsor == _WHO,
        accounts.c.stage.is_distinct_from(Stage.GONE),
    ),
    Part.ACTION: selected(Action).where(
        actions.c.workspace_id == bindparam("ws"), actions.c.owner == _WHO, actions.c.state.in_(LIVE_ACTIONS)
    ),
    Part.GAP: selected(Gap).where(
        gaps.c.workspace_id == bindparam("ws"), gaps.c.owner == _WHO, gaps.c.state == GapState.OPEN
    ),
    Part.REVIEW: selected(Review).where(
        reviews.c.workspace_id == bindparam("ws"), reviews.c.facilitator == _WHO, IS_OPEN
    ),
    Part.MANAGER: selected(Preferences).where(
        preferences.c.workspace_id == bindparam("ws"), preferences.c.manager == _WHO
    ),
    Part.STAND_IN: selected(Preferences).where(
        preferences.c.workspace_id == bindparam("ws"), preferences.c.stand_in == _WHO
    ),
}
_VALUES: Final[Mapping[Part, type]] = {
    Part.OWNER: Account,
    Part.SPONSOR: Account,
    Part.ACTION: Action,
    Part.GAP: Gap,
    Part.REVIEW: Review,
    Part.MANAGER: Preferences,
    Part.STAND_IN: Preferences,
}
_SAID = selected(Outgoing).where(outbox.c.workspace_id == bindparam("ws"), outbox.c.key == bindparam("its_key"))
_UNSAID = update(outbox).where(
    outbox.c.workspace_id == bindparam("ws"),
    outbox.c.key == bindparam("its_key"),
    outbox.c.state == OutboxState.QUEUED,
)
_AMEND = _UNSAID.values(payload=bindparam("words"))
_UNSAY = _UNSAID.values(state=OutboxState.OBSOLETE)


async def by_id(tx: AsyncConnection, workspace_id: str, number: int, *, lock: bool = False) -> Handover | None:
    """One hand-over."""
    return await one(tx, Handover, locked(_BY_ID, lock), ws=workspace_id, number=number)


async def open_of(tx: AsyncConnection, workspace_id: str, leaver: str, *, lock: bool = False) -> Handover | None:
    """The hand-over of somebody that is not over."""
    return await one(tx, Handover, locked(_OPEN_OF, lock), ws=workspace_id, person=leaver)


async def open_since(tx: AsyncConnection, workspace_id: str) -> dict[str, datetime]:
    """Those whose things are being handed on, and since when."""
    return {row[0]: row[1] for row in await tx.execute(_SINCE, {"ws": workspace_id})}


async def to_look_at(tx: AsyncConnection) -> list[tuple[str, str]]:
    """Workspaces and people, of all: who left and has something open still, and those whose hand-over is under way."""
    return sorted((row[0], row[1]) for row in await tx.execute(_TO_LOOK_AT))


async def things_of(tx: AsyncConnection, workspace_id: str, user_id: str, *, lock: bool = False) -> list[Thing]:
    """Everything somebody has open, in the order it is shown."""
    found: list[tuple[Part, Any]] = []
    for part, wanted in _WANTED.items():
        rows = await every(tx, _VALUES[part], locked(wanted, lock), ws=workspace_id, person=user_id)
        found += [(part, row) for row in rows]
    numbers = {getattr(record, "account_id", None) for _, record in found}
    customers = await planning.accounts_of(tx, workspace_id, numbers)
    things = in_order(
        Thing(
            part,
            record,
            record if isinstance(record, Account) else customers.get(getattr(record, "account_id", None) or 0),
        )
        for part, record in found
    )
    return list(things)


async def said(tx: AsyncConnection, workspace_id: str, key: str) -> Outgoing | None:
    """What was queued under a key, and what became of it."""
    return await one(tx, Outgoing, _SAID, ws=workspace_id, its_key=key)


async def amend(tx: AsyncConnection, workspace_id: str, key: str, words: dict[str, Any]) -> bool:
    """Other words for what has not been said yet; whether there was time."""
    return await changed(tx, _AMEND, ws=workspace_id, its_key=key, words=words)


async def unsay(tx: AsyncConnection, workspace_id: str, key: str) -> bool:
    """Nothing is to be said under a key any more; whether there was time."""
    return await changed(tx, _UNSAY, ws=workspace_id, its_key=key)
