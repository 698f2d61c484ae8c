"""What becomes of a file that reaches us: kept once, answered once, or left alone because it is none of ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.practice.about import BOT_USER_ID
from handlers import file_drops
from handlers.events import finish_waiting
from reviews.import_offer import MOST_BYTES
from tests.driving.screen import Shown
from tests.driving.team import DIRECT_NINA, NORTHWIND, SHARED, Team
from tests.handlers.door import Door

TABLE = "ticket id,customer,subject,created\r\n1,Northwind,Export fails,2026-11-03\r\n"
NINA, OMAR, DANA = "U0NINA001", "U0OMAR001", "U0DANA001"


class Told:
    """Files, and what Slack tells the bot of them, over HTTP as it does."""

    def __init__(self, team: Team, door: Door) -> None:
        self.team = team
        self.door = door
        self.events = 0

    async def drop(self, name: str = "tickets.csv", **given: str) -> dict[str, Any]:
        """Put a file into a conversation; the message it stands in."""
        usual = {"user": "nina", "channel": DIRECT_NINA, "name": name, "content": TABLE}
        done = await self.team.control("drop", {**usual, **given})
        assert done["ok"], done
        return dict(done["message"])

    async def shared(self, file: Mapping[str, Any], user: str = NINA, channel: str = DIRECT_NINA) -> None:
        """Slack says that a file was shared."""
        event = {"type": "file_shared", "file_id": file["id"], "user_id": user, "channel_id": channel}
        await self._event({**event, "file": {"id": file["id"]}, "event_ts": "1.000001"})

    async def shared_in_vain(self, file: Mapping[str, Any], waits: pytest.LogCaptureFixture) -> None:
        """Slack says that a file was shared, and does not answer what is asked about it: the event waits."""
        event = {"type": "file_shared", "file_id": file["id"], "user_id": NINA, "channel_id": DIRECT_NINA}
        await self.door.event({**event, "file": {"id": file["id"]}, "event_ts": "1.000001"}, "Ev9")
        await self.team.holds("the handler to have failed", lambda: "event:Ev9 waits" in waits.text)
        await self.team.holds("the handler to end", lambda: not self.team.bot._desk.at_work)
        left = self.team.rows("SELECT payload FROM inbox WHERE handled_at IS NULL")
        assert (self.kept(), len(left)) == ([], 1)

    async def said(self, message: Mapping[str, Any], channel: str = DIRECT_NINA) -> None:
        """Slack says what was said."""
        await self._event({**message, "channel": channel, "channel_type": "im", "event_ts": message["ts"]})

    async def _event(self, event: Mapping[str, Any]) -> None:
        self.events += 1
        await self.door.event(event, f"Ev{self.events}")
        left = "SELECT key FROM inbox WHERE handled_at IS NULL"
        await self.team.holds("the event to be handled", lambda: not self.team.rows(left))
        await self.team.everything_said()

    def kept(self) -> list[dict[str, Any]]:
        """The imports there are."""
        return self.team.rows("SELECT * FROM imports ORDER BY id")

    async def answers(self) -> list[Shown]:
        """What the bot said in Nina's conversation."""
        return await self.team.said(DIRECT_NINA)


@pytest.fixture
def told(team: Team, door: Door) -> Told:
    return Told(team, door)


async def test_a_file_that_slack_tells_of_twice_is_kept_once(told: Told) -> None:
    (file,) = (await told.drop())["files"]
    await told.shared(file)
    await told.shared(file)
    (kept,) = told.kept()
    assert (kept["file_id"], kept["by"], kept["channel"]) == (file["id"], NINA, DIRECT_NINA)
    assert kept["name"] == "tickets.csv"


async def test_somebody_else_s_file_is_left_alone(told: Told) -> None:
    (file,) = (await told.drop())["files"]
    await told.shared(file, user=OMAR, channel="D0OMAR001")
    await told.shared(file, user=OMAR)
    assert told.kept() == []


async def test_a_file_of_a_channel_is_left_alone_even_when_its_conversation_is_said_to_be_ours(told: Told) -> None:
    (file,) = (await told.drop(channel=NORTHWIND))["files"]
    await told.shared(file, channel=NORTHWIND)
    await told.shared(file)
    assert told.kept() == []


