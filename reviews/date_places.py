"""Where in a sentence a date phrase may be believed."""

import re
from dataclasses import dataclass

from reviews.date_readings import DatePast, DateUnknown
from reviews.date_settling import Form, Found
from reviews.date_tokens import DASHES, Token
from reviews.date_words import WEEKDAY_NUMBER, words
from reviews.verb_forms import ending_verb

_STRONG = frozenset({"by", "due", "until", "no later than", "update", "next update", "before"})
_DATED = frozenset({"due", "update", "next update"})
# Accepted wherever they stand, when nothing speaks against it.
_ANYWHERE = frozenset({Form.WORD, Form.FULL})
_AT_LINE_END = _ANYWHERE | {Form.TODAY, Form.WEEKDAY, Form.NAMED, Form.OFFSET, Form.PERIOD, Form.VAGUE}
_ALONE = _AT_LINE_END | {Form.NUMERIC, Form.ORDINAL, Form.SHORT_YEAR}
_ON_OR_FOR = frozenset({Form.WORD, Form.WEEKDAY, Form.NAMED, Form.FULL, Form.NUMERIC, Form.ORDINAL, Form.SHORT_YEAR})
# These take the words after them for their own: "the 14th customer", "by May releases", "by Q1 numbers".
_NEED_AN_END = frozenset({Form.BARE, Form.ORDINAL, Form.VAGUE, Form.DOTTED})
_SHORT_WORDS = frozenset({"sat", "sun", "wed", "mon"})
# "We sat", "some sun", "newly wed": after these it is no day. With an aside, somebody in it may have sat.
_SITTERS = frozenset(
    words(
        "i we you they he she it who that which all everyone people users in into of some more less much no "
        "enough full and or just newly from"
    )
)
_ASIDES = frozenset(words("where while when which who whom as"))
_PAST = frozenset(
    words(
        "was were had been did since failed fails broke broken crashed happened occurred started "
        "stopped went came reported complained said told asked met called lost missed dropped fell "
        "times twice once thrice every each never nobody sent saw left ran took got logged opened "
        "closed per not no only done finished"
    )
)
_NOT_BEFORE = frozenset(
    words(
        "since from after last past previous every each other second not like than of black good "
        "between starting around about late early v version ticket order invoice number no nr page "
        "step chapter"
    )
)
_JOINING = frozenset({"-", "–", "to", "and", "or", "through", "thru"})
_AMOUNT_VERBS = re.compile(
    r"(?:reduc|cut|drop|grow|grew|increas|up|down|fell|fall|ris|rose|improv|lower|rais|shr[iu]nk|slip|multipl|divid|"
    r"late|miss|exceed|over|short|speed|slow)"
)
_MOVES = re.compile(r"(?:mov|push|shift|chang|postpon|delay|slip)")
_UNITS = re.compile(
    r"(?:eur|usd|gbp|chf|sek|€|\$|£|k|m|percent|%|users?|seats?|people|customers?|points?|x|times|minutes?|mins?|seconds?|"
    r"hours?|tickets?|pages?)"
)
_FRACTION_LIKE = frozenset({"24/7", "50/50", "1/1", "9/5", "24/5"})
# A phrase that begins or ends with these has taken a word too many ("the" has no plain spelling).
_NO_START = frozenset({"by", "before", "on", "or", "at", "of", "after"})
_NO_END = _NO_START | {""}
_ABOUT = frozenset(words("re about regarding w w/ with because so"))
_HOUR = re.compile(r"(?:at )?(?:[0-9]{1,2}:[0-9]{2}|[0-9]{1,2} ?[ap]m|noon|midday|[ap]m|lunchtime)")
_CLOCK = re.compile(r"[0-9]{1,2}(?:[:.][0-9]{2})?(?: ?[ap]m)?|noon|midday|lunch|lunchtime")
_NOT_PAST = frozenset({"need", "feed", "speed"})
_FURTHEST_BACK = 25
_PRONOUNS = frozenset({"it", "this", "that", "them", "these", "those", "one", "all"})
_CONNECTORS = frozenset(
    words("to with so and for at if unless because when then or from via as in but while instead not we i he she they")
)
_ENDINGS = frozenset({"please", "pls", "thanks", "thx", "latest"})


