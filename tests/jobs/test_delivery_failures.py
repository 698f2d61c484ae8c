"""What Slack will never take fails loudly: the log has it, and one person who can be reached is told once a day."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from storage import people
from storage.values import Say
from tests.builders import person
from tests.jobs.conftest import Desk
from tests.jobs.slack_double import refusal

PERMANENT = ["channel_not_found", "not_in_channel", "is_archived", "invalid_blocks", "account_inactive", "msg_too_long"]


async def administered_by(desk: Desk, *admins: str) -> None:
    async with desk.db.write() as tx:
        await people.save(tx, person("U5", "Someone Else"))
        for user_id in admins:
            await people.save(tx, person(user_id, "Ada Admin", is_admin=True))


def told(desk: Desk, user_id: str) -> list[str]:
    """What stands in the conversation with a person."""
    return [each["text"] for each in desk.slack.standing if each["channel"] == f"D{user_id[1:]}"]


@pytest.mark.parametrize("error", PERMANENT)
async def test_whoever_leads_the_review_is_told_what_could_not_be_posted(desk: Desk, error: str) -> None:
    await desk.open_review()
    await desk.deliver()
    desk.slack.script.append(refusal(error))
    await desk.post("summary:7", review_id=7)
    await desk.deliver()
    rows = await desk.rows()
    assert (rows["summary:7"].state, rows["summary:7"].error) == ("failed", error)
    (words,) = told(desk, "U1")
    assert "C1" in words
    assert error in words


async def test_a_message_that_failed_for_good_is_not_tried_again(desk: Desk) -> None:
    desk.slack.script.append(refusal("channel_not_found"))
    await desk.post("one")
    await desk.deliver()
    desk.later(days=2)
    await desk.deliver()
    assert len(desk.slack.calls) == 1


async def test_where_there_is_no_review_the_accounts_owner_is_told(desk: Desk) -> None:
    await desk.open_review()
    await desk.deliver()
    desk.slack.script.append(refusal("is_archived"))
    await desk.post("news")
    await desk.deliver()
    assert len(told(desk, "U1")) == 1


async def test_where_nobody_is_near_an_administrator_is_told_once_a_day_for_a_channel_and_a_reason(desk: Desk) -> None:
    await administered_by(desk, "U8", "U9")
    for day in range(2):
        for number in range(3):
            desk.slack.scripts["chat.postMessage"].append(refusal("not_in_channel"))
            await desk.post(f"m{day}{number}", "C7")
            await desk.deliver()
        assert len(told(desk, "U8")) == day + 1
        desk.later(days=1)
    assert told(desk, "U9") == []


async def test_another_reason_is_told_apart(desk: Desk) -> None:
    await administered_by(desk, "U8")
    for error in ("not_in_channel", "is_archived"):
        desk.slack.scripts["chat.postMessage"].append(refusal(error))
        await desk.post(error, "C7")
        await desk.deliver()
    assert len(told(desk, "U8")) == 2


async def test_nobody_is_told_that_they_cannot_be_reached_themselves(desk: Desk) -> None:
    await administered_by(desk, "U8", "U9")
    desk.slack.script.append(refusal("user_disabled"))
    await desk.post("one", "U8")
    await desk.deliver()
    assert told(desk, "U8") == []
    (words,) = told(desk, "U9")
    assert "<@U8>" in words


async def test_with_nobody_to_tell_the_log_names_the_command(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.slack.script.append(refusal("channel_not_found"))
    await desk.post("one")
    await desk.deliver()
    assert "python -m bot outbox --failed" in caplog.text
    assert len(desk.slack.calls) == 1


async def test_when_not_even_the_leader_can_be_told_it_ends_there(desk: Desk) -> None:
    await desk.open_review()
    desk.slack.script.extend([refusal("channel_not_found")] * 9)
    await desk.deliver()
    desk.later(days=1)
    await desk.deliver()
    assert len(desk.slack.calls) == 2
    assert set((await desk.states()).values()) == {"failed"}


async def test_administrators_who_cannot_be_reached_do_not_set_each_other_off(desk: Desk) -> None:
    await administered_by(desk, "U8", "U9")
    desk.slack.script.extend([refusal("account_inactive")] * 99)
    await desk.post("one", "C7")
    await desk.deliver()
    assert len(desk.slack.calls) <= 4


async def test_a_nudge_that_fails_is_not_taken_for_the_review_of_the_same_number(desk: Desk) -> None:
    await desk.open_review()
    await desk.deliver()
    await administered_by(desk, "U8")
    desk.slack.script.append(refusal("user_disabled"))
    await desk.queue("nudge:7", "U4", Say.NUDGE, subject_id=7)
    await desk.deliver()
    assert told(desk, "U1") == []
    assert len(told(desk, "U8")) == 1


async def test_a_kind_only_a_newer_version_knows_holds_up_nothing(desk: Desk) -> None:
    await desk.post("new kind")
    async with desk.db.write() as tx:
        await tx.execute(text("PRAGMA ignore_check_constraints = ON"))
        await tx.execute(text("UPDATE outbox SET operation = 'sing'"))
    await desk.post("two", "C2")
    await desk.deliver()
    assert await desk.states() == {"new kind": "queued", "two": "sent"}
