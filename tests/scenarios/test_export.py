"""The list and the book as files, in somebody's own messages and nowhere else."""

from __future__ import annotations

import csv
import io
from typing import Any

import aiohttp

from bot.practice.about import BOT_TOKEN
from tests.driving.direct import Direct
from tests.driving.person import Person
from tests.driving.team import NORTHWIND, Team


async def rows_of(file: dict[str, Any]) -> list[dict[str, str]]:
    ours = {"Authorization": f"Bearer {BOT_TOKEN}"}
    async with aiohttp.ClientSession(headers=ours) as session, session.get(file["url_private"]) as answer:
        text = (await answer.read()).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


async def files_of(direct: Direct) -> list[dict[str, Any]]:
    return [each for message in await direct.messages() for each in message.body.get("files") or []]


async def test_the_list_comes_as_a_file_with_what_it_shows(team: Team, nina: Person, nina_direct: Direct) -> None:
    await nina.types("/review start")
    await nina.submits(name="Northwind", person="nina")
    await team.board(NORTHWIND, "▸ 1")
    await nina.reads("/action @omar sends Northwind the revised export list by 15 jan 2027", "A-1")
    await nina.reads("/action @nina sends Northwind =HYPERLINK(1) as a sample file by 16 jan 2027", "A-2")
    await nina.reads("/review export", "Open actions of Northwind: 2 actions as")
    (file,) = await files_of(nina_direct)
    first, second = await rows_of(file)
    assert (first["action"], first["owner"], first["customer"], first["due"]) == (
        "A-1",
        "Omar",
        "Northwind",
        "2027-01-15",
    )
    assert not second["what"].startswith("=")
    await nina.reads("/review export mine", "1 action")
    await nina.reads("/review export late", "There is nothing to export")
    await nina.reads("/review export book", "Book of customers: 1 customer as")
    book = await rows_of((await files_of(nina_direct))[-1])
    assert (book[0]["customer"], book[0]["owner"], book[0]["open actions"]) == ("Northwind", "Nina", "2")
    assert not [m for m in await team.said(NORTHWIND) if m.body.get("files")]


async def test_the_list_s_own_button_exports_what_it_shows(team: Team, nina: Person, nina_direct: Direct) -> None:
    await nina.types("/review start")
    await nina.submits(name="Northwind", person="nina")
    await team.board(NORTHWIND, "▸ 1")
    await nina.reads("/action @omar sends Northwind the revised export list by 15 jan 2027", "A-1")
    await nina.reads("/review list all", "1 open action")
    await nina.presses("Export")
    await nina.told("1 action as")
    assert len(await files_of(nina_direct)) == 1
