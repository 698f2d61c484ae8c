"""Facts by the thousand: which are known, new ones written, later versions set aside until their file is wholly in.

What is written here is seen by nobody before its import is done (`storage.facts.standing`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from typing import Any, Final

from sqlalchemy import Select, and_, bindparam, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.facts import FACT_OF_KIND, Fact, FactKind
from reviews.imports.model import ImportState
from storage import numbers
from storage.loading_sqlite import insert_rows
from storage.rows import TABLES, every, field_names, selected
from storage.statements import insert_into
from storage.tables import import_changes, imports

FACT_TABLES: Final = {kind: TABLES[value] for kind, value in FACT_OF_KIND.items()}
Row = tuple[Any, ...]
"""A fact as its fields' values, in the order of `columns_of`."""


def columns_of(kind: FactKind) -> tuple[str, ...]:
    """The fields of a kind of fact, in the order in which rows hold them."""
    return field_names(FACT_OF_KIND[kind])


async def known(
    tx: AsyncConnection, workspace_id: str, kind: FactKind, source: str, source_ids: Sequence[str]
) -> dict[str, Fact]:
    """The facts of a source that are there already, by its ids; also withdrawn ones and those of this very file."""
    is_sqlite = tx.dialect.name == "sqlite"
    # Thousands of names as one parameter: a parameter each costs more than looking them up.
    ids = json.dumps(list(source_ids)) if is_sqlite else list(source_ids)
    statement = (_KNOWN_SQLITE if is_sqlite else _KNOWN)[kind]
    found = await _facts(tx, kind, statement, ws=workspace_id, source=source, ids=ids)
    return {fact.source_id: fact for fact in found}


async def reserve(tx: AsyncConnection, workspace_id: str, kind: FactKind, count: int) -> int:
    """The first of so many numbers for new facts."""
    return await numbers.next_number(tx, workspace_id, kind.value, count)


async def insert(tx: AsyncConnection, kind: FactKind, rows: Sequence[Row]) -> None:
    """Write new facts. Raises IntegrityError where one is there already."""
    table, names = FACT_TABLES[kind], columns_of(kind)
    if tx.dialect.name == "sqlite":
        await insert_rows(tx, table, names, rows)
    elif rows:
        await tx.execute(table.insert(), [dict(zip(names, row, strict=True)) for row in rows])


async def set_aside(
    tx: AsyncConnection, workspace_id: str, import_id: int, kind: FactKind, later: Iterable[tuple[int, dict[str, Any]]]
) -> None:
    """Keep later versions of facts, by their numbers, as audit trails hold fields; the last word for each counts."""
    rows = [
        {"workspace_id": workspace_id, "import_id": import_id, "fact_id": fact_id, "kind": kind, "after": after}
        for fact_id, after in later
    ]
    if not rows:
        return
    new = insert_into(tx.dialect.name, import_changes)
    await tx.execute(
        new.on_conflict_do_update(
            index_elements=["workspace_id", "import_id", "fact_id"], set_={"after": new.excluded.after}
        ),
        rows,
    )


async def aside(
    tx: AsyncConnection, workspace_id: str, import_id: int, after: int, limit: int
) -> list[tuple[int, dict[str, Any]]]:
    """Later versions that wait, by fact number above `after`, so many at once."""
    given = {"ws": workspace_id, "import": import_id, "after": after, "most": limit}
    return [(int(row[0]), dict(row[1])) for row in await tx.execute(_ASIDE, given)]


async def aside_of(
    tx: AsyncConnection, workspace_id: str, import_id: int, ids: Sequence[int]
) -> dict[int, dict[str, Any]]:
    """The later versions of these facts that wait, by their numbers."""
    given = {"ws": workspace_id, "import": import_id, "ids": list(ids)}
    return {int(row[0]): dict(row[1]) for row in await tx.execute(_ASIDE_OF, given)}


