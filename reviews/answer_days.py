"""Answers with a day in them: a new date, a plan, and when to be asked again."""

from __future__ import annotations

import re
from dataclasses import replace

from reviews.answer_done import is_not_done
from reviews.answer_heard import BECAUSE, DONE, IS, IT, ITEM, Ear, Heard, first_cuts
from reviews.answer_model import Asking, Deed
from reviews.answer_tails import Tail, names_trouble, reason, take_day, tidy
from reviews.answer_text import Words
from reviews.dates import DateReading

_PLEASE = (
    r"(?:please |pls |plz |plse |could you |can you |can we |could we |let's |lets |let me |just |"
    r"i'd like to |i need to |need to |we need to |have to |had to |i'll |we'll |i |we )*"
)
_ASK_ME = re.compile(
    rf"(?:{ITEM}:? )?{_PLEASE}(?:for {ITEM} )?(?:(?:remind|ping|nudge|poke|chase|bug|ask)(?: (?:me|us|again|{IT}))+|"
    rf"(?:remind|ping|nudge|poke)|snooze|check (?:back|in|again)|come back|try again|back)"
    rf"(?: with me| me)?(?: again| back| in)?(?: about| on| for)?(?: (?:{IT}|both))?(?: again)?(?: on|"
    rf" until| till| til| to| for)?(?= |$)"
)
_LATER = re.compile(
    rf"(?:(?:{ITEM}:? )?(?:not now|later|not today|snooze(?: {IT})?|another time|some other time|"
    rf"maybe later)|(?:remind|ask|ping|nudge) me (?:later|again later|again|another time)"
    rf"|(?:remind|ask|ping|nudge) me about {ITEM} later|snooze (?:both|all))(?: {ITEM})?"
)
_MOVE = re.compile(
    rf"{_PLEASE}(?:{IS})?(?:will |needs to |has to |must |is going to |going to |to be |be |'ll |should |"
    rf"might need to )*"
    r"(?:push(?:ed|ing)?|mov(?:e|ed|ing)|shift(?:ed|ing)?|postpon(?:e|ed|ing)|delay(?:ed|ing)?|"
    r"reschedul(?:e|ed|ing)|bump(?:ed|ing)?|"
    r"slip(?:s|ped|ping)?|slid(?:e|es|ing)|extend(?:ed|ing)?|defer(?:red)?|change|set)"
    rf"(?: {IT}| {ITEM})?(?: the)?(?: due)?(?: date)?(?: back| out| over)?(?P<to> to| until| till| til| into)?(?= )"
)
_PLAN = re.compile(
    rf"(?:{_PLEASE}(?:for {ITEM}(?: -|,)? )?{_PLEASE}(?:{IS}|i'm |im |we're )?(?:still |now |more )*(?:"
    rf"(?:will|should|would|'ll|ll|can|shall|going to|gonna|is going to|is gonna|to) (?:now )?(?:be|get|"
    rf"go)(?: (?:all )?(?:{DONE}|ready|there|out|out the door))?"
    rf"|(?:i'll |we'll |ill |i will |we will |i can |i am going to |i'm going to |will |to |can |should |"
    rf"gonna |going to |plan(?:ning)? to |hope to |aim to |want to |shall |i'd |i should )*"
    rf"(?:finish|do|send|ship|deliver|complete|close|fix|deploy|release|wrap|submit)(?:ing)?(?: up)?"
    rf"(?: (?:to )?(?:{IT}|{ITEM}))?(?: {DONE}| out| over)?"
    rf"|(?:i'll |we'll |ill |i will |we will |i can |we can |will |should )*(?:get (?:to )?|have )(?:{IT}|"
    rf"{ITEM})(?: {DONE}| out| over| ready)?"
    rf"|(?:it|this|that|{ITEM})'ll (?:now )?(?:be|take)(?: {DONE}| ready)?"
    rf"|(?:need|needs|give me|gimme|take|takes|will take|want)(?: more time| time|"
    rf" a bit more time)?(?: for {IT}| on {IT})?"
    rf"|expect(?:ed|ing)?(?: {IT})?|eta:?|eta is|more like|say|make {IT}|aiming for|aim for|targeting|"
    rf"target|planned for|planning for|plan is|"
    rf"new (?:date|eta|deadline|target)(?: is)?:?|new date for {ITEM}(?: is)?:?|due(?: date)?:?|date:|"
    rf"deadline:?|like|slated for|scheduled for|looking at|looking like|same)"
    rf"(?: by| until| till| til| to| for)?(?= )"
    rf"|(?:{IS})?(?:done|finished|completed|complete|ready)(?= (?:by|tomorrow|tmrw|tmr|next|in|end of|eow|"
    rf"eom|before|no later)\b)"
    rf"|{ITEM}(?: →| =|:|,| by| to)?(?= )|(?:→|=)(?= )|(?:now|then|so|actually|still)(?= ))"
)
_LEAD_IN = re.compile(r"\s*[:,=→–-]?\s*")
_AFTER_DAY = re.compile(
    r"[ ,]*(?:please|pls|plz|instead|now|then|for sure|max|tops|at the latest|ok|okay|again|though|for it|"
    r"for that)\b[.!]*"
)
_DAY_THEN_DEED = re.compile(
    rf"[ ,]*(?:i'll|i will|we'll|ill|will|should) (?:finish|do|send|ship|be {DONE}|be done|have it|deliver|"
    rf"complete)(?: {IT})?(?: {DONE})?"
)
_FOR_ITEM = re.compile(rf" (?:for|on) {ITEM}(?=\W|$)")
_LENGTH = re.compile(
    r"(?:by )?(?:an?|another|one|two|three|\d+)\b(?!st|nd|rd|th| ?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|"
    r"oct|nov|dec)|[./-])"
)
_VAGUE = re.compile(
    rf"(?:{IS}|i |we |{ITEM}:? )?(?:need|needs|will be (?:done )?|give me|maybe |probably |sometime )*\s?"
    r"(?:soon|asap|shortly|(?:a )?(?:few|couple(?: of)?|some) (?:more )?(?:days?|weeks?|hours?)|"
    r"(?:an)?other (?:day|week|few days|month)|"
    r"\d+ more (?:days?|weeks?)|a day or two|a week or two|later (?:today|this week|this month)|"
    r"not (?:before|until) .{2,20}|"
    r"after .{2,20}|more days|next sprint|next release)"
)
_IN_HAND = re.compile(
    rf"(?:{IS}|i'm |we're )?(?:still |currently )?(?:almost (?:done|there)|nearly (?:done|there)|almost|"
    rf"nearly|on it|working on {IT}|in progress|wip|started|sorry|apologies|half done|yes|ok|okay|will do)"
)
_BUT_WHEN = re.compile(r"\s*[,;:.–-]\s*(?:but |so |will be |now |need |needs |more like )*")
_WHY_FIRST = re.compile(r"\s*(?:,|–|;|\.| - | so )\s*(?:so |therefore |hence )?")
_NO_WHY = re.compile(
    rf"(?:yes|no|ok|{DONE}|not|if|see you|happy|thank\w*|hi|hey|blocked|stuck|waiting|cancel\w*|won't|remind)\b"
)


