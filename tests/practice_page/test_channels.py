"""Reading and writing in channels, in a real browser."""

from __future__ import annotations

import pytest

from bot.practice.server import PracticeServer
from tests.practice_page import chromium
from tests.practice_page.app_double import AppDouble, plain

pytestmark = pytest.mark.browser

NORTHWIND, BLUEFERN = "C0NORTHWND", "C0BLUEFERN"
NINA, OMAR = "U0NINA001", "U0OMAR001"
LAST = "[...document.querySelectorAll('#messages .message')].pop()"
HOSTILE = (
    "<img src=x onerror=\"document.title='broken'\"> <script>document.title='broken'</script> "
    '"><svg onload=alert(1)> [x](javascript:alert(1)) <javascript:alert(1)|click> \u202e right to left \u202c '
    "*_~`<!channel> <https://example.com|" + "unbroken" * 20 + "> "
)


async def test_a_message_elsewhere_leaves_an_unread_mark_until_it_is_read(tab: chromium.Tab, app: AppDouble) -> None:
    await app.control("message", channel=BLUEFERN, user=OMAR, text="The checklist is ready.")
    await tab.until(f"document.querySelector('.row.unread[data-channel={BLUEFERN}] .dot')")
    await tab.until(f"document.querySelector('[data-channel={BLUEFERN}]').innerText.includes('unread')")
    await tab.click(f"[data-channel={BLUEFERN}]")
    await tab.until(f"{LAST}.innerText.includes('The checklist is ready.')")
    await tab.until("!document.querySelector('.row.unread')")


async def test_a_command_is_completed_and_sent_by_keyboard_alone(tab: chromium.Tab, app: AppDouble) -> None:
    await tab.press("/")
    await tab.until("document.querySelectorAll('.completions .option').length >= 3")
    await tab.press("ArrowDown")
    await tab.press("ArrowDown")
    await tab.press("Enter")
    await tab.until("document.activeElement.value === '/action '")
    await tab.type("@oma")
    await tab.until("document.querySelector('.completions .option.at')?.innerText.includes('Omar Haddad')")
    await tab.press("Tab")
    await tab.type("fixes the export by friday")
    await tab.press("Enter")
    payload = await app.next()
    assert payload["command"] == "/action"
    assert payload["text"] == f"<@{OMAR}> fixes the export by friday"
    await tab.until("document.querySelector('#welcome').hidden")
    await tab.until("document.activeElement.value === ''")
    await tab.press("ArrowUp")
    await tab.until("document.activeElement.value === '/action @omar fixes the export by friday'")


async def test_a_command_nobody_answers_leaves_its_text_in_the_box(tab: chromium.Tab, app: AppDouble) -> None:
    app.silent = True
    await tab.click("#composer textarea")
    await tab.type("/gap the export fails")
    await tab.press("Enter")
    await tab.until("document.querySelector('.failure:not([hidden])')?.innerText.includes('not answered')")
    assert await tab.run("document.querySelector('#composer textarea').value") == "/gap the export fails"
    await tab.until(f"{LAST}.innerText.includes('operation_timeout')")


async def test_hostile_text_does_no_harm(tab: chromium.Tab, app: AppDouble) -> None:
    text = HOSTILE + "x" * 10_000
    for channel_text in (text, HOSTILE * 12 + "*_~" * 2_000):
        await app.control("message", channel=NORTHWIND, user=OMAR, text=channel_text)
        await app.call("chat.postMessage", channel=NORTHWIND, text=channel_text)
    await tab.until("document.querySelectorAll('#messages .message').length >= 6")
    assert "broken" not in await tab.run("document.title")
    assert await tab.run("document.querySelectorAll('#messages :is(script, img, svg, iframe)').length") == 0
    assert await tab.run("document.querySelectorAll('a[href^=\"javascript\" i]').length") == 0
    assert await tab.run("document.documentElement.scrollWidth <= innerWidth")
    assert await tab.run(
        "document.querySelector('#scroll').scrollWidth <= document.querySelector('#scroll').clientWidth"
    )
    assert "<img src=x onerror=" in await tab.run("document.querySelector('#messages').innerText")


