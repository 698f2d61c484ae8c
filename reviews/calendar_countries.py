"""Which country a time zone lies in, which one somebody names, and what is celebrated there on a day."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from reviews.calendar_years import country_year

# Old names of zones whose modern rules were merged with a neighbour's: following the link would cross a border.
_OWN_COUNTRY = {
    "Africa/Asmera": "ER",
    "Africa/Timbuktu": "ML",
    "America/Coral_Harbour": "CA",
    "America/Virgin": "VI",
    "Antarctica/South_Pole": "AQ",
    "Atlantic/Jan_Mayen": "SJ",
    "Iceland": "IS",
    "Pacific/Ponape": "FM",
    "Pacific/Truk": "FM",
    "Pacific/Yap": "FM",
}
# These name a clock that many countries share, not a place.
_NO_COUNTRY = frozenset({"CET", "EET", "EST", "HST", "MET", "MST", "WET"})

_ALSO_CALLED = {
    "america": "US",
    "bosnia": "BA",
    "burma": "MM",
    "congo": "CG",
    "czechia": "CZ",
    "dr congo": "CD",
    "emirates": "AE",
    "england": "GB-ENG",
    "great britain": "GB",
    "holland": "NL",
    "ivory coast": "CI",
    "korea": "KR",
    "macao": "MO",
    "northern ireland": "GB-NIR",
    "russian federation": "RU",
    "scotland": "GB-SCT",
    "swaziland": "SZ",
    "turkiye": "TR",
    "uae": "AE",
    "united kingdom": "GB",
    "united states of america": "US",
    "vatican": "VA",
    "viet nam": "VN",
    "wales": "GB-WLS",
}


@cache
def country_of(zone: str) -> str | None:
    """The ISO code of the country a zone lies in, "Asia/Calcutta" and "US/Pacific" too; None for "UTC" and the like.

    Read from the time zone database's `zone.tab`: `zone1970.tab` gives Oslo and Stockholm to Germany,
    since their clocks have agreed since 1970.
    """
    if zone in _NO_COUNTRY:
        return None
    places = _country_by_zone()
    return _OWN_COUNTRY.get(zone) or places.get(zone) or places.get(_zone_links().get(zone, ""))


def holiday_name(country: str | None, day: date) -> str | None:
    """The public holiday kept there on that day, in English; None when it is a day like others."""
    known = country_year(country, day.year) if country else None
    return known.holidays.get(day) if known else None


@lru_cache(maxsize=1024)
def public_holidays(country: str | None, year: int) -> frozenset[date]:
    """Every public holiday of that country or region in that year, on weekends too."""
    known = country_year(country, year) if country else None
    return frozenset(known.holidays) if known else frozenset()


@lru_cache(maxsize=1024)
def read_country(text: str) -> str | None:
    """The country or region somebody typed, as "DE" or "DE-BY"; None when no holidays are known for it.

    Reads codes and English names in any case: "de", "DEU", "Germany", "de-by", "Bayern, Germany", "UK".
    """
    words = _plain(text[:80]).split()
    if whole := _country(words):
        return whole
    for cut in range(1, len(words)):
        for country, region in ((words[:cut], words[cut:]), (words[cut:], words[:cut])):
            if found := _with_region(_country(country), region):
                return found
    return None


def _plain(text: str) -> str:
    """Lower case, without accents and signs."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^\w]|_", " ", bare.replace("&", " and ").replace(".", "")).split())


def _country(words: Sequence[str]) -> str | None:
    name = " ".join(words).removeprefix("the ")
    return _codes().get(name) or _codes().get(_names().get(name, "").lower()) or _ALSO_CALLED.get(name)


def _with_region(country: str | None, words: Sequence[str]) -> str | None:
    if country is None or "-" in country:
        return None
    region = _regions(country).get(" ".join(words))
    return f"{country}-{region}" if region else None


@cache
def _codes() -> dict[str, str]:
    """Codes of two and three letters, in lower case, to the ISO code, for the countries with known holidays."""
    from holidays import country_holidays, list_supported_countries  # noqa: PLC0415  slower than all of reviews

    return {code.lower(): country_holidays(code).country for code in list_supported_countries()}


@cache
def _regions(country: str) -> dict[str, str]:
    """What a country's regions are called, plain, to their codes."""
    from holidays import country_holidays  # noqa: PLC0415  slower than all of reviews

    known = country_holidays(country)
    by_name = {_plain(name): code for name, code in known.subdivisions_aliases.items()}
    return by_name | {_plain(code): code for code in known.subdivisions}


@cache
def _names() -> dict[str, str]:
    """English names, plain, to two-letter codes; a name that is two countries' is nobody's."""
    found: dict[str, set[str]] = {}
    for code, name in _rows("iso3166.tab"):
        for each in _name_forms(name):
            found.setdefault(each, set()).add(code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


def _name_forms(name: str) -> set[str]:
    """Every way to say it: "Korea (South)" is "korea south", "south korea" and, were there but one, "korea"."""
    head, _, note = name.rstrip(")").partition("(")
    return {_plain(form) for form in (name, f"{note} {head}", head)}


@cache
def _country_by_zone() -> dict[str, str]:
    return {row[2]: row[0] for row in _rows("zone.tab")}


@cache
def _zone_links() -> dict[str, str]:
    """Other names of zones to the name that has the rules."""
    rows = (line.split() for line in _lines("tzdata.zi"))
    return {row[2]: row[1] for row in rows if row[0] == "L"}


def _rows(name: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in _lines(name))


def _lines(name: str) -> Iterator[str]:
    text = (files("tzdata") / "zoneinfo" / name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))
