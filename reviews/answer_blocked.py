"""Blocked, and waiting for the customer: who or what it hangs on, why, and until when."""

from __future__ import annotations

import re

from reviews.answer_heard import BECAUSE, CUSTOMER, IS, IT, ITEM, Ear, Heard, pattern
from reviews.answer_model import Asking, Deed
from reviews.answer_tails import is_name, is_vague, people_in, person_at, take_day, tidy
from reviews.answer_text import Words
from reviews.dates import DateReading

_BLOCKED = re.compile(
    rf"(?:{IS}|i'm |im |i am |we're |we are |am |are |is |currently )?(?:still |now |currently |totally |"
    rf"completely |kind of |a bit |all |just |is |are )*"
    r"(?P<word>(?:stuck|blocked|on hold|held up),? waiting|blocked|stuck|held up|on hold|waiting|"
    r"blocker)(?=[ ,:;.(–—-]|$)"
)
_BLOCKER = re.compile(rf"(?: ?is)? (?:is |are )?(?:still )?blocking (?:{IT}|me|us|{ITEM})\s*")
_ON = re.compile(rf"\s*[,;:.(–—-]*\s*(?:(?:by|on|with|for|in)\b\s*:?\s*|{BECAUSE}\b:? ?)?")
_UNTIL = re.compile(r"[ ,]+(?:until|till|til) (?P<day>.+)$")
_UNTIL_FIRST = re.compile(r"\s*,? ?(?:until|till|til) ")
_CUSTOMER_HAS = pattern(
    rf"(?:{IS})?(?:(?:the )?ball(?: is|'s)? )?(?:back )?(?:now )?(?:in (?:their|the customer's|"
    rf"the client's|customer's|client's) court"
    rf"|(?:on|at) their (?:side|end|desk|plate)|with (?:the |our )?(?:customer|client)|with their \w+)(?: now)?"
)
_CUSTOMER = re.compile(rf"(?:.*\b(?:from|by|of) )?{CUSTOMER}")
_REASON = re.compile(rf"\s*[,;(–—]\s*(?:{BECAUSE}\b)?|\s+-\s+|\s*\.\s+|\s+{BECAUSE}\b|\s*:\s+")
_AFTER_PERSON = re.compile(
    r"\s*(?:$|[,;:(.–—-]|(?:to|for|who|he|she|they|again|still|because|since|as|bc|cuz|has|needs|until|till|re)\b|<)"
)
_LED = re.compile(rf"\s*(?:[,;:.(–—-]|(?:by|on|with|for|in|to)\b|{BECAUSE}\b)")
_ANOTHER = re.compile(
    r"[,;.–-]\s*(?:done|finished|actually|not|no wait|wait|if|or|unless|not blocked)\b|^\W*\d+\W*$|"
    r"^(?:done|finished|nobody|nothing|none|noone|no one|myself|maybe|perhaps|probably|never|except|"
    r"unless|almost|if)\b|"
    r"\b(?:maybe|if|unless|not|never|except|almost)\W*$"
)
_AND_MORE = re.compile(r"\s*(?:&|\+|/|,? ?\b(?:and|or)\b)\s*(?!he\b|she\b|they\b|his\b|her\b|then\b)")
_NOT_SO = re.compile(r"\s*(?:if|you to stop|no more|not)\b")


def hear_blocked(said: Words, ear: Ear) -> Heard | None:
    """Blocked or stuck or waiting: by a person, by something else, or for the customer."""
    if heard := _customer_has(said):
        return heard
    if heard := _blocking(said):
        return heard
    if re.fullmatch(rf"(?:blocked|stuck|waiting) ?[:–-] ?{ITEM}", said.plain):
        return Heard(Deed.BLOCKED, Asking.WHY)
    head = _BLOCKED.match(said.plain)
    if not head or ITEM in said.plain[head.end() :] or "?" in said.plain[head.end() :]:
        return None
    day = _UNTIL_FIRST.match(said.plain, head.end())
    if day and (taken := take_day(said.plain[day.end() :], ear)):
        return _hangs_on(said, day.end() + taken[1], ear, taken[0], head["word"])
    return _hangs_on(said, head.end(), ear, None, head["word"])


