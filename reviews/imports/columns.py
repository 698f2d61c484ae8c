"""Which of our fields each column of a file holds, by its name, and what kind of file that makes it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reviews.imports.fields import FIELDS, NEEDED
from reviews.imports.headers import Header, plain, read_header
from reviews.imports.lines import MOST_COLUMNS
from reviews.imports.model import Choices, ImportKind, UnreadableFileError
from reviews.imports.sources import source_of
from reviews.imports.synonyms import names_of, weights

_DATA: Final = re.compile(r"[-+€$£]?\d[\d.,:/ T%-]*(?:[ap]m)?\Z|\S+@\S+\.\S+\Z|https?://", re.IGNORECASE)
_FILE_WORDS: Final[dict[str, ImportKind]] = {
    **dict.fromkeys(("account", "accounts", "companies", "customers", "organizations"), ImportKind.ACCOUNTS),
    **dict.fromkeys(("contact", "contacts", "people"), ImportKind.CONTACTS),
    **dict.fromkeys(("incident", "incidents", "outages"), ImportKind.INCIDENTS),
    **dict.fromkeys(("usage", "activity", "analytics", "mau"), ImportKind.USAGE),
    **dict.fromkeys(("ticket", "tickets", "case", "cases", "conversations"), ImportKind.TICKETS),
    **dict.fromkeys(("touches", "touch", "meetings", "calls", "engagements", "activities"), ImportKind.TOUCHES),
    **dict.fromkeys(("survey", "surveys", "nps", "csat", "responses"), ImportKind.SURVEYS),
    **dict.fromkeys(("contract", "contracts", "subscriptions"), ImportKind.CONTRACTS),
}
_SURE: Final = 3
"""How much must be known of a header before a file is taken for something."""
_CRMS: Final = frozenset({"salesforce", "hubspot"})
_TURNOVER: Final = frozenset({"annual revenue", "annual revenue converted"})
Use = tuple[Header, str | None]
"""A column and the field it holds."""


@dataclass(frozen=True, slots=True)
class Match:
    """What the columns of a file are, read as one kind. `missing`: fields of which one each is needed.

    `twice`: columns whose name stands in the header before, for a field that it needs.
    """

    kind: ImportKind
    uses: tuple[Use, ...]
    missing: tuple[tuple[str, ...], ...]
    twice: tuple[Use, ...]
    score: int


def match_columns(header: Sequence[str], choices: Choices, name: str = "") -> Match:
    """The file's kind and fields. Raises UnreadableFileError saying what was understood, what is missing and how to
    name it.
    """
    headers = _checked(header)
    if choices.kind is not None:
        return _whole(_match(choices.kind, headers, choices), headers)
    read = (_match(kind, headers, choices, name) for kind in ImportKind)
    whole = sorted((each for each in read if not each.missing and each.score >= _SURE), key=lambda each: -each.score)
    if not whole:
        raise UnreadableFileError(_no_kind(headers, choices))
    if len(whole) > 1 and whole[0].score - whole[1].score < 2:
        near = [each.kind for each in whole if whole[0].score - each.score < 2]
        raise UnreadableFileError(f"This file can be read as {_either(near)}. Say which of them it is.")
    return _whole(whole[0], headers)


def _checked(header: Sequence[str]) -> tuple[Header, ...]:
    filled = [cell for cell in header if cell.strip()]
    if not filled:
        raise UnreadableFileError("The file has no header line. Its first line must name the columns.")
    if len(header) > MOST_COLUMNS:
        raise UnreadableFileError(f"The file has {len(header):,} columns; at most {MOST_COLUMNS} are read.")
    return tuple(map(read_header, header))


def _match(kind: ImportKind, headers: Sequence[Header], choices: Choices, name: str = "") -> Match:
    chosen = _chosen(kind, headers, choices)
    found, twice = _found(kind, headers, chosen)
    if kind is ImportKind.ACCOUNTS:
        _spare_turnover(headers, chosen, found)
    uses = tuple((header, found.get(place)) for place, header in enumerate(headers))
    there = set(found.values())
    missing = tuple(one_of for one_of in NEEDED[kind] if there.isdisjoint(one_of))
    return Match(kind, uses, missing, twice, _score(kind, uses, name))


def _chosen(kind: ImportKind, headers: Sequence[Header], choices: Choices) -> dict[int, str]:
    """The columns that somebody said the field of, by place; "" leaves one alone."""
    chosen: dict[int, str] = {}
    for named, field in choices.columns:
        places = [p for p, header in enumerate(headers) if header.written == named.strip()] or [
            p for p, header in enumerate(headers) if plain(header.written) == plain(named)
        ]
        if field and field not in FIELDS[kind] and choices.kind is not None:
            known = ", ".join(FIELDS[kind])
            raise UnreadableFileError(f"“{field}” is no field of {kind}. “{named}” can be one of: {known}.")
        if not places and choices.kind is not None:
            said = ", ".join(f"“{header.written}”" for header in headers[:20])
            raise UnreadableFileError(f"The file has no column “{named}”. It has {said}.")
        chosen.update(dict.fromkeys(places, field if field in FIELDS[kind] else ""))
    return chosen


def _spare_turnover(headers: Sequence[Header], chosen: Mapping[int, str], found: dict[int, str]) -> None:
    """In a CRM's own export "Annual Revenue" is what the customer earns, not what it pays us."""
    if source_of(header.plain for header in headers) in _CRMS:
        for place, header in enumerate(headers):
            if header.plain in _TURNOVER and place not in chosen:
                found.pop(place, None)


