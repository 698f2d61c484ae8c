"""The forms in which people type how many use it."""

from __future__ import annotations

import re

_WORD_NUMBERS = {
    word: number
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
} | {"nobody": 0, "none": 0, "no one": 0, "no": 0}
_N = (
    r"(?:\d{1,3}(?:[,.' \u00a0\u202f]\d{3})+(?!\d)|\d{1,9}(?:[.,]\d)?k\b|\d{1,9}"
    rf"|(?:{'|'.join(_WORD_NUMBERS)})\b)"
)
_SEAT = r"(?:paid |licen[cs]ed |bought |available |named )*(?:seats?|licen[cs]es?|accounts|logins)"
_PEOPLE = r"(?:(?:different |active |distinct )*(?:people|users?|persons|of them|of us|colleagues|folks|staff))"
_USED = (
    r"(?:(?:are|were|is|was|have been|currently|now|really|still|being|people|users) )*"
    r"(?:actively )?(?:active|used|in use|using it|use it|using|logged in|taken|assigned and active)"
)
_SPAN_WORDS = (
    r"this month|last month|a month|the month|month|a quarter|this quarter|the quarter|last quarter|quarter|3 months"
    r"|three months|this week|a week|last week|the week|today"
)
_WINDOW = (
    rf"(?P<window>(?:(?:in|over|within|during|for|of|last|past|the) )+(?:\d{{1,3}}(?:[ -]?(?:days?|d)\b)?"
    rf"|{_SPAN_WORDS})"
    rf"|\d{{1,3}}[ -]?(?:days?|d)\b|{_SPAN_WORDS})"
)
_TEAM = r"(?P<team>(?!(?:only|just|about|active|used|seats|all)\b)[^\W\d][\w&/.' -]{0,40}?)"
_WHERE = r"(?:in|at|from|for|by) (?:the )?(?P<where>[^\W\d][\w&'-]*(?: [^\W\d][\w&'-]*){0,2}?)(?: team| department)?"
LINK = re.compile(r"https?://[^\s<>|\"()]+")
LEAD = re.compile(
    r"(?:(?:we|they|i|usage|use|total|overall|in total|all in all|whole account|currently|now|today|at present"
    r"|about|around"
    r"|roughly|only|just|still|see|saw|have|has|had|there are|it is|with|and|plus|of which)\b[ :=]*)+(?=\S)",
    re.IGNORECASE,
)
GLUE = re.compile(
    r"(?:[\s,;.:()-]|\b(?:and|of|in|usage|use|data|numbers|active|seats|now|total|with|so far)\b)*", re.IGNORECASE
)


