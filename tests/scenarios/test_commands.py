from __future__ import annotations

import pytest

from tests.driving.person import Person
from tests.driving.team import DIRECT_NINA, GENERAL, KESTREL, NORTHWIND, SHARED, Team
from tests.scenarios.stories import closes, saves_step, saves_steps, starts


async def test_a_mistyped_word_gets_the_nearest_command_as_a_button(team: Team, nina: Person) -> None:
    answer = await nina.reads("/review strat", "strat", "/review start")
    assert answer.buttons == ["Start", "All commands"]
    await nina.presses("Start")
    await nina.form("Start a review")
    await nina.submits()
    await team.board(NORTHWIND, "▸ 1")


async def test_a_word_like_none_leads_to_all_commands(nina: Person) -> None:
    answer = await nina.reads("/review xyzzy", "xyzzy")
    assert "All commands" in answer.buttons
    await nina.presses("All commands")
    await nina.told("/review start", "/review close")


@pytest.mark.parametrize("typed", ["help", "", "?", "help me"])
async def test_help_shows_every_command_with_an_example(nina: Person, typed: str) -> None:
    answer = await nina.reads(f"/review {typed}".strip(), "In one line", "/gap Month-end export fails twice a week")
    for word in ("start", "status", "list", "close", "abandon", "resume"):
        assert f"/review {word}" in answer


async def test_help_about_one_command_shows_its_example(nina: Person) -> None:
    await nina.reads("/review help abandon", "/review abandon", "For example")


@pytest.mark.parametrize("typed", ["status", "close", "abandon", "resume"])
async def test_where_no_customer_is_known_the_start_is_offered(team: Team, nina: Person, typed: str) -> None:
    answer = await nina.reads(f"/review {typed}", "No customer belongs to this channel yet")
    assert answer.buttons == ["Start a review"]
    await nina.presses("Start a review")
    await nina.form("Start a review")


async def test_status_says_the_step_the_marks_and_what_is_left(nina: Person) -> None:
    await starts(nina)
    await saves_steps(nina, 1, 3)
    await nina.reads("/gap Exports are slow, slows, @nina, update fri", "G-1")
    answer = await nina.reads(
        "/review status",
        "Q4 2026: step 4 of 6, Usage. 1 open gap, 0 open actions.",
        "Reliability 🔴 red",
        "Led by Nina",
    )
    assert "4 Usage" in answer
    assert answer.buttons == ["Go to the board", "Show the board here", "Close review"]


async def test_a_review_is_abandoned_with_its_reason_and_resumed_where_it_was(team: Team, nina: Person) -> None:
    old = await starts(nina)
    await saves_step(nina, 1, {"note": "Fewer manual steps"})
    await nina.types("/review abandon customer cancelled")
    form = await nina.form("Abandon the review")
    assert form.filled["why"] == "customer cancelled"
    await nina.submits()
    await nina.told("abandoned")
    frozen = await team.board(NORTHWIND, "Abandoned by Nina", "customer cancelled")
    assert frozen.buttons == []
    answer = await nina.reads("/review status", "customer cancelled")
    assert "Resume it" in answer.buttons

    await nina.presses("Resume it")
    new = await team.board(NORTHWIND, "✔ 1 Goals and changes", "▸ 2 Facts")
    assert new.ts != old.ts
    row = team.row("SELECT state, ended_at, ended_why FROM reviews")
    assert row == {"state": "open", "ended_at": None, "ended_why": None}
    whys = [r["why"] for r in team.rows("SELECT why FROM audit_entries WHERE kind = 'review'")]
    assert "customer cancelled" in whys


async def test_abandoning_asks_for_a_reason(team: Team, nina: Person) -> None:
    await starts(nina)
    await nina.types("/review abandon")
    await nina.form("Abandon the review")
    assert "why" in (await nina.is_told_at("why", why="  ")).lower()
    await nina.closes_form()
    assert team.row("SELECT state FROM reviews") == {"state": "open"}


async def test_an_abandoned_review_is_not_resumed_after_another_was_closed(team: Team, nina: Person) -> None:
    await starts(nina)
    await nina.types("/review abandon customer cancelled")
    await nina.submits()
    await team.board(NORTHWIND, "Abandoned by Nina")
    await nina.reads("/review start", "Nina abandoned the Q4 2026 review: “customer cancelled”")
    await nina.presses("Start a new one")
    await team.board(NORTHWIND, "▸ 1")
    await saves_steps(nina)
    await closes(nina, "Nothing stands out", "A note on Friday")
    answer = await nina.reads("/review resume", "No review of Northwind is open.")
    assert answer.buttons == ["Start a review"]


async def test_resume_brings_an_open_board_down_to_where_people_talk(team: Team, nina: Person, omar: Person) -> None:
    old = await starts(nina)
    await omar.says("Where were we?")
    await nina.reads("/review resume", "board")
    new = await team.board_after(NORTHWIND, old)
    assert "▸ 1" in new
    assert "Write it down" in new.buttons
    moved = await team.message(NORTHWIND, old.ts, "moved")
    assert not moved.buttons


