"""The functions that keep who reads a digest and put one together, with something to ask them."""

from __future__ import annotations

from datetime import timedelta
from types import ModuleType
from typing import Any, Final

from reviews.digests import DigestSettings, Scope
from storage import digest_parts, digest_patterns, digest_readers, digest_votes, digests
from tests.storage.examples import NOW, WS

WEEK: Final = timedelta(days=7)
DIGEST_MODULES: tuple[ModuleType, ...] = (digest_parts, digest_patterns, digest_readers, digest_votes, digests)
DIGEST_ASKED: dict[str, tuple[Any, ...]] = {"digest_readers.of": ("U1",)}
DIGEST_CHANGED: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {
    "digest_readers.look_again": (("U1", NOW + WEEK), {}),
    "digest_readers.said": (("U1", NOW + WEEK), {}),
    "digest_votes.vote": (("U1", "digest:U1:2026-W48", "ACC-1", False, NOW), {}),
}
DIGEST_WITH_THEIR_OWN = {"digest_readers.give"}
DIGEST_OF_ALL = {"digest_readers.leaders_without", "digest_readers.next_look", "digest_readers.to_look_at"}
DIGEST_HOLDING = {
    "digest_parts.follow_through",
    "digest_parts.read_until",
    "digest_parts.renewals",
    "digest_parts.silence",
    "digest_patterns.patterns",
    "digest_readers.actor",
    "digest_readers.held",
    "digest_readers.waiting",
    "digest_votes.counted",
    "digests.load",
}
"""They put together or count much at once: tests/storage/test_digests.py shows whose it is."""


def reader_row(user_id: str = "U1", ws: str = WS, **fields: Any) -> DigestSettings:
    """Somebody's digest of their own customers."""
    return DigestSettings(ws, user_id, **({"scope": Scope.OWN} | fields))
