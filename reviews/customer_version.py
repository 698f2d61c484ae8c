"""What the customer may read of a review: picked and worded by a person, said once, and kept in the audit trail.

Of everything kept about a review only this goes into it: the customer's gaps in the customer's own words, what we
promised with who does it and by when, and two paragraphs that a person writes. The rest is for our own people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from reviews.audit_entry import AuditEntry
from reviews.dates import say_date
from reviews.decision import Change, Decision, Message, Refusal, TellCustomer
from reviews.model import Action, Gap, Review, ReviewState
from reviews.sitting import Sitting
from reviews.text import one_line, plain

MOST_PICKED: Final = 30
"""More than that nobody reads in a message."""
MOST_TYPED: Final = 1500
"""Letters of each paragraph; the form takes no more."""
SENT: Final = "sent to the customer"
"""How the reason of the change begins that keeps the text in the audit trail."""
_LINE: Final = 240
_ITS_NUMBER: Final = re.compile(r"\s*\(\s*[AG]-\d{1,9}\s*\)|\b[AG]-\d{1,9}:?\s*")


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that may be told. `ref` names it in a form; `line` is plain text, as it will read."""

    ref: str
    line: str
    picked: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """What a person chose to tell: refs of offers, and two paragraphs of their own."""

    picked: tuple[str, ...] = ()
    heard: str = ""
    expect: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """The customer's version in plain text, line by line."""

    account: str
    heard: str
    gaps: tuple[str, ...]
    actions: tuple[str, ...]
    expect: str


@dataclass(frozen=True, slots=True)
class LastSent:
    """When and by whom the customer's version of a review was sent last. `mark` names that sending."""

    by: str
    at: datetime
    mark: int


def gaps_offered(sitting: Sitting) -> tuple[Offer, ...]:
    """The account's open gaps in the customer's words. None is picked at first: a person decides what is repeated."""
    return tuple(Offer(f"gap.{gap.id}", _gap_line(gap)) for gap in sitting.open_gaps)


def actions_offered(sitting: Sitting) -> tuple[Offer, ...]:
    """What is still promised. At first those are picked in which the customer has a part, or which close a gap."""
    return tuple(
        Offer(f"action.{each.id}", _action_line(sitting, each), bool(each.counterpart or each.gap_id))
        for each in sitting.live_actions
    )


def first_wording(sitting: Sitting) -> Wording:
    """What the form opens with."""
    picked = tuple(offer.ref for offer in actions_offered(sitting) if offer.picked)
    return Wording(picked[:MOST_PICKED], "", sitting.review.expect or "")


def told(sitting: Sitting, wording: Wording) -> Told | Refusal:
    """What the customer will read of a closed review, or what is wrong with it."""
    if sitting.review.state is not ReviewState.CLOSED:
        return Refusal("not_closed", "This review is not closed, so there is nothing to tell the customer of yet.")
    if len(wording.picked) > MOST_PICKED:
        return Refusal("too_many", f"Pick at most {MOST_PICKED}, {len(wording.picked)} are picked.")
    gaps, actions = _lines(gaps_offered(sitting), wording), _lines(actions_offered(sitting), wording)
    if not (gaps or actions or wording.heard.strip() or wording.expect.strip()):
        return Refusal("empty", "Pick something, or write what the customer should hear.")
    heard, expect = (plain(words.strip(), MOST_TYPED) for words in (wording.heard, wording.expect))
    return Told(one_line(sitting.account.name, 80), heard, gaps, actions, expect)


def send(review: Review, message: Message, *, channel: str, token: str) -> Decision | Refusal:
    """Say it to the customer once, and keep in the review's history that it was said, with its words."""
    if review.state is not ReviewState.CLOSED:
        return Refusal("not_closed", "This review is not closed, so nothing was sent.")
    # Of a closed review nobody reads which board was summarised last: the number counts what was told of it.
    counted = replace(review, summarised_version=review.summarised_version + 1)
    said = TellCustomer(f"customer:{review.id}:{token}", channel, message)
    return Decision((Change(review, counted, f"{SENT}: {message['text']}"),), (said,))


def last_sent(entries: Iterable[AuditEntry]) -> LastSent | None:
    """When a review's version for the customer was sent last; `entries` are all of the review, oldest first."""
    found = [entry for entry in entries if (entry.why or "").startswith(SENT)]
    return LastSent(found[-1].by, found[-1].at, found[-1].id) if found else None


def _lines(offers: Sequence[Offer], wording: Wording) -> tuple[str, ...]:
    return tuple(offer.line for offer in offers if offer.ref in wording.picked)


def _gap_line(gap: Gap) -> str:
    return _words(gap.what)


def _action_line(sitting: Sitting, action: Action) -> str:
    who = one_line(sitting.name(action.owner), 60)
    with_whom = f" with {one_line(action.counterpart, 60)}" if action.counterpart else ""
    return f"{_words(action.what)}: {who}{with_whom}, {_when(action.due, sitting.today)}"


def _when(due: date, today: date) -> str:
    # A day that has passed would tell of a slip which a person should tell in their own words.
    return say_date(due, today) if due >= today else "day to follow"


def _words(text: str) -> str:
    """People's words without our short numbers, which say nothing to a customer."""
    bare = _ITS_NUMBER.sub("", one_line(text)).strip()
    return one_line(bare or text, _LINE)
