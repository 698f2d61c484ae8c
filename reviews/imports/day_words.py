"""Months and days of the week as files write them: English, German, Spanish and French, without accents."""

from __future__ import annotations

import unicodedata
from typing import Final

_SPELT: Final = (
    "january jan januar jaenner janner janv janvier enero ene",
    "february feb februar febrero febr fevrier fevr fev",
    "march mar maerz marz mrz mars marzo",
    "april apr avril avr abril abr",
    "may mai mayo",
    "june jun juni juin junio",
    "july jul juli juillet juil julio",
    "august aug aout agosto ago",
    "september sep sept septembre septiembre setiembre set",
    "october oct oktober okt octobre octubre",
    "november nov novembre noviembre",
    "december dec dezember dez decembre diciembre dic",
)
MONTHS: Final[dict[str, int]] = {word: place + 1 for place, words in enumerate(_SPELT) for word in words.split()}
_AROUND: Final = (
    "mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday",
    "mo montag di dienstag mi mittwoch do donnerstag fr freitag sa samstag so sonntag",
    "lun lunes martes mie miercoles jue jueves vie viernes sab sabado dom domingo",
    "lundi mardi mer mercredi jeu jeudi ven vendredi sam samedi dim dimanche",
    "of st nd rd th at er um de del el a las y le",
)
FILLERS: Final = frozenset(word for words in _AROUND for word in words.split())
"""What may stand around a day and its month: the day of the week, and the little words between."""


def bare(text: str) -> str:
    """Lower case, without accents and with plain letters for fancy ones."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
