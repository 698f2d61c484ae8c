"""What is known of customers, sent for by everybody from everywhere: lines, buttons, forms and files of facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reviews.decision import Record
from reviews.facts import FactKind
from reviews.imports.model import ImportKind, ImportState
from reviews.messages import ids
from tests.driving.team import Team
from tests.handlers.door import TEAM, Door
from tests.handlers.sending import (
    DIRECT,
    GENERAL,
    MEMBERS,
    NINA,
    OTHERS,
    ROOMS,
    SECRET,
    STRANGER,
    Send,
    Where,
    Who,
    choose,
    command,
    press,
    submit,
)
from tests.storage.examples import NOW
from tests.storage.fact_examples import contract, file_import, incident, source_read, survey, ticket, touch, usage

FACT_LINES = (
    *("brief Northwind", "facts Northwind", "show I-1", "history I-1", "history ACC-1"),
    "incident month-end export failed yesterday, fixed today",
    "usage 11 of 40 seats, 26 active in 90 days",
    "touch Dana Brooks, call today",
)
FACT_FORMS = {
    FactKind.INCIDENT: ids.FORM_INCIDENT,
    FactKind.USAGE: ids.FORM_USAGE,
    FactKind.TOUCH: ids.FORM_TOUCH,
}


def _typed(**words: str) -> dict[str, Any]:
    return {name: {"type": "plain_text_input", "value": each} for name, each in words.items()}


def _picked(**values: str) -> dict[str, Any]:
    return {
        name: {
            "type": "static_select",
            "selected_option": {"value": each, "text": {"type": "plain_text", "text": each}},
        }
        for name, each in values.items()
    }


FILLED = {
    FactKind.INCIDENT: _typed(started="yesterday 14:00", fixed="yesterday 15:00", felt="finance"),
    FactKind.USAGE: _typed(active30="11", seats="40", active90="26", actions="exports weekly by 2 people"),
    FactKind.TOUCH: {**_typed(who="Bo Lindqvist", about="the renewal"), **_picked(kind="call", direction="both")},
}
"""The forms, as a person fills them in."""


def secret_facts() -> list[Record]:
    """One of each kind, as somebody typed it, what a source says, and a file that waits for its person."""
    typed: dict[str, Any] = {"ws": TEAM, "source": "slack", "noted_by": NINA, "noted_at": NOW}
    return [
        incident(what=f"failure {SECRET}", felt_by=SECRET, **typed),
        usage(volume_unit=SECRET, **typed),
        usage(2, team="Finance", source_id="2", volume_unit=SECRET, **{**typed, "source": "csv"}),
        ticket(subject=f"ticket {SECRET}", **typed),
        touch(person=f"Dana {SECRET}", **typed),
        survey(words=f"words {SECRET}", **typed),
        contract(link=f"https://crm.fieldstone.example/{SECRET}", **typed),
        source_read(ws=TEAM, source=SECRET, account_id=1, by=NINA),
        file_import(
            ws=TEAM, by=NINA, name=f"{SECRET}.csv", state=ImportState.OFFERED, kind=ImportKind.INCIDENTS, channel=DIRECT
        ),
    ]


def put_files(team: Team) -> None:
    """A file of everybody's in each room, for the event that tells of it."""
    store = team.server.practice.files
    for who in (*MEMBERS, *OTHERS, STRANGER):
        for where in (*ROOMS, GENERAL):
            upload = store.dropped("incidents.csv", b"Customer,Incident,Started\n", who.user_id, who.team)
            upload.shares[where.channel] = ["1.1"]
            upload.id = file_id(who, where)
            store._files[upload.id] = upload


def file_id(who: Who, where: Where) -> str:
    """What Slack calls the file that somebody dropped in a room."""
    return f"F{who.user_id[2:]}{who.team[2:]}{where.channel[2:]}"


def about_facts() -> Iterator[tuple[str, Send]]:
    """What is pressed, typed and chosen about facts names their kinds, which are no kinds of items."""
    for line in FACT_LINES:
        yield f"/review {line}", command(f"/review {line}")
    for kind in FactKind:
        for action_id in (ids.FACT_LOG, ids.FACT_EDIT, ids.FACT_UNDO, ids.FACTS_OPEN):
            yield f"press {action_id} of {kind}", press(action_id, kind=kind)
    for kind, form in FACT_FORMS.items():
        for fact in (None, 1):
            yield f"submit {form}, fact {fact}", submit(form, FILLED[kind], kind=kind, fact=fact, item=None)
        yield f"submit {form}, not felt here", submit(form, kind=kind, do="withdraw", item=None)
    for named in ("I-1", "ACC-1"):
        yield f"press history of {named}", press(ids.HISTORY_PAGE, of=named)
    yield "press history of an incident", press(ids.ITEM_HISTORY, item="I-1")
    yield "choose a file's kind", choose(ids.IMPORT_KIND, "tickets:1")
    yield "choose a team", choose(f"{ids.FACTS_OPEN}.team", ids.pack({"account": 1, "kind": "usage", "team": ""}))
    yield "event file_shared", _drops


async def _drops(door: Door, who: Who, where: Where) -> object:
    event = {
        **{"type": "file_shared", "channel_id": where.channel, "file_id": file_id(who, where)},
        **{"user_id": who.user_id, "event_ts": "1.1"},
    }
    return await door.event(event, f"Ev{who.user_id}{who.team}{where.name}drops")
