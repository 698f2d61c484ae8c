"""The two-minute brief: asked for by those who may know of the customer, and posted by itself before a review."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.driving.person import Person
from tests.driving.screen import Shown
from tests.driving.team import GENERAL, NORTHWIND, SHARED, Team
from tests.handlers.door import TEAM
from tests.scenarios.stories import knows
from tests.scenarios.test_facts_looked_at import keeps
from tests.storage.fact_examples import incident, source_read, usage

DAY = timedelta(days=1)
TITLE, ASKED = "Northwind · ", "Ask them"
"""How a brief begins, and what only a brief says."""


async def knows_use(team: Team, nina: Person) -> None:
    """Northwind, whose month-end export failed twice, and of whose use there are eight months to draw."""
    await knows(nina, "Northwind")
    now = team.clock()
    given = {"what": "Month-end export failed", "workflow": "month-end export", "ws": TEAM}
    await keeps(
        team,
        *(incident(n, started_at=now - n * 20 * DAY, **given) for n in (1, 2)),
        *(usage(n, ws=TEAM, ends_on=now.date() - n * 30 * DAY, active_30=20 + n) for n in range(1, 9)),
        source_read(ws=TEAM, covers_until=now.date() - DAY),
    )


def kinds(brief: Shown) -> set[str]:
    return {block["type"] for block in brief.blocks}


async def sent(team: Team, method: str) -> list[str]:
    """What Slack was asked to say by one method, as it came."""
    calls = [each for each in await team.log("api") if each["method"] == method]
    return [str(each["arguments"]) for each in calls if ASKED in str(each["arguments"])]


async def test_it_is_shown_to_the_one_who_asks_with_its_chart(team: Team, nina: Person, omar: Person) -> None:
    await knows_use(team, nina)
    assert await nina.types("/review brief") is None
    brief = await nina.told(TITLE, "Month-end export", ASKED)
    assert "data_visualization" in kinds(brief)
    assert "Start review" in brief.buttons
    assert not any(ASKED in each for each in await omar.messages())


async def test_a_slack_that_draws_no_charts_shows_a_table(team: Team, nina: Person) -> None:
    await knows_use(team, nina)
    await team.control("fault", {"kind": "error", "error": "invalid_blocks", "method": "chat.postEphemeral"})
    brief = await nina.reads("/review brief", TITLE, "Month-end export")
    assert "table" in kinds(brief)
    assert "data_visualization" not in kinds(brief)


async def test_it_is_named_from_anywhere(team: Team, nina: Person) -> None:
    await knows_use(team, nina)
    brief = await nina.into(GENERAL).reads("/review brief northwind", TITLE, "Month-end export")
    assert "table" in kinds(brief)


async def test_of_a_customer_nobody_noted_anything_of_it_says_so_and_what_to_do(team: Team, nina: Person) -> None:
    await knows(nina, "Northwind")
    brief = await nina.reads("/review brief", TITLE, "Not known", "`/review incident`", "CSV file")
    assert "Nothing reached" not in brief
    assert "🟢" not in brief


async def test_a_name_that_is_nearly_a_customers_leads_to_its_brief(team: Team, nina: Person) -> None:
    await knows(nina, "Northwind")
    told = await nina.into(GENERAL).reads("/review brief Nortwind", "No customer is called “Nortwind”.")
    assert told.buttons == ["Northwind"]
    asking = nina.into(GENERAL)
    await asking.presses("Northwind")
    await asking.told(TITLE, "Not known")


async def test_a_channel_names_the_customer_it_belongs_to(team: Team, nina: Person) -> None:
    await knows_use(team, nina)
    await nina.into(GENERAL).reads(f"/review brief <#{NORTHWIND}|northwind>", TITLE, "Month-end export")
    nobodys = await nina.into(GENERAL).reads(f"/review brief <#{GENERAL}|general>", "No customer belongs to")
    assert "general. Name one: `/review brief Northwind`" in nobodys


async def test_a_name_that_is_nobodys_says_where_to_look(team: Team, nina: Person) -> None:
    await knows(nina, "Northwind")
    await nina.into(GENERAL).reads("/review brief Zyxqw", "No customer is called “Zyxqw”.", "Home tab")


async def test_where_no_customer_belongs_it_asks_for_a_name(team: Team, nina: Person) -> None:
    await knows(nina, "Northwind")
    await nina.into(GENERAL).reads("/review brief", "No customer belongs to this channel", "`/review brief Northwind`")


async def test_who_may_not_know_of_a_customer_is_told_of_none(team: Team, nina: Person) -> None:
    await knows_use(team, nina)
    await nina.reads("/review account private", "its people, leaders and admins only")
    tomas = team.person("tomas", GENERAL)
    told = await tomas.reads("/review brief Northwind", "No customer is called “Northwind”.")
    assert told.buttons == []
    await tomas.reads("/review brief", "No customer belongs to this channel")
    assert not any("export" in each.text for each in await tomas.messages())


async def test_where_the_customer_reads_along_only_the_one_who_asks_reads_it(team: Team, nina: Person) -> None:
    await knows_use(team, nina)
    await nina.into(SHARED).types("/review brief Northwind")
    await team.everything_said()
    assert not any(ASKED in each for each in await team.said(SHARED))
    assert not any(f"'{SHARED}'" in each for each in await sent(team, "chat.postMessage"))


async def test_from_a_window_it_goes_to_the_persons_own_messages(team: Team, nina: Person) -> None:
    await knows_use(team, nina)
    await nina.types("/review facts")
    await nina.presses("Show", beside="Incidents")
    await nina.form("Facts")
    await nina.presses("Overview")
    await nina.form("Facts", "Northwind")
    await nina.presses("Brief")
    await nina.form("", "The brief is in your messages with me.")
    (call,) = await sent(team, "chat.postMessage")
    assert nina.id in call
    assert "data_visualization" in call


async def test_where_slack_draws_nothing_in_messages_either_the_table_goes_there(team: Team, nina: Person) -> None:
    await knows_use(team, nina)
    await nina.types("/review facts")
    await nina.presses("Show", beside="Incidents")
    await nina.form("Facts")
    await nina.presses("Overview")
    await nina.form("Facts", "Northwind")
    await team.control("fault", {"kind": "error", "error": "invalid_blocks", "method": "chat.postMessage"})
    await nina.presses("Brief")
    await nina.form("", "The brief is in your messages with me.")
    assert [each["fault"] for each in await team.log("fault")] == ["error"]
    (plain,) = await sent(team, "chat.postMessage")
    assert "data_visualization" not in plain
    assert "'table'" in plain


@pytest.mark.parametrize("charts", [True, False])
async def test_two_working_days_before_the_review_it_posts_itself(team: Team, nina: Person, charts: bool) -> None:
    await knows_use(team, nina)
    await nina.reads("/review rhythm next 4 Dec", "Fri 4 Dec")
    if not charts:
        fault = {"kind": "error", "error": "invalid_blocks", "method": "chat.postMessage", "channel": NORTHWIND}
        await team.control("fault", fault)
    await team.moves_on(to="2026-12-02T07:59:00Z")
    assert not any(ASKED in each for each in await team.said(NORTHWIND))
    await team.moves_on(to="2026-12-02T08:00:00Z")
    await team.everything_said()
    (brief,) = [each for each in await team.said(NORTHWIND) if ASKED in each]
    assert f"{TITLE}review Fri 4 Dec" in brief
    assert ("data_visualization" in kinds(brief), "table" in kinds(brief)) == (charts, not charts)
    await team.moves_on(to="2026-12-03T12:00:00Z")
    await team.everything_said()
    assert sum(ASKED in each for each in await team.said(NORTHWIND)) == 1


async def test_its_buttons_lead_to_the_facts_and_to_an_incident(team: Team, nina: Person) -> None:
    await knows(nina, "Northwind")
    brief = await nina.reads("/review brief", TITLE)
    assert set(brief.buttons) >= {"Start review", "All facts", "Log incident"}
    await nina.presses("All facts")
    await nina.form("Facts", "Northwind")
