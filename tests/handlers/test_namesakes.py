"""A name typed by somebody who may not know that a customer of that name is here: nothing of theirs is touched."""

from __future__ import annotations

import pytest

from storage import numbers
from storage.record import record
from tests.driving.team import NORTHWIND, Team
from tests.handlers.door import NINA, OMAR, TEAM, Door, person
from tests.storage.examples import NOW, account, new

TOMAS = "U0TOMAS01"
WORDS = {"type": "plain_text_input", "value": "Month-end export fails twice a week"}


async def keep(team: Team, **facts: object) -> None:
    """Kestrel is Nina's, and has no channel yet."""
    async with team.bot.db.write() as tx:
        await numbers.next_number(tx, TEAM, "account")
        await record(
            tx, TEAM, new(account(1, ws=TEAM, name="Kestrel", owner=NINA, channel=None, **facts)), by=NINA, now=NOW
        )


def start_form(owner: str) -> dict[str, object]:
    return {
        "name": {"type": "plain_text_input", "value": "kestrel"},
        "person": {"type": "users_select", "selected_user": owner},
    }


def gap_form(owner: str) -> dict[str, object]:
    return {
        "what": WORDS,
        "newname": {"type": "plain_text_input", "value": "kestrel"},
        "owner": {"type": "users_select", "selected_user": owner},
        "date": {"type": "datepicker", "selected_date": "2026-12-04"},
        "severity": {"type": "static_select", "selected_option": {"value": "blocks"}},
    }


def kestrel(team: Team) -> tuple[object, object]:
    row = team.row("SELECT owner, channel FROM accounts WHERE id = 1")
    return row["owner"], row["channel"]


async def test_a_stranger_who_starts_a_review_under_a_hidden_name_gets_a_customer_of_their_own(
    team: Team, door: Door
) -> None:
    await keep(team, is_private=True)
    await door.submit("form.account", {"channel": NORTHWIND}, start_form(TOMAS), user=person(TOMAS))
    await team.board(NORTHWIND, "▸ 1")
    assert kestrel(team) == (NINA, None)
    assert team.row("SELECT owner FROM accounts WHERE id = 2")["owner"] == TOMAS


async def test_a_stranger_who_logs_a_gap_under_a_hidden_name_learns_nothing_of_who_has_it(
    team: Team, door: Door
) -> None:
    await keep(team, is_private=True)
    await door.submit("form.gap", {"channel": NORTHWIND}, gap_form(TOMAS), user=person(TOMAS))
    await team.holds("the gap", lambda: bool(team.row("SELECT count(*) AS n FROM gaps")["n"]))
    assert team.row("SELECT account_id FROM gaps")["account_id"] == 2


async def test_a_review_started_by_another_leaves_the_customer_with_its_owner_and_without_a_channel(
    team: Team, door: Door
) -> None:
    await keep(team)
    await door.submit("form.account", {"channel": NORTHWIND}, start_form(OMAR), user=person(OMAR))
    await team.holds("the review", lambda: bool(team.row("SELECT count(*) AS n FROM reviews")["n"]))
    assert kestrel(team) == (NINA, None)
    assert team.row("SELECT account_id, channel FROM reviews") == {"account_id": 1, "channel": OMAR}


@pytest.mark.parametrize("private", [False, True])
async def test_its_owner_gives_a_customer_its_channel_by_starting_there(
    team: Team, door: Door, *, private: bool
) -> None:
    await keep(team, is_private=private)
    await door.submit("form.account", {"channel": NORTHWIND}, start_form(NINA), user=person(NINA))
    await team.board(NORTHWIND, "▸ 1")
    assert kestrel(team) == (NINA, NORTHWIND)


@pytest.mark.parametrize(
    "line", ["/review list kestrel", "/review history kestrel", "/review start kestrel", "/review rhythm kestrel"]
)
async def test_a_hidden_namesake_does_not_stand_before_a_customer_that_may_be_seen(
    team: Team, door: Door, line: str
) -> None:
    await keep(team, is_private=True)
    await door.submit("form.account", {"channel": NORTHWIND}, start_form(TOMAS), user=person(TOMAS))
    await team.board(NORTHWIND, "▸ 1")
    answer = await door.command(line, user_id=TOMAS, channel_id="D0TOMAS01")
    assert "kestrel" in str(answer)
    assert not any(word in str(answer) for word in ("There is no", "I know no"))


async def test_a_customer_made_private_while_a_form_was_open_is_not_logged_on(team: Team, door: Door) -> None:
    await keep(team, is_private=True)
    picked = {"type": "external_select", "selected_option": {"value": "1"}}
    form = {**gap_form(TOMAS), "newname": {"type": "plain_text_input", "value": None}, "customer": picked}
    answer = await door.submit("form.gap", {"channel": NORTHWIND}, form, user=person(TOMAS))
    assert "newname" in answer["errors"]
    assert team.rows("SELECT id FROM gaps") == []
