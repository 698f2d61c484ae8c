"""What somebody typed into the forms of a goal and of a reading, read kindly or sent back field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reviews.goals import GoalWords
from reviews.typed_numbers import NotANumber, TypedNumber, read_number

_SHARES = {"percent", "per cent", "share", "rate"}


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong, by the field it stands under. Plain text."""

    errors: Mapping[str, str]


def read_words(
    what: str | None, measure: str | None, baseline: str | None, target: str | None, due: date | None
) -> GoalWords | Wrong:
    """A goal's form. The unit may stand beside a number where no measure is named."""
    read = {name: _number(typed) for name, typed in (("baseline", baseline), ("target", target))}
    errors = {name: found.why for name, found in read.items() if isinstance(found, NotANumber)}
    numbers = {name: found for name, found in read.items() if isinstance(found, TypedNumber)}
    unit = (measure or "").strip() or next((each.unit for each in numbers.values() if each.unit), "")
    errors |= {name: _other_unit(each.unit, unit) for name, each in numbers.items() if not same_unit(each.unit, unit)}
    if errors:
        return Wrong(errors)
    values = {name: each.value for name, each in numbers.items()}
    return GoalWords(what or "", unit or None, values.get("baseline"), values.get("target"), due)


def read_value(typed: str | None, measure: str | None) -> TypedNumber | Wrong:
    """The value of a reading, in the goal's own unit."""
    found = read_number(typed or "") if typed else NotANumber("Where does it stand? Type a number such as 22 or 1.5.")
    if isinstance(found, NotANumber):
        return Wrong({"value": found.why})
    if measure and not same_unit(found.unit, measure):
        return Wrong({"value": _other_unit(found.unit, measure)})
    return found


def same_unit(unit: str, measure: str) -> bool:
    """Whether what was typed beside a number fits the measure: `min` and `mins` fit `minutes a close`, `h` does not."""
    short, long = unit.casefold().strip(". "), measure.casefold().strip()
    if not short or short in long:
        return True
    if short == "%":
        return any(word in long for word in _SHARES)
    letters = iter(long.split(" ", 1)[0])
    return bool(long) and short[0] == long[0] and all(letter in letters for letter in short)


def _number(typed: str | None) -> TypedNumber | NotANumber | None:
    return read_number(typed) if typed else None


def _other_unit(unit: str, measure: str) -> str:
    return f"It is counted in “{measure}”, and I read “{unit}” here. Type the number in {measure}."
