"""Everything known of a customer, counted: how much of each kind, how new, from where, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from reviews.dates import say_date
from reviews.decision import Message
from reviews.fact_list import BY_HAND, Overview, Silence, SourceCount
from reviews.facts import TYPED_HERE, FactKind, SourceRead
from reviews.messages import ids
from reviews.messages.fact_lists import TABS, heard, log_buttons, many, tab
from reviews.messages.parts import Block, actions, button, context, message, modal, section
from reviews.messages.words import SYMBOLS, count, join_facts, said
from reviews.model import MarkColour

_FILES: Final = {
    FactKind.INCIDENT: "a file of incidents",
    FactKind.USAGE: "a file of seats and active people",
    FactKind.TICKET: "an export of tickets",
    FactKind.TOUCH: "an export of calls, meetings and e-mails",
    FactKind.SURVEY: "an export of survey answers",
    FactKind.CONTRACT: "a file of contracts",
}
_WINDOW: Final = "13 weeks"


def overview_message(sheet: Overview, command: str) -> Message:
    """Everything known, counted, as an answer to one person."""
    kinds = [_kind_words(sheet, kind) for kind in FactKind if _is_told(sheet, kind)]
    return message(
        heard(said(sheet.note, 600), _headline(sheet), *kinds, _unread(sheet, command)), _overview(sheet, command)
    )


def overview_view(sheet: Overview, command: str, about: Mapping[str, object]) -> dict[str, Any]:
    """The same as a window; `about` comes back with what is pressed in it."""
    where = {**about, "account": sheet.account.id}
    return modal(ids.FORM_FACTS, "Facts", _overview(sheet, command), close="Close", about=where)


def _overview(sheet: Overview, command: str) -> list[Block]:
    blocks: list[Block] = [context(said(sheet.note, 600))] if sheet.note else []
    blocks.append(section(f"*{_headline(sheet)}*"))
    for kind in FactKind:
        if _is_told(sheet, kind):
            show = tab("Show", sheet.account, kind) if sheet.of(kind) else None
            blocks.append(section(_kind_words(sheet, kind), show, block_id=f"kind.{kind}"))
    if unread := _unread(sheet, command):
        blocks.append(section(unread, block_id="unread"))
    brief = button("Brief", ids.BRIEF_OPEN, {"account": sheet.account.id})
    blocks.append(actions([*log_buttons(sheet), brief], block_id="facts"))
    return blocks


def _headline(sheet: Overview) -> str:
    name, newest = said(sheet.account.name, 80), sheet.newest()
    if newest is None:
        return f"{name}: no facts yet"
    return f"{name}: {many(sheet.total, 'fact')}, the newest of {say_date(newest, sheet.today)}"


def _is_told(sheet: Overview, kind: FactKind) -> bool:
    """Whether there is anything to say of a kind but that nobody ever read a source of it."""
    return bool(sheet.of(kind)) or sheet.silence(kind) is not Silence.NEVER_READ


def _kind_words(sheet: Overview, kind: FactKind) -> str:
    """A kind in two or three lines: how many and how new, from where, and what is missing."""
    lines = [join_facts(f"*{TABS[kind]}*", _numbers(sheet, kind)), _from_where(sheet, kind), _missing(sheet, kind)]
    return "\n".join(line for line in lines if line)


def _unread(sheet: Overview, command: str) -> str:
    """The kinds of which nothing is known, good or bad, together, and what would fill them."""
    kinds = [kind for kind in FactKind if not _is_told(sheet, kind)]
    if not kinds:
        return ""
    names = ", ".join(TABS[kind].lower() for kind in kinds)
    typed = ", ".join(f"`{command} {kind}`" for kind in kinds if kind in BY_HAND)
    each, them = ("each", "them") if len(kinds) > 1 else ("them", "that")
    way = f"A file of {each}, sent to me in a direct message, fills {them} (`{command} import` says how)"
    by_hand = f"; or note them as they happen: {typed}" if typed and sheet.may_log else ""
    lead = f"{SYMBOLS[MarkColour.UNKNOWN]} *Nothing known, good or bad:* {names}. No source was ever read."
    return f"{lead}\n{way}{by_hand}."


def _numbers(sheet: Overview, kind: FactKind) -> str:
    found, newest = sheet.of(kind), sheet.newest(kind)
    if newest is None:
        return "none"
    recent, total = (sum(each.recent for each in found), sum(each.total for each in found))
    still = f", {sheet.open_tickets} open" if kind is FactKind.TICKET and sheet.open_tickets else ""
    return f"{recent:,} in {_WINDOW}, {total:,} in all{still}, newest {say_date(newest, sheet.today)}"


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
    """What no source speaks of, and what would fill it."""
    silence, unknown = sheet.silence(kind), SYMBOLS[MarkColour.UNKNOWN]
    if silence is None:
        return ""
    fills = f"{_FILES[kind]}, sent to me in a direct message, fills that"
    if silence is Silence.NEVER_READ:
        return f"{unknown} Only what is listed is known, since no source was read: {fills}."
    until = next(iter(sheet.reads_of(kind).values())).covers_until
    return f"{unknown} Unknown since {say_date(until, sheet.today)}: {fills}."
