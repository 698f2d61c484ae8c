"""A column's header made plain, and what its brackets say: unit, currency, scale."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from reviews.account_money import read_currency
from reviews.imports.day_words import bare

_BRACKETS: Final = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_OTHER: Final = re.compile(r"[\W_]+")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_SPAN_UNITS: Final = {
    **dict.fromkeys(["s", "sec", "secs", "second", "seconds", "sekunden", "segundos", "secondes"], "seconds"),
    **dict.fromkeys(["m", "min", "mins", "minute", "minutes", "minuten", "minutos"], "minutes"),
    **dict.fromkeys(["h", "hr", "hrs", "hour", "hours", "stunden", "std", "horas", "heures"], "hours"),
    **dict.fromkeys(["d", "day", "days", "tage", "dias", "jours"], "days"),
}


@dataclass(frozen=True, slots=True)
class Header:
    """A header as it is written, its plain words, and what stood in its brackets."""

    written: str
    plain: str
    inside: str = ""

    @property
    def span_unit(self) -> str | None:
        """Seconds, minutes, hours or days, where the header says so."""
        words = (*self.inside.split(), *reversed(self.plain.split()))
        return next((_SPAN_UNITS[word] for word in words if word in _SPAN_UNITS and len(word) > 1), None) or next(
            (_SPAN_UNITS[word] for word in self.inside.split() if word in _SPAN_UNITS), None
        )

    @property
    def currency(self) -> str | None:
        """The currency that stands in its brackets or at its end."""
        words = (*self.inside.split(), *self.written.split()[-1:])
        return next((code for word in words if (code := read_currency(word))), None)


@lru_cache(maxsize=2048)
def read_header(written: str) -> Header:
    """A header without case, accents, marks, spacing and units."""
    inside = " ".join(_OTHER.sub(" ", bare(" ".join(_BRACKETS.findall(written)))).split())
    signs = " ".join(sign for sign in "€$£¥₹" if sign in written)
    return Header(written, plain(_BRACKETS.sub(" ", written)) or plain(written), f"{inside} {signs}".strip())


def plain(text: str) -> str:
    """Words in lower case without accents, one space apart."""
    return " ".join(_OTHER.sub(" ", bare(_CAMEL.sub(" ", text)).replace("'s ", "s ")).split())