def _found(
    kind: ImportKind, headers: Sequence[Header], chosen: Mapping[int, str]
) -> tuple[dict[int, str], tuple[Use, ...]]:
    """The field of each place, and the columns named like one before. Of several with one meaning the surest wins."""
    found = {place: field for place, field in chosen.items() if field}
    taken = {field: headers[place] for place, field in found.items()}
    twice: list[Use] = []
    ranked: list[tuple[int, int, str]] = []
    for place, header in enumerate(headers):
        known = _known(kind, header)
        if known and place not in chosen:
            ranked.append((known[1], place, known[0]))
    for _, place, field in sorted(ranked):
        if field not in taken:
            taken[field] = headers[place]
            found[place] = field
        elif plain(taken[field].written) == plain(headers[place].written):
            twice.append((headers[place], field))
    return found, tuple(twice)


def _known(kind: ImportKind, header: Header) -> tuple[str, int] | None:
    """The field a header means and the rank of that name."""
    names = names_of(kind)
    flat = header.plain.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    said = plain(header.written)
    return names.get(said) or names.get(header.plain) or names.get(flat) or _own_name(kind, header.plain)


def _own_name(kind: ImportKind, said: str) -> tuple[str, int] | None:
    field = said.replace(" ", "_")
    return (field, 0) if field in FIELDS[kind] else None


def _score(kind: ImportKind, uses: Sequence[Use], name: str) -> int:
    """How much a file looks like one of this kind: by names that few kinds use, by the usual names of fields, and
    by its own name. A list of customers needs little, so what it leaves unread counts against it.
    """
    known, names = weights(), names_of(kind)
    score = sum(known.get(header.plain, 1) for header, field in uses if field)
    score += sum(2 for header, field in uses if field and names.get(header.plain) == (field, 0))
    if kind is ImportKind.ACCOUNTS:
        score -= sum(1 for header, field in uses if field is None and header.plain)
    words = plain(name.rpartition(".")[0] or name).split()
    return score + (4 if any(_FILE_WORDS.get(word) is kind for word in words) else 0)


def _whole(match: Match, headers: Sequence[Header]) -> Match:
    if match.twice:
        header, field = match.twice[0]
        raise UnreadableFileError(
            f"The header names “{header.written}” twice, and both would be the {field}. Rename the one that is not."
        )
    if not match.missing:
        return match
    said = [f"“{header.written}” as {field}" for header, field in match.uses if field]
    lacking = " and ".join(" or ".join(one_of[:3]) for one_of in match.missing)
    raise UnreadableFileError(
        f"{_headless(headers)}For {match.kind} the file lacks a column for {lacking}. I understood "
        f"{', '.join(said) or 'none of its columns'}. Rename the column, or name it in a mapping file: "
        f'[columns] "{_unused(match)}" = "{match.missing[0][0]}".'
    )


def _unused(match: Match) -> str:
    return next((header.written for header, field in match.uses if field is None and header.written), "Their name")


def _headless(headers: Sequence[Header]) -> str:
    """A first sentence where the first line looks like data."""
    data = [header.written for header in headers if _DATA.match(header.written)]
    if data and len(data) * 3 >= len(headers):
        return f"The first line looks like data (“{data[0]}”), not like column names: put a header line above it. "
    return ""


def _no_kind(headers: Sequence[Header], choices: Choices) -> str:
    nearest = min(
        (_match(kind, headers, choices) for kind in ImportKind), key=lambda each: (len(each.missing), -each.score)
    )
    lacking = " and ".join(" or ".join(one_of[:3]) for one_of in nearest.missing)
    near = f"The nearest is {nearest.kind}, which lacks a column for {lacking}. " if lacking else ""
    doubled = [word for word, many in Counter(header.plain for header in headers).items() if many > 1 and word]
    said = ", ".join(f"“{header.written}”" for header in headers[:12])
    return (
        f"{_headless(headers)}I cannot tell what this file is about. Its columns are {said}. {near}"
        + (f"“{doubled[0]}” stands in the header twice. " if doubled else "")
        + "Say what it is about."
    )


def _either(kinds: Sequence[ImportKind]) -> str:
    return f"{', '.join(kinds[:-1])} or {kinds[-1]}"
