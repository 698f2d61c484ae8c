"""The clock bar, the menu of faults, and menus in messages, in a real browser."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.practice.server import PracticeServer
from tests.practice_page import chromium
from tests.practice_page.app_double import AppDouble, plain

pytestmark = pytest.mark.browser

NORTHWIND, NINA, LENA = "C0NORTHWND", "U0NINA001", "U0LENA001"
BERLIN = ZoneInfo("Europe/Berlin")
NOW = "document.querySelector('.clock-now').innerText"
CONTROLS = "[...document.querySelectorAll('.clock-controls button')]"
LAST = "[...document.querySelectorAll('#messages .message')].pop()"


def shown(moment: datetime) -> str:
    """Return what stands in the bar for Nina, as far as its separators are the same everywhere."""
    there = moment.astimezone(BERLIN)
    return f"{there:%a} {there.day} {there:%b %Y} {there:%H:%M}"


async def bar(tab: chromium.Tab) -> str:
    return str(await tab.run(f"{NOW}.replaceAll(',', '')"))


def button(words: str) -> str:
    return f"{CONTROLS}.find(each => each.innerText === '{words}')"


async def press(tab: chromium.Tab, words: str) -> None:
    await tab.run(f"{button(words)}.click()")


async def reached(tab: chromium.Tab, server: PracticeServer, earliest: datetime) -> None:
    """Wait until the workspace's time has come as far as this, and the bar shows it and takes the next move."""
    async with asyncio.timeout(10):
        while server.clock() < earliest:  # noqa: ASYNC110, the clock sets no event
            await asyncio.sleep(0.01)
    times = [shown(server.clock() + timedelta(minutes=more)) for more in (-1, 0, 1)]
    await tab.until(f"{times}.includes({NOW}.replaceAll(',', ''))")
    await tab.until(f"{button('Go')}.getAttribute('aria-disabled') === 'false'")


async def test_the_bar_shows_the_time_where_the_person_acting_lives(tab: chromium.Tab, server: PracticeServer) -> None:
    assert await bar(tab) in {shown(server.clock() - timedelta(minutes=back)) for back in (0, 1)}
    assert "Berlin" in await tab.run("document.querySelector('#clock').innerText")
    await tab.open(f"{server.url}/#/{LENA}/{NORTHWIND}")
    await tab.until("document.querySelector('#clock').innerText.includes('Chicago')")


async def test_the_buttons_move_the_clock_forward(tab: chromium.Tab, server: PracticeServer) -> None:
    began = server.clock()
    await press(tab, "+1 hour")
    await reached(tab, server, began + timedelta(hours=1))
    await press(tab, "+2 weeks")
    await reached(tab, server, began + timedelta(days=14, hours=1))
    await press(tab, "Next working morning")
    await tab.until(f"{NOW}.includes('09:00')")
    there = server.clock().astimezone(BERLIN)
    assert (there.hour, there.minute) == (9, 0)
    assert there.weekday() < 5


async def test_a_date_is_gone_to_by_keyboard_and_a_past_one_is_refused_in_words(
    tab: chromium.Tab, server: PracticeServer
) -> None:
    aim = (server.clock() + timedelta(days=40)).astimezone(BERLIN).replace(hour=15, minute=30, second=0, microsecond=0)
    await tab.run(
        "(() => { const [date, time] = document.querySelectorAll('.clock-go input');"
        f"date.value = '{aim:%Y-%m-%d}'; time.value = '15:30';"
        "date.dispatchEvent(new Event('input')); time.focus(); })()"
    )
    await tab.press("Enter")
    await tab.until(f"{NOW}.includes('15:30')")
    await reached(tab, server, aim.astimezone(UTC))
    await tab.run(
        "(() => { const [date] = document.querySelectorAll('.clock-go input');"
        "date.value = '2020-01-01'; document.querySelector('.clock-go').requestSubmit(); })()"
    )
    await tab.until("document.querySelector('.notice.bad')?.innerText.includes('That time has passed.')")


