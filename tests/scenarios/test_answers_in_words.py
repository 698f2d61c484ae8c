"""Answers in plain words: in the thread of the nudge, or straight to the bot."""

from __future__ import annotations

import pytest

from tests.driving.direct import Direct, thread_of
from tests.driving.person import Person
from tests.driving.team import BLUEFERN, NORTHWIND, Team
from tests.scenarios.stories import PROMISED, WEDNESDAY, promises

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
async def wednesday(team: Team) -> None:
    """Nina's nudge has three rows: 1 checklist, 2 file format, 3 training for Blue Fern; all due on Friday."""
    await promises(team)
    await team.moves_on(to=WEDNESDAY)


def states(team: Team) -> dict[int, str]:
    return {row["id"]: row["state"] for row in team.rows("SELECT id, state FROM actions")}


async def test_several_answers_in_one_line_are_taken_apart_and_said_back_in_the_thread(
    team: Team, nina_direct: Direct
) -> None:
    nudge = await nina_direct.nudge("Three of yours need a word")
    await nina_direct.answers("1 done, 2 monday because legal is late, 3 blocked by @omar", in_thread=True)
    echo = await nina_direct.hears("Recorded: 1 done · 2 moved to Mon 30 Nov (was Fri 27 Nov), “legal is late” · 3")
    assert "3 blocked by Omar; I ask Omar, and you again on Mon 30 Nov; I told <#C0NORTHWND>." in echo
    assert echo.buttons == ["Undo"]
    assert thread_of(echo) == nudge.ts
    shown = await nina_direct.nudge("All of this is answered.")
    assert shown.ts == nudge.ts
    assert "✔ 1 Sends Northwind the revised onboarding checklist (A-1): done" in shown
    assert "→ 2 Agrees the new file format with Dana (A-2): moved to Mon 30 Nov" in shown
    assert "→ 3 Books the training for the second team (A-3): blocked by Omar, back on Mon 30 Nov" in shown
    assert states(team) == {1: "done", 2: "open", 3: "blocked", 4: "open"}


async def test_an_answer_straight_to_the_bot_is_said_back_there(team: Team, nina_direct: Direct) -> None:
    await nina_direct.answers("1 done")
    echo = await nina_direct.hears("Recorded: 1 done.")
    assert thread_of(echo) == echo.ts
    assert states(team)[1] == "done"


async def test_done_with_several_open_is_never_guessed(team: Team, nina_direct: Direct) -> None:
    await nina_direct.answers("done", in_thread=True)
    asked = await nina_direct.hears("Which one is done?")
    assert asked.buttons == [
        "1 Sends Northwind the revised…",
        "2 Agrees the new file format…",
        "3 Books the training for the…",
        "All of them",
        "Not any of these",
    ]
    assert set(states(team).values()) == {"open"}
    await nina_direct.presses("2 Agrees the new file format…", on=asked)
    echo = await nina_direct.hears("Recorded: A-2 done.")
    assert echo.ts == asked.ts
    assert echo.buttons == ["Undo"]
    assert states(team) == {1: "open", 2: "done", 3: "open", 4: "open"}


async def test_all_of_them_can_be_pressed_and_none_of_them_too(team: Team, nina_direct: Direct) -> None:
    await nina_direct.answers("done")
    await nina_direct.presses("Not any of these")
    await nina_direct.hears("Nothing was recorded.")
    assert set(states(team).values()) == {"open"}
    await nina_direct.answers("done")
    await nina_direct.presses("All of them")
    await nina_direct.hears("Recorded: A-1 done · A-2 done · A-3 done.")


async def test_with_two_rows_both_and_neither_are_offered(nina_direct: Direct) -> None:
    await nina_direct.answers("3 done")
    await nina_direct.answers("done")
    asked = await nina_direct.hears("Which one is done?")
    assert asked.buttons[-2:] == ["Both", "Neither"]


async def test_a_choice_pressed_after_it_was_made_changes_nothing(team: Team, nina_direct: Direct) -> None:
    await nina_direct.answers("done")
    asked = await nina_direct.hears("Which one is done?")
    await nina_direct.answers("the training")
    await nina_direct.hears("Recorded: 3 done.")
    await nina_direct.presses("Not any of these", on=asked)
    await team.everything_said()
    assert states(team)[3] == "done"


