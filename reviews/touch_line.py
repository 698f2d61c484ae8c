"""Who was spoken with, in one line: "call with Dana Wu yesterday", "email from Dana, asked for exports"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reviews.customer import Contact
from reviews.dates import DayOrder, say_date
from reviews.fact_entry_moments import Moment, moments_in
from reviews.facts import Direction, TookPart, TouchKind
from reviews.incident_line_times import NOON, Clocked
from reviews.line_dates import Asked
from reviews.mentions import Mention, find_mentions
from reviews.sheet import TAKEN, Sheet, sheet_of
from reviews.text import from_slack
from reviews.touch_line_forms import Form, form_at_start
from reviews.touch_line_names import NameSaid, names_at, role_at
from reviews.usage_line_words import LINK
from reviews.wording import sentence

_MISSED = frozenset({TookPart.DECLINED, TookPart.ABSENT})
_JOINED = re.compile(
    r"\s*(?:(?:also )?(?:joined|was there|came along|too|was in|on our side)(?: too| as well)?)?", re.IGNORECASE
)
_WITH_MORE = re.compile(r"\b(?:with|also|and|plus)\s+$", re.IGNORECASE)
_ABOUT = re.compile(
    r"^(?:[\s,;:.–—-]|\b(?:about|re|regarding|on|to discuss|concerning|for(?! (?:an?|half|\d))|to|at|and|who"
    r"|they|he|she|that|because|over|via|in)\b(?!\s*$))+",
    re.IGNORECASE,
)
_ABOUT_AT_START = re.compile(r"(?:the|a|an) ", re.IGNORECASE)
_OUT = {
    TookPart.DECLINED: re.compile(
        r"\b(?:declined|cancelled|canceled|turned (?:it )?down|called (?:it )?off)\b", re.IGNORECASE
    ),
    TookPart.ABSENT: re.compile(
        r"\b(?:did(?:n['’]?t| not) (?:come|show(?: up)?|join|attend|turn up|appear)|no[- ]show(?:ed)?"
        r"|never (?:came|showed(?: up)?|joined)|was absent|were absent)\b",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True)
class TouchLine:
    """What a line says of a conversation. `who` is empty where nobody came or nobody was named.

    `at` is aware UTC, `day_only` where only the day is known. `ours`: people of ours who are named, `also_me`: whether
    who types it was there too. `doubts`: sentences, by the field of the form they are about.
    """

    who: tuple[NameSaid, ...]
    kind: TouchKind
    direction: Direction
    took_part: TookPart | None
    at: datetime
    day_only: bool = False
    about: str | None = None
    ours: tuple[Mention, ...] = ()
    also_me: bool = True
    link: str | None = None
    doubts: tuple[tuple[str, str], ...] = ()
    assumed: tuple[str, ...] = ()


def read_touch(text: str, asked: Clocked, order: DayOrder | None, known: Sequence[Contact]) -> TouchLine:
    """Read a line as Slack sent it, without the customer's name. `known`: who is on the customer's list."""
    sheet = sheet_of(from_slack(text))
    link = _take_link(sheet)
    at, day_only, doubts, assumed = _take_when(sheet, asked, order)
    ours, also_me = _take_ours(sheet)
    form, named, unnamed = _take_people(sheet, known)
    who, asked_who = _sure(named)
    if not who and not form.nobody:
        asked_who.append(("who", f"Who is “{unnamed}”?" if unnamed else "Who was it, on their side?"))
    about = _about(sheet, unnamed if not who else None)
    took_part = _took_part(form, about or "")
    direction = Direction.OURS if took_part in _MISSED else form.direction
    about = ": ".join(filter(None, [sentence(form.called), about])) or None
    return TouchLine(
        who,
        form.kind,
        direction,
        took_part,
        at,
        day_only,
        about,
        ours,
        also_me,
        link,
        (*asked_who, *doubts),
        assumed,
    )


def _take_link(sheet: Sheet) -> str | None:
    found = LINK.search(sheet.text)
    if found:
        sheet.take(*found.span())
    return found[0] if found else None


def _take_when(
    sheet: Sheet, asked: Clocked, order: DayOrder | None
) -> tuple[datetime, bool, list[tuple[str, str]], tuple[str, ...]]:
    """When it was: now where nothing is said. A length ("for an hour") is no moment."""
    moments = [each for each in moments_in(sheet.masked(), Asked(asked.today, order)) if each.lasted is None]
    for moment in moments:
        sheet.take(moment.start, moment.end)
    said = [each for each in moments if each.role == "start"]
    if not said:
        return asked.now.replace(second=0, microsecond=0), False, [], ()
    first = said[0]
    doubts = [("when", "More than one day is there. Note one conversation at a time.")] if _days(said) > 1 else []
    if first.day and first.day.day is None:
        return asked.now, True, [*doubts, ("when", first.day.why or "Which day was it?")], ()
    at, day_only = _moment(first, asked)
    assumed = (first.day.assumed,) if first.day and first.day.assumed else ()
    if at > asked.now:
        day = say_date(at.astimezone(asked.zone).date(), asked.today)
        clock = "" if day_only else f" {at.astimezone(asked.zone):%H:%M}"
        doubts.append(("when", f"{day}{clock} is still ahead. What has been is noted here."))
    return at, day_only, doubts, assumed


def _days(said: Sequence[Moment]) -> int:
    return len({each.day.day for each in said if each.day})


def _moment(said: Moment, asked: Clocked) -> tuple[datetime, bool]:
    day = said.day.day if said.day and said.day.day else asked.today
    if said.clock:
        return asked.at(day, said.clock.at), False
    at = asked.at(day, NOON)
    return (min(at, asked.now) if day == asked.today else at), True


def _take_ours(sheet: Sheet) -> tuple[tuple[Mention, ...], bool]:
    """People of ours, wherever they are named; the words stay where they say more than that."""
    found = [each for each in find_mentions(sheet.text) if each.kind in {"user", "name"}]
    also_me = not found
    for each in found:
        lead = _WITH_MORE.search(sheet.text[: each.start])
        tail = _JOINED.match(sheet.text, each.end)
        sheet.take(lead.start() if lead and tail and tail[0].strip() else each.start, tail.end() if tail else each.end)
        also_me = also_me or lead is not None or bool(tail and tail[0].strip())
    return tuple(found), also_me


def _take_people(sheet: Sheet, known: Sequence[Contact]) -> tuple[Form, list[NameSaid], str | None]:
    """How it was and with whom. Where the start names nobody, a name amid the line counts; its words stay."""
    covered = sheet.masked()
    begin = len(covered) - len(covered.lstrip(f" ,{TAKEN}"))
    form = form_at_start(covered, begin, known)
    for span in form.spans:
        sheet.take(*span)
    if form.who:
        sheet.take(form.who[0].start, form.who[-1].end)
        return form, list(form.who), None
    if form.nobody:
        return form, [], None
    unnamed = role_at(covered, form.people_at) if form.people_at is not None else None
    return form, [] if unnamed else _anywhere(covered, known), unnamed


def _anywhere(text: str, known: Sequence[Contact]) -> list[NameSaid]:
    """Somebody on the list, by a name in the middle: "the renewal was agreed with Dana Wu"."""
    found: list[NameSaid] = []
    for word in re.finditer(r"(?<!\w)[^\W\d_]", text):
        if found and word.start() < found[-1].end:
            continue
        here = names_at(text, word.start(), known, sure=False)[:1]
        found += [name for name in here if name.contact or name.choices]
    return found


def _sure(who: Sequence[NameSaid]) -> tuple[tuple[NameSaid, ...], list[tuple[str, str]]]:
    """Each person once, and a question where a name can be two."""
    asked = []
    for each in who:
        if each.choices:
            named = " or ".join(_told(choice, each.choices) for choice in each.choices[:4])
            asked.append(("who", f"{each.name} can be {named}. Type the whole name."))
    once = {each.name.casefold(): each for each in who}
    return tuple(once.values()), asked


def _told(contact: Contact, among: Sequence[Contact]) -> str:
    same = sum(each.name.casefold() == contact.name.casefold() for each in among) > 1
    return f"{contact.name} ({contact.title})" if same and contact.title else contact.name


def _took_part(form: Form, about: str) -> TookPart | None:
    """What came of it, also where that is said later: "call with Dana, she did not show"."""
    if form.may_fail:
        for outcome, words in _OUT.items():
            if words.search(about):
                return outcome
    return form.took_part


def _about(sheet: Sheet, unnamed: str | None) -> str | None:
    left = sheet.left()
    left = _ABOUT.sub("", left)
    if unnamed and left.casefold().startswith(unnamed.casefold()):
        left = left[len(unnamed) :]
    return (
        sentence(_ABOUT_AT_START.sub("", left, count=1) if _ABOUT_AT_START.match(left) else left, one_line=True) or None
    )
