"""One press makes one gap over several customers: of those alone that the one who presses may see, while it is one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reviews.customer import GapAccount
from storage import numbers
from storage.record import record
from tests.driving.team import Team
from tests.handlers.door import NINA, OMAR, TEAM, Door, person
from tests.storage.examples import NOW, account, gap, new
from tests.storage.fact_examples import incident

PRESS = "pattern.gap"
EXPORTS = {"kind": "reason", "key": "exports"}
OWNERS = {1: NINA, 2: NINA, 3: NINA, 4: "U0LENA001"}


@pytest.fixture
async def same(team: Team, door: Door) -> Door:
    """Three open customers and Lena's private one wait for exports."""
    customers = [
        account(number, ws=TEAM, name=f"Customer {number}", owner=owner, channel=f"C{number}", is_private=number == 4)
        for number, owner in OWNERS.items()
    ]
    waiting = [gap(n, ws=TEAM, account_id=n, owner=owner, reason="exports") for n, owner in OWNERS.items()]
    async with team.bot.db.write() as tx:
        await record(tx, TEAM, new(*customers, *waiting), by=NINA, now=NOW)
        for kind in ("account", "gap"):
            await numbers.next_number(tx, TEAM, kind, 9)
    return door


async def drafted(team: Team, door: Door, value: object, user: str = NINA) -> dict[str, Any] | None:
    """What the form is filled with after a press; None where nothing was begun."""
    before = {row["id"] for row in team.rows("SELECT id FROM drafts")}
    await door.press(PRESS, value, user=person(user))
    new_ones = [row for row in team.rows("SELECT id, payload FROM drafts") if row["id"] not in before]
    return dict(json.loads(new_ones[0]["payload"])) if new_ones else None


async def test_the_form_holds_the_customers_somebody_may_see_and_no_other(same: Door, team: Team) -> None:
    draft = await drafted(team, same, EXPORTS, OMAR)
    assert draft
    assert (draft["account_id"], draft["also"], draft["reason"]) == (1, [2, 3], "exports")


async def test_who_looks_after_a_private_customer_has_it_in_the_form(same: Door, team: Team) -> None:
    draft = await drafted(team, same, EXPORTS, "U0LENA001")
    assert draft
    assert draft["also"] == [2, 3, 4]


async def test_what_is_seen_at_two_customers_only_by_somebody_is_no_pattern_to_them(same: Door, team: Team) -> None:
    await team.changes("UPDATE accounts SET is_private = 1 WHERE id = 3")
    assert await drafted(team, same, EXPORTS, OMAR) is None


async def test_a_late_press_says_that_it_is_one_gap_already(same: Door, team: Team) -> None:
    over = [GapAccount(TEAM, 9, number, NINA, NOW) for number in (2, 3)]
    async with team.bot.db.write() as tx:
        await record(tx, TEAM, new(gap(9, ws=TEAM, reason="exports", owner=NINA), *over), by=NINA, now=NOW)
    answer = await same.press(PRESS, EXPORTS, user=person(OMAR))
    assert "one gap already: G-9" in await told(answer, team)
    assert not team.rows("SELECT 1 FROM drafts")


async def test_what_is_over_has_nothing_to_join(same: Door, team: Team) -> None:
    await team.changes("UPDATE gaps SET state = 'closed'")
    answer = await same.press(PRESS, EXPORTS)
    assert "not seen at three customers any more" in await told(answer, team)


async def test_a_workflow_becomes_a_gap_in_its_own_words(same: Door, team: Team) -> None:
    hits = [incident(n, ws=TEAM, account_id=n, workflow="Month-end close") for n in (1, 2, 3)]
    async with team.bot.db.write() as tx:
        await record(tx, TEAM, new(*hits), by=NINA, now=NOW)
    draft = await drafted(team, same, {"kind": "workflow", "key": "Month-end close"}, OMAR)
    assert draft
    assert (draft["what"], draft["also"]) == ("Month-end close fails at several customers", [2, 3])
    assert draft.get("reason") is None


async def test_people_of_other_organisations_get_nothing(same: Door, team: Team) -> None:
    await same.press(PRESS, EXPORTS, user=person("U0DANA001", "T0NORTHWD"))
    assert not team.rows("SELECT 1 FROM drafts")


@pytest.mark.parametrize("value", ["", "not json", "{}", '{"kind":"reason"}', '{"kind":7,"key":["exports"]}'])
async def test_a_button_with_nonsense_in_it_begins_nothing(same: Door, team: Team, value: str) -> None:
    assert await drafted(team, same, value) is None


async def told(answer: dict[str, Any], team: Team) -> str:
    """What the one who pressed reads."""
    if answer.get("text"):
        return str(answer["text"])
    return "\n".join(str(each) for each in (await team.read("messages/C0NORTHWND"))["messages"])
