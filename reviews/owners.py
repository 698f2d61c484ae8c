"""Who of the people in a line is to own it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from reviews.mentions import Mention, find_mentions
from reviews.named_beside import is_verb, with_namesakes
from reviews.sheet import Part, Sheet
from reviews.verb_forms import bases, ending_verb
from reviews.verbs import WEAK, word_set

_SAID = re.compile(
    r"\b(?:owner|owned by|assign(?:ed|ee)?(?: to)?|responsible|accountable)\b\s*(?:is\b|[:=–-])?\s*$",
    re.IGNORECASE,
)
_SAID_AFTER = re.compile(r"^\s*(?:owns(?: it| this)?|is (?:the )?owner|as owner|\(?owner\)?)$", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,|;|\band\b|\bor\b|&|/|\+)?\s*", re.IGNORECASE)
_ASKING = re.compile(
    r"\s*(?:(?:pls|plz|please|can|could|would|will|should|you|hey|hi|ok|so|i|we|need|needs|want|like|to-?do|action|task"
    r"|next step)\b[\s:,]*)+",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
_TEAM = re.compile(r"\s+(?:team|group|department|people|folks|side)\b", re.IGNORECASE)
_MODALS = re.compile(
    r"\s*[:,–—-]?\s*(?:(?:please|pls|plz|kindly|will|shall|should|must|to|needs? to|ha(?:s|ve) to|is (?:going )?to"
    r"|(?:can|could|would) you|can|could)\s+)*",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"\s*[:,–—-]?\s*(?:please|pls|plz|kindly|to|will|shall|should|must|needs to|has to|is (?:going )?to|can|could)\s",
    re.IGNORECASE,
)
_NOT_TAIL = word_set(
    """
    to for with from by of at about and or via cc re on the a between against after before like than as
    ask asks asked tell tells told remind reminds help helps invite invites see meet call calls email ping
    get gets give gives show shows send sends train trains let have has want wants need needs thank visit
    """
)
_NOT_OWNER = word_set(
    """
    says said say reports reported report told tells asked asks asking mentioned mentions wrote complained
    complains can't cannot couldn't isn't doesn't is was has had needs wants wanted sees saw gets got uses
    used and or who whose thinks believes noticed
    """
)
_JOINING = word_set("and or & + /")


class Rank(IntEnum):
    """How plainly a mention is the owner's; OPENING begins a line that goes on "has", "wants" or "says"."""

    INSIDE = 0
    OPENING = 1
    TAIL = 2
    LEAD = 3
    ALONE = 4
    DOER = 5
    SAID = 6


ACTION_ORDER = (Rank.SAID, Rank.LEAD, Rank.DOER, Rank.ALONE, Rank.TAIL, Rank.OPENING)
GAP_ORDER = (Rank.SAID, Rank.ALONE, Rank.TAIL, Rank.DOER, Rank.LEAD)

_BEGIN = frozenset({Rank.LEAD, Rank.DOER, Rank.OPENING})


@dataclass(frozen=True, slots=True)
class _Run:
    """People named side by side, how plainly they own the line, and the span to take out with them."""

    people: tuple[Mention, ...]
    rank: Rank
    start: int
    end: int


def take_owner(sheet: Sheet, order: Sequence[Rank]) -> tuple[Mention, ...]:
    """Take the owner out of the sheet: nobody, one, or all those between whom the line leaves it open."""
    runs = [_ranked(sheet, people) for people in _runs(sheet)]
    for rank in order:
        chosen = [run for run in runs if run.rank is rank]
        if chosen:
            for run in chosen:
                sheet.take(run.start, run.end)
            return tuple(person for run in chosen for person in run.people)
    return ()


