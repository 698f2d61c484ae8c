"""What a file of customers' people makes of those that are known. An empty cell says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from jobs.import_accounts import NOT_THEIRS
from jobs.import_book import Book
from reviews.customer import Contact
from reviews.decision import Change
from reviews.imports.model import BadLine, GoodLine
from storage import contacts, numbers
from storage.statements import fold

_TOLD: Final = ("name", "title", "level", "champion", "email", "heard_on", "left_on")


class Contacts:
    """Plans the lines of one file."""

    def __init__(self, workspace_id: str, source: str, book: Book, by: str, now: datetime) -> None:
        self._ws, self._source, self._book, self._by, self._now = workspace_id, source, book, by, now
        self._known: dict[int, list[Contact]] = {}
        self._places: dict[int, int] = {}
        self.changes: list[Change] = []
        self.same = 0
        self.bad: list[BadLine] = []
        self.customers: set[int] = set()
        self.notes: list[str] = []

    async def plan(self, tx: AsyncConnection, lines: Sequence[GoodLine]) -> None:
        """Take all lines in."""
        placed = [(line, self._book.find(line.account, self._source)) for line in lines]
        self.bad = [BadLine(line.line, "account", why, line.cells) for line, why in placed if isinstance(why, str)]
        for line, where in placed:
            if isinstance(where, int):
                await self._take(tx, line, where)
        await self._number(tx)

    async def record_more(self, tx: AsyncConnection) -> None:
        """Nothing beside the people themselves."""

    async def _take(self, tx: AsyncConnection, line: GoodLine, account_id: int) -> None:
        if account_id not in self._known:
            self._known[account_id] = await contacts.on_account(tx, self._ws, account_id)
        self.customers.add(account_id)
        listed = self._known[account_id]
        said = {name: line.values[name] for name in _TOLD if line.values.get(name) is not None}
        place = _place(listed, str(said.get("name", "")), str(said.get("email", "")))
        if place is None:
            new = Contact(self._ws, -len(self.changes) - 1, account_id, "", added_by=self._by, added_at=self._now)
            listed.append(replace(new, **said))
            self._places[new.id] = len(self.changes)
            self.changes.append(Change(None, listed[-1]))
            return
        before, after = listed[place], replace(listed[place], **said)
        if before != after and before.id > 0 and not self._book.may_change(account_id):
            self.bad.append(BadLine(line.line, "person", NOT_THEIRS, line.cells))
            return
        listed[place] = after
        self._change(before, after)

    def _change(self, before: Contact, after: Contact) -> None:
        """Somebody known, or somebody an earlier line made or changed."""
        if before == after:
            self.same += 1
        elif (at := self._places.get(before.id)) is not None:
            self.changes[at] = Change(self.changes[at].before, after)
        else:
            self._places[before.id] = len(self.changes)
            self.changes.append(Change(before, after))

    async def _number(self, tx: AsyncConnection) -> None:
        """Numbers for those that are new; on a dry run they keep the ones that stand in for them."""
        news = [at for at, change in enumerate(self.changes) if change.before is None]
        if not news or not self._by:
            return
        first = await numbers.next_number(tx, self._ws, "contact", len(news))
        for number, at in enumerate(news, first):
            made = self.changes[at].after
            assert isinstance(made, Contact)  # noqa: S101 - nothing else is planned here
            self.changes[at] = Change(None, replace(made, id=number))


def _place(listed: Sequence[Contact], name: str, email: str) -> int | None:
    """Where somebody is listed already: by address, else by name where no other address speaks against it."""
    for at, each in enumerate(listed):
        if email and each.email and fold(each.email) == fold(email):
            return at
    for at, each in enumerate(listed):
        other = email and each.email and fold(each.email) != fold(email)
        if fold(each.name) == fold(name) and not other:
            return at
    return None
