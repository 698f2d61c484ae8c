"""A line cut into words that remember where they stood and what stood after them."""

import re
from dataclasses import dataclass

from reviews.date_words import MONTH_NUMBER, ORDINALS, WEEKDAY_NUMBER, canonical, words

# Slack's own marks, code and quoted lines are single words and no part of a date.
_TOKEN = re.compile(r"<[^<>\n]*>|`[^`\n]*`|[^\s,;()<>`]+")
_LEADING = "\"'*_“‘[{"
_TRAILING = "\"'*_”’]}.!?:"
_JOINS = re.compile(r"[ \t\u00a0*_]*,?[ \t\u00a0*_]*|\.[ \t\u00a0]+")
_BREAKS = re.compile(r"[,;()\n.!?:|—]")
_MARK = re.compile(r"[<#:`]|@(?![0-9]|$)")
DASHES = frozenset({"-", "–", "—", "--", "|", "•"})
_VOCABULARY = frozenset(
    words(
        "today tomorrow overmorrow yesterday tonight this next coming upcoming following current last "
        "first past previous end start mid of in a day week month quarter year hour fortnight workday "
        "business from now on after or at morning afternoon evening night noon midday lunch lunchtime "
        "thing am pm close play weekend time ago within latest earlier sooner later early late "
        "sometime asap soon shortly immediately urgent urgently tbd tbc tba as possible someday "
        "eventually whenever when ready it's it is its sprint release cycle christmas easter "
        "thanksgiving new few some couple q1 q2 q3 q4 h1 h2 utc gmt cet cest bst est edt pst pdt "
        "around about roughly approximately approx maybe probably hopefully if so ish eo same half "
        "second during before by commencing ~"
    )
) | {*WEEKDAY_NUMBER, *MONTH_NUMBER, *ORDINALS}
_NUMBER = re.compile(r"'?[0-9][0-9./:\-–]*(?:st|nd|rd|th|am|pm|h)?")
_INTRODUCERS = {
    "by": "by",
    "due": "due",
    "due by": "due",
    "due on": "due",
    "due date": "due",
    "deadline": "due",
    "eta": "due",
    "until": "until",
    "till": "until",
    "til": "until",
    "before": "before",
    "b4": "before",
    "upd": "update",
    "upd by": "update",
    "upd on": "update",
    "next upd": "next update",
    "nxt upd": "next update",
    "nxt update": "next update",
    "nxt update by": "next update",
    "on": "on",
    "for": "for",
    "update": "update",
    "update by": "update",
    "update on": "update",
    "next update": "next update",
    "next update by": "next update",
    "next update on": "next update",
    "no later than": "no later than",
    "not later than": "no later than",
    "by no later than": "no later than",
    "on or before": "no later than",
    "at latest by": "no later than",
}
_LONGEST_INTRODUCER = 4


@dataclass(frozen=True, slots=True)
class Token:
    """One word: `plain` is its plain spelling, `gap` what stands between it and the next word."""

    start: int
    end: int
    text: str
    plain: str
    gap: str
    datish: bool

    @property
    def joins_next(self) -> bool:
        """Whether a phrase may go on into the next word."""
        if self.gap.startswith(".") and not (self.text.isdigit() or len(self.text) <= 4):
            return False
        return _JOINS.fullmatch(self.gap) is not None

    @property
    def breaks(self) -> bool:
        """Whether a part of the sentence ends here."""
        return _BREAKS.search(self.gap) is not None

    @property
    def is_mark(self) -> bool:
        """Whether it is a mention, a channel, an emoji or a dash, which say nothing about time."""
        return _MARK.match(self.text) is not None or self.text in DASHES


def tokens_of(line: str) -> tuple[Token, ...]:
    """The words of a line, in order."""
    places = [_trimmed(match) for match in _TOKEN.finditer(line)]
    places = [(start, end) for start, end in places if start < end]
    nexts = [*[start for start, _ in places][1:], len(line)]
    return tuple(_token(line, start, end, after) for (start, end), after in zip(places, nexts, strict=False))


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    text = match[0]
    if text[0] in "<`":
        return match.span()
    start = match.start() + len(text) - len(text.lstrip(_LEADING))
    return start, max(start, match.start() + len(text.rstrip(_TRAILING)))


def _token(line: str, start: int, end: int, after: int) -> Token:
    text = line[start:end]
    plain = canonical(text) if end - start <= 30 and text[0] not in "<`" else text
    return Token(start, end, text, plain, line[end:after], _datish(plain))


def _datish(plain: str) -> bool:
    """Whether every part of the word can belong to a date; "the" has no part at all."""
    return all(part in _VOCABULARY or _NUMBER.fullmatch(part) for part in plain.split())


def introducer_at(tokens: tuple[Token, ...], at: int) -> tuple[str | None, int]:
    """The words before a date that begin here, by their common name, and how many they are."""
    for length in range(min(_LONGEST_INTRODUCER, len(tokens) - at - 1), 0, -1):
        said = tokens[at : at + length]
        name = _INTRODUCERS.get(" ".join(token.text.casefold() for token in said))
        if name and all(re.fullmatch(r"[ \t\u00a0*_]*:?[ \t\u00a0*_]*", token.gap) for token in said):
            return name, length
    return None, 0
