from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing

from tests.driving.team import Team
from tests.handlers.door import Door


async def test_what_was_pressed_before_the_bot_stops_is_done_and_answered(northwind: Door, team: Team) -> None:
    await northwind.command("/action <@U0OMAR001> sends Northwind the new file by 4 dec")
    await team.everything_said()
    nina = team.person("nina")
    await nina.looks()
    with closing(sqlite3.connect(team.file, isolation_level=None, check_same_thread=False)) as busy:
        # Beside the loop: whoever writes at this moment needs it to come to an end.
        await asyncio.to_thread(busy.execute, "BEGIN IMMEDIATE")
        await northwind.press("item.done", {"item": "A-1"})
        stopping = asyncio.create_task(team.bot.stop())
        await asyncio.wait({stopping}, timeout=0.3)
        cut_off = team.bot._session.closed
        busy.execute("COMMIT")
    await stopping
    assert not cut_off, "its way to Slack was closed while a press was still being worked on"
    assert team.row("SELECT state FROM actions") == {"state": "done"}
    await nina.told("A-1 is done")