@pytest.mark.parametrize(("word", "recorded"), [("2", "2 done."), ("the training", "3 done."), ("all", "1 done · 2")])
async def test_which_one_can_be_answered_in_words(nina_direct: Direct, word: str, recorded: str) -> None:
    await nina_direct.answers("done")
    await nina_direct.answers(word)
    await nina_direct.hears(f"Recorded: {recorded}")


@pytest.mark.parametrize("word", ["none", "neither", "never mind"])
async def test_a_question_can_be_waved_away(team: Team, nina_direct: Direct, word: str) -> None:
    await nina_direct.answers("1 monday")
    await nina_direct.hears("to Mon 30 Nov, why?")
    await nina_direct.answers(word)
    await nina_direct.hears("Then nothing is recorded for it.")
    await nina_direct.answers("legal is late")
    assert not [each for each in await nina_direct.heard() if "moved" in each]
    assert set(states(team).values()) == {"open"}


async def test_a_missing_reason_is_asked_for_and_given_in_the_next_message(team: Team, nina_direct: Direct) -> None:
    await nina_direct.answers("1 friday 4 dec", in_thread=True)
    asked = await nina_direct.hears("1 Sends Northwind the revised onboarding checklist (A-1): to Fri 4 Dec, why?")
    assert asked.buttons == ["Write it"]
    assert team.row("SELECT due, moves FROM actions WHERE id = 1") == {"due": "2026-11-27", "moves": 0}
    await nina_direct.answers("because @omar and legal are late", in_thread=True)
    await nina_direct.hears("Recorded: 1 moved to Fri 4 Dec (was Fri 27 Nov), “Omar and legal are late”")
    assert team.row("SELECT due, moves FROM actions WHERE id = 1") == {"due": "2026-12-04", "moves": 1}


async def test_the_reason_can_be_written_in_a_form_and_takes_the_question_s_place(
    team: Team, nina_direct: Direct
) -> None:
    await nina_direct.answers("1 friday 4 dec")
    asked = await nina_direct.hears("why?")
    await nina_direct.presses("Write it", on=asked)
    await nina_direct.form("Why it moves: A-1", "Why does it move to Fri 4 Dec?")
    assert await nina_direct.is_told_at("why", why="   ") == "Say why it moves; the reason stays with it."
    await nina_direct.submits(why="Legal needs another week")
    echo = await nina_direct.hears("Recorded: A-1 moved to Fri 4 Dec (was Fri 27 Nov), “Legal needs another week”")
    assert echo.ts == asked.ts
    await nina_direct.answers("they are slow")
    assert not [each for each in await nina_direct.heard() if "Recorded" in each]


async def test_another_answer_is_not_taken_for_the_reason_that_was_asked_for(team: Team, nina_direct: Direct) -> None:
    await nina_direct.answers("1 monday")
    await nina_direct.answers("1 won't do")
    await nina_direct.hears("not to be done, why?")
    assert team.row("SELECT due, state FROM actions WHERE id = 1") == {"due": "2026-11-27", "state": "open"}
    await nina_direct.answers("customer dropped it")
    await nina_direct.hears("Recorded: 1 won't be done, “customer dropped it”.")


async def test_a_day_that_can_be_two_is_given_back_to_be_picked(team: Team, nina_direct: Direct) -> None:
    await nina_direct.answers("1 next friday because legal is late")
    asked = await nina_direct.hears("“next friday” can be Fri 27 Nov or Fri 4 Dec.")
    await nina_direct.presses("Fri 4 Dec", on=asked)
    await nina_direct.hears("Recorded: A-1 moved to Fri 4 Dec (was Fri 27 Nov), “legal is late”")
    assert team.row("SELECT due FROM actions WHERE id = 1") == {"due": "2026-12-04"}


async def test_not_done_is_asked_for_a_day_which_may_come_with_its_reason(nina_direct: Direct) -> None:
    await nina_direct.answers("1 not done")
    asked = await nina_direct.hears("by when will it be done?")
    # Friday is the day it has already.
    assert asked.buttons == ["Thu 26 Nov"]
    await nina_direct.answers("4 dec because legal is late")
    await nina_direct.hears("Recorded: 1 moved to Fri 4 Dec (was Fri 27 Nov), “legal is late”")