@dataclass(frozen=True, slots=True)
class Place:
    """A phrase in its line: words `first` to `last`, with an introducer from `at` on."""

    tokens: tuple[Token, ...]
    at: int
    first: int
    last: int
    introducer: str | None

    @property
    def before(self) -> tuple[Token, ...]:
        """The words before it in its part of the sentence."""
        start = self.at
        while start > max(0, self.at - _FURTHEST_BACK) and not self.tokens[start - 1].breaks:
            start -= 1
        return self.tokens[start : self.at]

    @property
    def after(self) -> Token | None:
        """The word that follows it."""
        return self.tokens[self.last + 1] if self.last + 1 < len(self.tokens) else None

    @property
    def ends_part(self) -> bool:
        """Whether its part of the sentence ends with it."""
        return self.tokens[self.last].breaks or self.ends_line or self.tokens[self.last + 1].is_mark

    @property
    def ends_line(self) -> bool:
        """Whether nothing but people, channels and thanks follows."""
        after = self.tokens[self.last + 1 :]
        return len(after) <= 8 and all(word.is_mark or word.plain in _ENDINGS for word in after)

    @property
    def alone(self) -> bool:
        """Whether it is the whole part between two commas, mentions aside."""
        return self.ends_part and all(word.is_mark for word in self.before)

    @property
    def is_line(self) -> bool:
        """Whether the line says nothing else."""
        return self.ends_line and all(word.is_mark for word in self.tokens[: self.at])


def may_be_whole(place: Place) -> bool:
    """Whether the phrase has taken no word too many at either end; cheap to ask before reading it."""
    first, last = place.tokens[place.first].plain, place.tokens[place.last].plain
    if first == "at" and place.last > place.first:
        return bool(_CLOCK.fullmatch(place.tokens[place.first + 1].plain)) and last not in _NO_END
    return first not in _NO_START and last not in _NO_END


def accepts(place: Place, found: Found) -> bool:
    """Whether this phrase, in this place, is meant as a date."""
    if place.is_line:
        return found.form is not Form.BARE or not isinstance(found.reading, DateUnknown)
    if _torn_apart(place) or (found.form in _NEED_AN_END and not place.ends_part):
        return False
    if place.introducer in _STRONG:
        return _after_strong(place, found)
    if place.introducer:
        return _after_on_or_for(place, found)
    return _by_itself(place, found)


def _torn_apart(place: Place) -> bool:
    """Whether the phrase is a piece of something longer: a range, an amount, "friday after next"."""
    after = place.after
    if after and not place.tokens[place.last].breaks and _goes_on(after, place):
        return True
    before = place.before[-2:]
    if len(before) < 2 or place.introducer or before[1].plain not in _JOINING:
        return False
    return _continues(before[0], place)


def _continues(earlier: Token, place: Place) -> bool:
    """Whether the phrase goes on from an earlier day, as in "14 to 16 May"; "move 2 to friday" does not."""
    if not earlier.plain or not earlier.datish:
        return False
    if not earlier.plain.isdigit():
        return True
    starts_with_number = place.tokens[place.first].text[0].isdigit()
    return starts_with_number and not any(_MOVES.match(word.plain) for word in place.before)


def _goes_on(after: Token, place: Place) -> bool:
    if after.plain in {"after", "before"} or _UNITS.fullmatch(after.text.casefold()):
        return True
    beyond = place.tokens[place.last + 2] if place.last + 2 < len(place.tokens) else None
    return after.plain in _JOINING and beyond is not None and bool(beyond.plain) and beyond.datish


