"""Which files are still to be spoken of or taken back, whose they are, and whom they are about."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from jobs.import_sight import actor_of, may_see
from reviews.imports.model import FileImport, ImportKind, ImportState
from reviews.rights import Actor, Reach, RoleKind, Standing
from storage import import_news, inbox, outbox, people
from storage.database import Database
from storage.record import record
from storage.values import Say
from tests.storage import examples
from tests.storage.examples import NOW, account, new, person
from tests.storage.fact_examples import one_of_each


def file(number: int = 1, state: ImportState = ImportState.DONE, ws: str = "T1", **fields: Any) -> FileImport:
    given: dict[str, Any] = {"kind": ImportKind.TICKETS, "file_id": f"F{number}", "ended_at": NOW, "channel": "D1"}
    return FileImport(ws, number, "tickets.csv", state, "U1", NOW, **(given | fields))


async def put(db: Database, *records: Any, ws: str = "T1") -> None:
    async with db.write() as tx:
        await record(tx, ws, new(*records), by="U1", now=NOW)


async def unspoken(db: Database) -> list[tuple[str, int]]:
    async with db.read() as tx:
        return [(each.workspace_id, each.id) for each in await import_news.unspoken(tx, NOW + timedelta(hours=1))]


async def test_what_ended_is_to_be_told_until_it_was(db: Database) -> None:
    done = file()
    await put(db, done, file(2, ImportState.REFUSED), file(3, ImportState.DROPPED), file(4, ImportState.OFFERED))
    await put(db, file(5, file_id=None), file(6, ended_at=NOW - timedelta(days=3)))
    await put(db, file(ws="T2"), ws="T2")
    assert await unspoken(db) == [("T1", 1), ("T1", 2), ("T2", 1)]
    async with db.write() as tx:
        key = import_news.ended_key(done)
        await outbox.queue(tx, "T1", key=key, channel="D1", operation=Say.POST, payload={"text": "done"}, now=NOW)
    assert await unspoken(db) == [("T1", 2), ("T2", 1)]


async def test_a_wish_to_take_a_file_back_is_kept_once_until_it_is_done(db: Database) -> None:
    await put(db, file())
    async with db.write() as tx:
        assert await import_news.wish_undone(tx, file(), "U1", NOW)
        assert not await import_news.wish_undone(tx, file(), "U2", NOW)
        assert await import_news.wish_undone(tx, file(ws="T2"), "U2", NOW)
        await inbox.receive(tx, "T1", "event:1", "event", {}, now=NOW)
        kept = await import_news.wishes(tx)
        assert sorted((each.workspace_id, each.payload["by"]) for each in kept) == [("T1", "U1"), ("T2", "U2")]
        assert await inbox.handled(tx, "T1", kept[0].key, NOW)
        assert len(await import_news.wishes(tx)) == 1


async def test_whom_a_file_is_about_is_told_by_what_came_with_it(db: Database) -> None:
    await put(db, account(1, name="Northwind"), account(2, name="Kestrel"), file())
    facts = list(one_of_each(ws="T1", noted_by="U1", import_id=1))
    await put(db, *facts)
    async with db.read() as tx:
        assert await import_news.customers_of(tx, file(), 3) == [(1, "Northwind")]
        assert await import_news.customers_of(tx, file(2), 3) == []
        assert await import_news.customers_of(tx, file(kind=ImportKind.ACCOUNTS), 3) == []
        assert await import_news.customers_of(tx, file(kind=ImportKind.CONTACTS), 3) == []
        assert await import_news.customers_of(tx, file(ws="T2"), 3) == []


async def test_only_hidden_customers_are_kept_from_somebody_s_file(db: Database) -> None:
    hidden = account(2, name="Kestrel", owner="U8", is_private=True, sponsor=None)
    own = account(3, name="Juniper", owner="U1", is_private=True, sponsor=None)
    await put(db, account(1, name="Northwind"), hidden, own)
    nina = Actor("T1", "U1", Standing.MEMBER)
    async with db.read() as tx:
        seen = await may_see(tx, nina)
        assert seen is not None
        assert [seen(number) for number in (1, 2, 3)] == [True, False, True]
        assert await may_see(tx, Actor("T1", "U1", Standing.MEMBER, is_admin=True)) is None
        assert await may_see(tx, Actor("T2", "U1", Standing.MEMBER)) is None


async def test_who_somebody_is_shows_their_standing_and_roles_now(db: Database) -> None:
    await put(db, examples.role(user_id="U1", kind=RoleKind.LEADER, reach=Reach.ALL))
    async with db.write() as tx:
        await people.save(tx, person(read_at=NOW, team_id="T1"))
        nina = await actor_of(tx, "T1", "U1", "")
        assert (nina.standing, nina.leads, nina.is_admin) == (Standing.MEMBER, Reach.ALL, False)
        assert (await actor_of(tx, "T1", "U1", "U1")).is_admin
        assert (await actor_of(tx, "T1", "U9", "")).standing is Standing.UNKNOWN
        await people.save(tx, person(read_at=NOW, team_id="T1", deactivated=True))
        assert (await actor_of(tx, "T1", "U1", "U1")).is_admin is False
