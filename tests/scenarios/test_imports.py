"""Files dropped into somebody's messages: looked at, offered, taken in when they say so, taken back for a day."""

from __future__ import annotations

import asyncio
import csv
import io
from typing import Any

import aiohttp
import pytest

from bot.practice.about import BOT_TOKEN
from bot.practice.world import TEAM_ID
from jobs.import_intake import Intake
from jobs.import_reading import Batch
from reviews.decision import Change, Decision
from reviews.model import Account
from storage.database import Database
from storage.numbers import next_number
from storage.record import record
from tests.driving.direct import Direct
from tests.driving.team import Team

HEADER = "ticket id,customer,subject,created,solved"
GOOD = (
    "4711,Northwind,Export fails,2026-11-03,2026-11-05",
    "4712,Northwind,Cannot sign in,2026-11-04,",
    "4713,Blue Fern,How do I add a team,2026-11-10,2026-11-10",
)


def table(*lines: str) -> str:
    return "\r\n".join([HEADER, *lines, ""])


@pytest.fixture
async def nina(team: Team) -> Direct:
    """Two customers are known, and a private one that is none of hers; she is at her messages."""
    await adds(team, "Northwind")
    await adds(team, "Blue Fern")
    await adds(team, "Kestrel", owner="U0TOMAS01", is_private=True)
    return Direct(team, "nina")


async def adds(team: Team, name: str, owner: str = "U0NINA001", **fields: Any) -> None:
    async with team.bot.db.write() as tx:
        number = await next_number(tx, TEAM_ID, "account")
        made = Account(TEAM_ID, number, name, owner, None, created_at=team.clock(), **fields)
        await record(tx, TEAM_ID, Decision((Change(None, made),)), by=owner, now=team.clock())


def tickets(team: Team) -> list[str]:
    """The ids of the tickets that count."""
    done = "import_id IS NULL OR import_id IN (SELECT id FROM imports WHERE state = 'done')"
    return [row["source_id"] for row in team.rows(f"SELECT * FROM tickets WHERE {done} ORDER BY source_id")]


def states(team: Team) -> list[str]:
    return [row["state"] for row in team.rows("SELECT state FROM imports ORDER BY id")]


async def presses_again(team: Team, button: str) -> None:
    """A button that was pressed before is pressed once more, on a screen that still shows it."""
    sent = await team.last_sent("interactive", button)
    await team.delivers("interactive", {**sent, "trigger_id": f"1.2.{button}"})


async def sent_back(direct: Direct) -> list[dict[str, str]]:
    """The lines of the file that came back, and that it came in the thread of the one that was dropped."""
    messages = await direct.messages()
    (back,) = [each for each in messages if each.body.get("files") and "bot_id" in each.body]
    dropped = [each for each in messages if each.body.get("files") and "bot_id" not in each.body]
    assert back.body["thread_ts"] == dropped[-1].ts
    ours = {"Authorization": f"Bearer {BOT_TOKEN}"}
    async with aiohttp.ClientSession(headers=ours) as session, session.get(back.body["files"][0]["url_private"]) as got:
        text = (await got.read()).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


async def test_a_file_is_offered_taken_in_and_taken_back(team: Team, nina: Direct) -> None:
    await nina.drops("tickets.csv", table(*GOOD))
    offer = await nina.told("tickets.csv: 3 tickets of 2 customers", "3 new", "Nothing changes before you say so")
    assert "“created” → opened (year-month-day)" in offer
    assert tickets(team) == []
    await nina.presses("Import 3 tickets", on=offer)
    done = await team.message(nina.channel, offer.ts, "Imported tickets.csv: 3 new", "Undo", "Facts of Blue Fern")
    assert tickets(team) == ["4711", "4712", "4713"]
    await nina.presses("Undo", on=done)
    await team.message(nina.channel, offer.ts, "tickets.csv was taken back")
    assert tickets(team) == []
    await nina.looks()
    await presses_again(team, "import.undo")
    await nina.told("was taken back")
    await presses_again(team, "import.go")
    await nina.told("was taken back")


