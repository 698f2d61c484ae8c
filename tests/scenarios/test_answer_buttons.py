"""Answers by button, menu and form: recorded at once, said back in the thread, shown in the nudge itself."""

from __future__ import annotations

import pytest

from tests.driving.direct import Direct, thread_of
from tests.driving.person import Person
from tests.driving.team import BLUEFERN, NORTHWIND, Team
from tests.scenarios.stories import EXPORT_GAP, WEDNESDAY, promises

pytestmark = pytest.mark.usefixtures("wednesday")
FIRST, THIRD = "(A-1)", "(A-3)"


@pytest.fixture
async def wednesday(team: Team) -> None:
    """Nina's nudge has three rows: 1 checklist, 2 file format, 3 training for Blue Fern; all due on Friday."""
    await promises(team)
    await team.moves_on(to=WEDNESDAY)


def action(team: Team, number: int, *names: str) -> tuple[object, ...]:
    row = team.row("SELECT * FROM actions WHERE id = ?", number)
    return tuple(row[name] for name in names)


async def test_done_is_recorded_at_once_and_the_nudge_shows_it_in_its_place(team: Team, nina_direct: Direct) -> None:
    before = await nina_direct.nudge("Three of yours need a word")
    await nina_direct.presses("Done", beside=THIRD, on=before)
    echo = await nina_direct.hears("Recorded: A-3 done.")
    assert echo.buttons == ["Undo"]
    assert thread_of(echo) == before.ts
    after = await nina_direct.nudge("Two of yours need a word", "✔ 3 Books the training", "(A-3): done")
    assert after.ts == before.ts
    assert action(team, 3, "state", "ended_by") == ("done", nina_direct.id)


async def test_done_pressed_twice_is_recorded_once_and_explains_itself(team: Team, nina_direct: Direct) -> None:
    before = await nina_direct.nudge()
    await nina_direct.presses("Done", beside=FIRST, on=before)
    await nina_direct.hears("Recorded: A-1 done.")
    await nina_direct.nudge("✔ 1")
    assert "Done" not in (await nina_direct.nudge()).line("✔ 1")
    await nina_direct.answers("1 done")
    await nina_direct.hears("A-1 is done already, so nothing was changed.")
    assert len(team.rows("SELECT 1 FROM audit_entries WHERE kind = 'action' AND ref = '1'")) == 2


async def test_what_somebody_else_finished_meanwhile_leaves_the_list_by_itself(
    team: Team, omar: Person, nina_direct: Direct
) -> None:
    await omar.types("/review list all")
    await omar.presses("Done", beside="A-1")
    await omar.told("done")
    shown = await nina_direct.nudge("Two of yours need a word", "✔ 1 Sends Northwind")
    assert "[Done] [New date] [Blocked]" not in shown.line("✔ 1")


async def test_a_form_left_open_while_somebody_else_finished_it_says_so(
    team: Team, omar: Person, nina_direct: Direct
) -> None:
    await nina_direct.presses("New date", beside=FIRST, on=await nina_direct.nudge())
    await nina_direct.form("New date")
    await omar.types("/review list all")
    await omar.presses("Done", beside="A-1")
    await omar.told("done")
    await nina_direct.submits(date="2026-12-01", why="Legal is late")
    await nina_direct.hears("A-1 is done already, so nothing was changed.")
    assert action(team, 1, "state", "due", "moves") == ("done", "2026-11-27", 0)


async def test_a_new_date_asks_for_the_day_and_the_reason_and_is_told_in_the_channel(
    team: Team, nina_direct: Direct
) -> None:
    nudge = await nina_direct.nudge()
    await nina_direct.presses("New date", beside=FIRST, on=nudge)
    await nina_direct.form("New date")
    assert "reason" in await nina_direct.is_told_at("why", date="2026-12-01", why="   ")
    assert "past" in await nina_direct.is_told_at("date", date="2026-11-20", why="Legal is late")
    assert "already" in await nina_direct.is_told_at("date", date="2026-11-27", why="Legal is late")
    await nina_direct.submits(date="2026-12-01", why="Legal is late")
    echo = await nina_direct.hears("Recorded: A-1 moved to Tue 1 Dec (was Fri 27 Nov), “Legal is late”; I told")
    assert thread_of(echo) == nudge.ts
    await nina_direct.nudge("→ 1 Sends Northwind the revised onboarding checklist (A-1): moved to Tue 1 Dec")
    assert [m for m in await team.said(NORTHWIND) if "“Legal is late”" in m]


async def test_blocked_by_somebody_asks_them_and_says_so(team: Team, nina_direct: Direct) -> None:
    await nina_direct.presses("Blocked", beside=FIRST, on=await nina_direct.nudge())
    await nina_direct.form("Blocked: A-1")
    assert "Its owner cannot be who blocks it" in await nina_direct.is_told_at("who", why="It is stuck", who="nina")
    assert "ahead" in await nina_direct.is_told_at("until", why="It is stuck", until="2026-11-25")
    await nina_direct.submits(why="Needs the list of roles", who="omar", until="2026-12-01")
    await nina_direct.hears(
        "Recorded: A-1 blocked by Omar: “Needs the list of roles”; I ask Omar, and you again on Tue 1 Dec."
    )
    await nina_direct.nudge("→ 1", "blocked by Omar, back on Tue 1 Dec")