def _customer_has(said: Words) -> Heard | None:
    whole = _CUSTOMER_HAS.fullmatch(said.plain)
    if whole:
        return Heard(Deed.WAITING, why=said.cased.replace(ITEM, "").strip(" :,-") or None)
    return None


def _blocking(said: Words) -> Heard | None:
    """Read "@omar is blocking this"."""
    who = person_at(said, 0)
    verb = _BLOCKER.match(said.plain, who[1]) if who else None
    if not who or not verb:
        return None
    rest = said.plain[verb.end() :]
    if rest and rest[0] not in ",;:.(–—-":
        return None
    return Heard(Deed.BLOCKED, person=who[0], why=tidy(said.last(len(rest))) or None)


def _hangs_on(said: Words, start: int, ear: Ear, when: DateReading | None, word: str) -> Heard | None:
    on = _ON.match(said.plain, start)
    begin = on.end() if on else start
    end = len(said.plain)
    until = _UNTIL.search(said.plain, begin)
    taken = take_day(until["day"], ear) if until and not when else None
    if until and taken and taken[1] == len(until["day"]):
        when, end = taken[0], until.start()
    what = Words(said.cased[begin:end].rstrip(" .!,"), said.plain[begin:end].rstrip(" .!,"))
    if not what.plain:
        return Heard(Deed.BLOCKED, Asking.WHY, when=when)
    if _NOT_SO.match(what.plain) or not (what.plain[0] in "<@" or _LED.match(said.plain, start)):
        return None
    day = take_day(what.plain, ear)
    if _ANOTHER.search(what.plain) or (day and day[1] == len(what.plain)):
        return None
    return _customer(what, ear, when) or _person(what, when) or _thing(what, when, word)


def _customer(what: Words, ear: Ear, when: DateReading | None) -> Heard | None:
    """Waiting for the customer, called so or by name."""
    cut = _REASON.search(what.plain)
    object_ = what.plain[: cut.start()] if cut else what.plain
    named = any(_says_account(object_, account) for account in ear.accounts)
    if not named and not _CUSTOMER.match(object_):
        return None
    if people_in(Words(what.cased[: len(object_)], object_)):
        return None
    why = tidy(what.cased[cut.end() :]) if cut else tidy(what.cased)
    return Heard(Deed.WAITING, when=when, why=why or tidy(what.cased))


def _says_account(text: str, account: str) -> bool:
    name = account.strip().lower()
    return len(name) > 1 and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _person(what: Words, when: DateReading | None) -> Heard | None:
    """Who it hangs on, and what is said of them."""
    people = people_in(what)
    if people and (len(people) > 1 or people[0].kind not in {"user", "name"}):
        return Heard(Deed.BLOCKED, Asking.WHICH_PERSON, when=when)
    if people and people[0].start > 0:
        return Heard(Deed.BLOCKED, when=when, why=tidy(what.cased), person=people[0])
    if people and _AND_MORE.match(what.plain, people[0].end):
        return Heard(Deed.BLOCKED, Asking.WHICH_PERSON, when=when)
    who = person_at(what, 0)
    if not who or not (people or _AFTER_PERSON.match(what.plain, who[1])):
        return None if not who or not _two_names(what, who[1]) else Heard(Deed.BLOCKED, Asking.WHICH_PERSON, when=when)
    if _two_names(what, who[1]):
        return Heard(Deed.BLOCKED, Asking.WHICH_PERSON, when=when)
    why = tidy(re.sub(rf"^(?:'s)?\s*[,;:(.–—-]*\s*(?:{BECAUSE}\b)?", "", what.cased[who[1] :], flags=re.IGNORECASE))
    return Heard(Deed.BLOCKED, when=when, why=why or None, person=who[0])


def _two_names(what: Words, end: int) -> bool:
    joined = re.compile(r"\s*(?:&|\+|/|\band\b|\bor\b)\s*(?P<who>[^\W\d_]+)\s*$").match(what.plain, end)
    return joined is not None and is_name(joined["who"])


def _thing(what: Words, when: DateReading | None, word: str) -> Heard:
    """What it hangs on, in the person's words."""
    if is_vague(what.plain) or is_vague(what.plain.split()[0]):
        return Heard(
            Deed.BLOCKED, Asking.WHICH_PERSON if "waiting" in word or word == "blocked" else Asking.WHY, when=when
        )
    return Heard(Deed.BLOCKED, when=when, why=tidy(what.cased))
