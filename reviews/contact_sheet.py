"""One customer's people and both sponsors, loaded once for showing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reviews.customer import Contact
from reviews.model import Account

PAGE_SIZE = 12


@dataclass(frozen=True, slots=True)
class ContactSheet:
    """A page of a customer's people. `sponsors`: whoever is marked as theirs, who is still there first.

    `our_sponsor` is the name of ours. `may_edit`, `may_note`: what the one who looks may do.
    """

    account: Account
    people: tuple[Contact, ...]
    total: int
    here: int
    page: int
    today: date
    sponsors: tuple[Contact, ...] = ()
    champions_left: tuple[Contact, ...] = ()
    our_sponsor: str | None = None
    may_edit: bool = False
    may_note: bool = False
    note: str = ""
    """A line (plain) on what was just done."""

    @property
    def is_first(self) -> bool:
        """Whether this is the first page."""
        return self.page <= 1

    @property
    def is_last(self) -> bool:
        """Whether no page follows."""
        return self.page * PAGE_SIZE >= self.total


@dataclass(frozen=True, slots=True)
class ContactLook:
    """What the form of one person is given. `contact` is None for somebody new."""

    account: Account
    contact: Contact | None
    today: date
    may_edit: bool