COUNT_OF = re.compile(
    rf"(?:(?:team |in |the )*{_TEAM}(?: team| department| users| people)?(?:\s*[:=]\s*|\s+-\s+|\s+))?(?:(?:has"
    rf"|have|only|just|about|around|with|now|is at|at)\s+)*"
    rf"(?:(?:active|seats|used)\s*[:=]?\s*)?(?P<active>{_N})\s*(?:{_PEOPLE}\s+)?(?:{_USED}\s+)?(?:/|out of|of"
    rf"|from)\s*(?:the |our |their |its )*"
    rf"(?P<seats>{_N})(?:\s+(?:{_SEAT}|{_PEOPLE}|(?P<whose>(?!active|used|paid|in)[^\W\d][\w&-]+) (?:users"
    rf"|people|seats|team)))?"
    rf"(?:\s+{_USED})?(?:\s+{_WHERE})??(?:\s+{_WINDOW})?(?:\s+{_USED})?",
    re.IGNORECASE,
)
ALL = re.compile(
    rf"(?:(?:team |in |the )*{_TEAM}(?: team)?[: ]+)?all (?:of )?(?:the |our "
    rf"|their )?(?P<seats>{_N})(?:\s+(?:{_SEAT}|{_PEOPLE}))?"
    rf"(?:\s+{_USED})?(?:\s+{_WHERE})??(?:\s+{_WINDOW})?",
    re.IGNORECASE,
)
WINDOW_ONLY = re.compile(
    rf"(?:active )?(?P<active>{_N})(?:\s+{_PEOPLE})?(?:\s+{_USED})?\s+(?=in|over|within|during|for|last"
    rf"|the last){_WINDOW}(?:\s+{_USED})?",
    re.IGNORECASE,
)
ACTIVE = re.compile(
    rf"(?P<active>{_N})\s+(?:{_PEOPLE}\s+)?(?:{_USED}|{_PEOPLE})(?:\s+(?:{_PEOPLE}|users|people"
    rf"|seats))?(?:\s+{_WHERE})??(?:\s+{_WINDOW})?"
    rf"|active:? (?P<late>{_N})",
    re.IGNORECASE,
)
SEATS = re.compile(
    rf"(?:(?:of|for|on|out of) )?(?P<n>{_N})\s+{_SEAT}(?: (?:paid(?: for)?|bought|in (?:the )?contract|in all"
    rf"|in total|contracted|sold))?"
    rf"|{_SEAT}\s*[:=]?\s*(?P<late>{_N})",
    re.IGNORECASE,
)
FEATURES = re.compile(
    rf"(?:uses? |using )?(?P<n>{_N})\s+(?:different |of our |core )*features?(?: (?:used|in use))?"
    rf"|features(?: used)?\s*[:=]?\s*(?P<late>{_N})",
    re.IGNORECASE,
)
CALLS = re.compile(
    rf"(?P<n>{_N})\s+(?:api )?(?:calls|requests)(?: (?:a|per|in the last|in|last|this) (?:month|30 days|30d))?"
    rf"|(?:api )?calls\s*[:=]?\s*(?P<late>{_N})",
    re.IGNORECASE,
)
VOLUME = re.compile(
    rf"(?P<n>{_N})\s+(?P<unit>(?!(?:people|users|seats|days|times|of|in|by|active"
    rf"|calls)\b)[^\W\d][\w-]+(?: [^\W\d][\w-]+)?)"
    r"(?: (?:processed|sent|created|run|made|posted|booked|imported|exported|handled))*"
    r"(?: (?:a|per|each|every|this|last) month| in (?:the last )?30 days| in 30d|/month)",
    re.IGNORECASE,
)
_WHOLE = frozenset(
    {
        "usage",
        "use",
        "total",
        "overall",
        "seats",
        "everyone",
        "everybody",
        "all",
        "company",
        "whole account",
        "account",
        "we",
        "they",
        "customer",
        "it",
    }
)
_QUARTERS = frozenset(
    {"a quarter", "this quarter", "the quarter", "last quarter", "quarter", "3 months", "three months"}
)
_MONTHS = frozenset({"this month", "last month", "a month", "the month", "month"})


def number_of(said: str | None) -> int | None:
    """A count as typed: `1,200`, `1.2k`, `twelve`, `nobody`."""
    if said is None:
        return None
    low = said.casefold().strip()
    if low in _WORD_NUMBERS:
        return _WORD_NUMBERS[low]
    if low.endswith("k"):
        return round(float(low[:-1].replace(",", ".")) * 1000)
    return int(re.sub(r"\D", "", low))


def team_of(said: str) -> str | None:
    """A team's name as it is kept; "" for the whole account; None where the words are no team."""
    words = re.sub(
        r"^(?:the|team|in|our|their)\s+|\s+(?:team|department|users|people)$",
        "",
        " ".join(said.split()),
        flags=re.IGNORECASE,
    )
    if words.casefold() in _WHOLE or not words:
        return ""
    return (
        None
        if re.search(
            r"\b(?:active|used|of|by|weekly|daily|times|failed|asked|said|without|because)\b", words, re.IGNORECASE
        )
        else words
    )


def window_of(said: str | None, doubts: list[str]) -> str:
    """The field that people active in such a time belong to: 30 days where none is said."""
    low = re.sub(r"^(?:(?:in|over|within|during|for|of|the|last|past) )+(?=\d|[a-z])", "", (said or "30").casefold())
    low = re.sub(r"[ -]?(?:days?|d)$", "", low)
    if low in _QUARTERS | {"90", "91", "92"} or (said or "").casefold().strip() in _QUARTERS:
        return "active_90"
    if low not in _MONTHS | {"30", "31", "28"}:
        doubts.append(f"“{(said or '').strip()}” is neither 30 nor 90 days: which of the two is meant?")
    return "active_30"