async def test_a_day_without_a_reason_is_asked_for_the_reason(nina_direct: Direct) -> None:
    await nina_direct.answers("1 not done")
    await nina_direct.answers("4 dec")
    await nina_direct.hears("to Fri 4 Dec, why?")
    await nina_direct.answers("legal is late")
    await nina_direct.hears("Recorded: 1 moved to Fri 4 Dec (was Fri 27 Nov), “legal is late”")


async def test_done_with_a_question_mark_is_asked_back(team: Team, nina_direct: Direct) -> None:
    await nina_direct.answers("1 done?")
    asked = await nina_direct.hears("Is it done: 1 Sends Northwind")
    assert asked.buttons == ["Yes, done", "Not yet"]
    assert states(team)[1] == "open"
    await nina_direct.presses("Yes, done", on=asked)
    await nina_direct.hears("Recorded: A-1 done.")
    await nina_direct.answers("2 done?")
    await nina_direct.answers("not yet")
    await nina_direct.hears("Recorded: 2 still on it.")
    assert states(team)[2] == "open"


async def test_what_will_not_be_done_keeps_its_reason(team: Team, nina_direct: Direct) -> None:
    await nina_direct.answers("2 won't do: customer dropped it")
    await nina_direct.hears("Recorded: 2 won't be done, “customer dropped it”.")
    await nina_direct.nudge("→ 2 Agrees the new file format with Dana (A-2): won't be done")
    assert states(team)[2] == "dropped"


async def test_what_waits_for_the_customer_leaves_the_ladder_until_its_day(team: Team, nina_direct: Direct) -> None:
    await nina_direct.answers("1 done, 2 done, 3 waiting for the customer until 3 dec")
    await nina_direct.hears("3 waiting for the customer until Thu 3 Dec")
    await nina_direct.nudge("3 Books the training for the second team (A-3): waiting for the customer until Thu 3 Dec")
    await team.moves_on(to="2026-12-03T07:59:00Z")
    assert len(await nina_direct.nudges()) == 1
    await team.moves_on(to="2026-12-03T08:00:00Z")
    back = await nina_direct.nudge("1 Books the training for the second team (A-3): waiting for the customer")
    assert "Is that still so?" in back
    assert back.buttons[:4] == ["Still waiting", "It goes on", "Done", "New date"]


async def test_something_is_put_off_once_and_not_twice(team: Team, nina_direct: Direct) -> None:
    await nina_direct.answers("1 done, 2 done, 3 remind me tomorrow")
    await nina_direct.hears("3 put off to Thu 26 Nov; the date stays.")
    await team.moves_on(to="2026-11-26T08:00:00Z")
    await nina_direct.nudge("Books the training for the second team (A-3): you asked me to remind you today")
    await nina_direct.answers("remind me tomorrow")
    await nina_direct.hears("It was put off once already. Give it a new date instead, with the reason.")
    assert team.row("SELECT due, snoozed_until FROM actions WHERE id = 3") == {
        "due": "2026-11-27",
        "snoozed_until": "2026-11-26",
    }


async def test_tomorrow_on_a_friday_is_monday(team: Team, nina_direct: Direct) -> None:
    await nina_direct.answers("1 done, 2 done")
    await team.moves_on(to="2026-11-27T08:00:00Z")
    await nina_direct.answers("remind me tomorrow")
    await nina_direct.hears("1 put off to Mon 30 Nov; the date stays.")


async def test_putting_off_for_too_long_is_refused_with_the_days_that_can_be(nina_direct: Direct) -> None:
    await nina_direct.answers("1 remind me in 2 weeks")
    await nina_direct.hears("It can be put off to Thu 26 Nov, Fri 27 Nov or Mon 30 Nov, and no further.")


@pytest.mark.parametrize("text", ["thanks", "🎉", ":tada:", "cheers"])
async def test_thanks_and_signs_are_left_alone(nina_direct: Direct, text: str) -> None:
    await nina_direct.answers(text)
    assert await nina_direct.heard() == []


async def test_help_is_given_where_it_is_asked_for(nina_direct: Direct) -> None:
    await nina_direct.answers("help")
    await nina_direct.hears("What you can type", "/review start")


@pytest.mark.parametrize("text", ["asdf qwer", "hmm let me check with farid", "what?"])
async def test_what_says_nothing_gets_one_line_back(team: Team, nina_direct: Direct, text: str) -> None:
    await nina_direct.answers(text)
    said = await nina_direct.hears("I read nothing in that to record.")
    assert len(said.text) < 200
    assert set(states(team).values()) == {"open"}