async def test_acting_as_somebody_else_hides_what_was_for_the_first_person_only(
    tab: chromium.Tab, app: AppDouble
) -> None:
    await app.call("chat.postEphemeral", channel=NORTHWIND, user=NINA, text="Only you should see A-34.")
    await tab.until(f"{LAST}.innerText.includes('Only visible to you')")
    await tab.click(".acting")
    await tab.type("omar")
    await tab.until("document.querySelector('.picker .option.at')?.innerText.includes('Omar')")
    await tab.press("Enter")
    await tab.until("document.querySelector('.acting').innerText.includes('Omar Haddad')")
    await tab.until("document.querySelector('.message') && !document.body.innerText.includes('A-34')")
    await tab.open(await tab.run(f"location.href.replace('{OMAR}', '{NINA}')"))
    await tab.until("document.body.innerText.includes('A-34')")
    await tab.click(".only-you .plain-link")
    await tab.until("!document.body.innerText.includes('A-34')")


async def test_a_permalink_opens_the_thread_and_lights_up_the_message(
    tab: chromium.Tab, app: AppDouble, server: PracticeServer
) -> None:
    root = await app.call("chat.postMessage", channel=NORTHWIND, text="The board")
    reply = await app.control("message", channel=NORTHWIND, user=OMAR, text="I own it", thread_ts=root["ts"])
    link = (await app.call("chat.getPermalink", channel=NORTHWIND, message_ts=reply["ts"]))["permalink"]
    await tab.open(f"{server.url}/archives/{link.split('/archives/')[1].split('?')[0]}")
    await tab.until("document.querySelector('#thread .message.lit')?.innerText.includes('I own it')")


async def test_a_thread_is_answered_in_its_panel(tab: chromium.Tab, app: AppDouble) -> None:
    await app.call("chat.postMessage", channel=NORTHWIND, text="Still true?")
    await tab.until(f"{LAST}.innerText.includes('Still true?')")
    await tab.run(f"{LAST}.querySelector('.tool').click()")
    await tab.until("document.activeElement.placeholder === 'Reply…'")
    await tab.type("*done*, by hand")
    await tab.press("Enter")
    await tab.until("document.querySelector('#thread .message:last-child strong')?.innerText === 'done'")
    await tab.until(f"{LAST}.querySelector('.replies')?.innerText === '1 reply'")
    await tab.press("Escape")
    await tab.until("document.querySelector('#thread').hidden")


async def test_a_button_that_asks_first_is_pressed_only_after_the_yes(tab: chromium.Tab, app: AppDouble) -> None:
    confirm = {"title": plain("Skip it?"), "text": plain("Say why."), "confirm": plain("Skip"), "deny": plain("Stay")}
    button = {"type": "button", "action_id": "skip", "text": plain("Skip…"), "value": "4", "confirm": confirm}
    blocks = [{"type": "actions", "block_id": "step", "elements": [button]}]
    await app.call("chat.postMessage", channel=NORTHWIND, text="Usage", blocks=blocks)
    await tab.click("[data-action=skip]")
    await tab.until("document.querySelector('dialog.ask')?.innerText.includes('Say why.')")
    await tab.press("Escape")
    await tab.until("!document.querySelector('dialog')")
    assert app.got.empty()
    await tab.click("[data-action=skip]")
    await tab.click("dialog.ask .btn:last-child")
    payload = await app.next()
    assert (payload["actions"][0]["action_id"], payload["actions"][0]["value"]) == ("skip", "4")


