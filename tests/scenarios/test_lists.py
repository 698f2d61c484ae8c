from __future__ import annotations

from tests.driving.person import Person
from tests.driving.screen import Shown
from tests.driving.team import BLUEFERN, GENERAL, NORTHWIND, Team
from tests.scenarios.stories import starts


async def promises(nina: Person) -> None:
    """Three actions at Northwind, two of them Nina's, and one of hers at Blue Fern."""
    await starts(nina)
    await nina.reads("/action @nina sends Northwind the new file by 25 Nov", "A-1")
    await nina.reads("/action @omar sends Northwind the export fix by 25 Nov", "A-2")
    await nina.reads("/action @nina sends Northwind the seat report by 11 Dec", "A-3")
    there = nina.into(BLUEFERN)
    await starts(there)
    await there.reads("/action @nina sends Blue Fern the checklist by 11 Dec", "A-4")


def rows_of(listed: Shown) -> list[str]:
    """The short ids of a list's rows, in order."""
    shown = [block["text"]["text"] for block in listed.blocks if block["type"] == "section"]
    return [text.lstrip("*").split("*")[0] for text in shown if text.startswith(("*A-", "*G-"))]


async def test_each_filter_lists_what_it_says(team: Team, nina: Person) -> None:
    await promises(nina)
    await nina.presses("Change", beside="A-3")
    await nina.submits(state="blocked", blocked="Waiting for legal")
    await nina.told("A-3")
    team.clock.forward(days=6)
    wanted = {
        "list": ["A-1", "A-2", "A-3"],
        "list mine": ["A-1", "A-3", "A-4"],
        "list late": ["A-1", "A-2"],
        "list blocked": ["A-3"],
        "list @omar": ["A-2"],
        "list bluefern": ["A-4"],
        "list #acct-bluefern": ["A-4"],
        "list all": ["A-1", "A-2", "A-3", "A-4"],
        "late": ["A-1", "A-2"],
        "list mine late": ["A-1"],
    }
    listed = {words: rows_of(await nina.reads(f"/review {words}")) for words in wanted}
    assert listed == wanted
    assert "Waiting for legal" in (await nina.reads("/review list blocked")).line("A-3")
    assert "3 working days late" in (await nina.reads("/review list late")).line("A-1")


async def test_a_list_of_nothing_says_so(nina: Person) -> None:
    await starts(nina)
    for words, said in (("list", "Nothing is open"), ("list late", "Nothing is late"), ("list blocked", "blocked")):
        await nina.reads(f"/review {words}", said)
    await nina.reads("/review gaps", "No gap is open")


async def test_an_unknown_customer_or_person_is_said_with_what_to_type(nina: Person) -> None:
    await starts(nina)
    await nina.reads("/review list Southwind", "no customer “Southwind”")
    await nina.reads("/review list @nobody-here", "nobody here called @nobody-here")


async def test_the_list_from_anywhere_shows_all_customers(nina: Person) -> None:
    await promises(nina)
    listed = await nina.into(GENERAL).reads("/review list", "4 open actions")
    assert "Blue Fern" in listed
    assert "Northwind" in listed


async def test_thirty_actions_come_in_pages(team: Team, nina: Person) -> None:
    await starts(nina)
    for number in range(1, 31):
        await nina.types(f"/action @nina sends Northwind the seat report number {number} by {1 + number % 20} Dec")
    first = await nina.reads("/review list", "30 open actions", "page 1 of 4")
    assert "Earlier" not in first.buttons
    seen = rows_of(first)
    for page in (2, 3, 4):
        await nina.presses("More")
        shown = await nina.told(f"page {page} of 4")
        seen += rows_of(shown)
    assert len(seen) == len(set(seen)) == 30
    assert "More" not in shown.buttons
    await nina.presses("Earlier")
    await nina.told("page 3 of 4")
    lists = [m for m in await nina.messages() if "open actions" in m and "page" in m]
    assert len(lists) == 1, "paging added messages instead of turning the page"


async def test_done_from_a_row_shows_the_page_again_and_can_be_undone(team: Team, nina: Person) -> None:
    await promises(nina)
    await nina.reads("/review list", "3 open actions")
    await nina.presses("Done", beside="A-2")
    shown = await nina.told("2 open actions", "A-2 is done")
    assert rows_of(shown) == ["A-1", "A-3"]
    assert team.row("SELECT state, ended_by FROM actions WHERE id = 2") == {"state": "done", "ended_by": nina.id}
    await team.board(NORTHWIND, "6 Actions (2 open)")
    await nina.presses("Undo A-2", on=shown)
    await nina.told("A-2 is open again")
    assert team.row("SELECT state, ended_by FROM actions WHERE id = 2") == {"state": "open", "ended_by": None}
    await team.board(NORTHWIND, "6 Actions (3 open)")


