"""Which of day and month a person writes first, from their locale."""

from reviews.date_readings import DayOrder
from reviews.date_words import words

_MONTH_FIRST_ENGLISH = frozenset(words("US AS GU MH MP PR UM VI"))
# People in these countries write numeric dates both ways, so a numeric date is asked about.
_MIXED_ENGLISH = frozenset(words("CA PH ZA KE BZ"))
_MONTH_FIRST = frozenset(words("zh ja ko hu lt mn fil eu"))
_DAY_FIRST = frozenset(
    words(
        "af ar be bg bn bs ca cs cy da de el es et fi fr ga gl gu he hi hr hy id is it ka kk kn lb lv "
        "mk ml mr ms mt nb nl nn no pl pt ro ru sk sl sq sr sv ta te th tr uk ur uz vi"
    )
)


def order_for(locale: str | None) -> DayOrder | None:
    """The order in which this locale writes day and month, or None when it is not known.

    Takes `en-US`, `en_US` and `en_US.UTF-8`. Locales that write year-month-day are judged by how they
    write a day and a month without the year: Swedish 14/5, but Hungarian, Chinese and Lithuanian 5/14.
    """
    parts = (locale or "").split(".")[0].split("@")[0].replace("_", "-").split("-")
    language = parts[0].lower()
    region = next((part.upper() for part in parts[1:] if len(part) in {2, 3}), "")
    if language == "en":
        return _english(region)
    if region in {"CA", "US"}:
        return None
    if language in _MONTH_FIRST:
        return DayOrder.MONTH_FIRST
    return DayOrder.DAY_FIRST if language in _DAY_FIRST else None


def _english(region: str) -> DayOrder | None:
    """English alone says nothing: only the region decides."""
    if not region or region in _MIXED_ENGLISH:
        return None
    return DayOrder.MONTH_FIRST if region in _MONTH_FIRST_ENGLISH else DayOrder.DAY_FIRST
