"""Who may do what: one table, asked by handlers before they act and by messages before they show a button."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from reviews.model import Account, Action, Gap, Review


class RoleKind(StrEnum):
    """What somebody is named to be in a workspace, beside a member."""

    ADMIN = "admin"
    LEADER = "leader"


class Reach(StrEnum):
    """Whose customers a leader looks after: those of their reports, or all."""

    REPORTS = "reports"
    ALL = "all"


class Standing(StrEnum):
    """What somebody is to the workspace. Only a member may do anything; what is not known is not trusted."""

    MEMBER = "member"
    GUEST = "guest"
    OUTSIDE = "outside"
    DEACTIVATED = "deactivated"
    BOT = "bot"
    UNKNOWN = "unknown"


class Deed(StrEnum):
    """What can be asked of us. One word stands for every command, button and form that does it."""

    LOOK = "look"
    LOG = "log"
    ANSWER = "answer"
    START_REVIEW = "start_review"
    RUN_REVIEW = "run_review"
    CLOSE_REVIEW = "close_review"
    ABANDON_REVIEW = "abandon_review"
    ADD_ACCOUNT = "add_account"
    EDIT_ACCOUNT = "edit_account"
    SET_RHYTHM = "set_rhythm"
    TELL_CUSTOMER = "tell_customer"
    HAND_ON = "hand_on"
    OWN_SETTINGS = "own_settings"
    WORKSPACE_SETTINGS = "workspace_settings"
    NAME_PEOPLE = "name_people"
    EXPORT = "export"
    IMPORT_FACTS = "import_facts"
    IMPORT_ACCOUNTS = "import_accounts"
    LISTEN = "listen"


class Tie(StrEnum):
    """How somebody is tied to what is asked about."""

    MEMBER = "member"
    ACCOUNT_OWNER = "account_owner"
    SPONSOR = "sponsor"
    FACILITATOR = "facilitator"
    ITEM_OWNER = "item_owner"
    MANAGER = "manager"
    LEADER = "leader"
    ADMIN = "admin"


_EVERYBODY: Final = frozenset({Tie.MEMBER})
_LEADING: Final = frozenset({Tie.ACCOUNT_OWNER, Tie.FACILITATOR, Tie.LEADER, Tie.ADMIN})
_OF_THE_ACCOUNT: Final = frozenset({Tie.ACCOUNT_OWNER, Tie.LEADER, Tie.ADMIN})

RIGHTS: Final[Mapping[Deed, frozenset[Tie]]] = {
    Deed.LOOK: _EVERYBODY,
    Deed.LOG: _EVERYBODY,
    Deed.ANSWER: _EVERYBODY,
    Deed.START_REVIEW: _EVERYBODY,
    Deed.RUN_REVIEW: _EVERYBODY,
    Deed.CLOSE_REVIEW: _LEADING,
    Deed.ABANDON_REVIEW: _LEADING,
    Deed.ADD_ACCOUNT: _EVERYBODY,
    Deed.EDIT_ACCOUNT: _OF_THE_ACCOUNT,
    Deed.SET_RHYTHM: _OF_THE_ACCOUNT,
    Deed.TELL_CUSTOMER: _LEADING,
    Deed.HAND_ON: frozenset({Tie.ITEM_OWNER, Tie.ACCOUNT_OWNER, Tie.MANAGER, Tie.LEADER, Tie.ADMIN}),
    Deed.OWN_SETTINGS: _EVERYBODY,
    Deed.WORKSPACE_SETTINGS: frozenset({Tie.ADMIN}),
    Deed.NAME_PEOPLE: frozenset({Tie.ADMIN}),
    Deed.EXPORT: _EVERYBODY,
    Deed.IMPORT_FACTS: _EVERYBODY,
    Deed.IMPORT_ACCOUNTS: frozenset({Tie.LEADER, Tie.ADMIN}),
    Deed.LISTEN: _OF_THE_ACCOUNT,
}
"""Any one of these ties is enough. Only members have ties at all, and only to what they may see."""


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody named admin or leader. `ended_at`: it was taken from them; the row stays as history."""

    workspace_id: str
    user_id: str
    kind: RoleKind
    given_by: str
    given_at: datetime
    reach: Reach | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, as known at this moment. `reports`: everybody whose manager they are, however far down."""

    workspace_id: str
    user_id: str
    standing: Standing
    is_admin: bool = False
    leads: Reach | None = None
    reports: frozenset[str] = frozenset()

    @property
    def sees_all(self) -> bool:
        """Whether no account is hidden from them."""
        return self.standing is Standing.MEMBER and (self.is_admin or self.leads is Reach.ALL)


@dataclass(frozen=True, slots=True)
class About:
    """What is asked about. `here`: it was asked in the account's own channel, which only its people can do.

    `has_item`: the actor owns something open there, is waited for there, or leads its review.
    """

    account: Account | None = None
    review: Review | None = None
    item: Action | Gap | None = None
    here: bool = False
    has_item: bool = False


NOTHING: Final = About()


def may(actor: Actor, deed: Deed, about: About = NOTHING) -> bool:
    """Whether somebody may do something. What they may not see they may not touch."""
    return sees(actor, about) and bool(RIGHTS[deed] & ties(actor, about))


def sees(actor: Actor, about: About) -> bool:
    """Whether somebody may know of it at all: a private account is for its own people, leaders and admins."""
    if actor.standing is not Standing.MEMBER:
        return False
    account = about.account
    if account is None or not account.is_private or actor.sees_all or about.here or about.has_item:
        return True
    own = ties(actor, about) - _EVERYBODY
    if account.owner is None:
        # What nobody owns is everybody's to look after, but not what is hidden.
        own -= {Tie.ACCOUNT_OWNER}
    return bool(own)


def ties(actor: Actor, about: About) -> frozenset[Tie]:
    """Every way in which somebody is tied to what is asked about; none for who is no member."""
    if actor.standing is not Standing.MEMBER:
        return frozenset()
    account, review, item = about.account, about.review, about.item
    owner = account.owner if account else None
    held = {
        Tie.MEMBER: True,
        # An account that nobody owns is everybody's to look after.
        Tie.ACCOUNT_OWNER: account is not None and owner in {actor.user_id, None},
        Tie.SPONSOR: account is not None and account.sponsor == actor.user_id,
        Tie.FACILITATOR: review is not None and review.facilitator == actor.user_id,
        Tie.ITEM_OWNER: item is not None and item.owner == actor.user_id,
        Tie.MANAGER: item is not None and item.owner in actor.reports,
        Tie.LEADER: _leads(actor, owner),
        Tie.ADMIN: actor.is_admin,
    }
    return frozenset(tie for tie, holds in held.items() if holds)


def _leads(actor: Actor, owner: str | None) -> bool:
    if actor.leads is None:
        return False
    return actor.leads is Reach.ALL or owner is None or owner == actor.user_id or owner in actor.reports
