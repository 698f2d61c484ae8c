"""One message a morning: what Nina in Berlin and Omar in Dubai are asked, and when."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.driving.direct import Direct
from tests.driving.person import Person
from tests.driving.team import BLUEFERN, NORTHWIND, Team
from tests.scenarios.stories import WEDNESDAY, knows, promises

EXPORT = (NORTHWIND, "omar", "/action @omar fixes the month-end export so that finance gets the file by 1 Dec")
CHECKLIST = (NORTHWIND, "nina", "/action @nina sends Northwind the revised onboarding checklist by 27 Nov")


async def mornings(team: Team, who: Direct, until: str) -> list[tuple[str, str]]:
    """When somebody's nudges came until a day, by UTC, and the first row of each as it was said."""
    await team.moves_on(to=until)
    posts = [each["arguments"] for each in await team.log("api") if each["method"] == "chat.postMessage"]
    texts = {str(row["ts"]): str(row["day"]) for row in team.rows("SELECT ts, day FROM nudges")}
    shown = [nudge for nudge in await who.nudges() if nudge.ts in texts]
    assert len([each for each in posts if each["channel"] == who.id]) == len(shown)
    when = [datetime.fromtimestamp(float(nudge.ts), UTC) for nudge in shown]
    return [(f"{at:%a %d %b %H:%M}", nudge.line("1 ")) for at, nudge in zip(when, shown, strict=True)]


async def test_a_promise_is_asked_about_two_days_before_on_its_day_one_late_and_three_late_and_then_weekly(
    team: Team, nina_direct: Direct
) -> None:
    await promises(team, CHECKLIST)
    lived = await mornings(team, nina_direct, "2026-12-21T12:00:00Z")
    lead = "1 Sends Northwind the revised onboarding checklist (A-1): "
    assert lived == [
        ("Wed 25 Nov 08:00", f"{lead}due Fri 27 Nov"),
        ("Fri 27 Nov 08:00", f"{lead}due today"),
        ("Mon 30 Nov 08:00", f"{lead}was due Fri 27 Nov, 1 working day ago"),
        ("Wed 02 Dec 08:00", f"{lead}was due Fri 27 Nov, 3 working days ago"),
        ("Mon 14 Dec 08:00", f"{lead}needs a decision, was due Fri 27 Nov, 11 working days ago"),
        ("Mon 21 Dec 08:00", f"{lead}needs a decision, was due Fri 27 Nov, 16 working days ago"),
    ]


async def test_omar_is_asked_at_nine_in_dubai_and_not_on_his_national_day(team: Team, omar_direct: Direct) -> None:
    await promises(team, EXPORT)
    lived = await mornings(team, omar_direct, "2026-12-11T12:00:00Z")
    lead = "1 Fixes the month-end export so that finance gets the file (A-1): "
    # 2 and 3 December are holidays there.
    assert lived == [
        ("Fri 27 Nov 05:00", f"{lead}due Tue 1 Dec"),
        ("Tue 01 Dec 05:00", f"{lead}due today"),
        ("Fri 04 Dec 05:00", f"{lead}was due Tue 1 Dec, 1 working day ago"),
        ("Tue 08 Dec 05:00", f"{lead}was due Tue 1 Dec, 3 working days ago"),
    ]


async def test_what_is_a_week_late_comes_to_who_looks_after_the_customer(
    team: Team, nina_direct: Direct, omar_direct: Direct
) -> None:
    await promises(team, EXPORT)
    await team.moves_on(to="2026-12-08T06:00:00Z")
    told = await omar_direct.nudge("3 working days ago")
    assert "Nina's list on Mon 14 Dec, then nothing more from me but the weekly list." in told
    assert await nina_direct.nudges() == []
    await team.moves_on(to="2026-12-14T09:00:00Z")
    listed = await nina_direct.nudge("Omar has something", "working days late")
    assert "1 Fixes the month-end export so that finance gets the file (A-1, Omar): was due Tue 1 Dec" in listed
    assert listed.buttons == ["Hand it on…", "New date", "Not helpful"]
    await team.moves_on(to="2026-12-21T09:00:00Z")
    both = (await nina_direct.nudge("needs a decision"), await omar_direct.nudge("needs a decision"))
    assert "Something of Omar's needs a decision" in both[0]
    assert "One of yours needs a decision" in both[1]


