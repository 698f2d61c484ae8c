"""What a holiday calendar is called, and the name nearest to one that was mistyped."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from reviews.calendar import read_country
from reviews.near import nearest

_SHORT = {
    "GB": "the United Kingdom",
    "US": "the United States",
    "AE": "the United Arab Emirates",
    "NL": "the Netherlands",
}


def country_words(code: str) -> str:
    """`Germany` for "DE", `Bayern, Germany` for "DE-BY"; the code itself where it has no name."""
    country, _, region = code.partition("-")
    name = _SHORT.get(country) or _names().get(country, country)
    return f"{_region(country, region)}, {name}" if region else name


def nearest_country(typed: str) -> str | None:
    """The country whose name is nearest to what was typed, if holidays are known for it."""
    near = nearest(typed.strip(), _names().values())
    return near if near and read_country(near) else None


@cache
def _names() -> dict[str, str]:
    """ISO codes to English names; "Korea (South)" is read as "South Korea"."""
    text = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {code: re.sub(r"^(\w+) \((North|South)\)$", r"\2 \1", name) for code, name in rows}


@cache
def _region(country: str, region: str) -> str:
    """What people there call the region; its code where the library has no name."""
    from holidays import country_holidays  # noqa: PLC0415  slower than all of reviews

    aliases = country_holidays(country).subdivisions_aliases
    return next((name for name, code in aliases.items() if code == region), region)
