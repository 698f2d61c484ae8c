"""A workspace in which one function wrote every word, and what is rendered from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from reviews.model import (
    Action,
    ActionState,
    CarriedKind,
    Gap,
    MarkColour,
    Question,
    Severity,
    StepName,
)
from reviews.sitting import Sitting
from reviews.text import one_line
from tests.builders import account, action, carried, days, gap, last_time, mark, sitting, step

Fill = Callable[[str], str]
Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rendered:
    """One message or form, and the slots whose words a person must find in it: to see, and to hear."""

    name: str
    payload: Payload
    shows: tuple[str, ...] = ()
    speaks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class World:
    """A review in which `fill` wrote all words, with so many gaps, actions and carried things."""

    fill: Fill
    many: int = 2
    carried: int = 3

    def gaps(self) -> tuple[Gap, ...]:
        return tuple(self._gap(number) for number in range(1, self.many + 1))

    def _gap(self, number: int) -> Gap:
        fill, severities = self.fill, (*Severity, None)
        return gap(
            number,
            fill("gap"),
            affects=fill("affects"),
            frequency=fill("often"),
            reason=fill("reason"),
            severity=severities[-number % len(severities)],
            owner=None if number % 3 == 0 else "U1",
            update_on=days(number % 9),
        )

    def actions(self) -> tuple[Action, ...]:
        return tuple(self._action(number) for number in range(1, self.many + 1))

    def _action(self, number: int) -> Action:
        fill, blocked = self.fill, number % 2 == 0
        return action(
            number,
            fill("action"),
            due=days(number % 12 - 6),
            moves=number % 4,
            counterpart=fill("with"),
            insisted=True,
            state=ActionState.BLOCKED if blocked else ActionState.OPEN,
            blocked_why=fill("blocked") if blocked else None,
            gap_id=1,
        )

    def names(self) -> dict[str, str]:
        return {user: one_line(self.fill("name"), 60) for user in ("U1", "U2")}

    def sitting(self, **fields: Any) -> Sitting:
        fill = self.fill
        marks = tuple(mark(q, MarkColour.RED, fill("evidence"), confirmed=fill("confirmed")) for q in Question)
        then = tuple(replace(m, evidence=fill("then"), review_id=6) for m in marks)
        items = [carried(CarriedKind.MARK, q) for q in Question]
        items += [carried(kind, n) for n in range(1, self.carried) for kind in (CarriedKind.GAP, CarriedKind.ACTION)]
        given: dict[str, Any] = {
            "account": account(name=fill("account"), renewal_on=days(61)),
            "steps": tuple(step(n, note=fill("note")) for n in StepName),
            "marks": marks,
            "carried": tuple(items[: self.carried]),
            "gaps": self.gaps(),
            "actions": self.actions(),
            "last": last_time(marks=then, promised=self.actions()),
            "history": {m.question: (m,) for m in then},
            "names": self.names(),
        }
        return sitting(**(given | fields))
