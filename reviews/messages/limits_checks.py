"""Small checks, from which Slack's limits are put together.

A check takes a value and the path of its place, and yields a sentence for each problem.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from math import isfinite
from typing import Any

Check = Callable[[Any, str], Iterator[str]]


def under(path: str, name: str) -> str:
    """Return the path of a field inside `path`."""
    return f"{path}.{name}" if path else name


def string(most: int, *, least: int = 1) -> Check:
    """Check for a string of `least` to `most` characters."""

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield f"{path}: must be a string, is {kind(value)}"
        elif len(value) < least:
            yield f"{path}: empty, at least {least} character{'s'[: least > 1]}"
        elif len(value) > most:
            yield f"{path}: {len(value):,} characters, at most {most:,}"

    return check


def boolean(value: Any, path: str) -> Iterator[str]:
    """Check for true or false."""
    if not isinstance(value, bool):
        yield f"{path}: must be true or false, is {kind(value)}"


def whole_number(least: int, most: int) -> Check:
    """Check for a whole number in a range."""

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield f"{path}: must be a whole number, is {kind(value)}"
        elif not least <= value <= most:
            yield f"{path}: {value}, must be from {least} to {most}"

    return check


def number(value: Any, path: str) -> Iterator[str]:
    """Check for a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        yield f"{path}: must be a number, is {kind(value)}"


def one_of(*choices: object) -> Check:
    """Check for one of the listed values."""

    def check(value: Any, path: str) -> Iterator[str]:
        if value not in choices:
            yield f"{path}: {value!r} is not one of {', '.join(map(str, choices))}"

    return check


def matching(test: Callable[[str], bool], wanted: str) -> Check:
    """Check for a string that passes `test`; `wanted` says what it should look like."""

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, str) or not test(value):
            yield f"{path}: {value!r} is not {wanted}"

    return check


def array(item: Check, *, least: int = 1, most: int) -> Check:
    """Check for a list of `least` to `most` items, each passing `item`."""

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, list | tuple):
            yield f"{path}: must be a list, is {kind(value)}"
            return
        if not least <= len(value) <= most:
            yield f"{path}: {len(value):,} items, {count_words(least, most)}"
        for index, each in enumerate(value):
            yield from item(each, f"{path}[{index}]")

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """Check for an object with these fields and no others."""
    known = {**(optional or {}), **required}

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, Mapping):
            yield f"{path}: must be an object, is {kind(value)}"
            return
        yield from (f"{under(path, name)}: missing" for name in required if name not in value)
        for name, held in value.items():
            field = under(path, str(name))
            yield from (known[name](held, field) if name in known else [f"{field}: Slack knows no such field here"])

    return check


def by_type(shapes: Mapping[str, Check], *, called: str) -> Check:
    """Check for an object whose `type` names one of `shapes`."""

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, Mapping):
            yield f"{path}: must be an object, is {kind(value)}"
        elif not isinstance(value.get("type"), str):
            yield f"{under(path, 'type')}: missing"
        elif value["type"] not in shapes:
            yield f"{under(path, 'type')}: {value['type']!r} is not {called} ({', '.join(sorted(shapes))})"
        else:
            yield from shapes[value["type"]](value, path)

    return check


def text(most: int, *types: str) -> Check:
    """Check for a text object of these types (both when none is named), 1 to `most` characters."""
    shapes = {
        "plain_text": shape({"type": one_of("plain_text"), "text": string(most)}, {"emoji": boolean}),
        "mrkdwn": shape({"type": one_of("mrkdwn"), "text": string(most)}, {"verbatim": boolean}),
    }
    return by_type({name: shapes[name] for name in types or tuple(shapes)}, called="a text type allowed here")


def also(check: Check, *others: Check) -> Check:
    """Run further checks on a value, once its own shape holds."""

    def both(value: Any, path: str) -> Iterator[str]:
        problems = list(check(value, path))
        yield from problems
        if not problems:
            for other in others:
                yield from other(value, path)

    return both


def exactly_one_of(*names: str) -> Check:
    """Check that an object holds exactly one of these fields."""

    def check(value: Any, path: str) -> Iterator[str]:
        held = [name for name in names if name in value]
        if len(held) != 1:
            yield f"{path}: needs exactly one of {' or '.join(names)}, has {len(held)}"

    return check


def repeated(values: Iterable[Any]) -> list[Any]:
    """Return the values that occur more than once, in order of their second showing."""
    seen: set[Any] = set()
    again: dict[Any, None] = {}
    for value in values:
        if value in seen:
            again[value] = None
        seen.add(value)
    return list(again)


def anything(_value: Any, _path: str) -> Iterator[str]:
    """Accept every value."""
    return iter(())


def count_words(least: int, most: int) -> str:
    """Return how many items are allowed, in words."""
    return f"at least {least} and at most {most:,}" if least else f"at most {most:,}"


def kind(value: Any) -> str:
    """Return what a value is, in JSON's words."""
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number" if isinstance(value, int | float) else type(value).__name__)