def _runs(sheet: Sheet) -> list[tuple[Mention, ...]]:
    """People who stand side by side belong together: "@nina and @omar", "@nina, @omar", "@nina & Omar to"."""
    runs: list[list[Mention]] = []
    covered = sheet.masked()
    for mention in find_mentions(covered):
        if mention.kind == "channel":
            continue
        beside = runs and _JOINED.fullmatch(covered[runs[-1][-1].end : mention.start])
        if beside:
            runs[-1].append(mention)
        else:
            runs.append([mention])
    return [with_namesakes(covered, tuple(run)) for run in runs]


def _ranked(sheet: Sheet, people: tuple[Mention, ...]) -> _Run:
    start, end = people[0].start, people[-1].end
    part = _part_around(sheet, start, end)
    before = sheet.masked()[part.start : start]
    after = sheet.masked()[end : part.end]
    if said := _SAID.search(before):
        return _Run(people, Rank.SAID, part.start + said.start(), end)
    if own := _SAID_AFTER.match(after):
        return _Run(people, Rank.SAID, start, end + own.end())
    if own := _POSSESSIVE.match(after):
        return _team(sheet, people, end + own.end(), before, after[own.end() :])
    if _ASKING.fullmatch(before) and _is_first(sheet, part):
        before, start = "", part.start
    rank = _place(sheet, part, before.strip(" :;,"), after.strip(" :;,"))
    if rank not in _BEGIN:
        return _Run(people, rank, people[0].start, end)
    return _Run(people, rank, start, _past_modals(sheet, end))


def _past_modals(sheet: Sheet, end: int) -> int:
    """Where the deed begins: after "to", "will", "please" that follow the owner."""
    modals = _MODALS.match(sheet.text, end)
    return modals.end() if modals else end


def _part_around(sheet: Sheet, start: int, end: int) -> Part:
    """The part the people stand in; a run over a comma stretches over its parts."""
    around = [part for part in sheet.parts() if part.start < end and part.end > start]
    first, last = min(part.start for part in around), max(part.end for part in around)
    return Part(first, last, sheet.text[first:last])


def _team(sheet: Sheet, people: tuple[Mention, ...], end: int, before: str, after: str) -> _Run:
    """Tell "@nina's team" at the start is a team, which owns nothing; "@nina's checklist" is a thing."""
    start = people[0].start
    team = _TEAM.match(after)
    if not team or before.strip():
        return _Run(people, Rank.INSIDE, start, end)
    stop = end + team.end()
    # The person's id stays, so that whoever knows their name can say whose team it is.
    named = f"{people[0].name}'s{team[0]}" if people[0].name else team[0].strip()
    group = Mention("group", people[0].id, named, start, stop)
    return _Run((group,), Rank.LEAD, start, _past_modals(sheet, stop))


def _place(sheet: Sheet, part: Part, before: str, after: str) -> Rank:
    last = before.rpartition(" ")[2].casefold()
    following = after.partition(" ")[0].casefold()
    if not last and not following:
        return Rank.ALONE
    if not following:
        return Rank.INSIDE if last in _NOT_TAIL else Rank.TAIL
    if last and (last in _NOT_TAIL or not _acts(after, following)):
        return Rank.INSIDE
    if not last and following not in _NOT_OWNER and _is_first(sheet, part):
        return Rank.LEAD
    if _acts(after, following):
        return Rank.DOER
    return Rank.OPENING if not last and _is_first(sheet, part) and _opens(after) else Rank.INSIDE


def _opens(after: str) -> bool:
    """Whether one person begins the line; "@nina and the vendor …" may be about two."""
    first, _, rest = after.partition(" ")
    return first.casefold() not in _JOINING or is_verb(rest.strip().partition(" ")[0])


def _is_first(sheet: Sheet, part: Part) -> bool:
    first = next(sheet.parts(), None)
    return first is not None and first.start >= part.start


def _acts(after: str, following: str) -> bool:
    if _DOES.match(after):
        return True
    known = ending_verb(following) or next((base for base in bases(following) if base in WEAK), None)
    return bool(known) and following.endswith("s") and following != known
