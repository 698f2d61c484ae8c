"""Who acts is known before anything is done: members go on, everybody else is told no, and only they."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any

import pytest

from storage.database import Database
from tests.driving.team import GENERAL, NORTHWIND, SHARED, Team
from tests.handlers.door import OMAR, TEAM, Door, new_trigger, person

DANA, SVEN, MEI, TOMAS = "U0DANA001", "U0SVEN001", "U0MEI0001", "U0TOMAS01"
LINE = "/action <@U0OMAR001> sends Northwind the new file by 4 dec"


@pytest.fixture
async def promised(northwind: Door, team: Team) -> Door:
    """A-1, Omar's, on Northwind."""
    await northwind.command(LINE)
    await team.everything_said()
    return northwind


async def done(door: Door, user_id: str, workspace: str = TEAM, channel: str = NORTHWIND) -> None:
    """They press Done on A-1."""
    where = {
        "container": {"type": "message", "message_ts": "1.1", "channel_id": channel, "is_ephemeral": True},
        "channel": {"id": channel, "name": "any"},
    }
    await door.press("item.done", {"item": "A-1"}, user=person(user_id, workspace), **where)


def state(team: Team) -> str:
    return str(team.row("SELECT state FROM actions")["state"])


def told(team: Team, user_id: str) -> str:
    """What was said to somebody alone, in a room or in their own conversation."""
    said = [e["arguments"] for e in team.server.practice.log.entries() if e["kind"] == "api"]
    alone = [each for each in said if user_id in {each.get("user"), each.get("channel")} and each.get("text")]
    return "\n".join(str(each["text"]) for each in alone)


async def reads(team: Team, user_id: str, words: str) -> None:
    """Wait until they have read this: an answer comes after the acknowledgement."""
    await team.holds(f"{user_id} to read {words}", lambda: words in told(team, user_id))


@pytest.mark.parametrize("workspace", ["T0NORTHWD", TEAM])
async def test_a_customer_who_presses_in_the_shared_channel_changes_nothing(
    promised: Door, team: Team, workspace: str
) -> None:
    await done(promised, DANA, workspace, SHARED)
    assert state(team) == "open"
    await reads(team, DANA, "Only people of the team that runs me")
    assert "A-1" not in told(team, DANA)


async def test_a_deactivated_person_changes_nothing(promised: Door, team: Team) -> None:
    await done(promised, SVEN)
    assert state(team) == "open"
    assert "deactivated" in (await promised.command("/review list", user_id=SVEN))["text"]


async def test_a_guest_is_told_so_and_is_a_member_again_once_slack_says_it(promised: Door, team: Team) -> None:
    await team.control("guest", {"user": "mei"})
    team.clock.forward(hours=25)
    assert "Guests cannot use this" in (await promised.command("/review list", user_id=MEI))["text"]
    await team.control("guest", {"user": "mei", "guest": False})
    team.clock.forward(hours=25)
    assert "A-1" in (await promised.command("/review list", user_id=MEI))["text"]


async def test_a_colleague_from_another_workspace_of_our_organisation_works_as_here(promised: Door, team: Team) -> None:
    await team.control("colleague", {"user": "omar"})
    team.clock.forward(hours=25)
    await done(promised, OMAR, "T0FIELDEU")
    assert state(team) == "done"


async def test_somebody_of_another_organisation_with_several_workspaces_stays_outside(
    promised: Door, team: Team
) -> None:
    dana = team.server.practice.workspace.users[DANA]
    dana["enterprise_user"] = {"id": DANA, "enterprise_id": "E0NORTHWD", "teams": ["T0NORTHWD"]}
    await done(promised, DANA, "T0NORTHWD", SHARED)
    assert state(team) == "open"


async def test_one_of_ours_under_the_name_of_another_workspace_is_not_trusted(promised: Door, team: Team) -> None:
    await done(promised, OMAR, "T0NORTHWD")
    assert state(team) == "open"


async def test_who_was_never_seen_is_not_let_in_while_slack_is_down(door: Door, team: Team) -> None:
    answer = await team.control("fault", {"kind": "server_error", "method": "users.info", "times": 9})
    assert answer["ok"], answer
    said = await door.command("/review list", user_id=MEI)
    assert "Slack could not tell me who you are" in said["text"]


async def test_a_member_seen_before_goes_on_while_slack_is_down(promised: Door, team: Team) -> None:
    await promised.command("/review list", user_id=MEI)
    team.clock.forward(hours=60)
    await team.control("fault", {"kind": "server_error", "method": "users.info", "times": 9})
    assert "A-1" in (await promised.command("/review list", user_id=MEI))["text"]


