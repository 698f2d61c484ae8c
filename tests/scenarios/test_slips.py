"""Dates that move: told in the customer's channel that day, counted, and shown to who leads at the third time."""

from __future__ import annotations

from datetime import date

from tests.driving.direct import Direct
from tests.driving.person import Person
from tests.driving.screen import Shown
from tests.driving.team import DIRECT_NINA, NORTHWIND, Team
from tests.scenarios.stories import WEDNESDAY, promises, starts

EXPORT = (NORTHWIND, "omar", "/action @omar fixes the month-end export so that finance gets the file by 27 Nov")


async def slips(team: Team) -> list[Shown]:
    return [m for m in await team.said(NORTHWIND) if "Draft for Northwind" in m]


def draft_of(slip: Shown) -> str:
    """The line for the customer, which stands in a quote of its own."""
    block = next(each for each in slip.blocks if each["type"] == "rich_text")
    return str(block["elements"][0]["elements"][0]["text"])


async def moves(omar_direct: Direct, day: str, why: str) -> None:
    await omar_direct.answers(f"a-1 {day} because {why}")
    await omar_direct.hears("moved to")


async def test_a_move_is_told_in_the_channel_with_a_line_for_the_customer(team: Team, omar_direct: Direct) -> None:
    await promises(team, EXPORT)
    await team.moves_on(to=WEDNESDAY)
    await moves(omar_direct, "1 dec", "the vendor is late")
    slip = (await slips(team))[-1]
    assert "Fixes the month-end export so that finance gets the file (A-1, Omar)" in slip
    assert "Tue 1 Dec, was Fri 27 Nov" in slip
    assert "“the vendor is late”" in slip
    assert "to copy or change; nothing was sent:" in slip
    assert "the vendor is late" not in draft_of(slip)
    assert "Tue 1 Dec" in draft_of(slip)
    assert "Fri 27 Nov" in draft_of(slip)


async def test_each_move_is_counted_and_the_first_promise_is_not_forgotten(team: Team, omar_direct: Direct) -> None:
    await promises(team, EXPORT)
    await team.moves_on(to=WEDNESDAY)
    await moves(omar_direct, "1 dec", "the vendor is late")
    await moves(omar_direct, "4 dec", "the vendor is later")
    last = (await slips(team))[-1]
    assert "moved twice" in last
    assert "first due Fri 27 Nov" in last
    assert len(await slips(team)) == 2


async def test_the_third_move_reaches_who_looks_after_the_customer(
    team: Team, nina_direct: Direct, omar_direct: Direct
) -> None:
    await promises(team, EXPORT)
    await team.moves_on(to=WEDNESDAY)
    await moves(omar_direct, "1 dec", "the vendor is late")
    await moves(omar_direct, "4 dec", "the vendor is later")
    await team.moves_on(to="2026-11-26T09:00:00Z")
    assert await nina_direct.nudges() == []
    await moves(omar_direct, "8 dec", "the vendor left")
    shown = await nina_direct.nudge("Omar moved something a third time")
    assert "moved 3 times, first due Fri 27 Nov, now Tue 8 Dec" in shown
    assert shown.buttons == ["Hand it on…", "New date", "Not helpful"]
    await team.moves_on(to="2026-11-30T09:00:00Z")
    assert len(await nina_direct.nudges()) == 1


async def test_an_undone_third_move_is_not_shown_to_anybody(
    team: Team, nina_direct: Direct, omar_direct: Direct
) -> None:
    await promises(team, EXPORT)
    await team.moves_on(to="2026-11-25T19:00:00Z")
    await moves(omar_direct, "1 dec", "the vendor is late")
    await moves(omar_direct, "4 dec", "the vendor is later")
    await moves(omar_direct, "8 dec", "the vendor left")
    await omar_direct.presses("Undo", on=await omar_direct.hears("Tue 8 Dec"))
    await omar_direct.hears("Taken back")
    await team.moves_on(to="2026-11-26T12:00:00Z")
    assert await nina_direct.nudges() == []


async def test_the_board_of_an_open_review_follows(team: Team, nina: Person, nina_direct: Direct) -> None:
    await starts(nina)
    await nina.reads("/action @nina sends Northwind the revised onboarding checklist by 27 Nov", "A-1")
    await team.board(NORTHWIND, "Nina, Fri 27 Nov")
    await team.moves_on(to=WEDNESDAY)
    await nina_direct.answers("1 dec because legal is late")
    await nina_direct.hears("Recorded: 1 moved to Tue 1 Dec")
    await team.board(NORTHWIND, "Nina, Tue 1 Dec")
    await nina_direct.answers("done")
    await nina_direct.hears("Recorded: 1 done.")
    await team.everything_said()
    assert "Nina, Tue 1 Dec" not in await team.board(NORTHWIND)


async def test_what_moved_is_asked_about_on_its_new_days(team: Team, omar_direct: Direct) -> None:
    await promises(team, EXPORT)
    await team.moves_on(to=WEDNESDAY)
    await moves(omar_direct, "8 dec", "the vendor is late")
    await team.moves_on(to="2026-12-08T09:00:00Z")
    days = [row["day"] for row in team.rows("SELECT day FROM nudges WHERE user_id = ?", omar_direct.id)]
    # Before the move on Wednesday; then two days before the new date and on it.
    assert [date.fromisoformat(day) for day in days] == [
        date(2026, 11, 25),
        date(2026, 12, 4),
        date(2026, 12, 8),
    ]


async def test_who_owns_the_gap_hears_that_what_was_to_close_it_is_done(team: Team, nina: Person, omar: Person) -> None:
    await starts(nina)
    await nina.reads("/gap Month-end export fails, blocks, @nina, update 8 dec #exports", "G-1")
    await omar.reads("/action @omar fixes the month-end export for Northwind by 4 dec, closes G-1", "A-1")
    await omar.types("/review list mine")
    await omar.presses("Done", beside="A-1")
    told = await Direct(team, "nina").hears("A-1) is done, says Omar. Is G-1")
    await nina.into(DIRECT_NINA).presses("Closed", on=told)
    await team.holds("the gap closed", lambda: team.row("SELECT state FROM gaps WHERE id = 1")["state"] == "closed")
