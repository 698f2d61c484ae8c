"""What is known of a customer: the overview by kind, pages of one kind, and the card of one incident."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from reviews.dates import say_date
from reviews.decision import Message
from reviews.fact_list import BY_HAND, FactPage, Overview, Silence, SourceCount, is_typed_here
from reviews.facts import FACT_OF_KIND, TYPED_HERE, Fact, FactKind, Incident, SourceRead, incident_id
from reviews.messages import ids
from reviews.messages.answers import tell
from reviews.messages.fact_rows import Reader, fact_row, incident_words, origin
from reviews.messages.parts import Block, Element, actions, button, context, menu, message, modal, option, section
from reviews.messages.words import SYMBOLS, count, join_facts, quoted, said, spoken
from reviews.model import Account, MarkColour

KINDS: Final[Mapping[FactKind, tuple[str, str]]] = {
    FactKind.INCIDENT: ("incident", "incidents"),
    FactKind.USAGE: ("count of use", "counts of use"),
    FactKind.TICKET: ("ticket", "tickets"),
    FactKind.TOUCH: ("conversation", "conversations"),
    FactKind.SURVEY: ("survey answer", "survey answers"),
    FactKind.CONTRACT: ("word on the contract", "words on the contract"),
}
"""What one and several facts of a kind are called."""
TABS: Final[Mapping[FactKind, str]] = {
    FactKind.INCIDENT: "Incidents",
    FactKind.USAGE: "Use",
    FactKind.TICKET: "Tickets",
    FactKind.TOUCH: "Conversations",
    FactKind.SURVEY: "Surveys",
    FactKind.CONTRACT: "Contract",
}
_LOG: Final = {
    FactKind.INCIDENT: "Log incident",
    FactKind.USAGE: "Log use",
    FactKind.TOUCH: "Log conversation",
}
_FILES: Final = {
    FactKind.INCIDENT: "a file of incidents",
    FactKind.USAGE: "a file of seats and active people",
    FactKind.TICKET: "an export of tickets",
    FactKind.TOUCH: "an export of calls, meetings and e-mails",
    FactKind.SURVEY: "an export of survey answers",
    FactKind.CONTRACT: "a file of contracts",
}
_MOST_TEAMS: Final = 98
_VALUE_LIMIT: Final = 150
WINDOW: Final = "13 weeks"


def overview_message(sheet: Overview, command: str) -> Message:
    """Everything known, counted, as an answer to one person."""
    heard = [sheet.note, _headline(sheet), *(_kind_words(sheet, kind, command) for kind in FactKind)]
    return message(spoken(". ".join(each.replace("\n", ". ") for each in heard if each)), _overview(sheet, command))


def overview_view(sheet: Overview, command: str, about: Mapping[str, object]) -> dict[str, Any]:
    """The same as a window; `about` comes back with what is pressed in it."""
    where = {**about, "account": sheet.account.id}
    return modal(ids.FORM_FACTS, "Facts", _overview(sheet, command), close="Close", about=where)


def page_message(page: FactPage) -> Message:
    """A page of facts of one kind as an answer to one person."""
    rows = [fact_row(fact, _reader(page)).replace("\n", ", ") for fact in page.facts]
    heard = [page.note, _page_headline(page), "; ".join(rows) or _nothing(page)]
    return message(spoken(". ".join(each for each in heard if each)), _page(page))


def page_view(page: FactPage, about: Mapping[str, object]) -> dict[str, Any]:
    """The same as a window."""
    where = {**about, "account": page.account.id, "kind": page.kind, "page": page.page}
    return modal(ids.FORM_FACTS, "Facts", _page(page), close="Close", about=where)


def incident_card(incident: Incident, account: Account, reader: Reader, *, may_log: bool) -> Message:
    """One incident in full, with where it came from and the way to change it."""
    first, second = incident_words(incident, reader)
    below = join_facts(said(account.name, 80), second, origin(incident, reader))
    gone = f" · taken back {reader.day(incident.withdrawn_at)}" if incident.withdrawn_at else ""
    elements = [_change(incident)] if may_log and is_typed_here(incident) and not incident.withdrawn_at else []
    elements.append(button("Details", ids.ITEM_HISTORY, {"item": incident_id(incident.id)}))
    elements.append(_tab("All incidents", account, FactKind.INCIDENT))
    blocks = [section(f"{first}{gone}"), context(below), actions(elements, block_id="incident")]
    return message(spoken(f"{first}{gone}. {below}"), blocks)


def unknown_customer(typed: str, near: Sequence[tuple[int, str]]) -> Message:
    """That no customer is called so, with those that may have been meant, by number and name."""
    text = f"No customer is called {quoted(typed, 80)}."
    buttons = [button(name, f"{ids.FACTS_OPEN}.near{number}", {"account": number}) for number, name in near]
    return tell(f"{text} Did you mean one of these?" if near else text, buttons)


def _overview(sheet: Overview, command: str) -> list[Block]:
    blocks: list[Block] = [context(said(sheet.note, 600))] if sheet.note else []
    blocks.append(section(f"*{_headline(sheet)}*"))
    for kind in FactKind:
        show = _tab("Show", sheet.account, kind) if sheet.of(kind) else None
        blocks.append(section(_kind_words(sheet, kind, command), show, block_id=f"kind.{kind}"))
    brief = button("Brief", ids.BRIEF_OPEN, {"account": sheet.account.id})
    blocks.append(actions([*_logs(sheet), brief], block_id="facts"))
    return blocks


def _headline(sheet: Overview) -> str:
    name, newest = said(sheet.account.name, 80), sheet.newest()
    if newest is None:
        return f"{name}: no facts yet"
    return f"{name}: {count(sheet.total, 'fact')}, the newest of {say_date(newest, sheet.today)}"


def _kind_words(sheet: Overview, kind: FactKind, command: str) -> str:
    """A kind in one to three lines: how many and how new, from where, and what is missing."""
    lines = [join_facts(f"*{TABS[kind]}*", _numbers(sheet, kind)), _from_where(sheet, kind), _missing(sheet, kind)]
    if lines[-1]:
        by_hand = f", or `{command} {kind}` as it happens" if kind in BY_HAND else ""
        lines[-1] += f" {_FILES[kind][0].upper()}{_FILES[kind][1:]}, sent to me in a direct message, fills it{by_hand}."
    return "\n".join(line for line in lines if line)


def _numbers(sheet: Overview, kind: FactKind) -> str:
    found, newest = sheet.of(kind), sheet.newest(kind)
    if newest is None:
        return "none"
    recent, total = (sum(each.recent for each in found), sum(each.total for each in found))
    still = f", {sheet.open_tickets} open" if kind is FactKind.TICKET and sheet.open_tickets else ""
    return f"{recent:,} in {WINDOW}, {total:,} in all{still}, newest {say_date(newest, sheet.today)}"


def _from_where(sheet: Overview, kind: FactKind) -> str:
    """Each source with how many facts came from it and until when it was read; also those that held none."""
    reads, found = sheet.reads_of(kind), {each.source: each for each in sheet.of(kind)}
    names = [*found, *(source for source in reads if source not in found)]
    told = [_source(sheet, name, found.get(name), reads.get(name)) for name in names[:8]]
    more = len(names) - len(told)
    return " · ".join([*told, f"and {count(more, 'source')} more"] if more > 0 else told)


def _source(sheet: Overview, name: str, found: SourceCount | None, read: SourceRead | None) -> str:
    held = f"{found.total:,}" if found else "none"
    day = say_date(read.covers_until, sheet.today) if read else ""
    if name == TYPED_HERE:
        return f"typed here: {held}{f', said to be all until {day}' if day else ''}"
    return f"{said(name, 40)}: {held}, {f'read until {day}' if day else 'not known how far it reaches'}"


def _missing(sheet: Overview, kind: FactKind) -> str:
    silence = sheet.silence(kind)
    if silence is None:
        return ""
    unknown = SYMBOLS[MarkColour.UNKNOWN]
    if silence is Silence.NEVER_READ:
        held = "only what is listed is known" if sheet.of(kind) else "so nothing is known, good or bad"
        return f"{unknown} No source was ever read: {held}."
    until = next(iter(sheet.reads_of(kind).values())).covers_until
    return f"{unknown} Unknown since {say_date(until, sheet.today)}: no source was read after that."


def _logs(sheet: Overview | FactPage) -> list[Element]:
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
    tabs = [_tab(TABS[kind], page.account, kind) for kind in FactKind if kind is not page.kind]
    blocks.append(actions([overview, *tabs], block_id="tabs"))
    reader = _reader(page)
    for place, fact in enumerate(page.facts):
        change = _change(fact) if page.may_log and is_typed_here(fact) else None
        blocks.append(section(fact_row(fact, reader), change, block_id=f"fact.{page.page}.{place}"))
    if not page.facts:
        blocks.append(section(_nothing(page)))
    if controls := [*_teams(page), *_pager(page), *_logs(page)]:
        blocks.append(actions(controls, block_id="facts"))
    return blocks


def _page_headline(page: FactPage) -> str:
    whose = "" if page.team is None else f" of {said(page.team, 60) if page.team else 'the whole account'}"
    part = f", page {page.page} of {page.pages}" if page.pages > 1 else ""
    return f"{said(page.account.name, 80)}: {count(page.total, *KINDS[page.kind])}{whose}{part}"


def _nothing(page: FactPage) -> str:
    return f"No {KINDS[page.kind][0]} is listed. The overview says which sources were read."


def _reader(page: FactPage) -> Reader:
    return Reader(page.today, page.names, page.zone)


def _tab(label: str, account: Account, kind: FactKind) -> Element:
    return button(label, f"{ids.FACTS_OPEN}.{kind}", {"account": account.id, "kind": kind})


def _change(fact: Fact) -> Element:
    kind = next(kind for kind in FactKind if isinstance(fact, FACT_OF_KIND[kind]))
    return button("Change", ids.FACT_EDIT, {"account": fact.account_id, "kind": kind, "fact": fact.id})


def _pager(page: FactPage) -> list[Element]:
    about = {"account": page.account.id, "kind": page.kind, "team": page.team}
    buttons = []
    if page.page > 1:
        buttons.append(button("Newer", f"{ids.FACTS_OPEN}.newer", {**about, "page": page.page - 1}))
    if page.page < page.pages:
        buttons.append(button("Older", f"{ids.FACTS_OPEN}.older", {**about, "page": page.page + 1}))
    return buttons


def _teams(page: FactPage) -> list[Element]:
    """Whose use to look at. A team whose name is too long for Slack's menu is found among all of them."""
    if len(page.teams) < 2:
        return []
    about = {"account": page.account.id, "kind": page.kind}
    packed = [(team or "Whole account", ids.pack({**about, "team": team})) for team in page.teams[:_MOST_TEAMS]]
    fitting = [("All teams", ids.pack(about)), *((name, value) for name, value in packed if len(value) <= _VALUE_LIMIT)]
    now = ids.pack(about if page.team is None else {**about, "team": page.team})
    return [menu(f"{ids.FACTS_OPEN}.team", [option(name, value) for name, value in fitting], chosen=now)]