async def test_who_was_seen_today_costs_neither_a_call_nor_a_question_to_the_tables(
    door: Door, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    await door.command("/review help", user_id=MEI)
    before = calls(team)
    asked: list[str] = []
    for deed in ("read", "write"):
        monkeypatch.setattr(Database, deed, watched(getattr(Database, deed), asked))
    assert "Something broke" not in (await door.command("/review help", user_id=MEI))["text"]
    assert calls(team) == before
    assert not [each for each in asked if each.endswith(("/actors.py", "/people.py", "/slack_people.py", "/hidden.py"))]
    await door.command("/review list", user_id=MEI)
    assert [each for each in asked if each.endswith("/lists.py")]


def watched(opens: Callable[[Database], Any], asked: list[str]) -> Callable[[Database], Any]:
    """The same, noting from where the tables were asked."""

    def noted(self: Database) -> Any:
        asked.extend(frame.filename for frame in traceback.extract_stack())
        return opens(self)

    return noted


def calls(team: Team) -> int:
    return len([e for e in team.server.practice.log.entries() if e["kind"] == "api"])


async def test_a_menu_offers_an_outsider_nothing(promised: Door) -> None:
    async def offered(who: dict[str, str]) -> list[Any]:
        payload = {
            **{"type": "block_suggestion", "team": {"id": TEAM}, "user": who, "api_app_id": "A0PRACTICE"},
            **{"action_id": "find.account", "block_id": "account", "value": "nor", "trigger_id": new_trigger()},
            **{"container": {"type": "message", "message_ts": "1.1", "channel_id": SHARED}, "channel": {"id": SHARED}},
        }
        return list((await promised.interaction(payload)).get("options") or [])

    assert await offered(person(OMAR))
    assert await offered(person(DANA, "T0NORTHWD")) == []


async def test_a_form_an_outsider_submits_says_no_in_its_place(promised: Door, team: Team) -> None:
    values = {"date": {"type": "datepicker", "selected_date": "2026-12-11"}}
    answer = await promised.submit("form.date", {"item": "A-1"}, values, user=person(DANA, "T0NORTHWD"))
    assert answer["response_action"] == "update"
    assert "nothing was done" in str(answer["view"])
    assert "Northwind" not in str(answer["view"])
    assert team.row("SELECT due FROM actions") == {"due": "2026-12-04"}


async def hide(team: Team) -> None:
    """Northwind becomes private, and Nina's."""
    async with team.bot.db.write() as tx:
        await tx.exec_driver_sql("UPDATE accounts SET is_private = TRUE")


async def test_what_somebody_may_not_see_is_answered_as_if_it_did_not_exist(promised: Door, team: Team) -> None:
    await hide(team)
    await done(promised, TOMAS, channel=GENERAL)
    assert state(team) == "open"
    await reads(team, TOMAS, "There is no A-1")
    there = {"user_id": TOMAS, "channel_id": GENERAL}
    for line in (
        "/review A-1",
        "/review list all",
        "/review list Northwind",
        "/review rhythm",
        "/review rhythm Northwind",
    ):
        said = await promised.command(line, **there)
        assert "new file" not in said["text"], line
        assert "reviewed every" not in said["text"], line


async def test_a_private_customer_without_a_channel_is_not_shown_where_no_channel_is_named(
    promised: Door, team: Team
) -> None:
    await hide(team)
    async with team.bot.db.write() as tx:
        await tx.exec_driver_sql("UPDATE accounts SET channel = NULL")
    at_home = {"container": {"type": "view", "view_id": "V1"}, "channel": None, "view": {"type": "home", "id": "V1"}}
    await promised.press("item.done", {"item": "A-1"}, user=person(TOMAS), **at_home)
    await team.holds("the answer", lambda: "There is no A-1" in str(team.server.practice.log.entries()))
    assert state(team) == "open"


async def test_who_owns_something_there_sees_a_private_customer(promised: Door, team: Team) -> None:
    await hide(team)
    said = await promised.command("/review A-1", user_id=OMAR, channel_id=GENERAL)
    assert "new file" in said["text"]
    await done(promised, OMAR, channel=GENERAL)
    assert state(team) == "done"


async def test_whoever_asks_in_its_own_channel_sees_a_private_customer(promised: Door, team: Team) -> None:
    await hide(team)
    assert "new file" in (await promised.command("/review A-1", user_id=MEI))["text"]