def hear_snooze(said: Words, ear: Ear) -> Heard | None:
    """Ask again on a day; without one, which day is asked."""
    if _LATER.fullmatch(said.plain.rstrip(" .!")):
        return Heard(Deed.SNOOZE, Asking.WHICH_DATE)
    head = _ASK_ME.match(said.plain)
    if not head:
        return None
    taken = take_day(said.plain[head.end() :].strip(), ear)
    if not taken:
        return None
    rest = said.plain[head.end() :].strip()[taken[1] :]
    rest = re.sub(rf"^ (?:about|on|for) (?:{IT}|both|{ITEM})", "", rest)
    return Heard(Deed.SNOOZE, when=taken[0]) if not _AFTER_DAY.sub("", rest).strip(" .!,") else None


def hear_move(said: Words, ear: Ear) -> Heard | None:
    """A new day or a plan, with a reason behind it or before it."""
    vague = _VAGUE.match(said.plain)
    if vague and (tail := reason(said, vague.end(), marked=True)):
        return Heard(Deed.MOVE, Asking.WHICH_DATE, why=tail.why)
    return _day_first(said, ear) or _why_first(said, ear)


def _day_first(said: Words, ear: Ear) -> Heard | None:
    for shape in (_MOVE, _PLAN):
        head = shape.match(said.plain)
        if head and (heard := _day_at(said, head.end(), ear, plan=shape is _PLAN)):
            longer = shape is _MOVE and not head["to"] and _LENGTH.match(said.plain[head.end() :].strip())
            return replace(heard, asking=Asking.WHICH_DATE) if longer else heard
    return _day_at(said, 0, ear, plan=True)


def _day_at(said: Words, start: int, ear: Ear, *, plan: bool) -> Heard | None:
    lead = _LEAD_IN.match(said.plain, start)
    begin = lead.end() if lead else start
    taken = take_day(said.plain[begin:], ear)
    if not taken:
        return None
    end = begin + taken[1]
    if (more := _AFTER_DAY.match(said.plain, end)) or (more := _DAY_THEN_DEED.match(said.plain, end)):
        end = more.end()
    if item := _FOR_ITEM.match(said.plain, end):
        end = item.end()
    tail = reason(said, end, marked=False)
    return _moved(taken[0], tail, plan=plan) if tail else None


def _moved(when: DateReading, tail: Tail, *, plan: bool) -> Heard:
    heard = Heard(Deed.MOVE, when=when, plan=plan, why=tail.why)
    return heard if tail.sure else replace(heard, asking=Asking.WHY)


def hear_not_done_but_when(said: Words, ear: Ear) -> Heard | None:
    """Read "not done, friday" and "almost done, friday"."""
    for start, end in first_cuts(_BUT_WHEN, said.plain):
        if start and (is_not_done(said.plain[:start]) or _IN_HAND.fullmatch(said.plain[:start])):
            return _day_first(said.cut(end), ear)
    return None


def _why_first(said: Words, ear: Ear) -> Heard | None:
    """Read "legal is late, need until friday"."""
    for start, end in first_cuts(_WHY_FIRST, said.plain):
        why, rest = said.cut(0, start), said.cut(end)
        if len(why.plain.split()) < 2 or _NO_WHY.match(why.plain) or "?" in why.plain or ITEM in why.plain:
            continue
        heard = _day_first(rest, ear)
        if heard and not heard.why:
            opening = re.match(rf"{BECAUSE}\b:? ?", why.plain)
            sure = opening or "so" in said.plain[start:end] or names_trouble(why.plain)
            words = tidy(why.cased[opening.end() :] if opening else why.cased)
            return replace(heard, why=words, asking=heard.asking if sure else Asking.WHY)
    return None
