"""Done and not done, yes and no, and "not sure": answers that need no day."""

from __future__ import annotations

import re

from reviews.answer_heard import BECAUSE, DONE, EASY, IS, IT, ITEM, PAST, Ear, Heard, first_cuts, pattern
from reviews.answer_model import Asking, Deed
from reviews.answer_tails import reason
from reviews.answer_text import CROSS, SLIP, THUMB, TICK, Words

_AND = r"(?: and | & |, ?| )"
_I = r"(?:(?:i|we)(?:'ve|ve| have)?)"
_YES_FIRST = re.compile(rf"^{ITEM}:? (?:yes|yep|yup|yeah),? (?:it's |its |is |all )?")
_TO_THEM = r"(?: to (?:them|him|her|(?:the )?(?:customer|client)))?"
_DONE = pattern(
    rf"(?:(?:only {ITEM} is )?{IS}?(?:{EASY} )*{DONE}(?:{_AND}(?:{DONE}|{PAST}))*(?: {ITEM})?"
    rf"|{_I} (?:{EASY} )*(?:{DONE}|did)(?: (?:{IT}|everything))?{_TO_THEM}(?: {PAST})*"
    rf"|(?:{EASY} )*(?:{DONE}|did)(?: with)? ?[:=–-]? ?(?:{ITEM}|it){_TO_THEM}(?: {PAST})*"
    rf"|(?:{EASY} )*(?:{DONE}|did) (?:{IT}|everything){_TO_THEM}(?: {PAST})*"
    rf"|{ITEM} ?{TICK}|{TICK} ?{ITEM}"
    rf"|(?:you can |we can |can )?(?:mark|set|tick) {IT} (?:as |to |down as |off as )?(?:done|complete|"
    rf"completed|closed|finished)"
    rf"|mark (?:as )?(?:done|complete|closed)"
    rf"|(?:you can |we can |can )?(?:close|tick|check) {IT}(?: off| out)?)"
)
_DONE_TAIL = re.compile(
    r" ?[,.;:(–—-]+ ?(?:and |i |we |pr |the pr |it |it's |was |already |just |all )*"
    r"(?:sent|shipped|merged|deployed|released|emailed|mailed|shared|posted|told|uploaded|confirmed|"
    r"in prod|live|see|link|http\S+|"
    r"finally|phew|yay|they have it|(?:the )?\w+ (?:has )?(?:confirmed|approved|signed(?: off)?|tested it|"
    r"got it|has it)|tested|approved|signed|yesterday|this morning|last night|pr \S+|#\d+)\b.*"
    r"|(?: and|,) dusted"
)
_CUT = re.compile(r" ?[,.;:(–—-]| ")
# What follows may take it back, or be the day it was done or will be.
_LEAVES_OPEN = re.compile(
    r" ?[^\w\s']|(?: and| but| except| for| if| when| once| (?:on )?(?:today|tonight|mon(?:day)?|"
    r"tues?(?:day)?|wed(?:nesday)?|"
    r"thu(?:rs)?(?:day)?|fri(?:day)?))\b"
)
_CLOSE_IT = re.compile(
    r" ?[,.;:–-]+ ?(?:so |and |please )*(?:(?:you|we) can close (?:it|this|that)|can be closed|"
    r"closing (?:it|this))(?: now)?"
)
_TAKES_BACK = re.compile(
    r"\b(?:but|except|never|unless|not|no|if|when|once|until|till|unless|needs?|wait|waiting|will|should|would|could|"
    r"can|by|still|remaining|"
    r"left|todo|tomorrow|next|part|half|some|most|pending|review|hopefully|almost|maybe|probably|wrong|"
    r"fail\w*|broke\w*|"
    r"bounc\w*|errors?|only|mine|block\w*|stuck|cancel\w*|drop\w*|soon|later|monday|tuesday|wednesday|"
    r"thursday|friday|"
    r"mon|tue|tues|wed|thu|thurs|fri|to do|reminder|draft|version|again|back)\b|n't\b|[?¤]|'ll\b"
)
_ASKED = pattern(
    rf"(?:is|are|was|were|isn't|has) (?:{IT}|they|everything|{ITEM} all) (?:been )?(?:already |all |"
    rf"now )*{DONE}(?: yet| already| now)?"
)
_NOT_DONE = pattern(
    rf"(?:(?:no|nope|nah),? not yet|no|nope|nah|not yet|(?:sorry,? )?not (?:there )?yet|{CROSS}"
    rf"|{IS}?(?:still |is |are )*(?:not|isn't|isnt|aren't|arent|wasn't|hasn't been|hasnt been) (?:yet )?(?:all )?"
    rf"(?:{DONE}|started|ready|there|complete)(?: yet| so far| at all)?"
    rf"|{ITEM}:? (?:not|no|not yet|isn't|isnt|is not|aren't|are not|{CROSS})|(?:not|no) (?:yet )?{ITEM}"
    rf"|(?:(?:i|we) )?(?:still )?(?:haven't|havent|have not|didn't|didnt|did not|couldn't|couldnt) (?:yet |even )*"
    rf"(?:{DONE}|done|finish|started?|send|ship|do|get to|got to|gotten to|get around to|had time for|begun)"
    rf"(?: (?:{IT}|anything))?(?: yet| so far| at all)?"
    rf"|{IS}?(?:will|is going to|'ll|going to)? ?be late|{IS}?(?:is )?(?:running |going to be )?(?:late|"
    rf"delayed|behind|overdue)"
    rf"|(?:{IS}|i |we )?(?:won't|wont|will not|can't|cant|cannot) make it"
    rf"|(?:{IS}|i |we )?needs? (?:some |a bit |a little )?more time(?: for {IT}| on {IT})?|"
    rf"no progress(?: on {IT})?|nothing (?:is )?(?:done|yet))"
)
_BEFORE_WHY = re.compile(rf" ?[,;:.(–—-]| (?={BECAUSE} )")
_YES = pattern(
    rf"(?:{ITEM}:? )?(?:yes|yep|yup|yeah|yea|ya|y|sure|ok|okay|k|kk|{THUMB}|correct|affirmative|aye|it is|"
    rf"they are|of course)(?: {THUMB})*"
)
_SO_SO = pattern(
    rf"(?:(?:i )?(?:not sure|no idea|dunno|idk|don't know|dont know|unsure)(?: (?:about|on|if|of) {ITEM}.*)?"
    rf"|(?:{ITEM} )?(?:can't|cant|cannot|can not|unable(?: to)?|(?:i )?(?:can't|cannot|cant))(?: do (?:{IT}))?"
    rf"|{ITEM} (?:not sure|no idea|dunno|idk)|{ITEM})"
)


