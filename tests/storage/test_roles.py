"""Who is named what, who reports to whom, and what each may see of what is private."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, select

from reviews.decision import Record
from reviews.model import ActionState, GapState, Person, ReviewState
from reviews.rights import About, Actor, Reach, RoleKind, Standing, sees
from storage import actions, gaps, people, roles, tables, visible
from storage.database import Database
from storage.values import ActionFilter
from tests.databases import fresh_sqlite
from tests.storage.examples import NOW, WS, account, action, gap, keep, person, preferences, review, role

ME = "U1"


async def know(db: Database, *persons: Person) -> None:
    async with db.write() as tx:
        for each in persons:
            await people.save(tx, each)


async def reports(db: Database, user_id: str) -> frozenset[str]:
    async with db.read() as tx:
        return await roles.reports_of(tx, WS, user_id)


async def test_reports_are_everybody_below_however_far_down(db: Database) -> None:
    chain = [person(f"U{number}", manager=f"U{number - 1}") for number in range(2, 8)]
    await know(db, person("U1"), *chain, person("U9", manager="U8"))
    assert await reports(db, "U1") == {f"U{number}" for number in range(2, 8)}
    assert await reports(db, "U6") == {"U7"}


async def test_who_reports_in_a_circle_is_nobodys_own_report(db: Database) -> None:
    await know(db, person("U1", manager="U3"), person("U2", manager="U1"), person("U3", manager="U2"))
    assert await reports(db, "U1") == {"U2", "U3"}


async def test_a_manager_somebody_named_goes_before_their_profiles(db: Database) -> None:
    await know(db, person("U2", manager="U9"), person("U3", manager="U9"))
    await keep(db, preferences("U2", manager="U1"), preferences("U3"))
    assert await reports(db, "U1") == {"U2"}
    assert await reports(db, "U9") == {"U3"}


async def test_a_role_that_was_taken_away_is_held_no_more_but_kept(db: Database) -> None:
    await keep(
        db, role("U1"), role("U2", ended_at=NOW + timedelta(days=1)), role("U1", kind=RoleKind.ADMIN, reach=None)
    )
    async with db.read() as tx:
        assert [each.user_id for each in await roles.named(tx, WS, RoleKind.LEADER)] == ["U1"]
        assert {each.kind for each in await roles.held_by(tx, WS, "U1")} == {RoleKind.ADMIN, RoleKind.LEADER}
        assert await roles.held_by(tx, WS, "U2") == []
        assert (await roles.get(tx, WS, "U2", RoleKind.LEADER)) is not None


WAYS: dict[str, list[Record]] = {
    "nothing": [],
    "somebody else's action": [action(account_id=1, owner="U7")],
    "an action of mine": [action(account_id=1, owner=ME)],
    "an action that waits for me": [action(account_id=1, owner="U7", state=ActionState.BLOCKED, blocked_by=ME)],
    "an action I have done": [action(account_id=1, owner=ME, state=ActionState.DONE, ended_at=NOW, ended_by=ME)],
    "a gap of mine": [gap(account_id=1, owner=ME)],
    "a gap of mine that is closed": [gap(account_id=1, owner=ME, state=GapState.CLOSED, ended_at=NOW, ended_by=ME)],
    "a review I lead": [review(facilitator=ME)],
    "a review I led": [review(facilitator=ME, state=ReviewState.CLOSED, ended_at=NOW, ended_by=ME)],
}
SHOWS = {"an action of mine", "an action that waits for me", "a gap of mine", "a review I lead"}


@pytest.mark.parametrize("way", WAYS)
async def test_who_has_something_open_there_sees_a_private_customer(db: Database, way: str) -> None:
    await keep(db, account(owner="U9", is_private=True), *WAYS[way])
    me = Actor(WS, ME, Standing.MEMBER)
    async with db.read() as tx:
        found = (await tx.scalars(select(tables.accounts.c.id).where(visible.seen(me)))).all()
        has_item = await visible.has_item(tx, WS, ME, 1)
    assert bool(found) == has_item == (way in SHOWS)


async def test_a_list_leaves_out_what_is_private_and_keeps_what_is_mine(db: Database) -> None:
    await keep(
        db,
        account(owner="U9", is_private=True, channel="C1"),
        account(2, owner="U9", channel="C2"),
        *(action(1, account_id=1, owner="U7"), action(2, account_id=2, owner="U7"), action(3, account_id=None)),
        *(action(4, account_id=1, owner="U5"), gap(1, account_id=1, owner="U7"), gap(2, account_id=2, owner="U7")),
    )
    stranger, boss = Actor(WS, "U6", Standing.MEMBER), Actor(WS, "U6", Standing.MEMBER, reports=frozenset({"U5"}))
    admin, guest = Actor(WS, "U6", Standing.MEMBER, is_admin=True), Actor(WS, "U6", Standing.GUEST)

    async def shown(viewer: Actor, here: str | None = None) -> tuple[set[int], int, set[int], int]:
        async with db.read() as tx:
            found, total = await actions.page(tx, WS, ActionFilter(), 0, 9, viewer=viewer, here=here)
            missing, gap_total = await gaps.page(tx, WS, None, 0, 9, viewer=viewer, here=here)
        return {each.id for each in found}, total, {each.id for each in missing}, gap_total

    assert await shown(stranger) == ({2, 3}, 2, {2}, 1)
    assert await shown(stranger, "C1") == ({1, 2, 3, 4}, 4, {1, 2}, 2)
    assert await shown(boss) == ({2, 3, 4}, 3, {2}, 1)
    assert await shown(admin) == ({1, 2, 3, 4}, 4, {1, 2}, 2)
    assert await shown(guest) == (set(), 0, set(), 0)


async def test_only_private_customers_are_found_behind_what_is_named(db: Database) -> None:
    await keep(db, account(owner="U9", is_private=True), account(2, channel="C2"), action(1, account_id=1), review(1))

    async def found(**named: set[int]) -> list[int]:
        wanted = visible.Named(**{name: frozenset(numbers) for name, numbers in named.items()})
        async with db.read() as tx:
            return [each.id for each in await visible.private_among(tx, WS, wanted)]

    assert await found() == []
    assert await found(accounts={1, 2}) == [1]
    assert await found(actions={1}) == await found(reviews={1}) == await found(accounts={2}, actions={1}) == [1]
    assert await found(gaps={1}, contacts={1}, goals={1}) == []


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Every kind of customer: private or not, with any owner and sponsor."""
    file = tmp_path_factory.mktemp("visible") / "filled.db"
    asyncio.run(_fill(fresh_sqlite(file)))
    engine = create_engine(f"sqlite:///{file}")
    yield engine
    engine.dispose()


