"""Modals in a real browser: nothing typed is lost, and what is wrong stands where it is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from tests.practice_page import chromium
from tests.practice_page.app_double import AppDouble, modal, plain, text_input

pytestmark = pytest.mark.browser

NINA, OMAR = "U0NINA001", "U0OMAR001"
OWNER = {"type": "users_select", "action_id": "person", "placeholder": plain("One person")}


def owner_input() -> dict[str, Any]:
    return {"type": "input", "block_id": "owner", "label": plain("Owner"), "element": OWNER}


async def opened(tab: chromium.Tab, app: AppDouble, *blocks: dict[str, Any]) -> str:
    """Open a modal as a person does, by a command, and return its id."""
    await tab.click("#composer textarea")
    await tab.type("/gap")
    await tab.press("Escape")
    await tab.press("Enter")
    command = await app.next()
    shown = await app.call("views.open", trigger_id=command["trigger_id"], view=modal(*blocks))
    await tab.until("document.activeElement.closest('dialog.modal .modal-body')")
    return str(shown["view"]["id"])


async def test_what_was_typed_survives_an_update_of_the_view(tab: chromium.Tab, app: AppDouble) -> None:
    view_id = await opened(tab, app, text_input("what", "What is happening?"), text_input("who", "Who?"))
    await tab.type("The export fails")
    changed = modal(
        {"type": "section", "block_id": "note", "text": plain("Seen twice before")},
        text_input("what", "What is happening now?"),
        text_input("who", "Who?"),
    )
    await app.call("views.update", view_id=view_id, view=changed)
    await tab.until("document.querySelector('dialog.modal').innerText.includes('Seen twice before')")
    assert await tab.run("document.querySelector('[data-block=what] input').value") == "The export fails"
    assert await tab.run("document.activeElement.closest('.block').dataset.block") == "what"
    await tab.type(" again")
    assert await tab.run("document.activeElement.value") == "The export fails again"


async def test_escape_asks_before_typed_words_are_lost(tab: chromium.Tab, app: AppDouble) -> None:
    await opened(tab, app, text_input("what", "What is happening?"))
    await tab.type("Half a sentence")
    await tab.press("Escape")
    await tab.until("document.querySelector('dialog.ask')?.innerText.includes('Discard what you typed?')")
    await tab.press("Escape")
    await tab.until("!document.querySelector('dialog.ask')")
    assert await tab.run("document.querySelector('[data-block=what] input').value") == "Half a sentence"
    await tab.press("Escape")
    await tab.click("dialog.ask .btn.danger")
    await tab.until("!document.querySelector('dialog')")


async def test_escape_closes_an_untouched_modal_and_gives_the_focus_back(tab: chromium.Tab, app: AppDouble) -> None:
    await opened(tab, app, text_input("what", "What is happening?"))
    await tab.press("Escape")
    await tab.until("!document.querySelector('dialog')")
    await tab.until("document.activeElement.matches('#composer textarea')")


async def test_empty_fields_and_the_apps_errors_stand_under_their_inputs(tab: chromium.Tab, app: AppDouble) -> None:
    errors = {"response_action": "errors", "errors": {"what": "Say what happens, not how it feels."}}
    app.answers["view_submission"] = lambda _payload: errors
    await opened(tab, app, text_input("what", "What is happening?"))
    await tab.press("Enter")
    await tab.until("document.querySelector('[data-block=what] .error')?.innerText.includes('complete this field')")
    await tab.type("It is bad")
    await tab.until("!document.querySelector('.error')")
    await tab.press("Enter")
    await tab.until("document.querySelector('[data-block=what] .error')?.innerText.includes('not how it feels')")
    assert await tab.run("document.activeElement.value") == "It is bad"
    assert await tab.run("document.activeElement.getAttribute('aria-invalid')") == "true"


async def test_a_person_is_found_by_typing_and_submitted(tab: chromium.Tab, app: AppDouble) -> None:
    await opened(tab, app, owner_input(), text_input("what", "What?", multiline=True))
    await tab.press("Enter")
    await tab.until("document.activeElement.matches('.picker-search')")
    await tab.type("engin")
    await tab.until("document.querySelector('.picker .option.at')?.innerText.includes('Omar Haddad')")
    await tab.press("Enter")
    await tab.until("document.querySelector('[data-block=owner]').innerText.includes('Omar Haddad')")
    await tab.run("document.querySelector('[data-block=what] textarea').focus()")
    await tab.type("Two lines")
    await tab.press("Enter", "ctrl")
    payload = await app.next()
    assert payload["view"]["state"]["values"] == {
        "owner": {"person": {"type": "users_select", "selected_user": OMAR}},
        "what": {"typed": {"type": "plain_text_input", "value": "Two lines"}},
    }
    await tab.until("!document.querySelector('dialog')")


async def test_a_pushed_view_leads_back_to_the_one_below_with_its_words(tab: chromium.Tab, app: AppDouble) -> None:
    push = {"response_action": "push", "view": modal(text_input("more", "More?"), title="Second")}
    app.answers["view_submission"] = lambda _payload: push
    await opened(tab, app, text_input("what", "What is happening?"))
    await tab.type("The export fails")
    await tab.press("Enter")
    await tab.until("document.querySelector('#modal-title').innerText === 'Second'")
    await tab.click(".back")
    await tab.until("document.querySelector('#modal-title').innerText === 'Log a gap'")
    assert await tab.run("document.querySelector('[data-block=what] input').value") == "The export fails"


async def test_a_long_modal_scrolls_inside_and_keeps_its_buttons_in_sight(tab: chromium.Tab, app: AppDouble) -> None:
    await tab.resize(390, 844)
    await opened(tab, app, *(text_input(f"b{number}", "word" * 30) for number in range(30)))
    box = "document.querySelector('.submit').getBoundingClientRect()"
    seen = f"{box}.bottom <= innerHeight && {box}.right <= innerWidth"
    await tab.until(seen)
    assert await tab.run("document.querySelector('.modal-body').scrollHeight > innerHeight")
    assert await tab.run("document.querySelector('.modal-body').scrollWidth <= innerWidth")
