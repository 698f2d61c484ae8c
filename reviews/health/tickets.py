"""What they ask support for: far less of it, or of another kind. Fewer tickets are no good news by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from reviews.facts import FactKind, Ticket, TicketKind
from reviews.health.model import NotKnown, Part, Reading, Signal, SignalName, View
from reviews.health.windows import WEEKS, counted, day_of, quarters, source_of, source_words
from reviews.ticket_reading import FELL_BY, LEAST_BEFORE, LEAST_LEAVING, TURNED_TO

_SILENT: Final = "No support system was read in the last two weeks, so few tickets may mean nothing."
_LEAVING: Final = frozenset({TicketKind.DATA, TicketKind.CONTRACT})
_UNHEARD: Final = "what they ask elsewhere, or no longer ask"
_OPENED: Final = attrgetter("opened_at")


def tickets_fell(view: View) -> Reading:
    """Far fewer than in the quarter before: people who have given up do not write."""
    now, before = quarters(view, view.facts.tickets, _OPENED)
    if view.facts.is_silent(FactKind.TICKET):
        return NotKnown(SignalName.TICKETS_FELL, Part.ENGAGEMENT, _SILENT)
    head = f"{counted(len(now), 'ticket')} in {WEEKS}, {len(before)} in the 13 before"
    least = len(before) * (1 - FELL_BY)
    if len(before) < LEAST_BEFORE:
        sentence = f"{head}; too few to say that they fell"
        return _signal(view, SignalName.TICKETS_FELL, 0.0, sentence, len(now), least, None)
    if len(now) > least:
        return _signal(view, SignalName.TICKETS_FELL, 0.0, head, len(now), least, None)
    fell = 1 - len(now) / len(before)
    strength = 0.2 + 0.4 * (fell - FELL_BY) / FELL_BY
    sentence = f"{head}: people who give up stop asking"
    return _signal(view, SignalName.TICKETS_FELL, strength, sentence, len(now), least, _newest(now or before))


def tickets_turned(view: View) -> Reading:
    """A turn from how-to and requests to getting data out and to terms."""
    now, before = quarters(view, view.facts.tickets, _OPENED)
    kinds = [each for each in now if each.kind is not None]
    if not kinds and (now or view.facts.is_silent(FactKind.TICKET)):
        missing = "Nobody noted what kind of tickets they are." if now else _SILENT
        return NotKnown(SignalName.TICKETS_TURNED, Part.ENGAGEMENT, missing)
    leaving = [each for each in kinds if each.kind in _LEAVING]
    then = [each for each in before if each.kind is not None]
    left_before = sum(1 for each in then if each.kind in _LEAVING)
    share = len(leaving) / len(kinds) if kinds else 0.0
    was = left_before / len(then) if then else 0.0
    head = f"{len(leaving)} of {counted(len(kinds), 'ticket')} in {WEEKS} about data exports or the contract"
    sentence = f"{head}, {left_before} of {len(then)} in the 13 before"
    turned = len(leaving) >= LEAST_LEAVING and share >= TURNED_TO and share > was
    strength = 0.35 + 0.5 * (share - TURNED_TO) / (1 - TURNED_TO) if turned else 0.0
    shown = _newest(leaving) if leaving else None
    return _signal(view, SignalName.TICKETS_TURNED, strength, sentence, len(leaving), LEAST_LEAVING, shown)


def _newest(tickets: Sequence[Ticket]) -> Ticket:
    return max(tickets, key=lambda each: (each.opened_at, each.id))


def _signal(
    view: View,
    name: SignalName,
    strength: float,
    sentence: str,
    number: float,
    threshold: float,
    shown: Ticket | None,
) -> Signal:
    read = view.facts.read_of(FactKind.TICKET)
    return Signal(
        *(name, Part.ENGAGEMENT, strength, sentence, number, threshold),
        source_words(shown.source) if shown else source_of(view, FactKind.TICKET),
        day_of(shown.opened_at) if shown else (read.covers_until if read else None),
        _UNHEARD,
        shown.link if shown else None,
        # That nobody turns away is no sign of life: tickets only ever speak against.
        spoken_for=False,
    )