async def _fill(url: str) -> None:
    db = Database.open(url)
    await keep(db, *EVERY_ACCOUNT)
    await db.close()


OWNERS = (None, ME, "U2", "U3")
EVERY_ACCOUNT = [
    account(1 + number, channel=f"C{number}", owner=owner, sponsor=sponsor, is_private=is_private)
    for number, (owner, sponsor, is_private) in enumerate(
        (owner, sponsor, is_private) for owner in OWNERS for sponsor in OWNERS for is_private in (True, False)
    )
]
ACTORS = st.builds(
    Actor,
    st.just(WS),
    st.sampled_from([ME, "U2", "U8"]),
    st.sampled_from(Standing),
    is_admin=st.booleans(),
    leads=st.sampled_from([None, *Reach]),
    reports=st.frozensets(st.sampled_from(["U2", "U3"])),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(viewer=ACTORS, here=st.sampled_from([None, "C0", "C1", "C4"]))
def test_a_query_and_the_rule_agree_on_every_customer(filled: Engine, viewer: Actor, here: str | None) -> None:
    with filled.connect() as connection:
        found = set(connection.scalars(select(tables.accounts.c.id).where(visible.seen(viewer, here))).all())
    expected = {each.id for each in EVERY_ACCOUNT if sees(viewer, About(each, here=each.channel == here))}
    assert found == expected
