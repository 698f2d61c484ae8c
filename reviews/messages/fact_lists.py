"""What is known of a customer: pages of one kind, and the card of one incident."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from reviews.decision import Message
from reviews.fact_list import BY_HAND, FactPage, Overview, is_typed_here
from reviews.facts import FACT_OF_KIND, Fact, FactKind, Incident, incident_id
from reviews.messages import ids
from reviews.messages.answers import tell
from reviews.messages.fact_rows import Reader, fact_row, incident_words, origin
from reviews.messages.parts import Block, Element, actions, button, context, menu, message, modal, option, section
from reviews.messages.words import join_facts, quoted, said, spoken
from reviews.model import Account
from reviews.text import clean

KINDS: Final[Mapping[FactKind, tuple[str, str]]] = {
    FactKind.INCIDENT: ("incident", "incidents"),
    FactKind.USAGE: ("usage snapshot", "usage snapshots"),
    FactKind.TICKET: ("ticket", "tickets"),
    FactKind.TOUCH: ("touch", "touches"),
    FactKind.SURVEY: ("survey answer", "survey answers"),
    FactKind.CONTRACT: ("contract", "contracts"),
}
"""What one and several facts of a kind are called."""
TABS: Final[Mapping[FactKind, str]] = {
    FactKind.INCIDENT: "Incidents",
    FactKind.USAGE: "Usage",
    FactKind.TICKET: "Tickets",
    FactKind.TOUCH: "Touches",
    FactKind.SURVEY: "Surveys",
    FactKind.CONTRACT: "Contracts",
}
_LOG: Final = {
    FactKind.INCIDENT: "Log incident",
    FactKind.USAGE: "Log usage",
    FactKind.TOUCH: "Log touch",
}
_MOST_TEAMS: Final = 98
_VALUE_LIMIT: Final = 150


def page_message(page: FactPage) -> Message:
    """A page of facts of one kind as an answer to one person."""
    reader = replace(_reader(page), listens=True)
    rows = [fact_row(fact, reader).replace("\n", ", ") for fact in page.facts]
    return message(heard(said(page.note, 600), _page_headline(page), "; ".join(rows) or _nothing(page)), _page(page))


def page_view(page: FactPage, about: Mapping[str, object]) -> dict[str, Any]:
    """The same as a window."""
    where = {**about, "account": page.account.id, "kind": page.kind, "page": page.page}
    return modal(ids.FORM_FACTS, "Facts", _page(page), close="Close", about=where)


def incident_card(incident: Incident, account: Account, reader: Reader, *, may_log: bool) -> Message:
    """One incident in full, with where it came from and the way to change it."""
    first, second = incident_words(incident, reader)
    below = join_facts(said(account.name, 80), second, origin(incident, reader))
    gone = f" · taken back {reader.day(incident.withdrawn_at)}" if incident.withdrawn_at else ""
    change = _change(incident) if may_log and not incident.withdrawn_at else None
    elements = [change] if change else []
    elements.append(button("Details", ids.ITEM_HISTORY, {"item": incident_id(incident.id)}))
    elements.append(tab("All incidents", account, FactKind.INCIDENT))
    blocks = [section(f"{first}{gone}"), context(below), actions(elements, block_id="incident")]
    unlinked = join_facts(said(account.name, 80), second, origin(incident, replace(reader, listens=True)))
    return message(heard(f"{first}{gone}", unlinked), blocks)


def unknown_customer(typed: str, near: Sequence[tuple[int, str]]) -> Message:
    """That no customer is called so, with those that may have been meant, by number and name."""
    text = f"No customer is called {quoted(typed, 80)}."
    buttons = [button(name, f"{ids.FACTS_OPEN}.near{number}", {"account": number}) for number, name in near]
    return tell(f"{text} Did you mean one of these?" if near else text, buttons)


def heard(*parts: str) -> str:
    """Parts of a message one after the other, each line a sentence, as they are heard."""
    told = [line.removesuffix(".") for part in parts if part for line in part.split("\n")]
    return spoken(" ".join(line if line.endswith("?") else f"{line}." for line in told))


def log_buttons(sheet: Overview | FactPage) -> list[Element]:
    """What can be typed here; on a page of one kind only that."""
    if not sheet.may_log:
        return []
    kinds = [sheet.kind] if isinstance(sheet, FactPage) else list(FactKind)
    return [
        button(_LOG[kind], f"{ids.FACT_LOG}.{kind}", {"account": sheet.account.id, "kind": kind})
        for kind in kinds
        if kind in BY_HAND
    ]


def _page(page: FactPage) -> list[Block]:
    blocks: list[Block] = [context(said(page.note, 600))] if page.note else []
    blocks.append(section(f"*{_page_headline(page)}*"))
    overview = button("Overview", f"{ids.FACTS_OPEN}.all", {"account": page.account.id})
    tabs = [tab(TABS[kind], page.account, kind) for kind in FactKind if kind is not page.kind]
    blocks.append(actions([overview, *tabs], block_id="tabs"))
    reader = _reader(page)
    for place, fact in enumerate(page.facts):
        change = _change(fact) if page.may_log else None
        blocks.append(section(fact_row(fact, reader), change, block_id=f"fact.{page.page}.{place}"))
    if not page.facts:
        blocks.append(section(_nothing(page)))
    if controls := [*_teams(page), *_pager(page), *log_buttons(page)]:
        blocks.append(actions(controls, block_id="facts"))
    return blocks


def _page_headline(page: FactPage) -> str:
    whose = "" if page.team is None else f" of {said(page.team, 60) if page.team else 'the whole account'}"
    part = f", page {page.page} of {page.pages}" if page.pages > 1 else ""
    return f"{said(page.account.name, 80)}: {many(page.total, *KINDS[page.kind])}{whose}{part}"


def many(number: int, one: str, several: str | None = None) -> str:
    """`no tickets`, `1 ticket`, `1,458 facts`."""
    named = one if number == 1 else several or f"{one}s"
    return f"{number:,} {named}" if number else f"no {named}"


def _nothing(page: FactPage) -> str:
    return f"No {KINDS[page.kind][0]} is listed. The overview says which sources were read."


def _reader(page: FactPage) -> Reader:
    return Reader(page.today, page.names, page.zone)


def tab(label: str, account: Account, kind: FactKind) -> Element:
    """The way to the facts of one kind."""
    return button(label, f"{ids.FACTS_OPEN}.{kind}", {"account": account.id, "kind": kind})


def _change(fact: Fact) -> Element | None:
    """What was typed here can be changed; of an incident from elsewhere it can be said that they did not feel it."""
    typed = is_typed_here(fact)
    if not typed and not isinstance(fact, Incident):
        return None
    kind = next(kind for kind in FactKind if isinstance(fact, FACT_OF_KIND[kind]))
    label = "Change" if typed else "Not felt here"
    return button(label, ids.FACT_EDIT, {"account": fact.account_id, "kind": kind, "fact": fact.id})


def _pager(page: FactPage) -> list[Element]:
    # No button of ours carries any other name, so nobody is on such a page.
    team = page.team if page.team is not None and _is_plain(page.team) else None
    about = {"account": page.account.id, "kind": page.kind, "team": team}
    buttons = []
    if page.page > 1:
        buttons.append(button("Newer", f"{ids.FACTS_OPEN}.newer", {**about, "page": page.page - 1}))
    if page.page < page.pages:
        buttons.append(button("Older", f"{ids.FACTS_OPEN}.older", {**about, "page": page.page + 1}))
    return buttons


def _teams(page: FactPage) -> list[Element]:
    """Whose use to look at. A team with an odd or a very long name is found among all of them."""
    if len(page.teams) < 2:
        return []
    about = {"account": page.account.id, "kind": page.kind}
    packed = [
        (team or "Whole account", ids.pack({**about, "team": team}))
        for team in page.teams[:_MOST_TEAMS]
        if _is_plain(team)
    ]
    fitting = [("All teams", ids.pack(about)), *((name, value) for name, value in packed if len(value) <= _VALUE_LIMIT)]
    now = ids.pack(about if page.team is None else {**about, "team": page.team})
    return [menu(f"{ids.FACTS_OPEN}.team", [option(name, value) for name, value in fitting], chosen=now)]


def _is_plain(team: str) -> bool:
    """Whether a button can carry the name of a team as it is."""
    return len(team) <= _VALUE_LIMIT and clean(team) == team
