"""Which customer a line of a file means, among those its sender may know of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final, Self

from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.near import nearest
from storage import account_keys
from storage.statements import fold

MaySee = Callable[[int], bool]
_MOST_STRANGERS: Final = 10_000
"""Different unknown names that are counted; a file of nothing else is refused anyway."""


def key_of(source: str, name: str) -> str:
    """What a system calls a customer, as it is kept: its number there means nothing elsewhere."""
    return f"{source}:{fold(name)}"


def domain_key(words: str) -> str:
    """A customer's domain, also from an address of one of its people or of its site, as it is kept."""
    bare = fold(words).removeprefix("https://").removeprefix("http://").removeprefix("www.").split("/")[0]
    return f"domain:{bare.rpartition('@')[2]}"


class Book:
    """All customers of a workspace by name, by what other systems call them and by domain."""

    def __init__(
        self,
        names: list[tuple[int, str]],
        keys: dict[str, int],
        may_see: MaySee | None,
        may_edit: MaySee | None = None,
    ) -> None:
        seen = [each for each in names if may_see is None or may_see(each[0])]
        self._by_name: dict[str, int | None] = {}
        for number, name in seen:
            folded = fold(name)
            self._by_name[folded] = None if folded in self._by_name else number
        self._names = dict(seen)
        self._stored = frozenset(self._names)
        self._may_edit = may_edit
        self._keys = {key: number for key, number in keys.items() if number in self._names}
        self._held = keys
        self.strangers: Counter[str] = Counter()

    @classmethod
    async def load(
        cls, tx: AsyncConnection, workspace_id: str, may_see: MaySee | None = None, may_edit: MaySee | None = None
    ) -> Self:
        """Read the workspace's customers."""
        names, keys = await account_keys.names(tx, workspace_id), await account_keys.keys(tx, workspace_id)
        return cls(names, keys, may_see, may_edit)

    def add(self, number: int, name: str) -> None:
        """One more customer, known from here on."""
        self._by_name[fold(name)] = number
        self._names[number] = name

    def may_learn(self, key: str) -> bool:
        """Whether a key is nobody's yet, or held by a customer that the sender may change: none is lost unseen."""
        holder = self._held.get(key)
        return holder is None or (self.knows(holder) and self.may_change(holder))

    def learn(self, key: str, number: int) -> None:
        """What a system calls a customer."""
        self._keys[key] = number

    def may_change(self, number: int) -> bool:
        """Whether the file's sender may change that customer, or has made it with this very file."""
        return self._may_edit is None or number not in self._stored or self._may_edit(number)

    def knows(self, number: int) -> bool:
        """Whether it is a customer that the file's sender may know of."""
        return number in self._names

    def name(self, number: int) -> str:
        """What a customer is called."""
        return self._names.get(number, f"customer {number}")

    def find(self, words: str, source: str) -> int | str:
        """The customer's number, or why it is not known. Unknown names are counted."""
        if self._by_name.get(fold(words), 0) is None:
            return f"Two customers are called {words.strip()}; write its number in {source} instead."
        if number := self.quietly(words, source):
            return number
        if len(self.strangers) < _MOST_STRANGERS or words in self.strangers:
            self.strangers[words.strip()] += 1
        return f"No customer is called “{words.strip()}”."

    def quietly(self, words: str, source: str) -> int | None:
        """The customer's number, None where it is not known or could be two."""
        folded = fold(words)
        return self._by_name.get(folded) or self._keys.get(f"{source}:{folded}") or self._keys.get(domain_key(words))

    def meant(self, stranger: str) -> str | None:
        """The known name nearest to one that is not known."""
        names = {fold(name): name for name in self._names.values()}
        near = nearest(fold(stranger), names)
        return names[near] if near else None
