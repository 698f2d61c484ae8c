"""Goals and people at the door: who may, what is sent twice, and what reaches for somebody else's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from handlers.desk import Reply, Request
from handlers.goal_passing import send_trend
from reviews.messages import ids
from reviews.messages.contacts import NOTED
from reviews.messages.goals import CHANGE, MORE, TREND
from storage import numbers
from storage.record import record
from tests.driving.team import NORTHWIND, Team
from tests.handlers.door import NINA, OMAR, TEAM, Door, person
from tests.storage.examples import NOW, account, contact, goal, goal_reading, new

HERE = {"account": 1, "channel": NORTHWIND}


def text(value: str) -> dict[str, str]:
    return {"type": "plain_text_input", "value": value}


GOAL = {"what": text("Close the month faster"), "baseline": text("40 min"), "target": text("10")}
DANA = {"name": text("Dana Wu")}


ODD_PRESSES = (ids.CONTACTS_OPEN, NOTED, ids.CONTACT_EDIT, ids.GOALS_OPEN, ids.GOAL_EDIT, ids.GOAL_READ, TREND)
ODD_VALUES = (
    "",
    "not json",
    '{"account":"²","goal":"-1","contact":"x","page":"0"}',
    '{"account":999999999999999999999,"goal":1,"contact":1}',
    '{"account":1,"goal":"A-1","contact":"","page":99999999,"do":"nowhere"}',
    '{"account":1,"page":"-3","met":"yes"}',
)


@pytest.fixture
async def known(team: Team, door: Door) -> Door:
    """Northwind is Nina's, and so is its goal with a reading; goal and person 2 are Kestrel's."""
    rows = new(
        account(1, ws=TEAM, name="Northwind", owner=NINA, channel=NORTHWIND),
        account(2, ws=TEAM, name="Kestrel", owner=OMAR, channel="C0KESTREL0"),
        goal(1, ws=TEAM, measure="min", baseline=40.0, target=10.0),
        goal(2, ws=TEAM, account_id=2),
        goal_reading(22, ws=TEAM, day=date(2026, 11, 20)),
        contact(1, ws=TEAM),
        contact(2, ws=TEAM, account_id=2, name="Kim"),
    )
    async with team.bot.db.write() as tx:
        await record(tx, TEAM, rows, by=NINA, now=NOW)
        for kind in ("account", "goal", "contact"):
            await numbers.next_number(tx, TEAM, kind, 2)
    return door


def stored(team: Team) -> list[list[dict[str, Any]]]:
    tables = ("goals", "goal_readings", "contacts")
    return [team.rows(f"SELECT * FROM {name} ORDER BY 1, 2, 3") for name in tables]


SUBMITTED: dict[str, tuple[str, dict[str, object], Mapping[str, Any]]] = {
    "a goal": (ids.FORM_GOAL, HERE, GOAL),
    "a goal changed": (ids.FORM_GOAL, {**HERE, "goal": 1}, GOAL),
    "a reading": (ids.FORM_READING, {**HERE, "goal": 1}, {"value": text("20")}),
    "a person changed": (ids.FORM_CONTACT, {**HERE, "contact": 1}, {"name": text("Dana Brooks")}),
}


@pytest.mark.parametrize("what", SUBMITTED)
async def test_who_does_not_look_after_a_customer_changes_nothing_of_it(known: Door, team: Team, what: str) -> None:
    before = stored(team)
    form, about, values = SUBMITTED[what]
    answer = await known.submit(form, about, values, user=person(OMAR))
    assert "Only Nina" in str(answer["view"]["blocks"])
    assert stored(team) == before
    await known.submit(form, about, values)
    assert stored(team) != before


async def test_buttons_somebody_kept_do_no_more_than_they_may(known: Door, team: Team) -> None:
    before = stored(team)
    await known.press(CHANGE, {**HERE, "goal": 1, "do": "reached"}, user=person(OMAR))
    await team.person("omar").told("Only Nina")
    assert stored(team) == before
    await known.press(NOTED, {**HERE, "contact": 1}, user=person(OMAR))
    assert team.rows("SELECT heard_on FROM contacts WHERE id = 1") != [{"heard_on": None}]


@pytest.mark.parametrize(
    ("form", "about", "values"),
    [
        (ids.FORM_GOAL, {**HERE, "goal": 2}, GOAL),
        (ids.FORM_READING, {**HERE, "goal": 2}, {"value": text("20")}),
        (ids.FORM_CONTACT, {**HERE, "contact": 2}, DANA),
        (ids.FORM_GOAL, {**HERE, "account": 99}, GOAL),
        (ids.FORM_GOAL, {**HERE, "goal": "²"}, GOAL),
    ],
)
async def test_a_form_about_one_customer_reaches_nothing_of_another(
    known: Door, team: Team, form: str, about: Mapping[str, object], values: Mapping[str, Any]
) -> None:
    before = stored(team)
    answer = await known.submit(form, about, values)
    assert "not here any more" in str(answer) or "not on the list any more" in str(answer)
    assert stored(team) == before


async def test_a_form_sent_twice_is_recorded_once(known: Door, team: Team) -> None:
    view = {"id": "V1", "type": "modal", "hash": "1.a", "callback_id": ids.FORM_CONTACT}
    view |= {
        "private_metadata": ids.pack(HERE),
        "state": {"values": {"name": {"name": text("Mia Lund")}}},
        "blocks": [],
    }
    for _ in range(2):
        await known.submit(ids.FORM_CONTACT, HERE, {}, view=view)
    assert team.row("SELECT count(*) AS n FROM contacts WHERE name = 'Mia Lund'") == {"n": 1}
    again = await known.submit(ids.FORM_CONTACT, HERE, {"name": text("mia lund")})
    assert again["errors"] == {"name": "Mia Lund is listed already. Add a title to tell two people apart."}


async def test_a_goal_that_ended_meanwhile_keeps_its_readings_as_they_are(known: Door, team: Team) -> None:
    await known.press(CHANGE, {**HERE, "goal": 1, "do": "missed"})
    assert team.row("SELECT state, ended_by FROM goals WHERE id = 1") == {"state": "missed", "ended_by": NINA}
    answer = await known.submit(ids.FORM_READING, {**HERE, "goal": 1}, {"value": text("20")})
    assert "was missed already, so nothing was changed" in str(answer)
    await known.press(CHANGE, {**HERE, "goal": 1, "do": "open"})
    assert team.row("SELECT state, ended_by FROM goals WHERE id = 1") == {"state": "open", "ended_by": None}
    assert len(team.rows("SELECT 1 FROM goal_readings")) == 1


async def test_a_goal_ends_by_its_menu_and_one_written_by_mistake_comes_back(known: Door, team: Team) -> None:
    for state in ("reached", "open", "withdrawn", "open", "missed"):
        chosen = {"value": ids.pack({**HERE, "goal": 1, "do": state})}
        menu = {"type": "overflow", "action_id": MORE, "block_id": "goal.0", "selected_option": chosen}
        await known.press(MORE, "", actions=[menu])
        assert team.row("SELECT state FROM goals WHERE id = 1") == {"state": state}


@pytest.mark.parametrize("action_id", ODD_PRESSES)
async def test_no_button_breaks_on_a_value_it_never_gave_out(known: Door, team: Team, action_id: str) -> None:
    before = stored(team)
    for value in ODD_VALUES:
        await known.press(action_id, value)
        assert not team.errors.lines, (action_id, value)
    assert stored(team) == before


class NoCharts:
    """A Slack that knows no charts."""

    def __init__(self, slack: Any) -> None:
        self.users_info = slack.users_info
        self.posted: list[dict[str, Any]] = []

    async def chat_postMessage(self, **message: Any) -> None:
        self.posted.append(message)
        if "data_visualization" in str(message):
            raise SlackApiError("refused", SimpleNamespace(data={"ok": False, "error": "invalid_blocks"}))


async def test_where_slack_draws_no_charts_the_trend_is_said_in_words(known: Door, team: Team) -> None:
    slack: Any = NoCharts(team.bot.app.client)
    asked = Request(TEAM, NINA, team.clock(), slack, "k", value={"account": "1", "goal": "1"})
    answer = await send_trend(known.bot._desk, asked)
    assert isinstance(answer, Reply)
    assert answer.message["text"] == "The trend is in your messages with me."
    chart, words = slack.posted
    assert [block["type"] for block in chart["blocks"]] == ["section", "data_visualization", "actions"]
    assert [block["type"] for block in words["blocks"]] == ["section", "section", "actions"]
    assert "• Fri 20 Nov 22" in str(words["blocks"])
    assert {each["channel"] for each in slack.posted} == {NINA}
