"""Who may close, set and name; who is asked instead; and how admins and leaders come to be."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.driving.clock import Clock
from tests.driving.team import Team, practice, team_at_work
from tests.handlers.door import NINA, OMAR, SECRET, Door, person

LENA, JONAS, TOMAS, RUTH = "U0LENA001", "U0JONAS01", "U0TOMAS01", "U0RUTH001"
RISK = {"risk": {"value": "The export"}, "expect": {"value": "A note"}}


def buttons(answer: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The buttons of a message, by their words."""
    blocks = answer["blocks"]
    found = [e for b in blocks for e in (*b.get("elements", ()), b.get("accessory") or {}) if e.get("type") == "button"]
    return {each["text"]["text"]: each for each in found}


async def press(door: Door, button: Mapping[str, Any], who: str) -> None:
    await door.press(button["action_id"], button["value"], user=person(who))


async def direct(team: Team, user_id: str, *words: str) -> str:
    """What the bot says in somebody's own conversation, once it holds these words."""

    def said() -> str:
        posted = [e for e in team.server.practice.log.entries() if e["kind"] == "api"]
        mine = [
            e["arguments"] for e in posted if user_id in {e["arguments"].get("channel"), e["arguments"].get("user")}
        ]
        return "\n".join(str(each.get("text")) for each in mine)

    await team.holds(f"{user_id} to read {words}", lambda: all(each in said() for each in words))
    return said()


async def test_only_the_owner_who_leads_it_a_leader_or_an_admin_closes_a_review(northwind: Door, team: Team) -> None:
    assert "Close review" not in buttons(await northwind.command("/review status", user_id=OMAR))
    assert "Close review" in buttons(await northwind.command("/review status", user_id=LENA))
    refused = await northwind.command("/review close", user_id=OMAR)
    assert refused["text"] == "Only Nina (owner) or an admin can close this review."
    assert list(buttons(refused)) == ["Ask Nina"]
    await northwind.submit("form.close", {"review": 1}, RISK, user=person(OMAR))
    for line in ("/review abandon", "/review abandon we stop"):
        assert "Only Nina (owner) or an admin can abandon" in (await northwind.command(line, user_id=OMAR))["text"]
    await northwind.submit("form.abandon", {"review": 1}, {"why": {"value": "I say so"}}, user=person(OMAR))
    assert team.row("SELECT state FROM reviews") == {"state": "open"}
    await northwind.submit("form.abandon", {"review": 1}, {"why": {"value": "She says so"}}, user=person(LENA))
    assert team.row("SELECT state FROM reviews") == {"state": "abandoned"}
    assert "can abandon or resume" in (await northwind.command("/review resume", user_id=OMAR))["text"]
    assert team.row("SELECT state FROM reviews") == {"state": "abandoned"}


async def test_who_is_refused_asks_the_owner_once_a_day_and_the_owner_can_do_it_there(
    northwind: Door, team: Team
) -> None:
    refused = await northwind.command("/review close", user_id=OMAR)
    ask = buttons(refused)["Ask Nina"]
    await press(northwind, ask, OMAR)
    await direct(team, NINA, "Omar asks you to close the review of Northwind.")
    await press(northwind, ask, OMAR)
    await direct(team, OMAR, "I asked Nina in a direct", "was asked about this today already")
    asked = team.rows("SELECT payload FROM outbox WHERE key LIKE 'asked:%'")
    assert len(asked) == 1
    assert list(buttons(json.loads(asked[0]["payload"]))) == ["Close the review"]
    team.clock.forward(hours=24)
    await press(northwind, ask, OMAR)
    assert len(team.rows("SELECT payload FROM outbox WHERE key LIKE 'asked:%'")) == 2


