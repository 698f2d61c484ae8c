"""Where an action's sentence begins: past its owner, its "please" and "to", at its first verb."""

from __future__ import annotations

from dataclasses import dataclass

from reviews.verb_forms import bases, ending_verb, is_mark, weak_typo
from reviews.verbs import ALSO_NOUNS, LIGHT, WEAK, WEAK_NOUNS, word_set

_LONGEST_PHRASE = 6
_SKIPPED = word_set(
    """
    to will shall should must please can could would also then just maybe finally quickly we i i'll we'll
    he she they let's lets let us someone somebody todo action remember asap need needs going gonna ought
    aim aims try tries trying now team again always regularly closely carefully further ai next step
    internally proactively pls probably really still gotta wanna definitely kindly
    """
)
_BEGINS = word_set("start begin continue keep try carry proceed")
_DETERMINERS = word_set(
    """
    a an the some more any another our their your its his her regular quick short brief deeper deep
    """
)
_LIGHT_NOUNS = {
    "chat": "talk",
    "talk": "talk",
    "think": "think",
    "look": "look",
    "help": "help",
    "guidance": "help",
    "assistance": "help",
    "dive": "look",
    "check": "review",
}
_NOT_WEAK = frozenset({("track", "down"), ("look", "for"), ("look", "up"), ("help", "desk"), ("work", "out")})
_AFTER_NOUN = word_set("of with on about for to into in around by at")


@dataclass(frozen=True, slots=True)
class Lead:
    """The sentence from its first verb. `family` is set for a weak verb, `verb` for one that ends.

    `words` starts at the verb; `rest` follows the verb or the weak phrase; `phrase` is the weak phrase found.
    """

    words: tuple[str, ...]
    rest: tuple[str, ...]
    verb: str | None = None
    family: str | None = None
    phrase: str = ""


def find_lead(words: list[str], owner_name: str | None) -> Lead:
    """Find where the deed begins; words that are no known verb give a lead with neither verb nor family."""
    start = _past_opening(words, owner_name)
    tail = words[start:]
    if not tail:
        return Lead((), ())
    return _weak_lead(tail) or _light_lead(tail) or _ending_lead(tail) or _subject_lead(tail) or _other(tail)


def _past_opening(words: list[str], owner_name: str | None) -> int:
    """Count the words before the deed: the owner, "will", "need to", "start" before another verb."""
    names = set((owner_name or "").casefold().split())
    place = 0
    while place < len(words) and _opens(words, place, names):
        place += 1
    return place


def _opens(words: list[str], place: int, names: set[str]) -> bool:
    low = words[place].casefold()
    if is_mark(low) or low.startswith(("<@", "@")) or low in names:
        return True
    following = words[place + 1] if place + 1 < len(words) else ""
    if low in {"have", "has", "be", "is", "are", "plan", "plans", "want", "wants"}:
        return following.casefold() in {"to", "going"}
    if any(base in _BEGINS for base in bases(low)):
        return following.casefold() in {"to", "on", "with"} or _weak_at(words[place + 1 :]) is not None
    return low in _SKIPPED


def _weak_at(words: list[str]) -> tuple[str, int] | None:
    """The weak verb or phrase these words start with, longest first, and how many words it takes."""
    for length in range(min(_LONGEST_PHRASE, len(words)), 0, -1):
        tail = [word.casefold() for word in words[1:length]]
        for base in bases(words[0]):
            phrase = "-".join([base, *tail])
            if phrase in WEAK:
                return phrase, length
    return None


def _weak_lead(words: list[str]) -> Lead | None:
    found = _weak_at(words)
    if not found and (typo := weak_typo(words[0])):
        found = (typo, 1)
    if not found or _is_subject(words, found[1]) or (found[0], *words[1:2]) in _NOT_WEAK:
        return None
    phrase, length = found
    return Lead(tuple(words), tuple(words[length:]), family=WEAK[phrase], phrase=phrase)


def _is_subject(words: list[str], length: int) -> bool:
    """Whether the weak word only names who acts: "support sends …", "review board signs …"."""
    return length == 1 and any(_acts(word) for word in words[1:3])


def _acts(word: str) -> bool:
    """Whether a word is a deed in the third person and can't be a plural: "sends", not "exports"."""
    verb = ending_verb(word) if word.casefold().endswith("s") else None
    return bool(verb) and verb not in ALSO_NOUNS and verb != word.casefold()


def _light_lead(words: list[str]) -> Lead | None:
    """Read a weak deed as a noun: "do a review of …", "onboarding review", "follow-up with IT"."""
    place = 0
    if any(base in LIGHT for base in bases(words[0])):
        place = 1
        while place < len(words) and words[place].casefold() in _DETERMINERS:
            place += 1
    noun = words[place].casefold() if place < len(words) else ""
    family = WEAK_NOUNS.get(noun) or (_LIGHT_NOUNS.get(noun) if place else None)
    following = words[place + 1].casefold() if place + 1 < len(words) else ""
    if family and (not following or following in _AFTER_NOUN or is_mark(following)):
        return Lead(tuple(words), tuple(words[place + 1 :]), family=family, phrase=noun)
    return None


def _ending_lead(words: list[str]) -> Lead | None:
    verb = ending_verb(words[0])
    return Lead(tuple(words), tuple(words[1:]), verb=verb) if verb else None


def _subject_lead(words: list[str]) -> Lead | None:
    """Read past one unknown word before a verb in the third person: "Omar looks into exports"."""
    later = words[1:]
    if not later or not words[0][:1].isupper() or not later[0].casefold().endswith(("s", "ing")):
        return _modal_subject(words)
    if weak := _weak_lead(later):
        return weak
    return _ending_lead(later) if _acts(later[0]) else None


def _modal_subject(words: list[str]) -> Lead | None:
    """Read past a subject with "will" or "to": "Omar will look into exports", "Omar to follow up"."""
    if len(words) > 2 and words[1].casefold() in {"will", "to", "should", "must", "shall"}:
        return _weak_lead(words[2:])
    return None


def _other(words: list[str]) -> Lead:
    return Lead(tuple(words), tuple(words))