@pytest.mark.parametrize(
    "text",
    [
        "<!channel> 1 done",
        "*1 done*? <https://evil.example|click> `x` @here",
        "1 monday because <!everyone> *bold* _x_ <@U0NOBODY99> ```code```",
        "1 won't do: " + "x" * 2900,
        "done " + "very " * 700,
    ],
)
async def test_hostile_words_break_nothing_and_ping_nobody(team: Team, nina_direct: Direct, text: str) -> None:
    """What is said back is checked for limits and live mentions at the end of every scenario."""
    await nina_direct.answers(text)
    assert await nina_direct.heard()
    assert states(team)[1] != "done"
    await nina_direct.answers("2 done")
    await nina_direct.hears("Recorded: 2 done.")


async def test_an_answer_in_yesterday_s_thread_is_about_yesterday_s_list(team: Team, nina_direct: Direct) -> None:
    yesterday = await nina_direct.nudge()
    await nina_direct.answers("1 on it, 2 on it, 3 remind me tomorrow")
    await team.moves_on(to="2026-11-26T08:00:00Z")
    today = await nina_direct.nudge("One of yours needs a word", "(A-3)")
    assert today.ts != yesterday.ts
    await nina_direct.answers("1 done", under=yesterday)
    echo = await nina_direct.hears("Recorded: 1 done.")
    assert thread_of(echo) == yesterday.ts
    assert states(team) == {1: "done", 2: "open", 3: "open", 4: "open"}
    await nina_direct.answers("1 done", under=today)
    await team.holds("A-3 done", lambda: states(team)[3] == "done")


async def test_what_one_owns_can_be_answered_by_its_id_before_any_nudge_came(team: Team, omar_direct: Direct) -> None:
    assert team.rows("SELECT 1 FROM nudges WHERE user_id = ?", team.id_of("lena")) == []
    lena = Direct(team, "lena")
    await team.person("lena").reads("/action @lena sends Northwind the offer by 18 Dec", "A-5")
    await lena.answers("a-5 done")
    await lena.hears("Recorded: A-5 done.")
    assert states(team)[5] == "done"
    await omar_direct.answers("a-1 done")
    await omar_direct.hears("“a-1” is not in this list.")
    assert states(team)[1] == "open"


async def test_what_one_owns_can_be_answered_by_its_id_though_the_list_does_not_show_it(
    team: Team, nina: Person, nina_direct: Direct
) -> None:
    await nina.reads("/action @nina sends Northwind the offer by 18 Dec", "A-5")
    await nina_direct.answers("1 done, A-5 done")
    await nina_direct.hears("Recorded: 1 done · A-5 done.")


async def test_the_same_event_delivered_twice_is_answered_once(team: Team, nina_direct: Direct) -> None:
    await nina_direct.answers("1 4 dec because legal is late")
    await nina_direct.hears("Recorded: 1 moved")
    await team.sends_again("events_api")
    await nina_direct.answers("2 done")
    assert len([m for m in await nina_direct.messages() if "Recorded: 1 moved" in m]) == 1
    assert team.row("SELECT moves FROM actions WHERE id = 1") == {"moves": 1}
    assert len([m for m in await team.said(NORTHWIND) if "now Fri 4 Dec" in m or "moved to Fri 4 Dec" in m]) == 1


async def test_what_is_done_already_is_said_to_be(nina_direct: Direct) -> None:
    await nina_direct.answers("1 done")
    await nina_direct.answers("1 done")
    await nina_direct.hears("A-1 is done already, so nothing was changed.")


async def test_a_date_that_has_passed_is_asked_again(team: Team, nina_direct: Direct) -> None:
    await nina_direct.answers("1 yesterday because legal is late")
    await nina_direct.hears("“yesterday” has passed: it was Tue 24 Nov.")
    assert team.row("SELECT due FROM actions WHERE id = 1") == {"due": "2026-11-27"}


async def test_lists_of_two_customers_keep_their_own_channels(team: Team, nina_direct: Direct) -> None:
    assert {line[0] for line in PROMISED} == {NORTHWIND, BLUEFERN}
    await nina_direct.answers("3 4 dec because the room is taken")
    await nina_direct.hears(f"I told <#{BLUEFERN}>.")
    assert [m for m in await team.said(BLUEFERN) if "the room is taken" in m]
    assert not [m for m in await team.said(NORTHWIND) if "the room is taken" in m]
