"""Everything Slack can send us, sent by everybody from everywhere: what is said and what changes is written down."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date
from typing import Any

from handlers.events import PEOPLE_EVENTS
from handlers.room_events import ROOM_EVENTS
from handlers.routes import COMMANDS, OPTIONS, PRESSES, SHORTCUTS, SUBMISSIONS
from reviews.command_words import COMMANDS as WORDS
from reviews.decision import Change, Decision, Record
from reviews.facts import FactKind
from storage import numbers
from storage.record import record
from tests.driving.team import BLUEFERN, NORTHWIND, SHARED, Team
from tests.handlers.door import TEAM
from tests.handlers.matrix_facts import about_facts, put_files, secret_facts
from tests.handlers.matrix_health import about_health, secret_health
from tests.handlers.sending import (
    NINA,
    RUTH,
    SECRET,
    Send,
    command,
    home,
    news_of,
    press,
    says,
    shortcut,
    submit,
    suggest,
)
from tests.storage.examples import NOW, account, action, gap, mark, review, step

_LEFT_OUT = {"inbox", "people", "heartbeats", "drafts", "homes"}
"""What came in, and who Slack says somebody is, may be noted of anybody."""


async def prepare(team: Team) -> None:
    """A workspace with one customer of whom everything is secret, a guest, and a room about to be shared."""
    workspace = team.server.practice.workspace
    workspace.channels[BLUEFERN].facts["is_pending_ext_shared"] = True
    workspace.users[RUTH].update(is_restricted=True, is_ultra_restricted=False)
    customer = account(
        ws=TEAM, name=f"Northwind {SECRET}", owner=NINA, channel=NORTHWIND, shared_channel=SHARED, is_private=True
    )
    kept: list[Record] = [
        customer,
        review(ws=TEAM, channel=NORTHWIND, facilitator=NINA, main_risk=f"risk {SECRET}"),
        step(ws=TEAM, note=f"note {SECRET}"),
        mark(ws=TEAM, evidence=f"evidence {SECRET}"),
        gap(ws=TEAM, what=f"gap {SECRET}", owner=NINA),
        action(ws=TEAM, what=f"action {SECRET}", owner=NINA, due=date(2026, 11, 2), first_due=date(2026, 11, 2)),
        *secret_facts(),
        *secret_health(),
    ]
    async with team.bot.db.write() as tx:
        decision = Decision(tuple(Change(None, each) for each in kept))
        await record(tx, TEAM, decision, by=NINA, now=NOW, deed="seed")
        for kind in (*FactKind, "import", "playbook"):
            await numbers.next_number(tx, TEAM, str(kind), 2)
    put_files(team)


async def done(team: Team) -> None:
    """Wait until everything that came in is handled, and everything that is to be said is said."""
    waiting = "SELECT 1 FROM inbox WHERE handled_at IS NULL"
    await team.holds("every event handled", lambda: not team.rows(waiting))
    await team.everything_said()


def everything() -> Iterator[tuple[str, Send]]:
    """Each thing by its name: those of the table of routes, so that a new one is sent without being asked."""
    for word in ("", *(words[0] for words in WORDS.values()), "show A-1", "show G-1", "start Northwind", "xylophone"):
        yield f"/review {word}", command(f"/review {word}")
    for name in COMMANDS:
        yield name, command(f"{name} @nina sends {SECRET} the list by friday")
    for action_id in PRESSES:
        yield f"press {action_id}", press(action_id)
    for callback_id in SUBMISSIONS:
        yield f"submit {callback_id}", submit(callback_id)
    for callback_id in SHORTCUTS:
        yield f"shortcut {callback_id}", shortcut(callback_id)
    for action_id in OPTIONS:
        yield f"options {action_id}", suggest(action_id)
    yield from about_facts()
    yield from about_health()
    yield "event app_home_opened", home
    yield "event message.im", says


def news() -> Iterator[tuple[str, Send]]:
    """What Slack tells of rooms and people, whoever is behind it."""
    for kind in sorted(ROOM_EVENTS | PEOPLE_EVENTS):
        yield f"event {kind}", news_of(kind)


class Watched:
    """What was said and what changed while something was sent."""

    def __init__(self, team: Team) -> None:
        self._team = team
        self._seen = len(team.server.practice.log.entries())
        self._before = tables(team)

    def changed(self) -> bool:
        """Whether anything of the trade is not as it was."""
        return tables(self._team) != self._before

    def said(self) -> list[Mapping[str, Any]]:
        """Every call of Slack's Web API since."""
        return [e for e in self._team.server.practice.log.entries()[self._seen :] if e["kind"] == "api"]


def tables(team: Team) -> dict[str, list[Any]]:
    """Every row of every table that matters here."""
    with closing(sqlite3.connect(team.file)) as connection:
        named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        names = sorted({name for (name,) in named} - _LEFT_OUT)
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}


def to_everybody(call: Mapping[str, Any]) -> str | None:
    """The channel of a message that everybody there can read."""
    if call["method"] in {"chat.postMessage", "chat.update"} and (call.get("answer") or {}).get("ok"):
        return str(call["arguments"].get("channel"))
    return None


def words_of(something: object) -> str:
    """Everything in it, as text."""
    return json.dumps(something, default=str, ensure_ascii=False)
