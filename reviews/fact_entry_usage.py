"""Who uses it, noted by hand: one snapshot for the whole account or one for each team."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from reviews.dates import say_date
from reviews.days_ahead import FARTHEST
from reviews.decision import Change, Decision, Refusal
from reviews.fact_entry import Noting, refuse_change
from reviews.facts import TYPED_HERE, UsageSnapshot
from reviews.text import one_line
from reviews.usage_line import UsageCount, is_odd

PERIOD = 30
"""Days that a snapshot typed by hand is about, unless it says more."""
_KEPT = ("seats", "active_30", "active_90", "calls", "features", "volume", "volume_unit")


@dataclass(frozen=True, slots=True)
class UsageWords:
    """Numbers of one day as typed. `insisted`: they were questioned, and they are so."""

    count: UsageCount
    ends_on: date
    link: str | None = None
    insisted: bool = False


def note_usage(
    number: int, words: UsageWords, noting: Noting, *, same_day: UsageSnapshot | None = None
) -> Decision | Refusal:
    """Note one snapshot. `same_day`: what was typed of that team and day before.

    It is filled up by figures that were not named then; one that says another number takes its place whole, so that
    figures of two lines never stand as if they were one.
    """
    if refusal := refuse_usage(words, noting):
        return refusal
    blank = same_day or UsageSnapshot(
        workspace_id=noting.account.workspace_id,
        id=number,
        account_id=noting.account.id,
        ends_on=words.ends_on,
        days=PERIOD,
        team=one_line(words.count.team, 80),
        source=TYPED_HERE,
        source_id=str(number),
        as_of=noting.now,
        noted_by=noting.by,
        noted_at=noting.now,
    )
    said = {name: getattr(words.count, name) for name in _KEPT if getattr(words.count, name) is not None}
    if any(getattr(blank, name) not in (None, value) for name, value in said.items()):
        nothing: dict[str, Any] = dict.fromkeys(_KEPT)
        blank = replace(blank, **nothing, key_actions=())
    after = replace(
        blank, **said, key_actions=words.count.key_actions or blank.key_actions, link=words.link or blank.link
    )
    return _recorded(same_day, after, noting)


def change_usage(stored: UsageSnapshot, words: UsageWords, noting: Noting) -> Decision | Refusal:
    """Say something else of a snapshot that was typed here; what is empty is known no more."""
    if refusal := refuse_change(stored) or refuse_usage(words, noting):
        return refusal
    said = {name: getattr(words.count, name) for name in _KEPT}
    after = replace(
        stored,
        **said,
        key_actions=words.count.key_actions,
        team=one_line(words.count.team, 80),
        ends_on=words.ends_on,
        link=words.link,
    )
    return _recorded(stored, after, noting)


def _recorded(before: UsageSnapshot | None, after: UsageSnapshot, noting: Noting) -> Decision:
    if before == after:
        return Decision()
    return Decision((Change(before, replace(after, as_of=noting.now)),))


def refuse_usage(words: UsageWords, noting: Noting) -> Refusal | None:
    """What cannot be, by the field it stands under; code "odd": it may be so, and is asked."""
    if words.count.says_nothing:
        return Refusal("active30", "How many people use it? Type a number, such as 31.")
    if words.ends_on > noting.today:
        return Refusal("on", f"{say_date(words.ends_on, noting.today)} is still ahead. Of which day are the numbers?")
    if noting.today - words.ends_on > FARTHEST:
        return Refusal("on", f"{words.ends_on.isoformat()} is more than ten years ago.")
    why = is_odd(words.count)
    return Refusal("odd", why) if why and not words.insisted else None


def count_of(snapshot: UsageSnapshot) -> UsageCount:
    """A snapshot's numbers as they stand."""
    return UsageCount(
        team=snapshot.team,
        key_actions=snapshot.key_actions,
        **{name: getattr(snapshot, name) for name in _KEPT},
    )
