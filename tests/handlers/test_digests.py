"""The digest at the door: shown, set in a line and in a form, and said to be useful or not."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from reviews.health.model import Health, Part, PartScore, Signal, SignalName
from reviews.health.packing import pack
from reviews.messages import ids
from reviews.model import MarkColour
from reviews.rights import Reach
from storage import healths
from storage.record import record
from tests.driving.team import NORTHWIND, SHARED, Team
from tests.handlers.door import NINA, OMAR, TEAM, Door, person
from tests.handlers.sending import LENA
from tests.storage.examples import NOW, account, new, role
from tests.storage.health_examples import health

SECRET = "zqsecret"
KEY = "digest:U0NINA001:2026-W48"


@pytest.fixture
async def known(team: Team, door: Door) -> Door:
    """Northwind is red and Nina's; Kestrel is hidden from all but Lena, who leads everybody."""
    rows = new(
        account(1, ws=TEAM, name="Northwind", owner=NINA, channel=NORTHWIND),
        account(2, ws=TEAM, name=f"Kestrel {SECRET}", owner=LENA, channel=None, is_private=True),
        role(LENA, ws=TEAM, reach=Reach.ALL),
    )
    async with team.bot.db.write() as tx:
        await record(tx, TEAM, rows, by=NINA, now=NOW, deed="noted")
        given: dict[str, Any] = {"ws": TEAM, "mark": MarkColour.RED, "was": MarkColour.GREEN, "since": team.clock()}
        await healths.save(tx, health(1, read=pack(reading("11 of 40 seats active")), **given))
        await healths.save(tx, health(2, read=pack(reading(SECRET)), **given))
        # Nothing here is computed: what these customers are like is as the tests say.
        await tx.execute(text("DELETE FROM health_looks"))
    return door


def reading(sentence: str) -> Health:
    """A health with one reason."""
    signal = Signal(SignalName.SEATS_USED, Part.USAGE, 0.6, sentence, 11, 20, "usage", NOW.date(), "nothing")
    return Health(31, tuple(PartScore(part, 50, 0.1) for part in Part), (signal,), (), 0.9)


def kept(team: Team) -> list[dict[str, Any]]:
    return team.rows("SELECT user_id, scope, weekday, hour, channel, off_at IS NOT NULL AS ended FROM digests")


def votes(team: Team) -> list[dict[str, Any]]:
    return team.rows("SELECT digest, line, user_id, useful FROM digest_votes ORDER BY user_id, line")


async def test_it_is_shown_only_to_who_asks_and_nobody_else(known: Door, team: Team) -> None:
    answer = str(await known.command("/review digest", user_id=NINA, channel_id=NORTHWIND))
    for words in ("Your 1 account, week of", "Northwind", "11 of 40 seats active", "1 turned red"):
        assert words in answer
    assert SECRET not in answer
    assert not any("turned red" in each for each in await team.person("omar").messages())


async def test_what_is_shown_now_changes_nothing_of_the_next_one(known: Door, team: Team) -> None:
    answer = str(await known.command("/review digest", user_id=LENA, channel_id=NORTHWIND))
    assert "All 2 accounts" in answer
    assert SECRET in answer
    assert team.rows("SELECT said_at FROM digests WHERE said_at IS NOT NULL") == []


async def test_who_owns_nothing_is_told_what_to_do(known: Door, team: Team) -> None:
    answer = await known.command("/review digest", user_id=OMAR, channel_id=NORTHWIND)
    assert "No customer is in your care" in str(answer)
    assert SECRET not in str(answer)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("monday 9:00", "comes every Monday, 09:00"),
        ("friday 14:30 own", "comes every Friday, 14:30"),
        ("on", "comes every Monday, in your morning"),
        ("here", f"in <#{NORTHWIND}>"),
        ("off", "You get no weekly digest"),
        ("all", "Only a leader of all customers can have"),
        ("munday", "Did you mean `/review digest monday`?"),
    ],
)
async def test_a_line_sets_it_and_says_when_it_comes_next(known: Door, team: Team, line: str, says: str) -> None:
    answer = await known.command(f"/review digest {line}", user_id=NINA, channel_id=NORTHWIND)
    assert says in str(answer)
    assert [each for each in kept(team) if each["user_id"] == NINA] or "Nothing was changed" in str(answer)


async def test_what_was_set_before_stays_where_a_line_says_nothing_of_it(known: Door, team: Team) -> None:
    for line in ("friday 14:30 here", "9:00", "wednesday", "morning"):
        await known.command(f"/review digest {line}", user_id=NINA, channel_id=NORTHWIND)
    [mine] = [each for each in kept(team) if each["user_id"] == NINA]
    assert mine == {
        **{"user_id": NINA, "scope": "own", "weekday": 2, "hour": None},
        **{"channel": NORTHWIND, "ended": 0},
    }


async def test_a_room_that_customers_read_is_refused_when_it_is_chosen(known: Door, team: Team) -> None:
    answer = await known.command("/review digest here", user_id=NINA, channel_id=SHARED)
    assert "Nothing was changed." in str(answer)
    assert "for your own people only" in str(answer)
    assert [each for each in kept(team) if each["user_id"] == NINA] == []


