"""Somebody leaves: one message asks for everything of theirs, and it goes on in one go or one by one."""

from __future__ import annotations

from tests.driving.direct import Direct
from tests.driving.person import Person
from tests.driving.screen import Shown
from tests.driving.team import NORTHWIND, Team
from tests.scenarios.stories import promises

EXPORT = (NORTHWIND, "omar", "/action @omar fixes the month-end export so that finance gets the file by 1 Dec")
FORMAT = (NORTHWIND, "omar", "/action @omar agrees the new file format with Dana by 4 Dec")


async def leaves(team: Team, name: str, *, gone: bool = True) -> None:
    """Somebody is deactivated, or let back in, and the bot has heard of it."""
    assert (await team.control("deactivate", {"user": name, "deactivated": gone}))["ok"]
    stored = "SELECT 1 FROM people WHERE user_id = ? AND deactivated = ?"
    await team.holds(f"{name} known to be gone: {gone}", lambda: bool(team.rows(stored, team.id_of(name), gone)))
    await team.everything_said()


async def led_by_lena(team: Team, name: str) -> None:
    """Somebody says who leads them."""
    await team.person(name).types("/review settings")
    await team.person(name).submits(manager="lena")


async def asked(team: Team, name: str, *words: str) -> Shown:
    """The message about who left, once it shows these words."""
    return await Direct(team, name).hears("left Slack", *words)


async def test_all_of_it_is_handed_on_in_one_go_and_the_new_owner_is_asked_next_morning(
    team: Team, omar: Person
) -> None:
    await promises(team, EXPORT, FORMAT)
    await led_by_lena(team, "omar")
    lena = Direct(team, "lena")
    await team.moves_on(to="2026-11-24T15:30:00Z")
    await leaves(team, "omar")
    shown = await lena.hears("Omar has left Slack: 2 things of theirs need somebody else")
    assert "A-1" in shown.line("month-end export")
    await lena.presses("Hand all 2 on…", on=shown)
    await lena.form("Hand everything on", "2 things of Omar's at 1 customer")
    assert "deactivated" in await lena.is_told_at("who", who="omar")
    await lena.submits(who="nina", why="Until somebody new is hired")
    await lena.hears("2 things of Omar's are Nina's now, “Until somebody new is hired”")
    await team.holds("handed on", lambda: bool(team.rows("SELECT 1 FROM handovers WHERE done_at IS NOT NULL")))
    await team.message(lena.channel, shown.ts, "nothing of theirs is open any more", "2 of 2 handed on: 2 to Nina")
    assert {row["owner"] for row in team.rows("SELECT owner FROM actions")} == {team.id_of("nina")}

    before = len(await team.said(lena.channel))
    await team.moves_on(to="2026-11-25T16:00:00Z")
    nudge = await Direct(team, "nina").nudge("(A-1)", "(A-2)", "Lena handed this to you")
    assert "Done" in nudge.buttons
    assert len(await Direct(team, "nina").nudges()) == 1
    assert len(await team.said(lena.channel)) == before
    del omar


async def test_one_by_one_in_place_and_one_undo_asks_again(team: Team) -> None:
    await promises(team, EXPORT, FORMAT)
    await led_by_lena(team, "omar")
    lena = Direct(team, "lena")
    await team.moves_on(to="2026-11-24T15:30:00Z")
    await leaves(team, "omar")
    shown = await lena.hears("Omar has left Slack")
    await lena.presses("Hand on…", beside="month-end export", on=shown)
    await lena.form("Hand it on", "A-1")
    await lena.submits(who="nina")
    await lena.hears("1 thing of Omar's is Nina's now")
    await team.message(lena.channel, shown.ts, "1 of 2 handed on: 1 to Nina", "1 thing of theirs needs somebody else")
    await lena.presses("Undo")
    await lena.hears("Taken back")
    assert team.row("SELECT owner FROM actions WHERE id = 1") == {"owner": team.id_of("omar")}
    await team.moves_on(to="2026-11-24T16:00:00Z")
    await team.message(lena.channel, shown.ts, "2 things of theirs need somebody else")
    assert len(team.rows("SELECT 1 FROM handovers")) == 1


async def test_who_comes_back_is_not_handed_on(team: Team) -> None:
    await promises(team, EXPORT)
    await led_by_lena(team, "omar")
    lena = Direct(team, "lena")
    await team.moves_on(to="2026-11-24T15:30:00Z")
    await leaves(team, "omar")
    shown = await lena.hears("Omar has left Slack")
    await leaves(team, "omar", gone=False)
    await team.message(lena.channel, shown.ts, "Omar is back in Slack")
    await team.moves_on(to="2026-12-01T16:00:00Z")
    await Direct(team, "omar").nudge("(A-1)")
    assert await lena.nudges() == []


async def test_somebody_else_can_neither_see_nor_press_it(team: Team) -> None:
    await promises(team, EXPORT)
    await led_by_lena(team, "omar")
    await team.moves_on(to="2026-11-24T15:30:00Z")
    await leaves(team, "omar")
    await Direct(team, "lena").hears("Omar has left Slack")
    assert not [each for each in await team.said(Direct(team, "nina").channel) if "left Slack" in each]


async def test_customers_go_on_too_and_one_undo_brings_everything_back(team: Team, nina: Person) -> None:
    await promises(team)
    await nina.types("/review resume")
    await team.board(NORTHWIND, "▸ 1 Goals and changes", "led by Nina")
    await led_by_lena(team, "nina")
    await team.person("priya").types("/review settings")
    await team.person("priya").submits(manager="nina")
    lena = Direct(team, "lena")
    await team.moves_on(to="2026-11-24T15:30:00Z")
    await leaves(team, "nina")
    shown = await lena.hears("Nina has left Slack: 7 things of theirs need somebody else")
    assert "Nina was its owner" in shown.text
    assert "Review of Northwind" in shown.text
    assert "Nina leads Priya" in shown.text
    before = {table: team.rows(f"SELECT * FROM {table}") for table in ("accounts", "actions", "reviews")}
    await lena.presses("Hand all 7 on…", on=shown)
    await lena.submits(who="omar")
    said = await lena.hears("7 things of Nina's are Omar's now")
    assert team.row("SELECT facilitator FROM reviews WHERE state = 'open'") == {"facilitator": team.id_of("omar")}
    await team.board(NORTHWIND, "led by Omar")
    await lena.presses("Undo", on=said)
    await lena.hears("Taken back, as it was before")
    for table, rows in before.items():
        owners = [{name: row.get(name) for name in ("owner", "facilitator")} for row in rows]
        now = team.rows(f"SELECT * FROM {table}")
        assert [{name: row.get(name) for name in ("owner", "facilitator")} for row in now] == owners
    led = team.row("SELECT manager FROM preferences WHERE user_id = ?", team.id_of("priya"))
    assert led == {"manager": team.id_of("nina")}


async def test_the_new_owner_of_a_customer_finds_it_in_their_next_nudge(team: Team) -> None:
    await promises(team, EXPORT)
    await led_by_lena(team, "nina")
    lena = Direct(team, "lena")
    await team.moves_on(to="2026-11-24T15:30:00Z")
    await leaves(team, "nina")
    shown = await lena.hears("Nina has left Slack")
    await lena.presses("Hand on…", beside="Blue Fern, the customer", on=shown)
    await lena.submits(who="priya")
    await lena.hears("1 thing of Nina's is Priya's now")
    await team.moves_on(to="2026-11-25T16:00:00Z")
    told = await Direct(team, "priya").nudge("Blue Fern", "Lena handed this to you")
    assert "you look after this customer from now on" in told.text