async def test_blocked_needs_words(nina_direct: Direct) -> None:
    await nina_direct.presses("Blocked", beside=FIRST, on=await nina_direct.nudge())
    assert await nina_direct.cannot_submit() == ["What blocks it?"]
    assert "blocked by" in await nina_direct.is_told_at("why", why="  ")


async def test_not_mine_passes_it_on_to_somebody_who_can_own_it(team: Team, nina_direct: Direct) -> None:
    await nina_direct.chooses_more("Not mine…", beside=FIRST)
    await nina_direct.form("Not mine: A-1")
    for who, why in (
        ("holdfast", "Holdfast is a bot"),
        ("sven", "deactivated"),
        ("dana", "another organisation"),
        ("nina", "already"),
    ):
        assert why in await nina_direct.is_told_at("who", who=who)
    await nina_direct.submits(who="lena", word="Roles are Lena's since October")
    await nina_direct.hears("Recorded: A-1 Lena's now, “Roles are Lena's since October”.")
    await nina_direct.nudge("→ 1", "Lena has it now")
    assert action(team, 1, "owner") == (team.id_of("lena"),)


async def test_not_mine_without_a_name_goes_back_to_who_looks_after_the_customer(
    team: Team, omar_direct: Direct
) -> None:
    await omar_direct.chooses_more("Not mine…")
    await omar_direct.form("Not mine: A-4", "Whose is it? (who)")
    await omar_direct.submits()
    await omar_direct.hears("Recorded: A-4 Nina's now.")
    assert action(team, 4, "owner") == (team.id_of("nina"),)


async def test_who_looks_after_the_customer_must_name_somebody(nina_direct: Direct) -> None:
    await nina_direct.chooses_more("Not mine…", beside=FIRST)
    assert await nina_direct.cannot_submit() == ["Whose is it?"]


async def test_wont_do_keeps_the_reason(team: Team, nina_direct: Direct) -> None:
    await nina_direct.chooses_more("Won't do…", beside=FIRST)
    await nina_direct.form("Won't do: A-1")
    assert "reason" in await nina_direct.is_told_at("why", why="   ")
    await nina_direct.submits(why="The customer dropped it")
    await nina_direct.hears("Recorded: A-1 won't be done, “The customer dropped it”.")
    await nina_direct.nudge("→ 1", "won't be done")
    assert action(team, 1, "state") == ("dropped",)


async def test_waiting_for_the_customer_offers_a_day_in_a_week(team: Team, nina_direct: Direct) -> None:
    await nina_direct.chooses_more("Waiting for the customer…", beside=FIRST)
    form = await nina_direct.form("Waiting for them: A-1")
    assert form.filled["until"] == "2026-12-02"
    assert "ahead" in await nina_direct.is_told_at("until", why="The signed order", until="2026-11-24")
    await nina_direct.submits(why="The signed order", until="2026-12-03")
    await nina_direct.hears("Recorded: A-1 waiting for the customer until Thu 3 Dec: “The signed order”.")
    assert action(team, 1, "state", "wake_on", "due") == ("waiting", "2026-12-03", "2026-11-27")


async def test_another_day_offers_the_next_working_days_once(team: Team, nina_direct: Direct) -> None:
    await nina_direct.chooses_more("Remind me on another day…", beside=FIRST)
    await nina_direct.form("Remind me later: A-1")
    await nina_direct.submits(day="2026-11-30")
    await nina_direct.hears("Recorded: A-1 put off to Mon 30 Nov; the date stays.")
    shown = await nina_direct.nudge("→ 1", "put off to Mon 30 Nov; the date stays")
    assert action(team, 1, "snoozed_until", "due") == ("2026-11-30", "2026-11-27")
    await nina_direct.answers("2 on it, 3 on it")
    await team.moves_on(to="2026-11-30T08:00:00Z")
    back = await nina_direct.nudge("you asked me to remind you today", "was due Fri 27 Nov")
    assert back.ts != shown.ts
    menus = [e for b in back.blocks for e in b.get("elements", ()) if e.get("type") == "overflow"]
    row = next(menu for menu in menus if "(A-1)" in back.line("remind you") and "A-1" in str(menu))
    assert [each["text"]["text"] for each in row["options"]] == [
        "Not mine…",
        "Won't do…",
        "Waiting for the customer…",
        "Details",
    ]


async def test_details_show_the_whole_item_only_to_who_asked(nina_direct: Direct) -> None:
    await nina_direct.chooses_more("Details", beside=FIRST)
    card = await nina_direct.hears("A-1", "Northwind", "Fri 27 Nov")
    assert card.body.get("ephemeral")


