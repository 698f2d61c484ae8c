"""A gap or an action logged from a message: its words fill the form, and the way back to it is kept."""

from __future__ import annotations

from tests.driving.person import Person
from tests.driving.team import NORTHWIND, SHARED, Team
from tests.scenarios.stories import starts


async def shortcut(team: Team, person: Person, callback_id: str, ts: str, channel: str = NORTHWIND) -> None:
    body = {"user": person.name, "callbackId": callback_id, "channel": channel, "messageTs": ts}
    answer = await team.control("shortcut", body)
    assert answer["ok"], answer


async def written(team: Team, words: str, channel: str = NORTHWIND) -> str:
    said = (await team.read(f"messages/{channel}"))["messages"]
    return str(next(m["ts"] for m in said if words in m["text"]))


async def test_a_message_becomes_a_gap_that_keeps_its_link(team: Team, nina: Person, omar: Person) -> None:
    await starts(nina)
    await omar.says("Dana says: the export stops at row 10,000 & nobody told @nina")
    ts = await written(team, "row 10,000")
    await shortcut(team, nina, "log.gap", ts)
    form = await nina.form("Log a gap")
    assert form.filled["what"] == "Dana says: the export stops at row 10,000 & nobody told Nina Halvorsen"
    await nina.submits(severity="blocks", owner="omar", date="2026-12-04")
    answer = await nina.told("G-1", "the message it came from")
    stored = team.row("SELECT link, what, owner FROM gaps")
    assert stored["link"].startswith("http")
    assert ts.replace(".", "") in stored["link"]
    assert f"<{stored['link']}|the message it came from>" in str(answer.blocks)


async def test_an_answer_in_a_thread_becomes_an_action_that_keeps_its_link(team: Team, nina: Person) -> None:
    await starts(nina)
    ts = await written(team, "Needs a real fix")
    await shortcut(team, nina, "log.action", ts)
    form = await nina.form("Log an action")
    assert form.filled["counterpart"] is None
    await nina.submits(what="Omar fixes the month-end export so that finance gets it", owner="omar", date="2026-12-04")
    await nina.told("A-1", "the message it came from")
    link = team.row("SELECT link FROM actions")["link"]
    assert ts.replace(".", "") in link
    assert "thread_ts=" in link
    await nina.reads("/action A-1", "the message it came from")
    await nina.presses("Edit")
    await nina.form("Change A-1")
    await nina.submits(counterpart="Farid")
    assert team.row("SELECT link, counterpart FROM actions") == {"link": link, "counterpart": "Farid"}
    listed = await nina.reads("/review list", "from this message")
    assert f"<{link}|from this message>" in str(listed.blocks)


async def test_what_the_customer_writes_becomes_an_action_with_them(team: Team, nina: Person) -> None:
    await starts(nina)
    await nina.types(f"/review account shared <#{SHARED}>")
    assert team.row("SELECT shared_channel FROM accounts")["shared_channel"] == SHARED
    ts = await written(team, "taken over operations", SHARED)
    await shortcut(team, nina, "log.action", ts, SHARED)
    there = nina.into(SHARED)
    form = await there.form("Log an action", "For Northwind")
    assert form.filled["counterpart"] == "Dana Brooks"
    await there.submits(what="Nina sends Dana the open points so that she can choose", owner="nina", date="2026-12-04")
    await there.told("A-1")
    stored = team.row("SELECT account_id, counterpart, link FROM actions")
    assert (stored["account_id"], stored["counterpart"]) == (1, "Dana Brooks")
    assert ts.replace(".", "") in stored["link"]
    assert not [m for m in await team.said(SHARED) if "A-1" in m]


async def test_a_message_without_words_asks_for_them_and_keeps_its_link(team: Team, nina: Person) -> None:
    await starts(nina)
    await nina.says("Anything")
    ts = await written(team, "Anything")
    said = team.server.practice.workspace.channels[NORTHWIND].find(ts)
    assert said is not None
    message = said.body
    message |= {"text": "", "blocks": [], "files": [{"title": "export.csv"}]}
    await shortcut(team, nina, "log.gap", ts)
    form = await nina.form("Log a gap")
    assert form.filled["what"] == "File: export.csv"
    await nina.closes_form()
    message["files"] = []
    await shortcut(team, nina, "log.gap", ts)
    form = await nina.form("Log a gap", "a message without words")
    assert form.filled["what"] is None
    await nina.submits(what="The export stops", severity="slows", owner="nina", date="2026-12-04")
    assert ts.replace(".", "") in team.row("SELECT link FROM gaps")["link"]


async def test_a_shortcut_of_an_older_version_says_so(team: Team, nina: Person) -> None:
    payload = await _as_slack_sends(team, nina)
    await team.delivers("interactive", {**payload, "callback_id": "log.gone"})
    await nina.told("from an older version")


async def _as_slack_sends(team: Team, nina: Person) -> dict[str, object]:
    await nina.says("Anything")
    await shortcut(team, nina, "log.gap", await written(team, "Anything"))
    await nina.form("Log a gap")
    await nina.closes_form()
    return await team.last_sent("interactive", "message_action")
