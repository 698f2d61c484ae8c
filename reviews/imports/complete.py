"""What the cells of one line make together: a fact's own fields, with what follows from others and what cannot be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from typing import Final

from reviews.facts import Direction, SurveyKind, TookPart, TouchKind
from reviews.imports.cell_error import CellError
from reviews.imports.cell_words import Standing
from reviews.imports.complete_usage import usage_completer
from reviews.imports.headers import read_header
from reviews.imports.line_values import Complete, Values, has, moments_of, settle_moments
from reviews.imports.model import FileShape, ImportKind

_BEST: Final = {SurveyKind.NPS: 10.0, SurveyKind.CSAT: 5.0, SurveyKind.CES: 7.0}
_DONE: Final = {
    "opened_at": "was opened",
    "first_reply_at": "answered",
    "solved_at": "solved",
    "started_at": "began",
    "acknowledged_at": "acknowledged",
    "fixed_at": "fixed",
}


def completer(shape: FileShape, zone: tzinfo) -> Complete:
    """The function that finishes the values of each line of such a file in place. It raises CellError."""
    make = _MAKERS.get(shape.kind)
    return make(shape, zone) if make else _nothing


def _nothing(_: Values) -> None:
    pass


def _ticket(shape: FileShape, zone: tzinfo) -> Complete:
    moments, status = moments_of(shape), has(shape, "status")
    solved = has(shape, "solved_at")
    reply_after, solved_after = has(shape, "first_reply_after"), has(shape, "solved_after")

    def complete(values: Values) -> None:
        settle_moments(values, moments)
        if reply_after:
            _after(values, "first_reply_after", "first_reply_at", "opened_at")
        if solved_after:
            _after(values, "solved_after", "solved_at", "opened_at")
        if status:
            _standing(values, values.pop("status"))
        _in_order(values, "opened_at", "first_reply_at", zone)
        if solved or "solved_at" in values:
            _in_order(values, "opened_at", "solved_at", zone)

    return complete


def _standing(values: Values, status: Standing | None) -> None:
    """An open ticket is not solved, whatever was before; a solved one was, at the latest when it last changed."""
    if status is Standing.OPEN:
        values["solved_at"] = None
    elif status is Standing.SOLVED and values.get("solved_at") is None:
        changed = values.get("as_of")
        if changed is None:
            raise CellError("It is solved, but no column says when. Add a column Solved at or Updated at.", "status")
        values["solved_at"] = changed[0]


def _incident(shape: FileShape, zone: tzinfo) -> Complete:
    moments = moments_of(shape)
    ack_after, fixed_after = has(shape, "acknowledged_after"), has(shape, "fixed_after")

    def complete(values: Values) -> None:
        settle_moments(values, moments)
        if ack_after:
            _after(values, "acknowledged_after", "acknowledged_at", "started_at")
        if fixed_after:
            _after(values, "fixed_after", "fixed_at", "started_at")
        _in_order(values, "started_at", "acknowledged_at", zone)
        _in_order(values, "started_at", "fixed_at", zone)

    return complete


def _after(values: Values, span: str, moment: str, since: str) -> None:
    """A moment by how long after another it was, where no column gives it itself."""
    length: timedelta | None = values.pop(span)
    if values.get(moment) is None:
        values[moment] = None if length is None or values[since] is None else values[since] + length


def _in_order(values: Values, first: str, then: str, zone: tzinfo) -> None:
    before: datetime | None = values[first]
    after: datetime | None = values.get(then)
    if before is None or after is None or after >= before:
        return
    if values["day_only"] and after.astimezone(zone).date() >= before.astimezone(zone).date():
        values[then] = before
        return
    raise CellError(f"It was {_DONE[then]} before it {_DONE[first]}. Correct one of the two.", then)


def _touch(shape: FileShape, _: tzinfo) -> Complete:
    moments = moments_of(shape)

    def complete(values: Values) -> None:
        settle_moments(values, moments)
        values["kind"] = kind = values.get("kind") or TouchKind.OTHER
        values["direction"] = values.get("direction") or _usual_direction(kind, values.get("took_part"))

    return complete


def _usual_direction(kind: TouchKind, took_part: TookPart | None) -> Direction:
    """Who reached out where the file does not say: nothing is claimed of the customer that is not known."""
    if took_part in {TookPart.DECLINED, TookPart.ABSENT}:
        return Direction.OURS
    met = kind in {TouchKind.CALL, TouchKind.MEETING, TouchKind.VISIT}
    return Direction.BOTH if met else Direction.OURS


def _survey(shape: FileShape, _: tzinfo) -> Complete:
    moments = moments_of(shape)
    said = next((use.how.rpartition(", ")[2] for use in shape.columns if use.field == "score"), "")
    usual = next((kind for kind in SurveyKind if kind.value == said.casefold()), None)

    def complete(values: Values) -> None:
        settle_moments(values, moments)
        del values["day_only"]
        kind = values.get("survey") or usual
        best = values.get("best") or (_BEST.get(kind) if kind else None)
        score = values["score"]
        if kind is None or best is None:
            raise CellError("It does not say which survey this is. Write NPS, CSAT or CES, or a scale.", "survey")
        values["survey"], values["best"] = kind, best
        least = 0 if kind is SurveyKind.NPS or kind is SurveyKind.OTHER else 1
        if score is not None and not least <= score <= best:
            raise CellError(f"{score:g} is outside {least} to {best:g}, the scale of {kind.value.upper()}.", "score")

    return complete


def _money(field: str, monthly: str | None = None) -> Callable[[FileShape, tzinfo], Complete]:
    def make(shape: FileShape, _: tzinfo) -> Complete:
        headers = [read_header(use.header).currency for use in shape.columns if use.field in {field, monthly}]
        usual = next(filter(None, headers), None)
        own = has(shape, "currency")

        def complete(values: Values) -> None:
            amount = values.get(field)
            month = values.pop(monthly, None) if monthly else None
            if amount is None and month is not None:
                amount = (month[0] * 12, month[1])
            if amount is not None:
                values[field] = amount[0]
                currency = (values.get("currency") if own else None) or amount[1] or usual
                if currency:
                    values["currency"] = currency
            elif month is None and monthly and headers:
                values[field] = None

        return complete

    return make


def _contact(_: FileShape, __: tzinfo) -> Complete:
    def complete(values: Values) -> None:
        first, last = values.pop("first_name", None), values.pop("last_name", None)
        name = values.get("name") or " ".join(filter(None, (first, last))) or values.get("email")
        if not name:
            raise CellError("It names nobody. Fill in a name.", "name")
        values["name"] = name
        if "champion" in values:
            values["champion"] = bool(values["champion"])

    return complete


_MAKERS: Final[dict[ImportKind, Callable[[FileShape, tzinfo], Complete]]] = {
    ImportKind.ACCOUNTS: _money("arr", "mrr"),
    ImportKind.CONTACTS: _contact,
    ImportKind.INCIDENTS: _incident,
    ImportKind.USAGE: usage_completer,
    ImportKind.TICKETS: _ticket,
    ImportKind.TOUCHES: _touch,
    ImportKind.SURVEYS: _survey,
    ImportKind.CONTRACTS: _money("value"),
}