async def test_the_same_file_again_would_change_nothing_and_a_later_one_only_what_is_new(
    team: Team, nina: Direct
) -> None:
    await nina.drops("tickets.csv", table(*GOOD))
    await nina.presses("Import 3 tickets")
    await nina.told("Imported tickets.csv: 3 new")
    await nina.drops("again.csv", table(*GOOD))
    await nina.told("again.csv", "It would change nothing: all of it is here already")
    later = "4712,Northwind,Cannot sign in,2026-11-04,2026-11-12"
    await nina.drops("later.csv", table(later, "4714,Northwind,Export fails again,2026-11-14,"))
    offer = await nina.told("later.csv", "1 new and 1 changed", "For instance", "solved")
    await nina.presses("Import 2 tickets", on=offer)
    await team.message(nina.channel, offer.ts, "Imported later.csv: 1 new, 1 changed")
    assert tickets(team) == ["4711", "4712", "4713", "4714"]


async def test_bad_lines_come_back_with_their_reasons_and_only_the_good_ones_are_taken(
    team: Team, nina: Direct
) -> None:
    bad = ["4721,Nortwind,Export fails,2026-11-03,", "4722,Northwind,Export fails,32.13.2026,"]
    bad += [f"473{number},Acme Holding,Export fails,2026-11-03," for number in range(3)]
    await nina.drops("tickets.csv", table(*GOOD, *bad))
    offer = await nina.told(
        "5 lines cannot be taken", "Line 5, customer: No customer is called “Nortwind”", "came back"
    )
    assert "“Nortwind”, 1 line; did you mean Northwind?" in offer
    rows = await sent_back(nina)
    assert [row["line"] for row in rows] == ["5", "6", "7", "8", "9"]
    assert rows[1]["ticket id"] == "4722"
    await nina.presses("Import the 3 good ones", on=offer)
    await team.message(nina.channel, offer.ts, "Imported tickets.csv: 3 new, 5 bad lines left out")
    assert tickets(team) == ["4711", "4712", "4713"]
    mended = io.StringIO(newline="")
    writer = csv.DictWriter(mended, rows[0].keys())
    writer.writeheader()
    writer.writerow({**rows[0], "customer": "Northwind"})
    await nina.drops("mended.csv", mended.getvalue())
    await nina.told("mended.csv: 1 ticket of 1 customer", "1 new", "Left alone: “line”, “why”")


async def test_a_customer_hidden_from_who_drops_the_file_is_as_unknown_as_any(team: Team, nina: Direct) -> None:
    await nina.drops("tickets.csv", table("1,Kestrel,Export fails,2026-11-03,", "2,Kestrl,Export fails,2026-11-03,"))
    offer = await nina.told("No customer is called “Kestrel”", "Nothing of it can be taken")
    assert "did you mean" not in offer
    lena = Direct(team, "lena")
    await lena.drops("tickets.csv", table("1,Kestrel,Export fails,2026-11-03,", "2,Kestrl,Export fails,2026-11-03,"))
    await lena.told("“Kestrl”, 1 line; did you mean Kestrel?")


async def test_a_file_that_cannot_be_read_says_why_and_changes_nothing(team: Team, nina: Direct) -> None:
    await nina.drops("tickets.csv", b"%PDF-1.7\n\x00\x01\x02" * 50)
    await nina.told("tickets.csv was not imported and nothing has changed")
    assert states(team) == ["refused"]


async def test_a_file_that_could_be_anything_is_asked_about_with_a_menu(team: Team, nina: Direct) -> None:
    await nina.drops("what.csv", "colour,weight\r\nred,12\r\n")
    asked = await nina.told("what.csv was not imported", "Say what it is about", "import.kind")
    assert "--" not in asked
    await nina.chooses("import.kind", "tickets:1", on=asked)
    again = await team.message(nina.channel, asked.ts, "what.csv was not imported")
    assert "--" not in again
    assert "mapping file" not in again


async def test_a_file_is_forgotten_and_its_buttons_then_say_how_it_stands(team: Team, nina: Direct) -> None:
    await nina.drops("tickets.csv", table(*GOOD))
    offer = await nina.told("3 tickets of 2 customers")
    await nina.presses("Forget it", on=offer)
    await team.message(nina.channel, offer.ts, "tickets.csv is forgotten; nothing has changed")
    await nina.looks()
    await presses_again(team, "import.forget")
    await nina.told("tickets.csv is forgotten")
    assert (states(team), tickets(team)) == (["dropped"], [])


