"""Which customer a rhythm is about, where the line names one: `rhythm Blue Fern monthly`, `pause for <#C1>`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reviews.mentions import find_mentions
from reviews.text import from_slack

_MOST_WORDS = 6
_LEADS = frozenset({"for", "of", "is", "to", "on", "with", "are", "-", "–", "—", ":", "'s", "’s"})
_EVERYBODY = frozenset({"list", "all", "everything", "everybody", "overview", "customers", "accounts", "all customers"})


@dataclass(frozen=True, slots=True)
class NamedSplit:
    """One way to part a line into a customer, by name or by channel's id, and the rest, still as Slack sent it."""

    name: str
    rest: str
    channel: str | None = None


def names_everybody(words: str) -> bool:
    """Whether all customers are asked for."""
    return " ".join(from_slack(words).casefold().split()).strip(" .?!") in _EVERYBODY


def ends_with_names(words: str) -> Iterator[NamedSplit]:
    """Every way to take a customer off either end of a line, the longest names first."""
    channel = next((each for each in find_mentions(words) if each.kind == "channel"), None)
    if channel is not None and channel.id is not None:
        rest = f"{words[: channel.start]} {words[channel.end :]}".split()
        yield NamedSplit(channel.name or "", _bare(rest), channel.id)
        return
    parts = words.split()
    for length in range(min(len(parts), _MOST_WORDS), 0, -1):
        for name, rest in ((parts[:length], parts[length:]), (parts[-length:], parts[:-length])):
            yield NamedSplit(from_slack(" ".join(name)).strip(" ,.:;“”\"'"), _bare(rest))


def _bare(parts: list[str]) -> str:
    """The rest without the little words that joined it to the name."""
    kept = list(parts)
    while kept and kept[0].casefold().strip(",") in _LEADS:
        del kept[0]
    while kept and kept[-1].casefold().strip(",") in _LEADS:
        del kept[-1]
    return " ".join(kept).strip(" ,:;")
