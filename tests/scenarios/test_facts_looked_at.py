"""What is known of a customer, looked at by those who may, and taken back where somebody changed it by mistake."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from reviews.imports.model import ImportState
from storage.record import record
from tests.driving.person import Person
from tests.driving.team import GENERAL, SHARED, Team
from tests.handlers.door import NINA, OMAR, TEAM
from tests.scenarios.stories import knows
from tests.storage.examples import new, turned
from tests.storage.fact_examples import file_import, incident, source_read, ticket, touch, usage

DAY = timedelta(days=1)


async def keeps(team: Team, *values: object, by: str = NINA, deed: str = "noted") -> None:
    """Facts as they come in, at this moment."""
    async with team.bot.db.write() as tx:
        await record(tx, TEAM, new(*values), by=by, now=team.clock(), deed=deed)


async def knows_facts(team: Team, nina: Person) -> None:
    """Northwind with ten incidents of which Nina typed the last, tickets of a month ago, and use of two teams."""
    await knows(nina, "Northwind")
    now = team.clock()
    typed = {"source": "slack", "source_id": "I-7", "noted_by": NINA, "noted_at": now, "as_of": now}
    old = [
        incident(
            n, ws=TEAM, started_at=now - n * DAY, what=f"Failure {n}", link=f"https://status.fieldstone.example/{n}"
        )
        for n in range(11, 20)
    ]
    await keeps(
        team,
        incident(7, ws=TEAM, started_at=now - timedelta(hours=5), fixed_at=now - timedelta(hours=2), **typed),
        *old,
        ticket(1, ws=TEAM, opened_at=now - 30 * DAY),
        usage(1, ws=TEAM, ends_on=now.date(), active_30=31),
        usage(2, ws=TEAM, ends_on=now.date(), team="Finance", active_30=4, seats=None),
        source_read(ws=TEAM, covers_until=now.date() - DAY),
        file_import(2, ws=TEAM, by=NINA, state=ImportState.OFFERED),
        incident(99, ws=TEAM, started_at=now, what="Not in yet", import_id=2),
    )


async def test_what_is_known_is_counted_and_then_read_kind_by_kind(team: Team, nina: Person) -> None:
    await knows_facts(team, nina)
    told = await nina.reads(
        "/review facts",
        "Northwind: 13 facts, the newest of Tue 24 Nov",
        "10 in 13 weeks, 10 in all",
        "zendesk: 9, read until Mon 23 Nov",
        "typed here: 1",
        "Only what is listed is known, since no source was read",
        "Nothing known, good or bad: touches, surveys, contracts",
    )
    assert "Not in yet" not in told
    await nina.presses("Show", beside="Incidents")
    first = await nina.form(
        "Facts", "Northwind: 10 incidents, page 1 of 2", "I-7 Month-end export failed", "fixed in 3 h"
    )
    assert "noted by Nina on Tue 24 Nov" in first
    assert "<https://status.fieldstone.example/11|zendesk, Tue 24 Nov>" in first
    assert first.buttons.count("Change") == 1
    await nina.presses("Older")
    await nina.form("Facts", "page 2 of 2", "Failure 19")
    await nina.presses("Tickets")
    await nina.form("Facts", "Northwind: 1 ticket", "Export by cost centre", "open")
    await nina.presses("Usage")
    await nina.form("Facts", "Northwind: 2 usage snapshots", "31 of 40 seats active in 30 days", "4 people active")
    await nina.chooses("facts.open.team", '{"account":1,"kind":"usage","team":"Finance"}')
    page = await nina.form("Facts", "Northwind: 1 usage snapshot of Finance", "4 people active in 30 days")
    assert "31 of 40" not in page
    await nina.presses("Overview")
    await nina.form("Facts", "Northwind: 13 facts")


async def test_an_incident_has_a_card_and_a_history_from_which_a_change_is_taken_back(
    team: Team, nina: Person, omar: Person
) -> None:
    await knows_facts(team, nina)
    card = await omar.reads("/review show I-7", "I-7 Month-end export failed", "Northwind · exports", "fixed in 3 h")
    assert card.buttons == ["Change", "Details", "All incidents"]
    await omar.reads("/review incident 7", "I-7 Month-end export failed")
    before = incident(7, ws=TEAM)
    async with team.bot.db.write() as tx:
        change = turned(before, replace(before, felt_by="finance"))
        await record(tx, TEAM, change, by=OMAR, now=team.clock(), deed="changed")
    await nina.reads(
        "/review history I-7", "I-7 Month-end export failed: 2 changes", "Omar set felt by to “finance” (I-7)"
    )
    await nina.reads("/review history Northwind", "Omar set felt by to “finance” (I-7)", "Nina noted an incident")
    await omar.types("/review show I-7")
    await omar.presses("Details")
    await omar.form("History", "Omar set felt by to “finance”")
    await omar.presses("Undo")
    await omar.form("History", "Taken back", "I-7", "undid it: took away felt by (“finance”)", "3 changes")
    assert team.row("SELECT felt_by FROM incidents WHERE id = 7") == {"felt_by": None}
    await omar.reads("/review show I-99", "There is no I-99 in this workspace")


async def test_what_a_file_changed_is_told_but_not_taken_back_alone(team: Team, nina: Person) -> None:
    await knows(nina, "Northwind")
    await keeps(team, file_import(ws=TEAM, by=NINA), touch(ws=TEAM, import_id=1), incident(1, ws=TEAM, import_id=1))
    before = incident(1, ws=TEAM, import_id=1)
    async with team.bot.db.write() as tx:
        change = turned(before, replace(before, what="The export of the month failed"))
        await record(tx, TEAM, change, by=NINA, now=team.clock(), deed="import:1")
    told = await nina.reads("/review history I-1", "changed words", "(I-1), from tickets.csv")
    assert "Undo" not in told.buttons


async def test_who_may_not_know_of_a_customer_finds_none_of_its_facts(team: Team, nina: Person) -> None:
    await knows_facts(team, nina)
    await nina.reads("/review account private", "its people, leaders and admins only")
    tomas = team.person("tomas", GENERAL)
    for line, answer in (
        ("/review facts Northwind", "No customer is called “Northwind”."),
        ("/review facts", "No customer belongs to this channel."),
        ("/review show I-7", "There is no I-7 in this workspace."),
        ("/review history I-7", "There is no I-7 in this workspace."),
    ):
        told = await tomas.reads(line, answer)
        assert "export" not in told
        assert told.buttons == []


async def test_where_the_customer_reads_along_only_the_one_who_asks_reads_the_facts(team: Team, nina: Person) -> None:
    await knows_facts(team, nina)
    told = await nina.into(SHARED).reads("/review facts Northwind", "Northwind: 13 facts")
    assert told.body.get("response_type", "ephemeral") == "ephemeral"
    await team.everything_said()
    assert not any("facts" in each.text for each in await team.said(SHARED))


async def test_a_name_that_is_nearly_a_customers_leads_to_it(team: Team, nina: Person) -> None:
    await knows_facts(team, nina)
    told = await nina.into(GENERAL).reads("/review facts Nortwind", "No customer is called “Nortwind”.")
    assert told.buttons == ["Northwind"]
    asking = nina.into(GENERAL)
    await asking.presses("Northwind")
    await asking.form("Facts", "Northwind: 13 facts")
