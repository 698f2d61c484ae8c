"""Answers that need no day: done, not done, working on it, yes and no, and going on again."""

from __future__ import annotations

import re

from reviews.answer_heard import DONE, EASY, IS, IT, ITEM, PAST, Ear, Heard, pattern
from reviews.answer_model import Asking, Deed
from reviews.answer_tails import reason
from reviews.answer_text import CROSS, SLIP, THUMB, TICK, Words

_AND = r"(?: and | & |, ?| )"
_I = r"(?:(?:i|we)(?:'ve|ve| have)?)"
_DONE = pattern(
    rf"(?:(?:only )?{IS}?(?:{EASY} )*{DONE}(?:{_AND}(?:{DONE}|{PAST}))*(?: {ITEM})?"
    rf"|{_I} (?:{EASY} )*(?:{DONE}|did)(?: (?:{IT}|everything))?(?: {PAST})*"
    rf"|(?:{EASY} )*(?:{DONE}|did)(?:(?: with)? ?[:=–-]?) ?(?:{ITEM}|it|this|that one|them|everything)(?: {PAST})*"
    rf"|{ITEM} ?{TICK}|{TICK} ?{ITEM}"
    rf"|(?:you can |we can |can )?(?:mark|set|tick) {IT} (?:as |to |down as |off as )?(?:done|complete|completed|closed|finished)"
    rf"|mark (?:as )?(?:done|complete|closed)"
    rf"|(?:you can |we can |can )?(?:close|tick|check) {IT}(?: off| out)?)"
)
_DONE_TAIL = re.compile(
    r" ?[,.;:(–—-]+ ?(?:and |i |we |pr |the pr |it |it's |was |already |just |all )*"
    r"(?:sent|shipped|merged|deployed|released|emailed|mailed|shared|posted|told|uploaded|confirmed|in prod|live|see|link|http\S+|"
    r"they have it|customer (?:has|confirmed)|tested|approved|signed|yesterday|this morning|last night|pr \S+|#\d+)\b.*"
    r"|(?: and|,) dusted| 🎉"
)
_CUT = re.compile(r" ?[,.;:(–—-]| ")
# What follows may take it back, or be the day it was done or will be.
_LEAVES_OPEN = re.compile(
    r" ?[^\w\s']|(?: and| but| except| for| if| when| once| (?:on )?(?:today|tonight|mon(?:day)?|tues?(?:day)?|wed(?:nesday)?|"
    r"thu(?:rs)?(?:day)?|fri(?:day)?))\b"
)
_TAKES_BACK = re.compile(
    r"\b(?:but|except|not|no|if|when|once|until|till|unless|needs?|wait|waiting|will|should|would|could|can|by|still|remaining|"
    r"left|todo|tomorrow|next|part|half|some|most|pending|review|hopefully|almost|maybe|probably|wrong|fail\w*|broke\w*|"
    r"bounc\w*|errors?|only|mine|block\w*|stuck|cancel\w*|drop\w*|soon|later|monday|tuesday|wednesday|thursday|friday|"
    r"mon|tue|tues|wed|thu|thurs|fri|to do|reminder|draft|version|again|back)\b|n't\b|[?¤]|'ll\b"
)
_ASKED = pattern(
    rf"(?:is|are|was|were|isn't|has) (?:{IT}|they|everything|{ITEM} all) (?:been )?(?:already |all |now )*{DONE}(?: yet| already| now)?"
)
_NOT_DONE = pattern(
    rf"(?:no|nope|nah|not yet|(?:sorry,? )?not (?:there )?yet|{CROSS}"
    rf"|{IS}?(?:still |is |are )*(?:not|isn't|isnt|aren't|arent|wasn't|hasn't been|hasnt been) (?:yet )?(?:all )?"
    rf"(?:{DONE}|started|ready|there|complete)(?: yet| so far| at all)?"
    rf"|{ITEM}:? (?:not|no|not yet|{CROSS})|(?:not|no) (?:yet )?{ITEM}"
    rf"|(?:(?:i|we) )?(?:still )?(?:haven't|havent|have not|didn't|didnt|did not|couldn't|couldnt) (?:yet |even )*"
    rf"(?:{DONE}|done|finish|started?|send|ship|do|get to|got to|gotten to|get around to|had time for|begun)"
    rf"(?: (?:{IT}|anything))?(?: yet| so far| at all)?"
    rf"|{IS}?(?:will|is going to|'ll|going to)? ?be late|{IS}?(?:is )?(?:running |going to be )?(?:late|delayed|behind|overdue)"
    rf"|(?:{IS}|i |we )?(?:won't|wont|will not|can't|cant|cannot) make it"
    rf"|(?:{IS}|i |we )?needs? (?:some |a bit |a little )?more time(?: for {IT}| on {IT})?|no progress(?: on {IT})?|nothing (?:is )?(?:done|yet))"
)
_STILL = pattern(
    rf"(?:(?:{IS}|i'm |im |i am |we're |we are |i |we )?(?:still |currently |now |is |are |busy )*(?:"
    rf"on {IT}|on (?:track|schedule|target|course)|working on (?:{IT}|both)|workin on {IT}|at it|in progress|in the works|wip|work in progress|"
    rf"ongoing|under ?way|started|getting there|coming along|doing {IT}(?: (?:right )?now)?|looking (?:at|into) {IT}|"
    rf"going|true|planned|the plan|valid|the same|unchanged|as planned|same(?: as before)?|"
    rf"(?:almost|nearly|nearly all|mostly|half|halfway|half way|partly|partially|close to|very close to|just about|about)"
    rf"(?: {DONE}| there| finished| ready)|almost|nearly|halfway|half way|close|"
    rf"\d{{1,2}} ?%(?: (?:there|done|complete|finished|through))?)"
    rf"(?: (?:with|on) {IT})?(?: now| as we speak| already| still)?"
    rf"|(?:i|we|{ITEM}|it)? ?(?:'ll|will) make (?:it|the date|that)|(?:{ITEM}:? )?no (?:changes?|news)|started (?:on |with )?{ITEM}|"
    rf"(?:the )?date (?:still )?(?:stands|holds)|(?:wip|on|working on|doing|in progress) ?:? ?{ITEM}|will do|i(?:'ll| will) do it|nothing (?:has )?changed)"
)
_STILL_TAIL_ENDS = re.compile(
    rf"\b(?:{DONE}|finish\w*|block\w*|stuck|wait\w*|cancel\w*|drop\w*|mine|moved?|push\w*|no|not|if|unless|but|actually|remind|ping|"
    r"later|friday|monday|tuesday|wednesday|thursday|tomorrow|week|today|until|till|won't|can't|by|instead)\b|[?¤]|\d"
)
_YES = pattern(
    rf"(?:{ITEM}:? )?(?:yes|yep|yup|yeah|yea|ya|y|sure|ok|okay|k|kk|{THUMB}|correct|affirmative|aye|it is|they are|of course)(?: {THUMB})*"
)
_SO_SO = pattern(
    rf"(?:(?:i )?(?:not sure|no idea|dunno|idk|don't know|dont know|unsure)(?: (?:about|on|if|of) {ITEM}.*)?"
    rf"|(?:{ITEM} )?(?:can't|cant|cannot|can not|unable(?: to)?|(?:i )?(?:can't|cannot|cant))(?: do (?:{IT}))?"
    rf"|{ITEM} (?:not sure|no idea|dunno|idk)|{ITEM})"
)
_CLEARED = pattern(
    rf"(?:{IS}|i'm |im |we're )?(?:is |are |now |finally )*(?:unblocked|unstuck|cleared|(?:no longer|not) (?:blocked|stuck|waiting)(?: any ?more| any longer| now)?)(?: now| again| 🎉)?"
    rf"|(?:the )?(?:blocker|block)s?(?: (?:on|for) {IT})? (?:is |are |was |has been |been )*(?:gone|cleared|resolved|removed|lifted|fixed|sorted)(?: now)?"
    rf"|(?:unblock|unblocked) {IT}"
)
_GO_ON = re.compile(
    rf"(?:[^?]{{2,80}}(?:,|\.|;| so| and|–) ?)?(?:now )?(?:i |we |{ITEM} |it )?(?:can )(?:now )?(?:go on|go ahead|continue|proceed|carry on|move on|resume)"
    rf"(?: (?:with )?{IT})?(?: now| again)?"
)
_CLEAR_TAIL = re.compile(r" ?[,.;:(–—-] ?[^?]*\b(?:answered|came back|replied|delivered|reviewed|approved|fixed|signed|sent|gave|did|merged|unblocked|responded|confirmed)\b[^?]*")


