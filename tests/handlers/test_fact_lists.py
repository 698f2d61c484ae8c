"""Facts at the door: buttons somebody kept, odd values, and what belongs to a customer who is hidden."""

from __future__ import annotations

from typing import Any

import pytest

from reviews.messages import ids
from storage.record import record
from tests.driving.team import NORTHWIND, Team
from tests.handlers.door import NINA, OMAR, TEAM, Door, person
from tests.storage.examples import NOW, account, new
from tests.storage.fact_examples import incident, one_of_each, source_read

SECRET = "zqsecret"
ODD_VALUES = (
    "",
    "not json",
    '{"account":"²","kind":"-1","page":"0"}',
    '{"account":999999999999999999999,"kind":"incident"}',
    '{"account":1,"kind":"gap","page":1}',
    '{"account":1,"kind":"incident","page":"99999999"}',
    '{"account":1,"kind":"usage","team":"\\u0000","page":"-3"}',
    '{"account":1,"kind":"usage","team":["Finance"]}',
    '{"item":"I-0"}',
    '{"item":"I-999999999"}',
    '{"of":"I-7","page":"99"}',
)


@pytest.fixture
async def known(team: Team, door: Door) -> Door:
    """Northwind is open to all; Kestrel is hidden from all but Nina, and everything known of it is secret."""
    rows = new(
        account(1, ws=TEAM, name="Northwind", owner=NINA, channel=NORTHWIND),
        account(2, ws=TEAM, name=f"Kestrel {SECRET}", owner=NINA, channel="C0KESTREL0", is_private=True),
        *one_of_each(ws=TEAM, noted_by=NINA),
        incident(2, ws=TEAM, account_id=2, what=f"Failure {SECRET}", felt_by=SECRET, noted_by=NINA),
        source_read(ws=TEAM, account_id=2, source=SECRET, by=NINA),
    )
    async with team.bot.db.write() as tx:
        await record(tx, TEAM, rows, by=NINA, now=NOW, deed="noted")
    return door


ANSWERS = {"views.open", "views.update", "chat.postEphemeral", "chat.postMessage"}


def sent(team: Team, since: int = 0) -> list[Any]:
    """Everything the app sent to Slack."""
    return [e for e in team.server.practice.log.entries()[since:] if e["kind"] in {"api", "response_url"}]


async def answer_to(team: Team, door: Door, action_id: str, value: object, **changed: Any) -> str:
    """What a press is answered with, once it is."""
    since = len(team.server.practice.log.entries())
    await door.press(action_id, value, **changed)
    came = "an answer to the press"
    await team.holds(came, lambda: any(e["kind"] != "api" or e["method"] in ANSWERS for e in sent(team, since)))
    return str(sent(team, since))


@pytest.mark.parametrize("action_id", [ids.FACTS_OPEN, f"{ids.FACTS_OPEN}.team", ids.ITEM_HISTORY, ids.HISTORY_PAGE])
async def test_no_button_breaks_on_a_value_it_never_gave_out(known: Door, team: Team, action_id: str) -> None:
    for value in ODD_VALUES:
        for who in (NINA, OMAR):
            assert SECRET not in await answer_to(team, known, action_id, value, user=person(who))
        assert not team.errors.lines, (action_id, value)


@pytest.mark.parametrize(
    ("action_id", "value"),
    [
        (ids.FACTS_OPEN, {"account": 2}),
        (ids.FACTS_OPEN, {"account": 2, "kind": "incident"}),
        (f"{ids.FACTS_OPEN}.older", {"account": 2, "kind": "incident", "page": 1}),
        (ids.ITEM_HISTORY, {"item": "I-2"}),
        (ids.HISTORY_PAGE, {"of": "I-2", "page": 1}),
        (ids.HISTORY_PAGE, {"of": "ACC-2", "page": 1}),
    ],
)
async def test_a_button_about_a_hidden_customer_shows_nothing_of_it(
    known: Door, team: Team, action_id: str, value: dict[str, object]
) -> None:
    assert SECRET not in await answer_to(team, known, action_id, value, user=person(OMAR))
    assert SECRET in await answer_to(team, known, action_id, value)


async def test_an_entry_of_the_team_menu_that_names_a_hidden_customer_shows_nothing_of_it(
    known: Door, team: Team
) -> None:
    chosen = {"value": ids.pack({"account": 2, "kind": "incident", "team": ""})}
    menu: dict[str, Any] = {"type": "static_select", "action_id": f"{ids.FACTS_OPEN}.team", "block_id": "facts"}
    given: dict[str, Any] = {"actions": [{**menu, "selected_option": chosen}], "user": person(OMAR)}
    assert SECRET not in await answer_to(team, known, ids.FACTS_OPEN, {"account": 1}, **given)


@pytest.mark.parametrize("line", ["/review facts Kestrel {}", "/review show I-2", "/review history I-2", "/review i2"])
async def test_a_command_about_a_hidden_customer_answers_as_if_it_were_not_there(known: Door, line: str) -> None:
    typed = line.format(SECRET)
    answer = str(await known.command(typed, user_id=OMAR)).replace(typed, "")
    assert "Failure" not in answer
    assert "no I-2" in answer or "No customer is called" in answer
    assert "Failure" in str(await known.command(typed)) or "1 fact" in str(await known.command(typed))


async def test_the_deed_of_a_file_is_not_undone_from_a_history(known: Door, team: Team) -> None:
    before = team.rows("SELECT * FROM incidents ORDER BY id")
    answer = await answer_to(team, known, ids.HISTORY_UNDO, {"deed": "import:1", "of": "I-1", "page": 1})
    assert "It came with a file" in answer
    assert team.rows("SELECT * FROM incidents ORDER BY id") == before
