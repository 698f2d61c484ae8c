"""How often a customer is reviewed, and what the clock says around a review."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.driving.person import Person
from tests.driving.screen import Shown
from tests.driving.team import DIRECT_NINA, GENERAL, NORTHWIND, Team
from tests.driving.waiting import until
from tests.scenarios.stories import EXPORT_GAP, closes, saves_step, saves_steps, starts


async def lives_until(team: Team, moment: datetime) -> None:
    """Move the clock on, from one thing that is due to the next, as a day passes."""
    while (due := await team.bot.next_due()) is not None and due <= moment:
        _set(team, max(due, team.clock()))
        await team.bot.catch_up()
    _set(team, moment)
    await team.bot.catch_up()


def _set(team: Team, moment: datetime) -> None:
    team.clock.forward(seconds=max(0.0, (moment - team.clock()).total_seconds()))


def at(month: int, day: int, hour: int, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


async def message(team: Team, channel: str, *words: str) -> Shown:
    """What the bot said to everybody in a channel, once one message holds these words."""

    async def look() -> Shown | None:
        return next((m for m in await team.said(channel) if all(each in m for each in words)), None)

    return await until(look, f"{words} in {channel}", lambda: team.screen(channel))


async def test_a_channels_rhythm_is_shown_changed_and_put_back(team: Team, nina: Person) -> None:
    await starts(nina)
    await nina.reads("/review rhythm", "Northwind is reviewed every quarter.", "A review is open now.")
    answer = await nina.reads("/review rhythm every 2 months", "Northwind is reviewed every 2 months.")
    assert "Before: every quarter" in answer
    assert team.row("SELECT rhythm_months, next_review_on FROM accounts") == {
        "rhythm_months": 2,
        "next_review_on": "2027-01-25",
    }
    await nina.presses("Undo")
    await nina.told("Northwind is reviewed every quarter.")
    assert team.row("SELECT rhythm_months FROM accounts") == {"rhythm_months": 3}
    whys = [
        row["why"] for row in team.rows("SELECT why FROM audit_entries WHERE kind = 'account' AND by <> 'holdfast'")
    ]
    assert whys == [None, None, "undone"]


async def test_an_undo_that_comes_too_late_changes_nothing(team: Team, nina: Person) -> None:
    await starts(nina)
    await nina.reads("/review rhythm monthly", "every month")
    await team.person("lena").reads("/review rhythm yearly", "every year")
    await nina.presses("Undo")
    await nina.told("It was changed again since", "every year")
    assert team.row("SELECT rhythm_months FROM accounts") == {"rhythm_months": 12}


async def test_the_next_review_gets_a_day_of_its_own(team: Team, nina: Person) -> None:
    await starts(nina)
    await nina.reads("/review rhythm next 12 jan", "The next review is on Tue 12 Jan.")
    assert team.row("SELECT next_review_on FROM accounts") == {"next_review_on": "2027-01-12"}
    await nina.reads("/review rhythm next 28 nov", "a day off, so it counts from Mon 30 Nov")
    await nina.reads("/review rhythm next 12 jan", "The next review is on Tue 12 Jan.")
    await nina.reads("/review rhythm next 12 nov 2020", "Nothing was changed")
    await nina.reads("/review rhythm next full moon", "Nothing was changed")
    assert team.row("SELECT next_review_on FROM accounts") == {"next_review_on": "2027-01-12"}


async def test_a_day_that_can_be_two_is_given_back_to_be_picked(team: Team, nina: Person) -> None:
    await starts(nina)
    answer = await nina.reads("/review rhythm next friday", "Which day is the next review of Northwind?")
    await nina.presses(answer.buttons[0])
    await nina.told("The next review is on")


async def test_a_paused_customer_says_so_everywhere_and_goes_on_when_resumed(team: Team, nina: Person) -> None:
    await starts(nina)
    await nina.reads("/review rhythm pause", "It is paused since Tue 24 Nov, so nobody is asked about it.")
    await nina.reads("/review status", "paused since Tue 24 Nov")
    await nina.reads("/review rhythm all", "Northwind: paused")
    await nina.reads("/action @nina sends Northwind the revised checklist by 18 Dec", "A-1")
    await nina.reads("/review list", "at Northwind (paused)")
    await nina.reads("/review rhythm")
    await nina.presses("Resume")
    answer = await nina.told("Northwind is reviewed every quarter.")
    assert "It is paused" not in answer
    assert team.row("SELECT paused_at FROM accounts") == {"paused_at": None}


@pytest.mark.parametrize(
    "line",
    [
        "Northwind monthly",
        "monthly for northwind",
        "pause Northwind",
        "Northwind next 4 dec",
        f"<#{NORTHWIND}|acct-northwind> yearly",
    ],
)
async def test_a_customer_is_named_first_or_last_from_anywhere(team: Team, nina: Person, line: str) -> None:
    await starts(nina)
    await nina.into(DIRECT_NINA).reads(f"/review rhythm {line}", "Northwind is reviewed", "Before: every quarter")


async def test_a_channel_without_a_customer_says_so_and_lists_what_is_next(team: Team, nina: Person) -> None:
    await starts(nina)
    await lives_until(team, at(11, 24, 9, 5))
    elsewhere = nina.into(GENERAL)
    answer = await elsewhere.reads("/review rhythm", "No customer belongs to this channel", "no review late")
    assert "Northwind: next on Wed 24 Feb 2027" in answer
    await elsewhere.reads("/review rhythm monthly", "No customer belongs to this channel")
    await elsewhere.reads("/review rhythm biweekly", "No customer belongs to this channel")


async def test_what_is_no_rhythm_is_answered_with_what_can_be_typed(team: Team, nina: Person) -> None:
    await starts(nina)
    answer = await nina.reads("/review rhythm bimonthly", "can mean twice a month or every two months")
    assert answer.buttons == ["Every 2 months"]
    await nina.presses("Every 2 months")
    await nina.told("Northwind is reviewed every 2 months.")
    await nina.reads("/review rhythm <!channel> *x*", "is not a rhythm I know")


async def test_closing_sets_the_next_review_and_status_says_when(team: Team, nina: Person) -> None:
    await starts(nina)
    await saves_steps(nina)
    await closes(nina, "Nothing stands out", "A note on Friday")
    await lives_until(team, at(11, 24, 12))
    await nina.reads("/review status", "No review of Northwind is open.", "next on Wed 24 Feb 2027")


async def test_the_summary_bears_the_day_it_is_where_the_account_is(team: Team, nina: Person) -> None:
    await lives_until(team, at(11, 24, 23, 10))
    await starts(nina)
    await saves_steps(nina)
    summary = await closes(nina, "Nothing stands out", "A note on Friday")
    assert "Northwind · review of Wed 25 Nov" in summary
    assert "Next review about Thu 25 Feb 2027, every quarter" in summary
    await lives_until(team, at(11, 24, 23, 30))
    assert team.row("SELECT next_review_on FROM accounts") == {"next_review_on": "2027-02-25"}


async def test_a_review_left_open_is_summed_up_in_its_channel_at_the_end_of_the_day(team: Team, nina: Person) -> None:
    await starts(nina)
    await saves_step(nina, 1, {"note": "Fewer manual steps"})
    await nina.types(EXPORT_GAP)
    await lives_until(team, at(11, 24, 16, 59))
    assert not [m for m in await team.said(NORTHWIND) if "still open" in m]
    await lives_until(team, at(11, 25, 12))
    shown = await message(team, NORTHWIND, "review still open at the end of Tue 24 Nov")
    assert "Still to do: 2 Facts" in shown
    await nina.presses("Close review", on=shown)
    await nina.form("Close the review")
    await nina.closes_form()
    await lives_until(team, at(11, 27, 20))
    assert len([m for m in await team.said(NORTHWIND) if "still open" in m]) == 1


async def test_two_weeks_after_the_close_the_channel_is_asked_what_is_still_true(team: Team, nina: Person) -> None:
    await starts(nina)
    await saves_steps(nina)
    await nina.reads("/action @nina sends Northwind the revised checklist by 18 Dec", "A-1")
    await closes(nina, "Nothing stands out", "A note on Friday")
    await lives_until(team, at(12, 8, 7, 59))
    assert not [m for m in await team.said(NORTHWIND) if "two weeks after" in m]
    await lives_until(team, at(12, 8, 8, 1))
    shown = await message(team, NORTHWIND, "Northwind, two weeks after the review of Tue 24 Nov: 1 of 1 needs a word.")
    assert "Nina, due Fri 18 Dec" in shown.line("A-1")
    assert "Nothing heard since it was logged, Tue 24 Nov." in shown
    assert shown.buttons == ["Still true", "Done", "New date", "All open actions"]
    await lives_until(team, at(1, 20, 12, year=2027))
    assert len([m for m in await team.said(NORTHWIND) if "after the review of" in m]) == 1


async def test_a_late_review_is_called_late_and_keeps_its_day(team: Team, nina: Person) -> None:
    await starts(nina)
    await nina.types("/review abandon customer cancelled")
    await nina.submits()
    await nina.reads("/review rhythm next 1 dec", "The next review is on Tue 1 Dec.")
    await lives_until(team, at(12, 4, 12))
    late = "was due Tue 1 Dec, 3 working days ago"
    answer = await nina.reads("/review rhythm", late)
    assert answer.buttons[0] == "Start the review"
    await nina.reads("/review status", late)
    await nina.reads("/review rhythm all", late, "1 customer, 1 review late")
    assert team.row("SELECT next_review_on FROM accounts") == {"next_review_on": "2026-12-01"}
    kinds = [row["kind"] for row in team.rows("SELECT kind FROM asks WHERE subject = 'ACC-1' ORDER BY id")]
    assert kinds == ["prepare", "brief", "today", "overdue"]
