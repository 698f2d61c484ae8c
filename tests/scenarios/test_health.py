"""How a customer fares, asked for by those who may know of it; what is done about it; and what counts how much."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reviews.decision import Record
from reviews.facts import FactKind
from storage import healths
from tests.driving.person import Person
from tests.driving.screen import Shown
from tests.driving.team import GENERAL, NORTHWIND, SHARED, Team
from tests.handlers.door import TEAM
from tests.scenarios.stories import knows
from tests.scenarios.test_facts_looked_at import keeps
from tests.storage.fact_examples import incident, source_read, usage
from tests.storage.health_examples import health_day

DAY = timedelta(days=1)
TITLE = "Northwind · health"
FAILED = "Month-end export failed 3 times in 13 weeks"


def trouble(team: Team) -> list[Record]:
    """A month-end export that failed three times, and ever fewer people."""
    now = team.clock()
    given = {"what": "Month-end export failed", "workflow": "month-end export", "ws": TEAM}
    return [
        *(incident(n, started_at=now - n * 20 * DAY, source_id=f"i{n}", **given) for n in (1, 2, 3)),
        *(usage(n, ws=TEAM, ends_on=now.date() - n * 30 * DAY, active_30=4 + 3 * n) for n in range(1, 9)),
        source_read(ws=TEAM, covers_until=now.date() - DAY),
        source_read(kind=FactKind.USAGE, ws=TEAM, covers_until=now.date() - DAY),
    ]


async def knows_trouble(team: Team, nina: Person) -> None:
    """Northwind, and what is the matter with it."""
    await knows(nina, "Northwind")
    await keeps(team, *trouble(team))


async def test_it_is_shown_to_the_one_who_asks_with_its_numbers(team: Team, nina: Person, omar: Person) -> None:
    await knows_trouble(team, nina)
    health = await nina.reads("/review health", TITLE, FAILED, "Reliability", "Not known", "Likely")
    assert "🟢" not in health
    assert "See every number" in health.buttons
    assert not any(TITLE in each for each in await omar.messages())


async def test_every_number_stands_in_a_form_with_its_threshold_and_source(team: Team, nina: Person) -> None:
    await knows_trouble(team, nina)
    await nina.reads("/review health", TITLE)
    await nina.presses("See every number")
    form = await nina.form("Every number", FAILED, "Cannot know", "against", "Below 65 is watched")
    assert len(form.blocks) <= 50


async def test_it_is_named_from_anywhere_also_by_its_channel(team: Team, nina: Person) -> None:
    await knows_trouble(team, nina)
    asking = nina.into(GENERAL)
    await asking.reads("/review health northwind", TITLE, FAILED)
    await asking.reads(f"/review health <#{NORTHWIND}|acct-northwind>", TITLE, FAILED)


async def test_a_name_that_is_nearly_a_customers_leads_to_its_health(team: Team, nina: Person) -> None:
    await knows_trouble(team, nina)
    asking = nina.into(GENERAL)
    told = await asking.reads("/review health Nortwind", "No customer is called “Nortwind”.")
    assert told.buttons == ["Northwind"]
    await asking.presses("Northwind")
    await asking.told(TITLE, FAILED)


async def test_where_no_customer_belongs_it_says_how_to_name_one(nina: Person) -> None:
    await nina.into(GENERAL).reads("/review health", "Name one: `/review health Northwind`")


async def test_of_a_customer_nobody_noted_anything_of_nothing_is_green(team: Team, nina: Person) -> None:
    await knows(nina, "Northwind")
    health = await nina.reads("/review health", "⚪ unknown", "no score", "Not known")
    assert "🟢" not in health


async def test_of_a_customer_that_left_no_health_is_said(team: Team, nina: Person) -> None:
    await knows(nina, "Northwind")
    await team.changes("UPDATE accounts SET stage = 'gone'")
    await nina.reads("/review health", "is no customer any more")


async def test_where_customers_read_along_only_the_one_who_asks_sees_it(team: Team, nina: Person) -> None:
    await knows_trouble(team, nina)
    await nina.into(SHARED).reads("/review health Northwind", TITLE, FAILED)
    assert not any(TITLE in each for each in await team.said(SHARED))


async def fared(team: Team) -> None:
    """How Northwind fared on two days of the last quarter."""
    today = team.clock().date()
    await team.holds("a first health", lambda: bool(team.rows("SELECT * FROM healths")))
    async with team.bot.db.write() as tx:
        kept = await healths.of_account(tx, TEAM, 1)
        assert kept
        for ago, score in ((60, 88), (20, 61)):
            await healths.save(tx, kept, health_day(1, TEAM, day=today - ago * DAY, score=score))


async def test_its_trend_is_drawn_where_there_is_one(team: Team, nina: Person) -> None:
    await knows_trouble(team, nina)
    await fared(team)
    assert await nina.types("/review health") is None
    health = await nina.told(TITLE, FAILED)
    [chart] = [block for block in health.blocks if block["type"] == "data_visualization"]
    assert chart["chart"]["series"][0]["data"][0]["value"] == 88


async def test_a_slack_that_draws_no_charts_shows_a_table(team: Team, nina: Person) -> None:
    await knows_trouble(team, nina)
    await fared(team)
    await team.control("fault", {"kind": "error", "error": "invalid_blocks", "method": "chat.postEphemeral"})
    health = await nina.reads("/review health", TITLE, FAILED)
    assert {"table"} <= {block["type"] for block in health.blocks}


def live(team: Team) -> int:
    return team.row("SELECT count(*) AS n FROM actions WHERE state = 'open'")["n"]


PLAYBOOKS = {
    "Close what blocks them",
    "Account for what failed",
    "Onboard the team again",
    "Keep or re-date every promise",
}


async def chooses(team: Team, person: Person) -> tuple[str, Shown]:
    """Press the first playbook of Northwind's health; its name, and what was said."""
    health = await person.reads("/review health Northwind", TITLE)
    name = next(each for each in health.buttons if each in PLAYBOOKS)
    await person.presses(name)
    return name, await person.told(f"{name} for Northwind")