async def test_the_worst_comes_first_and_each_customer_s_rows_stand_together(team: Team, nina_direct: Direct) -> None:
    await promises(
        team,
        (NORTHWIND, "nina", "/action @nina sends Northwind the revised onboarding checklist by 1 Dec"),
        (BLUEFERN, "nina", "/action @nina books the training for the second team by 27 Nov"),
        (NORTHWIND, "nina", "/action @nina agrees the new file format with Dana by 30 Nov"),
        (BLUEFERN, "nina", "/action @nina sends Blue Fern the list of seats by 30 Nov"),
    )
    await team.moves_on(to="2026-11-27T09:00:00Z")
    await nina_direct.answers("1 on it, 2 on it")
    await team.moves_on(to="2026-11-30T09:00:00Z")
    shown = await nina_direct.nudge("Three of yours need a word")
    rows = [line for line in shown.text.splitlines() if line[:1].isdigit() or line in {"Northwind", "Blue Fern"}]
    assert [row.partition(":")[0] for row in rows] == [
        "Blue Fern",
        "1 Books the training for the second team (A-2)",
        "2 Sends Blue Fern the list of seats (A-4)",
        "Northwind",
        "3 Agrees the new file format with Dana (A-3)",
    ]


async def test_who_has_nothing_due_gets_no_message(team: Team, nina_direct: Direct, omar_direct: Direct) -> None:
    await promises(team, (NORTHWIND, "nina", "/action @nina sends Northwind the revised checklist by 18 Dec"))
    await team.moves_on(to="2026-12-15T12:00:00Z")
    assert await nina_direct.nudges() == []
    assert await omar_direct.nudges() == []


async def test_what_is_done_is_never_asked_about_again(team: Team, nina_direct: Direct, omar: Person) -> None:
    await promises(team, CHECKLIST)
    await team.moves_on(to=WEDNESDAY)
    await nina_direct.nudge("due Fri 27 Nov")
    await omar.types("/review list all")
    await omar.presses("Done")
    await omar.told("done")
    await nina_direct.nudge("All of this is answered.")
    await team.moves_on(to="2026-12-20T12:00:00Z")
    assert len(await nina_direct.nudges()) == 1


async def test_a_paused_customer_is_not_asked_about(team: Team, nina: Person, nina_direct: Direct) -> None:
    await promises(team, CHECKLIST)
    await nina.reads("/review rhythm pause", "It is paused since Tue 24 Nov")
    await team.moves_on(to="2026-12-02T12:00:00Z")
    assert await nina_direct.nudges() == []
    await nina.reads("/review rhythm resume")
    await team.moves_on(to="2026-12-14T12:00:00Z")
    await nina_direct.nudge("needs a decision")


async def test_christmas_is_nobody_s_working_day(team: Team, nina_direct: Direct) -> None:
    await promises(team, (NORTHWIND, "nina", "/action @nina sends Northwind the revised checklist by 24 Dec"))
    lived = await mornings(team, nina_direct, "2026-12-31T12:00:00Z")
    # Christmas is a Friday and a Saturday in Germany.
    assert [at for at, _ in lived] == [
        "Tue 22 Dec 08:00",
        "Thu 24 Dec 08:00",
        "Mon 28 Dec 08:00",
        "Wed 30 Dec 08:00",
    ]


async def test_nothing_is_said_outside_the_working_day_whatever_else_happens_then(
    team: Team, nina: Person, nina_direct: Direct
) -> None:
    await knows(nina, "Northwind")
    await team.moves_on(to="2026-11-24T19:00:00Z")
    await nina.reads("/action @nina sends Northwind the revised checklist by tomorrow", "A-1")
    await team.moves_on(to="2026-11-25T07:59:00Z")
    assert await nina_direct.nudges() == []
    await team.moves_on(to=WEDNESDAY)
    await nina_direct.nudge("due today")