async def test_who_may_by_now_is_told_so_and_nobody_is_asked(northwind: Door, team: Team) -> None:
    ask = buttons(await northwind.command("/review close", user_id=OMAR))["Ask Nina"]
    await northwind.command("/review leaders @omar all", user_id=LENA)
    await press(northwind, ask, OMAR)
    await direct(team, OMAR, "You can do that yourself by now")
    assert not team.rows("SELECT 1 FROM outbox WHERE key LIKE 'asked:%'")


async def test_the_rhythm_is_everybodys_to_see_and_the_owners_to_change(northwind: Door, team: Team) -> None:
    seen = await northwind.command("/review rhythm", user_id=OMAR)
    assert "every quarter" in seen["text"]
    assert buttons(seen) == {}
    assert "Pause" in buttons(await northwind.command("/review rhythm", user_id=LENA))
    refused = await northwind.command("/review rhythm monthly", user_id=OMAR)
    assert refused["text"] == "Only Nina (owner) or an admin can change when this customer is reviewed."
    assert team.row("SELECT rhythm_months FROM accounts") == {"rhythm_months": 3}
    await northwind.command("/review rhythm monthly", user_id=LENA)
    assert team.row("SELECT rhythm_months FROM accounts") == {"rhythm_months": 1}


async def test_everybody_sees_the_admins_and_only_they_get_buttons(northwind: Door) -> None:
    seen = await northwind.command("/review admins", user_id=OMAR)
    assert "Lena Ortiz (administers Slack or set me up)" in seen["text"]
    assert buttons(seen) == {}
    assert list(buttons(await northwind.command("/review admins", user_id=LENA))) == ["Name an admin"]
    refused = await northwind.command("/review admins @omar", user_id=OMAR)
    assert refused["text"] == "Only an admin (Jonas Weber or Lena Ortiz) can name admins and leaders."


async def test_an_admin_is_named_and_taken_away_again(northwind: Door, team: Team) -> None:
    named = await northwind.command("/review admins @omar", user_id=LENA)
    assert "Omar is admin now." in named["text"]
    assert "Omar Haddad (named by Lena)" in named["text"]
    await direct(team, OMAR, "Lena named you admin")
    assert list(buttons(await northwind.command("/review admins", user_id=OMAR))) == ["Remove", "Name an admin"]
    again = await northwind.command("/review admins @omar", user_id=LENA)
    assert "Omar is admin already." in again["text"]
    removed = await northwind.command("/review admins remove @omar", user_id=OMAR)
    assert "Omar is no admin any more." in removed["text"]
    assert buttons(removed) == {}
    assert "Only an admin" in (await northwind.command("/review admins @mei", user_id=OMAR))["text"]
    kinds = team.rows("SELECT kind, by FROM audit_entries WHERE kind = 'role'")
    assert kinds == [{"kind": "role", "by": LENA}, {"kind": "role", "by": OMAR}]


async def test_an_admin_who_has_left_is_not_counted_as_one(northwind: Door, team: Team) -> None:
    for name in ("@omar", "@ruth"):
        await northwind.command(f"/review admins {name}", user_id=LENA)
    async with team.bot.db.write() as tx:
        await tx.exec_driver_sql("UPDATE people SET is_admin = FALSE")
        await tx.exec_driver_sql(f"UPDATE people SET deactivated = TRUE WHERE user_id = '{RUTH}'")
    said = await northwind.command("/review admins remove @omar", user_id=OMAR)
    assert "Omar is the only admin. Name another one first." in said["text"]


async def test_slacks_own_admins_stay(northwind: Door, team: Team) -> None:
    said = await northwind.command("/review admins remove @jonas", user_id=LENA)
    assert "Jonas administers this Slack workspace" in said["text"]
    assert not team.rows("SELECT 1 FROM roles")