FILLED: dict[str, Any] = {
    "on": {"type": "radio_buttons", "selected_option": {"value": "on"}},
    "scope": {"type": "static_select", "selected_option": {"value": "own"}},
    "weekday": {"type": "static_select", "selected_option": {"value": "3"}},
    "hour": {"type": "timepicker", "selected_time": "07:45"},
    "channel": {"type": "conversations_select", "selected_conversation": None},
}


async def test_the_form_keeps_what_it_holds(known: Door, team: Team) -> None:
    answer = await known.submit(ids.FORM_DIGEST, {"channel": NORTHWIND}, FILLED)
    assert "errors" not in str(answer)
    [mine] = [each for each in kept(team) if each["user_id"] == NINA]
    assert (mine["weekday"], str(mine["hour"])[:5], mine["channel"], mine["ended"]) == (3, "07:45", None, 0)
    off = {**FILLED, "on": {"type": "radio_buttons", "selected_option": {"value": "off"}}}
    await known.submit(ids.FORM_DIGEST, {"channel": NORTHWIND}, off)
    assert [each["ended"] for each in kept(team) if each["user_id"] == NINA] == [1]


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("scope", {"type": "static_select", "selected_option": {"value": "all"}}, "You do not lead these customers"),
        ("channel", {"type": "conversations_select", "selected_conversation": SHARED}, "for your own people only"),
    ],
)
async def test_the_form_complains_under_the_field_it_is_about(
    known: Door, team: Team, field: str, value: dict[str, Any], complaint: str
) -> None:
    answer = await known.submit(ids.FORM_DIGEST, {"channel": NORTHWIND}, {**FILLED, field: value})
    assert complaint in str(answer)
    assert [each for each in kept(team) if each["user_id"] == NINA] == []


def chosen(value: str) -> list[dict[str, Any]]:
    option = {"value": value, "text": {"type": "plain_text", "text": "x"}}
    return [{"type": "overflow", "action_id": ids.DIGEST_VOTE, "block_id": "b", "selected_option": option}]


async def test_a_word_on_a_line_is_kept_once_each_and_can_be_changed(known: Door, team: Team) -> None:
    for value in (f"useful;ACC-1;{KEY}", f"not;ACC-1;{KEY}"):
        await known.press(ids.DIGEST_VOTE, "", actions=chosen(value))
    await known.press(ids.DIGEST_VOTE, "", actions=chosen(f"useful;ACC-1;{KEY}"), user=person(OMAR))
    await team.person("nina").told("Noted: not useful")
    await team.person("omar").told("Noted: useful")
    given = {"digest": KEY, "line": "ACC-1"}
    assert votes(team) == [{**given, "user_id": NINA, "useful": 0}, {**given, "user_id": OMAR, "useful": 1}]


async def test_a_line_leads_to_all_that_is_known_of_its_customer(known: Door, team: Team) -> None:
    await known.press(ids.DIGEST_VOTE, "", actions=chosen(f"see;ACC-1;{KEY}"))
    await team.person("nina").told("Northwind · health")
    assert votes(team) == []


async def test_what_was_said_of_lines_is_counted_in_the_bots_own_figures(known: Door, team: Team) -> None:
    await known.press(ids.DIGEST_VOTE, "", actions=chosen(f"useful;ACC-1;{KEY}"))
    await team.person("nina").told("Noted: useful")
    answer = await known.command("/review nudges", user_id=NINA, channel_id=NORTHWIND)
    assert "Digest: 1 line called useful and 0 not useful in 30 days" in str(answer)


@pytest.mark.parametrize(
    "value", ["", "useful", "useful;;", "drop;ACC-1;d", "see;ACC-2;d", "see;ACC-99;d", "see;silence;d"]
)
async def test_no_entry_it_never_gave_out_breaks_it_or_tells_a_secret(known: Door, team: Team, value: str) -> None:
    since = len(team.server.practice.log.entries())
    await known.press(ids.DIGEST_VOTE, "", actions=chosen(value), user=person(OMAR))
    await team.holds("an answer", lambda: any(e["kind"] != "api" or "post" in e["method"] for e in _since(team, since)))
    assert SECRET not in str(_since(team, since))
    assert votes(team) == []
    assert not team.errors.lines


def _since(team: Team, since: int) -> list[Any]:
    return [e for e in team.server.practice.log.entries()[since:] if e["kind"] in {"api", "response_url"}]


async def test_all_of_it_is_sent_to_ones_own_messages(known: Door, team: Team) -> None:
    answer = await known.command("/review digest full", user_id=NINA, channel_id=NORTHWIND)
    assert "in your direct messages" in str(answer)
    await team.everything_said()
    [row] = team.rows("SELECT channel, payload FROM outbox WHERE key LIKE 'digest_full:%'")
    assert row["channel"] == NINA
    assert "Northwind" in row["payload"]
    assert SECRET not in row["payload"]
