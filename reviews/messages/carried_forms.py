"""The form for what came over from last time: each thing is kept, closed or given a new date."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reviews.closing import QUESTION_LABELS
from reviews.messages import ids
from reviews.messages.item_forms import View
from reviews.messages.parts import Block, context, date_input, divider, field, menu, modal, option, section, text_input
from reviews.messages.words import action_line, gap_line, mark_words, said
from reviews.model import Carried, CarriedChoice, CarriedKind, Question
from reviews.sitting import Sitting

_CARRIED_ON_ONE_FORM = 10


def carried_form(sitting: Sitting, about: Mapping[str, object], chosen: Mapping[str, str] | None = None) -> View:
    """What last time left, item by item. Fields per item n: choice.n, and date.n with why.n for a new date."""
    waiting = sitting.unsettled[:_CARRIED_ON_ONE_FORM]
    left = len(sitting.unsettled) - len(waiting)
    blocks: list[Block] = [section("Each of these is kept as it is, closed, or given a new date.")]
    for item in waiting:
        blocks += _carried_item(sitting, item, (chosen or {}).get(carried_key(item)))
    if left:
        blocks.append(context(f"{left} more {'comes' if left == 1 else 'come'} after these."))
    about = {**about, "review": sitting.review.id}
    return modal(ids.FORM_CARRIED, "From last time", blocks, submit="Settle", about=about)


def carried_key(item: Carried) -> str:
    """The part of a field's name that says which carried item it is about."""
    return f"{item.kind}:{item.ref}"


def _carried_item(sitting: Sitting, item: Carried, chosen: str | None) -> list[Block]:
    key = carried_key(item)
    text, options = _carried_text(sitting, item), _carried_options(item)
    element = menu(f"{ids.CARRIED_CHOICE}.{key}", options, placeholder="Choose", chosen=chosen)
    blocks: list[Block] = [
        divider(),
        section(text),
        field(f"choice.{key}", "What about it?", element, optional=True, live=item.kind is not CarriedKind.MARK),
    ]
    if chosen == CarriedChoice.REDATED:
        blocks += [
            field(f"date.{key}", "New date", date_input(f"date.{key}"), optional=True),
            field(f"why.{key}", "Why does it move?", text_input(f"why.{key}", most=300), optional=True),
        ]
    return blocks


def _carried_text(sitting: Sitting, item: Carried) -> str:
    if item.kind is CarriedKind.MARK:
        question = Question(item.ref)
        then = sitting.last.mark(question) if sitting.last else None
        line = f": {said(then.evidence)}" if then and then.evidence else ""
        return f"*{QUESTION_LABELS[question]}* {mark_words(then)}{line}"
    if item.kind is CarriedKind.GAP:
        gap = sitting.gap(item.ref)
        return gap_line(gap, sitting.name(gap.owner), sitting.today) if gap else f"G-{item.ref} has ended meanwhile."
    action = sitting.action(item.ref)
    if action is None:
        return f"A-{item.ref} has ended meanwhile."
    return action_line(action, sitting.name(action.owner), sitting.today)


def _carried_options(item: Carried) -> list[dict[str, Any]]:
    if item.kind is CarriedKind.MARK:
        return [
            option("Keep: still true", CarriedChoice.KEPT),
            option("Mark it anew in its step", CarriedChoice.CLOSED),
        ]
    closed = "Close: it is gone" if item.kind is CarriedKind.GAP else "Close: it is done"
    kept = "Keep: as it is" if item.kind is CarriedKind.GAP else "Keep: it stays late"
    return [
        option(kept, CarriedChoice.KEPT),
        option(closed, CarriedChoice.CLOSED),
        option("New date", CarriedChoice.REDATED),
    ]
