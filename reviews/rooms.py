"""What a room is, and what follows for a customer when somebody else begins to read it or it is closed to us."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from reviews.decision import Change, Decision, Message, Post, Say, ShowBoard, Withdraw
from reviews.model import Account, Person, Review

SHARED_BY: Final = ("is_ext_shared", "is_pending_ext_shared", "pending_shared", "pending_connected_team_ids")
"""Slack's facts of a channel that others read, or are about to."""


class News(StrEnum):
    """What became of a room. Guests: somebody came in who is no member; removed: we were taken out of it."""

    SHARED = "shared"
    GUESTS = "guests"
    ARCHIVED = "archived"
    DELETED = "deleted"
    REMOVED = "removed"
    UNSHARED = "unshared"
    RENAMED = "renamed"
    MOVED = "moved"


READ_BY_OTHERS: Final = frozenset({News.SHARED, News.GUESTS})
CLOSED: Final = frozenset({News.ARCHIVED, News.DELETED, News.REMOVED})


@dataclass(frozen=True, slots=True)
class Standing:
    """A message of ours that stands in a room."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class MovedOut:
    """What somebody is told of a room: what became of it, for whom, and what was done about it.

    `moved_to` is who leads the review that goes on with them, `leader` their name; `taken_away` counts our messages.
    """

    news: News
    account: Account
    channel: str
    moved_to: str | None = None
    leader: str = ""
    taken_away: int = 0


def is_shared(facts: Mapping[str, Any]) -> bool:
    """Whether another organisation reads a room, or is about to, by `conversations.info`."""
    return any(facts.get(fact) for fact in SHARED_BY)


def is_other(person: Person) -> bool:
    """Whether somebody in a room is none of ours: a guest, or a person of another organisation. Bots read nothing."""
    return not person.is_bot and (person.is_guest or person.team_id not in {None, person.workspace_id})


def others_among(people: Iterable[Person]) -> list[Person]:
    """Who of those in a room is none of ours."""
    return [person for person in people if is_other(person)]


def leave_room(
    account: Account,
    review: Review | None,
    news: News,
    channel: str,
    *,
    key: str,
    tell: Mapping[str, Message],
) -> Decision:
    """A home that is a home no more: the account loses it, its open review goes on with who leads it.

    `tell` holds who is told and how; `key` names the event, so that it is told once.
    """
    changes = [Change(account, _without(account, news, channel), WHY[news])]
    says: list[Say] = []
    if review is not None and review.channel == channel:
        changes.append(Change(review, replace(review, channel=review.facilitator, board_ts=None), WHY[news]))
        says.append(ShowBoard(review.id))
    says += [Post(f"room:{key}:{who}", who, message) for who, message in tell.items()]
    return Decision(tuple(changes), tuple(says))


def take_away(standing: Sequence[Standing]) -> Decision:
    """What we had said in a room that others read now is taken out of it: they see its history too."""
    says = [Withdraw(f"withdraw:{each.channel}:{each.ts}", each.channel, each.ts) for each in standing]
    return Decision((), tuple(says))


def _without(account: Account, news: News, channel: str) -> Account:
    """The same account without a channel; one that its customer reads becomes its shared one, if it has none."""
    after = account
    if account.channel == channel:
        after = replace(after, channel=None)
        if news is News.SHARED and account.shared_channel is None:
            after = replace(after, shared_channel=channel)
    if account.shared_channel == channel and news in CLOSED:
        after = replace(after, shared_channel=None)
    return after


WHY: Final[Mapping[News, str]] = {
    News.SHARED: "customers read the channel now",
    News.GUESTS: "guests read the channel now",
    News.ARCHIVED: "the channel was archived",
    News.DELETED: "the channel was deleted",
    News.REMOVED: "the bot was taken out of the channel",
    News.UNSHARED: "the channel is shared no more",
    News.RENAMED: "the channel was renamed",
    News.MOVED: "Slack gave the channel another id",
}


def follow_id(account: Account, review: Review | None, old: str, new: str) -> Decision:
    """Slack gave a channel another id: everything that named the old one names the new."""
    after = replace(
        account,
        channel=new if account.channel == old else account.channel,
        shared_channel=new if account.shared_channel == old else account.shared_channel,
    )
    changes = [Change(account, after, WHY[News.MOVED])]
    if review is not None and review.channel == old:
        changes.append(Change(review, replace(review, channel=new), WHY[News.MOVED]))
    return Decision(tuple(changes))


def who_is_told(account: Account, review: Review | None, admins: Sequence[str]) -> list[str]:
    """Who hears what became of a room: the customer's owner and who leads its open review, else an admin."""
    told = [each for each in (account.owner, review.facilitator if review else None) if each]
    return list(dict.fromkeys(told)) or list(admins[:1])
