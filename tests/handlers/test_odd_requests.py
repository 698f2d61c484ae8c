from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing

import pytest

from handlers import speak
from reviews.messages import ids
from tests.driving.team import Team
from tests.handlers.door import Door, person

PRESSES = sorted(
    v for k, v in vars(ids).items() if k.startswith(("BOARD_", "ITEM_", "LIST_", "DRAFT_", "RUN_", "SHOW_"))
)
FORMS = sorted(v for k, v in vars(ids).items() if k.startswith("FORM_"))
VALUES = ("", "not json", "[1]", '"text"', '{"review":"²","item":"A-0","page":"-1","draft":"x","step":"nowhere"}')
HUGE = '{"review":999999999999999999999999,"item":"G-999999999999999999999","page":99999999999,"account":"9"}'


async def test_no_button_breaks_on_a_value_it_never_gave_out(northwind: Door, team: Team) -> None:
    for action_id in PRESSES:
        for value in (*VALUES, HUGE):
            await northwind.press(action_id, value)
            assert not team.errors.lines, (action_id, value)
    assert team.row("SELECT state FROM reviews") == {"state": "open"}


async def test_no_form_breaks_on_what_no_client_would_send(northwind: Door, team: Team) -> None:
    odd = {"note": {"value": None}, "date": {"selected_date": "never"}}
    for callback_id in FORMS:
        for about in (*VALUES, HUGE):
            await northwind.submit(callback_id, about, {})
            await northwind.submit(callback_id, about, odd)
            assert not team.errors.lines, (callback_id, about)
    assert team.row("SELECT state FROM reviews") == {"state": "open"}


async def test_what_an_older_version_of_us_showed_is_answered(northwind: Door, team: Team) -> None:
    nina = team.person("nina")
    await nina.looks()
    await northwind.press("board.gone_long_ago", "{}")
    await nina.told("older version")
    assert "not mine" in (await northwind.command("/unheard of"))["text"]
    assert await northwind.submit("form.gone_long_ago", "{}", {}) == {}


async def test_a_direct_message_is_answered_once_however_often_it_is_delivered(door: Door, team: Team) -> None:
    event = {
        "type": "message",
        "channel": "D0NINA001",
        "channel_type": "im",
        "user": "U0NINA001",
        "text": "hi",
        "ts": "1.1",
    }
    await door.event(event, "Ev1")
    for number in ("1", "2"):
        await door.event(event, "Ev1", **{"x-slack-retry-num": number, "x-slack-retry-reason": "http_timeout"})
    nina = team.person("nina", "D0NINA001")
    await nina.told("/review start")
    await team.everything_said()
    assert len([m for m in await nina.messages() if "/review start" in m]) == 1
    assert not team.rows("SELECT 1 FROM inbox WHERE handled_at IS NULL")


@pytest.mark.parametrize(
    "event",
    [
        {"type": "message", "channel": "D0NINA001", "channel_type": "im", "bot_id": "B0PRACTICE", "text": "hi"},
        {"type": "message", "channel": "D0NINA001", "channel_type": "im", "subtype": "message_changed"},
        {"type": "message", "channel": "C0NORTHWND", "channel_type": "channel", "user": "U0NINA001", "text": "hi"},
        {"type": "app_home_opened", "user": "U0NINA001", "channel": "D0NINA001", "tab": "home"},
        {"type": "never_heard_of"},
    ],
)
async def test_what_is_not_for_us_is_acknowledged_and_left_alone(door: Door, team: Team, event: dict[str, str]) -> None:
    await door.event({"ts": "1.1", **event}, "Ev2")
    assert not team.rows("SELECT 1 FROM outbox")
    assert not team.rows("SELECT 1 FROM inbox")


async def test_when_something_breaks_the_person_gets_a_code_and_keeps_the_form(northwind: Door, team: Team) -> None:
    await team.everything_said()
    await team.changes("ALTER TABLE actions RENAME TO elsewhere")
    answer = await northwind.command("/action <@U0OMAR001> sends Northwind the new file by 4 dec")
    assert "Something broke on my side" in answer["text"]
    values = {
        "what": {"type": "plain_text_input", "value": "Send Northwind the new file"},
        "owner": {"type": "users_select", "selected_user": "U0OMAR001"},
        "date": {"type": "datepicker", "selected_date": "2026-12-04"},
    }
    kept = await northwind.submit("form.action", {"account": 1, "channel": "C0NORTHWND"}, values)
    assert kept["response_action"] == "errors"
    assert "Something broke" in kept["errors"]["what"]
    # The clock's sweeps break as well while the table is away; they say so without a code.
    codes = [line.split("code ")[1][:4] for line in team.errors.lines if "code " in line]
    assert len(codes) == 2
    assert codes[0] in answer["text"]
    await team.changes("ALTER TABLE elsewhere RENAME TO actions")
    await team.bot.catch_up()
    team.errors.lines.clear()


async def test_a_slow_answer_is_acknowledged_first_and_follows(
    northwind: Door, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speak, "ACK_WITHIN", 0.05)
    nina = team.person("nina")
    await nina.looks()
    await team.everything_said()
    with closing(sqlite3.connect(team.file, isolation_level=None, check_same_thread=False)) as connection:
        await asyncio.to_thread(connection.execute, "BEGIN IMMEDIATE")
        said = asyncio.create_task(northwind.command("/action <@U0OMAR001> sends Northwind the new file by 4 dec"))
        assert "One moment" in (await said)["text"]
        connection.execute("COMMIT")
    await nina.told("A-1")


async def test_an_answer_without_a_response_url_still_finds_the_person(northwind: Door, team: Team) -> None:
    omar = team.person("omar")
    await omar.looks()
    await northwind.press("list.filter", "", user=person("U0OMAR001"))
    await omar.told("Nothing is open here")
