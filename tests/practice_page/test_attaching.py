"""Files dropped on the page or attached with the button, in a real browser."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.practice.server import PracticeServer
from tests.practice_page import chromium
from tests.practice_page.app_double import AppDouble

pytestmark = pytest.mark.browser

DIRECT = "D0NINA001"
LAST = "[...document.querySelectorAll('#messages .message')].pop()"
DROP = """(() => {
  const carried = new DataTransfer();
  carried.items.add(new File(['customer,opened\\r\\nNorthwind,2026-11-03\\r\\n'], 'tickets.csv', { type: 'text/csv' }));
  const at = document.querySelector('#scroll');
  for (const kind of ['dragenter', 'dragover', 'drop']) {
    at.dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
  }
})()"""


async def test_a_file_dropped_on_the_page_waits_for_its_words_and_is_sent_with_them(
    tab: chromium.Tab, app: AppDouble, server: PracticeServer
) -> None:
    await tab.open(f"{server.url}/#/U0NINA001/{DIRECT}")
    await tab.until("document.querySelector('#composer textarea:not(:disabled)')")
    await tab.run(DROP)
    await tab.until("document.querySelector('.attached li')?.innerText.includes('tickets.csv')")
    assert await tab.run("document.querySelectorAll('#messages .file').length") == 0
    await tab.until("document.activeElement === document.querySelector('#composer textarea')")
    await tab.type("of this quarter")
    await tab.press("Enter")
    await tab.until(f"{LAST}?.querySelector('.file')?.innerText.includes('tickets.csv')")
    assert "of this quarter" in await tab.run(f"{LAST}.innerText")
    await tab.until("document.querySelector('.attached').hidden")
    assert await tab.run("document.querySelector('#composer textarea').value") == ""
    if folder := os.environ.get("PICTURES"):
        await tab.run(DROP)
        await tab.drawn()
        await tab.picture(Path(folder) / "attach.png")


async def test_the_attach_button_is_reached_by_keyboard_and_a_file_can_be_left_out_again(
    tab: chromium.Tab, app: AppDouble, server: PracticeServer
) -> None:
    await tab.open(f"{server.url}/#/U0NINA001/{DIRECT}")
    await tab.until("document.querySelector('#composer textarea:not(:disabled)')")
    await tab.run("document.querySelector('#composer textarea').focus()")
    await tab.press("Tab", "shift")
    assert await tab.run("document.activeElement.getAttribute('aria-label')") == "Attach a file"
    await tab.run(DROP)
    await tab.click(".attached .tool")
    await tab.until("document.querySelector('.attached').hidden")
    assert await tab.run("document.activeElement.getAttribute('aria-label')") == "Attach a file"


async def test_a_file_is_not_taken_along_to_another_conversation(
    tab: chromium.Tab, app: AppDouble, server: PracticeServer
) -> None:
    await tab.run(DROP)
    await tab.until("document.querySelector('.attached li')")
    await tab.click("[data-channel=C0BLUEFERN]")
    await tab.until("document.querySelector('.attached').hidden")