def hear_done(said: Words, _: Ear) -> Heard | None:
    """Done, in all its words; with anything behind it that may take it back, it is asked."""
    head = _DONE.fullmatch(said.plain)
    if head:
        return Heard(Deed.DONE, Asking.IS_IT_DONE if SLIP in said.plain else None)
    if _ASKED.fullmatch(said.plain):
        return Heard(Deed.DONE, Asking.IS_IT_DONE)
    tails = [said.plain[cut.start() :] for cut in _CUT.finditer(said.plain) if _DONE.fullmatch(said.plain[: cut.start()])]
    if any(_DONE_TAIL.fullmatch(tail) and not _TAKES_BACK.search(tail) for tail in tails) and SLIP not in said.plain:
        return Heard(Deed.DONE)
    return Heard(Deed.DONE, Asking.IS_IT_DONE) if any(_LEAVES_OPEN.match(tail) for tail in tails) else None


def hear_not_done(said: Words, _: Ear) -> Heard | None:
    """Not done, with perhaps a reason; when it will be is asked."""
    text = said.plain.rstrip(" .!")
    if _NOT_DONE.fullmatch(text):
        return Heard(Deed.MOVE, Asking.WHICH_DATE)
    for cut in re.finditer(r" ?[,;:.(–—-]| because | since | as | due to | bc | cuz ", said.plain):
        if _NOT_DONE.fullmatch(said.plain[: cut.start()].strip()):
            tail = reason(said, cut.start(), marked=True)
            return Heard(Deed.MOVE, Asking.WHICH_DATE, why=tail.why) if tail else None
    return None


