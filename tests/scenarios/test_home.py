"""The app's Home: what each person finds there, and that what they do there is answered there."""

from __future__ import annotations

from typing import Any

from tests.driving.at_home import AtHome
from tests.driving.person import Person
from tests.driving.team import BLUEFERN, DIRECT_NINA, NORTHWIND, Team
from tests.scenarios.stories import knows, promises

LEADER_OF_ALL = """
    INSERT INTO roles (workspace_id, user_id, kind, given_by, given_at, reach)
    SELECT workspace_id, 'U0JONAS01', 'leader', 'U0JONAS01', '2026-11-24 09:00:00.000000', 'all'
    FROM accounts LIMIT 1
"""


async def said_directly(team: Team) -> int:
    """How much the bot has said to Nina in her own conversation."""
    await team.everything_said()
    return len(await team.said(DIRECT_NINA))


async def test_a_newcomer_is_greeted_at_the_first_opening_and_never_again(team: Team, nina: Person) -> None:
    home = AtHome(nina)
    first = await home.opens("Hello Nina", "[Start a review]", "[Log an action]", "[When I am asked]")
    assert "Nothing of yours is open." in first
    await team.sends_again("events_api")
    assert "Hello Nina" in await home.shows(after=first)
    await home.uses("Log an action")
    await nina.form("Log an action")
    await nina.closes_form()
    assert "Hello" not in await home.opens("Nothing of yours is open.")
    assert team.row("SELECT COUNT(*) AS n FROM homes")["n"] == 1


async def test_done_and_undo_at_home_are_answered_at_home_and_nowhere_else(team: Team, nina: Person) -> None:
    await promises(team)
    home, said = AtHome(nina), await said_directly(team)
    shown = await home.opens("My open items: 3, none late", "Waiting on others: 1", "My accounts: 2")
    assert "Omar · Northwind · due Fri 27 Nov" in shown
    done = await home.presses("Done", "Recorded: A-1 done", "My open items: 2", beside="A-1")
    assert done.buttons[0] == "Undo"
    back = await home.presses("Undo", "My open items: 3", on=done)
    assert back.text.startswith("Taken back, as it was before: A-1 open")
    assert team.row("SELECT state FROM actions WHERE id = 1")["state"] == "open"
    assert await said_directly(team) == said


async def test_a_form_opened_at_home_leads_back_to_it(team: Team, nina: Person) -> None:
    await promises(team)
    home, said = AtHome(nina), await said_directly(team)
    shown = await home.opens("My open items: 3")
    await home.uses("Blocked", beside="A-2")
    await nina.form("")
    await nina.submits(who="omar", why="He has the sample files")
    blocked = await home.shows("Recorded: A-2", "blocked by Omar", after=shown)
    assert "Waiting on others: 2" in blocked
    await home.uses("New date", beside="A-1", on=blocked)
    await nina.form("New date")
    await nina.submits(date="2026-12-01", why="Legal is late")
    await home.shows("A-1 is changed", "due Tue 1 Dec · moved once", after=blocked)
    assert await said_directly(team) == said


async def test_what_somebody_else_finished_meanwhile_explains_itself_at_home(
    team: Team, nina: Person, omar: Person
) -> None:
    await promises(team)
    home = AtHome(nina)
    shown = await home.opens("My open items: 3")
    await omar.types("/review list all")
    await omar.presses("Done", beside="A-1")
    await omar.told("done")
    stale = await home.presses("Done", "This was finished by Omar", "My open items: 2", beside="A-1", on=shown)
    assert "A-1" not in stale.text[stale.text.index("My open items") :]


async def test_the_second_of_two_quick_presses_keeps_the_first_ones_undo(team: Team, nina: Person) -> None:
    """Its view is older than what Slack shows by then, so that Slack refuses to put it in the newer one's place."""
    await promises(team)
    home = AtHome(nina)
    shown = await home.opens("My open items: 3")
    await home.presses("Done", "Recorded: A-1 done", beside="A-1", on=shown)
    pressed = await team.last_sent("interactive")
    row: Any = next(block for block in shown.blocks if block.get("block_id") == "mine.A-2")
    action = {**pressed["actions"][0], "block_id": "mine.A-2", "value": row["elements"][0]["value"]}
    await team.delivers("interactive", {**pressed, "trigger_id": "2.2.2", "actions": [action]})
    both = await home.shows("Recorded: A-2 done", "Recorded: A-1 done", "My open items: 1")
    assert both.buttons[:2] == ["Undo", "Undo"]
    refused = [e for e in await team.log("api") if "hash_conflict" in str(e)]
    assert len(refused) == 1


