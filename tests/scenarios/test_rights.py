"""Who may, who may not and who is asked instead, as people live it in Slack."""

from __future__ import annotations

from tests.driving.direct import Direct
from tests.driving.person import Person
from tests.driving.team import NORTHWIND, Team
from tests.scenarios.stories import MAIN_RISK, saves_steps, starts


async def test_who_may_not_close_asks_the_owner_who_closes_it_from_the_request(
    team: Team, nina: Person, omar: Person
) -> None:
    await starts(nina)
    await saves_steps(nina)
    await omar.presses("Close review")
    await omar.told("Only Nina (owner) or an admin can close this review.")
    await omar.presses("Ask Nina")
    await omar.told("I asked Nina")
    at_home = Direct(team, "nina")
    await at_home.told("Omar asks you to close the review of Northwind.")
    await at_home.presses("Close the review")
    await at_home.form("Close the review", MAIN_RISK)
    await at_home.submits(risk="Nothing stands out", expect="A note in December")
    await team.summary(NORTHWIND, "Nothing stands out")
    assert team.row("SELECT ended_by FROM reviews") == {"ended_by": nina.id}


async def test_an_admin_names_a_leader_who_may_close_from_then_on(team: Team, nina: Person, omar: Person) -> None:
    await starts(nina)
    await saves_steps(nina)
    lena = team.person("lena")
    await lena.reads("/review leaders", "Nobody is named yet")
    await lena.presses("Name a leader")
    await lena.submits(person="omar", reach="all")
    await lena.told("Omar leads now: all customers.", "Omar Haddad: all customers (named by Lena)")
    await Direct(team, "omar").told("Lena named you leader: you look after all customers.")
    await omar.presses("Close review")
    await omar.form("Close the review", MAIN_RISK)
    await omar.closes_form()
    await lena.presses("Remove")
    await lena.told("Omar is no leader any more.", "Nobody is named yet")
    await omar.reads("/review close", "Only Nina (owner) or an admin can close this review.")


async def test_a_member_who_becomes_a_guest_can_do_nothing_any_more(team: Team, nina: Person, omar: Person) -> None:
    await starts(nina)
    await omar.reads("/review status", "Northwind")
    answer = await team.control("guest", {"user": "omar", "single": True})
    assert answer["ok"]
    team.clock.forward(hours=25)
    refused = await omar.reads("/review status", "Guests cannot use this")
    assert "Northwind" not in refused
    await omar.presses("Log gap")
    await omar.told("Guests cannot use this")
    await omar.has_no_form()
