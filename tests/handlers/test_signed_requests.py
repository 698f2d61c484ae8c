from __future__ import annotations

import time
from urllib.parse import urlencode

from tests.driving.team import NORTHWIND, Team
from tests.handlers.door import OMAR, Door, new_trigger, person, signature

LINE = "/action <@U0OMAR001> sends Northwind the new file by 4 dec"


async def test_a_signed_command_is_answered_to_the_person_alone(northwind: Door, team: Team) -> None:
    answer = await northwind.command(LINE)
    assert answer["response_type"] == "ephemeral"
    assert "A-1" in answer["text"]
    assert team.row("SELECT owner FROM actions") == {"owner": OMAR}


async def test_what_slack_did_not_sign_is_turned_away(door: Door, team: Team) -> None:
    body = urlencode({"command": "/action", "text": "x", "team_id": "T0FIELD", "trigger_id": new_trigger()})
    forged = await door.post(body, secret="another secret of the same kind!")
    late = await door.post(body, at=time.time() - 600)
    assert (forged.status, late.status) == (401, 401)
    moved = signature(body)
    changed = body.replace("=x", "=y")
    assert moved["x-slack-signature"] != signature(changed)["x-slack-signature"]
    assert not team.rows("SELECT 1 FROM inbox")


async def test_the_same_request_sent_again_makes_one_row(northwind: Door, team: Team) -> None:
    trigger = new_trigger()
    await northwind.command(LINE, trigger_id=trigger)
    again = await northwind.command(LINE, trigger_id=trigger)
    assert "nothing was done twice" in again["text"]
    assert len(team.rows("SELECT 1 FROM actions")) == 1


async def test_a_form_whose_moment_has_passed_is_offered_as_a_button(northwind: Door, team: Team) -> None:
    answer = await northwind.command("/action <@U0OMAR001> sends Northwind the new file")
    assert "Not logged yet" in answer["text"]
    labels = [e["text"]["text"] for block in answer["blocks"] for e in block.get("elements", ()) if "action_id" in e]
    assert labels == ["Fill in the rest"]
    draft = team.row("SELECT payload FROM drafts")["payload"]
    assert "new file" in draft


async def test_an_organisations_install_is_counted_to_the_persons_own_workspace(northwind: Door, team: Team) -> None:
    review = team.row("SELECT id FROM reviews")["id"]
    values = {"note": {"type": "plain_text_input", "value": "Fewer manual steps"}}
    about = {"review": review, "step": "goals", "seen": "new"}
    await northwind.submit("form.step", about, values, team=None, is_enterprise_install=True, enterprise={"id": "E1"})
    await team.board(NORTHWIND, "✔ 1 Goals and changes: Fewer manual steps")


async def test_another_workspace_sees_nothing_of_this_one(northwind: Door, team: Team) -> None:
    await northwind.command(LINE)
    there = {"team_id": "T0OTHER", "channel_id": NORTHWIND}
    for line in ("/review A-1", "/review list all", "/review status"):
        assert "nothing was done" in (await northwind.command(line, **there))["text"]
    team.server.practice.workspace.users[OMAR]["team_id"] = "T0OTHER"
    there["user_id"] = OMAR
    assert "no A-1" in (await northwind.command("/review A-1", **there))["text"]
    assert "A-1" not in (await northwind.command("/review list all", **there))["text"]
    assert "No customer" in (await northwind.command("/review status", **there))["text"]
    stranger = {"team": {"id": "T0OTHER"}, "user": person("U0ELSE001", "T0OTHER")}
    await northwind.press("item.done", {"item": "A-1"}, **stranger)
    await northwind.press("board.close", {"review": 1}, **stranger)
    await northwind.submit("form.close", {"review": 1}, {"risk": {"value": "x"}, "expect": {"value": "y"}}, **stranger)
    assert team.row("SELECT state FROM actions") == {"state": "open"}
    assert team.row("SELECT state FROM reviews") == {"state": "open"}


async def test_a_draft_is_its_writers_own(northwind: Door, team: Team) -> None:
    await northwind.command("/action <@U0OMAR001> review onboarding by 4 dec")
    token = team.row("SELECT id FROM drafts")["id"]
    await northwind.press("draft.keep", {"draft": token}, user=person(OMAR))
    await team.person("omar").told("not here any more")
    assert not team.rows("SELECT 1 FROM actions")


async def test_owners_come_in_every_form_slack_writes_them(northwind: Door, team: Team) -> None:
    for number, owner in enumerate(("<@U0OMAR001>", "<@U0OMAR001|omar>", "@omar", "@Omar"), start=1):
        answer = await northwind.command(f"/action {owner} sends Northwind file number {number} by 4 dec")
        assert f"A-{number}" in answer["text"], answer["text"]
    assert {row["owner"] for row in team.rows("SELECT owner FROM actions")} == {OMAR}


async def test_a_user_group_owns_nothing(northwind: Door, team: Team) -> None:
    answer = await northwind.command("/action <!subteam^S0CSTEAM1|@cs-team> sends Northwind the new file by 4 dec")
    assert "Not logged yet" in answer["text"]
    assert not team.rows("SELECT 1 FROM actions")
    assert "not one person" in team.row("SELECT payload FROM drafts")["payload"]


async def test_why_an_owner_was_refused_is_said_even_where_no_form_opens(northwind: Door) -> None:
    answer = await northwind.command("/action <@U0SVEN001> sends Northwind the new file by 4 dec")
    assert "Not logged yet" in answer["text"]
    assert "deactivated" in answer["text"]
