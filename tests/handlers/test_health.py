"""Health at the door: what is forged or odd, who may undo, and what is sent twice."""

from __future__ import annotations

import pytest

from reviews.messages import ids
from reviews.model import Person
from storage import numbers, people
from storage.record import record
from tests.driving.team import NORTHWIND, Team
from tests.handlers.door import NINA, OMAR, TEAM, Door, person
from tests.storage.examples import NOW, account, action, new
from tests.storage.health_examples import playbook_run

USE, UNDO = ids.PLAYBOOK_USE, ids.PLAYBOOK_UNDO
CLOSE = {"account": 1, "playbook": "close_the_gap"}
BROKEN = "Something broke on my side"
ODD = (
    "",
    "not json",
    '{"account":"²","run":"-1","playbook":"close_the_gap"}',
    '{"account":999999999999999999999,"run":999999999999999999999,"playbook":"x"}',
    '{"account":1,"playbook":"../close_the_gap","run":"A-1"}',
    '{"account":2,"every":"yes","run":77}',
)


@pytest.fixture
async def known(team: Team, door: Door) -> Door:
    """Northwind is Nina's, and a playbook runs for it; Kestrel is Omar's."""
    rows = new(
        account(1, ws=TEAM, name="Northwind", owner=NINA, channel=NORTHWIND),
        account(2, ws=TEAM, name="Kestrel", owner=OMAR, channel="C0KESTREL0"),
        action(1, ws=TEAM, owner=NINA),
        action(2, ws=TEAM, owner=NINA),
        playbook_run(1, ws=TEAM, by=NINA, at=team.clock()),
    )
    async with team.bot.db.write() as tx:
        await record(tx, TEAM, rows, by=NINA, now=NOW)
        await numbers.next_number(tx, TEAM, "action", 2)
        await numbers.next_number(tx, TEAM, "playbook")
        await numbers.next_number(tx, TEAM, "account", 2)
    return door


def live(team: Team) -> int:
    return int(team.row("SELECT count(*) AS n FROM actions WHERE state = 'open'")["n"])


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize("button", [USE, UNDO, ids.HEALTH_OPEN, ids.HEALTH_SETTINGS])
async def test_a_button_that_names_nothing_real_changes_nothing(
    team: Team, known: Door, button: str, value: str
) -> None:
    answer = await known.press(button, value)
    assert BROKEN not in str(answer)
    assert BROKEN not in str(await team.log("api"))
    assert live(team) == 2
    assert len(team.rows("SELECT * FROM playbook_runs")) == 1


async def test_a_press_that_slack_sends_twice_makes_its_actions_once(team: Team, known: Door) -> None:
    for _ in range(2):
        await known.press(f"{USE}.close_the_gap", CLOSE, trigger_id="1.2.same")
    await team.holds("the actions", lambda: live(team) == 6)
    assert len(team.rows("SELECT * FROM playbook_runs")) == 2


async def test_an_owner_who_left_gets_no_actions_but_who_chose_it_does(team: Team, known: Door) -> None:
    await team.changes("UPDATE accounts SET owner = 'U0SVEN001' WHERE id = 1")
    async with team.bot.db.write() as tx:
        await people.save(tx, Person(TEAM, "U0SVEN001", "sven", "Sven Lindqvist", deactivated=True))
    await known.press(f"{USE}.close_the_gap", CLOSE, user=person(OMAR, TEAM))
    await team.holds("the actions", lambda: live(team) == 6)
    made = team.rows("SELECT owner FROM actions WHERE id > 2")
    assert {row["owner"] for row in made} == {OMAR}


async def test_somebody_elses_choice_is_undone_by_owners_leaders_and_admins_only(team: Team, known: Door) -> None:
    await known.press(UNDO, {"run": 1}, user=person(OMAR, TEAM))
    assert live(team) == 2
    await known.press(UNDO, {"run": 1})
    await team.holds("nothing open", lambda: live(team) == 0)


async def test_who_is_no_admin_saves_no_settings(team: Team, known: Door) -> None:
    filled = {"usage": {"type": "plain_text_input", "value": "30"}}
    await known.submit(ids.FORM_HEALTH_SETTINGS, {"channel": NORTHWIND}, filled)
    assert not team.rows("SELECT * FROM health_settings")