def hear_done(said: Words, ear: Ear) -> Heard | None:
    """Done, in all its words; with anything behind it that may take it back, it is asked."""
    text = _YES_FIRST.sub(f"{ITEM} ", said.plain)
    if _DONE.fullmatch(text):
        return Heard(Deed.DONE, Asking.IS_IT_DONE if SLIP in said.plain else None)
    if _ASKED.fullmatch(said.plain):
        return Heard(Deed.DONE, Asking.IS_IT_DONE)
    cuts = [start for start, _ in first_cuts(_CUT, said.plain, 12) if ITEM not in said.plain[start:]]
    tails = [said.plain[cut:] for cut in cuts if _DONE.fullmatch(said.plain[:cut])]
    if any(_DONE_TAIL.fullmatch(tail) and not _TAKES_BACK.search(tail) for tail in tails) and SLIP not in said.plain:
        return Heard(Deed.DONE)
    if any(_CLOSE_IT.fullmatch(tail) for tail in tails):
        return Heard(Deed.DONE)
    return Heard(Deed.DONE, Asking.IS_IT_DONE) if any(_LEAVES_OPEN.match(tail) for tail in tails) else None


def hear_not_done(said: Words, ear: Ear) -> Heard | None:
    """Not done, with perhaps a reason; when it will be is asked."""
    if is_not_done(said.plain):
        return Heard(Deed.MOVE, Asking.WHICH_DATE)
    for start, _ in first_cuts(_BEFORE_WHY, said.plain):
        if is_not_done(said.plain[:start]):
            tail = reason(said, start, marked=True)
            return Heard(Deed.MOVE, Asking.WHICH_DATE, why=tail.why) if tail else None
    return None


def is_not_done(text: str) -> bool:
    """Whether the words say that it is not done, and nothing else."""
    return _NOT_DONE.fullmatch(text.strip(" .!")) is not None


def hear_yes_or_unsure(said: Words, ear: Ear) -> Heard | None:
    """A bare yes, thumb or number, and "can't": something was said, but not what."""
    if _YES.fullmatch(said.plain):
        return Heard(Deed.DONE, Asking.IS_IT_DONE)
    return Heard(None, Asking.WHAT) if _SO_SO.fullmatch(said.plain) else None