async def test_a_leader_without_a_reach_is_asked_about_and_a_button_settles_it(northwind: Door, team: Team) -> None:
    asked = await northwind.command("/review leaders @tomas", user_id=LENA)
    assert "Whose customers does Tomás look after?" in asked["text"]
    assert not team.rows("SELECT 1 FROM roles")
    await press(northwind, buttons(asked)["Those of their reports"], LENA)
    assert team.row("SELECT user_id, reach FROM roles") == {"user_id": TOMAS, "reach": "reports"}
    await northwind.command("/review leaders @tomas all", user_id=LENA)
    assert team.row("SELECT user_id, reach FROM roles") == {"user_id": TOMAS, "reach": "all"}
    assert "Tomás Vidal: all customers" in (await northwind.command("/review leaders", user_id=OMAR))["text"]


async def test_a_leader_of_reports_closes_for_them_and_for_nobody_else(northwind: Door, team: Team) -> None:
    await northwind.command("/review leaders @tomas reports", user_id=LENA)
    assert "Only Nina" in (await northwind.command("/review rhythm monthly", user_id=TOMAS))["text"]
    async with team.bot.db.write() as tx:
        await tx.exec_driver_sql(f"UPDATE people SET manager = '{TOMAS}' WHERE user_id = '{NINA}'")
    await northwind.command("/review rhythm monthly", user_id=TOMAS)
    assert team.row("SELECT rhythm_months FROM accounts") == {"rhythm_months": 1}
    refused = await northwind.command("/review close", user_id=OMAR)
    assert refused["text"] == "Only Nina (owner) or a leader can close this review."


async def test_the_form_names_whom_it_can_and_says_why_not(northwind: Door, team: Team) -> None:
    def picked(user_id: str) -> dict[str, Any]:
        person_field = {"type": "users_select", "selected_user": user_id}
        return {"person": person_field, "reach": {"selected_option": {"value": "all"}}}

    wrong = await northwind.submit("form.role", {"kind": "leader"}, picked("U0SVEN001"), user=person(LENA))
    assert "deactivated" in wrong["errors"]["person"]
    await northwind.submit("form.role", {"kind": "leader"}, picked(RUTH), user=person(OMAR))
    assert not team.rows("SELECT 1 FROM roles")
    await northwind.submit("form.role", {"kind": "leader"}, picked(RUTH), user=person(LENA))
    assert team.row("SELECT user_id, kind, reach FROM roles") == {"user_id": RUTH, "kind": "leader", "reach": "all"}


async def test_a_slip_names_nobody_and_says_what_to_type(northwind: Door, team: Team) -> None:
    slip = await northwind.command("/review leaders @tomas al", user_id=LENA)
    assert "Did you mean “all”?" in slip["text"]
    unknown = await northwind.command("/review leaders @tomaz all", user_id=LENA)
    assert "I know nobody here called @tomaz" in unknown["text"]
    bot = await northwind.command("/review admins <@U0PRACTICE>", user_id=LENA)
    assert "is a bot" in bot["text"]
    outsider = await northwind.command("/review admins <@U0DANA001>", user_id=LENA)
    assert "at another organisation" in outsider["text"]
    assert not team.rows("SELECT 1 FROM roles")


async def test_workspace_settings_open_for_a_named_admin(northwind: Door) -> None:
    assert "Only an admin" in (await northwind.command("/review settings workspace", user_id=OMAR))["text"]
    await northwind.command("/review admins @omar", user_id=LENA)
    opened = await northwind.command("/review settings workspace", user_id=OMAR)
    # The form itself cannot open here: the moment for it is no real one.
    assert "settings workspace" in opened["text"]


@pytest.fixture
async def installed(tmp_path: Path) -> AsyncIterator[Team]:
    clock = Clock()
    given = {"slack_app_token": "", "slack_signing_secret": SECRET, "holdfast_installer": NINA}
    async with practice(clock) as server, team_at_work(tmp_path, server, clock, **given) as working:
        yield working


async def test_who_set_the_bot_up_is_admin_and_names_others(installed: Team) -> None:
    door = Door(installed.bot)
    assert "Omar is admin now." in (await door.command("/review admins @omar", user_id=NINA))["text"]
    said = await door.command("/review admins remove @nina", user_id=OMAR)
    assert "set me up" in said["text"]