async def test_lists_are_turned_page_by_page_and_stay_there_after_a_press(team: Team, nina: Person) -> None:
    await knows(nina, "Northwind")
    for number in range(1, 11):
        await nina.reads(f"/action @nina sends Northwind the list number {number} by 4 Dec", f"A-{number}")
    home = AtHome(nina)
    await home.opens("My open items: 10", "1 to 8 of 10 and 2 more")
    second = await home.presses("More", "9 to 10 of 10", "A-10")
    assert "A-3" not in second
    after = await home.presses("Done", "Recorded: A-10 done", beside="A-10")
    assert "9 to 9 of 9" in after
    await home.presses("Earlier", "1 to 8 of 9 and 1 more")


async def test_each_sees_their_own_and_nothing_of_a_private_customer_of_others(
    team: Team, nina: Person, omar: Person
) -> None:
    await promises(team, (NORTHWIND, "nina", "/action @nina agrees the price with Dana by 27 Nov"))
    await omar.into(BLUEFERN).reads("/action @nina books the training by 27 Nov", "A-2")
    with_both = await AtHome(omar).opens("Nothing of yours is open.", "Waiting on others: 1", "A-2")
    assert "A-1" not in with_both
    await team.changes("UPDATE accounts SET is_private = 1")
    hidden = await AtHome(omar).opens("Nothing of yours is open.")
    assert "A-2" not in hidden
    assert "Blue Fern" not in hidden
    assert "A-2" in await AtHome(nina).opens("My open items: 2")


async def test_people_of_the_customer_find_a_polite_home_with_nothing_in_it(team: Team) -> None:
    await promises(team)
    for name in ("dana", "farid"):
        shown = await AtHome(team.person(name)).opens("Nothing is here for you.")
        assert shown.buttons == []
        assert "Northwind" not in shown


async def test_a_leader_looks_at_the_customers_of_their_people_on_a_tab_of_its_own(team: Team, nina: Person) -> None:
    await promises(team)
    assert "My team's accounts" not in await AtHome(nina).opens("My accounts: 2")
    await team.changes(LEADER_OF_ALL)
    home = AtHome(team.person("jonas"))
    await home.opens("[My team's accounts]", "[Workspace settings] [Admins] [Leaders]")
    theirs = await home.presses("My team's accounts", "My team's accounts: 2", "Northwind · Nina", "Blue Fern · Nina")
    assert "My open items" not in theirs
    await home.presses("Back to mine", "Nothing of yours is open.")


async def test_a_long_answer_takes_the_place_of_home_until_one_goes_back(nina: Person) -> None:
    home = AtHome(nina)
    await home.opens("Nothing of yours is open.")
    commands = await home.presses("All commands", "What you can type", "[Back to Home]")
    assert "Nothing of yours is open." not in commands
    back = await home.presses("Back to Home", "Nothing of yours is open.", on=commands)
    assert "What you can type" not in back


async def test_a_customer_is_looked_at_from_home_and_what_others_owe_is_shown_there(team: Team, nina: Person) -> None:
    await promises(team)
    home = AtHome(nina)
    shown = await home.opens("My accounts: 2")
    card = await home.presses("Open", "Owner Nina", beside="never reviewed", on=shown)
    await home.presses("Show", "Omar, Fri 27 Nov", beside="A-4", on=card)


async def test_where_slack_does_not_take_home_the_answer_comes_as_a_message_and_nothing_is_lost(
    team: Team, nina: Person
) -> None:
    await promises(team)
    home, direct = AtHome(nina), nina.into(DIRECT_NINA)
    shown = await home.opens("My open items: 3")
    await direct.looks()
    team.server.practice.faults.arm("server_error", times=9, method="views.publish")
    await home.uses("Done", beside="A-1", on=shown)
    assert "Undo" in (await direct.told("Recorded: A-1 done")).buttons
    team.server.practice.faults.clear()
    await home.opens("My open items: 2")
