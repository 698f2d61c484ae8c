"""Which system a file comes from, by the names of its columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_SIGNS: Final[dict[str, tuple[frozenset[str], ...]]] = {
    "salesforce": tuple(
        map(
            frozenset,
            (
                {"case number", "date time opened"},
                {"case number", "account name"},
                {"account id", "account owner"},
                {"account name", "account owner"},
                {"account name", "mailing street"},
                {"account id 18"},
                {"company account", "task subtype"},
                {"company account", "assigned"},
                {"opportunity name", "account name"},
                {"contract number", "account name"},
            ),
        )
    ),
    "hubspot": tuple(
        map(
            frozenset,
            (
                {"record id", "associated company"},
                {"record id", "create date"},
                {"record id", "company name"},
                {"record id", "company owner"},
                {"record id", "associated contact"},
                {"record id", "lifecycle stage"},
                {"ticket name", "pipeline"},
                {"record id", "activity date"},
                {"record id", "primary associated company"},
                {"record id company"},
                {"record id contact"},
                {"record id ticket"},
            ),
        )
    ),
    "intercom": (
        frozenset({"conversation id"}),
        frozenset({"conversation started at"}),
        frozenset({"first admin reply at"}),
    ),
    "zendesk": tuple(
        map(
            frozenset,
            (
                {"ticket id", "requester"},
                {"ticket id", "organization"},
                {"ticket id", "ticket organization name"},
                {"id", "requester", "organization"},
                {"requester", "organization", "subject"},
                {"ticket id", "ticket organization name"},
                {"full resolution time", "organization"},
                {"requester organization"},
            ),
        )
    ),
}
PLAIN: Final = "csv"
"""The source of a file whose columns tell no system."""


def source_of(headers: Iterable[str]) -> str:
    """The system whose columns these plain headers are."""
    there = frozenset(headers)
    return next((source for source, signs in _SIGNS.items() if any(sign <= there for sign in signs)), PLAIN)