def hear_still_on(said: Words, ear: Ear) -> Heard | None:
    """Working on it, on track, nearly there: nothing changes."""
    if _STILL.fullmatch(said.plain) or (ear.blocked and re.fullmatch(rf"(?:{IS})?still (?:blocked|stuck|waiting)", said.plain)):
        return Heard(Deed.STILL_ON)
    for cut in re.finditer(r" ?[,;:.(–—-]", said.plain):
        tail = said.plain[cut.start() :]
        if _STILL.fullmatch(said.plain[: cut.start()]) and not _STILL_TAIL_ENDS.search(tail):
            return Heard(Deed.STILL_ON)
    return None


def hear_yes_or_unsure(said: Words, _: Ear) -> Heard | None:
    """A bare yes, thumb or number, and "can't": something was said, but not what."""
    if _YES.fullmatch(said.plain):
        return Heard(Deed.DONE, Asking.IS_IT_DONE)
    return Heard(None, Asking.WHAT) if _SO_SO.fullmatch(said.plain) else None


def hear_cleared(said: Words, ear: Ear) -> Heard | None:
    """It can go on again; a bare "not blocked" counts only for what was."""
    bare = re.fullmatch(rf"(?:{IS})?(?:is |are )?not (?:blocked|stuck)", said.plain)
    if bare and not ear.blocked:
        return Heard(Deed.CLEARED, Asking.WHAT)
    if re.search(r"customer|client", said.plain):
        return None
    whole = _CLEARED.fullmatch(said.plain) or _GO_ON.fullmatch(said.plain)
    if whole and not re.search(r"\b(?:if|when|once|then|until|can't|cannot|before|hope|should|not we|so that)\b", said.plain):
        return Heard(Deed.CLEARED)
    head = _CLEARED.match(said.plain)
    if head and _CLEAR_TAIL.fullmatch(said.plain[head.end() :]) and not re.search(r"\b(?:if|not|but)\b", said.plain[head.end() :]):
        return Heard(Deed.CLEARED)
    return None
