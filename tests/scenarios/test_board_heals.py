from __future__ import annotations

from tests.driving.person import Person
from tests.driving.team import NORTHWIND, Team
from tests.scenarios.stories import EXPORT_GAP, closes, saves_step, saves_steps, starts


def removes(team: Team, ts: str) -> None:
    """Somebody with the right to takes the bot's message away."""
    channel = team.server.practice.workspace.channels[NORTHWIND]
    channel.said.remove(next(said for said in channel.said if said.ts == ts))


async def test_a_board_taken_away_is_posted_anew_with_what_is_true_now(team: Team, nina: Person) -> None:
    old = await starts(nina)
    removes(team, old.ts)
    await nina.reads(EXPORT_GAP, "G-1")
    new = await team.board_after(NORTHWIND, old)
    assert "G-1 Month-end export fails" in new
    await team.holds("the new place", lambda: team.row("SELECT board_ts FROM reviews")["board_ts"] == new.ts)
    await saves_step(nina, 1, {"note": "Fewer manual steps"})
    assert (await team.board(NORTHWIND, "✔ 1")).ts == new.ts


async def test_who_leads_is_told_when_the_summary_cannot_be_posted(team: Team, nina: Person) -> None:
    await starts(nina)
    await saves_steps(nina)
    await nina.types("/review close")
    await nina.form("Close the review")
    team.server.practice.workspace.channels[NORTHWIND].facts["is_archived"] = True
    home = nina.into("D0NINA001")
    await home.looks()
    await nina.submits(risk="Nothing stands out", expect="A note on Friday")
    await home.told("could not post", f"<#{NORTHWIND}>")
    assert team.errors.lines, "a lost summary is worth an error in the log"
    team.errors.lines.clear()


async def test_a_review_with_more_than_a_board_can_show_still_has_a_board(team: Team, nina: Person) -> None:
    await starts(nina)
    for number in range(12):
        await nina.reads(
            f"/gap {'Exports stop at the size limit. ' * 30} case {number}, blocks, @nina, update fri", "G-"
        )
    board = await team.board(NORTHWIND, "12 open, 12 block work")
    assert "more" in board
    await saves_steps(nina, 1, 2)
    await saves_step(nina, 3, {"colour": "red", "evidence": "x" * 300})
    await nina.presses("Mark and note")
    await nina.form("Usage")
    await nina.closes_form()


async def test_nothing_is_said_twice_when_many_changes_come_at_once(team: Team, nina: Person) -> None:
    await starts(nina)
    for number in range(5):
        await nina.reads(f"/action @nina sends Northwind file number {number} by 4 dec", "A-")
    await saves_steps(nina)
    await closes(nina, "Nothing stands out", "A note on Friday")
    await team.everything_said()
    posts = [e for e in await team.log("api") if e["method"] == "chat.postMessage"]
    assert len(posts) == 2, "one board and one summary"
