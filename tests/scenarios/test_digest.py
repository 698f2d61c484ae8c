"""The weekly digest, as leaders live with it: it comes by itself, says what changed, and is set in a line."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from reviews.health.model import Health, Part, PartScore, Signal, SignalName
from reviews.health.packing import pack
from reviews.model import MarkColour
from reviews.rights import Reach
from storage import healths
from storage.record import record
from tests.driving.direct import Direct
from tests.driving.person import Person
from tests.driving.screen import Shown
from tests.driving.team import BLUEFERN, NORTHWIND, SHARED, Team
from tests.handlers.door import NINA, TEAM
from tests.handlers.sending import LENA
from tests.scenarios.test_rhythm import at, lives_until, message
from tests.storage.examples import account, action, new, role
from tests.storage.health_examples import health

MONDAY = at(11, 30, 15)
"""Nine o'clock in Chicago, where Lena is, on the first Monday of the stories."""
FAILED = "Month-end export failed 3 times in 90 days; twice is a pattern"


def reading(score: int, *sentences: str) -> dict[str, object]:
    signals = tuple(
        Signal(SignalName.INCIDENTS, Part.RELIABILITY, 0.6, each, 3, 1, "incident log", None, "what was not reported")
        for each in sentences
    )
    return pack(Health(score, tuple(PartScore(part, 50, 0.1) for part in Part), signals, (), 0.9))


async def begins(team: Team, *more: Any) -> None:
    """Lena leads everybody; Northwind and Blue Fern are Nina's."""
    for name in ("lena", "nina"):
        await team.person(name).reads("/review nudges", "No nudge was sent yet")
    fields = {"ws": TEAM, "owner": NINA}
    rows = new(
        account(1, name="Northwind", channel=NORTHWIND, arr=120_000, currency="EUR", **fields),
        account(2, name="Blue Fern", channel=BLUEFERN, **fields),
        role(LENA, ws=TEAM, reach=Reach.ALL),
        *more,
    )
    async with team.bot.db.write() as tx:
        await record(tx, TEAM, rows, by=NINA, now=team.clock(), deed="begun")


async def fares(team: Team, number: int, mark: MarkColour, was: MarkColour | None, *why: str) -> None:
    """A customer has another mark from now on."""
    now: datetime = team.clock()
    score = {MarkColour.RED: 31, MarkColour.YELLOW: 55}.get(mark, 84)
    given: dict[str, Any] = {"ws": TEAM, "score": score, "since": now, "computed_at": now, "read": reading(score, *why)}
    async with team.bot.db.write() as tx:
        await healths.save(tx, health(number, mark=mark, was=was, **given))


async def digests(team: Team, name: str = "lena") -> list[Shown]:
    """Every digest in somebody's messages, oldest first."""
    return [each for each in await Direct(team, name).messages() if "week of" in each]


async def test_a_leader_reads_on_monday_what_changed_and_says_what_was_useful(team: Team) -> None:
    promised = action(1, ws=TEAM, account_id=1, owner=NINA, what="Put the export fix live")
    await begins(team, promised)
    await lives_until(team, MONDAY - timedelta(minutes=5))
    await fares(team, 1, MarkColour.RED, MarkColour.YELLOW, FAILED)
    await fares(team, 2, MarkColour.GREEN, MarkColour.YELLOW)
    await lives_until(team, MONDAY)
    lena = Direct(team, "lena")
    said = await lena.told("All 2 accounts, week of 30 Nov", "1 turned red, 1 recovered")
    for words in (
        "🔴 Northwind red",
        "was 🟡 yellow",
        "€120k",
        FAILED,
        "Next: Nina",
        "(A-1)",
        "🟢 Blue Fern green",
    ):
        assert words in said
    menu = next(each for each in said.blocks if "Northwind" in str(each) and "accessory" in each)["accessory"]
    await lena.chooses(menu["action_id"], menu["options"][0], on=said)
    await lena.told("Noted: useful")
    assert team.rows("SELECT line, useful FROM digest_votes") == [{"line": "ACC-1", "useful": 1}]


async def test_a_week_without_news_is_said_and_an_outage_brings_one_and_not_three(team: Team) -> None:
    await begins(team)
    await team.bot.catch_up()
    await lives_until(team, MONDAY)
    await Direct(team, "lena").told("No account changed mark this week; 2 read")
    team.clock.forward(days=23)
    await team.bot.catch_up()
    await Direct(team, "lena").told("week of 21 Dec")
    assert len(await digests(team)) == 2


async def test_somebody_who_leads_nobody_gets_one_when_they_ask_for_it(team: Team, nina: Person) -> None:
    await begins(team)
    await nina.reads("/review digest", "Your 2 accounts", "No account changed mark this week")
    assert await digests(team, "nina") == []
    answer = await nina.reads("/review digest friday 14:00 here", "every Friday, 14:00", f"<#{NORTHWIND}>")
    assert "Fri 27 Nov" in answer
    await lives_until(team, at(11, 27, 13))
    await message(team, NORTHWIND, "Your 2 accounts, week of 23 Nov")
    await nina.reads("/review digest off", "You get no weekly digest")
    await lives_until(team, at(12, 5, 13))
    assert team.row("SELECT count(*) AS n FROM outbox WHERE key LIKE 'digest:U0NINA001%'") == {"n": 1}


async def test_no_digest_goes_where_customers_read(team: Team, nina: Person) -> None:
    await begins(team)
    in_shared = nina.into(SHARED)
    await in_shared.reads("/review digest here", "Nothing was changed.", "for your own people only")
    await in_shared.reads("/review digest", "Your 2 accounts")
    assert not any("week of" in each for each in await team.said(SHARED))


async def test_the_form_sets_it_too(team: Team, nina: Person) -> None:
    await begins(team)
    await nina.types("/review digest settings")
    await nina.form("Your weekly digest")
    await nina.submits(on="on", scope="own", weekday="2")
    await nina.told("Your digest comes every Wednesday, in your morning")


async def test_a_long_one_is_one_thread(team: Team) -> None:
    many = [account(n, ws=TEAM, name=f"Customer {n}", channel=None, owner=NINA) for n in range(3, 73)]
    await begins(team, *many)
    await lives_until(team, MONDAY - timedelta(minutes=5))
    for number in range(3, 73):
        await fares(team, number, MarkColour.RED, MarkColour.GREEN, FAILED, "11 of 40 seats active in 30 days")
    await lives_until(team, MONDAY)
    await team.everything_said()
    rows = team.rows("SELECT key, ts FROM outbox WHERE key LIKE 'digest:U0LENA001%' ORDER BY id")
    assert len(rows) > 1
    calls = [each["arguments"] for each in await team.log("api") if each["method"] == "chat.postMessage"]
    threads = [each.get("thread_ts") for each in calls if "week of 30 Nov" in str(each.get("text"))]
    assert threads == [None, *[rows[0]["ts"]] * (len(rows) - 1)]
    assert team.clock() - MONDAY < timedelta(hours=1)