async def by_ids(tx: AsyncConnection, workspace_id: str, kind: FactKind, ids: Sequence[int]) -> dict[int, Fact]:
    """Facts by their numbers."""
    found = await _facts(tx, kind, _BY_IDS[kind], ws=workspace_id, ids=list(ids))
    return {fact.id: fact for fact in found}


async def _facts(tx: AsyncConnection, kind: FactKind, statement: Any, **given: Any) -> list[Fact]:
    value: Callable[..., Fact] = FACT_OF_KIND[kind]
    return await every(tx, value, statement, **given)


async def rewrite(tx: AsyncConnection, kind: FactKind, fact: Fact) -> None:
    """A fact of the very file that is being read, said again further down in it: nobody has seen the first."""
    table = FACT_TABLES[kind]
    values = {field.name: getattr(fact, field.name) for field in fields(fact)}
    await tx.execute(
        update(table).where(table.c.workspace_id == fact.workspace_id, table.c.id == fact.id).values(values)
    )


async def drop_aside(tx: AsyncConnection, workspace_id: str, import_id: int) -> None:
    """The later versions of a file have taken their places, or never will."""
    await tx.execute(_DROP_ASIDE, {"ws": workspace_id, "import": import_id})


async def discard(tx: AsyncConnection, workspace_id: str, import_id: int, limit: int) -> int:
    """Delete so many rows of an import, wherever they are; how many there were. Nobody sees them any more."""
    gone = 0
    for table in FACT_TABLES.values():
        those = (
            select(table.c.id).where(table.c.workspace_id == workspace_id, table.c.import_id == import_id).limit(limit)
        )
        found = await tx.execute(delete(table).where(table.c.workspace_id == workspace_id, table.c.id.in_(those)))
        gone += found.rowcount
    await drop_aside(tx, workspace_id, import_id)
    return gone


async def leftovers(tx: AsyncConnection, workspace_id: str) -> list[int]:
    """Files that do not count and are not being taken in, of which something is left: it would pass for known."""
    return [int(row[0]) for row in await tx.execute(_LEFTOVERS, {"ws": workspace_id})]


def _known_as(kind: FactKind, ids: Any) -> Select[Any]:
    of = FACT_TABLES[kind].c
    return selected(FACT_OF_KIND[kind]).where(
        of.workspace_id == bindparam("ws"), of.source == bindparam("source"), of.source_id.in_(ids)
    )


_ASKED = func.json_each(bindparam("ids")).table_valued("value")
_KNOWN_SQLITE: Final = {kind: _known_as(kind, select(_ASKED.c.value)) for kind in FactKind}
_KNOWN: Final = {kind: _known_as(kind, bindparam("ids", expanding=True)) for kind in FactKind}
_BY_IDS: Final = {
    kind: selected(FACT_OF_KIND[kind]).where(
        table.c.workspace_id == bindparam("ws"), table.c.id.in_(bindparam("ids", expanding=True))
    )
    for kind, table in FACT_TABLES.items()
}
_WAITING = select(import_changes.c.fact_id, import_changes.c.after).where(
    import_changes.c.workspace_id == bindparam("ws"), import_changes.c.import_id == bindparam("import")
)
_ASIDE = (
    _WAITING.where(import_changes.c.fact_id > bindparam("after"))
    .order_by(import_changes.c.fact_id)
    .limit(bindparam("most"))
)
_ASIDE_OF = _WAITING.where(import_changes.c.fact_id.in_(bindparam("ids", expanding=True)))
_DROP_ASIDE = delete(import_changes).where(
    import_changes.c.workspace_id == bindparam("ws"), import_changes.c.import_id == bindparam("import")
)
_LEFT: Final = [*FACT_TABLES.values(), import_changes]
_LEFTOVERS = (
    select(imports.c.id)
    .where(
        imports.c.workspace_id == bindparam("ws"),
        imports.c.state.not_in([ImportState.LOADING, ImportState.DONE]),
        or_(
            *(
                exists().where(and_(table.c.workspace_id == bindparam("ws"), table.c.import_id == imports.c.id))
                for table in _LEFT
            )
        ),
    )
    .order_by(imports.c.id)
)
