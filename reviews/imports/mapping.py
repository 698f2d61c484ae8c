"""A small file (TOML) in which somebody says what a file of facts is instead of leaving it to us."""

from __future__ import annotations

import tomllib
from typing import Any, Final

from reviews.imports.cell_error import quoted
from reviews.imports.converters import zone_of
from reviews.imports.fields import FIELDS
from reviews.imports.model import Choices, ImportKind, UnreadableFileError

_KEYS: Final = ("kind", "source", "dates", "time_zone", "columns")
_DATES: Final = {"day-first": True, "month-first": False}
_LONGEST: Final = 100_000


def read_mapping(text: str) -> Choices:
    """What a mapping file says: `kind`, `source`, `dates` (day-first or month-first), `time_zone`, and under
    `[columns]` our field by their header, "" to leave one alone. Raises UnreadableFileError naming the key and what is
    allowed.
    """
    if len(text) > _LONGEST:
        raise UnreadableFileError("The mapping file is too long. It needs a few lines.")
    try:
        said = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as trouble:
        raise UnreadableFileError(f"The mapping file cannot be read: {trouble}.") from None
    for key in said:
        if key not in _KEYS:
            raise UnreadableFileError(f"The mapping file has a key {quoted(key)}. Allowed are {', '.join(_KEYS)}.")
    kind = _one_of(said, "kind", {each.value: each for each in ImportKind})
    return Choices(
        kind=kind,
        source=_word(said, "source"),
        columns=_columns(said.get("columns", {}), kind),
        day_first=_one_of(said, "dates", _DATES),
        time_zone=_zone(said),
    )


def _one_of(said: dict[str, Any], key: str, allowed: dict[str, Any]) -> Any:
    word = _word(said, key)
    if word is not None and word not in allowed:
        raise UnreadableFileError(f"In the mapping file {key} is {quoted(word)}. Allowed are {', '.join(allowed)}.")
    return None if word is None else allowed[word]


def _word(said: dict[str, Any], key: str) -> str | None:
    value = said.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip() or len(value) > 60:
        raise UnreadableFileError(f'In the mapping file {key} must be a word in quotes, such as {key} = "…".')
    return value.strip()


def _zone(said: dict[str, Any]) -> str:
    zone = _word(said, "time_zone") or "UTC"
    zone_of(zone)
    return zone


def _columns(said: object, kind: ImportKind | None) -> tuple[tuple[str, str], ...]:
    if not isinstance(said, dict):
        raise UnreadableFileError(
            'In the mapping file columns is a part of its own: [columns], then "Header" = "field".'
        )
    fields = FIELDS[kind] if kind else {name: field for each in FIELDS.values() for name, field in each.items()}
    for header, field in said.items():
        if not isinstance(field, str) or (field and field not in fields):
            about = f"of {kind}" if kind else "here"
            raise UnreadableFileError(
                f"In the mapping file {quoted(header)} is {quoted(str(field))}, which is no field {about}. "
                f'Allowed are {", ".join(fields)}, and "" to leave the column alone.'
            )
    return tuple(said.items())
