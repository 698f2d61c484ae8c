"""A gap logged from a message: its words fill the form, and the way back to it is kept."""

from __future__ import annotations

from tests.driving.person import Person
from tests.driving.team import NORTHWIND, Team
from tests.scenarios.stories import starts


async def shortcut(team: Team, person: Person, callback_id: str, ts: str) -> None:
    body = {"user": person.name, "callbackId": callback_id, "channel": NORTHWIND, "messageTs": ts}
    answer = await team.control("shortcut", body)
    assert answer["ok"], answer


async def written(team: Team, words: str) -> str:
    said = (await team.read(f"messages/{NORTHWIND}"))["messages"]
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
