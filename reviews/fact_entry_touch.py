"""Who was spoken with, noted by hand: a row for each person, and when we last heard from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from reviews.customer import Contact
from reviews.days_ahead import FARTHEST
from reviews.decision import Change, Decision, Refusal
from reviews.fact_entry import Noting, refuse_change
from reviews.facts import TYPED_HERE, Direction, TookPart, Touch, TouchKind
from reviews.text import one_line

MOST_PEOPLE = 12
_MISSED = frozenset({TookPart.DECLINED, TookPart.ABSENT})


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person at the customer by name, and who that is on its list; the name is "" where nobody came."""

    name: str
    contact: Contact | None = None


@dataclass(frozen=True, slots=True)
class TouchWords:
    """A conversation as typed; `at` is aware UTC. `ours`: Slack ids of those on our side."""

    who: tuple[Somebody, ...]
    kind: TouchKind
    direction: Direction
    took_part: TookPart | None
    at: datetime
    day_only: bool = False
    about: str | None = None
    ours: tuple[str, ...] = ()
    link: str | None = None

    @property
    def was_heard(self) -> bool:
        """Whether they took part or reached out, so that we heard from them."""
        return self.took_part not in _MISSED and self.direction is not Direction.OURS


def note_touches(first: int, words: TouchWords, noting: Noting) -> Decision | Refusal:
    """Note a conversation: a row for each person, numbered from `first` on."""
    if refusal := refuse_touch(words, noting):
        return refusal
    new = (_touch(first + place, who, words, noting) for place, who in enumerate(words.who))
    heard = (_heard(who.contact, words, noting) for who in words.who)
    changes = (*(Change(None, each) for each in new), *(each for each in heard if each), *_met(words, noting))
    return Decision(changes)


def change_touch(stored: Touch, words: TouchWords, noting: Noting) -> Decision | Refusal:
    """Say something else of one person's part in a conversation that was typed here."""
    if refusal := refuse_change(stored) or refuse_touch(words, noting):
        return refusal
    if len(words.who) > 1:
        return Refusal("who", "This is about one person. Note the others on their own.")
    after = _touch(stored.id, words.who[0], words, noting)
    after = replace(
        after,
        source_id=stored.source_id,
        noted_by=stored.noted_by,
        noted_at=stored.noted_at,
        as_of=stored.as_of,
    )
    if after == stored:
        return Decision()
    heard = _heard(words.who[0].contact, words, noting)
    return Decision((Change(stored, replace(after, as_of=noting.now)), *((heard,) if heard else ())))


def refuse_touch(words: TouchWords, noting: Noting) -> Refusal | None:
    """What cannot be, by the field it stands under."""
    nobody_came = words.took_part is TookPart.ABSENT
    if not words.who or (not nobody_came and not all(each.name.strip() for each in words.who)):
        return Refusal("who", "Who was it, on their side? Type a name, such as Dana Wu.")
    if len(words.who) > MOST_PEOPLE:
        return Refusal("who", f"That is {len(words.who)} people. Name the {MOST_PEOPLE} that matter.")
    when = noting.says(words.at, day_only=words.day_only)
    if words.at > noting.now and not (words.day_only and _day(words.at, noting) == noting.today):
        return Refusal("when", f"I read {when}, which is still ahead. What has been is noted here.")
    if noting.now - words.at > FARTHEST:
        return Refusal("when", f"{words.at.date().isoformat()} is more than ten years ago.")
    return None


def _touch(number: int, who: Somebody, words: TouchWords, noting: Noting) -> Touch:
    return Touch(
        workspace_id=noting.account.workspace_id,
        id=number,
        account_id=noting.account.id,
        at=words.at,
        person=one_line(who.name, 120),
        kind=words.kind,
        direction=words.direction,
        source=TYPED_HERE,
        source_id=str(number),
        as_of=noting.now,
        noted_by=noting.by,
        noted_at=noting.now,
        contact_id=who.contact.id if who.contact else None,
        level=who.contact.level if who.contact else None,
        ours=_ours(words, noting),
        took_part=words.took_part,
        about=one_line(words.about or "", 300) or None,
        day_only=words.day_only,
        link=words.link,
    )


def _ours(words: TouchWords, noting: Noting) -> str:
    """Who of ours it was: our sponsor where they took part, else the first named, else who notes it."""
    sponsor = noting.account.sponsor
    if sponsor is not None and sponsor in words.ours:
        return sponsor
    return words.ours[0] if words.ours else noting.by


def _heard(contact: Contact | None, words: TouchWords, noting: Noting) -> Change | None:
    day = _day(words.at, noting)
    if contact is None or not words.was_heard or contact.left_on is not None:
        return None
    if contact.heard_on is not None and contact.heard_on >= day:
        return None
    return Change(contact, replace(contact, heard_on=day))


def _met(words: TouchWords, noting: Noting) -> Sequence[Change]:
    """Our sponsor was there: the day they last met the customer."""
    account, day = noting.account, _day(words.at, noting)
    taking_part = {*words.ours} or {noting.by}
    if account.sponsor is None or account.sponsor not in taking_part or not words.was_heard:
        return ()
    if account.sponsor_met_on is not None and account.sponsor_met_on >= day:
        return ()
    return (Change(account, replace(account, sponsor_met_on=day)),)


def _day(moment: datetime, noting: Noting) -> date:
    return moment.astimezone(noting.zone).date()