async def test_a_gap_is_closed_or_gets_its_next_update(team: Team, nina: Person, nina_direct: Direct) -> None:
    await nina.reads(EXPORT_GAP, "G-1")
    await nina_direct.answers("all done")
    await team.moves_on(to="2026-11-27T08:00:00Z")
    nudge = await nina_direct.nudge("1 Month-end export fails twice a week (G-1): update due today · blocks work")
    assert nudge.buttons[:2] == ["Closed", "Update given, next on…"]
    await nina_direct.presses("Update given, next on…", on=nudge)
    assert "past" in await nina_direct.is_told_at("date", date="2026-11-20", why="Fix is in review")
    await nina_direct.submits(date="2026-12-04", why="Fix is in review")
    await nina_direct.hears("Recorded: G-1 next update Fri 4 Dec (was Fri 27 Nov), “Fix is in review”.")
    await team.moves_on(to="2026-12-04T08:00:00Z")
    await nina_direct.presses("Closed", on=await nina_direct.nudge("(G-1): update due today"))
    await nina_direct.hears("Recorded: G-1 closed.")
    await nina_direct.nudge("All of this is answered.", "✔ 1 Month-end export fails twice a week (G-1): closed")


async def test_not_helpful_is_noted_and_not_offered_again(team: Team, nina_direct: Direct) -> None:
    await nina_direct.presses("Not helpful", on=await nina_direct.nudge())
    shown = await nina_direct.nudge("You said this did not help.")
    assert "Not helpful" not in shown.buttons
    assert "Done" in shown.buttons


async def test_all_rows_can_be_answered_one_after_the_other(team: Team, nina_direct: Direct) -> None:
    for ref, left in ((FIRST, "Two of yours"), (THIRD, "One of yours"), ("(A-2)", "All of this is answered.")):
        await nina_direct.presses("Done", beside=ref, on=await nina_direct.nudge())
        await nina_direct.nudge(left)
    final = await nina_direct.nudge("All of this is answered.")
    assert final.buttons == []


async def test_a_move_in_one_customer_s_channel_is_not_told_in_another(team: Team, nina_direct: Direct) -> None:
    await nina_direct.presses("New date", beside=THIRD, on=await nina_direct.nudge())
    await nina_direct.submits(date="2026-12-01", why="The room is taken")
    await nina_direct.hears(f"I told <#{BLUEFERN}>")
    assert not [m for m in await team.said(NORTHWIND) if "The room is taken" in m]


async def test_a_stale_button_says_who_finished_it_and_when(team: Team, omar: Person, nina_direct: Direct) -> None:
    """Slack has not taken the new look of the nudge yet, so the button is still there."""
    stale = await nina_direct.nudge()
    team.server.practice.faults.arm("server_error", times=50, method="chat.update")
    await omar.types("/review list all")
    await omar.presses("Done", beside="A-1")
    await omar.told("done")
    await nina_direct.presses("Done", beside=FIRST, on=stale)
    card = await nina_direct.hears("This was finished by Omar", "Here it is as it stands now.")
    assert card.body.get("ephemeral")
    assert action(team, 1, "state", "ended_by") == ("done", omar.id)
    await nina_direct.presses("Blocked", beside=FIRST, on=stale)
    await nina_direct.submits(why="Needs the list of roles")
    await nina_direct.hears("A-1 is done already, so nothing was changed.")
    team.server.practice.faults.clear()


async def test_done_pressed_twice_in_a_row_is_one_done(team: Team, nina_direct: Direct) -> None:
    await nina_direct.presses("Done", beside=FIRST, on=await nina_direct.nudge())
    await nina_direct.hears("Recorded: A-1 done.")
    await team.sends_again("interactive")
    await nina_direct.answers("2 done")
    assert len([m for m in await nina_direct.messages() if "Recorded: A-1 done." in m]) == 1


async def test_a_finished_action_is_looked_at_again_and_may_not_have_helped(
    team: Team, nina_direct: Direct, omar_direct: Direct
) -> None:
    await omar_direct.answers("done")
    await nina_direct.answers("1 done, 2 won't do: customer left, 3 won't do: dropped by the customer")
    await team.moves_on(to="2026-12-28T09:00:00Z")
    nudge = await nina_direct.nudge("A look back at one you finished")
    assert nudge.buttons == ["It helped", "Not really", "Not helpful"]
    await nina_direct.presses("Not really", on=nudge)
    said = await nina_direct.hears("Noted: A-1 did not change much. What would?")
    assert said.buttons == ["Log an action", "Log a gap"]
    await nina_direct.nudge("All of this is answered.", "it did not change much")
    assert action(team, 1, "state", "helped") == ("done", 0)
    await nina_direct.presses("Log an action", on=said)
    await nina_direct.form()
    await nina_direct.submits(what="Agree the new checklist with Dana", owner="nina", date="2027-01-08")
    assert action(team, 5, "owner", "account_id") == (nina_direct.id, 1)
