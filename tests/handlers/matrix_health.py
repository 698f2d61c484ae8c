"""How a customer fares, what is done about it and what counts, sent for by everybody from everywhere."""

from __future__ import annotations

from collections.abc import Iterator

from reviews.decision import Record
from reviews.health.kept import PlaybookRun
from reviews.messages import ids
from tests.handlers.door import TEAM
from tests.handlers.sending import NINA, Send, command, press, submit
from tests.storage.examples import NOW


def secret_health() -> tuple[Record, ...]:
    """A playbook that runs for the customer of whom everything is secret."""
    return (PlaybookRun(TEAM, 1, 1, "every_promise", NINA, NOW, (1,)),)


def about_health() -> Iterator[tuple[str, Send]]:
    """What only health has: all its numbers, playbooks to choose and to take back, its settings."""
    yield "press every number", press(f"{ids.HEALTH_OPEN}.every", every="yes")
    for key in ("close_the_gap", "every_promise", "no_such"):
        yield f"press playbook {key}", press(f"{ids.PLAYBOOK_USE}.{key}", playbook=key)
    for number in (1, 2, 99):
        yield f"press undo of run {number}", press(ids.PLAYBOOK_UNDO, run=number)
    for line in ("Northwind", "settings", "settings red 45", "settings shipped"):
        yield f"/review health {line}", command(f"/review health {line}")
    usage = {"usage": {"type": "plain_text_input", "value": "30"}}
    yield "submit health settings", submit(ids.FORM_HEALTH_SETTINGS, usage)