async def test_a_file_of_another_organisation_is_left_alone(told: Told) -> None:
    (file,) = (await told.drop(user="dana", channel=SHARED))["files"]
    upload = told.team.server.practice.files.find(file["id"])
    assert upload
    upload.shares = {DIRECT_NINA: ["1.000001"]}
    await told.shared(file, user=DANA)
    upload.user = NINA
    await told.shared(file)
    assert told.kept() == []
    assert await told.answers() == []
    upload.team = "T0FIELD"
    await told.shared(file)
    assert len(told.kept()) == 1


async def test_a_guest_s_file_is_left_alone(told: Told) -> None:
    await told.team.control("guest", {"user": "nina"})
    (file,) = (await told.drop())["files"]
    await told.shared(file)
    assert told.kept() == []


async def test_what_we_sent_ourselves_is_left_alone(told: Told) -> None:
    (file,) = (await told.drop())["files"]
    await told.shared(file, user=BOT_USER_ID)
    assert told.kept() == []


async def test_a_file_that_is_gone_already_is_left_alone(told: Told) -> None:
    await told.shared({"id": "F0NOTHERE"})
    assert (told.kept(), await told.answers()) == ([], [])


async def test_a_file_too_large_is_not_fetched_and_that_is_said_once(told: Told) -> None:
    message = await told.drop()
    (file,) = message["files"]
    upload = told.team.server.practice.files.find(file["id"])
    assert upload
    upload.content = _Large()
    await told.shared(file)
    await told.shared(file)
    (answer,) = await told.answers()
    assert "larger than the 200 MB" in answer
    assert told.kept() == []


class _Large(bytes):
    """A file that says it is large."""

    def __len__(self) -> int:
        return MOST_BYTES + 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("board.png", "I read no pictures"),
        ("usage.xlsx", "Save as"),
        ("report.pdf", "I read no documents"),
        ("export.zip", "I open no packed files"),
        ("tickets.csv.gz", "I open no packed files"),
        ("page.html", "I read CSV files"),
    ],
)
async def test_what_is_no_csv_is_answered_once_with_what_to_do_instead(told: Told, name: str, words: str) -> None:
    message = await told.drop(name)
    await told.shared(message["files"][0])
    await told.said(message)
    await told.said(message)
    answers = await told.answers()
    assert [each for each in answers if words in each] == answers
    assert len(answers) == 1
    assert told.kept() == []


async def test_a_csv_alone_is_not_answered_as_words(told: Told) -> None:
    message = await told.drop()
    await told.said(message)
    assert await told.answers() == []


async def test_words_beside_a_csv_that_say_nothing_to_record_are_not_complained_about(told: Told) -> None:
    await told.said(await told.drop(text="the tickets of this quarter"))
    assert await told.answers() == []
    await told.said(await told.drop("board.png", text="the board of this quarter"))
    (answer,) = await told.answers()
    assert "I read nothing in that" in answer


async def test_without_the_right_to_read_files_the_person_hears_what_is_missing(told: Told) -> None:
    (file,) = (await told.drop())["files"]
    given = {"kind": "error", "method": "files.info", "error": "missing_scope"}
    assert (await told.team.control("fault", given))["ok"]
    await told.shared(file)
    (answer,) = await told.answers()
    assert "files:read" in answer


async def test_where_slack_is_busy_the_file_waits_and_is_kept_later(
    told: Told, caplog: pytest.LogCaptureFixture
) -> None:
    (file,) = (await told.drop())["files"]
    assert (await told.team.control("fault", {"kind": "server_error", "method": "files.info"}))["ok"]
    await told.shared_in_vain(file, caplog)
    assert await finish_waiting(told.team.bot._desk, told.team.bot.app.client) == 1
    assert len(told.kept()) == 1


async def test_a_file_of_which_slack_does_not_say_yet_where_it_stands_waits(
    told: Told, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(file_drops, "AGAIN_SECONDS", (0.0, 0.0))
    (file,) = (await told.drop())["files"]
    upload = told.team.server.practice.files.find(file["id"])
    assert upload
    shares, upload.shares = upload.shares, {}
    await told.shared_in_vain(file, caplog)
    upload.shares = shares
    assert await finish_waiting(told.team.bot._desk, told.team.bot.app.client) == 1
    assert len(told.kept()) == 1