async def test_fifty_blocks_fit_a_phone_sideways(tab: chromium.Tab, app: AppDouble) -> None:
    button = {"type": "button", "action_id": "open", "text": plain("Open the whole list of everything")}
    row = {"type": "section", "text": {"type": "mrkdwn", "text": "w" * 300}, "fields": [plain("f" * 90)]}
    blocks = [{**row, "accessory": button, "block_id": f"b{number}"} for number in range(50)]
    await app.call("chat.postMessage", channel=NORTHWIND, text="Long", blocks=blocks)
    await tab.resize(390, 844)
    await tab.until("document.querySelectorAll('.block-section').length === 50")
    assert await tab.run("document.querySelector('#scroll').scrollWidth <= innerWidth")
    assert await tab.run(
        "[...document.querySelectorAll('.block-section *')].every(n => n.getBoundingClientRect().right <= innerWidth)"
    )


async def test_a_shared_channel_says_in_words_who_reads_it(tab: chromium.Tab) -> None:
    await tab.click("[data-channel=C0SHAREDNW]")
    await tab.until("document.querySelector('#header').innerText.includes('people outside read this')")
    assert "external" in await tab.run("document.querySelector('[data-channel=C0SHAREDNW]').innerText")


async def test_the_banner_says_when_the_app_is_away(tab: chromium.Tab, app: AppDouble) -> None:
    await tab.until("document.querySelector('#banner').hidden")
    await app.close()
    await tab.until("document.querySelector('#banner').innerText.includes('Holdfast is not connected')")


async def test_a_message_is_given_to_the_apps_shortcut_from_its_menu(tab: chromium.Tab, app: AppDouble) -> None:
    said = await app.control("message", channel=NORTHWIND, user=OMAR, text="The export failed again")
    await tab.until(f"{LAST}.innerText.includes('failed again')")
    await tab.run(f"{LAST}.querySelector('[aria-label=\"More actions\"]').click()")
    await tab.until("document.activeElement.innerText.includes('Log as a gap')")
    await tab.press("Enter")
    payload = await app.next()
    assert (payload["callback_id"], payload["message"]["ts"]) == ("log_gap", said["ts"])


async def test_one_can_edit_ones_own_message_and_nobody_elses(tab: chromium.Tab, app: AppDouble) -> None:
    await app.control("message", channel=NORTHWIND, user=NINA, text="By thursday & no later")
    await tab.until(f"{LAST}.innerText.includes('By thursday')")
    await tab.run(f"{LAST}.querySelector('[aria-label=\"More actions\"]').click()")
    await tab.run("[...document.querySelectorAll('.menu-item')].find(i => i.innerText === 'Edit').click()")
    await tab.until("document.activeElement.value === 'By thursday & no later'")
    await tab.run("document.activeElement.select()")
    await tab.type("By friday")
    await tab.press("Enter")
    await tab.until(f"{LAST}.innerText.includes('By friday') && {LAST}.innerText.includes('(edited)')")
    await tab.run("document.querySelector('#messages .message [aria-label=\"More actions\"]').click()")
    await tab.until("document.querySelector('.menu')")
    assert "Edit" not in await tab.run("document.querySelector('.menu').innerText")


async def test_a_reset_asks_and_then_brings_the_sample_world_back(tab: chromium.Tab, app: AppDouble) -> None:
    await app.control("message", channel=NORTHWIND, user=OMAR, text="Soon forgotten")
    await tab.until(f"{LAST}.innerText.includes('Soon forgotten')")
    await tab.click("[aria-label='Workspace menu']")
    await tab.run("[...document.querySelectorAll('.menu-item')].find(i => i.innerText === 'Reset…').click()")
    await tab.click("dialog.ask .btn.danger")
    await tab.until("document.querySelector('.message') && !document.body.innerText.includes('Soon forgotten')")


async def test_the_first_hints_fill_the_box_and_stay_away_once_dismissed(tab: chromium.Tab) -> None:
    await tab.click(".try")
    await tab.until("document.activeElement.value === '/review start'")
    await tab.click("#welcome .tool")
    await tab.until("document.querySelector('#welcome').hidden")
    await tab.call("Page.reload")
    await tab.until("document.querySelector('.message') && document.querySelector('#welcome').hidden")
