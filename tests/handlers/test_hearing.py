"""Messages in channels, as Slack tells of them: again, late, edited, by apps, of channels nobody listens to."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import pytest

from tests.driving.team import NORTHWIND, SHARED, Team
from tests.handlers.door import NINA, OMAR, TEAM, Door
from tests.handlers.sending import RUTH

TS = "1795510800.000100"
WORDS = "zebra quartz"


@pytest.fixture
async def listened(northwind: Door, team: Team) -> Door:
    """Northwind's own channel, listened to."""
    await northwind.press("listen.on", {})
    await team.everything_said()
    assert team.rows("SELECT 1 FROM listening WHERE ended_at IS NULL")
    return northwind


def message(**changed: Any) -> dict[str, Any]:
    """Omar writes in Northwind's channel."""
    usual = {
        "type": "message",
        "channel": NORTHWIND,
        "channel_type": "channel",
        "user": OMAR,
        "text": WORDS,
        "ts": TS,
        "team": TEAM,
    }
    return {name: value for name, value in (usual | changed).items() if value is not None}


def heard(team: Team) -> list[tuple[str, str, int, int]]:
    rows = team.rows("SELECT user_id, day, count, is_theirs FROM heard_days ORDER BY user_id, day")
    return [(row["user_id"], row["day"], row["count"], row["is_theirs"]) for row in rows]


async def test_what_slack_tells_again_counts_once(listened: Door, team: Team) -> None:
    for number in ("0", "1", "2"):
        await listened.event(message(), "Ev1", **{"x-slack-retry-num": number, "x-slack-retry-reason": "http_timeout"})
    assert heard(team) == [(OMAR, "2026-11-24", 1, 0)]


async def test_many_at_the_same_time_are_each_counted_once(listened: Door, team: Team) -> None:
    told = [message(user=OMAR if number % 2 else NINA, ts=f"1795510800.{number:06}") for number in range(40)]
    await asyncio.gather(*(listened.event(each, f"Ev{number % 30}") for number, each in enumerate(told)))
    assert sum(times for _, _, times, _ in heard(team)) == 30


@pytest.mark.parametrize(
    "changed",
    [
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "channel_join"},
        {"subtype": "bot_message", "bot_id": "B1"},
        {"bot_id": "B0PRACTICE"},
        {"user": None},
        {"channel": SHARED},
        {"channel": "C0GENERAL0"},
    ],
)
async def test_only_peoples_own_messages_where_it_was_switched_on_are_counted(
    listened: Door, team: Team, changed: dict[str, Any]
) -> None:
    await listened.event(message(**changed), "Ev1")
    assert heard(team) == []


@pytest.mark.parametrize("changed", [{"thread_ts": "1.0"}, {"subtype": "thread_broadcast"}, {"subtype": "file_share"}])
async def test_answers_in_threads_and_files_are_somebodys_message_too(
    listened: Door, team: Team, changed: dict[str, Any]
) -> None:
    await listened.event(message(**changed), "Ev1")
    assert [row[0] for row in heard(team)] == [OMAR]


async def test_a_day_is_the_one_it_was_written_on(listened: Door, team: Team) -> None:
    await listened.event(message(ts="1795424400.000100"), "Ev1")
    assert [row[1] for row in heard(team)] == ["2026-11-23"]


async def test_somebody_of_another_organisation_is_the_customers(listened: Door, team: Team) -> None:
    await listened.event(message(user="U0STRANGER", user_team="T0OTHER"), "Ev1")
    assert heard(team) == [("U0STRANGER", "2026-11-24", 1, 1)]


@pytest.mark.parametrize("named", [TEAM, "T0NORTHWD"])
async def test_in_a_shared_channel_it_is_ours_whichever_workspace_slack_names_first(
    listened: Door, team: Team, named: str
) -> None:
    body = {
        "team_id": named,
        "api_app_id": "A0PRACTICE",
        "type": "event_callback",
        "event_id": "Ev1",
        "event": message(user="U0STRANGER", user_team="T0NORTHWD", team="T0NORTHWD"),
        "authorizations": [{"team_id": TEAM, "user_id": "U0PRACTICE", "is_bot": True}],
    }
    answer = await listened.post(json.dumps(body), {"content-type": "application/json"})
    assert answer.status == 200
    assert heard(team) == [("U0STRANGER", "2026-11-24", 1, 1)]


async def test_a_guest_of_ours_is_the_customers(listened: Door, team: Team) -> None:
    await team.changes(f"UPDATE people SET is_guest = 1 WHERE user_id = '{OMAR}'")
    await listened.event(message(), "Ev1")
    assert heard(team) == [(OMAR, "2026-11-24", 1, 1)]


async def test_of_a_stranger_in_our_workspace_slack_is_asked_who_they_are(listened: Door, team: Team) -> None:
    team.server.practice.workspace.users[RUTH].update(is_restricted=True, is_ultra_restricted=False)
    await team.changes(f"DELETE FROM people WHERE user_id = '{RUTH}'")
    await listened.event(message(user=RUTH), "Ev1")
    await team.holds("a guest to be the customer's", lambda: heard(team) == [(RUTH, "2026-11-24", 1, 1)])
    await listened.event(message(user=RUTH), "Ev2")
    assert heard(team) == [(RUTH, "2026-11-24", 2, 1)]


async def test_an_app_that_writes_as_a_person_is_not_counted(listened: Door, team: Team) -> None:
    await team.changes(f"UPDATE people SET is_bot = 1 WHERE user_id = '{OMAR}'")
    await listened.event(message(), "Ev1")
    assert heard(team) == []


async def test_words_are_neither_kept_nor_logged_even_where_counting_fails(
    listened: Door, team: Team, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    await listened.event(message(), "Ev1")
    await team.changes("ALTER TABLE heard_days RENAME TO elsewhere")
    with pytest.raises(AssertionError, match="503"):
        await listened.event(message(), "Ev2")
    await team.changes("ALTER TABLE elsewhere RENAME TO heard_days")
    await listened.event(message(), "Ev2")
    assert heard(team) == [(OMAR, "2026-11-24", 2, 0)]
    assert not [each.name for each in caplog.records if WORDS in f"{each.getMessage()} {each.args} {each.exc_text}"]
    kept = b"".join(path.read_bytes() for path in team.file.parent.glob(f"{team.file.name}*"))
    assert WORDS.encode() not in kept


async def test_what_another_copy_switched_off_a_moment_ago_is_not_counted(listened: Door, team: Team) -> None:
    await listened.event(message(), "Ev1")
    await team.changes("UPDATE listening SET ended_at = '2026-11-24 09:00:00.000000'")
    await listened.event(message(), "Ev2")
    assert heard(team) == [(OMAR, "2026-11-24", 1, 0)]


async def test_a_channel_that_is_the_customers_no_more_is_not_counted(listened: Door, team: Team) -> None:
    await team.changes("UPDATE accounts SET channel = 'C0ELSEWHERE'")
    await listened.event(message(), "Ev1")
    assert heard(team) == []
