"""How people say that they met: a thing ("call with"), a deed ("met"), or what the other did ("Dana wrote")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reviews.customer import Contact
from reviews.facts import Direction, TookPart, TouchKind
from reviews.touch_line_names import NameSaid, names_at

_THING_KINDS = {
    TouchKind.CALL: r"(?:phone |video |zoom |teams )?calls?|zoom|teams|phone",
    TouchKind.EMAIL: r"e-?mails?|mails?",
    TouchKind.MESSAGE: r"(?:slack |text )?messages?|texts?|chats?|dms?|whatsapp|notes?|repl(?:y|ies)|answers?",
    TouchKind.VISIT: r"(?:site |on-?site )?visits?|on-?site",
    TouchKind.EVENT: r"lunch(?:es)?|dinners?|coffees?|breakfast|conference|webinar|event|drinks",
    TouchKind.MEETING: (
        r"(?:\w+ )?(?:meetings?|check-?ins?|catch-?ups?|syncs?|workshops?|demos?|trainings?|sessions?|reviews?"
        r"|kick-?offs?|walkthroughs?)"
        r"|qbr|ebr|1:1|stand-?up|steering(?: committee| group)?|one[- ]on[- ]one"
    ),
    TouchKind.OTHER: r"conversations?|talks?|word|contact|feedback",
}
_DEEDS: dict[tuple[TouchKind, Direction], str] = {
    (
        TouchKind.MEETING,
        Direction.BOTH,
    ): r"met(?: up)?(?: with)?|sat down with|saw|caught up with|had (?:a |an )?(?:meeting|catch-?up|sync"
    r"|review) with|hosted|onboarded|trained",
    (TouchKind.CALL, Direction.BOTH): r"(?:was )?on (?:the phone|a call|zoom|teams) with|got (?:hold of|through to)",
    (
        TouchKind.OTHER,
        Direction.BOTH,
    ): r"spoke (?:with|to)|spoken (?:with|to)|talked (?:with|to)|chatted with|in touch with|with",
    (TouchKind.OTHER, Direction.THEIRS): r"heard (?:back )?from|word from",
    (
        TouchKind.CALL,
        Direction.OURS,
    ): r"called|phoned|rang|left (?:a )?(?:voice ?mail|message) (?:for|with)|tried to (?:reach|call)|tried",
    (
        TouchKind.EMAIL,
        Direction.OURS,
    ): r"e-?mailed|mailed|sent (?:an? )?(?:e-?mail|mail) to|wrote (?:an? )?e-?mail to|wrote(?: to)?"
    r"|followed up with|chased|replied to|answered",
    (
        TouchKind.MESSAGE,
        Direction.OURS,
    ): r"messaged|texted|pinged|slacked|dm['’]?d|reached out to|sent (?:a )?message to|contacted",
    (TouchKind.VISIT, Direction.BOTH): r"visited|on-?site with|was (?:on-?site )?at their (?:office|site)s? with",
    (TouchKind.EVENT, Direction.BOTH): r"(?:had )?(?:lunch|dinner|coffee|drinks|breakfast) with",
    (TouchKind.MEETING, Direction.OURS): r"invited|asked",
    (TouchKind.EMAIL, Direction.THEIRS): r"got (?:an? )?(?:e-?mail|mail|reply|answer) from",
    (TouchKind.CALL, Direction.THEIRS): r"got (?:a )?call from",
    (TouchKind.MESSAGE, Direction.THEIRS): r"got (?:a )?(?:message|text|note) from",
}
_TO = r"(?:the |our |their |to |for |from |at |a |an )*"
_NOT_COMING = (
    r"did(?:n['’]?t| not) (?:come|show(?: up)?|join|attend|turn up|appear|make it)|no[- ]show(?:ed)?"
    r"|never (?:came|showed(?: up)?|joined)|(?:was|were) absent|missed|skipped|stayed away"
)
_TOLD: tuple[tuple[str, TouchKind, Direction, TookPart | None], ...] = (
    (
        r"(?:has |have )?(?:declined|turned down|cancelled|canceled|called off|backed out of|can(?:['’]t"
        r"|not) (?:come|make|join))",
        TouchKind.MEETING,
        Direction.OURS,
        TookPart.DECLINED,
    ),
    (_NOT_COMING, TouchKind.MEETING, Direction.OURS, TookPart.ABSENT),
    (
        r"attended|came(?: along)?|joined|was (?:at|in|there)|were (?:at|in|there)|took part in|showed up|turned up",
        TouchKind.MEETING,
        Direction.BOTH,
        TookPart.ATTENDED,
    ),
    (r"(?:called|phoned|rang)(?: us| me)?(?! off)", TouchKind.CALL, Direction.THEIRS, None),
    (
        r"(?:e-?mailed|mailed|wrote|sent (?:an? )?(?:e-?mail|mail))(?: us| me| in| back)?",
        TouchKind.EMAIL,
        Direction.THEIRS,
        None,
    ),
    (
        r"(?:messaged|texted|pinged|slacked|dm['’]?d|reached out)(?: to)?(?: us| me)?",
        TouchKind.MESSAGE,
        Direction.THEIRS,
        None,
    ),
    (r"left (?:us |me )?(?:an? )?(?:voice ?mail|message|note)", TouchKind.MESSAGE, Direction.THEIRS, None),
    (r"visited(?: us)?", TouchKind.VISIT, Direction.BOTH, TookPart.ATTENDED),
)
_SAYS = re.compile(
    r"\s+(?=(?:has |have |also |just )?(?:asked|asks|complained|said|says|told|confirmed|wants?|wanted|thanked"
    r"|mentioned|raised|reported|replied|answered"
    r"|accepted|requested|agreed|promised|warned|shared|sent|praised|hopes|thinks|needs|is|was|will|has|did)\b)",
    re.IGNORECASE,
)
_QUALIFIED = (
    r"(?:(?:had|did|have|held|we|i|just|a|an|the|our|my|another|first|second|last|quick|short|long|good"
    r"|great|weekly|monthly|quarterly|regular|intro|new|brief|today['’]s|yesterday['’]s|joint|onboarding|renewal"
    r"|\d{1,3}[- ]?min(?:utes?|ute)?|half[- ]hour|one[- ]hour) )*"
)
_THING = re.compile(
    rf"{_QUALIFIED}(?:{'|'.join(f'(?P<{kind.name}>{words})' for kind, words in _THING_KINDS.items())})"
    r"(?P<on> (?:about|on|re) (?:(?!with\b)[\w-]+ ){1,4}?)?\s*(?P<how>with|from|to|by|for|w/|:)\s*(?=\S)",
    re.IGNORECASE,
)
_DEED = re.compile(
    r"(?:(?:i|we|just|also|then|quickly|finally|have|had|has) )*"
    rf"(?:{'|'.join(f'(?P<d{place}>{words})' for place, words in enumerate(_DEEDS.values()))})\s+(?=\S)",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    rf"(?:nobody|no one|no-one|none of them|not one)(?: of them| from (?:them|their side|there)| else)* (?:came"
    rf"|joined|attended|showed(?: up)?|turned up|answered|was there|dialled in)(?: {_TO})?",
    re.IGNORECASE,
)
_LITTLE = re.compile(
    r"^(?:(?:had|did|have|held|we|i|just|a|an|the|our|my|another|quick|short|long|good|great|brief|new|today['’]s"
    r"|yesterday['’]s|slack|text|phone|video) )+",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"calls?|meetings?|e-?mails?|mails?|messages?|visits?|chats?|events?|texts?|dms?|repl(?:y|ies)|answers?"
    r"|notes?|phone|talks?"
    r"|conversations?|contact|word",
    re.IGNORECASE,
)
_TOGETHER = frozenset({TouchKind.CALL, TouchKind.MEETING, TouchKind.VISIT, TouchKind.EVENT})


@dataclass(frozen=True, slots=True)
class Form:
    """How a line begins. `spans` are the words that are understood, `people_at` where names are expected.

    `called`: what it was called, where that says more than its kind: "QBR". `may_fail`: it is about something that
    was to be, and the rest of the line may say that it was not.
    """

    kind: TouchKind = TouchKind.OTHER
    direction: Direction = Direction.BOTH
    took_part: TookPart | None = None
    spans: tuple[tuple[int, int], ...] = ()
    people_at: int | None = None
    who: tuple[NameSaid, ...] = ()
    nobody: bool = False
    called: str = ""
    may_fail: bool = False


def form_at_start(text: str, begin: int, known: Sequence[Contact]) -> Form:
    """How the text from `begin` on says it."""
    if nobody := _NOBODY.match(text, begin):
        return Form(TouchKind.MEETING, Direction.OURS, TookPart.ABSENT, ((begin, nobody.end()),), nobody=True)
    if thing := _THING.match(text, begin):
        return _with_people(text, known, _of_thing(thing), thing.end())
    if deed := _DEED.match(text, begin):
        return _with_people(text, known, _of_deed(deed), deed.end())
    return _of_subject(text, begin, known)


def _with_people(text: str, known: Sequence[Contact], form: Form, at: int) -> Form:
    who = tuple(names_at(text, at, known))
    return Form(
        form.kind, form.direction, form.took_part, form.spans, at, who, called=form.called, may_fail=form.may_fail
    )


def _of_thing(found: re.Match[str]) -> Form:
    kind = next(each for each in TouchKind if each.name in _NAMES and found[each.name])
    how = found["how"].casefold()
    direction = {"from": Direction.THEIRS, "by": Direction.THEIRS, "to": Direction.OURS}.get(how, Direction.BOTH)
    if kind in {TouchKind.EMAIL, TouchKind.MESSAGE} and how == "with":
        direction = Direction.BOTH
    together = kind in _TOGETHER and direction is Direction.BOTH
    spans = ((found.start(), found.start("on")), (found.start("how"), found.end())) if found["on"] else (found.span(),)
    called = _LITTLE.sub("", found[0][: found.end(kind.name) - found.start()])
    called = "" if _PLAIN.fullmatch(called) else called
    took_part = TookPart.ATTENDED if together else None
    return Form(kind, direction, took_part, spans, called=called, may_fail=kind in _TOGETHER)


_NAMES = frozenset(each.name for each in _THING_KINDS)


def _of_deed(found: re.Match[str]) -> Form:
    place = next(n for n in range(len(_DEEDS)) if found[f"d{n}"])
    kind, direction = list(_DEEDS)[place]
    together = kind in _TOGETHER and direction is Direction.BOTH
    invited = (kind, direction) == (TouchKind.MEETING, Direction.OURS)
    return Form(kind, direction, TookPart.ATTENDED if together else None, (found.span(),), may_fail=invited)


def _of_subject(text: str, begin: int, known: Sequence[Contact]) -> Form:
    """Read "Dana declined the QBR", "Dana asked for exports", or a name alone."""
    who = names_at(text, begin, known, sure=False) or [
        each for each in names_at(text, begin, known)[:1] if each.contact or each.choices
    ]
    if not who:
        return Form(people_at=None)
    aside = re.compile(r"\s*\([^()]*\)").match(text, who[-1].end)
    at = aside.end() if aside else who[-1].end
    for words, kind, direction, took_part in _TOLD:
        found = re.compile(rf"\s+(?:{words})(?![\w-])(?: {_TO})?", re.IGNORECASE).match(text, at)
        if found:
            return Form(kind, direction, took_part, (found.span(),), begin, tuple(who))
    theirs = _SAYS.match(text, at) is not None
    if not theirs and not re.compile(
        r"\s*(?:$|[,;.:()\n–-]|on\b|about\b|re\b|at\b|via\b|over\b|by\b|in\b|today|yesterday|\d)"
    ).match(text, at):
        known_ones = tuple(each for each in who if each.contact or each.choices)
        return Form(people_at=begin, who=known_ones) if known_ones else Form()
    return Form(TouchKind.OTHER, Direction.THEIRS if theirs else Direction.BOTH, None, (), begin, tuple(who))
