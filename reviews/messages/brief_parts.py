"""The parts of a brief in their order, each a heading that says the most and lines that may be cut."""

from __future__ import annotations

from collections.abc import Iterator

from reviews.brief_model import BriefSheet
from reviews.dates import say_date
from reviews.facts import FactKind
from reviews.messages.brief_facts import (
    incident_lines,
    incident_summary,
    people_lines,
    people_summary,
    ticket_lines,
    ticket_summary,
)
from reviews.messages.brief_usage import usage_lines_of, usage_summary
from reviews.messages.brief_words import Line, Part, and_more
from reviews.messages.words import SEVERITY_WORDS, count, moved, said
from reviews.model import Action, Gap, GapState, Severity
from reviews.sitting import action_id, gap_id

_WHAT = 60
_WHOLE = 2
_NAMED = 4


def parts_of(sheet: BriefSheet) -> list[Part]:
    """Promises, incidents, use, tickets and gaps, people."""
    facts, zone = sheet.material.facts, sheet.material.zone
    name = said(sheet.material.account.name, 80)
    return [
        Part(f"{_when(sheet)}: {_kept(sheet)}", tuple(promise_lines(sheet))),
        Part(f"*Incidents*: {incident_summary(name, sheet.patterns, facts)}", _lines(sheet, FactKind.INCIDENT)),
        Part(f"*Use*: {usage_summary(sheet.usage, facts)}", _lines(sheet, FactKind.USAGE)),
        Part(f"*Tickets*: {ticket_summary(sheet.tickets, facts, zone)}", _lines(sheet, FactKind.TICKET)),
        Part(f"*People*: {people_summary(sheet.touches, facts, zone)}", _lines(sheet, FactKind.TOUCH)),
    ]


def _lines(sheet: BriefSheet, kind: FactKind) -> tuple[Line, ...]:
    facts, zone = sheet.material.facts, sheet.material.zone
    match kind:
        case FactKind.INCIDENT:
            found = incident_lines(sheet.patterns, facts, zone)
        case FactKind.USAGE:
            found = usage_lines_of(sheet.usage, facts)
        case FactKind.TICKET:
            found = iter((*ticket_lines(sheet.tickets, facts, zone), *gap_lines(sheet)))
        case _:
            found = people_lines(sheet.touches, facts, zone)
    return tuple(sorted(found, key=lambda each: (not each.must, -each.weight)))


def _when(sheet: BriefSheet) -> str:
    last = sheet.material.last
    if last is None:
        return "*Promised since the start*" if sheet.promises.promised else "*Promises*"
    ended = last.review.ended_at or last.review.started_at
    return f"*Promised last time* ({say_date(ended.astimezone(sheet.material.zone).date(), sheet.material.today)})"


def _kept(sheet: BriefSheet) -> str:
    """`5 promised, 3 kept, 1 late`."""
    found = sheet.promises
    if not found.promised:
        return "none yet, there was no review" if sheet.material.last is None else "nothing was promised"
    said_so = [f"{len(found.promised)} promised", f"{len(found.kept) or 'none'} kept"]
    said_so += [f"{len(found.moved)} moved"] if found.moved else []
    said_so += [f"*{len(found.late)} late*"] if found.late else []
    said_so += [f"{len(found.open)} still open"] if found.open else []
    return ", ".join(said_so)


def promise_lines(sheet: BriefSheet) -> Iterator[Line]:
    """What is late, what is open, what was kept."""
    found = sheet.promises
    for action in found.late[:_WHOLE]:
        due = say_date(action.first_due, sheet.material.today)
        brief = f"Late: {action_id(action.id)} {said(action.what, 40)}, {_owner(action, sheet)}, {due}"
        yield Line(f"Late: {_promise(action, sheet)}", 92 + min(action.moves, 3), must=True, short=brief)
    if rest := [action_id(each.id) for each in found.late[_WHOLE:]]:
        yield Line(f"Also late: {and_more(rest, _NAMED)}", 91, must=True, short=f"Also late: {len(rest)} more")
    for action in found.open[:_WHOLE]:
        yield Line(f"Open: {_promise(action, sheet)}", 68 + 5 * min(action.moves, 3))
    if rest := [f"{action_id(each.id)} {said(each.what, 30)}" for each in found.open[_WHOLE:]]:
        yield Line(f"Also open: {and_more(rest, _NAMED)}", 62)
    kept = [f"{said(each.what, 40)} ({_ended(each, sheet)})" for each in found.kept]
    if kept:
        yield Line(f"Kept: {and_more(kept, 2)}", 36)


def _owner(action: Action, sheet: BriefSheet) -> str:
    return said(sheet.material.name(action.owner), 40)


def _promise(action: Action, sheet: BriefSheet) -> str:
    """`A-31 Export fix live, Omar, first due Wed 30 Sep, moved twice`."""
    today = sheet.material.today
    due = f"first due {say_date(action.first_due, today)}" if action.moves else say_date(action.due, today)
    now = f"{moved(action.moves)} to {say_date(action.due, today)}" if action.moves else ""
    what = f"{action_id(action.id)} {said(action.what, _WHAT)}"
    return ", ".join(filter(None, (what, _owner(action, sheet), due, now)))


def _ended(action: Action, sheet: BriefSheet) -> str:
    on = action.ended_at
    return say_date(on.astimezone(sheet.material.zone).date(), sheet.material.today) if on else "done"


def gap_lines(sheet: BriefSheet) -> Iterator[Line]:
    """Open gaps that block, and those people work around."""
    still = sorted((each for each in sheet.material.gaps if each.state is GapState.OPEN), key=lambda each: each.id)
    blocking = [each for each in still if each.severity is Severity.BLOCKS]
    around = [each for each in still if each.severity is Severity.WORKAROUND]
    for gap in blocking[:_WHOLE]:
        brief = f"Gap {gap_id(gap.id)} {said(gap.what, 40)}: blocks work"
        yield Line(_gap(gap, sheet), 88, must=True, short=brief)
    if rest := [gap_id(each.id) for each in blocking[_WHOLE:]]:
        yield Line(f"Also block work: {and_more(rest, _NAMED)}", 87, must=True, short=f"{len(rest)} more block work")
    for gap in around[:_WHOLE]:
        yield Line(_gap(gap, sheet), 74)
    if others := len(still) - len(blocking) - len(around[:_WHOLE]):
        yield Line(count(others, "open gap" if others == len(still) else "other open gap"), 20)


def _gap(gap: Gap, sheet: BriefSheet) -> str:
    since = say_date(gap.logged_at.astimezone(sheet.material.zone).date(), sheet.material.today)
    weight = SEVERITY_WORDS[gap.severity] if gap.severity else ""
    return f"Gap {gap_id(gap.id)} {said(gap.what, _WHAT)}: {weight} since {since}"
