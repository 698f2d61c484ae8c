"""What a file of customers makes of those that are known: new ones, and changed fields. An empty cell says nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncConnection

from jobs.import_book import Book, domain_key, key_of
from reviews.account_changes import with_values
from reviews.decision import Change
from reviews.imports.model import BadLine, GoodLine
from reviews.model import Account
from storage import account_keys, gap_accounts, numbers, people
from storage.statements import fold

_TOLD: Final = ("name", "tier", "arr", "currency", "renewal_on", "seats", "stage", "time_zone")
NOT_THEIRS: Final = "Only its owner, a leader of theirs or an admin can change this customer."
_AT_ONCE: Final = 500
_STAND_IN: Final = 1_000_000_000
"""The numbers of new customers on a dry run, beyond all that are in use."""


class Accounts:
    """Plans the lines of one file."""

    def __init__(self, workspace_id: str, source: str, book: Book, by: str, now: datetime) -> None:
        self._ws, self._source, self._book, self._by, self._now = workspace_id, source, book, by, now
        self._keys: dict[str, int] = {}
        self._owners: dict[str, str | None] = {}
        self._unknown_owners: Counter[str] = Counter()
        self.changes: list[Change] = []
        self.same = 0
        self.bad: list[BadLine] = []
        self.customers: set[int] = set()
        self.notes: list[str] = []

    async def plan(self, tx: AsyncConnection, lines: Sequence[GoodLine]) -> None:
        """Take all lines in."""
        numbered = [self._number(line) for line in lines]
        stored = await self._stored(tx, sorted({number for number in numbered if number}))
        news = sum(1 for number in numbered if not number)
        following = await numbers.next_number(tx, self._ws, "account", news) if news and self._by else _STAND_IN
        made: dict[int, int] = {}
        for line, known in zip(lines, numbered, strict=True):
            number = known or self._number(line)
            if not number:
                number, following = following, following + 1
            await self._take(tx, line, number, stored, made)
        self._note_owners()

    def _note_owners(self) -> None:
        names = [name for name, _ in self._unknown_owners.most_common(5)]
        if names:
            said = f"Nobody here is known as {', '.join(names)} yet, so those customers come in without an owner."
            self.notes.append(said)

    async def _take(
        self, tx: AsyncConnection, line: GoodLine, number: int, stored: dict[int, Account], made: dict[int, int]
    ) -> None:
        """One line. A customer that an earlier line made or changed is changed further."""
        before = stored.get(number)
        blank = Account(self._ws, number, "", None, None, created_at=self._now)
        after = with_values(before or blank, await self._values(tx, line, before))
        if before is not None and after != before and not self._book.may_change(number):
            self.bad.append(BadLine(line.line, "account", NOT_THEIRS, line.cells))
            return
        self._learn(line, number, after.name)
        if number in made:
            change = self.changes[made[number]]
            self.changes[made[number]] = Change(change.before, after, change.why)
        elif after == before:
            self.same += 1
        else:
            made[number] = len(self.changes)
            self.changes.append(Change(before, after))
        stored[number] = after
        self.customers.add(number)

    async def record_more(self, tx: AsyncConnection) -> None:
        """What the source calls them."""
        await account_keys.learn(tx, self._ws, self._keys)

    def _number(self, line: GoodLine) -> int | None:
        """The customer's number, by what its source calls it or by its name."""
        for words in (line.source_id, line.values.get("name") or line.account):
            found = self._book.quietly(words, self._source) if words else None
            if found:
                return found
        return None

    async def _stored(self, tx: AsyncConnection, ids: list[int]) -> dict[int, Account]:
        found: dict[int, Account] = {}
        for at in range(0, len(ids), _AT_ONCE):
            for account in await gap_accounts.accounts_of(tx, self._ws, ids[at : at + _AT_ONCE]):
                found[account.id] = account
        return found

    async def _values(self, tx: AsyncConnection, line: GoodLine, before: Account | None) -> dict[str, Any]:
        said = {name: line.values[name] for name in _TOLD if line.values.get(name) is not None}
        said.setdefault("name", before.name if before else line.account)
        if owner := line.values.get("owner"):
            whose = await self._owner(tx, str(owner))
            said |= {"owner": whose} if whose else {}
        return said

    async def _owner(self, tx: AsyncConnection, words: str) -> str | None:
        """One of our own people, by handle, name or address."""
        bare = fold(words).removeprefix("@").partition("@")[0]
        if bare not in self._owners:
            found = await people.by_handle(tx, self._ws, bare.replace(".", " "))
            found = found or await people.by_handle(tx, self._ws, bare)
            ours = [each for each in found if not (each.is_bot or each.is_guest or each.deactivated)]
            self._owners[bare] = ours[0].user_id if len(ours) == 1 else None
        if self._owners[bare] is None:
            self._unknown_owners[words] += 1
        return self._owners[bare]

    def _learn(self, line: GoodLine, number: int, name: str) -> None:
        self._book.add(number, name)
        keys = [key_of(self._source, line.source_id)] if line.source_id else []
        domain = line.values.get("domain")
        for key in filter(self._book.may_learn, [*keys, *([domain_key(str(domain))] if domain else [])]):
            self._keys[key] = number
            self._book.learn(key, number)