def _after_strong(place: Place, found: Found) -> bool:
    before = place.before[-1].plain if place.before else ""
    if before in {"was", "were", "not"}:
        return False
    if found.form is Form.DURATION:
        return place.introducer in _DATED
    if found.form in {Form.NUMERIC, Form.DOTTED, Form.COMPACT, Form.SHORT_YEAR}:
        return _is_no_share(place) or not any(_AMOUNT_VERBS.match(word.plain) for word in place.before)
    if found.form in {Form.BAD, Form.TIME}:
        return False
    return _not_adjective(place, found)


def _is_no_share(place: Place) -> bool:
    """Whether "15/12" can't be by how much: the amounts stand before it, and no share is over one."""
    first = re.match(r"[0-9]+", place.tokens[place.first].text)
    return first is not None and int(first[0]) > 12 and any(word.text.isdigit() for word in place.before)


def _not_adjective(place: Place, found: Found) -> bool:
    """Tell "by the friday release" from "by friday", and "update 5 May figures" from "update 5 May"."""
    if place.ends_part or _leads_on(place):
        return True
    if place.introducer == "update":
        return False
    words = [token.plain for token in place.tokens[place.first : place.last + 1]]
    return found.form is not Form.WEEKDAY or words[0] != "" or words[1] not in WEEKDAY_NUMBER


def _leads_on(place: Place) -> bool:
    """Whether the next word begins something new and so takes nothing from the date."""
    return place.after is not None and place.after.text.casefold() in _CONNECTORS


def _after_on_or_for(place: Place, found: Found) -> bool:
    """Believe "on" before a day only where the day is not itself said of something: "on 5/20 files"."""
    phrase = place.tokens[place.first].text
    if found.form not in _ON_OR_FOR or phrase in _FRACTION_LIKE or _tells_the_past(place):
        return False
    return place.ends_part or (place.introducer == "on" and (_leads_on(place) or not place.before))


def _by_itself(place: Place, found: Found) -> bool:
    if isinstance(found.reading, DatePast) or _tells_the_past(place):
        return False
    before = place.before[-1].plain if place.before else None
    if before is not None and (before in _NOT_BEFORE or not before):
        return False
    phrase = place.tokens[place.first]
    if place.alone:
        return found.form in _ALONE and phrase.text not in _FRACTION_LIKE
    if found.form in _ANYWHERE:
        return True
    if found.form in {Form.WEEKDAY, Form.NAMED} and (_has_hour(place) or _takes_nothing(place)):
        return True
    at_end = place.ends_line or (place.ends_part and (before == "to" or "(" in place.tokens[place.last].gap))
    return found.form in _AT_LINE_END and at_end and _no_other_word(place)


def _has_hour(place: Place) -> bool:
    """Whether a time of day stands with it, as in "fri 3pm"."""
    return any(_HOUR.fullmatch(token.plain) for token in place.tokens[place.first : place.last + 1])


def _takes_nothing(place: Place) -> bool:
    """Whether the next word begins what it is about: "call Dana fri re renewal"."""
    return place.after is not None and place.after.text.casefold() in _ABOUT and _no_other_word(place)


def _no_other_word(place: Place) -> bool:
    """Tell a day from "they sat" and "some sun", which end a line as well."""
    article = place.tokens[place.first].plain == ""
    said = place.tokens[place.first + article].text
    if place.last > place.first + article or said.casefold() not in _SHORT_WORDS:
        return True
    if article:
        return False
    before = [word.text.casefold() for word in place.tokens[: place.at] if not word.is_mark]
    if place.before and place.before[-1].text in DASHES:
        return True
    if not before or before[-1] in _SITTERS or not place.before or place.before[-1].is_mark:
        return False
    if said[0].isupper() or said in {"mon", "wed"}:
        return True
    return any(ending_verb(word) for word in before[:4]) and not _ASIDES & set(before)


def _tells_the_past(place: Place) -> bool:
    """Whether the words before it tell what happened, or how often."""
    said = place.before
    if any(word.text.casefold() in _PAST for word in said):
        return True
    if len(said) > 1 and said[-1].plain in _PRONOUNS:
        said = said[:-1]
    return bool(said) and said[-1].plain.endswith("ed") and said[-1].plain not in _NOT_PAST
