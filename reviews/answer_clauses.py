"""A reply taken apart into clauses, each about items it names itself.

A clause begins only where something names an item and says of it a thing that can be understood. All else stays
with the clause before it, so that a reason may hold commas, numbers and half of another answer.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from reviews.answer_blocked import hear_blocked
from reviews.answer_days import hear_move, hear_not_done_but_when, hear_snooze
from reviews.answer_done import hear_done, hear_not_done, hear_yes_or_unsure
from reviews.answer_going import hear_cleared, hear_still_on
from reviews.answer_heard import BECAUSE, ITEM, Ear, Heard
from reviews.answer_items import Named, find_named
from reviews.answer_model import Asking, Deed, Shown
from reviews.answer_refused import hear_not_mine, hear_wont_do
from reviews.answer_small_talk import without_small_talk
from reviews.answer_text import Words

_HEARERS: tuple[Callable[[Words, Ear], Heard | None], ...] = (
    hear_yes_or_unsure,
    hear_not_done_but_when,
    hear_done,
    hear_not_done,
    hear_still_on,
    hear_wont_do,
    hear_not_mine,
    hear_cleared,
    hear_snooze,
    hear_blocked,
    hear_move,
)
_SEPARATOR = re.compile(r"\n|[;,.!](?=\s|$)|\s[/|–—-]\s|\s\(|\s(?:and|&|but|then|also|plus|while|whereas)\s|(?<=✓)\s")
_LIST_MARK = re.compile(rf"{ITEM}[.)](?=\s|$)")
_LIST_AND = re.compile(r"^(?:and|&|but|then|also|plus|while|whereas|so)\s+")
# No answer ends with one of these, so what follows a bare number behind it is no new clause.
_HANGS = re.compile(
    r"(?:^|\s)(?:maybe|perhaps|probably|possibly|hopefully|almost|nearly|never|except|guess|suppose|if|when|once|unless|until|till|before|after|and|or|but|not|no|because|since|as|the|a|an|"
    r"for|on|by|with|to|"
    r"from|of|in|at|than|that|which|who|are|was|be|do|does|did|get|gets|got|needs?|wants?|have|has|had|"
    r"see|wait|waiting|it's|"
    r"makes?|lets?|like|only|even|about|is|will|can|want|says?|said|think|thinks|where|finish|per|than|"
    r"over|under|version|v|"
    r"part|step|phase|day|page|q|quarter|sprint|priority|p|level|tier|team|all|least|most|first|next|last|every)$|^$"
)
_AND_AT_END = re.compile(r"[\s,;]+(?:and|&|but|then|also|plus|while|whereas|so)\s*$")
_AND_BUT_THEN = re.compile(r"[\s,;]+(?:and|&|but|also|plus|while|whereas|so)\s*$")
"""Behind a reason "then" may be its own last word: "because the vendor answers then"."""
_REASONED = re.compile(rf"\b{BECAUSE}\b")
_EDGE = re.compile(r"(?:[\s,.;:!–…]|-(?!\d))*")
_MOST_CANDIDATES = 24
# Before "and 3 done" has to stand a clause of its own, or "and" belongs to something not understood.
_WEAK_JOIN = re.compile(r"\s(?:and|&|but|then|also|plus|while|whereas)\s+$")
_STOPPED = re.compile(r"[,;.\n]\s*(?:and |but )?$")
_BECAUSE_BEFORE = re.compile(rf"\b{BECAUSE}:? ?$")
# Where the number before a full stop is a list's: "1. done 2. friday", unlike "done: 1."
_BEGINS = re.compile(r"(?:^|[\n;,.]\s?|\b(?:done|friday|blocked|mine|track|progress|it)\s)$")
_MOST_NAMED = 4
_AHEAD = 2
_NOT_SURE = frozenset({Asking.IS_IT_DONE, Asking.WHAT})


@dataclass(frozen=True, slots=True)
class Clause:
    """What was said, and of which items; `named` is None when it names none itself."""

    text: str
    heard: Heard | None
    named: Named | None


@dataclass(frozen=True, slots=True)
class Listener:
    """All that is needed to hear clauses about one list."""

    shown: Sequence[Shown]
    ear: Ear

    def clauses(self, said: Words) -> list[Clause]:
        """The clauses of a reply, left to right."""
        said = without_small_talk(said)
        cuts = [0, *self._starts(said), len(said.plain)]
        pieces = [said.cut(start, end) for start, end in itertools.pairwise(cuts)]
        return [self.clause(piece) for piece in pieces if piece.plain.strip(" ,.;!–-")]

    def clause(self, said: Words) -> Clause:
        """One piece, heard as a single clause."""
        piece = _bare(said)
        unsure: Clause | None = None
        for named in [*find_named(piece.plain, self.shown)[:_MOST_NAMED], None]:
            heard = self._hear(_with_item(piece, named) if named else piece, named)
            if heard and heard.asking is None and (_counts(piece, named) or self._says_more(piece, named, heard)):
                heard = replace(heard, asking=Asking.WHAT)
            if heard and heard.asking not in _NOT_SURE:
                return Clause(said.cased, heard, named)
            if heard and not unsure:
                unsure = Clause(said.cased, heard, named)
        return unsure or Clause(said.cased, None, None)

    def _says_more(self, piece: Words, named: Named | None, heard: Heard) -> bool:
        """Whether what would be the reason goes on about another item: "export friday, checklist after"."""
        at = piece.cased.rfind(heard.why) if heard.why and heard.deed is Deed.MOVE else -1
        if at < 0:
            return False
        own = named.refs if named else ()
        said = piece.plain[at:]
        others = [each for each in find_named(said, self.shown) if each.refs and each.refs != own]
        if any(each.loud and _STOPPED.search(said[: each.start]) for each in others):
            return True
        return any(each.start == 0 for each in others) and not _BECAUSE_BEFORE.search(piece.plain[:at])

    def _hear(self, piece: Words, named: Named | None) -> Heard | None:
        ear = self._ear(named)
        asked = piece.plain.rstrip(" !.").endswith("?")
        said = _bare(Words(piece.cased.rstrip("?!. "), piece.plain.rstrip("?!. "))) if asked else piece
        heard = next((found for hear in _HEARERS if (found := hear(said, ear))), None)
        if heard and heard.person:
            # Its place was one in a piece of the text, which means nothing outside.
            heard = replace(heard, person=replace(heard.person, start=0, end=0))
        if heard and asked and heard.asking is None:
            return replace(heard, asking=Asking.IS_IT_DONE if heard.deed is Deed.DONE else Asking.WHAT)
        return heard

    def _ear(self, named: Named | None) -> Ear:
        about = [each for each in self.shown if not named or each.ref in named.refs] or list(self.shown)
        blocked = bool(about) and (all(each.blocked for each in about) or (not named and _one_blocked(about)))
        return replace(self.ear, accounts=tuple({each.account for each in about}), blocked=blocked)

    def _starts(self, said: Words) -> list[int]:
        """Where a new clause begins, after the first."""
        named = find_named(said.plain, self.shown)
        places = list(_candidates(said.plain, named))
        ends = [*(place for place, _ in places), len(said.plain)]
        found: list[int] = []
        for index, (place, loose) in enumerate(places):
            ahead = ends[index + 1 : index + 1 + _AHEAD]
            if not any(place <= each.start < ahead[-1] for each in named):
                continue
            if loose and not self._ends(said.cut(found[-1] if found else 0, place)):
                continue
            if _WEAK_JOIN.search(said.plain[max(0, place - 10) : place]) and not self._heard(said, found, place):
                continue
            if self._begins(said, place, ahead, loose=loose):
                found.append(place)
        return found

    def _heard(self, said: Words, found: Sequence[int], place: int) -> bool:
        """Whether the clause before this place can be understood at all."""
        return self.clause(said.cut(found[-1] if found else 0, place)).heard is not None

    def _ends(self, before: Words) -> bool:
        """Whether the clause before a bare number is whole, so that the number can begin another."""
        clause = self.clause(before)
        whole = clause.named is not None and clause.heard is not None and clause.heard.asking not in _NOT_SURE
        return whole and not _HANGS.search(before.plain)

    def _begins(self, said: Words, place: int, ends: Sequence[int], *, loose: bool) -> bool:
        """Whether some piece from here on names an item and can be understood."""
        for end in ends:
            clause = self.clause(said.cut(place, end))
            if clause.named is None or clause.heard is None or _named_late(said.cut(place, end), clause.named):
                continue
            bare = (
                clause.heard.deed is None and len(clause.text.strip(" .,!")) < clause.named.end - clause.named.start + 3
            )
            if not bare and not (loose and clause.heard.asking in _NOT_SURE):
                return True
        piece = said.cut(place).plain
        return not loose and _soft(_LIST_AND.sub("", piece), self.shown)


def _named_late(piece: Words, named: Named) -> bool:
    """Whether words of the clause before stand in front of the item: "Mei is out. 3 monday"."""
    return re.search(r"[,;\n]|\.\s", _bare(piece).plain[: named.start]) is not None


def _counts(piece: Words, named: Named | None) -> bool:
    """Whether "2 are done" says how many rather than which."""
    one = named is not None and named.loud and len(named.refs) == 1
    return one and named is not None and re.match(r" (?:are|were|have)\b", piece.plain[named.end :]) is not None


def _soft(piece: str, shown: Sequence[Shown]) -> bool:
    """Whether something is said of an item by number, though it cannot be understood."""
    first = next(iter(find_named(piece, shown)), None)
    if first is None or not first.loud or not first.refs or first.start > 0:
        return False
    return (
        re.match(r"[.):]? (?:is|are|was|has|needs|will|=|:|-|–|→|not sure)\b|[.):]\s", piece[first.end :]) is not None
    )


def _one_blocked(shown: Sequence[Shown]) -> bool:
    return sum(each.blocked for each in shown) == 1


def _candidates(text: str, named: Sequence[Named]) -> Iterator[tuple[int, bool]]:
    """Places where a clause could begin, and whether nothing but a number says so."""
    held = [(each.start, each.end) for each in named]
    marks = {each.end for each in named if each.loud and _BEGINS.search(text[max(0, each.start - 40) : each.start])}
    places = {m.end(): False for m in _SEPARATOR.finditer(text) if m[0] != "." or m.start() not in marks}
    for each in named:
        stands = text[: each.start].rstrip(" ")
        if (each.loud or each.rest) and not _SEPARATOR.search(text[len(stands) - 1 : each.start]):
            places.setdefault(each.start, True)
    inside = [place for place in places if any(start < place < end for start, end in held)]
    for place in sorted(set(places) - set(inside))[:_MOST_CANDIDATES]:
        if 0 < place < len(text) and text.count('"', 0, place) % 2 == 0:
            yield place, places[place]


def _bare(said: Words) -> Words:
    """The piece without greetings, "and" before it and stops behind it."""
    text = without_small_talk(said.cut(0))
    joined = _LIST_AND.match(text.plain)
    text = text.cut(joined.end() if joined else 0)
    joins = _AND_AT_END if not _REASONED.search(text.plain) else _AND_BUT_THEN
    text = text.cut(0, len(joins.sub("", text.plain)))
    opening = _EDGE.match(text.plain)
    lead = opening.end() if opening else 0
    end = len(text.plain.rstrip(" ,.;:!–-/("))
    end -= text.plain[:end].endswith(")") and "(" not in text.plain
    return without_small_talk(text.cut(lead, max(lead, end)))


def _with_item(said: Words, named: Named) -> Words:
    """Put the sign for an item in place of the words that name it."""
    sign = f"{ITEM} {named.says}" if named.says else ITEM
    plain = said.plain[: named.start] + sign + said.plain[named.end :]
    cased = said.cased[: named.start] + sign + said.cased[named.end :]
    if mark := _LIST_MARK.search(plain):
        plain = plain[: mark.end() - 1] + plain[mark.end() :]
        cased = cased[: mark.end() - 1] + cased[mark.end() :]
    return Words(cased, plain)