async def test_a_file_that_is_about_something_else_is_looked_at_anew_in_the_same_message(
    team: Team, nina: Direct
) -> None:
    lines = ["customer,subject,created", "Northwind,Export fails,2026-11-03", "Blue Fern,Slow pages,2026-11-04"]
    await nina.drops("what.csv", "\r\n".join(lines))
    asked = await nina.told("what.csv")
    await nina.chooses("import.kind", "incidents:1", on=asked)
    offer = await team.message(nina.channel, asked.ts, "what.csv: 2 incidents of 2 customers")
    await nina.chooses("import.kind", "tickets:1", on=offer)
    offer = await team.message(nina.channel, asked.ts, "what.csv: 2 tickets of 2 customers")
    await nina.presses("Import 2 tickets", on=offer)
    await team.message(nina.channel, asked.ts, "Imported what.csv: 2 new")
    assert len(tickets(team)) == 2


async def test_only_a_leader_or_an_admin_brings_in_customers(team: Team, nina: Direct) -> None:
    book = "customer name,tier,renewal date\r\nHarbor Lane,strategic,2027-01-31\r\n"
    await nina.drops("customers.csv", book)
    offer = await nina.told("customers.csv: 1 customer", "Only a leader or an admin can")
    assert "Import 1 customer" not in offer
    lena = Direct(team, "lena")
    await lena.drops("customers.csv", book)
    offer = await lena.told("customers.csv: 1 customer", "1 new")
    await lena.presses("Import 1 customer", on=offer)
    await team.message(lena.channel, offer.ts, "Imported customers.csv: 1 new")
    assert team.row("SELECT tier FROM accounts WHERE name = 'Harbor Lane'")["tier"] == "strategic"


async def test_nobody_else_decides_about_a_file(team: Team, nina: Direct) -> None:
    await nina.drops("tickets.csv", table(*GOOD))
    offer = await nina.told("3 tickets of 2 customers")
    payload = {"channel": nina.channel, "messageTs": offer.ts, "user": "nina", "action": "Import 3 tickets"}
    await team.control("interact", payload)
    done = await team.message(nina.channel, offer.ts, "Imported tickets.csv")
    sent = await team.last_sent("interactive", "import.go")
    omar = {**sent["user"], "id": "U0OMAR001", "username": "omar", "name": "omar"}
    await nina.looks()
    for action_id, value in (("import.undo", '{"import":1}'), ("import.forget", '{"import":1}')):
        action = {**sent["actions"][0], "action_id": action_id, "value": value}
        forged = {**sent, "user": omar, "actions": [action], "trigger_id": f"1.{action_id}", "response_url": ""}
        await team.delivers("interactive", forged)
    await team.everything_said()
    assert (states(team), len(tickets(team))) == (["done"], 3)
    assert "Undo" in done


async def test_what_came_in_too_long_ago_is_not_taken_back(team: Team, nina: Direct) -> None:
    await nina.drops("tickets.csv", table(*GOOD))
    await nina.presses("Import 3 tickets")
    done = await nina.told("Imported tickets.csv: 3 new")
    await team.moves_on(advance="2d")
    await nina.presses("Undo", on=done)
    await nina.told("It can be taken back for a day")
    assert len(tickets(team)) == 3


async def test_the_bot_goes_away_after_the_press_and_takes_the_file_in_when_it_is_back(
    team: Team, nina: Direct, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, held = asyncio.Event(), asyncio.Event()
    whole = Intake.take

    async def half(self: Intake, db: Database, batch: Batch) -> None:
        await whole(self, db, batch)
        if self.writes:
            begun.set()
            await held.wait()

    await nina.drops("tickets.csv", table(*GOOD))
    offer = await nina.told("3 tickets of 2 customers")
    monkeypatch.setattr(Intake, "take", half)
    await nina.presses("Import 3 tickets", on=offer)
    await asyncio.wait_for(begun.wait(), 5)
    assert team.rows("SELECT 1 FROM tickets")
    assert tickets(team) == []
    await team.stops()
    monkeypatch.setattr(Intake, "take", whole)
    team.clock.forward(minutes=5)
    await team.starts_again()
    await team.message(nina.channel, offer.ts, "Imported tickets.csv: 3 new")
    assert tickets(team) == ["4711", "4712", "4713"]
    assert len(team.rows("SELECT 1 FROM tickets")) == 3


async def test_how_to_send_a_file_is_said_with_what_became_of_the_last_ones(team: Team, nina: Direct) -> None:
    await nina.reads("/review import", "Drop a CSV file", "You have sent no file yet")
    await nina.drops("tickets.csv", table(*GOOD))
    await nina.told("3 tickets of 2 customers")
    await nina.reads("/review import", "Your last files", "tickets.csv waits for your word: 3 new")
    await Direct(team, "omar").reads("/review import", "You have sent no file yet")