class Waiting:
    """An app that follows the clock and is busy for as long as the test wants."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.due = clock() + timedelta(days=3)
        self.gate = asyncio.Event()

    async def next_due(self) -> datetime | None:
        return self.due if self.due > self.clock() else None

    async def catch_up(self) -> None:
        await self.gate.wait()


async def test_a_long_move_shows_how_far_it_is_and_takes_no_second_one(
    tab: chromium.Tab, server: PracticeServer
) -> None:
    follower = Waiting(server.clock)
    assert "keeps its own time" in await tab.run("document.querySelector('.clock-note').innerText")
    server.follow(follower)
    began = server.clock()
    await press(tab, "+2 weeks")
    await tab.until("document.querySelector('.clock-note').innerText.includes('on its way to')")
    await tab.until("document.querySelector('#clock').classList.contains('moving')")
    await tab.until(f"{NOW}.replaceAll(',', '') === '{shown(follower.due)}'")
    assert await tab.run(f"{CONTROLS}.every(each => each.getAttribute('aria-disabled') === 'true')")
    await press(tab, "+2 weeks")
    follower.gate.set()
    await reached(tab, server, began + timedelta(days=14))
    assert server.clock() < began + timedelta(days=15)
    await tab.until("document.querySelector('.clock-note').innerText === ''")


async def test_today_is_the_workspaces_today(tab: chromium.Tab, app: AppDouble) -> None:
    await app.control("clock", advance="3d")
    posted = await app.call("chat.postMessage", channel=NORTHWIND, text="Said after the move")
    at = int(float(posted["ts"]))
    await app.call("chat.postMessage", channel=NORTHWIND, text=f"Due <!date^{at}^{{date_short_pretty}}|soon>.")
    await tab.until(f"{LAST}.innerText.includes('Due today.')")
    assert await tab.run("[...document.querySelectorAll('.day')].pop().innerText") == "Today"
    await app.control("clock", advance="1d")
    await tab.until(f"{LAST}.innerText.includes('Due yesterday.')")
    await tab.until("[...document.querySelectorAll('.day')].pop().innerText === 'Yesterday'")


async def test_on_a_phone_the_clock_stays_one_line_until_it_is_opened(tab: chromium.Tab) -> None:
    await tab.resize(390, 844)
    assert await tab.run("document.querySelector('#clock').offsetHeight") < 80
    assert await tab.run("document.querySelector('.clock-controls').offsetHeight") == 0
    await tab.click(".clock-toggle")
    await tab.until("document.querySelector('.clock-controls').offsetHeight > 0")
    assert await tab.run(
        "[...document.querySelectorAll('#clock *')].every(n => n.getBoundingClientRect().right <= innerWidth)"
    )
    assert await tab.run("document.querySelector('.clock-toggle').getAttribute('aria-expanded')") == "true"
    assert await tab.run("document.documentElement.scrollHeight <= innerHeight")


async def test_a_fault_is_armed_from_the_workspace_menu_and_taken_away(
    tab: chromium.Tab, server: PracticeServer
) -> None:
    def item(words: str) -> str:
        return f"[...document.querySelectorAll('.menu-item')].find(i => i.innerText.startsWith('{words}'))"

    await tab.click("[aria-label='Workspace menu']")
    await tab.run(f"{item('Faults…')}.click()")
    await tab.until(item("Lost answer"))
    await tab.run(f"{item('Lost answer')}.click()")
    await tab.until("document.querySelector('.notice')?.innerText.includes('Lost answer')")
    assert [each["kind"] for each in server.practice.faults.armed()] == ["accept_then_reset"]
    await tab.click("[aria-label='Workspace menu']")
    await tab.run(f"{item('Faults…')}.click()")
    await tab.until(item("No more faults"))
    await tab.run(f"{item('No more faults')}.click()")
    await tab.until("document.body.innerText.includes('Nothing goes wrong on purpose any more.')")
    assert server.practice.faults.armed() == []


def rows(*lines: str) -> list[dict[str, Any]]:
    """Return one section a line, each with a menu of more choices."""
    options = [{"text": plain(name), "value": name} for name in ("not mine", "details")]
    menu = {"type": "overflow", "action_id": "more", "options": options}
    return [
        {"type": "section", "block_id": f"item-{number}", "text": plain(line), "accessory": menu}
        for number, line in enumerate(lines)
    ]


async def test_a_choice_from_a_menu_in_a_message_is_sent_and_the_message_changes_in_place(
    tab: chromium.Tab, app: AppDouble
) -> None:
    posted = await app.call("chat.postMessage", channel=NORTHWIND, text="Two", blocks=rows("Export fix", "Checklist"))
    await tab.until(f"{LAST}.querySelectorAll('.overflow').length === 2")
    await tab.run(f"{LAST}.querySelectorAll('.overflow')[1].focus()")
    await tab.press("Enter")
    await tab.until("document.activeElement.closest('.menu')")
    await tab.press("ArrowDown")
    await tab.press("Enter")
    payload = await app.next()
    action = payload["actions"][0]
    assert (action["type"], action["action_id"], action["block_id"]) == ("overflow", "more", "item-1")
    assert action["selected_option"]["value"] == "details"
    assert payload["message"]["ts"] == posted["ts"]
    count = await tab.run("document.querySelectorAll('#messages .message').length")
    changed = rows("Export fix", "Checklist, done")
    await app.call("chat.update", channel=NORTHWIND, ts=posted["ts"], text="Two", blocks=changed)
    await tab.until(f"{LAST}.innerText.includes('Checklist, done') && {LAST}.innerText.includes('(edited)')")
    assert await tab.run("document.querySelectorAll('#messages .message').length") == count
    assert await tab.run("document.activeElement.closest('.block')?.dataset.block") == "item-1"