async def test_a_new_date_from_a_row_asks_why_and_counts(team: Team, nina: Person) -> None:
    await promises(nina)
    await nina.reads("/review list")
    await nina.presses("New date", beside="A-2")
    await nina.form("", "A-2")
    assert "past" in await nina.is_told_at("date", date="2026-11-20", why="Legal")
    assert "already" in await nina.is_told_at("date", date="2026-11-25", why="Legal")
    assert "why" in (await nina.is_told_at("why", date="2026-12-04", why="  ")).lower()
    await nina.submits(date="2026-12-04", why="The fix needs another week")
    await nina.told("A-2", "Fri 4 Dec", "moved once")
    row = team.row("SELECT due, first_due, moves FROM actions WHERE id = 2")
    assert row == {"due": "2026-12-04", "first_due": "2026-11-25", "moves": 1}
    entry = team.rows("SELECT by, why FROM audit_entries WHERE kind = 'action' AND ref = '2'")[-1]
    assert entry == {"by": nina.id, "why": "The fix needs another week"}


async def test_edit_from_a_row_changes_owner_and_words(team: Team, nina: Person) -> None:
    await promises(nina)
    await nina.reads("/review list")
    await nina.presses("Edit", beside="A-2")
    form = await nina.form("Change A-2")
    assert (form.filled["owner"], form.filled["date"], form.filled["state"]) == (
        team.id_of("omar"),
        "2026-11-25",
        "open",
    )
    await nina.submits(owner="priya", what="Send Northwind the export fix with release notes")
    await nina.told("A-2", "Priya", "release notes")
    await team.board(NORTHWIND, "release notes")


async def test_blocking_asks_by_what(nina: Person) -> None:
    await promises(nina)
    await nina.reads("/review list")
    await nina.presses("Edit", beside="A-2")
    assert "blocked by" in await nina.is_told_at("blocked", state="blocked")
    await nina.submits(state="blocked", blocked="Waiting for legal")
    await nina.told("A-2", "blocked: Waiting for legal")


async def test_a_stale_row_shows_how_it_stands(team: Team, nina: Person, omar: Person) -> None:
    await promises(nina)
    await nina.reads("/review list")
    stale = (await nina.messages())[-1]
    await omar.reads("/review list mine", "A-2")
    await omar.presses("Done", beside="A-2")
    await omar.told("A-2 is done")
    for button in ("Done", "New date", "Edit"):
        await nina.presses(button, beside="A-2", on=stale)
        await nina.told("A-2", "finished by Omar")
        assert await nina._form() is None
    assert len(team.rows("SELECT 1 FROM audit_entries WHERE kind = 'action' AND ref = '2'")) == 2


async def test_a_form_opened_before_somebody_else_finished_it_says_so(team: Team, nina: Person, omar: Person) -> None:
    await promises(nina)
    await nina.reads("/review list")
    await nina.presses("New date", beside="A-2")
    await nina.form()
    await omar.reads("/review list mine")
    await omar.presses("Done", beside="A-2")
    await omar.told("A-2 is done")
    await nina.submits(date="2026-12-04", why="The fix needs another week")
    await nina.told("A-2", "finished by Omar")
    assert team.row("SELECT state, moves FROM actions WHERE id = 2") == {"state": "done", "moves": 0}


async def test_open_gaps_are_listed_and_closed(team: Team, nina: Person) -> None:
    await starts(nina)
    await nina.reads("/gap Roles cannot be copied, slows, @priya, update fri", "G-1")
    await nina.reads("/gap Month-end export fails, blocks, @omar, update fri", "G-2")
    listed = await nina.reads("/review gaps", "2 open gaps")
    assert rows_of(listed) == ["G-2", "G-1"]
    await nina.presses("Closed", beside="G-1")
    await nina.told("1 open gap", "G-1")
    assert team.row("SELECT state FROM gaps WHERE id = 1") == {"state": "closed"}
    await team.board(NORTHWIND, "5 Open gaps (1 open")


async def test_the_menu_of_a_list_changes_what_it_shows(team: Team, nina: Person) -> None:
    await promises(nina)
    await nina.reads("/review list")
    await nina.chooses("list.filter", "mine:1")
    mine = await nina.told("of yours")
    assert rows_of(mine) == ["A-1", "A-3"]
    await nina.chooses("list.filter", "all:")
    assert rows_of(await nina.told("4 open actions")) == ["A-1", "A-2", "A-3", "A-4"]


async def test_one_item_is_shown_by_its_short_id(nina: Person) -> None:
    await promises(nina)
    for typed in ("show A-2", "A-2", "a2", "show a-2"):
        answer = await nina.reads(f"/review {typed}", "A-2", "export fix", "Omar")
        assert answer.buttons == ["Done", "New date", "Edit", "Details"]
    await nina.reads("/review A-99", "no A-99")


async def test_the_summary_leads_to_the_whole_list(team: Team, nina: Person) -> None:
    await nina.types("/review start")
    await nina.submits()
    await nina.reads("/action @omar sends Northwind the export fix by 4 Dec", "A-1")
    board = await team.board(NORTHWIND, "A-1")
    await nina.chooses("board.go", "1:actions", on=board)
    await nina.submits({"colour": "green", "evidence": "A name and a day", "pass": "Covered by mail"})
    await team.board(NORTHWIND, "✔ 6")
    await nina.presses("Close review")
    await nina.submits(risk="Nothing stands out", expect="A note on Friday")
    summary = await team.summary(NORTHWIND)
    omar = team.person("omar")
    await omar.presses("All open actions", on=summary)
    await omar.told("1 open action", "A-1")
    assert "All open actions" in (await team.summary(NORTHWIND)).buttons
