"""What is kept about a customer: shown, changed by a line and by the form, by two people, and found among many."""

from __future__ import annotations

from tests.driving.direct import Direct
from tests.driving.person import Person
from tests.driving.team import BLUEFERN, DIRECT_NINA, GENERAL, KESTREL, NORTHWIND, SHARED, Team
from tests.scenarios.stories import knows, starts

SOLSTICE = "C0SOLSTICE"
LINE = "/review account Northwind arr €120k, 40 seats, renews 31 mar 2027, tier a, stage live, sponsor @jonas"


async def test_a_customer_is_added_shown_and_changed_by_two_people(team: Team, nina: Person, omar: Person) -> None:
    asked = await nina.reads("/review account", "No customer belongs to this channel.", "Which one do you mean?")
    assert "Add a customer" in asked.buttons
    await nina.presses("Add a customer")
    form = await nina.form("Add a customer")
    assert form.filled["name"] == "Northwind"
    assert form.filled["owner"] == team.id_of("nina")
    told = await nina.is_told_at("home", home=SHARED)
    assert told == "A customer reads #shared-northwind, so it cannot be the home channel. Put it as the shared channel."
    await nina.submits(home=NORTHWIND, shared=SHARED, seats="40")
    card = await nina.told("Northwind is added.", "Owner Nina")
    assert "No written goals" in card
    assert card.buttons == ["Edit", "People", "Goals", "Open actions", "History"]

    changed = await nina.reads(LINE, "ARR none → €120k", "renewal none → Wed 31 Mar 2027", "tier none → A")
    assert "sponsor none → Jonas" in changed
    seen = await omar.reads("/review account", "Northwind · tier A · live", "€120k a year", "40 seats")
    assert "Edit" not in seen.buttons
    assert "in 127 days" in seen.line("renews Wed 31 Mar 2027")
    refused = await omar.reads("/review account owner @omar")
    assert "Only Nina" in refused

    await nina.presses("Undo")
    await nina.told("Northwind is as it was before.")
    await omar.reads("/review account Northwind", "ARR not known")
    await team.everything_said()


async def test_a_line_is_taken_whole_or_not_at_all(team: Team, nina: Person) -> None:
    await knows(nina, "Northwind")
    await knows(nina.into(BLUEFERN), "Blue Fern")
    answer = await nina.reads("/review account tier A stage lvie", "Nothing was changed about Northwind.")
    assert "“stage lvie”: A stage is one of trial" in answer
    assert "I read: tier A." in answer
    assert "tier" not in (await nina.reads("/review account")).line("Northwind")
    await nina.presses("Fill in the form")
    assert (await nina.form("Customer")).filled["tier"] == "A"
    await nina.submits(stage="live")
    await nina.told("tier none → A · stage none → live")
    told = await nina.reads("/review account channel #acct-bluefern", "Nothing was changed about Northwind.")
    assert "That channel belongs to Blue Fern" in told
    await nina.reads("/review account channel #shared-northwind", "so it cannot be the home channel")

    unknown = await nina.reads("/review account Nrothwind tier B", "I know no customer “Nrothwind”.")
    assert unknown.buttons == ["Northwind", "Add Nrothwind"]
    await nina.presses("Northwind")
    await nina.told("tier A → B")
    await nina.reads("/review account Harbor tier B", "I know no customer “Harbor”.")
    await nina.presses("Add Harbor")
    form = await nina.form("Add a customer")
    assert (form.filled["name"], form.filled["tier"]) == ("Harbor", "B")
    assert "called Northwind already" in await nina.is_told_at("name", name="northwind")
    await nina.closes_form()


async def test_a_change_shows_on_the_board_of_a_running_review(team: Team, nina: Person) -> None:
    await starts(nina)
    assert "Blue Fern" not in await team.board(NORTHWIND, "▸ 1 Goals and changes")
    await nina.reads(
        "/review account renamed to Northwind Blue Fern, owner @omar", "name Northwind → Northwind Blue Fern"
    )
    await team.board(NORTHWIND, "Northwind Blue Fern", "▸ 1 Goals and changes")
    await nina.presses("Undo")
    await nina.told("Northwind is as it was before.")


async def test_two_forms_at_once_overwrite_nothing_unseen(team: Team, nina: Person) -> None:
    await knows(nina, "Northwind")
    lena = team.person("lena")
    for each in (nina, lena):
        await each.types("/review account edit")
        await each.form("Customer")
    await nina.submits(tier="A", owner="omar")
    outcome = await lena.tries(tier="B")
    assert outcome.form is not None
    assert "Somebody changed it meanwhile" in outcome.form
    assert "Now it has: tier A." in outcome.form
    assert outcome.form.filled["tier"] == "B"
    assert outcome.form.filled["owner"] == team.id_of("omar")
    await lena.submits()
    await lena.told("tier A → B")
    await Direct(team, "omar").hears("Nina made you the owner of Northwind.")
    await nina.presses("Undo")
    await nina.told("It was changed again since, so nothing was undone.")
    refused = await nina.reads("/review account tier C")
    assert "Only Omar" in refused
    await team.everything_said()


async def test_what_is_private_is_not_there_for_others(team: Team, nina: Person) -> None:
    tomas = team.person("tomas", KESTREL)
    await knows(tomas, "Kestrel")
    await tomas.reads("/review account private", "seen by everybody here → its people, leaders and admins only")
    await nina.into(GENERAL).reads("/review account Kestrel", "I know no customer “Kestrel”.")
    await nina.into(DIRECT_NINA).types("/review account")
    assert [each["text"]["text"] for each in await nina.into(DIRECT_NINA).is_offered("account.find", "")] == []
    await tomas.into(GENERAL).reads("/review account kestrel", "Kestrel · private")


async def test_a_channel_is_given_to_a_customer_found_by_a_word_of_its_name(team: Team) -> None:
    tomas = team.person("tomas", SOLSTICE)
    await tomas.types("/review account add Kestrel Partners tier b, 12k EUR")
    assert (await tomas.form("Add a customer")).filled["arr"] == "12,000 EUR"
    await tomas.submits()
    card = await tomas.told("Kestrel Partners is added.", "tier B", "No home channel, so no review can run")
    assert "Owner Tomás" in card
    here = tomas.into(KESTREL)
    await here.types("/review start")
    offered = await here.is_offered("find.account", "part")
    assert [each["text"]["text"] for each in offered] == ["Kestrel Partners"]
    await here.submits(known={"selected_option": offered[0]})
    await team.board(KESTREL, "Kestrel Partners", "▸ 1 Goals and changes")
    await tomas.types("/review account")
    menu = await tomas.is_offered("account.find", "kes")
    await tomas.chooses("account.find", menu[0])
    await tomas.told("Kestrel Partners · tier B", "€12k a year")