async def test_a_press_that_comes_too_late_explains_itself(team: Team, nina: Person) -> None:
    """The board is drawn anew after each change; a press on what stood there before may still arrive."""
    lena = team.person("lena")
    await starts(nina)
    late = {}
    for button, action in (("Skip…", "board.skip"), ("Log gap", "board.gap"), ("Close review", "board.close")):
        await lena.presses(button)
        await lena.form()
        late[button] = await team.last_sent("interactive", action)
        await lena.closes_form()
    await saves_step(nina, 1, {"note": "Fewer manual steps"})
    await lena.looks()
    await team.delivers("interactive", late["Skip…"])
    await lena.told("Goals and changes is done already", "by Nina")
    await saves_steps(nina, 2)
    await closes(nina, "Nothing stands out", "A note on Friday")
    for payload in late.values():
        await lena.looks()
        await team.delivers("interactive", payload)
        await lena.told("closed by Nina", "nothing was changed")


async def test_a_second_start_in_one_quarter_asks_first(team: Team, nina: Person) -> None:
    await starts(nina)
    await saves_steps(nina)
    await closes(nina, "Nothing stands out", "A note on Friday")
    await nina.reads("/review start", "Nina closed the Q4 2026 review")
    assert len(team.rows("SELECT 1 FROM reviews")) == 1
    await nina.presses("Start a new one")
    await team.board(NORTHWIND, "▸ 1")
    assert [r["state"] for r in team.rows("SELECT state FROM reviews ORDER BY id")] == ["closed", "open"]


async def test_no_review_runs_where_the_customer_reads(team: Team) -> None:
    nina = team.person("nina", SHARED)
    await nina.reads("/review start", "A customer reads this channel, so no review runs here")
    await nina.presses("Say whose channel it is")
    await nina.told("No customer belongs to this channel", "Add a customer")
    assert not team.rows("SELECT 1 FROM reviews")
    assert not await team.said(SHARED)


async def test_where_a_customer_reads_now_the_next_review_opens_with_who_asks_for_it(team: Team, nina: Person) -> None:
    await starts(nina)
    await saves_steps(nina)
    await closes(nina, "Nothing stands out", "A note on Friday")
    team.clock.forward(days=90)
    team.server.practice.workspace.channels[NORTHWIND].facts["is_ext_shared"] = True
    await nina.reads("/review start", "A customer reads", "so I opened the review in your direct messages with me")
    await team.board(DIRECT_NINA, "▸ 1 Goals and changes")
    await team.everything_said()
    assert not await team.said(NORTHWIND)


async def test_where_the_bot_is_not_it_says_how_to_invite_it(team: Team) -> None:
    nina = team.person("nina", GENERAL)
    await nina.reads("/review start", "not in this channel", "/invite")


async def test_a_review_does_not_run_in_a_direct_message(team: Team) -> None:
    nina = team.person("nina", DIRECT_NINA)
    await nina.reads("/review start", "customer's own channel")


async def test_a_private_channel_is_asked_for_its_name(team: Team) -> None:
    tomas = team.person("tomas", KESTREL)
    await tomas.types("/review start")
    assert (await tomas.form("Start a review")).filled["name"] == "Kestrel"


async def test_a_direct_message_is_answered_with_what_can_be_typed(team: Team) -> None:
    nina = team.person("nina", DIRECT_NINA)
    await nina.says("hello?")
    await nina.told("/review start")
    before = len(await nina.messages())
    await team.sends_again("events_api")
    assert len(await nina.messages()) == before


async def test_a_customer_with_a_channel_is_not_taken_by_another(team: Team, nina: Person) -> None:
    await starts(nina)
    lena = team.person("lena", KESTREL)
    await lena.types("/review start")
    complaint = await lena.is_told_at("name", name="northwind")
    assert "another channel" in complaint
    await lena.submits(name="Kestrel")
    await team.board(KESTREL, "Kestrel")


async def test_gap_and_action_work_as_words_of_the_review_command_too(team: Team, nina: Person) -> None:
    await starts(nina)
    await nina.reads("/review gap Exports are slow, slows, @nina, update fri", "G-1")
    await nina.reads("/review action @omar sends Northwind the new file by 4 dec", "A-1")
    await nina.types("/review gap")
    await nina.form("Log a gap")


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_the_bot_goes_on_after_slack_refreshed_its_connection(team: Team, nina: Person, reason: str) -> None:
    await starts(nina)
    await team.server.refresh_connections(reason)

    def is_back() -> bool:
        joined, now_open = team.connections
        return joined > 1 and now_open == 1

    await team.holds("the bot to join anew", is_back)
    await nina.reads("/review status", "step 1 of 6")
