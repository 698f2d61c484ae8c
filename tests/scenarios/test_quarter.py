"""A quarter lived: from a closed review to the reminder of the next, every message that anybody got, in order."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from tests.driving.direct import Direct
from tests.driving.person import Person
from tests.driving.team import DIRECT_NINA, NORTHWIND, Team
from tests.scenarios.stories import closes, saves_steps, starts

_WIDE, _NARROW = 60, 32
_ROW = re.compile(r"[AG]-\d+\b.*")
_WHERE = {NORTHWIND: "#northwind", DIRECT_NINA: "Nina", "U0NINA001": "Nina", "U0OMAR001": "Omar", "D0OMAR001": "Omar"}


async def posted(team: Team) -> list[str]:
    """Where each message was posted, when by UTC, and the beginning of what is read aloud."""
    calls = [each for each in await team.log("api") if each["method"] == "chat.postMessage" and each["answer"]["ok"]]
    return [_told(call["arguments"], str(call["answer"]["ts"])) for call in calls]


def _told(arguments: dict[str, str], ts: str) -> str:
    at, lines = datetime.fromtimestamp(float(ts), UTC), arguments["text"].splitlines()
    row = _ROW.search(lines[1]) if len(lines) > 1 else None
    about = f" / {row[0][:_NARROW]}" if row else ""
    return f"{at:%a %d %b %H:%M} {_WHERE[arguments['channel']]}: {lines[0][:_WIDE]}{about}"


async def test_a_quarter_from_one_review_to_the_reminder_of_the_next(
    team: Team, nina: Person, nina_direct: Direct, omar_direct: Direct
) -> None:
    await starts(nina)
    await saves_steps(nina)
    await nina.reads("/gap Month-end export fails, affects finance, blocks, @nina, update 8 dec #exports", "G-1")
    await nina.reads("/action @omar fixes the month-end export so that finance gets the file by 1 dec", "A-1")
    await nina.reads("/action @nina sends Northwind the revised onboarding checklist by 27 nov", "A-2")
    await closes(nina, "The month-end export failed three months running", "A note on Fri 27 Nov")

    await team.moves_on(to="2026-11-27T10:00:00Z")
    await nina_direct.answers("done", in_thread=True)
    await team.moves_on(to="2026-12-01T07:00:00Z")
    await omar_direct.answers("8 dec because the vendor's patch is late", in_thread=True)
    await team.moves_on(to="2026-12-04T09:00:00Z")
    await nina_direct.answers("15 dec because the fix is in test", in_thread=True)
    await team.moves_on(to="2026-12-08T09:30:00Z")
    await omar_direct.answers("done", in_thread=True)
    await team.moves_on(to="2026-12-15T09:00:00Z")
    await nina_direct.answers("closed", in_thread=True)
    await team.moves_on(to="2026-12-28T09:00:00Z")
    await nina_direct.presses("It helped", on=await nina_direct.nudge("Did it change anything?"))
    await nina_direct.nudge("All of this is answered.", "it helped")
    await team.moves_on(to="2027-02-24T10:00:00Z")

    assert await posted(team) == [
        "Tue 24 Nov 09:00 #northwind: Northwind: Q4 2026 review, step 1 of 6, Goals and changes. 0",
        "Tue 24 Nov 09:00 #northwind: Northwind, review of Tue 24 Nov. Main risk: The month-end ex",
        "Wed 25 Nov 08:00 Nina: One of yours needs a word / A-2): due Fri 27 Nov",
        "Fri 27 Nov 05:00 Omar: One of yours needs a word / A-1): due Tue 1 Dec",
        "Fri 27 Nov 08:00 Nina: One of yours needs a word / A-2): due today",
        "Fri 27 Nov 10:00 Nina: Recorded: 1 done.",
        "Tue 01 Dec 05:00 Omar: One of yours needs a word / A-1): due today",
        "Tue 01 Dec 07:00 #northwind: Fixes the month-end export so that finance gets the file (A-",
        "Tue 01 Dec 07:00 Omar: Recorded: 1 moved to Tue 8 Dec (was Tue 1 Dec), “the vendor'",
        "Fri 04 Dec 05:00 Omar: One of yours needs a word / A-1): due Tue 8 Dec · moved once",
        "Fri 04 Dec 08:00 Nina: One of yours needs a word / G-1): update due Tue 8 Dec · blo",
        "Fri 04 Dec 09:00 Nina: Recorded: 1 next update Tue 15 Dec (was Tue 8 Dec), “the fix",
        "Tue 08 Dec 05:00 Omar: One of yours needs a word / A-1): due today · moved once",
        "Tue 08 Dec 08:00 #northwind: Northwind, two weeks after the review of Tue 24 Nov: 1 of 3 ",
        "Tue 08 Dec 09:30 Omar: Recorded: 1 done.",
        "Fri 11 Dec 08:00 Nina: One of yours needs a word / G-1): update due Tue 15 Dec · mo",
        "Tue 15 Dec 08:00 Nina: One of yours needs a word / G-1): update due today · moved o",
        "Tue 15 Dec 09:00 Nina: Recorded: 1 closed.",
        "Mon 28 Dec 08:00 Nina: A look back at one you finished / A-2): done on Fri 27 Nov, 31 day",
        "Thu 07 Jan 05:00 Omar: A look back at one you finished / A-1): done on Tue 8 Dec, 30 days",
        "Mon 15 Feb 08:00 Nina: Northwind's review is on Wed 24 Feb",
        "Mon 22 Feb 08:00 #northwind: Northwind · review Wed 24 Feb: Both promises kept; little is",
        "Mon 22 Feb 08:00 Nina: Northwind's review is on Wed 24 Feb",
        "Wed 24 Feb 08:00 Nina: Northwind's review is today",
    ]
