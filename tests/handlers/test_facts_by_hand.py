"""Facts by hand at the door: what reaches for another's, what comes from elsewhere, what is kept behind a button."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reviews.decision import Change, Decision
from reviews.facts import TYPED_HERE
from reviews.messages import ids
from reviews.messages.fact_said import FIXED_NOW
from storage import numbers
from storage.record import record
from tests.driving.team import BLUEFERN, NORTHWIND, Team
from tests.handlers.door import NINA, OMAR, TEAM, Door, person
from tests.storage.examples import NOW, account, new
from tests.storage.fact_examples import incident

HERE = {"account": 1, "channel": NORTHWIND}
ODD = (
    "",
    "not json",
    '{"account":"²","kind":"incident","fact":"-1","draft":"x"}',
    '{"account":999999999999999999999,"kind":"usage","fact":1,"deed":"x"}',
    '{"account":1,"kind":"ticket","fact":1}',
    '{"account":1,"kind":"touch","fact":99999999,"deed":""}',
)


def text(value: str) -> dict[str, str]:
    return {"type": "plain_text_input", "value": value}


INCIDENT = {"what": text("Login failed"), "started": text("yesterday 10:00")}


@pytest.fixture
async def known(team: Team, door: Door) -> Door:
    """Northwind is Nina's: I-1 was typed by her two days ago, I-2 comes from Zendesk; I-3 is Blue Fern's."""
    typed = replace(incident(1, ws=TEAM), source=TYPED_HERE, source_id="1", noted_by=NINA)
    theirs = replace(incident(2, ws=TEAM), source="zendesk", source_id="Z-2", import_id=None)
    other = replace(incident(3, ws=TEAM), account_id=2, source=TYPED_HERE, source_id="3", noted_by=NINA)
    rows = new(
        account(1, ws=TEAM, name="Northwind", owner=NINA, channel=NORTHWIND),
        account(2, ws=TEAM, name="Blue Fern", owner=NINA, channel=BLUEFERN),
    )
    facts = Decision(tuple(Change(None, replace(each, import_id=None)) for each in (typed, theirs, other)))
    async with team.bot.db.write() as tx:
        await record(tx, TEAM, rows, by=NINA, now=NOW)
        await record(tx, TEAM, facts, by=NINA, now=NOW)
        await numbers.next_number(tx, TEAM, "account", 2)
        await numbers.next_number(tx, TEAM, "incident", 3)
    return door


def stored(team: Team) -> list[dict[str, Any]]:
    return team.rows("SELECT id, what, fixed_at, withdrawn_at FROM incidents ORDER BY id")


async def test_buttons_and_forms_break_on_nothing_and_change_nothing(known: Door, team: Team) -> None:
    before = stored(team)
    for value in ODD:
        for pressed in (ids.FACT_LOG, ids.FACT_EDIT, FIXED_NOW, ids.FACT_UNDO):
            await known.press(pressed, value)
        for form in (ids.FORM_INCIDENT, ids.FORM_USAGE, ids.FORM_TOUCH):
            await known.submit(form, value, {})
        assert not team.errors.lines, value
    assert stored(team) == before


@pytest.mark.parametrize("pressed", [ids.FACT_UNDO, FIXED_NOW, ids.FACT_EDIT])
async def test_a_button_about_one_customer_reaches_nothing_of_another(known: Door, team: Team, pressed: str) -> None:
    before = stored(team)
    await known.press(pressed, {"account": 1, "kind": "incident", "fact": 3})
    await team.person("nina").told("not here any more")
    answer = await known.submit(ids.FORM_INCIDENT, {**HERE, "kind": "incident", "fact": 3, "seen": "x"}, INCIDENT)
    assert "not here any more" in str(answer)
    assert stored(team) == before


async def test_who_did_not_note_it_takes_nothing_back_unless_the_customer_is_theirs(known: Door, team: Team) -> None:
    about = {"account": 1, "kind": "incident", "fact": 1}
    await known.press(ids.FACT_UNDO, about, user=person(OMAR))
    await team.person("omar").told("Who noted it can take it back for a day")
    assert stored(team)[0]["withdrawn_at"] is None
    await known.press(ids.FACT_UNDO, about)
    await team.person("nina").told("Taken back")
    assert stored(team)[0]["withdrawn_at"] is not None
    await known.press(ids.FACT_UNDO, about)
    await team.person("nina").told("It was taken back already.")


async def test_what_came_from_another_system_is_only_taken_out_with_a_reason(known: Door, team: Team) -> None:
    about = {**HERE, "kind": "incident", "fact": 2}
    await known.press(ids.FACT_UNDO, about)
    await team.person("nina").told("not here any more")
    changed = await known.submit(ids.FORM_INCIDENT, {**about, "seen": "x"}, INCIDENT)
    assert stored(team)[1]["what"] != "Login failed", changed
    out = {**about, "do": "withdraw"}
    unsaid = await known.submit(ids.FORM_INCIDENT, out, {})
    assert "How do you know?" in str(unsaid)
    await known.submit(ids.FORM_INCIDENT, out, {"why": text("They were on the other cluster")})
    assert stored(team)[1]["withdrawn_at"] is not None
    why = team.row("SELECT why FROM audit_entries WHERE kind = 'incident' AND ref = '2' ORDER BY id DESC LIMIT 1")
    assert why == {"why": "They were on the other cluster"}


async def test_a_form_that_could_not_open_waits_behind_a_button(known: Door, team: Team) -> None:
    answer = await known.command("/review incident exports down, affects finance")
    assert answer == {} or "Not noted yet" in str(answer)
    kept = team.row("SELECT id, kind, user_id FROM drafts")
    assert (kept["kind"], kept["user_id"]) == ("incident", NINA)
    await known.press(ids.FACT_LOG, {"draft": kept["id"]}, user=person(OMAR))
    await team.person("omar").told("What you typed is not here any more")
    assert len(stored(team)) == 3


@pytest.mark.parametrize("line", ["incident", "incident exports down", "usage 31 of 40", "touch call with Dana"])
async def test_somebody_from_outside_is_given_no_form(known: Door, team: Team, line: str) -> None:
    answer = await known.command(f"/review {line}", user_id="U0STRANGER", team_id="T0ELSEWHERE")
    assert "form" not in str(answer.get("response_action"))
    assert team.rows("SELECT * FROM drafts") == []
    assert len(stored(team)) == 3
