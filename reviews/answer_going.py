"""Answers that go on: working on it, on track, not blocked any more."""

from __future__ import annotations

import re

from reviews.answer_heard import DONE, IS, IT, ITEM, Ear, Heard, first_cuts, pattern
from reviews.answer_model import Asking, Deed
from reviews.answer_text import Words

_STILL = pattern(
    rf"(?:(?:{IS}|i'm |im |i am |we're |we are |i |we )?(?:still |currently |now |is |are |busy |just )*(?:"
    rf"making (?:good |some )?progress|on {IT}|on (?:track|schedule|target|course)|working on (?:{IT}|"
    rf"both)|workin on {IT}|at it|in progress|in the works|wip|work in progress|"
    rf"ongoing|under ?way|started|getting there|coming along|doing {IT}(?: (?:right )?now)?|looking (?:at|into) {IT}|"
    rf"going|true|planned|the plan|valid|the same|unchanged|as planned|same(?: as before)?|"
    rf"(?:almost|nearly|nearly all|mostly|half|halfway|half way|partly|partially|close to|very close to|"
    rf"just about|about)"
    rf"(?: {DONE}| there| finished| ready)|almost|nearly|halfway|half way|close|"
    rf"\d{{1,2}} ?%(?: (?:there|done|complete|finished|through))?)"
    rf"(?: (?:with|on) {IT})?(?: right now| now| as we speak| already| still)?"
    rf"|(?:i|we|{ITEM}|it)? ?(?:'ll|will) make (?:it|the date|that)|(?:{ITEM}:? )?no (?:changes?|news|"
    rf"updates?)(?: yet)?|"
    rf"started (?:on |with )?{ITEM}|"
    rf"(?:the )?date (?:still )?(?:stands|holds)|(?:wip|on|working on|doing|in progress) ?:? ?{ITEM}|"
    rf"will do|i(?:'ll| will) do it|nothing (?:has )?changed)"
)
_STILL_TAIL_ENDS = re.compile(
    rf"\b(?:{DONE}|finish\w*|block\w*|stuck|wait\w*|cancel\w*|drop\w*|mine|moved?|push\w*|no|not|if|unless|"
    rf"but|actually|remind|ping|"
    r"later|friday|monday|tuesday|wednesday|thursday|tomorrow|week|today|until|till|won't|can't|by|instead)\b|[?¤]|\d"
)
_STILL_BLOCKED = pattern(rf"(?:{IS})?still (?:blocked|stuck|waiting)")
_STOP = re.compile(r" ?[,;:.(–—-]")
_CLEARED = pattern(
    rf"(?:{IS}|i'm |im |we're )?(?:is |are |now |finally |got )*(?:unblocked|unstuck|cleared|(?:no longer|"
    rf"not) (?:blocked|stuck|waiting)(?: any ?more| any longer| now)?)(?: now| again)?"
    rf"|(?:the )?(?:blocker|block)s?(?: (?:on|for) {IT})? (?:is |are |was |has been |been )*(?:gone|"
    rf"cleared|resolved|removed|lifted|fixed|sorted)(?: now)?"
    rf"|(?:unblock|unblocked) {IT}"
)
_GO_ON = re.compile(
    rf"(?:[^?]{{2,80}}(?:,|\.|;| so| and|–) ?)?(?:now )?(?:i |we |{ITEM} |it )?(?:can )(?:now )?(?:go on|"
    rf"go ahead|continue|proceed|carry on|move on|resume)"
    rf"(?: (?:with )?{IT})?(?: now| again)?"
)
_SOMEBODY_DID = re.compile(
    r"[^?]*\b(?:answered|came back|replied|delivered|reviewed|approved|fixed|signed|sent|gave|did|merged|unblocked|"
    r"responded|confirmed)\b[^?]*"
)
_NOT_BLOCKED = pattern(rf"(?:{IS}|i'm |im |we're )?(?:is |are )?not (?:blocked|stuck)")
_THEN = re.compile(r" ?(?:[,;.:(–—-]| so| and)\s?")
_DEPENDS = re.compile(
    r"\b(?:customer|client|if|when|once|then|until|can't|cannot|before|hope|should|but|so that|unless|tomorrow)\b"
)


def hear_still_on(said: Words, ear: Ear) -> Heard | None:
    """Working on it, on track, nearly there: nothing changes. So does "still blocked" of what is known to be."""
    if _STILL.fullmatch(said.plain) or (ear.blocked and _STILL_BLOCKED.fullmatch(said.plain)):
        return Heard(Deed.STILL_ON)
    for start, _ in first_cuts(_STOP, said.plain):
        if _STILL.fullmatch(said.plain[:start]) and not _STILL_TAIL_ENDS.search(said.plain[start:]):
            return Heard(Deed.STILL_ON)
    return None


def hear_cleared(said: Words, ear: Ear) -> Heard | None:
    """It can go on again; a bare "not blocked" counts only for what was."""
    if _NOT_BLOCKED.fullmatch(said.plain) and not ear.blocked:
        return Heard(Deed.CLEARED, Asking.WHAT)
    if _DEPENDS.search(said.plain):
        return None
    if _CLEARED.fullmatch(said.plain) or _GO_ON.fullmatch(said.plain):
        return Heard(Deed.CLEARED)
    for start, end in first_cuts(_THEN, said.plain):
        before, after = said.plain[:start], said.plain[end:]
        told_first = _CLEARED.fullmatch(after) and _SOMEBODY_DID.fullmatch(before)
        if told_first or (_CLEARED.fullmatch(before) and _SOMEBODY_DID.fullmatch(after)):
            return Heard(Deed.CLEARED)
    return None
