"""The words dates are made of: one spelling each, however they were typed."""

import re
import unicodedata
from functools import lru_cache

from reviews.date_readings import MONTHS, MONTHS_IN_FULL, WEEKDAYS, WEEKDAYS_IN_FULL


def words(text: str) -> tuple[str, ...]:
    """The words of a list kept as running text."""
    return tuple(text.split())


WD = "(?P<wd>mon|tue|wed|thu|fri|sat|sun)"
MO = "(?P<mo>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
WEEKDAY_NUMBER = {name.lower(): n for n, name in enumerate(WEEKDAYS)}
MONTH_NUMBER = {name.lower(): n + 1 for n, name in enumerate(MONTHS)}

_FULL_MONTHS = tuple(name.lower() for name in MONTHS_IN_FULL)
_COUNTS = words("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen")
ORDINALS = dict(
    zip(
        words("first second third fourth fifth sixth seventh eighth ninth tenth fifteenth twentieth thirtieth"),
        (*range(1, 11), 15, 20, 30),
        strict=True,
    )
)
_SPELLINGS = {
    "tomorrow": "tmrw tmr tmrrw tmw tomo tmo 2moro 2morrow tomorow tmrow tmorrow tomrw tomm tommorow "
    "tommorrow tomoz overmorow",
    "next": "nxt nx nex",
    "today": "2day tdy todya",
    "tue": "tues",
    "fri": "frid",
    "wed": "weds wednes wensday wendsday wednessday",
    "thu": "thur thurs thr thrs",
    "sep": "sept",
    "feb": "febr feburary",
    "end of day": "eod cob eob cop",
    "end of week": "eow",
    "end of month": "eom",
    "end of quarter": "eoq",
    "end of year": "eoy",
    "day": "days d",
    "week": "weeks wk wks w week's weeks'",
    "month": "months mo mos mth mths month's months'",
    "quarter": "quarters qtr",
    "year": "years yr yrs",
    "hour": "hours hr hrs h",
    "fortnight": "fortnights",
    "workday": "workdays bd bds wd wds bday bdays businessday businessdays weekday",
    "business": "working work biz",
    "weekend": "wkend wknd",
    "before": "b4",
    "end": "ending",
    "start": "beginning begin",
    "mid": "middle",
    "couple": "cpl",
    "a": "an",
    "15": "fifteen",
    "20": "twenty",
    "30": "thirty",
    "90": "ninety",
    "christmas": "xmas",
    "": "the",
}
_WORDS = {word: plain for plain, spellings in _SPELLINGS.items() for word in spellings.split()}
_WORDS |= {name.lower(): short.lower() for name, short in zip(WEEKDAYS_IN_FULL, WEEKDAYS, strict=True)}
_WORDS |= {name: name[:3] for name in _FULL_MONTHS}
_WORDS |= {word: str(n) for n, word in enumerate(_COUNTS)}
_WORDS |= {f"eoq{n}": f"end of q{n}" for n in range(1, 5)}

# Long enough that one slip of the finger cannot turn another common word into it.
_GUESSABLE = tuple(n for n in (*_WORDS, "tomorrow", "quarter") if n.endswith("day") and len(n) >= 6) + tuple(
    name for name in (*_FULL_MONTHS, "tomorrow") if len(name) >= 6
)
_NOT_TYPOS = frozenset({"sundae", "sundry", "augusta"})
_COMPACT = re.compile(r"\+?([0-9]{1,4})(d|days?|w|wks?|weeks?|mos?|months?|bd|wd|h|hrs?)")
_NOISE = re.compile(r"[*_`\"“”()\[\],]+")
_GLUE = re.compile(r"(?<=[^\W\d_])\.?[-–.](?=[^\W_])|(?<=[0-9])\.?[-–/.](?=[^\W\d_])|(?<=[^\W\d_])/(?=[0-9])")
_EITHER = re.compile(r"(?<=[^\W\d_])/(?=[^\W\d_])")
_AM_PM = re.compile(r"\b([ap])\.m\b\.?")
_AT = re.compile(r"(?<!\S)@\s?(?=[0-9]|$)")
_WEEK_OF = re.compile(r"\bw/[cb](?![a-z])")
_HEDGES = re.compile(r"([?~]+)")
_ANY_MONTH = "|".join((*_FULL_MONTHS, *MONTH_NUMBER, "sept"))
_STUCK_MONTH = re.compile(rf"(?<=[0-9])(st|nd|rd|th)?({_ANY_MONTH})(?![^\W\d_])|\b({_ANY_MONTH})(?=[0-9])")


# Called with one word at a time, and people use the same words.
@lru_cache(maxsize=4096)
def canonical(text: str) -> str:
    """The phrase in plain words: lower case, one spelling each, without articles and decoration."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    text = _AT.sub("at ", _WEEK_OF.sub("week of", text))
    text = _HEDGES.sub(r" \1 ", _AM_PM.sub(r"\1m", _NOISE.sub(" ", text)))
    text = _STUCK_MONTH.sub(_unstick, _EITHER.sub(" or ", _GLUE.sub(" ", text)))
    return " ".join(" ".join(plain_word(word) for word in text.split()).split())


def _unstick(match: re.Match[str]) -> str:
    return f"{match[3]} " if match[3] else f"{match[1] or ''} {match[2]} "


def plain_word(word: str) -> str:
    """One word in its plain spelling; a word that is no part of a date comes back as it is."""
    word = word.strip(".:;!").removeprefix("'")
    if word in _WORDS:
        return _WORDS[word]
    if compact := _COMPACT.fullmatch(word):
        unit = compact[2]
        return f"{compact[1]} {_WORDS.get(unit, unit)}"
    return _mended(word)


def _mended(word: str) -> str:
    """A weekday, month or "tomorrow" with one slip in it, mended when only one is that near."""
    if not 5 <= len(word) <= 10 or not word.isalpha() or word in _NOT_TYPOS:
        return word
    near = {_WORDS.get(name, name) for name in _GUESSABLE if _one_slip(word, name)}
    return near.pop() if len(near) == 1 else word


def _one_slip(word: str, name: str) -> bool:
    """Whether one letter was added, dropped, changed or swapped with its neighbour; a plural is none."""
    if abs(len(word) - len(name)) > 1 or word == f"{name}s" or (word[:2] != name[:2] and word[-3:] != name[-3:]):
        return False
    shortest = min(len(word), len(name))
    head = next((i for i in range(shortest) if word[i] != name[i]), shortest)
    tail = next((i for i in range(shortest - head) if word[-1 - i] != name[-1 - i]), shortest - head)
    left, right = word[head : len(word) - tail], name[head : len(name) - tail]
    return max(len(left), len(right)) <= 1 or (len(left) == 2 and left == right[::-1])