async def test_a_playbook_makes_its_actions_with_owner_and_date(team: Team, nina: Person) -> None:
    await knows_trouble(team, nina)
    name, told = await chooses(team, nina)
    made = team.rows("SELECT * FROM actions")
    assert 2 <= len(made) <= 4
    assert {row["owner"] for row in made} == {nina.id}
    assert all(f"A-{row['id']}" in told for row in made)
    run = team.row("SELECT * FROM playbook_runs")
    assert run["by"] == nina.id
    assert {"Undo", "Change A-1"} <= set(told.buttons)
    assert f"*{name}* runs since" in (await nina.reads("/review health", TITLE)).text.replace(name, f"*{name}*")


async def test_pressing_it_twice_makes_its_actions_once(team: Team, nina: Person, omar: Person) -> None:
    await knows_trouble(team, nina)
    health = await nina.reads("/review health", TITLE)
    await omar.reads("/review health", TITLE)
    name = next(each for each in health.buttons if each in PLAYBOOKS)
    await nina.presses(name)
    await nina.told(f"{name} for Northwind")
    made = live(team)
    await nina.presses(name)
    await nina.told(name, "already", "You chose it", "nothing was made twice")
    await omar.presses(name)
    await omar.told(name, "already", "Nina chose it")
    assert live(team) == made


async def test_undo_takes_its_actions_back_and_leaves_it_free(team: Team, nina: Person, omar: Person) -> None:
    await knows_trouble(team, nina)
    name, _ = await chooses(team, nina)
    await nina.presses("Undo")
    await nina.told(f"{name} for Northwind", "is taken back")
    await team.holds("nothing open", lambda: live(team) == 0)
    again, _ = await chooses(team, omar)
    assert again == name
    assert live(team) > 0


async def test_what_was_done_meanwhile_stays_done(team: Team, nina: Person) -> None:
    await knows_trouble(team, nina)
    await chooses(team, nina)
    await team.changes("UPDATE actions SET state = 'done', ended_at = logged_at, ended_by = owner WHERE id = 1")
    await nina.presses("Undo")
    await nina.told("is taken back", "A-1 stays as ended before")


async def test_a_member_sees_how_health_is_counted_and_an_admin_sets_it(team: Team, nina: Person) -> None:
    await nina.types("/review health settings")
    await nina.told("How health is counted", "Reliability 20", "As shipped", "An admin can change it")
    await nina.reads("/review health settings red 45", "Only")
    lena = team.person("lena")
    await lena.types("/review health settings")
    await lena.form("How health is counted")
    assert "not below" in await lena.is_told_at("red", yellow="50", red="60")
    await lena.submits(yellow="70", red="45", usage="30", tiers="Enterprise yellow 75 red 50")
    await lena.told("Saved.", "Usage 30 (shipped 20)", "Yellow below 70, red below 45", "enterprise: yellow below 75")
    assert team.row("SELECT * FROM health_settings")["by"] == lena.id
    await lena.reads("/review health settings repair 120 days", "Saved.", "A repair takes 120 days", "Usage 30")
    await lena.reads("/review health settings blue 7", "did not read", "red 45")


@pytest.mark.parametrize("line", ["red 70", "yellow 30", "usage 400", "repair 0 days", "red"])
async def test_what_cannot_be_counted_with_is_not_saved(team: Team, line: str) -> None:
    lena = team.person("lena")
    answer = await lena.reads(f"/review health settings {line}")
    assert "Saved" not in answer
    assert not team.rows("SELECT * FROM health_settings")
