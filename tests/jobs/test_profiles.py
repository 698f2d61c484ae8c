"""Managers read from Slack's profiles: once a day, kept, and never asked for where it is not allowed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from jobs.following import Following
from jobs.people import refresh_people
from reviews.decision import Change, Decision
from reviews.preferences import Preferences
from storage import people, replanning
from tests.builders import NOW, WS, account, person, review
from tests.jobs.conftest import Desk
from tests.jobs.slack_double import Answer, busy, refusal
from tests.jobs.test_people_sweep import promised, stored

FIELDS = {"fields": [{"id": "Xf1", "label": "Manager", "type": "user"}]}
OLD = NOW - timedelta(hours=21)


def says(desk: Desk, method: str, body: Mapping[str, Any]) -> None:
    desk.slack.scripts[method].append(Answer(body={"ok": True, **body}))


def tells(desk: Desk, manager: str | None = "U3", **fields: Any) -> None:
    """What Slack says of the next person it is asked about, and whom their profile names."""
    usual = {"id": "U1", "name": "nina", "real_name": "Nina Berg", "tz": "Europe/Berlin", "team_id": WS}
    says(desk, "users.info", {"user": {**usual, **fields}})
    held: Any = {"Xf1": {"value": manager, "alt": ""}} if manager else []
    says(desk, "users.profile.get", {"profile": {"fields": held}})


async def refresh(desk: Desk) -> int:
    return await refresh_people(Following(desk.db, lambda: desk.now, "UTC", "/review"), desk.client)


@pytest.fixture
async def nina(desk: Desk) -> Desk:
    """Nina has promised something, and was last read yesterday."""
    async with desk.db.write() as tx:
        await people.save(tx, person(read_at=OLD))
    await promised(desk, "U1")
    return desk


async def test_the_profiles_manager_is_kept_with_the_daily_look(nina: Desk) -> None:
    says(nina, "team.profile.get", {"profile": FIELDS})
    tells(nina)
    assert await refresh(nina) == 1
    assert (await stored(nina)).manager == "U3"
    nina.later(hours=21)
    tells(nina, manager=None)
    says(nina, "team.profile.get", {"profile": FIELDS})
    await refresh(nina)
    assert (await stored(nina)).manager is None


async def test_which_field_it_is_is_asked_once_a_day(nina: Desk) -> None:
    says(nina, "team.profile.get", {"profile": FIELDS})
    tells(nina)
    await refresh(nina)
    nina.later(hours=21)
    tells(nina)
    await refresh(nina)
    assert len(nina.slack.said("team.profile.get")) == 1
    assert [body["user"] for body in nina.slack.said("users.profile.get")] == ["U1", "U1"]


async def test_a_workspace_without_such_a_field_is_asked_about_nobody(nina: Desk) -> None:
    says(nina, "team.profile.get", {"profile": {"fields": []}})
    tells(nina)
    assert await refresh(nina) == 1
    assert nina.slack.said("users.profile.get") == []


@pytest.mark.parametrize("error", ["missing_scope", "unknown_method", "not_allowed_token_type"])
async def test_where_it_is_not_allowed_it_is_asked_once_and_people_are_read_all_the_same(
    nina: Desk, error: str
) -> None:
    nina.slack.scripts["team.profile.get"].append(refusal(error))
    tells(nina, real_name="Nina Holm")
    assert await refresh(nina) == 1
    nina.later(hours=21)
    tells(nina, real_name="Nina Berg")
    assert await refresh(nina) == 1
    assert len(nina.slack.said("team.profile.get")) == 1
    assert (await stored(nina)).real_name == "Nina Berg"


async def test_a_busy_slack_is_left_alone_and_asked_again_later(nina: Desk) -> None:
    nina.slack.scripts["team.profile.get"].append(busy("60"))
    tells(nina)
    await refresh(nina)
    assert (await stored(nina)).read_at == NOW
    nina.later(hours=21)
    says(nina, "team.profile.get", {"profile": FIELDS})
    tells(nina)
    await refresh(nina)
    assert (await stored(nina)).manager == "U3"


async def test_nobody_leads_themselves(nina: Desk) -> None:
    says(nina, "team.profile.get", {"profile": FIELDS})
    tells(nina, manager="U1")
    await refresh(nina)
    assert (await stored(nina)).manager is None


async def test_who_is_read_without_their_manager_still_has_one(nina: Desk) -> None:
    async with nina.db.write() as tx:
        assert await people.set_manager(tx, WS, "U1", "U3")
        assert not await people.set_manager(tx, WS, "U1", "U3")
        await replanning.keep_person(tx, person(real_name="Nina Holm", read_at=NOW), NOW)
        await replanning.keep_people(tx, WS, [person(real_name="Nina Holm", read_at=NOW)], NOW)
    nina_now = await stored(nina)
    assert (nina_now.real_name, nina_now.manager) == ("Nina Holm", "U3")


async def test_who_looks_after_customers_or_colleagues_is_read_daily_too(desk: Desk) -> None:
    values = (
        account(owner="U1", sponsor="U2"),
        review(facilitator="U3"),
        Preferences(WS, "U9", manager="U4", stand_in="U5"),
    )
    async with desk.db.write() as tx:
        for number in range(1, 7):
            await people.save(tx, person(f"U{number}", read_at=OLD))
    await desk.decide(Decision(tuple(Change(None, value) for value in values)))
    async with desk.db.read() as tx:
        found = await people.stale(tx, NOW - timedelta(hours=20), 20)
    assert sorted(user for _, user in found) == ["U1", "U2", "U3", "U4", "U5"]
